"""The answers to a question that are worth trying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Test, tests_of
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import Known
from pps_advisor.reasoning.facts import derive, local_facts
from pps_advisor.reasoning.facts.perspectives import LIKERT_ENDS
from pps_advisor.reasoning.inference.program import evaluate

Comparisons = Mapping[str, Collection[Test]]
"""The distinct tests that look at the answer to a question, also by way of a derived fact."""


def comparisons_of(catalogue: Catalogue) -> Comparisons:
    """The tests that conditions, severities, questions and exclusions do on each answer."""
    done: dict[str, dict[tuple[object, ...], Test]] = {}
    for test in _tests(catalogue):
        done.setdefault(test.subject, {})[test.operator, test.operands] = test
    uses = local_facts.uses_of(catalogue)
    return {
        question.id: tuple(
            test
            for subject in derive.subjects_of(question.id, uses)
            for test in done.get(subject, {}).values()
        )
        for question in catalogue.questions
    }


def _tests(catalogue: Catalogue) -> Iterator[Test]:
    for rule in catalogue.rules:
        yield from tests_of(rule.condition)
        for case in rule.severities:
            yield from case.tests
    for question in catalogue.questions:
        yield from question.only_if
    for recommendation in catalogue.recommendations:
        if recommendation.excluded_if:
            yield from tests_of(recommendation.excluded_if.condition)


def possible_answers(question: Question, tests: Comparisons) -> list[Known]:
    """Each option, or a number or date for each outcome that the tests on it can have."""
    if question.type is AnswerType.WORDS:
        return [(word,) for word in question.option_ids]
    if question.options:
        return list(question.option_ids)
    done = tests.get(question.id, ())
    found = thresholds_of(question, tests)
    if question.type is AnswerType.DATE:
        dates = _dates({day for day in found if isinstance(day, dt.date)})
        return _told_apart(dates, done)
    numbers = _numbers({number for number in found if isinstance(number, Decimal)}, question)
    return _told_apart(numbers, done)


def thresholds_of(question: Question, tests: Comparisons) -> set[Known]:
    """The values that the tests on a question compare its answer with."""
    return {operand for test in tests.get(question.id, ()) for operand in test.operands}


def _told_apart(answers: Iterable[Known], tests: Iterable[Test]) -> list[Known]:
    """The first of the answers that no test tells apart."""
    first: dict[tuple[int, ...], Known] = {}
    for answer in answers:
        first.setdefault(tuple(evaluate(test, answer) for test in tests), answer)
    return list(first.values())


def _numbers(thresholds: set[Decimal], question: Question) -> list[Decimal]:
    """Every threshold, and a number below, between and above them; without any, just a number.

    That a question is answered can tell by itself, whatever the answer. Only derived facts go
    below zero.
    """
    if question.type is AnswerType.LIKERT:
        ends = set(LIKERT_ENDS)
    elif thresholds:
        least = min(thresholds)
        ends = {least - 1 if question.derived and least <= 0 else Decimal(0), max(thresholds) + 1}
    else:
        ends = {Decimal(0)}
    ordered = sorted(thresholds | ends)
    return sorted({*ordered, *((a + b) / 2 for a, b in pairwise(ordered))})


def _dates(thresholds: set[dt.date]) -> list[dt.date]:
    """Every threshold with the day before and the day after."""
    day = dt.timedelta(days=1)
    return sorted({date + shift for date in thresholds for shift in (-day, 0 * day, day)})
