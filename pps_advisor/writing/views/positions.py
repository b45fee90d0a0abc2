"""Positions of the parties in words: how they see themselves and how others see them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pps_advisor.model.case.case import Case, Party, Position
from pps_advisor.model.values import Unknown, number_text
from pps_advisor.writing.views.outline import PositionsView
from pps_advisor.writing.words.words import joined, party_name

_INTRO = (
    "Op een schaal van 1 tot 5. Ondernemerschap loopt van weinig naar veel, waarde van financieel "
    "naar maatschappelijk. Verschilt het eigen beeld 2 punten of meer van dat van anderen, dan "
    "staat dat erbij: het kan laten zien waar partijen elkaar nog niet goed begrijpen."
)
_FAR_APART = Decimal(2)
_NOWHERE = Position()


def view_positions(case: Case) -> PositionsView | None:
    """What there is to say about the positions; None when not a single one is known."""
    parties = positioned(case)
    if not parties:
        return None
    without = [party_name(party) for party in case.parties or () if party not in parties]
    note = f"Van {joined(without)} is geen positie bekend." if without else ""
    return PositionsView(
        _INTRO, tuple((party_name(party), _sentences(party)) for party in parties), note
    )


def positioned(case: Case) -> list[Party]:
    """The parties of whose position something is known; their order is their number."""
    return [
        party
        for party in case.parties or ()
        if _known(party.position) or _known(party.position_by_others)
    ]


def far_apart(party: Party) -> bool:
    """Whether others see a party two points or more from where it sees itself."""
    return any(_differences(party))


def _known(position: Position | None) -> bool:
    return (position or _NOWHERE) != _NOWHERE


def _sentences(party: Party) -> str:
    own, others = _place(party.position), _place(party.position_by_others)
    text = f"volgens zichzelf {own}; volgens anderen {others}."
    differences = list(_differences(party))
    if differences:
        text += f" Groot verschil: anderen zien {joined(differences)}."
    return text


def _place(position: Position | None) -> str:
    if position is None or not _known(position):
        return "niet bekend"
    much, value = _number(position.entrepreneurship), _number(position.value)
    return f"ondernemerschap {much} en waarde {value}"


def _number(number: Decimal | Unknown) -> str:
    return number.value if isinstance(number, Unknown) else number_text(number)


def _differences(party: Party) -> Iterator[str]:
    """What others see two points or more differently."""
    own, others = party.position or _NOWHERE, party.position_by_others or _NOWHERE
    more = _difference(own.entrepreneurship, others.entrepreneurship)
    if abs(more) >= _FAR_APART:
        yield f"{number_text(abs(more))} punten {'meer' if more > 0 else 'minder'} ondernemerschap"
    more = _difference(own.value, others.value)
    if abs(more) >= _FAR_APART:
        kind = "maatschappelijke" if more > 0 else "financiële"
        yield f"{number_text(abs(more))} punten meer {kind} waarde"


def _difference(own: Decimal | Unknown, others: Decimal | Unknown) -> Decimal:
    if isinstance(own, Unknown) or isinstance(others, Unknown):
        return Decimal(0)
    return others - own
