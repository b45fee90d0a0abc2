"""What is asked about a party and about a money flow, and how an answer is understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from pps_advisor.cli.asking.ask import NotUnderstood, choose, choose_some
from pps_advisor.model.case.case import Certainty, FlowKind, Motive, PartyKind, Position, Role
from pps_advisor.reading.forms.typed import date_in, number_in

Options = Sequence[tuple[str, str]]
_KINDS = {
    PartyKind.OTHER_GOVERNMENT: "provincie, Rijk, waterschap of een andere gemeente",
    PartyKind.CIVIL_SOCIETY: "een stichting of vereniging die iets uitvoert of vertegenwoordigt",
    PartyKind.RESIDENTS: "een groep bewoners",
}
_MOTIVES = {
    Motive.SOCIAL: "zij wil dat het beter gaat met mensen of de wijk",
    Motive.STRATEGIC: "zij heeft er zelf belang bij, in geld of positie",
    Motive.OBLIGATION: "zij moet, door wet, opdracht of afspraak",
    Motive.UNSPOKEN: "zij heeft niet verteld waarom zij meedoet",
}
_FLOWS = {
    FlowKind.MARKET: "verkoop van producten of diensten",
    FlowKind.SOCIAL_RETURN: "een verplichting uit een opdracht wordt hier ingelost",
    FlowKind.IN_KIND: "iets wat geld waard is: ruimte, mensen of spullen",
}
_CERTAINTIES = {
    Certainty.CERTAIN: "toegekend, zonder voorbehoud",
    Certainty.CONDITIONAL: "toegekend onder een voorwaarde",
    Certainty.REQUESTED: "aangevraagd, nog niet toegekend",
}


class Field(NamedTuple):
    """One thing to ask about a party or a flow; `words` are the numbered answers, if any.

    ``{name}`` in the question stands for the name of the party.
    """

    name: str
    question: str
    prompt: str
    explanation: str
    understand: Callable[[str], Any]
    words: Options = ()


def _options(kinds: type[Enum], meanings: dict[Any, str]) -> Options:
    return [(kind.value, meanings.get(kind, "")) for kind in kinds]


def _one(kinds: type[Enum], options: Options) -> Callable[[str], Any]:
    return lambda typed: kinds(choose(options)(typed))


def _some(kinds: type[Enum], options: Options) -> Callable[[str], Any]:
    return lambda typed: tuple(kinds(word) for word in choose_some(options)(typed)) or None


def _position(typed: str) -> Position:
    parts = typed.replace(";", " ").replace(", ", " ").split()
    if len(parts) != 2:
        raise NotUnderstood("Typ twee getallen van 1 tot 5 met een spatie ertussen, zoals 3 5.")
    own, value = (number_in(part) for part in parts)
    if isinstance(own, str) or isinstance(value, str) or not (1 <= own <= 5 and 1 <= value <= 5):
        raise NotUnderstood("Elk getal loopt van 1 tot 5.")
    return Position(own, value)


def _amount(typed: str) -> Decimal:
    number = number_in(typed)
    if isinstance(number, str):
        raise NotUnderstood(number)
    if number < 0:
        raise NotUnderstood("Een bedrag kan niet minder dan 0 zijn.")
    return number


def _date(typed: str) -> dt.date:
    date = date_in(typed)
    if isinstance(date, str):
        raise NotUnderstood(date)
    return date


def _one_off(typed: str) -> bool:
    return choose(_YES_NO)(typed) == "ja"


_YES_NO: Options = [("ja", ""), ("nee", "")]
_KIND_OPTIONS = _options(PartyKind, _KINDS)
_ROLE_OPTIONS = _options(Role, {})
_MOTIVE_OPTIONS = _options(Motive, _MOTIVES)
_FLOW_OPTIONS = _options(FlowKind, _FLOWS)
_CERTAINTY_OPTIONS = _options(Certainty, _CERTAINTIES)
_MATRIX = (
    "Twee getallen van 1 tot 5: ondernemerschap (1 weinig, 5 veel) en waarde (1 financieel, "
    "5 maatschappelijk). Enter als u het niet weet."
)
PARTY_FIELDS = (
    Field(
        "kind",
        "Wat voor organisatie is {name}?",
        "Soort: ",
        "De soort bepaalt welke vragen en adviezen van belang zijn.",
        _one(PartyKind, _KIND_OPTIONS),
        _KIND_OPTIONS,
    ),
    Field(
        "roles",
        "Welke rollen heeft {name}?",
        "Rollen (nummers met een komma ertussen): ",
        "Een partij kan meer rollen hebben. Betaalt de gemeente en is zij ook partner, noem dan "
        "beide: dan kijkt het advies naar haar dubbele rol.",
        _some(Role, _ROLE_OPTIONS),
        _ROLE_OPTIONS,
    ),
    Field(
        "motives",
        "Waarom doet {name} mee?",
        "Motieven (nummers met een komma ertussen): ",
        "Verschillende motieven zijn geen probleem, een verborgen motief wel.",
        _some(Motive, _MOTIVE_OPTIONS),
        _MOTIVE_OPTIONS,
    ),
    Field(
        "position",
        "Hoe ziet {name} zichzelf? Ondernemerschap en waarde, elk van 1 tot 5.",
        "Twee getallen, zoals 3 5 (Enter: onbekend): ",
        _MATRIX,
        _position,
    ),
    Field(
        "position_by_others",
        "En hoe zien de anderen {name}?",
        "Twee getallen, zoals 3 5 (Enter: onbekend): ",
        _MATRIX,
        _position,
    ),
)
FLOW_FIELDS = (
    Field(
        "kind",
        "Wat voor geld is het?",
        "Soort geld: ",
        "De juridische vorm van het geld.",
        _one(FlowKind, _FLOW_OPTIONS),
        _FLOW_OPTIONS,
    ),
    Field("begin", "", "Eerste dag (jjjj-mm-dd): ", "De eerste dag van de toekenning.", _date),
    Field("end", "", "Laatste dag (jjjj-mm-dd): ", "De laatste dag van de toekenning.", _date),
    Field("amount", "", "Bedrag per jaar in euro: ", "Zonder punten; een schatting mag.", _amount),
    Field(
        "one_off",
        "Is het eenmalig?",
        "Antwoord (1 ja, 2 nee; Enter: nee): ",
        "Geld dat niet terugkeert, zoals een gift bij de start.",
        _one_off,
    ),
    Field(
        "certainty",
        "Hoe zeker is het geld?",
        "Zekerheid (Enter: zeker): ",
        "Alleen geld dat zeker is, telt als vaste basis.",
        _one(Certainty, _CERTAINTY_OPTIONS),
        _CERTAINTY_OPTIONS,
    ),
)
