"""From the numbers or dates that will do to the interval that they stand for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.outcome.goal import Span
from pps_advisor.model.values import Known
from pps_advisor.reasoning.influence.possible_answers import Comparisons, thresholds_of


def spans_of(
    values: Collection[Known], tried: Sequence[Known], question: Question, tests: Comparisons
) -> tuple[Span, ...]:
    """The intervals of the answers that will do.

    `tried` has one answer for each interval between the thresholds of the tests, in order.
    """
    limits: list[Any] = sorted(thresholds_of(question, tests))
    spans: list[Span] = []
    start = 0
    for will_do, run in groupby(tried, key=lambda value: value in values):
        end = start + len(list(run))
        if will_do:
            spans.append(_span(tried, start, end, limits))
        start = end
    return tuple(spans)


def _span(tried: Sequence[Known], start: int, end: int, limits: Sequence[Any]) -> Span:
    """The interval from the first answer that will do up to the first that will not."""
    low, low_included = _begin(tried[start], limits) if start else (None, True)
    if end == len(tried):
        return Span(low, low_included, None, True)
    high, next_included = _begin(tried[end], limits)
    return Span(low, low_included, high, not next_included)


def _begin(first: Any, limits: Sequence[Any]) -> tuple[Known, bool]:
    """Where the interval of which this is the first tried answer begins, and whether with it."""
    if first in limits:
        return first, True
    below = [limit for limit in limits if limit < first]
    return (below[-1], False) if below else (first, True)
