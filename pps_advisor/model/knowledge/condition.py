"""Conditions of rules: tests on facts and findings, joined with ``alle`` and ``een_van``."""

from __future__ import annotations

from enum import Enum

import attrs

from pps_advisor.model.values import Known


class Operator(Enum):
    """What a Test does with a value; the words of rule files."""

    ONE_OF = "een_van"
    NOT = "niet"
    AT_LEAST = "minstens"
    AT_MOST = "hoogstens"
    MORE_THAN = "meer_dan"
    LESS_THAN = "minder_dan"
    CONTAINS = "bevat"
    FOUND = "bevinding"


@attrs.frozen(cache_hash=True)  # a test is looked up far more often than it is made
class Test:
    """One question to one fact (or, with FOUND, to one finding).

    `operands` are typed values: several for ONE_OF and NOT (none of them), one for the other
    operators, none for FOUND. `parameter` names the parameter that the operand came from.
    """

    __test__ = False  # not a test class for pytest

    subject: str
    operator: Operator
    operands: tuple[Known, ...] = ()
    parameter: str | None = None


@attrs.frozen
class AllOf:
    """True when every part is."""

    parts: tuple[Condition, ...]


@attrs.frozen
class AnyOf:
    """True when at least one part is."""

    parts: tuple[Condition, ...]


Condition = Test | AllOf | AnyOf


MAX_BRANCHES = 64
"""The most alternatives that one rule may have."""


class TooManyBranches(ValueError):
    """A condition has more alternatives than the limit allows."""


def branches(condition: Condition, limit: int) -> tuple[tuple[Test, ...], ...]:
    """The disjunctive form: the condition holds when all tests of one branch do.

    Equal tests within a branch and equal branches are kept once. Raises TooManyBranches when
    more than `limit` branches come out at any point.
    """
    if isinstance(condition, Test):
        return ((condition,),)
    parts = [branches(part, limit) for part in condition.parts]
    if isinstance(condition, AnyOf):
        found = dict.fromkeys(branch for part in parts for branch in part)
    else:
        found = {(): None}
        for part in parts:
            if len(found) * len(part) > 64 * limit:
                raise TooManyBranches
            found = dict.fromkeys(
                tuple(dict.fromkeys(left + right)) for left in found for right in part
            )
            if len(found) > limit:
                raise TooManyBranches
    if len(found) > limit:
        raise TooManyBranches
    return tuple(found)


def tests_of(condition: Condition) -> tuple[Test, ...]:
    """Every test in a condition, in the order of the file, each once."""
    if isinstance(condition, Test):
        return (condition,)
    return tuple(dict.fromkeys(test for part in condition.parts for test in tests_of(part)))
