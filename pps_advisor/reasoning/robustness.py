"""Robustness: how often an advice stays in the first five when the weights are drawn anew.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998): the
weights come from ranges that keep their order.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from pps_advisor.model.catalogue import Weight, Weights
from pps_advisor.model.rule import Severity
from pps_advisor.reasoning.scoring import Bounds, DrawnWeights, Part, Scorer

DRAWS = 1000
SEED = 20260318
TOP = 5


def top_shares(
    scorer: Scorer,
    truths: Sequence[int],
    bounds: Sequence[Bounds],
    excluded: frozenset[int],
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[int, float]:
    """For each recommendation with a definite finding, its share of draws in the first five."""
    kinds: dict[tuple[str, str, bool, bool, Severity], int] = {}
    samples: list[Part] = []
    severities: list[Severity] = []
    plans = []
    for place, parts in enumerate(scorer.parts):
        groups: dict[str, set[int]] = {}
        for part in parts:
            if place in excluded or truths[part.rule] != 2:
                continue
            least = bounds[part.rule][0]
            key = (part.role, part.evidence, part.second, part.opportunity, least)
            if key not in kinds:
                kinds[key] = len(samples)
                samples.append(part)
                severities.append(least)
            groups.setdefault(part.about, set()).add(kinds[key])
        if groups:
            single = tuple(sorted(next(iter(g)) for g in groups.values() if len(g) == 1))
            several = tuple(sorted(tuple(sorted(g)) for g in groups.values() if len(g) > 1))
            one = scorer.recommendations[place]
            plans.append((place, single, several, one.effort, one.id))
    counts = dict.fromkeys((plan[0] for plan in plans), 0)
    draw = random.Random(seed).random
    for _ in range(draws):
        weights = _draw(scorer.program.catalogue.weights, draw)
        left = [
            1.0 - weights.contribution(part, severity)
            for part, severity in zip(samples, severities, strict=True)
        ]
        scores = []
        for place, single, several, effort, name in plans:
            rest = 1.0
            for index in single:
                rest *= left[index]
            for group in several:
                rest *= min([left[index] for index in group])
            scores.append((round(rest, 9), effort, name, place))
        scores.sort()
        for score in scores[:TOP]:
            counts[score[3]] += 1
    return {place: count / draws for place, count in counts.items()}


def _draw(weights: Weights, draw) -> DrawnWeights:  # type: ignore[no-untyped-def]
    def between(weight: Weight) -> float:
        return weight.low + (weight.high - weight.low) * draw()

    return DrawnWeights(
        [between(weights.severity[severity.word]) for severity in Severity],
        {key: between(weight) for key, weight in weights.role.items()},
        {key: between(weight) for key, weight in weights.evidence.items()},
        between(weights.opportunity),
        between(weights.second_source),
    )
