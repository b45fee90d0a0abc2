"""What there is to talk about: differences, open questions, the phase, and advice to decide on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from pps_advisor.model.knowledge.conversation import (
    Care,
    Conversation,
    ConversationBlock,
    ItemKind,
    Phase,
)
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Status
from pps_advisor.model.outcome.assessment import Assessment, OpenQuestion
from pps_advisor.model.outcome.guide import Item
from pps_advisor.model.values import Truth
from pps_advisor.reasoning.influence.influence import open_questions
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.standing import Standing

GAP = Decimal(2)
"""From how many points the municipality and the others see a thing differently."""

_DIFFERENCE = ".verschil"
_PHASE = "middelen.fase"
_ALL = 500
_SHOWN_RULES = 3


@attrs.frozen(slots=False, eq=False)
class Material:
    """Everything that an item of a guide is made from."""

    assessment: Assessment
    standing: Standing
    conversation: Conversation

    @property
    def phase(self) -> Phase | None:
        """The phase that the collaboration is in, when that is known."""
        known = self.standing.values.get(_PHASE)
        return next((one for one in self.conversation.phases if one.id == known), None)

    def items(self) -> Mapping[ItemKind, list[Item]]:
        """The items of each kind, what matters most first."""
        return {
            ItemKind.GAP: list(self._gaps()),
            ItemKind.QUESTION: list(self._questions()),
            ItemKind.PHASE: list(self._of_phase()),
            ItemKind.OPEN: list(self._open()),
            ItemKind.ADVICE: list(self._advice()),
        }

    def _gaps(self) -> Iterator[Item]:
        """What the municipality and the others see differently, the greatest difference first."""
        found = [
            (abs(fact.value), fact)
            for fact in self.assessment.facts
            if fact.question.endswith(_DIFFERENCE) and isinstance(fact.value, Decimal)
        ]
        questions = self.assessment.catalogue.question
        for size, fact in sorted(found, key=lambda one: (-one[0], one[1].question)):
            question = questions[fact.question.removesuffix(_DIFFERENCE)]
            if size >= GAP:
                yield Item(
                    ItemKind.GAP,
                    block_of(question, self.conversation.blocks),
                    question.text,
                    question=question,
                    fact=fact,
                    touches=self._touched(fact.question, Truth.TRUE),
                    care=care_for(question.id, self.conversation),
                )

    def _questions(self) -> Iterator[Item]:
        """The open questions, the one that could change the advice most first."""
        ready = prepare(self.assessment.catalogue)
        for one in open_questions(self.assessment.case, self.standing, ready.plans, _ALL):
            question = self.assessment.catalogue.question[one.question]
            yield Item(
                ItemKind.QUESTION,
                block_of(question, self.conversation.blocks),
                question.text,
                question=question,
                effect=_effect(one),
                touches=self._touched(question.id, Truth.UNKNOWN),
                care=care_for(question.id, self.conversation),
            )

    def _of_phase(self) -> Iterator[Item]:
        """The questions of the phase; without a known phase those of the first."""
        phases = self.conversation.phases
        phase = self.phase or (phases[0] if phases else None)
        for prompt in phase.prompts if phase else ():
            yield Item(
                ItemKind.PHASE,
                prompt.block or self.conversation.blocks[0].id,
                prompt.text,
                prompt.done_when,
                citations=prompt.citations,
            )

    def _open(self) -> Iterator[Item]:
        """The open questions of the interview guides: the first of every block, then the second."""
        blocks = self.conversation.blocks
        for round_ in range(max((len(block.prompts) for block in blocks), default=0)):
            for block in blocks:
                for prompt in block.prompts[round_ : round_ + 1]:
                    yield Item(
                        ItemKind.OPEN,
                        block.id,
                        prompt.text,
                        prompt.done_when,
                        citations=prompt.citations,
                    )

    def _advice(self) -> Iterator[Item]:
        """The certain recommendations, to decide on, in ranked order."""
        rules = self.assessment.catalogue.rule
        for advice in self.assessment.advice:
            if advice.status is Status.DEFINITE:
                carried = [rules[name] for name in (*advice.main, *advice.support)]
                yield Item(
                    ItemKind.ADVICE,
                    self._block_of_theme(carried[0].theme),
                    advice.recommendation.title,
                    recommendation=advice.recommendation,
                    touches=tuple(carried[:_SHOWN_RULES]),
                )

    def _block_of_theme(self, theme: str) -> str:
        blocks = self.conversation.blocks
        return next((block.id for block in blocks if theme in block.themes), blocks[-1].id)

    def _touched(self, subject: str, outcome: Truth) -> tuple[Rule, ...]:
        """The findings that rest on a fact with this outcome, the most severe first."""
        names = (subject, f"{subject}.minst_gunstig")
        found = [
            finding
            for finding in self.assessment.findings
            if any(
                reason.test.subject in names and reason.outcome is outcome
                for reason in finding.reasons
            )
        ]
        found.sort(key=lambda one: (one.rule.kind is RuleKind.STRENGTH, -one.severity_max))
        return tuple(finding.rule for finding in found[:_SHOWN_RULES])


def block_of(question: Question, blocks: Sequence[ConversationBlock]) -> str:
    """The block that names a question, else the one that has its theme, else the last."""
    for block in blocks:
        if question.id in block.questions:
            return block.id
    themes = {question.theme, question.id.partition(".")[0]}
    return next((block.id for block in blocks if themes & set(block.themes)), blocks[-1].id)


def care_for(question: str, conversation: Conversation | None) -> Care | None:
    """How to go about a question that asks for care."""
    cares = conversation.cares if conversation else ()
    return next((one for one in cares if question in one.questions), None)


def _effect(question: OpenQuestion) -> str:
    return f"Bij het antwoord '{question.answer}': {question.effect}." if question.effect else ""
