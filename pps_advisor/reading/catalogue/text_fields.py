"""Which fields of the model are text for people, so that a word can be renamed in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue, Parameter, Ruleset
from pps_advisor.model.knowledge.conversation import (
    Care,
    Conversation,
    ConversationBlock,
    Meeting,
    Phase,
    Prompt,
)
from pps_advisor.model.knowledge.plugin import Adaptation, Term
from pps_advisor.model.knowledge.question import Option, Question
from pps_advisor.model.knowledge.recommendation import (
    Alternative,
    Exclusion,
    LegalCaution,
    LighterForm,
    Recommendation,
    Step,
)
from pps_advisor.model.knowledge.renaming import Renamer, renamer_of
from pps_advisor.model.knowledge.rule import Example, Rule

T = TypeVar("T")

TEXTS: dict[type, tuple[str, ...]] = {
    Ruleset: ("title", "explanation"),
    Question: ("text", "short", "period", "explanation", "unit", "to_complete", "options"),
    Option: ("label",),
    Rule: ("title", "text", "explanation", "examples"),
    Example: ("name",),
    Parameter: ("title", "unit", "explanation"),
    Recommendation: (
        "title",
        "short",
        "why",
        "steps",
        "lead",
        "indicator",
        "instrument",
        "pitfalls",
        "cautions",
        "title_when_arranged",
        "excluded_if",
        "start_small",
        "alternatives",
    ),
    Step: ("text",),
    LegalCaution: ("text",),
    Exclusion: ("because",),
    LighterForm: ("text",),
    Alternative: ("because",),
    Adaptation: ("title", "before", "after"),
    Conversation: ("blocks", "phases", "meetings", "cares"),
    ConversationBlock: ("title", "aim", "prompts"),
    Phase: ("aim", "prompts"),
    Meeting: ("title", "aim", "begin"),
    Prompt: ("text", "done_when"),
    Care: ("how",),
}
"""The fields with text, or with parts that have text; titles of sources are not ours to change."""

_PARTS = (
    "rulesets",
    "questions",
    "rules",
    "set_aside",
    "recommendations",
    "parameters",
    "adaptations",
    "conversation",
)


def renamed(catalogue: Catalogue, terms: tuple[Term, ...]) -> Catalogue:
    """The catalogue with every text in the words of here."""
    renamer = renamer_of(terms)
    new = {name: _new(getattr(catalogue, name), renamer) for name in _PARTS}
    conversation = new.pop("conversation")
    return evolve(catalogue, **new, conversation_of=lambda: conversation)


def _new(value: Any, renamer: Renamer) -> Any:
    if isinstance(value, str):
        return renamer.text(value)
    if isinstance(value, tuple):
        return tuple(_new(item, renamer) for item in value)
    names = TEXTS.get(type(value))
    if names is None:
        return value
    changes = {name: _new(getattr(value, name), renamer) for name in names}
    if isinstance(value, Question):
        changes["anchors"] = tuple((key, renamer.text(text)) for key, text in value.anchors)
    differ = {name: new for name, new in changes.items() if new != getattr(value, name)}
    return attrs.evolve(value, **differ) if differ else value


def texts_of(catalogue: Catalogue) -> str:
    """Every text of a catalogue, in small letters."""
    return "\n".join(
        text for name in _PARTS for text in _texts(getattr(catalogue, name))
    ).casefold()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    else:
        for name in TEXTS.get(type(value), ()):
            yield from _texts(getattr(value, name))
        if isinstance(value, Question):
            yield from (text for _, text in value.anchors)
