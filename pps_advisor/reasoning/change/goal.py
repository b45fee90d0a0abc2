"""What would have to be true: from a goal to the answers that reach it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import RuleKind
from pps_advisor.model.outcome.assessment import Judgement
from pps_advisor.model.outcome.goal import Goal, GoalAnswer, GoalKind, Step, Way
from pps_advisor.model.values import UNKNOWN, Known
from pps_advisor.reading.yaml.problems import nearest, shown
from pps_advisor.reasoning.change.goal_search import (
    MOST,
    Changes,
    is_reached,
    missing,
    obstacles,
    smallest_sets,
)
from pps_advisor.reasoning.change.moves import Moves, step_size
from pps_advisor.reasoning.change.spans import spans_of
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.ranking.prepared import Prepared, prepare
from pps_advisor.reasoning.ranking.scoring import MAIN
from pps_advisor.reasoning.ranking.shift import shifted
from pps_advisor.reasoning.ranking.standing import Standing, stand
from pps_advisor.reasoning.ranking.themes import ThemePlan, judgement_of

_NEEDED = 4
_WANTED = {
    Judgement.PROBLEM: frozenset(Judgement) - {Judgement.PROBLEM},
    Judgement.TOO_LITTLE_KNOWN: frozenset({Judgement.ATTENTION, Judgement.GOOD}),
    Judgement.ATTENTION: frozenset({Judgement.GOOD}),
    Judgement.GOOD: frozenset({Judgement.GOOD}),
}
"""For each judgement those that are better; what is `goed` stays so."""


def ways_to(case: Case, catalogue: Catalogue, name: str, most: int = MOST) -> GoalAnswer:
    """The smallest sets of changed answers that reach a goal.

    `name` is the id of a rule, of a theme (with ``=goed`` for that judgement) or of a
    recommendation. Raises InvalidInput when there is nothing of that name to aim at.
    """
    ready = prepare(catalogue)
    base = stand(ready.scorer, plain_engine, local_facts.facts_of(case, catalogue))
    goal = goal_of(name, ready, base)
    plan = ready.plans[goal.number] if goal.kind is GoalKind.THEME else None
    if is_reached(goal, base, plan):
        return GoalAnswer(case, goal, True, (), most)
    for in_case in (False, True):
        moves = Moves(case, base, in_case)
        found = smallest_sets(goal, moves, plan, most)
        if found:
            ways = _Ways(goal, moves, plan).of(found)
            return GoalAnswer(case, goal, False, ways, most)
    rules = base.scorer.program.rules
    blockers = tuple(rules[number].title for number in obstacles(goal, base, plan))
    short = max(0, missing(plan, base)) if plan and _must_be_known(goal) else 0
    return GoalAnswer(case, goal, False, (), most, blockers, (short + 1) // 2)


def _must_be_known(goal: Goal) -> bool:
    return Judgement.TOO_LITTLE_KNOWN not in goal.wanted


def goal_of(name: str, ready: Prepared, base: Standing) -> Goal:
    """The goal with this name. Raises InvalidInput with the names that look like it."""
    theme, equals, wanted = name.partition("=")
    plans = {plan.id: number for number, plan in enumerate(ready.plans)}
    if theme in plans and (not equals or wanted == Judgement.GOOD.value):
        return _theme_goal(theme, plans[theme], bool(equals), ready.plans, base)
    program, recommendations = ready.scorer.program, ready.scorer.recommendations
    for number, rule in enumerate(program.rules):
        if rule.id == name and rule.kind.advises:
            return Goal(GoalKind.FINDING, name, rule.title, number)
    for number, one in enumerate(recommendations):
        if one.id == name:
            return Goal(GoalKind.RECOMMENDATION, name, one.title, number)
    raise InvalidInput([_no_goal(name, ready)])


def _theme_goal(
    theme: str, number: int, good: bool, plans: Sequence[ThemePlan], base: Standing
) -> Goal:
    plan = plans[number]
    now = judgement_of(plan, base)
    wanted = frozenset({Judgement.GOOD}) if good else _WANTED[now]
    return Goal(GoalKind.THEME, theme, plan.title, number, now, wanted)


def _no_goal(name: str, ready: Prepared) -> Problem:
    place = SourceLocation("--goal")
    themes = [plan.id for plan in ready.plans]
    theme = name.partition("=")[0]
    if theme in themes:
        hint = f"Schrijf alleen het thema, of '{theme}=goed'."
        return Problem(place, "onbekend-doel", f"{shown(name)} kan geen doel zijn.", hint)
    rules = {rule.id: rule for rule in ready.scorer.program.rules}
    if name in rules:
        kind = "een sterk punt" if rules[name].kind is RuleKind.STRENGTH else "een achtergrond"
        sentence = f"'{name}' is {kind}; dat hoeft niet te verdwijnen."
        return Problem(place, "geen-doel", sentence, "Kies een knelpunt, kans, thema of advies.")
    recommendations = [one.id for one in ready.scorer.recommendations]
    known = [*themes, *(r.id for r in rules.values() if r.kind.advises), *recommendations]
    hint = nearest(name, known) or "Kies een id dat in het advies tussen [haken] staat."
    sentence = f"Er is geen bevinding, thema of aanbeveling {shown(name)}."
    return Problem(place, "onbekend-doel", sentence, hint)


class _Ways:
    """Turns sets of changes into ways that can be read, the best first."""

    def __init__(self, goal: Goal, moves: Moves, plan: ThemePlan | None) -> None:
        self.goal = goal
        self.moves = moves
        self.plan = plan
        self.questions = moves.base.scorer.program.catalogue.question

    def of(self, found: Iterable[Changes]) -> tuple[Way, ...]:
        """One way for each choice of questions and parties, with every value that will do."""
        groups: dict[tuple[tuple[str, str], ...], list[tuple[Change, ...]]] = {}
        for changes in found:
            ordered = tuple(sorted(changes, key=_place))
            groups.setdefault(tuple(map(_place, ordered)), []).append(ordered)
        ways = [way for sets in groups.values() for way in self._grouped(sets)]
        ways.sort(key=self._order)
        return tuple(self._without_superfluous(ways))

    def _grouped(self, sets: Sequence[tuple[Change, ...]]) -> list[Way]:
        """One way when the values can be chosen freely, else one for each set."""
        choices = [tuple(dict.fromkeys(column)) for column in zip(*sets, strict=True)]
        if set(product(*choices)) == set(sets):
            return [self._way(choices)]
        return [self._way([(change,) for change in one]) for one in sets]

    def _way(self, choices: Sequence[tuple[Change, ...]]) -> Way:
        nearest = [tuple(sorted(column, key=self._distance)) for column in choices]
        changes = tuple(column[0] for column in nearest)
        standing = self.moves.base
        for change in changes:
            standing, *_ = shifted(standing, self.moves.effect(change))
        becomes = judgement_of(self.plan, standing) if self.plan else None
        return Way(tuple(self._step(column, standing) for column in nearest), changes, becomes)

    def _distance(self, change: Change) -> float:
        question = self.questions[change.question]
        return step_size(question, self.moves.now(change), change.value)

    def _step(self, column: Sequence[Change], after: Standing) -> Step:
        first = column[0]
        question = self.questions[first.question]
        values: tuple[Known, ...] = tuple(one.value for one in column)  # type: ignore[misc]
        tried = () if question.options else self.moves.tried(question, first.party)
        return Step(
            question,
            first.party,
            self.moves.now(first),
            values,
            spans_of(values, tried, question, self.moves.tests),
            self._that_work_on(first, after),
            self._where(question) if question.derived else "",
        )

    def _where(self, question: Question) -> str:
        """Where in the case a value comes from, or what is needed to know it."""
        if self.moves.base.values.get(question.id, UNKNOWN) is UNKNOWN and question.to_complete:
            return question.to_complete
        fact = local_facts.facts_of(self.moves.case, self.moves.base.scorer.program.catalogue)
        origin = fact.by_id[question.id].origin if question.id in fact.by_id else ""
        return f"Het volgt uit de casus: {origin}." if origin else "Het volgt uit de casus."

    def _that_work_on(self, change: Change, after: Standing) -> tuple[Recommendation, ...]:
        """The recommendations of the findings on this answer that disappear or weaken with it."""
        base = self.moves.base
        scorer = base.scorer
        names = self.moves.effect(change)
        rules = {n for name in names for n in scorer.program.users.get(name, ())}
        rules |= {n for name in names for n in scorer.program.about.get(name, ())}
        weaker = {n for n in rules if _weight(after, n) < _weight(base, n)}
        places = {
            place: min(part.role != MAIN for part in scorer.parts[place] if part.rule in weaker)
            for n in weaker
            for place in scorer.advised_by.get(n, ())
        }
        order = sorted(places, key=lambda place: (places[place], base.order_of(place)))
        return tuple(scorer.recommendations[place] for place in order[:_NEEDED])

    def _order(self, way: Way) -> tuple[int, float, list[tuple[str, str]]]:
        """Fewest parties that answer otherwise, then the smallest steps, then by name."""
        parties = sum(self.moves.parties(change) for change in way.changes)
        distance = round(sum(map(self._distance, way.changes)), 6)
        return parties, distance, [_place(change) for change in way.changes]

    def _without_superfluous(self, ways: Iterable[Way]) -> list[Way]:
        """Without the ways where everyone changes though one party doing so is enough."""
        kept: list[Way] = []
        enough: set[frozenset[str]] = set()
        for way in ways:
            names = frozenset(change.question for change in way.changes)
            everyone = any(self.moves.parties(change) > 1 for change in way.changes)
            if everyone and names in enough:
                continue
            enough.add(names)
            kept.append(way)
        return kept


def _weight(standing: Standing, number: int) -> tuple[int, int]:
    """How much a rule weighs: first how certain it is, then how severe."""
    return standing.truths[number], standing.bounds[number][0]


def _place(change: Change) -> tuple[str, str]:
    return change.question, change.party or ""
