"""The catalogue made ready for inference: distinct tests, branches, and the order of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from operator import ge, gt, le, lt
from typing import Any, TypeAlias, TypeVar

import attrs

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import MAX_BRANCHES, Operator, Test, branches, tests_of
from pps_advisor.model.knowledge.rule import Rule, Status
from pps_advisor.model.values import UNKNOWN, Known, Unknown, Value

K = TypeVar("K")

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

    @cached_property
    def about(self) -> Mapping[str, tuple[int, ...]]:
        """For each thing that a rule can be about, the rules that are."""
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            found.setdefault(rule.about, []).append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def verdicts(self, values: Mapping[str, Value]) -> list[int]:
        """The truth of every test on facts, given what is known."""
        return [evaluate(test, values.get(test.subject, UNKNOWN)) for test in self.tests]


def evaluate(test: Test, value: Value) -> int:
    """The truth of a test on a value (a Truth as a plain int, for speed)."""
    if isinstance(value, Unknown):
        return 1
    operator = test.operator
    if operator is Operator.ONE_OF:
        holds = value in test.operands
    elif operator is Operator.NOT:
        holds = value not in test.operands
    elif operator is Operator.CONTAINS:
        holds = _contains(value, test.operands[0])
    else:
        holds = _compare(operator, value, test.operands[0])
    return 2 if holds else 0


def _contains(value: Known, operand: Known) -> bool:
    if not isinstance(value, tuple):
        raise TypeError(f"{value!r} is not a set of words")
    return operand in value


_COMPARE: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.AT_LEAST: ge,
    Operator.AT_MOST: le,
    Operator.MORE_THAN: gt,
    Operator.LESS_THAN: lt,
}


def _compare(operator: Operator, value: Known, operand: Known) -> bool:
    numbers = isinstance(value, Decimal) and isinstance(operand, Decimal)
    if not numbers and not (isinstance(value, dt.date) and isinstance(operand, dt.date)):
        raise TypeError(f"cannot compare {value!r} with {operand!r}")
    return _COMPARE[operator](value, operand)


def compile_program(catalogue: Catalogue) -> Program:
    """Compile a catalogue; its time grows linearly with the number of rules."""
    tested = {rule.id: tests_of(rule.condition) for rule in catalogue.rules}
    order, strata = _in_order(catalogue.rules, tested)
    place = {rule.id: index for index, rule in enumerate(order)}
    tests = _distinct_tests(tested[rule.id] for rule in order)
    index_of = {test: index for index, test in enumerate(tests)}
    users, followers = _readers([tested[rule.id] for rule in order], place)
    return Program(
        catalogue=catalogue,
        tests=tests,
        rules=tuple(order),
        branches=tuple(_compiled(rule, index_of, place) for rule in order),
        strata=strata,
        users=users,
        followers=followers,
        tests_on=_grouped((test.subject, index) for test, index in index_of.items()),
    )


def _distinct_tests(tested: Iterable[Iterable[Test]]) -> tuple[Test, ...]:
    tests = (test for of_rule in tested for test in of_rule)
    return tuple(dict.fromkeys(_bare(t) for t in tests if t.operator is not Operator.FOUND))


def _readers(
    tested: Sequence[Iterable[Test]], place: Mapping[str, int]
) -> tuple[Mapping[str, tuple[int, ...]], Mapping[int, tuple[int, ...]]]:
    """The rules that test each fact, and those that test the finding of each rule."""
    found = [(test, index) for index, tests in enumerate(tested) for test in tests]
    on_findings = [(place[t.subject], i) for t, i in found if t.operator is Operator.FOUND]
    on_facts = [(t.subject, i) for t, i in found if t.operator is not Operator.FOUND]
    return _grouped(on_facts), _grouped(on_findings)


def _grouped(pairs: Iterable[tuple[K, int]]) -> dict[K, tuple[int, ...]]:
    """The numbers that go with each key, each once."""
    groups: dict[K, dict[int, None]] = {}
    for key, number in pairs:
        groups.setdefault(key, {})[number] = None
    return {key: tuple(numbers) for key, numbers in groups.items()}


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


def _in_order(
    rules: Sequence[Rule], tested: Mapping[str, Iterable[Test]]
) -> tuple[list[Rule], tuple[range, ...]]:
    """Rules by the length of the chain below them, then by id."""
    below = {
        name: [test.subject for test in tests if test.operator is Operator.FOUND]
        for name, tests in tested.items()
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


def firings_of(program: Program, truths: Sequence[int]) -> Firings:
    """The firings that go with the truth of each rule."""
    return {
        rule.id: Status.DEFINITE if truth == 2 else Status.POSSIBLE
        for rule, truth in zip(program.rules, truths, strict=True)
        if truth
    }
