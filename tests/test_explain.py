"""Explanations: why a rule, a recommendation or a fact came out as it did."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any

import pytest
from factories import found, holds, make_catalogue, make_question, make_rule
from hypothesis import given
from hypothesis import strategies as st
from strategies import make_case, make_recommendation, random_catalogue, random_values

from pps_advisor.errors import InvalidInput, SourceLocation
from pps_advisor.model.case.case import Answer, Case, MoneyFlow, Party, PartyKind
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import AllOf, AnyOf
from pps_advisor.model.knowledge.recommendation import Exclusion
from pps_advisor.model.knowledge.rule import RuleKind, Severity, SeverityCase
from pps_advisor.model.outcome.explanation import (
    FactExplanation,
    RecommendationExplanation,
    RuleExplanation,
)
from pps_advisor.model.values import UNKNOWN, Truth, Value
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.assessment.explain import explain, place_of

A, B, C = "proef.a", "proef.b", "proef.c"
HIGH, LOW = (SeverityCase((), Severity.HIGH),), (SeverityCase((), Severity.LOW),)


def catalogue(**changes: Any) -> Catalogue:
    """Three rules that ask for a steering group, of which two are about the same thing."""
    rules = [
        make_rule("proef.dubbel", holds(A), kind=RuleKind.CONTEXT),
        make_rule(
            "proef.zwaar",
            AnyOf((AllOf((found("proef.dubbel"), holds(B))), holds(C))),
            about=B,
            severities=HIGH,
            main=("stuurgroep",),
        ),
        make_rule("proef.licht", holds(A), about=B, severities=LOW, main=("stuurgroep",)),
        make_rule("proef.steun", holds(B), about=C, main=("fonds",), support=("stuurgroep",)),
    ]
    given_values: dict[str, Any] = {
        "recommendations": tuple(map(make_recommendation, ("stuurgroep", "fonds"))),
        "renamed": (("proef.oud", "proef.zwaar"),),
    }
    questions = [make_question(name) for name in (A, B, C)]
    return make_catalogue(rules, questions, **{**given_values, **changes})


def of_rule(name: str, values: Mapping[str, Value]) -> RuleExplanation:
    one = explain(make_case(values), catalogue(), name, "plain").of
    assert isinstance(one, RuleExplanation)
    return one


def of_recommendation(
    values: Mapping[str, Value], chosen: Catalogue | None = None, name: str = "stuurgroep"
) -> RecommendationExplanation:
    one = explain(make_case(values), chosen or catalogue(), name, "plain").of
    assert isinstance(one, RecommendationExplanation)
    return one


def test_a_rule_shows_every_branch_with_its_tests() -> None:
    """Each way to fire is shown with the outcome of each test; the best one is the outcome."""
    one = of_rule("proef.zwaar", {A: "ja", C: "nee"})

    shown = [(b.outcome, [(t.test.subject, t.outcome) for t in b.tests]) for b in one.branches]
    assert shown == [
        (Truth.UNKNOWN, [(B, Truth.UNKNOWN), ("proef.dubbel", Truth.TRUE)]),
        (Truth.FALSE, [(C, Truth.FALSE)]),
    ]
    assert one.outcome == max(branch.outcome for branch in one.branches) == Truth.UNKNOWN
    assert (one.severity, one.severity_max) == (Severity.HIGH, Severity.HIGH)


def test_a_rule_that_does_not_fire_is_explained_too() -> None:
    """False is an outcome as well, with the answer that made it so."""
    one = of_rule("proef.licht", {A: "nee"})
    assert one.outcome is Truth.FALSE
    (reason,) = one.branches[0].tests
    assert reason.fact is not None
    assert reason.fact.value == "nee"


def test_a_rule_names_the_advice_it_carries() -> None:
    """The ranked recommendations that the rule asks for, main ones first."""
    one = of_rule("proef.steun", {B: "ja"})
    assert [advice.recommendation.id for advice in one.carries] == ["fonds", "stuurgroep"]


def test_the_old_name_of_a_rule_still_explains_it() -> None:
    """A renamed rule is found by its old id."""
    assert of_rule("proef.oud", {}).rule.id == "proef.zwaar"


def test_an_unknown_name_is_a_problem_with_a_hint() -> None:
    """A misspelt id names the nearest that exists."""
    with pytest.raises(InvalidInput, match="stuurgroep"):
        explain(make_case(), catalogue(), "stuurgrop", "plain")


def test_contributions_of_a_recommendation() -> None:
    """Each finding shows role, evidence and weight; the weaker about one thing does not count."""
    one = of_recommendation({A: "ja", B: "ja"})
    shown = [(c.rule.id, c.role, round(c.weight, 4), c.counted) for c in one.contributions]
    assert shown == [
        ("proef.zwaar", "hoofd", 0.3, True),
        ("proef.steun", "steun", 0.0875, True),
        ("proef.licht", "hoofd", 0.075, False),
    ]
    assert one.advice is not None
    assert one.advice.priority == round(100 * (1 - 0.7 * 0.9125), 1)
    assert one.silent == ()


def test_a_possible_finding_counts_when_it_would_be_the_strongest() -> None:
    """Definite findings stand first; a stronger possible one about the same thing is marked."""
    one = of_recommendation({A: "ja", C: "nee"})
    shown = [(c.rule.id, c.outcome, c.counted) for c in one.contributions]
    assert shown == [
        ("proef.licht", Truth.TRUE, True),
        ("proef.zwaar", Truth.UNKNOWN, True),
        ("proef.steun", Truth.UNKNOWN, True),
    ]


def test_rules_that_are_silent_are_shown() -> None:
    """A recommendation that is not given shows the rules that could ask for it."""
    one = of_recommendation({A: "nee", B: "nee", C: "nee"})
    assert one.advice is None
    assert one.contributions == ()
    assert {silent.rule.id for silent in one.silent} == {
        "proef.zwaar",
        "proef.licht",
        "proef.steun",
    }


def test_a_rejected_recommendation_says_why() -> None:
    """What `niet_als` rules out is shown with its reason."""
    excluded = make_recommendation("stuurgroep", excluded_if=Exclusion(holds(C), "het niet past"))
    chosen = catalogue(recommendations=(excluded, make_recommendation("fonds")))
    one = of_recommendation({A: "ja", C: "ja"}, chosen)
    assert one.advice is None
    assert one.rejected is not None
    assert one.rejected.because == "het niet past"


@given(st.randoms(use_true_random=False))
def test_contributions_add_up_to_the_priority(rng: random.Random) -> None:
    """On random catalogues the counted definite contributions make the priority exactly."""
    chosen = random_catalogue(rng)
    values = random_values(chosen, rng)
    for recommendation in chosen.recommendations:
        one = of_recommendation(values, chosen, recommendation.id)
        if one.advice is not None:
            counted = [c for c in one.contributions if c.counted and c.outcome is Truth.TRUE]
            left = math.prod(1 - c.weight for c in counted)
            assert one.advice.priority == pytest.approx(100 * (1 - left), abs=0.0501)
            assert len({c.rule.about for c in counted}) == len(counted)


@given(st.randoms(use_true_random=False))
def test_explanations_agree_with_the_assessment(rng: random.Random) -> None:
    """On random catalogues every rule is explained with the outcome that the findings show."""
    chosen = random_catalogue(rng)
    case = make_case(random_values(chosen, rng))
    assessment = assess(case, chosen, "plain", draws=0, with_open_questions=False)
    found_here = {finding.rule.id: finding for finding in assessment.findings}
    for rule in chosen.rules:
        one = explain(case, chosen, rule.id, "plain").of
        assert isinstance(one, RuleExplanation)
        assert one.outcome == max(branch.outcome for branch in one.branches)
        if rule.kind is not RuleKind.CONTEXT:
            assert (rule.id in found_here) is (one.outcome is not Truth.FALSE)


def of_fact(case: Case, name: str, *questions: str) -> FactExplanation:
    rules = [make_rule("proef.regel", holds(A)), make_rule("proef.andere", holds(A, "nee"))]
    chosen = make_catalogue(rules, [make_question(one) for one in (A, *questions)])
    one = explain(case, chosen, name, "plain").of
    assert isinstance(one, FactExplanation)
    return one


def test_a_fact_names_the_rules_that_use_it() -> None:
    """Every rule that looks at a fact, by id, with its outcome."""
    one = of_fact(make_case({A: "ja"}), A)
    assert one.fact is not None
    assert one.fact.value == "ja"
    used = [(rule.id, truth) for rule, truth in one.used_by]
    assert used == [("proef.andere", Truth.FALSE), ("proef.regel", Truth.TRUE)]


def test_a_fact_that_nobody_gave_is_unknown() -> None:
    """A question left out has no fact, and its rules are possible."""
    one = of_fact(make_case(), A)
    assert one.fact is None
    assert [truth for _, truth in one.used_by] == [Truth.UNKNOWN, Truth.UNKNOWN]


def at(line: int) -> SourceLocation:
    return SourceLocation("casus.yaml", line, 1)


CASE = make_case(
    parties=(
        Party("bank", "Bank", PartyKind.COMPANY, location=at(2)),
        Party("bank2", "Bank", PartyKind.COMPANY, location=at(3)),
    ),
    flows=tuple(
        MoneyFlow("bank", "bank2", UNKNOWN, key=f"geldstromen[{n}]", location=at(10 + n))
        for n in range(1, 12)
    ),
    answers=(Answer(A, "ja", location=at(30)),),
    location=at(1),
)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("partijen.bank.rollen", 2),
        ("partijen.bank2.rollen", 3),
        ("geldstromen[1]", 11),
        ("geldstromen[1].einde", 11),
        ("geldstromen[11].einde", 21),
        (A, 30),
        ("partijen", 2),
    ],
)
def test_a_key_has_its_place_in_the_file(key: str, line: int) -> None:
    """What a derived fact rests on is found back: of two alike names the right one."""
    assert place_of(CASE, key) == at(line)


def test_a_key_without_a_known_place_gets_none() -> None:
    """A wrong line misleads more than no line."""
    assert place_of(CASE, "peildatum") is None


def test_a_derived_fact_shows_the_places_it_rests_on() -> None:
    """A derived fact is explained by the keys that it was computed from."""
    one = of_fact(CASE, "partijen.aantal", "partijen.aantal")
    assert one.fact is not None
    assert one.fact.origin == "geteld: Bank, Bank"
    assert one.places == (("partijen", at(2)),)
