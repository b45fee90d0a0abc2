"""The JSON: the contract, and its schema."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from assessment_factory import NASTY, make_assessment, make_case, make_facts, nasty

from pps_advisor.model.case.case import Motive, Party, PartyKind, Position, Role
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.values import UNKNOWN
from pps_advisor.writing.exchange.json_ import write_json

SCHEMA = Path(__file__).parents[1] / "docs" / "beoordeling.schema.json"


@pytest.fixture(scope="module")
def validator() -> Any:
    """The published schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _document(**changes: Any) -> Any:
    return json.loads(write_json(make_assessment(**changes)))


def test_the_document_follows_the_schema(validator: Any) -> None:
    """A full document is valid."""
    assert [error.message for error in validator.iter_errors(_document())] == []


def test_an_empty_document_follows_the_schema(validator: Any) -> None:
    """A document of a case about which nothing can be said is valid."""
    provenance = attrs.evolve(make_assessment().provenance, draws=None, seed=None)
    empty = _document(
        themes=(), findings=(), advice=(), rejected=(), open_questions=(), facts=(), remarks=(),
        provenance=provenance,
    )  # fmt: skip

    assert [error.message for error in validator.iter_errors(empty)] == []


@pytest.mark.parametrize("part", ["", "casus", "verantwoording"])
def test_the_schema_refuses_what_is_not_in_the_contract(validator: Any, part: str) -> None:
    """A key too many or too few is an error, at the top and below."""
    document = _document()
    target = document[part] if part else document
    target["verzinsel"] = 1
    assert not validator.is_valid(document)
    del target["verzinsel"]
    target.popitem()
    assert not validator.is_valid(document)


def test_every_object_in_the_schema_is_strict() -> None:
    """No object of the schema lets unknown keys through or has keys that may be absent."""

    def check(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)

    check(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_text_comes_out_as_it_went_in() -> None:
    """Text of a user keeps every character, line ends too, and letters are not escaped."""
    assert _document()["casus"]["titel"] == nasty("Samen in de wijk")
    assert NASTY.splitlines()[3] in write_json(make_assessment())


def test_the_order_of_keys_is_the_contract() -> None:
    """The document begins with its format and ends with its account, and with a newline."""
    text = write_json(make_assessment())

    assert text.startswith('{\n  "formaat": "pps-advisor/beoordeling@1",\n  "casus": {')
    assert text.endswith("}\n")
    assert list(json.loads(text)) == [
        "formaat", "casus", "partijen", "themas", "bevindingen", "aanbevelingen", "afgewezen",
        "openstaande_vragen", "aanpassingen", "opmerkingen", "feiten", "bronnen", "verantwoording",
    ]  # fmt: skip


def test_the_engine_stands_in_one_place() -> None:
    """Two engines differ in `verantwoording.motor` and nowhere else."""
    one = make_assessment()
    other = attrs.evolve(one, provenance=attrs.evolve(one.provenance, engine="durable"))

    assert write_json(one).replace('"motor": "plain"', '"motor": "durable"') == write_json(other)


def test_the_order_of_facts_does_not_matter() -> None:
    """The same facts in another order give the same text."""
    assert write_json(make_assessment(facts=make_facts()[::-1])) == write_json(make_assessment())


def test_possible_advice_comes_after_the_definite() -> None:
    """All advice is in one list by rank, each with its status."""
    advice = _document()["aanbevelingen"]

    assert [(one["rang"], one["status"]) for one in advice] == [
        (1, "vast"),
        (2, "vast"),
        (3, "mogelijk"),
    ]
    assert advice[1]["titel"] == "Verbeter het fonds"


def test_numbers_have_no_noise() -> None:
    """Whole numbers are whole and others have a few decimals."""
    text = write_json(make_assessment(facts=(Fact("proef.stelling", make_facts()[2].value),)))

    assert '"prioriteit": 62.4,' in text
    assert '"prioriteit_tot": 80,' in text
    assert '"waarde": 3.5,' in text
    assert re.search(r"\d\.\d{5}", text) is None


def test_a_derived_fact_says_what_it_follows_from() -> None:
    """A given answer has nothing it follows from; a derived one has words and keys."""
    facts = {fact["feit"]: fact for fact in _document()["feiten"]}

    assert facts["proef.a"]["afgeleid_uit"] is None
    assert facts["proef.aantal"]["waarde"] == "onbekend"
    assert facts["proef.stelling"]["afgeleid_uit"] == {
        "tekst": "het midden",
        "uit": ["antwoorden.x"],
    }


def test_a_party_comes_out_as_it_went_in(validator: Any) -> None:
    """A party keeps its words and its two positions, and what is not known is null."""
    known = Party(
        "bank", "Bank", PartyKind.COMPANY, (Role.PARTNER,), (Motive.UNSPOKEN,),
        Position(Decimal(4), Decimal("2.5")), Position(value=Decimal(5)),
    )  # fmt: skip
    document = _document(case=make_case(parties=(known, Party("wie", "", UNKNOWN))))
    nothing = {"ondernemerschap": None, "waarde": None}

    assert [error.message for error in validator.iter_errors(document)] == []
    assert document["partijen"] == [
        {
            "id": "bank", "naam": "Bank", "soort": "bedrijf", "rollen": ["partner"],
            "motieven": ["niet_uitgesproken"],
            "positie": {"ondernemerschap": 4, "waarde": 2.5,
                        "volgens_anderen": {"ondernemerschap": None, "waarde": 5}},
        },
        {
            "id": "wie", "naam": "", "soort": None, "rollen": None, "motieven": None,
            "positie": {**nothing, "volgens_anderen": nothing},
        },
    ]  # fmt: skip


def test_no_parties_is_not_the_same_as_not_told() -> None:
    """A case without parties gives an empty list, and a case that is silent gives null."""
    assert _document(case=make_case(parties=()))["partijen"] == []
    assert _document()["partijen"] is None


def test_places_in_files_stay_out() -> None:
    """A document does not depend on where the case stood."""
    assert "casus.yaml" not in write_json(make_assessment())
