"""Local rules: who brought them in, and what they change about the core."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.source import Citation


@frozen
class Plugin:
    """The rules of a municipality, as ``plugin.yaml`` describes them.

    `municipalities` is empty when they hold for all. `fits` says which versions of pps-advisor
    it was made for.
    """

    id: str
    title: str
    version: str
    municipalities: tuple[str, ...] = ()
    contact: str = ""
    fits: str = ""
    explanation: str = ""
    location: SourceLocation | None = None

    @property
    def name(self) -> str:
        """The id with its version, as documents name it."""
        return f"{self.id} {self.version}"


@frozen
class Term:
    """A word of the core that goes by another name here.

    `article` is that of the new word ("de", "het"), or "" when it is that of the old one.
    `plurals` and `compounds` are pairs of an old and a new form.
    """

    old: str
    new: str
    article: str = ""
    plurals: tuple[tuple[str, str], ...] = ()
    compounds: tuple[tuple[str, str], ...] = ()


class AdaptationKind(Enum):
    """What a local adaptation does, in the words of a document."""

    OFF = "regel uitgezet"
    SEVERITY = "andere ernst"
    TEXT = "extra tekst"
    ADVICE = "extra advies"
    PARAMETER = "parameter ingevuld"
    TERM = "woord vervangen"
    WEIGHTS = "eigen weging"
    LEFT_OUT = "regelset weggelaten"


@frozen
class Adaptation:
    """One thing that is otherwise than in the core, with who decided so and why.

    `applied` is False when it ended before the reference date of the case. `before` and `after`
    are words for people. `also` names the rules that cannot come out any more because of it.
    """

    kind: AdaptationKind
    subject: str
    title: str
    plugin: str
    version: str
    reason: str
    owner: str = ""
    until: dt.date | None = None
    before: str = ""
    after: str = ""
    applied: bool = True
    useless: bool = False
    also: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    location: SourceLocation | None = None
