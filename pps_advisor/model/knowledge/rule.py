"""Rules: from facts to a finding."""

from __future__ import annotations

from enum import Enum, IntEnum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.condition import Condition, Test
from pps_advisor.model.knowledge.source import Citation
from pps_advisor.model.values import Value


class Severity(IntEnum):
    """How much a finding matters (`ernst`); the order is the order of weight."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3

    @property
    def word(self) -> str:
        return ("laag", "midden", "hoog")[self - 1]


SEVERITIES = {severity.word: severity for severity in Severity}


class RuleKind(Enum):
    """What a rule finds (`soort`)."""

    PROBLEM = "knelpunt"
    STRENGTH = "sterkte"
    OPPORTUNITY = "kans"
    CONTEXT = "context"

    @property
    def advises(self) -> bool:
        """Whether findings of this kind carry recommendations."""
        return self in (RuleKind.PROBLEM, RuleKind.OPPORTUNITY)


class Status(Enum):
    """Whether a finding is certain, given what is known."""

    DEFINITE = "vast"
    POSSIBLE = "mogelijk"


@frozen
class SeverityCase:
    """A severity that holds when the fact that the rule is about passes all `tests`."""

    tests: tuple[Test, ...]
    severity: Severity


@frozen
class Example:
    """A worked example of a rule; `expected` None means that the rule does not fire."""

    name: str
    facts: tuple[tuple[str, Value], ...]
    findings: tuple[tuple[str, Status], ...]
    expected: Status | None
    severity: Severity | None = None
    location: SourceLocation | None = None


@frozen
class Rule:
    """When `condition` holds, this is found, and these recommendations follow.

    `severities` is tried in order, the first that holds counts (an entry without tests always
    holds). `about` is a fixed property: findings about the same thing count once. A rule that
    is `altered` by a plugin need not give what its worked examples say.
    """

    id: str
    title: str
    theme: str
    kind: RuleKind
    condition: Condition
    severities: tuple[SeverityCase, ...]
    text: str
    about: str
    main: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    examples: tuple[Example, ...] = ()
    explanation: str = ""
    altered: bool = False
    ruleset: str = ""
    location: SourceLocation | None = None
