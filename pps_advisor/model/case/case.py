"""The case: a collaboration as an adviser describes it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import PerParty, Question
from pps_advisor.model.values import UNKNOWN, Unknown, Value

SMALLEST_GROUP = 3
"""With fewer people a median says what one of them answered; with three it may still be guessed."""


class PartyKind(Enum):
    """Kinds of parties (`soort`)."""

    MUNICIPALITY = "gemeente"
    OTHER_GOVERNMENT = "andere_overheid"
    COMPANY = "bedrijf"
    SOCIAL_ENTERPRISE = "sociale_onderneming"
    HOUSING_ASSOCIATION = "woningcorporatie"
    CIVIL_SOCIETY = "maatschappelijke_organisatie"
    FUND = "fonds"
    KNOWLEDGE_INSTITUTE = "kennisinstelling"
    EDUCATION = "onderwijs"
    RESIDENTS = "bewonersinitiatief"
    OTHER = "overig"

    @property
    def public(self) -> bool:
        """Whether money of such a party is public money."""
        return self in (PartyKind.MUNICIPALITY, PartyKind.OTHER_GOVERNMENT)


class Role(Enum):
    """Roles that a party can have (`rollen`)."""

    COMMISSIONER = "opdrachtgever"
    FINANCIER = "financier"
    PARTNER = "partner"
    EXECUTOR = "uitvoerder"
    DIRECTOR = "regisseur"
    PARTICIPANT = "deelnemer"
    SUPERVISOR = "toezichthouder"
    FACILITATOR = "begeleider"


class Motive(Enum):
    """Why a party takes part (dankerlui2025 4.1.2)."""

    SOCIAL = "maatschappelijk"
    STRATEGIC = "economisch_strategisch"
    OBLIGATION = "verplichting"
    UNSPOKEN = "niet_uitgesproken"


class FlowKind(Enum):
    """Legal form of a money flow (`soort`)."""

    SUBSIDY = "subsidie"
    CONTRACT = "opdracht"
    GIFT = "gift"
    FUND = "fonds"
    MARKET = "marktomzet"
    SOCIAL_RETURN = "social_return"
    IN_KIND = "in_natura"


class Certainty(Enum):
    """How certain a money flow is (`zekerheid`); only CERTAIN counts as certain money."""

    CERTAIN = "zeker"
    CONDITIONAL = "voorwaardelijk"
    REQUESTED = "aangevraagd"


@frozen
class Position:
    """Place in the position matrix, both from 1 to 5 (dankerlui2025 2.4.1, figuur 2).

    `entrepreneurship` runs from little to much, `value` from financial to social.
    """

    entrepreneurship: Decimal | Unknown = UNKNOWN
    value: Decimal | Unknown = UNKNOWN


@frozen
class Party:
    """A party to the collaboration. ``roles`` or ``motives`` None: not known."""

    id: str
    name: str
    kind: PartyKind | Unknown
    roles: tuple[Role, ...] | None = None
    motives: tuple[Motive, ...] | None = None
    position: Position | None = None
    position_by_others: Position | None = None
    explanation: str = ""
    source: str = ""
    location: SourceLocation | None = None


@frozen
class MoneyFlow:
    """Money, or something worth money, that goes from one party to another.

    `amount` is euros a year. Begin and end are both included in the term.
    """

    giver: str
    receiver: str
    kind: FlowKind | Unknown
    begin: dt.date | Unknown = UNKNOWN
    end: dt.date | Unknown = UNKNOWN
    amount: Decimal | Unknown = UNKNOWN
    one_off: bool | Unknown = False
    certainty: Certainty | Unknown = Certainty.CERTAIN
    explanation: str = ""
    source: str = ""
    key: str = ""
    location: SourceLocation | None = None


@frozen
class PartyAnswer:
    """What one party answers; `respondents` is how many people were asked, where known."""

    value: Value
    respondents: int | None = None
    location: SourceLocation | None = None


def is_asked(question: Question, party: Party) -> bool:
    """Whether a question per party goes to a party; some are for the municipality's partners."""
    return question.per_party is PerParty.ALL or party.kind is not PartyKind.MUNICIPALITY


@frozen
class Answer:
    """An answer to a Question: one value, or one per party (then `value` is UNKNOWN)."""

    question: str
    value: Value = UNKNOWN
    per_party: tuple[tuple[str, PartyAnswer], ...] = ()
    explanation: str = ""
    source: str = ""
    location: SourceLocation | None = None


@frozen
class Case:
    """A collaboration at one reference date. ``parties`` or ``flows`` None: not described."""

    id: str
    title: str
    municipality: str
    reference_date: dt.date
    parties: tuple[Party, ...] | None = None
    flows: tuple[MoneyFlow, ...] | None = None
    answers: tuple[Answer, ...] = ()
    source: str = ""
    explanation: str = ""
    fictional: bool = False
    council_election: dt.date | None = None
    location: SourceLocation | None = None

    def answer(self, question: str) -> Answer | None:
        """The answer given to a question, or None when it was left out."""
        return next((a for a in self.answers if a.question == question), None)
