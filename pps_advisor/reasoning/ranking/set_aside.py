"""Rules that a plugin switched off: what they would have found, so that it can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.model.case.fact import Facts
from pps_advisor.model.knowledge.condition import AnyOf, Condition, Operator, Test, tests_of
from pps_advisor.model.knowledge.rule import Rule, Status
from pps_advisor.model.outcome.assessment import Finding
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.ranking.findings import fill, reason
from pps_advisor.reasoning.ranking.scoring import severity_bounds
from pps_advisor.reasoning.ranking.standing import Standing


def findings_set_aside(standing: Standing, facts: Facts) -> tuple[Finding, ...]:
    """The findings of rules that are switched off here; nothing rests on them."""
    if not standing.scorer.program.catalogue.set_aside:
        return ()
    return tuple(Looker(standing).findings(facts))


class Looker:
    """Looks at rules that are switched off, with what is known of the others."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        program = standing.scorer.program
        self.off: dict[str, Rule] = {rule.id: rule for rule in program.catalogue.set_aside}
        rules = program.rules
        self.truth_of = {rule.id: standing.truths[number] for number, rule in enumerate(rules)}

    def findings(self, facts: Facts) -> Iterator[Finding]:
        """What those rules would have found."""
        catalogue = self.standing.scorer.program.catalogue
        for rule in self.off.values():
            truth = self.truth(rule.condition)
            if not truth:
                continue
            value = self.standing.values.get(rule.about, UNKNOWN)
            outcomes = [(test, self.truth(test)) for test in tests_of(rule.condition)]
            yield Finding(
                rule,
                Status.DEFINITE if truth == 2 else Status.POSSIBLE,
                *severity_bounds(rule, value),
                fill(rule.text, catalogue, facts),
                tuple(reason(test, found, facts) for test, found in outcomes if found == truth),
            )

    def truth(self, condition: Condition) -> int:
        """The truth of a condition, in which rules that are off count among each other."""
        if isinstance(condition, Test):
            name = condition.subject
            if condition.operator is not Operator.FOUND:
                return evaluate(condition, self.standing.values.get(name, UNKNOWN))
            if name in self.off:
                return self.truth(self.off[name].condition)
            return self.truth_of.get(name, 0)
        parts = [self.truth(part) for part in condition.parts]
        return max(parts) if isinstance(condition, AnyOf) else min(parts)
