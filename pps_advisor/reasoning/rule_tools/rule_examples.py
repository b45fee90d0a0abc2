"""The worked examples of rules, run as tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import MAX_BRANCHES, Operator, Test, branches
from pps_advisor.model.knowledge.rule import Example, Rule, Severity, Status
from pps_advisor.model.knowledge.rule_reports import ExampleResult
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.ranking.scoring import severity_bounds

_TRUTH = {Status.DEFINITE: 2, Status.POSSIBLE: 1}
_STATUS = {2: Status.DEFINITE, 1: Status.POSSIBLE, 0: None}


class ExampleRunner:
    """Runs the examples of one rule."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    @cached_property
    def branches(self) -> tuple[tuple[Test, ...], ...]:
        return branches(self.rule.condition, MAX_BRANCHES)

    def run(self, example: Example) -> ExampleResult:
        """Evaluate the rule on the facts and findings of an example; what is absent is unknown."""
        values = dict(example.facts)
        truth = self.truth(values, dict(example.findings))
        status = _STATUS[truth]
        if status is not example.expected:
            failure = f"verwacht {_word(example.expected)}, maar de uitkomst is {_word(status)}"
            return ExampleResult(self.rule, example, failure)
        return ExampleResult(self.rule, example, self._severity_failure(example, values))

    def truth(self, values: Mapping[str, Value], findings: Mapping[str, Status]) -> int:
        """The truth of the rule; a finding that is not named was not found."""
        return max(min(self.outcomes(branch, values, findings)) for branch in self.branches)

    @staticmethod
    def outcomes(
        branch: Iterable[Test], values: Mapping[str, Value], findings: Mapping[str, Status]
    ) -> list[int]:
        """The truth of each test of a branch."""
        return [
            _TRUTH.get(findings[test.subject], 0)
            if test.operator is Operator.FOUND and test.subject in findings
            else 0
            if test.operator is Operator.FOUND
            else evaluate(test, values.get(test.subject, UNKNOWN))
            for test in branch
        ]

    def _severity_failure(self, example: Example, values: Mapping[str, Value]) -> str:
        if example.severity is None:
            return ""
        least, most = severity_bounds(self.rule, values.get(self.rule.about, UNKNOWN))
        if least is most is example.severity:
            return ""
        return f"verwacht ernst {example.severity.word}, maar die is {_range(least, most)}"


def run_examples(catalogue: Catalogue) -> Iterator[ExampleResult]:
    """Run every example of every rule, in the order of the catalogue.

    The examples of a rule that a plugin altered are about the rule as it was.
    """
    for rule in catalogue.rules:
        if rule.altered:
            continue
        runner = ExampleRunner(rule)
        for example in rule.examples:
            yield runner.run(example)


def _word(status: Status | None) -> str:
    return status.value if status else "niet"


def _range(least: Severity, most: Severity) -> str:
    return least.word if least is most else f"{least.word} tot {most.word}"
