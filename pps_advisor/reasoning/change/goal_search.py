"""The smallest sets of changes that reach a goal.

Not every set is tried. As long as a goal is not reached something stands in its way: a branch of
a rule that holds, or a question without an answer. Every set that reaches the goal must change
an answer under that obstacle, so only those are tried next. No set is missed, and the number of
tries depends on what the obstacles rest on, not on the size of the catalogue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.condition import tests_of
from pps_advisor.model.knowledge.rule import Severity
from pps_advisor.model.outcome.assessment import Judgement
from pps_advisor.model.outcome.goal import Goal, GoalKind
from pps_advisor.model.values import UNKNOWN, Truth
from pps_advisor.reasoning.change.moves import Moves
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.ranking.scoring import severity_bounds
from pps_advisor.reasoning.ranking.shift import shifted
from pps_advisor.reasoning.ranking.standing import Standing
from pps_advisor.reasoning.ranking.themes import ThemePlan, answered_of, judgement_of

MOST = 3
Changes = frozenset[Change]


def smallest_sets(
    goal: Goal, moves: Moves, plan: ThemePlan | None, most: int = MOST
) -> list[Changes]:
    """All sets of the smallest size that reach the goal; none when `most` changes do not."""
    search = _Search(goal, moves, plan)
    for size in range(1, most + 1):
        search.extend(moves.base, frozenset(), size)
        if search.found:
            return sorted(search.found, key=_by_name)
        search.seen.clear()
    return []


def _by_name(changes: Changes) -> list[str]:
    return sorted(f"{one.question} {one.party or ''} {one.value}" for one in changes)


def is_reached(goal: Goal, standing: Standing, plan: ThemePlan | None) -> bool:
    """Whether a goal holds in a standing."""
    if goal.kind is GoalKind.FINDING:
        return standing.truths[goal.number] == Truth.FALSE
    if goal.kind is GoalKind.RECOMMENDATION:
        both = standing.priorities[goal.number]
        return both is None or both[0] == 0
    return plan is not None and judgement_of(plan, standing) in goal.wanted


def obstacles(goal: Goal, standing: Standing, plan: ThemePlan | None) -> list[int]:
    """The rules that stand in the way of a goal."""
    truths = standing.truths
    if goal.kind is GoalKind.FINDING:
        return [goal.number] if truths[goal.number] else []
    if goal.kind is GoalKind.RECOMMENDATION:
        parts = standing.scorer.parts[goal.number]
        return sorted({part.rule for part in parts if truths[part.rule] == 2})
    limit = limit_of(goal)
    numbers = plan.problems if plan else ()
    return [n for n in numbers if truths[n] == 2 and standing.bounds[n][0] >= limit]


def limit_of(goal: Goal) -> Severity:
    """The severity from which a problem stands in the way of the judgement that is wanted."""
    return Severity.HIGH if Judgement.ATTENTION in goal.wanted else Severity.MIDDLE


def missing(plan: ThemePlan, standing: Standing) -> int:
    """How much is missing to know enough of a theme: what is asked minus twice the answers."""
    answered, asked = answered_of(plan, standing.values)
    return asked - 2 * answered


@attrs.define
class _Search:
    """Goes from obstacle to obstacle; each set of changes is looked at once."""

    goal: Goal
    moves: Moves
    plan: ThemePlan | None
    found: set[Changes] = attrs.field(factory=set)
    seen: set[Changes] = attrs.field(factory=set)
    gains: list[int] | None = None

    def extend(self, standing: Standing, done: Changes, left: int) -> None:
        """Try every change under the first obstacle, and go on from there."""
        if is_reached(self.goal, standing, self.plan):
            self.found.add(done)
            return
        if not left or self._out_of_reach(standing, left):
            return
        changed = {change.question for change in done}
        for change in dict.fromkeys(self._next(standing)):
            further = done | {change}
            if change.question in changed or further in self.seen:
                continue
            self.seen.add(further)
            new, *_ = shifted(standing, self.moves.effect(change))
            self.extend(new, further, left - 1)

    def _out_of_reach(self, standing: Standing, left: int) -> bool:
        """Whether so many answers are missing that no `left` changes can make it known enough."""
        if self.plan is None or Judgement.TOO_LITTLE_KNOWN in self.goal.wanted:
            return False
        return missing(self.plan, standing) > sum(self._gains()[:left])

    def _gains(self) -> list[int]:
        """What a change can at most do for knowing enough (see `missing`), most first.

        An answer counts for two; a question that no longer matters, or now does, for one.
        """
        if self.gains is None:
            found: Counter[str] = Counter()
            for question in self.plan.questions if self.plan else ():
                parts = [(question.id, 2), *((test.subject, 1) for test in question.only_if)]
                parts += [(question.implied_by, 2)] if question.implied_by else []
                for subject, gain in parts:
                    found.update(dict.fromkeys(self.moves.questions_behind(subject), gain))
            self.gains = sorted(found.values(), reverse=True)
        return self.gains

    def _next(self, standing: Standing) -> Iterator[Change]:
        """The changes that one of must be part of whatever reaches the goal from here."""
        blocking = obstacles(self.goal, standing, self.plan)
        level = 1 if self.goal.kind is GoalKind.FINDING else 2
        if blocking:
            yield from self._against(blocking[0], standing, level)
        if self.goal.kind is GoalKind.RECOMMENDATION:
            yield from self._to_exclude(standing)
        elif self.goal.kind is GoalKind.THEME and blocking:
            yield from self._to_soften(blocking[0], standing)
        elif self.goal.kind is GoalKind.THEME and self.plan:
            yield from self._to_know(self.plan, standing)

    def _against(self, number: int, standing: Standing, level: int) -> Iterator[Change]:
        """The changes that break the first branch of a rule that has this truth or more."""
        program, trace = standing.scorer.program, standing.trace
        for facts, findings in program.branches[number]:
            outcomes = [trace.verdicts[i] for i in facts] + [trace.truths[i] for i in findings]
            if min(outcomes, default=2) < level:
                continue
            for index in facts:
                test = program.tests[index]
                for change in self.moves.on(test.subject):
                    value = self.moves.effect(change).get(test.subject, UNKNOWN)
                    if evaluate(test, value) < level:
                        yield change
            for below in findings:
                yield from self._against(below, standing, level)
            return

    def _to_soften(self, number: int, standing: Standing) -> Iterator[Change]:
        """The changes that make a problem less severe."""
        rule = standing.scorer.program.rules[number]
        if len(rule.severities) == 1 and not rule.severities[0].tests:
            return
        if rule.about not in standing.scorer.program.catalogue.question:
            return
        for change in self.moves.on(rule.about):
            value = self.moves.effect(change).get(rule.about, UNKNOWN)
            if severity_bounds(rule, value)[0] < limit_of(self.goal):
                yield change

    def _to_exclude(self, standing: Standing) -> Iterator[Change]:
        """The changes on what a recommendation is ruled out by."""
        excluded_if = standing.scorer.recommendations[self.goal.number].excluded_if
        for test in tests_of(excluded_if.condition) if excluded_if else ():
            yield from self.moves.on(test.subject)

    def _to_know(self, plan: ThemePlan, standing: Standing) -> Iterator[Change]:
        """The answers that tell more of a theme, or leave less to ask."""
        questions = standing.scorer.program.catalogue.question
        for subject in sorted(plan.facts & questions.keys()):
            for change in self.moves.on(subject):
                if not questions[change.question].derived:
                    yield change
