"""Every worked example of every rule of the catalogue, as a test of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

import pps_advisor
from pps_advisor.model.knowledge import condition
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator
from pps_advisor.model.knowledge.rule import Example, Rule, Status
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.inference.trace import truth_of
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.scoring import severity_bounds

TRUTH = {Status.DEFINITE: 2, Status.POSSIBLE: 1, None: 0}
ALWAYS_KNOWN = {"politiek.maanden_tot_verkiezing"}
"""Facts that follow from the reference date, which no case is without."""


@cache
def catalogue() -> Catalogue:
    return pps_advisor.load_catalogue(with_examples=True)


def examples() -> Iterator[object]:
    for rule in catalogue().rules:
        for example in rule.examples:
            yield pytest.param(rule, example, id=f"{rule.id}: {example.name}")


def truth(rule: Rule, example: Example) -> int:
    """The truth of a rule on the facts of an example, with the findings that it states."""
    program = prepare(catalogue()).scorer.program
    verdicts = program.verdicts(dict(example.facts))
    stated = dict(example.findings)
    truths = [TRUTH[stated.get(one.id)] for one in program.rules]
    number = next(n for n, one in enumerate(program.rules) if one.id == rule.id)
    return truth_of(program.branches[number], verdicts, truths)


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_example(rule: Rule, example: Example) -> None:
    """On the facts of an example its rule fires, may fire or does not, with the stated severity."""
    assert truth(rule, example) == TRUTH[example.expected]
    if example.severity is not None:
        values = dict(example.facts)
        bounds = severity_bounds(rule, values.get(rule.about, UNKNOWN))
        assert bounds == (example.severity, example.severity)


@pytest.mark.parametrize("rule", catalogue().rules, ids=lambda rule: rule.id)
def test_every_rule_has_its_examples(rule: Rule) -> None:
    """Each rule shows when it fires, when it does not, and when it may: three at the least."""
    shown = {example.expected for example in rule.examples}
    subjects = {test.subject for test in condition.tests_of(rule.condition)}
    wanted = {Status.DEFINITE, None}
    if not subjects <= ALWAYS_KNOWN:
        wanted.add(Status.POSSIBLE)
    assert wanted <= shown
    assert len(rule.examples) >= 3


@pytest.mark.parametrize("rule", catalogue().rules, ids=lambda rule: rule.id)
def test_examples_name_only_what_the_rule_looks_at(rule: Rule) -> None:
    """A fact or finding that the rule does not test, nor grades by, is a mistake in an example."""
    tests = condition.tests_of(rule.condition)
    facts = {t.subject for t in tests if t.operator is not Operator.FOUND} | {rule.about}
    findings = {t.subject for t in tests if t.operator is Operator.FOUND}
    for example in rule.examples:
        assert {name for name, _ in example.facts} <= facts, example.name
        assert {name for name, _ in example.findings} <= findings, example.name
