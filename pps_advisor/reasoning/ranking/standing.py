"""Where one case stands: truths, severities and priorities, number by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pps_advisor.model.case.fact import Facts
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.condition import AllOf, Condition, Test
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.inference import engines
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.inference.trace import Trace
from pps_advisor.reasoning.ranking.scoring import Bounds, Scorer, all_bounds, order_key

Priority = tuple[float, float]
"""The priority of a recommendation, and the upper end of its interval."""


@frozen
class Standing:
    """The numbers of one case, place by place with the Program and the Scorer.

    `priorities` holds the priority of each recommendation; None where no finding, not even a
    possible one, asks for it or where it is excluded.
    """

    scorer: Scorer
    values: Mapping[str, Value]
    trace: Trace
    bounds: Sequence[Bounds]
    priorities: Sequence[Priority | None]
    excluded: frozenset[int]

    @property
    def truths(self) -> Sequence[int]:
        """The truth of every rule."""
        return self.trace.truths

    def first(self, count: int) -> list[int]:
        """The first recommendations with a definite finding, in ranked order."""
        return [place for place, both in self.ranked() if both[0] > 0][:count]

    def ranked(self) -> list[tuple[int, Priority]]:
        """The recommendations that are asked for, in order, with their priorities."""
        given = [(place, both) for place, both in enumerate(self.priorities) if both is not None]
        return sorted(given, key=lambda one: self.order_of(one[0]))

    def order_of(self, place: int) -> tuple[float, float, int, str]:
        """By what a recommendation is ordered; one that is not asked for comes last."""
        priority, upper = self.priorities[place] or (0.0, -1.0)
        return order_key(self.scorer.recommendations[place], priority, upper)

    def is_excluded(self, place: int, values: Mapping[str, Value]) -> bool:
        """Whether a recommendation is certainly excluded by these values."""
        return exclusion(self.scorer.recommendations[place], values) == 2


def stand(scorer: Scorer, engine: engines.Engine, facts: Facts) -> Standing:
    """Run the engine on the facts and work out every priority.

    Raises EnginesDisagree when the engine contradicts the trace.
    """
    program = scorer.program
    values = facts.values()
    found = engines.run(engine, program, program.verdicts(values))
    bounds = all_bounds(program, values)
    priorities: list[Priority | None] = []
    excluded = set()
    for place, recommendation in enumerate(scorer.recommendations):
        both = scorer.priority(place, found.truths, bounds)
        if exclusion(recommendation, values) == 2:
            excluded.add(place)
        priorities.append(both if both[1] and place not in excluded else None)
    return Standing(scorer, values, found, bounds, priorities, frozenset(excluded))


def exclusion(recommendation: Recommendation, values: Mapping[str, Value]) -> int:
    """The truth of the condition under which a recommendation is not given."""
    if recommendation.excluded_if is None:
        return 0
    return holds(recommendation.excluded_if.condition, values)


def holds(condition: Condition, values: Mapping[str, Value]) -> int:
    """The truth of a condition on facts only."""
    if isinstance(condition, Test):
        return evaluate(condition, values.get(condition.subject, UNKNOWN))
    parts = [holds(part, values) for part in condition.parts]
    return min(parts, default=2) if isinstance(condition, AllOf) else max(parts, default=0)
