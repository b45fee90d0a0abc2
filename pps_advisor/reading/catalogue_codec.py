"""The compiled form of a catalogue: JSON that names the classes of the model, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from pps_advisor.errors import SourceLocation
from pps_advisor.model import (
    catalogue,
    condition,
    plugin,
    question,
    recommendation,
    rule,
    source,
)
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.values import UNKNOWN, Unknown

FORMAT = 5
_MODULES = (catalogue, condition, plugin, question, recommendation, rule, source)
_CLASSES: dict[str, Any] = {
    thing.__name__: thing
    for module in _MODULES
    for thing in vars(module).values()
    if isinstance(thing, type) and attrs.has(thing)
}
_ENUMS: dict[str, tuple[tuple[str, type[Enum]], ...]] = {
    "Citation": (("kind", source.EvidenceKind),),
    "Test": (("operator", condition.Operator),),
    "Question": (("type", question.AnswerType), ("per_party", question.PerParty)),
    "Rule": (("kind", rule.RuleKind),),
    "Adaptation": (("kind", plugin.AdaptationKind),),
    "SeverityCase": (("severity", rule.Severity),),
    "Recommendation": (
        ("effort", recommendation.Effort),
        ("lead_time", recommendation.LeadTime),
    ),
}
"""The fields that hold a member of an Enum, which is written down as its value."""

_MEMBERS: dict[str, tuple[tuple[str, dict[Any, Enum]], ...]] = {
    name: tuple((field, {member.value: member for member in kind}) for field, kind in fields)
    for name, fields in _ENUMS.items()
}


def to_text(value: Catalogue) -> str:
    """Write down a catalogue without worked examples; from_text() gives an equal one."""
    return json.dumps(_encode(value), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Catalogue:
    """Read what to_text() wrote; raises ValueError or KeyError when it is something else."""
    value = json.loads(text, object_hook=_decode)
    if not isinstance(value, Catalogue):
        raise ValueError("not a compiled catalogue")
    return value


def _encode(value: object) -> Any:
    """A value as JSON in which an object's first key names its kind."""
    if isinstance(value, Unknown):
        return {"u": 1}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, dt.date):
        return {"t": value.isoformat()}
    if isinstance(value, SourceLocation):
        return {"p": list(value)}
    if isinstance(value, tuple):
        return {"l": [_encode(item) for item in value]}
    if isinstance(value, dict):
        return {"m": [[key, _encode(item)] for key, item in value.items()]}
    if attrs.has(type(value)):
        return {"c": type(value).__name__, **_fields(value)}
    return value


def _fields(value: object) -> dict[str, Any]:
    """The fields of an attrs object that differ from their default; a tuple as a bare list."""
    fields = {}
    for field in attrs.fields(type(value)):  # type: ignore[arg-type]
        content = getattr(value, field.name)
        if content != field.default:
            encoded = _encode(content)
            is_tuple = isinstance(content, tuple) and not isinstance(content, SourceLocation)
            fields[field.name] = encoded["l"] if is_tuple else encoded
    return fields


def _decode(found: dict[str, Any]) -> Any:
    kind = next(iter(found))
    if kind != "c":
        return _READERS[kind](found[kind])
    name = found.pop("c")
    for field, members in _MEMBERS.get(name, ()):
        if field in found:
            found[field] = members[found[field]]
    for field, content in found.items():
        if type(content) is list:
            found[field] = tuple(content)
    return _CLASSES[name](**found)


_READERS: dict[str, Callable[[Any], Any]] = {
    "l": tuple,
    "p": SourceLocation._make,
    "d": Decimal,
    "t": dt.date.fromisoformat,
    "m": dict,
    "u": lambda _: UNKNOWN,
}
