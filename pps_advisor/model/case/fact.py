"""Facts: typed values with the place they came from."""

from __future__ import annotations

from collections.abc import Mapping

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.values import UNKNOWN, Value


@frozen
class Fact:
    """A value for a Question or a derived fact.

    `origin` says in a Dutch sentence what a derived value was computed from ("" for an answer
    that was given as such); `inputs` are the keys in the case that it rests on.
    """

    question: str
    value: Value
    origin: str = ""
    inputs: tuple[str, ...] = ()
    explanation: str = ""
    source: str = ""
    location: SourceLocation | None = None


@frozen
class Facts:
    """All that is known of a case, by question id; what is absent is unknown."""

    by_id: Mapping[str, Fact]

    def value(self, question: str) -> Value:
        fact = self.by_id.get(question)
        return UNKNOWN if fact is None else fact.value

    def values(self) -> dict[str, Value]:
        """Only the values, for engines."""
        return {key: fact.value for key, fact in self.by_id.items()}
