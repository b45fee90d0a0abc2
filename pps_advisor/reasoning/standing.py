"""Where one case stands: truths, severities and priorities, number by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from pps_advisor.model.condition import MAX_BRANCHES, Condition, Test, branches, tests_of
from pps_advisor.model.recommendation import Recommendation
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.program import evaluate
from pps_advisor.reasoning.scoring import Bounds, Scorer, order_key


@attrs.frozen
class Standing:
    """The numbers of one case, place by place with the Program and the Scorer.

    `priorities` holds priority and upper end of each recommendation; None where no finding,
    not even a possible one, asks for it or where it is excluded.
    """

    scorer: Scorer
    values: Mapping[str, Value]
    verdicts: Sequence[int]
    truths: Sequence[int]
    bounds: Sequence[Bounds]
    priorities: Sequence[tuple[float, float] | None]
    excluded: frozenset[int]

    def first(self, count: int) -> list[int]:
        """The first recommendations with a definite finding, in ranked order."""
        return self.first_of(self.priorities, count)

    def first_of(
        self, priorities: Sequence[tuple[float, float] | None], count: int
    ) -> list[int]:
        """The first few by other priorities than our own."""
        names = self.scorer.recommendations
        ranked = sorted(
            (order_key(names[place], *both), place)
            for place, both in enumerate(priorities)
            if both is not None and both[0] > 0
        )
        return [place for _, place in ranked[:count]]

    def exclusions_on(self, changed: Iterable[str]) -> list[int]:
        """The recommendations whose exclusion looks at one of the changed facts."""
        subjects = set(changed)
        return [
            place
            for place, one in enumerate(self.scorer.recommendations)
            if one.excluded_if
            and any(test.subject in subjects for test in tests_of(one.excluded_if.condition))
        ]

    def is_excluded(self, place: int, values: Mapping[str, Value]) -> bool:
        """Whether a recommendation is certainly excluded by these values."""
        return exclusion(self.scorer.recommendations[place], values) == 2


def exclusion(recommendation: Recommendation, values: Mapping[str, Value]) -> int:
    """The truth of the condition under which a recommendation is not given."""
    if recommendation.excluded_if is None:
        return 0
    return holds(recommendation.excluded_if.condition, values)


def holds(condition: Condition, values: Mapping[str, Value]) -> int:
    """The truth of a condition on facts only."""
    return max(
        (_branch(branch, values) for branch in branches(condition, MAX_BRANCHES)), default=0
    )


def _branch(tests: tuple[Test, ...], values: Mapping[str, Value]) -> int:
    return min((evaluate(test, values.get(test.subject, UNKNOWN)) for test in tests), default=2)
