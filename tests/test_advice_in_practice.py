"""Advice on cases as advisers bring them: what nobody would say of such a case is not said."""

from __future__ import annotations

from typing import Any

import pytest

from pps_advisor.api import assess, case_from_tree, write_text
from pps_advisor.errors import InvalidInput
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Assessment

ENDS_AT_THE_ELECTION = "politiek.geld-eindigt-rond-verkiezing"


def party(name: str, kind: str, *roles: str) -> dict[str, Any]:
    """A party with its roles."""
    return {"id": name, "naam": name.capitalize(), "soort": kind, "rollen": list(roles)}


def judged(
    core: Catalogue,
    parties: list[dict[str, Any]],
    answers: dict[str, Any],
    flows: list[dict[str, Any]] | None = None,
) -> Assessment:
    """The assessment of a case in the spring of 2026."""
    tree: dict[str, Any] = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Proef",
        "gemeente": "Proefstad",
        "peildatum": "2026-03-01",
        "partijen": parties,
        "antwoorden": answers,
    }
    if flows:
        tree["geldstromen"] = flows
    return assess(case_from_tree(tree, core), core, "plain", draws=0)


@pytest.mark.parametrize(
    ("role", "payer", "said"), [("financier", "gemeente", True), ("partner", "winkels", False)]
)
def test_an_election_matters_for_money_of_the_municipality(
    core: Catalogue, role: str, payer: str, said: bool
) -> None:
    """Where the municipality does not pay, the council does not decide on what follows."""
    parties = [
        party("gemeente", "gemeente", role),
        party("winkels", "bedrijf", "financier"),
        party("stichting", "maatschappelijke_organisatie", "uitvoerder"),
    ]
    flow = {
        "van": payer,
        "naar": "stichting",
        "soort": "subsidie" if said else "fonds",
        "begin": "2025-01-01",
        "einde": "2029-12-31",
        "bedrag_per_jaar": "100000",
    }
    findings = judged(core, parties, {}, [flow]).findings

    assert (ENDS_AT_THE_ELECTION in {one.rule.id for one in findings}) is said


@pytest.mark.parametrize(("trust", "small"), [("1", True), ("4", False)])
def test_what_is_broken_is_not_laid_down_for_years(
    core: Catalogue, trust: str, small: bool
) -> None:
    """Without trust, the advice to anchor begins with looking back and an open choice."""
    answers = {
        "relaties": {"vertrouwen": trust},
        "startcondities": {"maatschappelijk_doel_gedeeld": "ja"},
        "politiek": {"in_beleidsplan": "nee"},
    }
    parties = [
        party("gemeente", "gemeente", "financier"),
        party("bedrijf", "bedrijf", "partner"),
        party("stichting", "maatschappelijke_organisatie", "uitvoerder"),
    ]
    assessment = judged(core, parties, answers)
    anchoring = next(
        one for one in assessment.advice if one.recommendation.id == "politieke-borging"
    )

    assert bool(anchoring.start_small) is small


def test_two_parties_do_not_found_an_alliance_of_the_city(core: Catalogue) -> None:
    """A municipality and one foundation are told to seek more sources, not to found an alliance."""
    parties = [
        party("gemeente", "gemeente", "financier"),
        party("dorpshuis", "maatschappelijke_organisatie", "uitvoerder"),
    ]
    flow = {
        "van": "gemeente",
        "naar": "dorpshuis",
        "soort": "subsidie",
        "begin": "2026-01-01",
        "einde": "2026-12-31",
        "bedrag_per_jaar": "18000",
    }
    assessment = judged(core, parties, {}, [flow])
    given = {one.recommendation.id for one in assessment.advice if one.status is Status.DEFINITE}

    assert "hybride-financiering" in given
    assert "stedelijk-verbond" not in given


def test_the_first_screen_says_how_to_ask(core: Catalogue) -> None:
    """A question that speaks of 'this party' says on the first screen that each is asked."""
    parties = [party("gemeente", "gemeente", "partner"), party("school", "onderwijs", "partner")]
    text = write_text(judged(core, parties, {"startcondities": {"kennismaking": "nee"}}))
    screen = " ".join(text.partition("DE CASUS")[0].split())

    assert screen.count("deze partij") == screen.count("(vraag het elke partij)") >= 1


def test_an_answer_that_looks_alike_is_not_the_only_one_shown(core: Catalogue) -> None:
    """The answer that looks most like a mistake may mean the opposite: all are named."""
    answers = {"dubbelrol": {"afhankelijk_van_gemeente": "meer_dan_driekwart"}}
    with pytest.raises(InvalidInput) as caught:
        judged(core, [party("gemeente", "gemeente", "partner")], answers)

    hint = caught.value.problems[0].hint
    assert "Bedoelt u 'minder_dan_een_kwart'?" in hint
    assert "meer_dan_de_helft" in hint
