"""A goal of a what-if, and what would have to be true for it."""

from __future__ import annotations

from enum import Enum

from pps_advisor.model.case.case import Case
from pps_advisor.model.case.change import Change
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.outcome.assessment import Judgement
from pps_advisor.model.values import Known, Value


class GoalKind(Enum):
    """What a goal is about."""

    FINDING = "bevinding"
    THEME = "thema"
    RECOMMENDATION = "aanbeveling"


@frozen
class Goal:
    """That a finding disappears, a theme is judged better, or an advice is no longer certain.

    `number` is that of the rule, the theme plan or the recommendation in its own list. `now` is
    the judgement of a theme as it is, `wanted` the judgements that will do.
    """

    kind: GoalKind
    id: str
    title: str
    number: int
    now: Judgement | None = None
    wanted: frozenset[Judgement] = frozenset()


@frozen
class Span:
    """The answers that will do, between others that will not; None is open on that side.

    `low_included` tells whether `low` itself will do, and so for `high`.
    """

    low: Known | None
    low_included: bool
    high: Known | None
    high_included: bool


@frozen
class Step:
    """One answer of a way: what it is now, which values will do, and what works on it.

    `values` are the answers that were tried and will do, the nearest first; `spans` say the
    same for numbers and dates. `in_case` is set when the value is not answered but follows
    from the parties, the money or the dates: what to change there.
    """

    question: Question
    party: str | None
    now: Value
    values: tuple[Known, ...]
    spans: tuple[Span, ...]
    recommendations: tuple[Recommendation, ...]
    in_case: str = ""


@frozen
class Way:
    """A smallest set of answers that reaches the goal; `changes` are the nearest of them.

    `becomes` is the judgement of the theme that then follows, for a goal on a theme.
    """

    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    becomes: Judgement | None = None


@frozen
class GoalAnswer:
    """What would have to be true for a goal.

    `reached` when it holds already. `ways` are in order: fewest parties that answer otherwise,
    then the smallest steps, then by name. `most` is the number of changes that was tried at
    most. When no way was found, `blockers` are the titles of what stands in the way, and
    `missing` is how many more answers a theme needs before it can be judged.
    """

    case: Case
    goal: Goal
    reached: bool
    ways: tuple[Way, ...]
    most: int
    blockers: tuple[str, ...] = ()
    missing: int = 0
