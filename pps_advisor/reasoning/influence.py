"""Influence: which open question would change the advice most, measured by trying its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pps_advisor.model.assessment import OpenQuestion
from pps_advisor.model.case import Case
from pps_advisor.model.frozen import frozen
from pps_advisor.model.question import Question
from pps_advisor.model.values import Known, Value
from pps_advisor.reasoning import local_facts
from pps_advisor.reasoning.findings import answer_text
from pps_advisor.reasoning.possible_answers import comparisons_of, possible_answers
from pps_advisor.reasoning.program import evaluate
from pps_advisor.reasoning.scoring import Bounds, severity_bounds
from pps_advisor.reasoning.standing import Priority, Standing
from pps_advisor.reasoning.themes import ThemePlan, is_answered, judgement_of, matters
from pps_advisor.reasoning.trace import Trace, truth_of

SHOWN = 10
TOP = 5


@frozen
class _Change:
    """What one answer changes: the new first five, the themes that tip, and the priorities."""

    size: float
    answer: Known
    top: Sequence[int]
    themes: Sequence[str]
    differences: Mapping[int, float]


def open_questions(
    case: Case, standing: Standing, plans: Sequence[ThemePlan], shown: int = SHOWN
) -> tuple[OpenQuestion, ...]:
    """The unanswered questions with the greatest influence, the greatest first.

    Influence adds up three things for the answer that changes most: positions moved in the
    first five, theme judgements changed, and the change of all priorities divided by 100.
    """
    trial = _Trial(case, standing, plans)
    catalogue = standing.scorer.program.catalogue
    tests, uses = comparisons_of(catalogue), local_facts.uses_of(catalogue)
    found = []
    for question in unanswered(standing):
        answers = possible_answers(question, tests, uses)
        changes = [trial.change(question, answer) for answer in answers]
        best = max(changes, key=lambda change: change.size, default=None)
        if best is not None and best.size > 0:
            mean = sum(change.size for change in changes) / len(changes)
            found.append((round(best.size, 2), round(mean, 4), question, best))
    found.sort(key=lambda item: (-item[0], -item[1], item[2].id))
    return tuple(
        OpenQuestion(
            question=question.id,
            text=f"{question.text} {question.to_complete}".strip(),
            short=question.short,
            influence=size,
            effect=trial.effect(best),
            answer=answer_text(question, best.answer),
        )
        for size, _, question, best in found[:shown]
    )


def unanswered(standing: Standing) -> Iterator[Question]:
    """Questions that nobody answered and that can matter, and unknown derived facts.

    Left out are the facts per party and the derived facts that an answer would make known:
    the question itself stands for them.
    """
    catalogue = standing.scorer.program.catalogue
    uses = local_facts.uses_of(catalogue)
    for question in catalogue.questions:
        per_party_fact = question.id.count(".") > 1
        if per_party_fact or question.id in uses:
            continue
        if not is_answered(question, standing.values) and matters(question, standing.values):
            yield question


class _Trial:
    """Tries answers on a standing, recomputing only what an answer bears on."""

    def __init__(self, case: Case, standing: Standing, plans: Sequence[ThemePlan]) -> None:
        self.case = case
        self.base = standing
        self.plans = plans
        self.top = standing.first(TOP)
        self.judgements = [judgement_of(plan, standing) for plan in plans]
        self.problems_of = [frozenset(plan.problems) for plan in plans]

    def change(self, question: Question, answer: Known) -> _Change:
        catalogue = self.base.scorer.program.catalogue
        changed = local_facts.changes_with(
            self.case, self.base.values, question.id, answer, catalogue
        )
        new, touched = self._standing_with(changed)
        moved = {
            place: abs((now or (0.0,))[0] - (old or (0.0,))[0])
            for place, (old, now) in enumerate(
                zip(self.base.priorities, new.priorities, strict=True)
            )
            if now != old
        }
        top = new.first(TOP) if self._may_reorder(new, moved) else self.top
        themes = self._themes_that_tip(new, changed, touched)
        size = _moves(self.top, top) + len(themes) + sum(moved.values()) / 100
        return _Change(size, answer, top, themes, moved)

    def _may_reorder(self, new: Standing, moved: Collection[int]) -> bool:
        """Whether a priority that changed was, or can now be, in the first five."""
        if len(self.top) < TOP or any(place in self.top for place in moved):
            return bool(moved)
        last = new.order_of(self.top[-1])
        return any(new.order_of(place) < last for place in moved)

    def _standing_with(self, changed: Mapping[str, Value]) -> tuple[Standing, set[int]]:
        """The standing with the changed values, and the rules that were looked at again."""
        values = {**self.base.values, **changed}
        found, touched = self._infer(values, changed)
        bounds = list(self.base.bounds)
        program = self.base.scorer.program
        for subject in changed:
            for number in program.about.get(subject, ()):
                bounds[number] = severity_bounds(program.rules[number], values[subject])
                touched.add(number)
        priorities = self._priorities(values, changed, touched, found.truths, bounds)
        base = self.base
        return Standing(base.scorer, values, found, bounds, priorities, base.excluded), touched

    def _infer(
        self, values: Mapping[str, Value], changed: Collection[str]
    ) -> tuple[Trace, set[int]]:
        """The trace with the changed values, and the rules that were looked at again."""
        program = self.base.scorer.program
        verdicts, truths = list(self.base.trace.verdicts), list(self.base.truths)
        queue: set[int] = set()
        for subject in changed:
            for index in program.tests_on.get(subject, ()):
                verdicts[index] = evaluate(program.tests[index], values[subject])
            queue.update(program.users.get(subject, ()))
        touched = set()
        while queue:
            number = min(queue)  # what a rule builds on has a lower number
            queue.discard(number)
            touched.add(number)
            truth = truth_of(program.branches[number], verdicts, truths)
            if truth != truths[number]:
                truths[number] = truth
                queue.update(program.followers.get(number, ()))
        return Trace(verdicts, truths), touched

    def _priorities(
        self,
        values: Mapping[str, Value],
        changed: Collection[str],
        touched: Collection[int],
        truths: Sequence[int],
        bounds: Sequence[Bounds],
    ) -> list[Priority | None]:
        """The priorities with the rules that were touched as they are now."""
        scorer = self.base.scorer
        places = {place for number in touched for place in scorer.advised_by.get(number, ())}
        priorities = list(self.base.priorities)
        for place in places - self.base.excluded:
            both = scorer.priority(place, truths, bounds)
            priorities[place] = both if both[1] else None
        for subject in changed:
            for place in scorer.exclusions.get(subject, ()):
                if self.base.is_excluded(place, values):
                    priorities[place] = None
        return priorities

    def _themes_that_tip(
        self, new: Standing, changed: Collection[str], touched: Collection[int]
    ) -> list[str]:
        """The titles of the themes that are judged otherwise."""
        found = []
        for plan, problems, old in zip(self.plans, self.problems_of, self.judgements, strict=True):
            same = plan.facts.isdisjoint(changed) and problems.isdisjoint(touched)
            if not same and judgement_of(plan, new) is not old:
                found.append(plan.title)
        return found

    def effect(self, change: _Change) -> str:
        """The change in one sentence: who enters the first five, what rises, what tips."""
        for number, place in enumerate(change.top, start=1):
            if place not in self.top:
                return f"{self._name(place)} komt op plaats {number}"
        for number, place in enumerate(change.top, start=1):
            was = self.top.index(place) + 1
            if was > number:
                return f"{self._name(place)} gaat van plaats {was} naar {number}"
        if change.themes:
            return f"het oordeel over {change.themes[0].lower()} verandert"
        most = max(change.differences, key=change.differences.__getitem__, default=None)
        return "" if most is None else f"de prioriteit van {self._name(most)} verandert"

    def _name(self, place: int) -> str:
        return f"'{self.base.scorer.recommendations[place].short}'"


def _moves(old: Sequence[int], new: Sequence[int]) -> int:
    """Positions moved between two first fives; who is not in them stands just below."""

    def position(order: Sequence[int], place: int) -> int:
        return order.index(place) if place in order else len(order)

    return sum(abs(position(old, place) - position(new, place)) for place in {*old, *new})
