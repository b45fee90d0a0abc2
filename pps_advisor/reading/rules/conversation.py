"""``gesprek.yaml``: what conversation guides and questionnaires are made from."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from pps_advisor.model.knowledge.conversation import (
    Apart,
    Care,
    Conversation,
    ConversationBlock,
    ItemKind,
    Meeting,
    Phase,
    Prompt,
)
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.rules.condition import Names
from pps_advisor.reading.rules.references import PLAIN_ID, citations, id_of
from pps_advisor.reading.yaml.node import MapNode, Node
from pps_advisor.reading.yaml.problems import Problems

_MOST_MINUTES = 120


def read_conversation(
    root: Node, questions: Collection[str], names: Names, problems: Problems
) -> Conversation | None:
    """The conversation; `questions` are the ids that it may name."""
    fields = Fields(root, problems, "Het bestand gesprek.yaml")
    if not isinstance(root, MapNode):
        return None
    reader = _Reader(questions, names, problems)
    blocks = fields.each("blokken", reader.block)
    reader.blocks = tuple(block.id for block in blocks)
    conversation = Conversation(
        blocks=blocks,
        phases=fields.each("fasen", reader.phase),
        minutes=reader.minutes(fields),
        meetings=fields.each("bijeenkomsten", reader.meeting),
        cares=fields.each("zorg", reader.care),
    )
    fields.finish()
    return conversation


class _Reader:
    """Reads the parts; what a part may refer to was read before it."""

    def __init__(self, questions: Collection[str], names: Names, problems: Problems) -> None:
        self.questions = questions
        self.names = names
        self.problems = problems
        self.blocks: tuple[str, ...] = ()

    def block(self, node: Node) -> ConversationBlock:
        fields = Fields(node, self.problems, "Een blok")
        themes = tuple(
            fields.one_of(
                theme, "themas", self.names.themes, "onbekend-thema", "Er is geen thema {}."
            )
            for theme in fields.list("themas")
        )
        block = ConversationBlock(
            id=id_of(fields, PLAIN_ID, "naam"),
            title=fields.text("titel", required=True),
            aim=fields.text("doel", required=True),
            interview=fields.text("interview", required=True),
            themes=themes,
            questions=self._questions(fields),
            prompts=fields.each("open", self.prompt),
        )
        fields.finish()
        return block

    def _questions(self, fields: Fields) -> tuple[str, ...]:
        sentence = "Er is geen vraag met id {}."
        return tuple(
            fields.one_of(node, "vragen", self.questions, "onbekende-vraag", sentence)
            for node in fields.list("vragen")
        )

    def prompt(self, node: Node) -> Prompt:
        fields = Fields(node, self.problems, "Een gespreksvraag")
        place = fields.take("blok")
        block = ""
        if place is not None:
            sentence = "Er is geen blok {}."
            block = fields.one_of(place, "blok", self.blocks, "onbekend-blok", sentence)
        prompt = Prompt(
            text=fields.text("vraag", required=True),
            done_when=fields.text("klaar_als", required=True),
            citations=citations(fields, self.names),
            block=block,
        )
        fields.finish()
        return prompt

    def phase(self, node: Node) -> Phase:
        fields = Fields(node, self.problems, "Een fase")
        phase = Phase(
            id=id_of(fields, PLAIN_ID, "naam"),
            aim=fields.text("doel", required=True),
            prompts=fields.each("vragen", self.prompt),
        )
        fields.finish()
        return phase

    def meeting(self, node: Node) -> Meeting:
        fields = Fields(node, self.problems, "Een bijeenkomst")
        meeting = Meeting(
            id=id_of(fields, PLAIN_ID, "naam"),
            title=fields.text("titel", required=True),
            aim=fields.text("doel", required=True),
            begin=fields.text("begin", required=True),
            choice=tuple(kind.value for kind in fields.words("keuze", ItemKind)),
        )
        fields.finish()
        return meeting

    def care(self, node: Node) -> Care:
        fields = Fields(node, self.problems, "Een onderdeel van 'zorg'")
        care = Care(
            questions=self._questions(fields),
            apart=fields.word("apart", Apart, Apart.NEVER, required=True),
            how=fields.text("hoe", required=True),
            citations=citations(fields, self.names),
        )
        fields.finish()
        return care

    def minutes(self, fields: Fields) -> dict[str, int]:
        """The minutes of each kind of part, in whole minutes from 1."""
        node = fields.take("minuten", required=True)
        if node is None:
            return {}
        inner = Fields(node, self.problems, "'minuten'")
        found = {kind.value: inner.number(kind.value, required=True) for kind in ItemKind}
        inner.finish()
        for name, number in found.items():
            place = inner.take(name)
            if place is None or not isinstance(number, Decimal):
                continue
            if number % 1 or not 1 <= number <= _MOST_MINUTES:
                self.problems.add(
                    place,
                    "verkeerde-waarde",
                    f"Bij '{name}' hoort een heel getal van 1 tot {_MOST_MINUTES}.",
                )
        return {name: int(number) for name, number in found.items() if isinstance(number, Decimal)}
