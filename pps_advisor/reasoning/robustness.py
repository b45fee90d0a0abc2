"""Robustness: how often an advice stays in the first five when the weights are drawn anew.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998): the
weights come from ranges that keep their order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from pps_advisor.model.catalogue import Weight, Weights
from pps_advisor.model.frozen import evolve, frozen
from pps_advisor.model.rule import Severity
from pps_advisor.reasoning.scoring import DrawnWeights, Part
from pps_advisor.reasoning.standing import Standing

DRAWS = 1000
SEED = 20260318
TOP = 5


@frozen
class _Plan:
    """What a recommendation's priority is made of: numbers of distinct contributions.

    `single` count by themselves; of each group in `several` only the greatest counts.
    """

    place: int
    single: tuple[int, ...]
    several: tuple[tuple[int, ...], ...]
    order: tuple[int, str]

    def left(self, left: Sequence[float]) -> float:
        """The part of 1 that the contributions leave, given what each of them leaves."""
        rest = 1.0
        for number in self.single:
            rest *= left[number]
        for group in self.several:
            rest *= min([left[number] for number in group])
        return round(rest, 9)


def top_shares(standing: Standing, draws: int = DRAWS, seed: int = SEED) -> dict[int, float]:
    """For each recommendation with a definite finding, its share of draws in the first five."""
    kinds: dict[tuple[Part, Severity], int] = {}
    plans = list(_plans(standing, kinds))
    counts = dict.fromkeys((plan.place for plan in plans), 0)
    draw = random.Random(seed).random
    for _ in range(draws):
        weights = _draw(standing.scorer.program.catalogue.weights, draw)
        left = [1.0 - weights.contribution(part, severity) for part, severity in kinds]
        scores = sorted((plan.left(left), plan.order, plan.place) for plan in plans)
        for _, _, place in scores[:TOP]:
            counts[place] += 1
    return {place: count / draws for place, count in counts.items()}


def _plans(standing: Standing, kinds: dict[tuple[Part, Severity], int]) -> Iterator[_Plan]:
    """A plan for each recommendation; contributions that always weigh the same share a number."""
    for place, recommendation in enumerate(standing.scorer.recommendations):
        groups: dict[str, set[int]] = {}
        for part in standing.scorer.parts[place]:
            if place not in standing.excluded and standing.truths[part.rule] == 2:
                kind = (evolve(part, rule=0, about=""), standing.bounds[part.rule][0])
                groups.setdefault(part.about, set()).add(kinds.setdefault(kind, len(kinds)))
        if groups:
            numbers = [tuple(sorted(group)) for group in groups.values()]
            yield _Plan(
                place,
                tuple(sorted(group[0] for group in numbers if len(group) == 1)),
                tuple(sorted(group for group in numbers if len(group) > 1)),
                (recommendation.effort, recommendation.id),
            )


def _draw(weights: Weights, draw: Callable[[], float]) -> DrawnWeights:
    def between(weight: Weight) -> float:
        return weight.low + (weight.high - weight.low) * draw()

    return DrawnWeights(
        [between(weights.severity[severity.word]) for severity in Severity],
        {key: between(weight) for key, weight in weights.role.items()},
        {key: between(weight) for key, weight in weights.evidence.items()},
        between(weights.opportunity),
        between(weights.second_source),
    )
