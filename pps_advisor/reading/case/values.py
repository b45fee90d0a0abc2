"""Parties, money flows and values of the model as a case file has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum

from pps_advisor.model.case.case import MoneyFlow, Party, Position
from pps_advisor.reading.yaml.text import Inline, Wanted

_PARTY = {
    "naam": "name",
    "soort": "kind",
    "rollen": "roles",
    "motieven": "motives",
    "toelichting": "explanation",
    "bron": "source",
}
_FLOW = {
    "van": "giver",
    "naar": "receiver",
    "soort": "kind",
    "begin": "begin",
    "einde": "end",
    "bedrag_per_jaar": "amount",
    "eenmalig": "one_off",
    "zekerheid": "certainty",
    "toelichting": "explanation",
    "bron": "source",
}


def whole(one: Party | MoneyFlow) -> Iterator[tuple[str, Wanted]]:
    """The keys of a party or money flow that say something."""
    if isinstance(one, Party):
        yield "id", one.id
    for key, value in _fields(one):
        if value is not None:
            yield key, value


def changed(was: Party | MoneyFlow, now: Party | MoneyFlow) -> Iterator[tuple[str, Wanted | None]]:
    """The keys that differ between two versions of a party or flow; None where one goes."""
    before = dict(_fields(was))
    for key, value in _fields(now):
        was_there = before[key]
        if value == was_there:
            continue
        if isinstance(value, Mapping) and isinstance(was_there, Mapping):
            yield key, {**dict.fromkeys(was_there), **value}  # None where a part goes
        else:
            yield key, value


def _fields(one: Party | MoneyFlow) -> Iterator[tuple[str, Wanted | None]]:
    """Every key with its value as text; None where it is at its default."""
    empty = Party("", "", one.kind) if isinstance(one, Party) else MoneyFlow("", "", one.kind)
    for key, name in (_PARTY if isinstance(one, Party) else _FLOW).items():
        value = getattr(one, name)
        said = value != getattr(empty, name) or name == "kind"
        yield key, _wanted(value) if said else None
    if isinstance(one, Party):
        yield "positie", _position(one)


def _position(party: Party) -> Wanted | None:
    own, others = party.position, party.position_by_others
    if own is None and others is None:
        return None
    written = _matrix(own)
    if others is not None:
        written["volgens_anderen"] = _matrix(others)
    return written


def _matrix(position: Position | None) -> Inline:
    if position is None:
        return Inline()
    return Inline(
        ondernemerschap=text_of(position.entrepreneurship), waarde=text_of(position.value)
    )


def _wanted(value: object) -> Wanted:
    return [text_of(one) for one in value] if isinstance(value, tuple) else text_of(value)


def text_of(value: object) -> str:
    """A value as a case file has it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return " ".join(str(value).split())
