"""The ranking: contributions, priorities with their intervals, order, ties, robustness."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from factories import THEME, holds, make_catalogue, make_question, make_rule
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import (
    completed,
    domain,
    make_case,
    make_recommendation,
    random_catalogue,
    random_values,
)

import pps_advisor
from pps_advisor.model.case.fact import Fact, Facts
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import AllOf, Condition
from pps_advisor.model.knowledge.recommendation import Effort, Exclusion, LighterForm
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, SeverityCase, Status
from pps_advisor.model.knowledge.source import Citation, EvidenceKind
from pps_advisor.model.outcome.assessment import Advice, Assessment
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.ranking.advice import rank
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.robustness import top_shares
from pps_advisor.reasoning.ranking.scoring import combine
from pps_advisor.reasoning.ranking.standing import Standing, stand

A, B, C = "proef.a", "proef.b", "proef.c"
ADVICE, FINDING = EvidenceKind.ADVICE, EvidenceKind.FINDING
randoms = st.randoms(use_true_random=False)


def cited(*kinds: EvidenceKind, sources: str = "xxxxx") -> tuple[Citation, ...]:
    """Citations of these kinds, each in the source with the letter at its place."""
    return tuple(Citation(sources[n], str(n), kind) for n, kind in enumerate(kinds))


def rule(name: str, condition: Condition, severity: Severity, **changes: Any) -> Rule:
    """A rule that asks for `doen`, on the strongest evidence unless said otherwise."""
    values: dict[str, Any] = {
        "severities": (SeverityCase((), severity),),
        "main": ("doen",),
        "citations": cited(ADVICE),
    }
    return make_rule(f"proef.{name}", condition, **{**values, **changes})


def catalogue_of(*rules: Rule, **changes: Any) -> Catalogue:
    names = dict.fromkeys(name for one in rules for name in one.main + one.support)
    recommendations = tuple(make_recommendation(name) for name in names)
    questions = [make_question(name) for name in (A, B, C, "proef.d")]
    return make_catalogue(rules, questions, **{"recommendations": recommendations, **changes})


def run(catalogue: Catalogue, values: Mapping[str, Value], draws: int = 0) -> Assessment:
    return assess(make_case(values), catalogue, "plain", draws=draws, with_open_questions=False)


def priority(*rules: Rule, **values: Value) -> tuple[float, float]:
    """Priority and upper end of `doen`, with answers to the questions a, b, c and d."""
    named = {f"{THEME}.{key}": value for key, value in values.items()}
    advice = run(catalogue_of(*rules), named).advice
    return next(((a.priority, a.priority_max) for a in advice), (0.0, 0.0))


HIGH, MIDDLE, LOW = Severity.HIGH, Severity.MIDDLE, Severity.LOW


@pytest.mark.parametrize(
    ("changes", "severity", "expected"),
    [
        ({}, HIGH, 60.0),
        ({}, MIDDLE, 35.0),
        ({}, LOW, 15.0),
        ({"main": (), "support": ("doen",)}, HIGH, 30.0),
        ({"citations": cited(FINDING)}, HIGH, 54.0),
        ({"citations": cited(EvidenceKind.RESPONDENT)}, HIGH, 42.0),
        ({"citations": cited(EvidenceKind.LITERATURE)}, HIGH, 42.0),
        ({"citations": ()}, HIGH, 30.0),
        ({"citations": cited(EvidenceKind.RESPONDENT, FINDING)}, HIGH, 54.0),
        ({"citations": cited(FINDING, FINDING, sources="xy")}, HIGH, 60.0),
        ({"citations": cited(EvidenceKind.RESPONDENT, FINDING, sources="xy")}, HIGH, 60.0),
        ({"citations": cited(FINDING, EvidenceKind.OWN, sources="xy")}, HIGH, 54.0),
        ({"citations": cited(ADVICE, FINDING, sources="xy")}, HIGH, 60.0),
        ({"citations": cited(*[EvidenceKind.LITERATURE] * 3, sources="xyz")}, HIGH, 48.0),
        ({"kind": RuleKind.OPPORTUNITY}, HIGH, 42.0),
        ({"kind": RuleKind.OPPORTUNITY, "main": (), "support": ("doen",)}, MIDDLE, 12.2),
    ],
)
def test_contribution_is_severity_times_role_times_evidence(
    changes: dict[str, Any], severity: Severity, expected: float
) -> None:
    """The weights of section 7, by hand: 0.6 x 1 x 0.9 is 54; two sources add 0.1, at most 1."""
    assert priority(rule("x", holds(A), severity, **changes), a="ja") == (expected, expected)


def test_more_reasons_raise_it_with_diminishing_returns() -> None:
    """0.6 and 0.35 about different things leave 0.4 x 0.65 = 0.26 of the hundred."""
    rules = [rule("x", holds(A), HIGH), rule("y", holds(B), MIDDLE)]
    assert priority(*rules, a="ja", b="ja") == (74.0, 74.0)
    assert priority(*rules, a="ja", b="nee") == (60.0, 60.0)


def test_findings_about_the_same_thing_count_once() -> None:
    """Of findings with the same `betreft` only the strongest counts."""
    rules = [
        rule("x", holds(A), HIGH, about=C),
        rule("y", holds(B), MIDDLE, about=C),
        rule("z", holds(A), LOW, about=A),
    ]
    assert priority(*rules, a="ja", b="ja") == (66.0, 66.0)


def test_the_upper_end_counts_what_is_possible() -> None:
    """60, and with the possible 0.35 as well 74."""
    rules = [rule("x", holds(A), HIGH), rule("y", holds(B), MIDDLE)]
    assert priority(*rules, a="ja") == (60.0, 74.0)
    assert priority(*rules) == (0.0, 74.0)


def test_unknown_severity_gives_an_interval() -> None:
    """A definite finding of unknown severity counts at its least, and at its most above."""
    graded = (SeverityCase((holds(C),), HIGH), SeverityCase((holds(C, "deels", "nee"),), LOW))
    one = rule("x", holds(A), HIGH, about=C, severities=graded)
    assert priority(one, a="ja") == (15.0, 60.0)
    assert priority(one, a="ja", c="ja") == (60.0, 60.0)


def test_a_possible_finding_replaces_a_weaker_one_about_the_same_thing() -> None:
    """The upper end takes the strongest of definite and possible findings about one thing."""
    rules = [rule("x", holds(A), LOW, about=C), rule("y", holds(B), HIGH, about=C)]
    assert priority(*rules, a="ja") == (15.0, 60.0)


def test_strengths_and_context_do_not_count() -> None:
    """Only problems and opportunities carry advice."""
    kinds = [RuleKind.STRENGTH, RuleKind.CONTEXT]
    rules = [make_rule(f"proef.{kind.value}", holds(A), kind=kind) for kind in kinds]
    assert priority(*rules, rule("x", holds(A), HIGH), a="ja") == (60.0, 60.0)


def test_the_findings_stand_by_role_and_weight() -> None:
    """An advice names the findings that carry it: mainly, in support, possibly; strongest first."""
    rules = [
        rule("licht", holds(A), LOW),
        rule("zwaar", holds(A), HIGH),
        rule("steun", holds(A), HIGH, main=(), support=("doen",)),
        rule("misschien", holds(B), HIGH),
    ]
    advice = run(catalogue_of(*rules), {A: "ja"}).advice[0]
    assert advice.main == ("proef.zwaar", "proef.licht")
    assert advice.support == ("proef.steun",)
    assert advice.possible == ("proef.misschien",)
    assert advice.status is Status.DEFINITE


def test_a_finding_of_uncertain_severity_stands_at_its_least() -> None:
    """Definite findings stand by what they carry for certain, possible ones by the most."""
    graded = (SeverityCase((holds(C),), HIGH), SeverityCase((holds(C, "nee"),), LOW))
    rules = [
        rule("vast", holds(A), HIGH, about=C, severities=graded),
        rule("vast-midden", holds(A), MIDDLE),
        rule("mogelijk", holds(B), HIGH, about=C, severities=graded),
        rule("mogelijk-midden", holds(B), MIDDLE),
    ]
    advice = run(catalogue_of(*rules), {A: "ja"}).advice[0]
    assert advice.main == ("proef.vast-midden", "proef.vast")
    assert advice.possible == ("proef.mogelijk", "proef.mogelijk-midden")


def ranked(catalogue: Catalogue, values: Mapping[str, Value], draws: int = 0) -> list[Advice]:
    return list(run(catalogue, values, draws).advice)


def asking(name: str, asked: str, severity: Severity) -> list[Rule]:
    """A rule on question `a` that asks for one recommendation."""
    return [rule(name, holds(A), severity, main=(asked,), about=f"proef.{name}")]


def test_order_by_priority_upper_end_effort_and_id() -> None:
    """Higher priority first, then the higher upper end, then less effort, then the id."""
    rules = [
        *asking("r1", "e-laag", LOW),
        *asking("r2", "d-zwaar", MIDDLE),
        *asking("r3", "c-licht", MIDDLE),
        *asking("r4", "b-licht", MIDDLE),
        *asking("r5", "f-tot", MIDDLE),
        rule("r6", holds(B), LOW, main=("f-tot",)),
    ]
    efforts = {"d-zwaar": Effort.HIGH, "c-licht": Effort.LOW, "b-licht": Effort.LOW}
    recommendations = tuple(
        make_recommendation(name, effort=efforts.get(name, Effort.HIGH))
        for name in ("e-laag", "d-zwaar", "c-licht", "b-licht", "f-tot")
    )
    advice = ranked(catalogue_of(*rules, recommendations=recommendations), {A: "ja"})

    assert [one.recommendation.id for one in advice] == [
        "f-tot",
        "b-licht",
        "c-licht",
        "d-zwaar",
        "e-laag",
    ]
    assert [one.rank for one in advice] == [1, 2, 3, 4, 5]
    assert [one.tied for one in advice] == [False, True, True, False, False]


def test_possible_advice_comes_after_definite_advice() -> None:
    """What only a possible finding asks for stands below, at priority 0."""
    rules = [*asking("x", "zeker", LOW), rule("y", holds(B), HIGH, main=("misschien",))]
    advice = ranked(catalogue_of(*rules), {A: "ja"})
    assert [(a.recommendation.id, a.priority, a.status.value) for a in advice] == [
        ("zeker", 15.0, "vast"),
        ("misschien", 0.0, "mogelijk"),
    ]


def test_what_nothing_asks_for_is_not_ranked() -> None:
    """A recommendation without a definite or possible finding is left out."""
    rules = [*asking("x", "zeker", LOW), rule("y", holds(B), HIGH, main=("niet",))]
    assert [a.recommendation.id for a in ranked(catalogue_of(*rules), {A: "ja", B: "nee"})] == [
        "zeker"
    ]


# Excluded, conditional, already arranged, start small


def doing(**changes: Any) -> Catalogue:
    """A catalogue whose one recommendation depends on question b."""
    return catalogue_of(
        rule("x", holds(A), HIGH), recommendations=(make_recommendation("doen", **changes),)
    )


def test_an_excluded_recommendation_is_rejected_with_its_reason() -> None:
    """`niet_als` true: not advised, because; false: advised as ever."""
    catalogue = doing(excluded_if=Exclusion(holds(B), "het hier niet past"))
    excluded, given_advice = run(catalogue, {A: "ja", B: "ja"}), run(catalogue, {A: "ja", B: "nee"})

    assert excluded.advice == ()
    assert [(r.recommendation.id, r.because, r.findings) for r in excluded.rejected] == [
        ("doen", "het hier niet past", ("proef.x",))
    ]
    assert given_advice.rejected == ()
    assert given_advice.advice[0].provided_that == ""


def test_an_exclusion_that_is_unknown_is_a_condition() -> None:
    """Unknown, the advice is given under a condition, and its priority does not change."""
    catalogue = doing(excluded_if=Exclusion(AllOf((holds(B), holds(C))), "het hier niet past"))
    advice = run(catalogue, {A: "ja", B: "ja"}).advice[0]
    assert advice.provided_that == "het hier niet past"
    assert (advice.priority, advice.priority_max) == (60.0, 60.0)


def test_nothing_is_rejected_that_nothing_asked_for() -> None:
    """An excluded recommendation without a definite finding is not mentioned."""
    catalogue = doing(excluded_if=Exclusion(holds(B), "het hier niet past"))
    assert run(catalogue, {A: "nee", B: "ja"}).rejected == ()
    assert run(catalogue, {B: "ja"}).rejected == ()


@pytest.mark.parametrize(("answer", "arranged"), [("ja", True), ("nee", False), (UNKNOWN, False)])
def test_already_arranged_only_when_that_is_known(answer: Value, arranged: bool) -> None:
    """`al_geregeld_als` shows as better instead of new, and leaves the priority alone."""
    advice = run(doing(arranged_if=holds(B)), {A: "ja", B: answer}).advice[0]
    assert advice.arranged is arranged
    assert advice.priority == 60.0


@pytest.mark.parametrize(("answer", "text"), [("ja", "Begin klein."), ("nee", ""), (UNKNOWN, "")])
def test_start_small_only_when_that_is_known(answer: Value, text: str) -> None:
    """The lighter form is offered while its condition holds."""
    catalogue = doing(start_small=LighterForm(holds(B), "Begin klein."))
    assert run(catalogue, {A: "ja", B: answer}).advice[0].start_small == text


# Properties


@given(st.lists(st.floats(0.01, 1), max_size=12), st.floats(0.01, 1), randoms)
def test_priority_does_not_depend_on_order(
    contributions: list[float], one: float, rng: random.Random
) -> None:
    """Contributions in any order give the same priority; one more never gives a lower one."""
    shuffled = rng.sample(contributions, len(contributions))
    assert combine(contributions) == combine(shuffled) <= combine([*shuffled, one]) <= 100


def priorities(catalogue: Catalogue, values: Mapping[str, Value]) -> list[tuple[float, float]]:
    """Priority and upper end of every recommendation, excluded or not."""
    standing = standing_of(catalogue, values)
    scorer = standing.scorer
    return [
        scorer.priority(place, standing.truths, standing.bounds)
        for place in range(len(scorer.recommendations))
    ]


def standing_of(catalogue: Catalogue, values: Mapping[str, Value]) -> Standing:
    facts = Facts({name: Fact(name, value) for name, value in values.items()})
    return stand(prepare(catalogue).scorer, plain_engine, facts)


@given(randoms)
def test_adding_a_finding_never_lowers_a_priority(rng: random.Random) -> None:
    """On random catalogues: one more rule that fires lowers no priority and no upper end."""
    catalogue = random_catalogue(rng)
    values = random_values(catalogue, rng)
    extra = rng.choice(random_catalogue(rng).rules)
    names = [one.id for one in catalogue.recommendations]
    if extra.kind.advises:
        chosen = tuple(rng.sample(names, rng.randint(1, len(names))))
        extra = evolve(extra, main=chosen, support=())
    question = rng.choice(catalogue.questions)
    extra = evolve(extra, id="proef.extra", condition=AllOf(()), about=question.id)
    extra = evolve(extra, severities=(SeverityCase((), rng.choice(list(Severity))),))
    more = evolve(catalogue, rules=(*catalogue.rules, extra))

    before, after = priorities(catalogue, values), priorities(more, values)

    assert all(
        new[0] >= old[0] and new[1] >= old[1] for old, new in zip(before, after, strict=True)
    )


@given(randoms)
def test_every_completion_stays_within_the_interval(rng: random.Random) -> None:
    """On random catalogues: whatever the unknown answers turn out to be, no priority leaves."""
    catalogue = random_catalogue(rng)
    values = random_values(catalogue, rng)
    intervals = priorities(catalogue, values)
    for _ in range(5):
        _assert_within(intervals, priorities(catalogue, completed(values, catalogue, rng)))


def _assert_within(
    intervals: Sequence[tuple[float, float]], full: Sequence[tuple[float, float]]
) -> None:
    for (low, high), (least, most) in zip(intervals, full, strict=True):
        assert low <= least == most <= high


@cache
def real() -> Catalogue:
    return pps_advisor.load_catalogue()


def real_domain(catalogue: Catalogue) -> dict[str, Sequence[Value]]:
    """Values for every fact of the real catalogue: more and wider numbers, sets of words."""
    found: dict[str, Sequence[Value]] = {}
    for question in catalogue.questions:
        values: list[Value] = list(domain(question))
        if question.type.value == "verzameling":
            words = question.option_ids
            values = [(), *((word,) for word in words), tuple(sorted(words))]
        elif question.type.value == "getal":
            values += [*map(type(values[0]), (-12, -1, 12, 17, 18, 24, 60, 81, 100))]
        found[question.id] = values
    return found


def test_completions_of_the_real_catalogue_stay_within_the_interval() -> None:
    """300 random partial sets of facts, each completed four times at random."""
    catalogue, rng = real(), random.Random(7)
    values = real_domain(catalogue)
    for _ in range(300):
        known = rng.random()
        partial = {name: rng.choice(all_) for name, all_ in values.items() if rng.random() < known}
        intervals = priorities(catalogue, partial)
        for _ in range(4):
            full = {name: rng.choice(all_) for name, all_ in values.items()}
            _assert_within(intervals, priorities(catalogue, {**full, **partial}))


@given(randoms)
def test_a_finding_that_is_certain_stays_certain(rng: random.Random) -> None:
    """Answering more never takes back a definite finding, nor brings in what was ruled out."""
    catalogue = random_catalogue(rng)
    values = random_values(catalogue, rng)
    before = standing_of(catalogue, values).truths
    after = standing_of(catalogue, completed(values, catalogue, rng)).truths
    assert all(old in (1, new) for old, new in zip(before, after, strict=True))
    assert 1 not in after


# Robustness


@settings(max_examples=30)
@given(randoms)
def test_shares_of_draws(rng: random.Random) -> None:
    """Shares lie within 0 and 1, are the same again, and fill at most five places."""
    catalogue = random_catalogue(rng)
    standing = standing_of(catalogue, random_values(catalogue, rng, known=0.9))
    shares = top_shares(standing, draws=50)

    assert shares == top_shares(standing, draws=50)
    assert all(0 <= share <= 1 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(min(5, len(shares)))
    definite = {a.recommendation.id for a in rank(standing) if a.status is Status.DEFINITE}
    names = standing.scorer.recommendations
    assert {names[place].id for place in shares} == definite


def test_the_share_tells_how_robust_a_place_is() -> None:
    """With six recommendations the weak one stays out of the five, the strong ones stay in."""
    rules = [one for n in range(5) for one in asking(f"r{n}", f"sterk-{n}", HIGH)]
    advice = ranked(catalogue_of(*rules, *asking("r9", "zwak", LOW)), {A: "ja"}, draws=100)
    assert [one.top_share for one in advice] == [1.0] * 5 + [0.0]


def test_draws_count_the_strongest_of_findings_about_the_same_thing() -> None:
    """A weak finding beside a strong one about the same thing takes nothing away."""
    rules = [one for n in range(5) for one in asking(f"r{n}", f"midden-{n}", MIDDLE)]
    rules += [
        rule(name, holds(A), severity, main=("dubbel",), about=C)
        for name, severity in (("x", HIGH), ("y", LOW))
    ]
    advice = ranked(catalogue_of(*rules), {A: "ja"}, draws=100)
    assert (advice[0].recommendation.id, advice[0].top_share) == ("dubbel", 1.0)


def test_equal_weights_can_change_the_order() -> None:
    """A place that depends on the weights has a share between 0 and 1."""
    rules = [one for n in range(4) for one in asking(f"r{n}", f"sterk-{n}", HIGH)]
    main = asking("x", "hoofd", LOW)
    support = [rule("y", holds(A), MIDDLE, main=(), support=("steun",), about="proef.y")]
    advice = ranked(catalogue_of(*rules, *main, *support), {A: "ja"}, draws=1000)
    shares = {one.recommendation.id: one.top_share for one in advice}
    assert shares["hoofd"] is not None
    assert 0.05 < shares["hoofd"] < 0.95
    assert shares["hoofd"] + (shares["steun"] or 0) == pytest.approx(1)


def test_without_draws_there_is_no_share() -> None:
    """An assessment without robustness says so, instead of 0."""
    assessment = run(catalogue_of(*asking("x", "doen", HIGH)), {A: "ja"})
    assert assessment.advice[0].top_share is None
    assert assessment.provenance.draws is None
    assert assessment.provenance.seed is None
