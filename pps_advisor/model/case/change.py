"""A change to the answers of a case: what a what-if asks about."""

from __future__ import annotations

from pps_advisor.model.frozen import frozen
from pps_advisor.model.values import Value


@frozen
class Change:
    """Another answer to a question: of one party (by its id), or of everyone who is asked."""

    question: str
    value: Value
    party: str | None = None
