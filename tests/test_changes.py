"""Changes to answers: what is typed is read with the types of the catalogue."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import make_case, random_tree

from pps_advisor.api import case_from_tree, load_case
from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reading.case.changes import read_changes
from pps_advisor.reasoning.change.changes import with_changes
from pps_advisor.reasoning.facts import derive


@pytest.fixture(scope="module")
def den_haag(core: Catalogue) -> Case:
    return load_case(ROOT / "cases" / "den-haag-instapeconomie.yaml", core)


def test_changes_have_the_types_of_their_questions(core: Catalogue, den_haag: Case) -> None:
    """An option, a number with a comma, an unknown and the answer of one party are read."""
    texts = [
        "relaties.respect@rabobank=3,5",
        "governance.stuurgroep=Ja",
        "financiering.aanvraaglast = 2.5",
        "politiek.in_begroting=onbekend",
    ]

    assert read_changes(texts, den_haag, core) == (
        Change("governance.stuurgroep", "ja"),
        Change("financiering.aanvraaglast", Decimal("2.5")),
        Change("politiek.in_begroting", UNKNOWN),
        Change("relaties.respect", Decimal("3.5"), "rabobank"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("governance.stuurgroep", ["geen-antwoord", "governance.stuurgroep=ja"]),
        ("=ja", ["geen-antwoord"]),
        ("governance.stuurgroup=ja", ["onbekende-vraag", "Bedoelt u 'governance.stuurgroep'?"]),
        ("stuurgroep=ja", ["onbekende-vraag", "Bedoelt u 'governance.stuurgroep'?"]),
        ("xyz=ja", ["onbekende-vraag", "pps-advisor questions"]),
        ("governance.stuurgroep=misschien", ["verkeerde-waarde", "Kies uit: ja, deels of nee"]),
        ("governance.stuurgroep=", ["leeg"]),
        ("financiering.aanvraaglast=7", ["valt buiten de schaal", "1 (helemaal oneens)"]),
        ("partijen.aantal=3", ["wordt berekend", "partijen"]),
        ("relaties.respect.verschil=0", ["wordt berekend", "relaties.respect@partij=..."]),
        ("governance.stuurgroep@rabobank=ja", ["niet-per-partij", "Laat '@rabobank' weg"]),
        ("relaties.respect@rabobnk=3", ["onbekende-partij", "Bedoelt u 'rabobank'?"]),
        ("relaties.respect@xyz=3", ["onbekende-partij", "De partijen zijn: gemeente,"]),
        ("governance.loketten@gemeente=1", ["niet-per-partij", "over de partners"]),
        ("governance.stuurgroep=\x1b[31mja", ["verkeerde-waarde", "\\x1b"]),
    ],
)
def test_a_wrong_change_says_what_is_wrong(
    core: Catalogue, den_haag: Case, text: str, said: list[str]
) -> None:
    """Every mistake is met with a Problem on the text itself, with what was meant."""
    with pytest.raises(InvalidInput) as caught:
        read_changes([text], den_haag, core)

    message = str(caught.value)
    assert [word for word in said if word not in message] == []


def test_all_wrong_changes_are_reported_at_once(core: Catalogue, den_haag: Case) -> None:
    """Two slips and a doubled question give three Problems."""
    texts = ["governance.stuurgrop=ja", "relaties.respect=9"]
    texts += ["governance.mandaat=ja", "governance.mandaat=nee"]

    with pytest.raises(InvalidInput) as caught:
        read_changes(texts, den_haag, core)

    assert len(caught.value.problems) == 3


def test_a_case_without_parties_says_so(core: Catalogue) -> None:
    """An answer of a party cannot be changed where no party is described."""
    with pytest.raises(InvalidInput, match="De casus noemt geen partijen"):
        read_changes(["relaties.respect@huurders=3"], make_case(), core)


def test_a_change_of_everyone_changes_every_party(core: Catalogue, den_haag: Case) -> None:
    """Where parties answered one by one, one new answer is the answer of each."""
    changed = with_changes(
        den_haag, core, [Change("governance.gelijkwaardige_positie", Decimal(4))]
    )

    facts = derive.facts_of(changed, core)
    assert facts.value("governance.gelijkwaardige_positie") == 4
    assert facts.value("governance.gelijkwaardige_positie.minst_gunstig") == 4
    assert facts.value("governance.gelijkwaardige_positie.verschil") == 0


def test_a_change_of_one_party_leaves_the_others(core: Catalogue, den_haag: Case) -> None:
    """Only the party named answers otherwise; the case itself stays what it was."""
    question = "governance.gelijkwaardige_positie"
    before = dict(den_haag.answer(question).per_party)  # type: ignore[union-attr]
    changed = with_changes(den_haag, core, [Change(question, Decimal(5), "rabobank")])
    after = dict(changed.answer(question).per_party)  # type: ignore[union-attr]

    assert after["rabobank"].value == 5
    assert {p: a for p, a in after.items() if p != "rabobank"} == {
        p: a for p, a in before.items() if p != "rabobank"
    }
    assert before["rabobank"].value == 2


def test_one_answer_for_all_stays_that_of_the_others(core: Catalogue) -> None:
    """A party's own answer beside one that was given for all leaves that to the other parties."""
    tree = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Proef",
        "gemeente": "Proefstad",
        "peildatum": "2025-01-01",
        "partijen": [
            {"id": name, "soort": kind}
            for name, kind in (("gemeente", "gemeente"), ("a", "bedrijf"), ("b", "bedrijf"))
        ],
        "antwoorden": {"relaties": {"respect": 4}},
    }
    case = case_from_tree(tree, core)

    changed = with_changes(case, core, [Change("relaties.respect", Decimal(1), "a")])

    given = {party: one.value for party, one in changed.answer("relaties.respect").per_party}  # type: ignore[union-attr]
    assert given == {"gemeente": 4, "a": 1, "b": 4}


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_changing_back_gives_the_same_facts(core: Catalogue, rng: random.Random) -> None:
    """A change of a plain answer and back again leaves every fact as it was."""
    case = case_from_tree(random_tree(core, rng), core)
    plain = [answer for answer in case.answers if not answer.per_party]
    if not plain:
        return
    answer = rng.choice(plain)
    away = with_changes(case, core, [Change(answer.question, UNKNOWN)])
    back = with_changes(away, core, [Change(answer.question, answer.value)])

    assert derive.facts_of(back, core).values() == derive.facts_of(case, core).values()
