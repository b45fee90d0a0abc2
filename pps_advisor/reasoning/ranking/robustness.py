"""Robustness: how often an advice stays in the first five when the weights are drawn anew.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998): the
weights come from ranges that keep their order.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import add, le, mul

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Weight, Weights
from pps_advisor.model.knowledge.rule import Severity
from pps_advisor.reasoning.ranking.standing import Standing

DRAWS = 1000
SEED = 20260318
TOP = 5
_BILLION = 1_000_000_000

Column = Sequence[float]
"""A number for each draw; whole columns are worked out at once, which is what makes it quick."""

Kind = tuple[int, str, str, bool, bool]
"""A contribution: severity (from 0), role, evidence, second source, opportunity."""


@frozen
class _Plan:
    """What a recommendation's priority is made of: numbers of distinct contributions.

    Of each group only the greatest counts.
    """

    place: int
    groups: tuple[tuple[int, ...], ...]
    order: tuple[int, str]

    def left(self, left: Sequence[Column]) -> list[int]:
        """The part of 1 that the contributions leave, given what each of them leaves.

        In whole billionths, so that what only differs in how floats are rounded is equal.
        """
        rest: Iterable[float] = _least(self.groups[0], left)
        for group in self.groups[1:]:
            rest = map(mul, rest, _least(group, left))
        return [int(part * _BILLION + 0.5) for part in rest]


def _least(group: Sequence[int], left: Sequence[Column]) -> Iterable[float]:
    """What the greatest of some contributions leaves."""
    if len(group) == 1:
        return left[group[0]]
    return map(min, *(left[number] for number in group))


def top_shares(standing: Standing, draws: int = DRAWS, seed: int = SEED) -> dict[int, float]:
    """For each recommendation with a definite finding, its share of draws in the first five."""
    kinds: dict[Kind, int] = {}
    plans = sorted(_plans(standing, kinds), key=lambda plan: plan.order)
    weights = standing.scorer.program.catalogue.weights
    counts = dict.fromkeys((plan.place for plan in plans), 0)
    contenders = _contenders(plans, kinds, weights)
    left = _left(kinds, _drawn(weights, draws, seed))
    columns = [plan.left(left) for plan in contenders]
    for plan, count in zip(contenders, _times_in_top(columns), strict=True):
        counts[plan.place] = count
    return {place: count / draws for place, count in counts.items()}


def _times_in_top(columns: Sequence[Sequence[int]]) -> list[int]:
    """In how many draws each contender leaves least; of equals the first."""
    rows = list(zip(*columns, strict=True))
    if len(columns) <= TOP:
        return [len(rows)] * len(columns)
    lasts = [sorted(row)[TOP - 1] for row in rows]
    counts = [sum(map(le, column, lasts)) for column in columns]
    if sum(counts) == TOP * len(rows):
        return counts
    counts = [0] * len(columns)  # somewhere the last of the first five has an equal behind it
    for row in rows:
        for _, number in sorted(zip(row, range(len(row)), strict=True))[:TOP]:
            counts[number] += 1
    return counts


def _contenders(plans: list[_Plan], kinds: Collection[Kind], weights: Weights) -> list[_Plan]:
    """The recommendations that some draw can bring into the first five.

    More weight never leaves more, so the ends of the ranges bound what each can come to.
    """
    most = _left(kinds, {name: [one.low] for name, one in _named(weights)})
    least = _left(kinds, {name: [one.high] for name, one in _named(weights)})
    surely = sorted(plan.left(most)[0] for plan in plans)[:TOP]
    return [plan for plan in plans if len(surely) < TOP or plan.left(least)[0] <= surely[-1]]


def _drawn(weights: Weights, draws: int, seed: int) -> dict[str, Column]:
    """Every weight drawn so many times from its range."""
    draw = random.Random(seed).random
    ranges = [(one.low, one.high - one.low) for _, one in _named(weights)]
    rows = [[low + span * draw() for low, span in ranges] for _ in range(draws)]
    names = (name for name, _ in _named(weights))
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _named(weights: Weights) -> Iterator[tuple[str, Weight]]:
    """Every weight with a name of its own, in the order in which they are drawn."""
    yield from ((f"ernst {severity}", weights.severity[severity.word]) for severity in Severity)
    yield from ((f"rol {key}", weight) for key, weight in weights.role.items())
    yield from ((f"bewijs {key}", weight) for key, weight in weights.evidence.items())
    yield "kans", weights.opportunity
    yield "tweede bron", weights.second_source


def _left(kinds: Iterable[Kind], drawn: Mapping[str, Column]) -> list[Column]:
    """What each contribution leaves of 1: the formula of DrawnWeights.contribution()."""
    severities = [drawn[f"ernst {severity}"] for severity in Severity]
    strengths: dict[tuple[str, bool], Column] = {}
    left: list[Column] = []
    for severity, role, evidence, second, opportunity in kinds:
        strength = strengths.get((evidence, second))
        if strength is None:
            strength = strengths[evidence, second] = _strength(drawn, evidence, second)
        weight = map(mul, map(mul, severities[severity], drawn[f"rol {role}"]), strength)
        if opportunity:
            weight = map(mul, weight, drawn["kans"])
        left.append([1.0 - part for part in weight])
    return left


def _strength(drawn: Mapping[str, Column], evidence: str, second: bool) -> Column:
    """The weight of a kind of evidence, with that of a second source where there is one."""
    one = drawn[f"bewijs {evidence}"]
    if not second:
        return one
    sums = map(add, one, drawn["tweede bron"])
    return [part if part < 1.0 else 1.0 for part in sums]


def _plans(standing: Standing, kinds: dict[Kind, int]) -> Iterator[_Plan]:
    """A plan for each recommendation; contributions that always weigh the same share a number."""
    for place, recommendation in enumerate(standing.scorer.recommendations):
        groups: dict[str, set[int]] = {}
        for part in standing.scorer.parts[place]:
            if place not in standing.excluded and standing.truths[part.rule] == 2:
                severity = standing.bounds[part.rule][0] - 1
                kind = (severity, part.role, part.evidence, part.second, part.opportunity)
                groups.setdefault(part.about, set()).add(kinds.setdefault(kind, len(kinds)))
        if groups:
            numbers = tuple(sorted(tuple(sorted(group)) for group in groups.values()))
            yield _Plan(place, numbers, (recommendation.effort, recommendation.id))
