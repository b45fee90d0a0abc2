"""Recommendations: what a municipality and its partners can do."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.condition import Condition
from pps_advisor.model.knowledge.source import Citation


class Effort(IntEnum):
    """What it asks of those who carry it out (`inspanning`)."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3

    @property
    def word(self) -> str:
        return ("laag", "midden", "hoog")[self - 1]


class LeadTime(IntEnum):
    """How long it takes before it pays (`termijn`)."""

    WEEKS = 1
    MONTHS = 2
    YEAR = 3

    @property
    def word(self) -> str:
        return ("weken", "maanden", "jaar")[self - 1]


@frozen
class Step:
    """One thing to do; `own` when it is ours and not from a source."""

    text: str
    own: bool = False


@frozen
class LegalCaution:
    """A matter of law to look at (`let_op`), with the date on which it was last checked."""

    text: str
    checked: dt.date
    lawyer: bool = False


@frozen
class Exclusion:
    """When the advice is not given (`niet_als`), and why, as a subordinate clause."""

    condition: Condition
    because: str


@frozen
class LighterForm:
    """A lighter form (`begin_klein`) that fits while `condition` holds."""

    condition: Condition
    text: str


@frozen
class Alternative:
    """Another recommendation that evidence says can stand in for this one."""

    recommendation: str
    because: str
    citations: tuple[Citation, ...] = ()


@frozen
class Recommendation:
    """A catalogue entry: what to do, why it works, who, when, and how it will show."""

    id: str
    title: str
    short: str
    why: str
    steps: tuple[Step, ...]
    lead: str
    effort: Effort
    lead_time: LeadTime
    indicator: str
    instrument: str
    pitfalls: tuple[str, ...]
    cautions: tuple[LegalCaution, ...]
    citations: tuple[Citation, ...]
    scales: tuple[str, ...]
    phases: tuple[str, ...]
    title_when_arranged: str = ""
    excluded_if: Exclusion | None = None
    arranged_if: Condition | None = None
    start_small: LighterForm | None = None
    first: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    ruleset: str = ""
    location: SourceLocation | None = None
