"""The assessment: all that is concluded about one case, ready to be written down."""

from __future__ import annotations

from enum import Enum

from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Test
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule, Severity, Status
from pps_advisor.model.values import Truth


class Judgement(Enum):
    """The judgement of a theme."""

    PROBLEM = "knelpunt"
    ATTENTION = "aandacht"
    GOOD = "goed"
    TOO_LITTLE_KNOWN = "onvoldoende bekend"


@frozen
class ThemeJudgement:
    """How a theme stands: its judgement and how much of it is known."""

    id: str
    title: str
    judgement: Judgement
    answered: int
    asked: int
    problems: int
    possible: int
    strengths: int


@frozen
class Reason:
    """A test that a finding rests on, with its outcome and the fact that was tested."""

    test: Test
    outcome: Truth
    fact: Fact | None = None


@frozen
class Finding:
    """A rule that fired. `severity` is certain; `severity_max` is the most it can become."""

    rule: Rule
    status: Status
    severity: Severity
    severity_max: Severity
    text: str
    reasons: tuple[Reason, ...]


class Timing(Enum):
    """When a recommendation has its place in the roadmap."""

    NOW = "nu"
    THIS_YEAR = "dit jaar"
    YEARS = "meerjarig"


@frozen
class Advice:
    """A ranked Recommendation.

    `priority` and `priority_max` run from 0 to 100 with one decimal: what the definite
    findings carry, and what it becomes if every possible finding proves true. `top_share` is
    the share of weight draws (0 to 1) with this advice in the first five, None when not drawn.
    """

    rank: int
    recommendation: Recommendation
    priority: float
    priority_max: float
    main: tuple[str, ...]
    support: tuple[str, ...]
    possible: tuple[str, ...]
    tied: bool = False
    top_share: float | None = None
    arranged: bool = False
    provided_that: str = ""
    start_small: str = ""
    after: tuple[str, ...] = ()
    timing: Timing | None = None

    @property
    def status(self) -> Status:
        """Definite when at least one definite finding carries it."""
        return Status.DEFINITE if self.main or self.support else Status.POSSIBLE


@frozen
class Rejected:
    """A recommendation that findings ask for but that is not given, and why."""

    recommendation: Recommendation
    because: str
    findings: tuple[str, ...]


@frozen
class OpenQuestion:
    """An unanswered question and what answering it could change.

    `influence` is the largest change that one of its answers brings: positions moved in the
    first five and theme judgements changed, added up. `best_answer` names that answer.
    """

    question: str
    text: str
    short: str
    influence: float
    effect: str
    answer: str


@frozen
class Provenance:
    """What the assessment was made with, so that it can be made again."""

    version: str
    engine: str
    fingerprint: str
    case_hash: str
    rules_loaded: int
    rules_evaluated: int
    rulesets: tuple[tuple[str, str], ...]
    plugins: tuple[str, ...] = ()
    draws: int | None = None
    seed: int | None = None


@frozen
class Remark:
    """Something that a reader should know about the input, though it could be used."""

    sentence: str
    location: SourceLocation | None = None


@frozen
class Assessment:
    """The result for one case; pure data, the same for the same case and catalogue.

    `set_aside` are the findings of rules that a plugin switched off; nothing rests on them.
    """

    case: Case
    themes: tuple[ThemeJudgement, ...]
    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...]
    rejected: tuple[Rejected, ...]
    open_questions: tuple[OpenQuestion, ...]
    facts: tuple[Fact, ...]
    catalogue: Catalogue
    provenance: Provenance
    remarks: tuple[Remark, ...] = ()
    set_aside: tuple[Finding, ...] = ()
