"""The trace: the truth of every rule, and the tests that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.reasoning.inference.program import Branch, Program


@attrs.frozen
class Trace:
    """The truth of every test and rule in one case, place by place with the Program."""

    verdicts: Sequence[int]
    truths: Sequence[int]


def trace(program: Program, verdicts: Sequence[int]) -> Trace:
    """The truth of each rule: the maximum of its branches, each the minimum of its tests."""
    truths: list[int] = []
    for branches in program.branches:
        truths.append(truth_of(branches, verdicts, truths))
    return Trace(verdicts, truths)


def truth_of(branches: Sequence[Branch], verdicts: Sequence[int], truths: Sequence[int]) -> int:
    """The truth of one rule, written out for speed."""
    best = 0
    for facts, findings in branches:
        least = 2
        for index in facts:
            if verdicts[index] < least:
                least = verdicts[index]
        for index in findings:
            if truths[index] < least:
                least = truths[index]
        if least > best:
            best = least
    return best


def reasons(program: Program, found: Trace, index: int) -> list[tuple[Test, int]]:
    """The tests of the best branches of a rule with their truth, sorted, each once."""
    best = found.truths[index]
    tests: dict[Test, int] = {}
    for branch in program.branches[index]:
        outcomes = branch_outcomes(program, found, branch)
        if min((truth for _, truth in outcomes), default=2) == best:
            tests.update(outcomes)
    return sorted(tests.items(), key=lambda item: _sort_key(item[0]))


def branch_outcomes(program: Program, found: Trace, branch: Branch) -> list[tuple[Test, int]]:
    """The tests of a branch, on facts and then on findings, with their truth."""
    facts, findings = branch
    outcomes = [(program.tests[i], found.verdicts[i]) for i in facts]
    rules = program.rules
    return outcomes + [(Test(rules[i].id, Operator.FOUND), found.truths[i]) for i in findings]


def _sort_key(test: Test) -> tuple[str, str, str]:
    return test.subject, test.operator.value, " ".join(map(str, test.operands))
