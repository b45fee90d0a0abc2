"""The difference between two assessments: what came, went, rose and fell."""

from __future__ import annotations

from enum import Enum

from pps_advisor.model.case.case import Answer, MoneyFlow, Party
from pps_advisor.model.case.decision import Decision
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.model.outcome.assessment import (
    Advice,
    Assessment,
    Finding,
    Judgement,
    Rejected,
    ThemeJudgement,
)


class Movement(Enum):
    """What became of something between the old and the new assessment."""

    CAME = "erbij"
    WENT = "weg"
    ROSE = "omhoog"
    FELL = "omlaag"
    OTHER = "anders"


class Turn(Enum):
    """Whether a theme is judged better; to or from `onvoldoende bekend` is neither."""

    BETTER = "beter"
    WORSE = "slechter"
    OTHER = "anders"
    SAME = "gelijk"


@frozen
class AnswerChange:
    """Another answer to a question; None where it was not asked or left out."""

    question: Question
    old: Answer | None
    new: Answer | None


@frozen
class FactChange:
    """Another value of a fact that was worked out, not answered."""

    question: Question
    old: Fact | None
    new: Fact | None


@frozen
class PartyChange:
    """A party that joined, left or is described otherwise."""

    old: Party | None
    new: Party | None


@frozen
class FlowChange:
    """A money flow that came or went; one that was changed went and came."""

    movement: Movement
    flow: MoneyFlow
    giver: str
    receiver: str


@frozen
class ThemeChange:
    """A theme that is judged otherwise, or of which more or less is known or found."""

    old: ThemeJudgement | None
    new: ThemeJudgement | None
    turn: Turn

    @property
    def title(self) -> str:
        theme = self.new or self.old
        return theme.title if theme else ""


@frozen
class FindingChange:
    """A finding that came, went, or became more or less certain or severe."""

    movement: Movement
    rule: Rule
    old: Finding | None
    new: Finding | None


@frozen
class AdviceChange:
    """A recommendation that came, went, or got another priority or another form.

    `rejected` is set when it is no longer given because the case rules it out.
    """

    movement: Movement
    recommendation: Recommendation
    old: Advice | None
    new: Advice | None
    rejected: Rejected | None = None


@frozen
class Difference:
    """Everything that differs between two assessments, and the two themselves.

    `basis` holds sentences on how the two were made with different rules; `order` those on the
    two cases themselves (two different cases, the later one first).
    """

    old: Assessment
    new: Assessment
    basis: tuple[str, ...]
    order: tuple[str, ...]
    parties: tuple[PartyChange, ...]
    flows: tuple[FlowChange, ...]
    answers: tuple[AnswerChange, ...]
    facts: tuple[FactChange, ...]
    themes: tuple[ThemeChange, ...]
    findings: tuple[FindingChange, ...]
    advice: tuple[AdviceChange, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs, apart from the title and the date of the case."""
        parts = (self.parties, self.flows, self.answers, self.facts, self.themes)
        return not any((*parts, self.findings, self.advice))

    @property
    def without_effect(self) -> bool:
        """Whether nothing that is concluded differs."""
        return not (self.themes or self.findings or self.advice)


class Visibility(Enum):
    """Whether an adopted recommendation can be seen in the answers."""

    VISIBLE = "zichtbaar"
    PARTLY = "deels zichtbaar"
    NOT_YET = "nog niet zichtbaar"
    NOT = "niet zichtbaar"
    CANNOT_TELL = "niet te zeggen"


@frozen
class Effect:
    """What became of the findings that carried a recommendation on which was decided.

    `gone`, `milder`, `same` and `worse` are those findings; `unsure` are the ones that are now
    only possible, because an answer is missing.
    """

    decision: Decision
    recommendation: Recommendation
    visibility: Visibility
    because: str
    gone: tuple[Rule, ...] = ()
    milder: tuple[Rule, ...] = ()
    same: tuple[Rule, ...] = ()
    worse: tuple[Rule, ...] = ()
    unsure: tuple[Rule, ...] = ()


BETTER_ORDER = (Judgement.PROBLEM, Judgement.ATTENTION, Judgement.GOOD)
"""The judgements from bad to good; `onvoldoende bekend` has no place among them."""
