"""Explanations: why a rule, a recommendation or a fact came out as it did, test by test."""

from __future__ import annotations

from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule, Severity
from pps_advisor.model.outcome.assessment import Advice, Reason, Rejected
from pps_advisor.model.values import Truth


@frozen
class ExplainedBranch:
    """One way in which a rule can fire, with the outcome of each of its tests."""

    outcome: Truth
    tests: tuple[Reason, ...]


@frozen
class RuleExplanation:
    """Why a rule fired or not; `carries` are the ranked recommendations it asks for."""

    rule: Rule
    outcome: Truth
    severity: Severity
    severity_max: Severity
    text: str
    branches: tuple[ExplainedBranch, ...]
    carries: tuple[Advice, ...]


@frozen
class Contribution:
    """What one finding adds to a recommendation: severity x role x evidence.

    `counted` is False when a stronger finding about the same thing takes its place. `reasons`
    are the tests of its best branches.
    """

    rule: Rule
    outcome: Truth
    severity: Severity
    role: str
    evidence: str
    weight: float
    counted: bool
    reasons: tuple[Reason, ...] = ()


@frozen
class RecommendationExplanation:
    """Why a recommendation is given, may be given, or is not."""

    recommendation: Recommendation
    advice: Advice | None
    rejected: Rejected | None
    contributions: tuple[Contribution, ...]
    silent: tuple[RuleExplanation, ...]


@frozen
class FactExplanation:
    """What is known about one question, where that comes from, and which rules use it."""

    question: Question
    fact: Fact | None
    places: tuple[tuple[str, SourceLocation | None], ...]
    used_by: tuple[tuple[Rule, Truth], ...]


@frozen
class Explanation:
    """An explanation of one thing in one case."""

    case: Case
    catalogue: Catalogue
    of: RuleExplanation | RecommendationExplanation | FactExplanation
