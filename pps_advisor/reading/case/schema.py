"""The JSON Schema of case files, made from the catalogue of questions."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pps_advisor.model.case.case import Certainty, FlowKind, Motive, PartyKind, Role
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.reading.case.reader import CASE_FORMAT, ID

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_DATE: Schema = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|onbekend)$"}
_ID: Schema = {"type": "string", "pattern": f"^{ID.pattern}$"}
_YES_NO: Schema = {"enum": ["ja", "nee"]}
_UNKNOWN: Schema = {"const": "onbekend"}
_COMMA: Schema = {"type": "string", "pattern": r"^\d+,\d+$"}
"""A number with a decimal comma, which YAML itself reads as a text."""

_SCALE: Schema = {"anyOf": [{"type": "number", "minimum": 1, "maximum": 5}, _COMMA, _UNKNOWN]}


def case_schema(catalogue: Catalogue) -> Schema:
    """The JSON Schema (2020-12) of a case file for this catalogue.

    It describes what editors can check; the reader also checks what they cannot, such as
    parties that are referred to.
    """
    properties = {
        "formaat": {"const": CASE_FORMAT, "description": "Het formaat van dit bestand."},
        "id": _described(_ID, "Korte naam met kleine letters en streepjes."),
        "titel": _described(_TEXT, "Naam van de samenwerking, zoals lezers haar kennen."),
        "gemeente": _described(_TEXT, "De gemeente waarvoor u adviseert."),
        "peildatum": _described(
            {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            "De dag waarop de antwoorden kloppen.",
        ),
        "raadsverkiezing": _described(_DATE, "Alleen als de gemeente op een ander moment stemt."),
        "bron": _TEXT,
        "toelichting": _TEXT,
        "fictief": _described(_YES_NO, "Ja als de casus verzonnen is."),
        "partijen": {"anyOf": [{"type": "array", "items": _party()}, _UNKNOWN]},
        "geldstromen": {"anyOf": [{"type": "array", "items": _flow()}, _UNKNOWN]},
        "antwoorden": _answers(catalogue),
        "verwacht": _described({"type": "object"}, "Wat het advies moet zijn, om na te kijken."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Casus voor pps-advisor",
        **_object(properties, ["formaat", "id", "titel", "gemeente", "peildatum"]),
    }


def _described(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**schema, "required": required} if required else schema


def _words(kinds: type[Enum]) -> Schema:
    return {"enum": [kind.value for kind in kinds] + ["onbekend"]}


def _list_of(kinds: type[Enum]) -> Schema:
    items = {"enum": [kind.value for kind in kinds]}
    return {"anyOf": [{"type": "array", "items": items}, items, _UNKNOWN]}


def _party() -> Schema:
    position = {"ondernemerschap": _SCALE, "waarde": _SCALE}
    return _object(
        {
            "id": _ID,
            "naam": _TEXT,
            "soort": _words(PartyKind),
            "rollen": _list_of(Role),
            "motieven": _list_of(Motive),
            "positie": _object({**position, "volgens_anderen": _object(position)}),
            "toelichting": _TEXT,
            "bron": _TEXT,
        },
        ["id"],
    )


def _flow() -> Schema:
    amount = {"anyOf": [{"type": "number", "minimum": 0}, _COMMA, _UNKNOWN]}
    return _object(
        {
            "van": _described(_ID, "De id van de partij die betaalt."),
            "naar": _described(_ID, "De id van de partij die ontvangt."),
            "soort": _words(FlowKind),
            "begin": _DATE,
            "einde": _described(_DATE, "De laatste dag waarvoor het geld is toegekend."),
            "bedrag_per_jaar": _described(amount, "In euro, zonder punten."),
            "eenmalig": {"enum": ["ja", "nee", "onbekend"]},
            "zekerheid": _words(Certainty),
            "toelichting": _TEXT,
            "bron": _TEXT,
        },
        ["van", "naar"],
    )


def _answers(catalogue: Catalogue) -> Schema:
    themes: dict[str, Schema] = {}
    for question in catalogue.questions:
        if not question.derived:
            theme, _, name = question.id.partition(".")
            themes.setdefault(theme, {})[name] = _answer(question)
    return _or_empty(_object({theme: _or_empty(_object(names)) for theme, names in themes.items()}))


def _or_empty(schema: Schema) -> Schema:
    """A block in which nothing has been filled in yet."""
    return {**schema, "type": ["object", "null"]}


def _answer(question: Question) -> Schema:
    value = _value(question)
    remarks = {"toelichting": _TEXT, "bron": _TEXT}
    forms = [value, _object({"antwoord": value, **remarks}, ["antwoord"])]
    if question.per_party:
        one = {
            "anyOf": [
                value,
                _object(
                    {"antwoord": value, "respondenten": {"type": "integer", "minimum": 1}},
                    ["antwoord"],
                ),
            ]
        }
        per_party = {"type": "object", "additionalProperties": one}
        forms.append(_object({"per_partij": per_party, **remarks}, ["per_partij"]))
    return {"description": _description(question), "anyOf": forms}


def _value(question: Question) -> Schema:
    if question.options:
        words = [*question.option_ids, "onbekend"]
        numbers = [int(word) for word in question.option_ids if word.isdigit()]
        return {"enum": [*words, *numbers]}
    if question.type is AnswerType.DATE:
        return _DATE
    if question.type is AnswerType.LIKERT:
        return _SCALE
    return {"anyOf": [{"type": "number", "minimum": 0}, _COMMA, _UNKNOWN]}


def _description(question: Question) -> str:
    lines = [question.text]
    if question.period:
        lines.append(f"Periode: {question.period}.")
    lines += [f"{answer}: {meaning}" for answer, meaning in question.anchors]
    if question.per_party is PerParty.ALL:
        lines.append("Kan per partij worden beantwoord.")
    if question.per_party is PerParty.PARTNERS:
        lines.append("Kan per partij worden beantwoord, zonder de gemeente.")
    if question.explanation:
        lines.append(question.explanation)
    return "\n".join(lines)
