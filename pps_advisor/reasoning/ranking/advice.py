"""From priorities to ranked advice, and to what is not advised."""

from __future__ import annotations

from collections.abc import Mapping

from pps_advisor.model.knowledge.condition import Condition
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.outcome.assessment import Advice, Rejected
from pps_advisor.reasoning.ranking.roadmap import with_timing
from pps_advisor.reasoning.ranking.scoring import MAIN, SUPPORT, order_key
from pps_advisor.reasoning.ranking.standing import Standing, exclusion, holds

_POSSIBLE = "mogelijk"


def rank(standing: Standing, shares: Mapping[int, float] | None = None) -> tuple[Advice, ...]:
    """The recommendations that findings ask for, in order; possible ones after definite ones.

    `shares` are the shares of draws in the first five; None when nothing was drawn.
    """
    names = standing.scorer.recommendations
    ranked = standing.ranked()
    keys = [order_key(names[place], *both)[:3] for place, both in ranked]
    return with_timing(
        [
            _advice(
                standing,
                place,
                rank=number,
                priority=both[0],
                priority_max=both[1],
                tied=keys.count(keys[number - 1]) > 1,
                top_share=None if shares is None else shares.get(place, 0.0),
            )
            for number, (place, both) in enumerate(ranked, start=1)
        ]
    )


def _advice(
    standing: Standing,
    place: int,
    *,
    rank: int,
    priority: float,
    priority_max: float,
    tied: bool,
    top_share: float | None,
) -> Advice:
    recommendation = standing.scorer.recommendations[place]
    asked = findings_for(standing, place)
    small = recommendation.start_small
    return Advice(
        rank=rank,
        recommendation=recommendation,
        priority=priority,
        priority_max=priority_max,
        main=asked[MAIN],
        support=asked[SUPPORT],
        possible=asked[_POSSIBLE],
        tied=tied,
        top_share=top_share,
        arranged=_is_true(recommendation.arranged_if, standing),
        provided_that=_provided_that(recommendation, standing),
        start_small=small.text if small and _is_true(small.condition, standing) else "",
    )


def _is_true(condition: Condition | None, standing: Standing) -> bool:
    return condition is not None and holds(condition, standing.values) == 2


def _provided_that(recommendation: Recommendation, standing: Standing) -> str:
    """Why the advice would not hold, when it is unknown whether that is so."""
    excluded_if = recommendation.excluded_if
    unknown = excluded_if and exclusion(recommendation, standing.values) == 1
    return excluded_if.because if excluded_if and unknown else ""


def findings_for(standing: Standing, place: int) -> dict[str, tuple[str, ...]]:
    """Ids of the rules that ask for a recommendation, by role; possible ones apart.

    The rule that carries most comes first.
    """
    scorer = standing.scorer
    weighed: list[tuple[float, str, str]] = []
    for part in scorer.parts[place]:
        truth = standing.truths[part.rule]
        if truth:
            least, most = standing.bounds[part.rule]
            weight = part.worth[(least if truth == 2 else most) - 1]
            group = part.role if truth == 2 else _POSSIBLE
            weighed.append((-weight, scorer.program.rules[part.rule].id, group))
    weighed.sort()
    return {
        name: tuple(rule for _, rule, group in weighed if group == name)
        for name in (MAIN, SUPPORT, _POSSIBLE)
    }


def rejected(standing: Standing) -> tuple[Rejected, ...]:
    """The recommendations that definite findings ask for, but that this case rules out."""
    found = []
    for place in standing.excluded:
        recommendation = standing.scorer.recommendations[place]
        asked = findings_for(standing, place)
        definite = asked[MAIN] + asked[SUPPORT]
        if recommendation.excluded_if and definite:
            because = recommendation.excluded_if.because
            found.append(Rejected(recommendation, because, definite))
    return tuple(sorted(found, key=lambda one: one.recommendation.id))
