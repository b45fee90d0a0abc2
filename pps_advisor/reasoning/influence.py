"""Influence: which open question would change the advice most, measured by trying its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from pps_advisor.model.assessment import Judgement, OpenQuestion
from pps_advisor.model.case import Case
from pps_advisor.model.question import AnswerType, Question
from pps_advisor.model.values import Known, Value, number_text
from pps_advisor.reasoning import derive
from pps_advisor.reasoning.program import evaluate
from pps_advisor.reasoning.scoring import Bounds, Scorer, severity_bounds
from pps_advisor.reasoning.standing import Standing
from pps_advisor.reasoning.themes import ThemePlan, is_answered, judge, matters

SHOWN = 10
TOP = 5
_TENTH = Decimal("0.1")


@attrs.frozen
class _Change:
    """What one answer changes."""

    size: float
    answer: Known
    effect: str


def open_questions(
    case: Case, standing: Standing, plans: Sequence[ThemePlan], shown: int = SHOWN
) -> tuple[OpenQuestion, ...]:
    """The unanswered questions with the greatest influence, the greatest first.

    Influence adds up three things for the answer that changes most: positions moved in the
    first five, theme judgements changed, and the change of all priorities divided by 100.
    """
    trial = _Trial(case, standing, plans)
    found = []
    for question in _unanswered(standing):
        changes = [trial.change(question, answer) for answer in possible_answers(question, standing.scorer)]
        best = max(changes, key=lambda change: change.size, default=None)
        if best is not None and best.size > 0:
            mean = sum(change.size for change in changes) / len(changes)
            found.append((round(best.size, 2), round(mean, 4), question, best))
    found.sort(key=lambda item: (-item[0], -item[1], item[2].id))
    return tuple(_open_question(size, question, best) for size, _, question, best in found[:shown])


def _open_question(size: float, question: Question, best: _Change) -> OpenQuestion:
    text = f"{question.text} {question.to_complete}".strip()
    answer = answer_text(question, best.answer)
    return OpenQuestion(question.id, text, question.short, size, best.effect, answer)


def answer_text(question: Question, answer: Known) -> str:
    """A possible answer in words."""
    if isinstance(answer, Decimal):
        unit = f" {question.unit}" if question.unit else ""
        return f"{number_text(answer)}{unit}"
    if isinstance(answer, tuple):
        return ", ".join(question.label(word) for word in answer)
    return question.label(str(answer))


def _unanswered(standing: Standing) -> Iterable[Question]:
    """Questions that nobody answered and that can matter, and unknown derived facts."""
    catalogue = standing.scorer.program.catalogue
    for question in catalogue.questions:
        per_party_fact = question.id.count(".") > 1
        follows_from_answer = bool(derive.USES.get(question.id))
        if per_party_fact or follows_from_answer:
            continue
        if not is_answered(question, standing.values) and matters(question, standing.values):
            yield question


def possible_answers(question: Question, scorer: Scorer) -> list[Known]:
    """The answers worth trying: each option, and one number per interval between thresholds."""
    if question.type is AnswerType.WORDS:
        return [(word,) for word in question.option_ids]
    if question.options:
        return list(question.option_ids)
    program = scorer.program
    subjects = [question.id, f"{question.id}.minst_gunstig"]
    subjects += [name for name, uses in derive.USES.items() if question.id in uses]
    thresholds = {
        operand
        for subject in subjects
        for index in program.tests_on.get(subject, ())
        for operand in program.tests[index].operands
        if isinstance(operand, Decimal)
    }
    if not thresholds:
        return []
    likert = question.type is AnswerType.LIKERT
    low = Decimal(1) if likert else min([Decimal(0), *thresholds]) - (min(thresholds) <= 0)
    high = Decimal(5) if likert else max(thresholds) + 1
    ordered = sorted(thresholds | {low, high})
    between = [(a + b) / 2 for a, b in zip(ordered, ordered[1:], strict=False)]
    return sorted({*ordered, *between})


class _Trial:
    """Tries answers on a standing, recomputing only what an answer bears on."""

    def __init__(self, case: Case, standing: Standing, plans: Sequence[ThemePlan]) -> None:
        self.case = case
        self.base = standing
        self.plans = plans
        self.top = standing.first(TOP)
        self.judgements = self._judge(standing.truths, standing.bounds, standing.values)

    def change(self, question: Question, answer: Known) -> _Change:
        changed = derive.changes_with(self.case, self.base.values, question.id, answer)
        values = {**self.base.values, **changed}
        truths, bounds, touched = self._infer(values, changed)
        priorities, moved_most, total = self._rank(values, truths, bounds, touched, changed)
        top = self.base.first_of(priorities, TOP)
        moved = _moves(self.top, top)
        judged = self._judge(truths, bounds, values)
        themes = [
            plan.title
            for plan, old, new in zip(self.plans, self.judgements, judged, strict=True)
            if old is not new
        ]
        effect = self._effect(top, themes, moved_most)
        return _Change(moved + len(themes) + total / 100, answer, effect)

    def _infer(
        self, values: Mapping[str, Value], changed: Mapping[str, Value]
    ) -> tuple[list[int], list[Bounds], set[int]]:
        """Truth and severity of the rules that the changed values reach."""
        program = self.base.scorer.program
        verdicts = list(self.base.verdicts)
        queue: set[int] = set()
        for subject in changed:
            for index in program.tests_on.get(subject, ()):
                verdicts[index] = evaluate(program.tests[index], values[subject])
            queue.update(program.users.get(subject, ()))
        truths, bounds, touched = list(self.base.truths), list(self.base.bounds), set()
        while queue:
            number = min(queue)
            queue.discard(number)
            truth = max(
                min(
                    [verdicts[i] for i in facts] + [truths[i] for i in findings], default=2
                )
                for facts, findings in program.branches[number]
            )
            if truth != truths[number]:
                queue.update(program.followers.get(number, ()))
            truths[number] = truth
            touched.add(number)
        for number, rule in enumerate(program.rules):
            if rule.about in changed:
                bounds[number] = severity_bounds(rule, values[rule.about])
                touched.add(number)
        return truths, bounds, touched

    def _rank(
        self,
        values: Mapping[str, Value],
        truths: Sequence[int],
        bounds: Sequence[Bounds],
        touched: set[int],
        changed: Mapping[str, Value],
    ) -> tuple[list[tuple[float, float] | None], int | None, float]:
        """Priorities after the change, the one that moved most, and the sum of the changes."""
        scorer = self.base.scorer
        places = {place for number in touched for place in scorer.advised_by.get(number, ())}
        priorities = list(self.base.priorities)
        total, most, moved_most = 0.0, 0.0, None
        for place in sorted(places):
            if place in self.base.excluded:
                continue
            new = scorer.priority(place, truths, bounds)
            old = priorities[place] or (0.0, 0.0)
            difference = abs(new[0] - old[0])
            priorities[place] = new if new[1] else None
            total += difference
            if difference > most:
                most, moved_most = difference, place
        for place in self.base.exclusions_on(changed):
            if self.base.is_excluded(place, values):
                priorities[place] = None
        return priorities, moved_most, total

    def _judge(
        self, truths: Sequence[int], bounds: Sequence[Bounds], values: Mapping[str, Value]
    ) -> list[Judgement]:
        program = self.base.scorer.program
        return [judge(plan, program, truths, bounds, values).judgement for plan in self.plans]

    def _effect(self, top: Sequence[int], themes: Sequence[str], moved_most: int | None) -> str:
        """The change in one sentence: who enters the first five, what rises, what tips."""
        names = self.base.scorer.recommendations
        entered = [place for place in top if place not in self.top]
        if entered:
            place = entered[0]
            return f"'{names[place].short}' komt op plaats {top.index(place) + 1}"
        risen = [p for p in top if self.top.index(p) > top.index(p)]
        if risen:
            place = risen[0]
            was, now = self.top.index(place) + 1, top.index(place) + 1
            return f"'{names[place].short}' gaat van plaats {was} naar {now}"
        if themes:
            return f"het oordeel over {themes[0].lower()} verandert"
        if moved_most is not None:
            return f"de prioriteit van '{names[moved_most].short}' verandert"
        return ""


def _moves(old: Sequence[int], new: Sequence[int]) -> int:
    """Positions moved between two first fives; who is not in them stands just below."""
    places = {*old, *new}

    def position(order: Sequence[int], place: int) -> int:
        return order.index(place) if place in order else len(order)

    return sum(abs(position(old, p) - position(new, p)) for p in places)


