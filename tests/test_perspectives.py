"""Answers per party: median, least favourable answer, difference; also when some are missing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from factories import holds, make_question
from hypothesis import given
from hypothesis import strategies as st
from strategies import make_case

from pps_advisor.api import assess
from pps_advisor.model.case.case import Answer, Case, Party, PartyAnswer, PartyKind
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Option, PerParty, Question
from pps_advisor.model.knowledge.rule import RuleKind, Status
from pps_advisor.model.outcome.assessment import Finding
from pps_advisor.model.values import UNKNOWN, Unknown, Value
from pps_advisor.reasoning.facts.perspectives import least_favourable, median_of, party_facts

Q = "proef.a"


def dec(number: object) -> Decimal:
    return Decimal(str(number))


def likert(operator: Operator = Operator.AT_LEAST) -> Question:
    favourable = (Test(Q, operator, (dec(4),)),)
    return make_question(
        Q, type=AnswerType.LIKERT, options=(), favourable=favourable, per_party=PerParty.ALL
    )


def choice(*options: str, off_scale: Sequence[str] = (), best: str = "") -> Question:
    made = tuple(Option(word, word, word in off_scale) for word in options)
    favourable = (holds(Q, best or options[-1]),)
    return make_question(
        Q, type=AnswerType.CHOICE, options=made, favourable=favourable, per_party=PerParty.ALL
    )


JND = choice("nee", "deels", "ja")
WITH_NVT = choice("nee", "deels", "ja", "nvt", off_scale=["nvt"], best="ja")
LOW_IS_BEST = choice("nooit", "een_keer", "vaker", best="nooit")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([4, 3], 3.5),
        ([1, 5, 4], 4),
        ([2, 2, 5, 5], 3.5),
        ([3.4], 3.4),
        (["4", UNKNOWN], UNKNOWN),
        ([4, 4, 4, UNKNOWN], 4),
        ([3, 4, 5, UNKNOWN], UNKNOWN),
        ([5, 5, UNKNOWN], 5),
        ([1, 1, 1, UNKNOWN, UNKNOWN], 1),
        ([UNKNOWN, UNKNOWN], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_median_of_scores(values: list[Any], expected: Any) -> None:
    """The median is unweighted, and unknown when a missing score could move it."""
    given_values = [v if isinstance(v, Unknown) else dec(v) for v in values]
    wanted = expected if isinstance(expected, Unknown) else dec(expected)
    assert median_of(given_values, likert()) == wanted


@pytest.mark.parametrize(
    ("question", "values", "expected"),
    [
        (JND, ["ja", "nee", "nee"], "nee"),
        (JND, ["ja", "nee"], "deels"),
        (JND, ["ja", "deels"], "deels"),
        (LOW_IS_BEST, ["nooit", "een_keer"], "een_keer"),
        (LOW_IS_BEST, ["nooit", "een_keer", "een_keer", UNKNOWN], "een_keer"),
        (JND, ["ja", "ja", "ja", UNKNOWN], "ja"),
        (WITH_NVT, ["ja", "nvt"], "ja"),
        (WITH_NVT, ["nvt", "nvt"], "nvt"),
        (WITH_NVT, ["nvt", UNKNOWN], UNKNOWN),
        (WITH_NVT, ["ja", "ja", "ja", UNKNOWN], "ja"),
    ],
)
def test_median_of_options(question: Question, values: list[Value], expected: Value) -> None:
    """Options stand in the order of their scale; between two the less favourable one counts."""
    assert median_of(values, question) == expected


@pytest.mark.parametrize(
    ("question", "values", "expected"),
    [
        (likert(), [dec(4), dec(2)], dec(2)),
        (likert(Operator.AT_MOST), [dec(4), dec(2)], dec(4)),
        (likert(), [dec(4), UNKNOWN], UNKNOWN),
        (likert(), [dec(1), UNKNOWN], dec(1)),
        (likert(Operator.AT_MOST), [dec(5), UNKNOWN], dec(5)),
        (JND, ["ja", "deels"], "deels"),
        (JND, ["ja", UNKNOWN], UNKNOWN),
        (JND, ["nee", UNKNOWN], "nee"),
        (LOW_IS_BEST, ["nooit", "vaker"], "vaker"),
        (WITH_NVT, ["ja", "nvt"], "ja"),
        (WITH_NVT, ["nee", "nvt", UNKNOWN], "nee"),
        (choice("a", "b", "c", best="b"), ["a", "c"], UNKNOWN),
        (make_question(Q, favourable=()), ["ja", "nee"], UNKNOWN),
    ],
)
def test_least_favourable_answer(question: Question, values: list[Value], expected: Value) -> None:
    """The least favourable answer of any party; unknown when the question favours no side."""
    assert least_favourable(values, question) == expected


def test_an_unfavourable_answer_points_to_the_other_side() -> None:
    """`gunstig: {niet: ja}` means that the far end of the scale from ja is the better one."""
    question = make_question(Q, favourable=(Test(Q, Operator.NOT, ("ja",)),))
    assert least_favourable(["ja", "nee"], question) == "ja"


def outcomes(function: Any, values: Sequence[Value], question: Question) -> set[Value]:
    """What a function gives for every way to complete the unknown answers, without holes."""
    all_answers: Sequence[Value] = question.option_ids or [dec(n) / 2 for n in range(2, 11)]
    known = [all_answers if isinstance(v, Unknown) else [v] for v in values]
    return {function(list(full), question) for full in itertools.product(*known)}


@given(
    st.sampled_from([likert(), likert(Operator.AT_MOST), JND, WITH_NVT, LOW_IS_BEST]),
    st.sampled_from([median_of, least_favourable]),
    st.data(),
)
def test_known_exactly_when_every_completion_agrees(
    question: Question, function: Any, data: st.DataObject
) -> None:
    """A median or least favourable answer is known if and only if every completion gives it."""
    answers: list[Value] = [*question.option_ids] or [dec(n) for n in range(1, 6)]
    values = data.draw(
        st.lists(st.sampled_from([*answers, UNKNOWN]), min_size=1, max_size=5).filter(
            lambda found: found.count(UNKNOWN) <= 3
        )
    )
    possible = outcomes(function, values, question)
    expected = possible.pop() if len(possible) == 1 else UNKNOWN
    assert function(values, question) == expected


@given(st.lists(st.sampled_from([dec(n) / 2 for n in range(2, 11)]), min_size=1, max_size=7))
def test_median_is_the_median(values: list[Decimal]) -> None:
    """With every party heard the value is the ordinary median, in any order of parties."""
    assert median_of(values, likert()) == median(values)
    assert median_of(values[::-1], likert()) == median(values)


def case_with(**kinds: PartyKind | Unknown) -> Case:
    return make_case(parties=tuple(Party(name, name, kind) for name, kind in kinds.items()))


CASE = case_with(
    gemeente=PartyKind.MUNICIPALITY, bank=PartyKind.COMPANY, stichting=PartyKind.CIVIL_SOCIETY
)


def facts(case: Case, question: Question, **answers: Value) -> dict[str, Fact]:
    per_party = tuple((party, PartyAnswer(value)) for party, value in answers.items())
    found: Iterator[Fact] = party_facts(case, question, Answer(Q, per_party=per_party))
    return {fact.question: fact for fact in found}


def test_an_answer_per_party_gives_three_facts() -> None:
    """Median, least favourable answer and difference each say what they come from."""
    found = facts(CASE, likert(), gemeente=dec(5), bank=dec(2), stichting=dec("3.5"))

    assert {name: fact.value for name, fact in found.items()} == {
        Q: dec("3.5"),
        f"{Q}.minst_gunstig": dec(2),
        f"{Q}.verschil": dec("2.25"),
    }
    assert found[Q].origin == "mediaan van gemeente 5, bank 2, stichting 3,5"
    assert found[f"{Q}.minst_gunstig"].origin.startswith("het minst gunstige van gemeente 5")
    assert found[f"{Q}.verschil"].origin == "gemeente 5 min de mediaan van de anderen 2,75"
    assert all(fact.inputs == (Q,) for fact in found.values())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"gemeente": 4, "bank": 3, "stichting": 1}, 2),
        ({"gemeente": 2, "bank": 4, "stichting": 5}, -2.5),
        ({"bank": 3, "stichting": 1}, UNKNOWN),
        ({"gemeente": 4, "bank": 3}, UNKNOWN),
        ({"gemeente": UNKNOWN, "bank": 3, "stichting": 3}, UNKNOWN),
    ],
)
def test_difference_is_municipality_minus_median_of_the_others(
    answers: dict[str, Any], expected: Any
) -> None:
    """The difference needs the municipality and every other party."""
    typed = {name: v if isinstance(v, Unknown) else dec(v) for name, v in answers.items()}
    wanted = expected if isinstance(expected, Unknown) else dec(expected)
    fact = facts(CASE, likert(), **typed)[f"{Q}.verschil"]
    assert fact.value == wanted
    assert fact.origin


def test_difference_holds_when_a_missing_party_cannot_move_it() -> None:
    """Of three others who agree, a fourth that is not heard leaves the median as it is."""
    kinds = dict.fromkeys(("a", "b", "c", "d"), PartyKind.COMPANY)
    case = case_with(gemeente=PartyKind.MUNICIPALITY, **kinds)
    found = facts(case, likert(), gemeente=dec(5), a=dec(3), b=dec(3), c=dec(3))
    assert found[f"{Q}.verschil"].value == dec(2)


def test_difference_is_unknown_with_a_party_of_unknown_kind() -> None:
    """A party that may be a municipality could stand on either side of the difference."""
    case = case_with(gemeente=PartyKind.MUNICIPALITY, bank=PartyKind.COMPANY, wie=UNKNOWN)
    found = facts(case, likert(), gemeente=dec(5), bank=dec(3), wie=dec(3))
    assert found[f"{Q}.verschil"].value is UNKNOWN


def test_partners_leave_the_municipality_out() -> None:
    """A question for partners needs no answer of the municipality."""
    question = make_question(Q, per_party=PerParty.PARTNERS)
    assert facts(CASE, question, bank="ja", stichting="ja")[Q].value == "ja"


def test_every_asked_party_must_answer() -> None:
    """A party that is asked and not heard leaves the value unknown."""
    question = make_question(Q, per_party=PerParty.ALL)
    assert facts(CASE, question, bank="ja", stichting="nee")[Q].value is UNKNOWN


def test_one_answer_for_the_whole_is_also_the_least_favourable() -> None:
    """Not answered per party: the value stands, and is the least favourable one as well."""
    question = make_question(Q, per_party=PerParty.ALL)
    found = {f.question: f.value for f in party_facts(CASE, question, Answer(Q, "deels"))}
    assert found == {Q: "deels", f"{Q}.minst_gunstig": "deels"}


def test_the_order_of_the_answers_does_not_matter() -> None:
    """Parties are listed in the order of the case, whatever the order of the keys."""
    one = facts(CASE, likert(), gemeente=dec(5), bank=dec(2), stichting=dec(3))
    other = facts(CASE, likert(), stichting=dec(3), bank=dec(2), gemeente=dec(5))
    assert one == other


ABOUT_THE_PARTY = {
    "startcondities.eigen_baat",
    "middelen.partnerschap_selectie",
    "middelen.waarde_reputatie",
    "middelen.investeringsbereid",
    "middelen.eigen_organisatie_veranderen",
}
"""Statements about the party itself: docs/enquete.md says why they have no such finding."""


def test_every_difference_in_how_the_collaboration_is_seen_is_a_finding(core: Catalogue) -> None:
    """Two points or more, to either side, give a problem with advice, on every such statement."""
    statements = [
        question
        for question in core.questions
        if question.per_party is PerParty.ALL and question.type is AnswerType.LIKERT
    ]

    without = set()
    for question in statements:
        for ours, theirs in ((5, 3), (1, 3)):
            values = (("gemeente", PartyAnswer(dec(ours))), ("bank", PartyAnswer(dec(theirs))))
            case = evolve(
                case_with(gemeente=PartyKind.MUNICIPALITY, bank=PartyKind.COMPANY),
                answers=(Answer(question.id, per_party=values),),
            )
            found = assess(case, core, "plain", draws=0).findings
            if not any(_on_the_difference(one, question.id) for one in found):
                without.add(question.id)

    assert len(statements) > len(ABOUT_THE_PARTY)
    assert without == ABOUT_THE_PARTY


def _on_the_difference(finding: Finding, question: str) -> bool:
    """Whether this is a definite problem with advice, because of the difference."""
    because = {reason.test.subject for reason in finding.reasons}
    return (
        finding.status is Status.DEFINITE
        and finding.rule.kind is RuleKind.PROBLEM
        and bool(finding.rule.main)
        and f"{question}.verschil" in because
    )
