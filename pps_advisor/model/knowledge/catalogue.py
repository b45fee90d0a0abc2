"""The catalogue: all rulesets together, cross-checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.model.knowledge.source import Citation, Source
from pps_advisor.model.values import Known

if TYPE_CHECKING:  # most catalogues have nothing of these, and assessing is not to wait for them
    from pps_advisor.model.knowledge.conversation import Conversation
    from pps_advisor.model.knowledge.hook_values import DerivedFact
    from pps_advisor.model.knowledge.plugin import Adaptation, Plugin, Term


@frozen
class Parameter:
    """A dated number or word that rules refer to; `open` where a municipality may set it."""

    id: str
    title: str
    value: Known
    unit: str = ""
    open: bool = False
    since: dt.date | None = None
    explanation: str = ""
    citations: tuple[Citation, ...] = ()
    ruleset: str = ""
    location: SourceLocation | None = None


@frozen
class Ruleset:
    """One folder of knowledge, with its version and origin; `plugin` brought it in, if any."""

    id: str
    title: str
    version: str
    author: str
    explanation: str
    core: bool = True
    plugin: str = ""
    location: SourceLocation | None = None


@frozen
class Weight:
    """A weight (0 to 1) with the range from which the robustness draws take it."""

    value: float
    low: float
    high: float


@frozen
class Weights:
    """The weights of the ranking (design, section 7), as data in `weging.yaml`."""

    severity: dict[str, Weight]
    role: dict[str, Weight]
    evidence: dict[str, Weight]
    opportunity: Weight
    second_source: Weight


def _none() -> None:
    return None


@attrs.frozen(slots=False)
class Catalogue:
    """Everything that an assessment can draw on, frozen, with a fingerprint (sha256).

    `plugins` are those that take part, `adaptations` what they change about the core.
    `set_aside` are core rules that a plugin switched off: they are still looked at, so that a
    reader sees what is deviated from, but nothing rests on them. `notes` are for the reader of
    an assessment. `derivations` compute the derived facts of plugins.
    """

    rulesets: tuple[Ruleset, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    recommendations: tuple[Recommendation, ...]
    parameters: tuple[Parameter, ...]
    sources: tuple[Source, ...]
    weights: Weights
    renamed: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    plugins: tuple[Plugin, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    set_aside: tuple[Rule, ...] = ()
    terms: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()
    derivations: tuple[tuple[str, DerivedFact], ...] = ()
    conversation_of: Callable[[], Conversation | None] = attrs.field(default=_none, eq=False)

    @cached_property
    def conversation(self) -> Conversation | None:
        """What is asked at meetings; worked out when asked for, which an assessment never does."""
        return self.conversation_of()

    @cached_property
    def question(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def recommendation(self) -> dict[str, Recommendation]:
        return {recommendation.id: recommendation for recommendation in self.recommendations}

    @cached_property
    def parameter(self) -> dict[str, Parameter]:
        return {parameter.id: parameter for parameter in self.parameters}

    @cached_property
    def source(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def ruleset(self) -> dict[str, Ruleset]:
        return {ruleset.id: ruleset for ruleset in self.rulesets}
