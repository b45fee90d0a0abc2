"""Influence: which open question would change the advice most, measured by trying its answers."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.outcome.assessment import OpenQuestion
from pps_advisor.model.values import Known
from pps_advisor.reasoning.facts import derive, local_facts
from pps_advisor.reasoning.influence.possible_answers import comparisons_of, possible_answers
from pps_advisor.reasoning.ranking.findings import answer_text
from pps_advisor.reasoning.ranking.prepared import Same
from pps_advisor.reasoning.ranking.shift import shifted
from pps_advisor.reasoning.ranking.standing import Standing
from pps_advisor.reasoning.ranking.themes import ThemePlan, is_answered, judgement_of, matters

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
    case: Case,
    standing: Standing,
    plans: Sequence[ThemePlan],
    shown: int = SHOWN,
    only: Collection[str] | None = None,
) -> tuple[OpenQuestion, ...]:
    """The unanswered questions with the greatest influence, the greatest first.

    With `only`, no others than these are looked at.

    Influence adds up three things for the answer that changes most: positions moved in the
    first five, theme judgements changed, and the change of all priorities divided by 100.
    """
    trial = _Trial(case, standing, plans)
    found: list[tuple[float, float, Question, _Change]] = []
    bounds = [(trial.most(question), question) for question in _asked(standing, only)]
    for most, question in sorted(bounds, key=lambda one: -one[0]):
        if len(found) >= shown and round(most, 2) < found[shown - 1][0]:
            break  # neither this question nor those after it can come among the first
        changes = trial.changes(question)
        best = max(changes, key=lambda change: change.size, default=None)
        if best is not None and best.size > 0:
            found.append((round(best.size, 2), round(_mean(changes), 4), question, best))
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


def mean_influences(
    case: Case,
    standing: Standing,
    plans: Sequence[ThemePlan],
    only: Collection[str] | None = None,
) -> dict[str, float]:
    """What the answers to each open question change on average, by the id of the question."""
    trial = _Trial(case, standing, plans)
    return {one.id: _mean(trial.changes(one)) for one in _asked(standing, only)}


def _asked(standing: Standing, only: Collection[str] | None) -> Iterator[Question]:
    return (one for one in unanswered(standing) if only is None or one.id in only)


def _mean(changes: Sequence[_Change]) -> float:
    return sum(change.size for change in changes) / len(changes) if changes else 0.0


class _AnswersToTry:
    """The answers worth trying on each question of a catalogue, worked out when asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.tests = comparisons_of(catalogue)
        self.found: dict[str, list[Known]] = {}

    def __call__(self, question: Question) -> list[Known]:
        if question.id not in self.found:
            self.found[question.id] = possible_answers(question, self.tests)
        return self.found[question.id]


@lru_cache(maxsize=8)
def _answers_to_try(same: Same) -> _AnswersToTry:
    return _AnswersToTry(same.catalogue)


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
        self.ranked = [place for place, both in standing.ranked() if both[0] > 0]
        self.top = self.ranked[:TOP]
        self.judgements = [judgement_of(plan, standing) for plan in plans]
        self.themes_of: dict[object, list[int]] = {}
        for number, plan in enumerate(plans):
            for touched in (*plan.facts, *plan.problems):
                self.themes_of.setdefault(touched, []).append(number)

    def most(self, question: Question) -> float:
        """An upper bound of the influence: every priority goes as far as its interval allows.

        To move one place up costs two positions, its own and that of the place it passes.
        """
        subjects = derive.subjects_of(question.id)
        uses = local_facts.uses_of(self.base.scorer.program.catalogue)
        if subjects != derive.subjects_of(question.id, uses):
            return math.inf  # nobody promises that the fact of a plugin keeps to the interval
        rules = self._within_reach(subjects)
        advised = self.base.scorer.advised_by
        places = {place for rule in rules for place in advised.get(rule, ())} - self.base.excluded
        themes = {n for key in (*subjects, *rules) for n in self.themes_of.get(key, ())}
        bound = float(len(themes))
        for place in places:
            now, most = self.base.priorities[place] or (0.0, 0.0)
            bound += (most - now) / 100 + 2 * self._places_up(place, most)
        for subject in subjects:
            for place in self.base.scorer.exclusions.get(subject, ()):
                bound += (self.base.priorities[place] or (0.0,))[0] / 100 + 2 * TOP
        return bound

    def _within_reach(self, subjects: Collection[str]) -> set[int]:
        """The rules that look at these facts, or are about them, and all that build on those."""
        program = self.base.scorer.program
        rules = {n for one in subjects for n in program.users.get(one, ())}
        rules.update(n for one in subjects for n in program.about.get(one, ()))
        waiting = list(rules)
        while waiting:
            following = set(program.followers.get(waiting.pop(), ())) - rules
            rules |= following
            waiting += following
        return rules

    def _places_up(self, place: int, most: float) -> int:
        """How many places of the first five a recommendation could rise with this priority."""
        now = self.top.index(place) if place in self.top else len(self.top)
        if not most:
            return 0
        first = sum((self.base.priorities[one] or (0.0,))[0] > most for one in self.top)
        return max(0, now - first) + (len(self.top) < TOP)

    def changes(self, question: Question) -> list[_Change]:
        """What each answer to a question changes."""
        answers = _answers_to_try(Same(self.base.scorer.program.catalogue))
        return [self.change(question, answer) for answer in answers(question)]

    def change(self, question: Question, answer: Known) -> _Change:
        catalogue = self.base.scorer.program.catalogue
        changed = local_facts.changes_with(
            self.case, self.base.values, question.id, answer, catalogue
        )
        new, touched, places = shifted(self.base, changed)
        pairs = [(place, self.base.priorities[place], new.priorities[place]) for place in places]
        moved = {
            place: abs((now or (0.0,))[0] - (old or (0.0,))[0])
            for place, old, now in pairs
            if now != old
        }
        top = self._first(new, moved) if self._may_reorder(new, moved) else self.top
        themes = self._themes_that_tip(new, changed, touched)
        size = _moves(self.top, top) + len(themes) + sum(moved.values()) / 100
        return _Change(size, answer, top, themes, moved)

    def _may_reorder(self, new: Standing, moved: Collection[int]) -> bool:
        """Whether a priority that changed was, or can now be, in the first five."""
        if len(self.top) < TOP or any(place in self.top for place in moved):
            return bool(moved)
        last = new.order_of(self.top[-1])
        return any(new.order_of(place) < last for place in moved)

    def _first(self, new: Standing, moved: Collection[int]) -> list[int]:
        """The new first five: those that moved, and the first five of those that did not."""
        stayed = [place for place in self.ranked[: TOP + len(moved)] if place not in moved]
        asked = [one for one in moved if (new.priorities[one] or (0.0,))[0] > 0]
        return sorted([*stayed[:TOP], *asked], key=new.order_of)[:TOP]

    def _themes_that_tip(
        self, new: Standing, changed: Collection[str], touched: Collection[int]
    ) -> list[str]:
        """The titles of the themes that are judged otherwise."""
        looked_at = {n for key in (*changed, *touched) for n in self.themes_of.get(key, ())}
        return [
            self.plans[number].title
            for number in sorted(looked_at)
            if judgement_of(self.plans[number], new) is not self.judgements[number]
        ]

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

    if new == old:
        return 0

    def position(order: Sequence[int], place: int) -> int:
        return order.index(place) if place in order else len(order)

    return sum(abs(position(old, place) - position(new, place)) for place in {*old, *new})
