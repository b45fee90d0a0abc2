"""The catalogue made ready for inference: distinct tests, branches, and the order of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import attrs

from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.condition import MAX_BRANCHES, Operator, Test, branches, tests_of
from pps_advisor.model.rule import Rule, Status
from pps_advisor.model.values import UNKNOWN, Known, Truth, Value

Firings: TypeAlias = dict[str, Status]
"""The rules that fired, with their status; a rule that is absent did not."""

Branch: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
"""Indices of tests on facts, and indices of rules whose findings are tested."""


@attrs.frozen(slots=False, eq=False)
class Program:
    """A catalogue compiled for inference.

    `tests` are the distinct tests on facts. `rules` stand so that each comes after those whose
    findings it tests, and `strata` cut them into runs without such a dependency. `branches`
    belong to `rules`, place by place. `users` gives for each subject the rules that test it,
    `followers` for each rule the rules that test its finding.
    """

    catalogue: Catalogue
    tests: tuple[Test, ...]
    rules: tuple[Rule, ...]
    branches: tuple[tuple[Branch, ...], ...]
    strata: tuple[range, ...]
    users: Mapping[str, tuple[int, ...]]
    followers: Mapping[int, tuple[int, ...]]
    tests_on: Mapping[str, tuple[int, ...]]

    def verdicts(self, values: Mapping[str, Value]) -> list[int]:
        """The truth of every test on facts, given what is known."""
        return [evaluate(test, values.get(test.subject, UNKNOWN)) for test in self.tests]


def evaluate(test: Test, value: Value) -> int:
    """The truth of a test on a value (a Truth as a plain int, for speed)."""
    if value is UNKNOWN:
        return 1
    operator = test.operator
    if operator is Operator.ONE_OF:
        holds = value in test.operands
    elif operator is Operator.NOT:
        holds = value not in test.operands
    elif operator is Operator.CONTAINS:
        holds = test.operands[0] in value  # type: ignore[operator]
    else:
        holds = _compare(operator, value, test.operands[0])  # type: ignore[arg-type]
    return 2 if holds else 0


def _compare(operator: Operator, value: Known, operand: Known) -> bool:
    if not (
        (isinstance(value, Decimal) and isinstance(operand, Decimal))
        or (isinstance(value, dt.date) and isinstance(operand, dt.date))
    ):
        raise TypeError(f"cannot compare {value!r} with {operand!r}")
    if operator is Operator.AT_LEAST:
        return value >= operand  # type: ignore[operator]
    if operator is Operator.AT_MOST:
        return value <= operand  # type: ignore[operator]
    if operator is Operator.MORE_THAN:
        return value > operand  # type: ignore[operator]
    return value < operand  # type: ignore[operator]


def compile_program(catalogue: Catalogue) -> Program:
    """Compile a catalogue; its time grows linearly with the number of rules."""
    order, strata = _in_order(catalogue.rules)
    place = {rule.id: index for index, rule in enumerate(order)}
    test_index: dict[Test, int] = {}
    compiled = []
    users: dict[str, list[int]] = {}
    followers: dict[int, list[int]] = {}
    for index, rule in enumerate(order):
        for test in tests_of(rule.condition):
            if test.operator is Operator.FOUND:
                followers.setdefault(place[test.subject], []).append(index)
            else:
                test_index.setdefault(_bare(test), len(test_index))
                users.setdefault(test.subject, []).append(index)
        compiled.append(_compiled(rule, test_index, place))
    tests_on: dict[str, list[int]] = {}
    for test, number in test_index.items():
        tests_on.setdefault(test.subject, []).append(number)
    return Program(
        catalogue=catalogue,
        tests=tuple(test_index),
        rules=tuple(order),
        branches=tuple(compiled),
        strata=strata,
        users={key: tuple(dict.fromkeys(value)) for key, value in users.items()},
        followers={key: tuple(value) for key, value in followers.items()},
        tests_on={key: tuple(value) for key, value in tests_on.items()},
    )


def _bare(test: Test) -> Test:
    """A test without the name of its parameter: what is tested stays the same."""
    return Test(test.subject, test.operator, test.operands) if test.parameter else test


def _compiled(
    rule: Rule, test_index: Mapping[Test, int], place: Mapping[str, int]
) -> tuple[Branch, ...]:
    found = []
    for branch in branches(rule.condition, MAX_BRANCHES):
        facts = [test_index[_bare(t)] for t in branch if t.operator is not Operator.FOUND]
        findings = [place[t.subject] for t in branch if t.operator is Operator.FOUND]
        found.append((tuple(facts), tuple(findings)))
    return tuple(found)


def _in_order(rules: Sequence[Rule]) -> tuple[list[Rule], tuple[range, ...]]:
    """Rules by the length of the chain below them, then by id."""
    below = {
        rule.id: [t.subject for t in tests_of(rule.condition) if t.operator is Operator.FOUND]
        for rule in rules
    }
    level: dict[str, int] = {}
    for rule in rules:
        _set_level(rule.id, below, level)
    order = sorted(rules, key=lambda rule: (level[rule.id], rule.id))
    return order, tuple(_runs([level[rule.id] for rule in order]))


def _set_level(name: str, below: Mapping[str, list[str]], level: dict[str, int]) -> None:
    """Set the length of the longest chain below a rule, without recursion."""
    stack = [name]
    while stack:
        current = stack[-1]
        waiting = [other for other in below[current] if other not in level]
        if waiting:
            stack += waiting
            continue
        level[current] = max((level[other] + 1 for other in below[current]), default=0)
        stack.pop()


def _runs(levels: Sequence[int]) -> Iterable[range]:
    start = 0
    for index in range(1, len(levels) + 1):
        if index == len(levels) or levels[index] != levels[start]:
            yield range(start, index)
            start = index


STATUS_OF = {Truth.TRUE: Status.DEFINITE, Truth.UNKNOWN: Status.POSSIBLE}


def firings_of(program: Program, truths: Sequence[int]) -> Firings:
    """The firings that go with the truth of each rule."""
    return {
        rule.id: Status.DEFINITE if truth == 2 else Status.POSSIBLE
        for rule, truth in zip(program.rules, truths, strict=True)
        if truth
    }
