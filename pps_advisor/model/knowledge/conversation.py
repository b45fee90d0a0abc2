"""What a conversation is made of: its blocks in order, the phases, the meetings, and care."""

from __future__ import annotations

from enum import Enum

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.source import Citation


class ItemKind(Enum):
    """What a part of a meeting is about; the words of ``gesprek.yaml``."""

    GAP = "verschil"
    QUESTION = "vraag"
    PHASE = "fase"
    OPEN = "open"
    ADVICE = "advies"


class Apart(Enum):
    """When a question is not asked in the group."""

    ALWAYS = "altijd"
    PAYER = "betaler"
    NEVER = "nooit"


@frozen
class Prompt:
    """A question to talk about, and when it is done; `block` where it belongs, if that is said."""

    text: str
    done_when: str
    citations: tuple[Citation, ...] = ()
    block: str = ""


@frozen
class ConversationBlock:
    """A part of a conversation. `themes` bring the questions that no block names.

    `interview` is the theme of the interview guide that it follows.
    """

    id: str
    title: str
    aim: str
    interview: str
    themes: tuple[str, ...]
    questions: tuple[str, ...]
    prompts: tuple[Prompt, ...]


@frozen
class Phase:
    """A phase of a collaboration, with the questions that fit it."""

    id: str
    aim: str
    prompts: tuple[Prompt, ...]


@frozen
class Meeting:
    """A kind of meeting; `choice` names the kinds of its parts in turn, over and over."""

    id: str
    title: str
    aim: str
    begin: str
    choice: tuple[str, ...]


@frozen
class Care:
    """Questions that ask for care, and how to go about them."""

    questions: tuple[str, ...]
    apart: Apart
    how: str
    citations: tuple[Citation, ...] = ()


@frozen
class Conversation:
    """Everything that a conversation guide and a questionnaire are made from.

    `minutes` is what each kind of part takes in a group, at least.
    """

    blocks: tuple[ConversationBlock, ...]
    phases: tuple[Phase, ...]
    minutes: dict[str, int]
    meetings: tuple[Meeting, ...]
    cares: tuple[Care, ...]
