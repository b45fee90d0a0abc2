"""From the numbers or dates that will do to the interval that they stand for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pps_advisor.model.goal import Span
from pps_advisor.model.question import Question
from pps_advisor.model.values import Known
from pps_advisor.reasoning.possible_answers import Comparisons, thresholds_of


def span_of(
    values: Collection[Known], tried: Sequence[Known], question: Question, tests: Comparisons
) -> Span | None:
    """The interval of the answers that will do; None when others lie between them.

    `tried` has one answer for each interval between the thresholds of the tests, in order.
    """
    places = sorted(place for place, value in enumerate(tried) if value in values)
    if not places or places != list(range(places[0], places[-1] + 1)):
        return None
    limits: list[Any] = sorted(thresholds_of(question, tests))
    low, low_included = (None, True) if not places[0] else _begin(tried[places[0]], limits)
    after = places[-1] + 1
    if after == len(tried):
        return Span(low, low_included, None, True)
    high, next_included = _begin(tried[after], limits)
    return Span(low, low_included, high, not next_included)


def _begin(first: Any, limits: Sequence[Any]) -> tuple[Known, bool]:
    """Where the interval of which this is the first tried answer begins, and whether with it."""
    if first in limits:
        return first, True
    below = [limit for limit in limits if limit < first]
    return (below[-1], False) if below else (first, True)
