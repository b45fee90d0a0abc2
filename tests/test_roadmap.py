"""The roadmap: what can stand when, and what comes first."""

from __future__ import annotations

import random

from factories import holds, make_catalogue, make_rule
from hypothesis import given
from hypothesis import strategies as st
from strategies import make_case, make_recommendation, random_catalogue, random_values

from pps_advisor.model.knowledge.recommendation import LeadTime, Recommendation
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Timing
from pps_advisor.reasoning.assessment.assess import assess

ORDER = list(Timing)


def roadmap(*recommendations: Recommendation, unknown: tuple[str, ...] = ()) -> dict[str, Advice]:
    """The advice for recommendations that are all asked for; those named only possibly."""
    rules = [
        make_rule(f"proef.{one.id}", holds(f"proef.vraag-{one.id}"), main=(one.id,))
        for one in recommendations
    ]
    catalogue = make_catalogue(rules, recommendations=recommendations)
    values = {f"proef.vraag-{r.id}": "ja" for r in recommendations if r.id not in unknown}
    advice = assess(make_case(values), catalogue, "plain", draws=0).advice
    return {one.recommendation.id: one for one in advice}


def test_lead_time_gives_the_place() -> None:
    """What pays in weeks is for now, in months for this year, after a year for later years."""
    advice = roadmap(
        make_recommendation("gesprek", lead_time=LeadTime.WEEKS),
        make_recommendation("stuurgroep", lead_time=LeadTime.MONTHS),
        make_recommendation("fonds", lead_time=LeadTime.YEAR),
    )
    assert {name: one.timing for name, one in advice.items()} == {
        "gesprek": Timing.NOW,
        "stuurgroep": Timing.THIS_YEAR,
        "fonds": Timing.YEARS,
    }


def test_nothing_stands_before_what_should_come_first() -> None:
    """A quick advice that builds on a slow one waits for it, also through a third."""
    advice = roadmap(
        make_recommendation("c", lead_time=LeadTime.WEEKS, first=("b",)),
        make_recommendation("b", lead_time=LeadTime.WEEKS, first=("a",)),
        make_recommendation("a", lead_time=LeadTime.YEAR),
    )
    assert [advice[name].timing for name in "abc"] == [Timing.YEARS] * 3
    assert [advice[name].after for name in "abc"] == [(), ("a",), ("b",)]


def test_the_roadmap_leaves_the_priority_alone() -> None:
    """What should come first is said beside the advice; the order of priority does not change."""
    advice = roadmap(
        make_recommendation("a", first=("b",)), make_recommendation("b", lead_time=LeadTime.YEAR)
    )
    assert [one.rank for one in advice.values()] == [1, 2]
    assert list(advice) == ["a", "b"]


def test_only_definite_advice_has_a_place() -> None:
    """An advice that is only possible is not planned, and nothing waits for it."""
    advice = roadmap(
        make_recommendation("a", lead_time=LeadTime.WEEKS, first=("b",)),
        make_recommendation("b", lead_time=LeadTime.YEAR),
        unknown=("b",),
    )
    assert advice["a"].timing is Timing.NOW
    assert advice["a"].after == ()
    assert advice["b"].timing is None


@given(st.randoms(use_true_random=False))
def test_the_roadmap_is_topological(rng: random.Random) -> None:
    """On random catalogues nothing stands earlier than what it comes after."""
    catalogue = random_catalogue(rng)
    case = make_case(random_values(catalogue, rng, known=0.9))
    assessment = assess(case, catalogue, "plain", draws=0, with_open_questions=False)
    advice = {one.recommendation.id: one for one in assessment.advice}
    for one in advice.values():
        assert (one.timing is None) is (one.status is Status.POSSIBLE)
        for name in one.after:
            assert ORDER.index(advice[name].timing) <= ORDER.index(one.timing)  # type: ignore[arg-type]
