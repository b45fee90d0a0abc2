"""The outline of a document: what every writer for people says, in the same words and order.

Only words and numbers; how they look is for the writers. Named tuples, because a dozen classes of
attrs would cost every start more than they give here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar, overload

from pps_advisor.writing.words.words import count

T = TypeVar("T")

_NAMED = 3
CHOICES = "Alternatieven naast elkaar"
LOCAL = "Lokale aanpassingen"
FIRST_AT_MOST = 5
"""How many recommendations the beginning of a document names."""


class Later(Sequence[T]):
    """Parts that are made when they are first read, which a short document never does.

    `make` gives them; `number` says beforehand how many they are, where that is known.
    """

    def __init__(self, make: Callable[[], Iterable[T]], number: int | None = None) -> None:
        self._make = make
        self._number = number

    @cached_property
    def _parts(self) -> tuple[T, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._parts[index]

    def __len__(self) -> int:
        return len(self._parts) if self._number is None else self._number


class ReasonView(NamedTuple):
    """A reason for a finding; `key` is the question in the case or the rule it points to."""

    text: str
    key: str
    is_fact: bool
    known: bool


class FindingView(NamedTuple):
    """A finding; for a possible one `reasons` holds only what is still unknown."""

    id: str
    title: str
    text: str
    definite: bool
    severity: str
    reasons: tuple[ReasonView, ...]
    citations: tuple[str, ...]


class ThemeView(NamedTuple):
    """A theme with its judgement and the problems found in it.

    `judgement_key` is a word without spaces for colours and marks.
    """

    id: str
    title: str
    judgement: str
    judgement_key: str
    answered: int
    asked: int
    problems: tuple[FindingView, ...]
    possible: Sequence[FindingView]

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """All problems, the definite ones first."""
        return (*self.problems, *self.possible)

    @property
    def known(self) -> str:
        """How much is known, in words."""
        return f"{self.answered} van {self.asked}"

    @property
    def known_questions(self) -> str:
        """The same with the noun: `6 van 19 vragen bekend`, `0 van 1 vraag bekend`."""
        return f"{self.answered} van {count(self.asked, 'vraag', 'vragen')} bekend"

    @property
    def share_known(self) -> float:
        """How much is known, from 0 to 1."""
        return self.answered / self.asked if self.asked else 0.0


class FactView(NamedTuple):
    """A fact that the advice rests on, and where it came from."""

    key: str
    name: str
    value: str
    origin: str
    explanation: str
    source: str


class BecauseView(NamedTuple):
    """A finding as the reason for an advice."""

    id: str
    title: str
    role: str


class StepView(NamedTuple):
    """One thing to do; `own` when it does not come from a source."""

    text: str
    own: bool


class AdviceView(NamedTuple):
    """A recommendation in its place, with everything there is to say about it."""

    id: str
    rank: int
    title: str
    short: str
    reason: str
    priority: str
    score: float
    score_max: float
    share: str
    tied: bool
    arranged: bool
    why: str
    findings: tuple[BecauseView, ...]
    possible: tuple[BecauseView, ...]
    facts: Sequence[FactView]
    start_small: str
    steps: tuple[StepView, ...]
    details: tuple[tuple[str, str], ...]
    pitfalls: tuple[str, ...]
    cautions: tuple[str, ...]
    first: tuple[str, ...]
    after: tuple[int, ...]
    alternatives: tuple[str, ...]
    provided: str
    citations: tuple[str, ...]

    @property
    def hangs_on(self) -> str:
        """The possible findings that ask for this advice, the first three by name; or ""."""
        titles = [finding.title for finding in self.possible]
        more = len(titles) - _NAMED
        rest = [f"nog {count(more, 'bevinding', 'bevindingen')}"] if more > 0 else []
        return "; ".join([*titles[:_NAMED], *rest])


class ChoiceView(NamedTuple):
    """Two recommendations of which one can stand in for the other, side by side.

    `rows` have a label and what it is for the first and for the second; `because` says why the
    second can stand in, with its sources.
    """

    names: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]
    because: str


class RejectedView(NamedTuple):
    """A recommendation that is not given, and why."""

    title: str
    because: str
    findings: tuple[str, ...]


class RoadmapView(NamedTuple):
    """One part of the roadmap: a heading and what stands under it, with what comes first."""

    title: str
    items: tuple[tuple[int, str, str], ...]


class QuestionView(NamedTuple):
    """An open question, what an answer could change, and `how` it is asked, if not plainly."""

    key: str
    text: str
    effect: str
    how: str


class PartyView(NamedTuple):
    """A party, what kind of party it is, its roles and why it takes part."""

    name: str
    kind: str
    roles: str
    motives: str


class PositionsView(NamedTuple):
    """How parties see themselves and how others see them: each party by name, and a note."""

    intro: str
    parties: tuple[tuple[str, str], ...]
    note: str


class LocalView(NamedTuple):
    """A plugin that takes part, or one thing that is otherwise here than in the core."""

    title: str
    key: str
    details: tuple[tuple[str, str], ...]


class PerceptionView(NamedTuple):
    """What parties answered to one question; `gap` is in words, "" where there is none to say."""

    key: str
    name: str
    text: str
    own: str
    others: str
    gap: str
    far_apart: bool

    @property
    def in_words(self) -> str:
        """All of it in one sentence."""
        difference = f"{'groot ' if self.far_apart else ''}verschil {self.gap}" if self.gap else ""
        parts = (
            f"gemeente {self.own}" if self.own else "",
            f"andere partijen {self.others}" if self.others else "",
            difference,
        )
        return f"{'; '.join(part for part in parts if part)}."


class PerceptionTheme(NamedTuple):
    """The answers per party to the questions of one theme."""

    id: str
    title: str
    answers: tuple[PerceptionView, ...]


class PerceptionsView(NamedTuple):
    """What parties answered themselves, how many people that rests on, and how to handle it."""

    intro: str
    respondents: tuple[str, ...]
    note: str
    themes: tuple[PerceptionTheme, ...]


class Outline(NamedTuple):
    """A whole document; empty parts are left out by the writers."""

    title: str
    place: str
    explanation: str
    summary: str
    themes: tuple[ThemeView, ...]
    opportunities: tuple[FindingView, ...]
    strengths: tuple[FindingView, ...]
    parties: tuple[PartyView, ...]
    positions: PositionsView | None
    heard: Sequence[PerceptionsView]
    advice: tuple[AdviceView, ...]
    possible_advice: tuple[AdviceView, ...]
    choices: Sequence[ChoiceView]
    rejected: tuple[RejectedView, ...]
    roadmap: tuple[RoadmapView, ...]
    questions: tuple[QuestionView, ...]
    facts: Sequence[FactView]
    remarks: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    reading_guide: tuple[str, ...]
    account: tuple[tuple[str, str], ...]
    local: tuple[LocalView, ...] = ()

    @property
    def perceptions(self) -> PerceptionsView | None:
        """What the parties themselves answered; None when nobody was asked."""
        return self.heard[0] if len(self.heard) else None

    @property
    def judged(self) -> tuple[ThemeView, ...]:
        """The themes that have a judgement."""
        return tuple(theme for theme in self.themes if theme.asked)

    @property
    def first(self) -> tuple[AdviceView, ...]:
        """The recommendations to begin with."""
        return self.advice[:FIRST_AT_MOST]
