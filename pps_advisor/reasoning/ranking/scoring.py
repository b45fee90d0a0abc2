"""Scores: what each finding contributes to each recommendation (design, section 7)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Weights
from pps_advisor.model.knowledge.condition import tests_of
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity
from pps_advisor.model.knowledge.source import EvidenceKind
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.inference.program import Program, evaluate

MAIN, SUPPORT = "hoofd", "steun"

Bounds = tuple[Severity, Severity]
"""The least and the greatest severity that a finding can have, given what is known."""


def severity_bounds(rule: Rule, value: Value) -> Bounds:
    """The severity of a rule, given the value of what it is about.

    With that value unknown, the bounds are the least and the greatest that the rule names.
    """
    cases = rule.severities
    if not cases[0].tests:
        return cases[0].severity, cases[0].severity
    if value is UNKNOWN:
        severities = [case.severity for case in cases]
        return min(severities), max(severities)
    for case in cases:
        if all(evaluate(test, value) == 2 for test in case.tests):
            return case.severity, case.severity
    least = min(case.severity for case in cases)
    return least, least


def evidence_key(rule: Rule, weights: Weights) -> tuple[str, bool]:
    """The strongest kind of evidence of a rule, and whether two or more sources carry it."""
    kinds = [citation.kind for citation in rule.citations] or [EvidenceKind.OWN]
    strongest = max(kinds, key=lambda kind: weights.evidence[kind.value].value)
    independent = {c.source for c in rule.citations if c.kind is not EvidenceKind.OWN}
    return strongest.value, len(independent) > 1


@frozen
class Part:
    """What one rule can do for one recommendation; the number of the rule in the Program.

    `worth` is what it contributes at each severity with the weights of the file, from laag.
    """

    rule: int
    about: str
    role: str
    evidence: str
    second: bool
    opportunity: bool
    worth: tuple[float, ...]


@frozen
class DrawnWeights:
    """The weights of one ranking: those of the file, or one draw from their ranges."""

    severity: Sequence[float]
    role: Mapping[str, float]
    evidence: Mapping[str, float]
    opportunity: float
    second_source: float

    def contribution(
        self, role: str, evidence: str, second: bool, opportunity: bool, severity: Severity
    ) -> float:
        """c = severity x role x evidence, with less weight for an opportunity."""
        strength = self.evidence[evidence]
        if second:
            strength = min(1.0, strength + self.second_source)
        weight = self.severity[severity - 1] * self.role[role] * strength
        return weight * self.opportunity if opportunity else weight


def stated_weights(weights: Weights) -> DrawnWeights:
    """The weights as they stand in the file."""
    return DrawnWeights(
        [weights.severity[severity.word].value for severity in Severity],
        {key: weight.value for key, weight in weights.role.items()},
        {key: weight.value for key, weight in weights.evidence.items()},
        weights.opportunity.value,
        weights.second_source.value,
    )


@attrs.frozen(slots=False, eq=False)
class Scorer:
    """Ranks the recommendations of a catalogue; made once for each Program."""

    program: Program
    recommendations: tuple[Recommendation, ...]
    parts: tuple[tuple[Part, ...], ...]
    advised_by: Mapping[int, tuple[int, ...]]

    @cached_property
    def exclusions(self) -> Mapping[str, tuple[int, ...]]:
        """For each fact, the recommendations whose exclusion looks at it."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.recommendations):
            for test in tests_of(one.excluded_if.condition) if one.excluded_if else ():
                found.setdefault(test.subject, []).append(place)
        return {key: tuple(places) for key, places in found.items()}

    def priority(
        self, place: int, truths: Sequence[int], bounds: Sequence[Bounds]
    ) -> tuple[float, float]:
        """The priority of a recommendation, and what it becomes if all that may be, is."""
        sure: dict[str, float] = {}
        possible: dict[str, float] = {}
        for part in self.parts[place]:
            truth = truths[part.rule]
            if not truth:
                continue
            least, most = bounds[part.rule]
            about = part.about
            weight = part.worth[most - 1]
            if weight > possible.get(about, 0.0):
                possible[about] = weight
            if truth == 2:
                weight = part.worth[least - 1]
                if weight > sure.get(about, 0.0):
                    sure[about] = weight
        return combine(sure.values()), combine(possible.values())


def combine(contributions: Iterable[float]) -> float:
    """100 x (1 - the product of what each leaves), one decimal; more reasons never lower it."""
    left = math.prod(sorted(1.0 - weight for weight in contributions))
    return round(100.0 * (1.0 - left), 1)


def make_scorer(program: Program) -> Scorer:
    """Prepare the ranking of a catalogue."""
    catalogue = program.catalogue
    weights = stated_weights(catalogue.weights)
    places = {one.id: place for place, one in enumerate(catalogue.recommendations)}
    parts: list[list[Part]] = [[] for _ in places]
    worth: dict[tuple[str, str, bool, bool], tuple[float, ...]] = {}
    advised_by: dict[int, list[int]] = {}
    for number, rule in enumerate(program.rules):
        evidence, second = evidence_key(rule, catalogue.weights)
        for role, names in ((MAIN, rule.main), (SUPPORT, rule.support)):
            if not names:
                continue
            kind = (role, evidence, second, rule.kind is RuleKind.OPPORTUNITY)
            if kind not in worth:
                worth[kind] = tuple(weights.contribution(*kind, severity) for severity in Severity)
            part = Part(number, rule.about, *kind, worth[kind])
            for name in names:
                parts[places[name]].append(part)
                advised_by.setdefault(number, []).append(places[name])
    return Scorer(
        program,
        catalogue.recommendations,
        tuple(map(tuple, parts)),
        {number: tuple(value) for number, value in advised_by.items()},
    )


def all_bounds(program: Program, values: Mapping[str, Value]) -> list[Bounds]:
    """The severity bounds of every rule."""
    return [severity_bounds(rule, values.get(rule.about, UNKNOWN)) for rule in program.rules]


def order_key(
    recommendation: Recommendation, priority: float, upper: float
) -> tuple[float, float, int, str]:
    """The order of advice: priority, upper end, less effort, id."""
    return -priority, -upper, recommendation.effort, recommendation.id
