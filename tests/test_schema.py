"""The JSON Schema of case files says what the reader says, as far as a schema can."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, GOOD_CASE, ROOT
from jsonschema import Draft202012Validator

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.reader import case_from_tree
from pps_advisor.reading.case.schema import case_schema
from pps_advisor.reading.yaml.door import read_yaml
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode

DEN_HAAG = ROOT / "cases" / "den-haag-instapeconomie.yaml"

UNKNOWNS = {
    "formaat": "pps-advisor/casus@1",
    "id": "proef",
    "titel": "Een proef",
    "gemeente": "Den Haag",
    "peildatum": "2025-07-11",
    "raadsverkiezing": "onbekend",
    "partijen": [
        {
            "id": "gemeente",
            "soort": "onbekend",
            "rollen": "onbekend",
            "motieven": "onbekend",
            "positie": {"ondernemerschap": "onbekend", "volgens_anderen": {"waarde": 2.5}},
        },
        {"id": "bank", "rollen": [], "motieven": ["maatschappelijk"]},
    ],
    "geldstromen": [
        {
            "van": "gemeente",
            "naar": "bank",
            "soort": "onbekend",
            "begin": "onbekend",
            "einde": "onbekend",
            "bedrag_per_jaar": "onbekend",
            "eenmalig": "onbekend",
            "zekerheid": "onbekend",
        }
    ],
    "antwoorden": {
        "goed": {
            "stuurgroep": "onbekend",
            "looptijd": {"antwoord": "onbekend"},
            "begin": "onbekend",
            "vertrouwen": {"per_partij": {"gemeente": "onbekend", "bank": {"antwoord": 3.5}}},
            "loketten": {"per_partij": {"bank": 1}},
        }
    },
}


def plain(node: Node) -> Any:
    """A tree as an editor sees it, which takes ``4`` for a number."""
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.items.items()}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    if node.plain and re.fullmatch(r"-?[0-9]+", node.text):
        return int(node.text)
    if node.plain and re.fullmatch(r"-?[0-9]+\.[0-9]+", node.text):
        return float(node.text)
    return node.text or None


def mistakes(path: Path, catalogue: Catalogue) -> list[str]:
    validator = Draft202012Validator(case_schema(catalogue))
    return [error.message for error in validator.iter_errors(plain(read_yaml(path)))]


def test_it_is_a_valid_schema(core: Catalogue) -> None:
    """The schema of the core catalogue keeps to the standard."""
    Draft202012Validator.check_schema(case_schema(core))


@pytest.mark.parametrize("case", sorted(DEN_HAAG.parent.glob("*.yaml")), ids=lambda p: p.stem)
def test_the_cases_that_ship_fit(case: Path, core: Catalogue) -> None:
    """What the reader takes has no mistakes for the schema either."""
    assert mistakes(case, core) == []


def test_the_good_case_fits(small: Catalogue) -> None:
    """The case that the wrong ones were made from fits."""
    assert mistakes(GOOD_CASE, small) == []


def test_unknown_may_be_said_wherever_the_reader_takes_it(small: Catalogue) -> None:
    """Reader and schema agree on where ``onbekend`` can stand."""
    case_from_tree(UNKNOWNS, small)

    assert [
        error.message for error in Draft202012Validator(case_schema(small)).iter_errors(UNKNOWNS)
    ] == []


@pytest.mark.parametrize(
    "name",
    [
        "antwoord-bestaat-niet",
        "antwoord-en-per-partij",
        "antwoord-ontbreekt",
        "bedrag-in-woorden",
        "bedrag-negatief",
        "datum-nederlands",
        "datum-onbekend",
        "formaat-nieuwer",
        "formaat-ontbreekt",
        "ja-of-nee",
        "lijst",
        "partij-id-met-hoofdletter",
        "partij-zonder-id",
        "partijen-geen-lijst",
        "per-partij-als-lijst",
        "per-partij-kan-niet",
        "positie-buiten-de-schaal",
        "respondenten-geen-heel-getal",
        "schaal-te-hoog",
        "sleutel-leeg",
        "sleutel-onbekend",
        "sleutel-ontbreekt",
        "thema-onbekend",
        "vraag-afgeleid",
        "vraag-onbekend",
        "waarde-verkeerd-gespeld",
    ],
)
def test_a_mistake_that_an_editor_can_show(name: str, small: Catalogue) -> None:
    """What the reader refuses is underlined while typing, where a schema can know it."""
    assert mistakes(DATA / "casussen" / f"{name}.yaml", small)


def test_every_question_can_be_completed(core: Catalogue) -> None:
    """Each asked question is in the schema with its text, and no derived one is."""
    themes = case_schema(core)["properties"]["antwoorden"]["properties"]
    offered = {
        f"{theme}.{name}": answer["description"]
        for theme, block in themes.items()
        for name, answer in block["properties"].items()
    }

    asked = {one.id: one.text for one in core.questions if not one.derived}
    assert asked.keys() == offered.keys()
    assert all(offered[name].startswith(text) for name, text in asked.items())
