"""A conversation guide: the agenda of a meeting, and what to do before it."""

from __future__ import annotations

from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.conversation import (
    Care,
    ConversationBlock,
    ItemKind,
    Meeting,
    Phase,
)
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.model.knowledge.source import Citation


@frozen
class Item:
    """One thing to talk about.

    `text` is what is asked. `question` is the question of the catalogue that it answers, `fact`
    the difference that was found, `recommendation` what is to be decided. `effect` says what an
    answer could change, `touches` are the rules that it bears on, `care` how to go about it.
    """

    kind: ItemKind
    block: str
    text: str
    done_when: str = ""
    minutes: int = 0
    question: Question | None = None
    fact: Fact | None = None
    recommendation: Recommendation | None = None
    effect: str = ""
    touches: tuple[Rule, ...] = ()
    care: Care | None = None
    citations: tuple[Citation, ...] = ()


@frozen
class AgendaPart:
    """A stretch of the meeting, in whole minutes from its beginning."""

    title: str
    begin: int
    end: int
    block: ConversationBlock | None = None
    items: tuple[Item, ...] = ()

    @property
    def minutes(self) -> int:
        return self.end - self.begin


@frozen
class Guide:
    """The guide for one meeting. The parts follow each other and last `minutes` together.

    `beforehand` is what to find out at a desk, `apart` what to ask outside the group, `left`
    how many questions did not fit.
    """

    case: Case
    catalogue: Catalogue
    meeting: Meeting
    minutes: int
    phase: Phase | None
    agenda: tuple[AgendaPart, ...]
    beforehand: tuple[Item, ...]
    apart: tuple[Item, ...]
    left: int
    payer_present: bool
