"""The trace: the truth of every rule, and the tests that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from pps_advisor.model.condition import Operator, Test
from pps_advisor.reasoning.program import Program


@attrs.frozen
class Trace:
    """The truth of every test and rule in one case, place by place with the Program."""

    verdicts: Sequence[int]
    truths: Sequence[int]


def trace(program: Program, verdicts: Sequence[int]) -> Trace:
    """Work out the truth of each rule: the maximum of its branches, each the minimum of its tests."""
    truths: list[int] = []
    for rule_branches in program.branches:
        best = 0
        for facts, findings in rule_branches:
            least = 2
            for index in facts:
                if verdicts[index] < least:
                    least = verdicts[index]
            for index in findings:
                if truths[index] < least:
                    least = truths[index]
            if least > best:
                best = least
        truths.append(best)
    return Trace(verdicts, truths)


def reasons(program: Program, found: Trace, index: int) -> list[tuple[Test, int]]:
    """The tests of the best branches of a rule with their truth, sorted, each once."""
    best = found.truths[index]
    tests: dict[Test, int] = {}
    for facts, findings in program.branches[index]:
        outcomes = [(program.tests[i], found.verdicts[i]) for i in facts]
        outcomes += [
            (Test(program.rules[i].id, Operator.FOUND), found.truths[i]) for i in findings
        ]
        if min((truth for _, truth in outcomes), default=2) == best:
            tests.update(outcomes)
    return sorted(tests.items(), key=lambda item: _sort_key(item[0]))


def _sort_key(test: Test) -> tuple[str, str, str]:
    return test.subject, test.operator.value, " ".join(map(str, test.operands))
