"""Decisions: what became of each recommendation, as the municipality records it."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen

DECISIONS_FORMAT = "pps-advisor/besluiten@1"


class Verdict(Enum):
    """What was decided on a recommendation (`besluit`)."""

    ADOPTED = "overgenomen"
    ADAPTED = "aangepast"
    REJECTED = "afgewezen"
    OPEN = "nog_open"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@frozen
class Decision:
    """A decision on one recommendation, by its id; `owner` is who carries it out."""

    recommendation: str
    verdict: Verdict
    owner: str = ""
    date: dt.date | None = None
    reason: str = ""
    location: SourceLocation | None = None


@frozen
class Decisions:
    """The decisions on the advice of one case, by its id, in the order of the file."""

    case: str
    decisions: tuple[Decision, ...] = ()

    def of(self, recommendation: str) -> Decision | None:
        """The decision on a recommendation, or None when the file does not name it."""
        return next((d for d in self.decisions if d.recommendation == recommendation), None)
