"""Typed values, the unknown, and three-valued truth."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Final, TypeAlias


class Unknown(Enum):
    """The one value of everything that nobody has told us."""

    UNKNOWN = "onbekend"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN

Known: TypeAlias = str | Decimal | dt.date | tuple[str, ...]
"""A typed answer: an option or word, a number, a date, or a sorted set of words."""

Value: TypeAlias = Known | Unknown


class Truth(IntEnum):
    """Kleene's three truth values; conjunction is the minimum, disjunction the maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


def number_text(number: Decimal) -> str:
    """Write a number the Dutch way: at most two decimals, comma, no superfluous zeros."""
    rounded = round(number, 2)
    text = f"{rounded.normalize():f}" if rounded else "0"
    return text.replace(".", ",")


_SINGULAR = {"maanden": "maand", "partijen": "partij", "jaren": "jaar", "dagen": "dag"}


def with_unit(number: Decimal, unit: str) -> str:
    """A number with its unit, in the singular where that is right: ``1 maand``."""
    noun, space, rest = unit.partition(" ")
    noun = _SINGULAR.get(noun, noun) if number == 1 else noun
    return f"{number_text(number)} {noun}{space}{rest}".strip()


MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


def date_text(date: dt.date) -> str:
    """Write a date the Dutch way: ``11 juli 2025``."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
