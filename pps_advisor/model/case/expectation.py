"""What a case of a plugin should give: its block ``verwacht``."""

from __future__ import annotations

from enum import Enum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen


class ExpectationKind(Enum):
    """What is expected of a finding, an advice or a theme."""

    FINDING = "bevinding"
    APPEARS = "verschijnt"
    ABSENT = "niet"
    IN_FIRST = "in_eerste"
    JUDGEMENT = "oordeel"


@frozen
class Expectation:
    """One thing that an assessment should say.

    `wanted` is the status of a finding ("niet" when it should be absent) or the judgement of a
    theme; `first` is how high an advice should stand.
    """

    kind: ExpectationKind
    subject: str
    wanted: str = ""
    first: int = 0
    location: SourceLocation | None = None
