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
from pps_advisor.model import catalogue, condition, question, recommendation, rule, source
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.values import UNKNOWN, Unknown

FORMAT = 3
_MODULES = (catalogue, condition, question, recommendation, rule, source)
_THINGS = [thing for module in _MODULES for thing in vars(module).values()]
_CLASSES: dict[str, Any] = {
    thing.__name__: thing for thing in _THINGS if isinstance(thing, type) and attrs.has(thing)
}
_MEMBERS: dict[str, Enum] = {
    f"{thing.__name__}.{member.value}": member
    for thing in _THINGS
    if isinstance(thing, type) and issubclass(thing, Enum)
    for member in thing
}


def to_text(value: Catalogue) -> str:
    """Write a catalogue down; from_text() gives an equal one."""
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
        return {"e": f"{type(value).__name__}.{value.value}"}
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
    """The fields of an attrs object that differ from their default."""
    return {
        field.name: _encode(getattr(value, field.name))
        for field in attrs.fields(type(value))  # type: ignore[arg-type]
        if getattr(value, field.name) != field.default
    }


def _decode(found: dict[str, Any]) -> Any:
    kind = next(iter(found))
    if kind == "c":
        return _CLASSES[found.pop("c")](**found)
    return _READERS[kind](found[kind])


_READERS: dict[str, Callable[[Any], Any]] = {
    "l": tuple,
    "e": _MEMBERS.__getitem__,
    "p": SourceLocation._make,
    "d": Decimal,
    "t": dt.date.fromisoformat,
    "m": dict,
    "u": lambda _: UNKNOWN,
}
