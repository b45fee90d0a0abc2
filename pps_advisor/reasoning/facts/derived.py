"""What a derived fact is made of: its value, and the words for what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import frozen
from pps_advisor.model.values import UNKNOWN, Unknown, Value

Amount = Decimal | Unknown


@frozen
class Derived:
    """A derived value, the Dutch words for what it rests on, and the keys of those."""

    value: Value = UNKNOWN
    origin: str = ""
    inputs: tuple[str, ...] = ()


@frozen
class Given:
    """What a derivation may look at: the case and the values of its answers."""

    case: Case
    answers: Mapping[str, Value]


Derivation = Callable[[Given], Derived]


def agreed(outcomes: Collection[Amount]) -> Amount:
    """The one value in which all outcomes agree, else UNKNOWN."""
    found = set(outcomes)
    return found.pop() if len(found) == 1 else UNKNOWN
