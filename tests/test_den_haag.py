"""The Den Haag case: what its own source advises must come out, carried by its own facts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import pps_advisor
from pps_advisor.model.assessment import Assessment
from pps_advisor.model.rule import Status
from pps_advisor.model.values import UNKNOWN

ROOT = Path(__file__).parents[1]
CASE = ROOT / "cases" / "den-haag-instapeconomie.yaml"
SOURCE = ROOT.parent / "shared" / "sources" / "dankerlui2025.txt"

# dankerlui2025 5.2, as far as the five themes of the core bear on it.
MAIN = {
    "stuurgroep",
    "pps-coordinator",
    "gedeeld-doel",
    "meerjarenfonds",
    "vereenvoudig-subsidie",
    "politieke-borging",
}


@cache
def assessment() -> Assessment:
    catalogue = pps_advisor.load_catalogue()
    return pps_advisor.assess(pps_advisor.load_case(CASE, catalogue), catalogue)


def _definite() -> list[str]:
    return [a.recommendation.id for a in assessment().advice if a.status is Status.DEFINITE]


def test_main_recommendations_of_the_source_come_first() -> None:
    """At least five of the six main recommendations of the study are in the first twelve."""
    found = MAIN & set(_definite()[:12])

    assert len(found) >= 5, sorted(MAIN - found)


@pytest.mark.parametrize("name", ["reflectiebijeenkomsten", "communicatiestructuur"])
def test_other_recommendations_of_the_source_appear(name: str) -> None:
    """What the study also advises is given on a definite finding."""
    assert name in _definite()


def test_every_answer_names_its_place() -> None:
    """Every answer that is not unknown has an explanation and a place in the source."""
    catalogue = pps_advisor.load_catalogue()
    case = pps_advisor.load_case(CASE, catalogue)
    known = [a for a in case.answers if a.per_party or a.value is not UNKNOWN]

    assert known
    for answer in known:
        assert answer.explanation, answer.question


def test_no_rule_names_a_case() -> None:
    """Rules hold for collaborations in general: none names a city or project of a source."""
    names = re.compile(
        r"den haag|haagse|instapeconomie|rotterdam|zwolle|amsterdam|staedion|rabobank", re.I
    )
    for path in (ROOT / "rules").glob("*/regels.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not names.search(line), f"{path.name}:{number}: {line}"


@pytest.mark.skipif(not SOURCE.exists(), reason="the text of the source is not here")
def test_places_in_the_case_exist_in_the_source() -> None:
    """Every section that the case cites is a heading of the thesis."""
    headings = set(re.findall(r"^(\d+(?:\.\d+)*)\.? +\S", SOURCE.read_text(encoding="utf-8"), re.M))
    catalogue = pps_advisor.load_catalogue()
    case = pps_advisor.load_case(CASE, catalogue)
    cited = [thing.source for thing in (*case.answers, *(case.parties or ()), *(case.flows or ()))]
    places = {place for text in cited for place in re.findall(r"\b\d+(?:\.\d+)+\b", text)}

    assert places
    assert places <= headings
