"""What the tools of a rule author report: worked examples and coverage."""

from __future__ import annotations

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.condition import Test
from pps_advisor.model.knowledge.rule import Example, Rule


@frozen
class ExampleResult:
    """What an example gave; `failure` says in Dutch what differs, and is empty when it passed."""

    rule: Rule
    example: Example
    failure: str

    @property
    def passed(self) -> bool:
        return not self.failure


@frozen
class RuleCoverage:
    """How often a rule came out, and the branches that never did.

    `definite` and `possible` count cases; `examples` says whether an example makes it fire.
    A branch in `unused` is true in no case and no example.
    """

    rule: Rule
    definite: int
    possible: int
    examples: bool
    unused: tuple[tuple[Test, ...], ...]
