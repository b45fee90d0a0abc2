"""Which rules and branches ever come out, over cases and examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.model.case.case import Case
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.model.knowledge.rule_reports import RuleCoverage
from pps_advisor.model.values import Truth
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.inference.trace import trace
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.rule_tools.rule_examples import ExampleRunner


def coverage(catalogue: Catalogue, cases: Sequence[Case]) -> tuple[RuleCoverage, ...]:
    """Run every case and every example; `catalogue` must have been read with its examples."""
    truths = _truths(catalogue, cases)
    return tuple(_covered(rule, truths[rule.id]) for rule in catalogue.rules)


_Outcome = tuple[Truth, list[Truth]]
"""The truth of a rule in one case, and of each of its branches."""


def _truths(catalogue: Catalogue, cases: Iterable[Case]) -> dict[str, list[_Outcome]]:
    program = prepare(catalogue).scorer.program
    found: dict[str, list[_Outcome]] = {rule.id: [] for rule in program.rules}
    for case in cases:
        traced = trace(program, program.verdicts(local_facts.facts_of(case, catalogue).values()))
        for number, rule in enumerate(program.rules):
            of_branches = [
                Truth(
                    min([traced.verdicts[i] for i in facts] + [traced.truths[i] for i in findings])
                )
                for facts, findings in program.branches[number]
            ]
            found[rule.id].append((Truth(traced.truths[number]), of_branches))
    return found


def _covered(rule: Rule, outcomes: Sequence[_Outcome]) -> RuleCoverage:
    runner = ExampleRunner(rule)
    used = {
        number
        for _, of_branches in outcomes
        for number, truth in enumerate(of_branches)
        if truth is Truth.TRUE
    }
    by_example = set()
    for example in rule.examples:
        for number, branch in enumerate(runner.branches):
            if min(runner.outcomes(branch, dict(example.facts), dict(example.findings))) == 2:
                by_example.add(number)
    unused = [b for n, b in enumerate(runner.branches) if n not in used | by_example]
    return RuleCoverage(
        rule=rule,
        definite=sum(truth is Truth.TRUE for truth, _ in outcomes),
        possible=sum(truth is Truth.UNKNOWN for truth, _ in outcomes),
        examples=bool(by_example),
        unused=tuple(unused),
    )
