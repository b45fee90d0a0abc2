"""Canonical form: the same content gives the same text, whatever file or order it came from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

_ALWAYS_LEFT_OUT = frozenset({"location"})


def plain(value: object, left_out: Collection[str] = ()) -> Any:
    """A value of the model as mappings, lists, texts and numbers; fields in `left_out` skipped."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item, left_out) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, left_out) for key, item in value.items()}
    skipped = _ALWAYS_LEFT_OUT.union(left_out)
    return {
        field.name: plain(getattr(value, field.name), left_out)
        for field in attrs.fields(type(value))  # type: ignore[arg-type]
        if field.name not in skipped
    }


def digest(value: object, left_out: Collection[str] = ()) -> str:
    """The sha256 of a value in canonical form, in hexadecimal."""
    text = json.dumps(plain(value, left_out), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
