"""The compiled form of a catalogue: JSON that names the classes of the model, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from pps_advisor.errors import SourceLocation
from pps_advisor.model import catalogue, condition, question, recommendation, rule, source
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.values import UNKNOWN, Unknown

FORMAT = 2
_MODULES = (catalogue, condition, question, recommendation, rule, source)
_CLASSES: dict[str, Any] = {
    name: thing
    for module in _MODULES
    for name, thing in vars(module).items()
    if isinstance(thing, type) and (attrs.has(thing) or issubclass(thing, Enum))
}
_CLASSES["SourceLocation"] = SourceLocation


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
    if isinstance(value, Unknown):
        return {"u": 1}
    if isinstance(value, Enum):
        return {"e": type(value).__name__, "v": value.value}
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, dt.date):
        return {"t": value.isoformat()}
    if isinstance(value, tuple):
        return {"l": [_encode(item) for item in value]}
    if isinstance(value, dict):
        return {"m": [[key, _encode(item)] for key, item in value.items()]}
    if attrs.has(type(value)):
        fields = {
            field.name: _encode(getattr(value, field.name))
            for field in attrs.fields(type(value))  # type: ignore[arg-type]
            if getattr(value, field.name) != field.default
        }
        return {"c": type(value).__name__, **fields}
    return value


def _decode(found: dict[str, Any]) -> Any:
    if "c" in found:
        return _CLASSES[found.pop("c")](**found)
    if "l" in found:
        return tuple(found["l"])
    if "e" in found:
        return _CLASSES[found["e"]](found["v"])
    if "d" in found:
        return Decimal(found["d"])
    if "t" in found:
        return dt.date.fromisoformat(found["t"])
    if "m" in found:
        return dict(found["m"])
    return UNKNOWN
