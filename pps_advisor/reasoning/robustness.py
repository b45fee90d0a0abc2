"""Robustness: how often an advice stays in the first five when the weights are drawn anew.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998): the
weights come from ranges that keep their order.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from pps_advisor.model.catalogue import Weight, Weights
from pps_advisor.model.frozen import frozen
from pps_advisor.model.rule import Severity
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


_Kind = tuple[int, str, str, bool, bool]
"""A contribution: severity (from 0), role, evidence, second source, opportunity."""


def top_shares(standing: Standing, draws: int = DRAWS, seed: int = SEED) -> dict[int, float]:
    """For each recommendation with a definite finding, its share of draws in the first five."""
    kinds: dict[_Kind, int] = {}
    plans = list(_plans(standing, kinds))
    counts = dict.fromkeys((plan.place for plan in plans), 0)
    weights = standing.scorer.program.catalogue.weights
    contenders = _contenders(plans, kinds, weights)
    draw = random.Random(seed).random
    ranges = [(weight.low, weight.high - weight.low) for _, weight in _named(weights)]
    recipes = _recipes(kinds, weights)
    for _ in range(draws):
        left = _left(recipes, [low + span * draw() for low, span in ranges])
        scores = sorted([(plan.left(left), plan.order, plan.place) for plan in contenders])
        for _, _, place in scores[:TOP]:
            counts[place] += 1
    return {place: count / draws for place, count in counts.items()}


def _contenders(plans: list[_Plan], kinds: Iterable[_Kind], weights: Weights) -> list[_Plan]:
    """The recommendations that some draw can bring into the first five.

    More weight never leaves more, so the ends of the ranges bound what each can come to.
    """
    recipes = _recipes(kinds, weights)
    most = _left(recipes, [weight.low for _, weight in _named(weights)])
    least = _left(recipes, [weight.high for _, weight in _named(weights)])
    surely = sorted(plan.left(most) for plan in plans)[:TOP]
    return [plan for plan in plans if len(surely) < TOP or plan.left(least) <= surely[-1]]


def _named(weights: Weights) -> Iterator[tuple[str, Weight]]:
    """Every weight with a name of its own, in the order in which they are drawn."""
    yield from ((f"ernst {severity}", weights.severity[severity.word]) for severity in Severity)
    yield from ((f"rol {key}", weight) for key, weight in weights.role.items())
    yield from ((f"bewijs {key}", weight) for key, weight in weights.evidence.items())
    yield "kans", weights.opportunity
    yield "tweede bron", weights.second_source


_Recipe = tuple[int, int, int, int, int]
"""Places in the drawn weights; -1 where the second source or the opportunity does not count."""


def _recipes(kinds: Iterable[_Kind], weights: Weights) -> list[_Recipe]:
    """Where the weights of each contribution stand among those that are drawn."""
    place = {name: number for number, (name, _) in enumerate(_named(weights))}
    return [
        (
            severity,
            place[f"rol {role}"],
            place[f"bewijs {evidence}"],
            place["tweede bron"] if second else -1,
            place["kans"] if opportunity else -1,
        )
        for severity, role, evidence, second, opportunity in kinds
    ]


def _left(recipes: Iterable[_Recipe], drawn: Sequence[float]) -> list[float]:
    """What each contribution leaves of 1: the formula of DrawnWeights.contribution()."""
    left = []
    for severity, role, evidence, second, opportunity in recipes:
        strength = drawn[evidence]
        if second >= 0:
            strength = min(1.0, strength + drawn[second])
        weight = drawn[severity] * drawn[role] * strength
        left.append(1.0 - (weight * drawn[opportunity] if opportunity >= 0 else weight))
    return left


def _plans(standing: Standing, kinds: dict[_Kind, int]) -> Iterator[_Plan]:
    """A plan for each recommendation; contributions that always weigh the same share a number."""
    for place, recommendation in enumerate(standing.scorer.recommendations):
        groups: dict[str, set[int]] = {}
        for part in standing.scorer.parts[place]:
            if place not in standing.excluded and standing.truths[part.rule] == 2:
                severity = standing.bounds[part.rule][0] - 1
                kind = (severity, part.role, part.evidence, part.second, part.opportunity)
                groups.setdefault(part.about, set()).add(kinds.setdefault(kind, len(kinds)))
        if groups:
            numbers = [tuple(sorted(group)) for group in groups.values()]
            yield _Plan(
                place,
                tuple(sorted(group[0] for group in numbers if len(group) == 1)),
                tuple(sorted(group for group in numbers if len(group) > 1)),
                (recommendation.effort, recommendation.id),
            )
