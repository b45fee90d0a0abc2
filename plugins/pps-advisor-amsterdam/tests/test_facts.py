"""The facts that the plugin of Amsterdam derives, each on a small case."""

from __future__ import annotations

from typing import Any

import pytest
from pps_advisor_amsterdam.facts import initiative_takes_part, initiative_without_money

import pps_advisor
from pps_advisor.plugin import UNKNOWN, Derived, Given

CORE = pps_advisor.load_catalogue()
MUNICIPALITY = {"id": "gemeente", "naam": "Gemeente Amsterdam", "soort": "gemeente"}
RESIDENTS = {"id": "buurt", "naam": "Bewoners van de buurt", "soort": "bewonersinitiatief"}
ENTERPRISE = {"id": "zaak", "naam": "De Buurtzaak", "soort": "sociale_onderneming"}
COMPANY = {"id": "bank", "naam": "De Bank", "soort": "bedrijf"}
NOT_KNOWN = {"id": "wie", "naam": "Wie dan ook", "soort": "onbekend"}

SUBSIDY = {"van": "gemeente", "naar": "buurt", "soort": "subsidie"}
RUNNING = {**SUBSIDY, "begin": "2026-01-01", "einde": "2027-12-31"}


def given(*parties: dict[str, str], flows: list[dict[str, Any]] | None = None) -> Given:
    """A case on 1 November 2026 with these parties and money flows."""
    tree: dict[str, Any] = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Proef",
        "gemeente": "Amsterdam",
        "peildatum": "2026-11-01",
        "partijen": list(parties) or "onbekend",
    }
    if flows is not None:
        tree["geldstromen"] = flows
    return Given(pps_advisor.case_from_tree(tree, CORE), {})


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((MUNICIPALITY, RESIDENTS), "ja"),
        ((MUNICIPALITY, ENTERPRISE), "ja"),
        ((MUNICIPALITY, NOT_KNOWN, RESIDENTS), "ja"),
        ((MUNICIPALITY, COMPANY), "nee"),
        ((MUNICIPALITY, NOT_KNOWN), UNKNOWN),
        ((), UNKNOWN),
    ],
)
def test_an_initiative_takes_part(parties: tuple[dict[str, str], ...], expected: object) -> None:
    """One initiative is enough; without any the kinds of all parties must be known."""
    assert initiative_takes_part(given(*parties)).value == expected


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        (RUNNING, "nee"),
        ({**RUNNING, "eenmalig": "ja"}, "ja"),
        ({**RUNNING, "soort": "in_natura"}, "ja"),
        ({**RUNNING, "zekerheid": "aangevraagd"}, "ja"),
        ({**RUNNING, "einde": "2026-10-31"}, "ja"),
        ({**RUNNING, "begin": "2026-11-02"}, "ja"),
        ({**RUNNING, "naar": "bank"}, "ja"),
        ({**RUNNING, "eenmalig": "onbekend"}, UNKNOWN),
        ({**RUNNING, "zekerheid": "onbekend"}, UNKNOWN),
        ({**RUNNING, "soort": "onbekend"}, UNKNOWN),
        (SUBSIDY, UNKNOWN),
    ],
)
def test_money_to_an_initiative(flow: dict[str, str], expected: object) -> None:
    """Only money counts that is certain, recurs and runs; what is not known decides nothing."""
    found = initiative_without_money(given(MUNICIPALITY, RESIDENTS, COMPANY, flows=[flow]))

    assert found.value == expected


@pytest.mark.parametrize(
    ("parties", "flows", "expected"),
    [
        ((MUNICIPALITY, RESIDENTS), None, UNKNOWN),
        ((MUNICIPALITY, RESIDENTS), [], "ja"),
        ((MUNICIPALITY, COMPANY), None, "nee"),
        ((MUNICIPALITY, RESIDENTS, ENTERPRISE), [RUNNING], "ja"),
        ((MUNICIPALITY, RESIDENTS, NOT_KNOWN), [RUNNING], UNKNOWN),
        ((), [], UNKNOWN),
    ],
)
def test_money_to_all_initiatives(
    parties: tuple[dict[str, str], ...], flows: list[dict[str, str]] | None, expected: object
) -> None:
    """Each initiative must be paid; a party whose kind is not known may be one."""
    assert initiative_without_money(given(*parties, flows=flows)).value == expected


def test_the_origin_names_who_is_not_paid() -> None:
    """A reader sees which initiative it is about."""
    found = initiative_without_money(given(MUNICIPALITY, RESIDENTS, ENTERPRISE, flows=[RUNNING]))

    assert found == Derived("ja", "geen terugkerend geld naar De Buurtzaak", found.inputs)
