"""A questionnaire out of the catalogue: by theme, or in the order of a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pps_advisor.model.case.case import Answer, Case
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.conversation import ConversationBlock
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.outcome.question_list import Entry, QuestionGroup, Questionnaire
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.conversation.guide_items import block_of, care_for
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.ranking.themes import is_answered, matters

THEME, CONVERSATION = "thema", "gesprek"


def questionnaire(
    catalogue: Catalogue,
    case: Case | None = None,
    by: str = CONVERSATION,
    respondent: str = "",
    only_open: bool = False,
) -> Questionnaire:
    """The questions that someone can be asked, in groups.

    `by` is "thema" (the themes of the catalogue) or "gesprek" (those of the interview guide, in
    the order of a conversation). With a `case` its answers come along, and questions that do
    not matter in it are left out. `respondent` keeps what that person can answer; `only_open`
    what nobody has answered.
    """
    values = local_facts.facts_of(case, catalogue).values() if case else {}
    given = {answer.question: answer for answer in case.answers} if case else {}
    asked = [
        question
        for question in catalogue.questions
        if not question.derived
        and matters(question, values)
        and (not respondent or respondent in question.respondents)
        and not (only_open and is_answered(question, values))
    ]
    groups = _by_block if by == CONVERSATION and catalogue.conversation else _by_theme
    found = tuple(group for group in groups(catalogue, asked, given) if group.entries)
    return Questionnaire(catalogue, case, found, respondent, only_open)


def _by_theme(
    catalogue: Catalogue, asked: list[Question], given: Mapping[str, Answer]
) -> Iterator[QuestionGroup]:
    for ruleset in catalogue.rulesets:
        entries = tuple(_entry(q, given, catalogue) for q in asked if q.theme == ruleset.id)
        yield QuestionGroup(ruleset.id, ruleset.title, ruleset.explanation, (), entries)


def _by_block(
    catalogue: Catalogue, asked: list[Question], given: Mapping[str, Answer]
) -> Iterator[QuestionGroup]:
    blocks = catalogue.conversation.blocks if catalogue.conversation else ()
    for block in blocks:
        mine = [q for q in asked if block_of(q, blocks) == block.id]
        mine.sort(key=lambda question: _place(question, block))
        entries = tuple(_entry(question, given, catalogue) for question in mine)
        yield QuestionGroup(block.id, block.title, block.aim, block.prompts, entries)


def _place(question: Question, block: ConversationBlock) -> int:
    """The questions that a block names come first, in its order; the others keep theirs."""
    named = block.questions
    return named.index(question.id) if question.id in named else len(named)


def _entry(question: Question, given: Mapping[str, Answer], catalogue: Catalogue) -> Entry:
    answer = given.get(question.id)
    known = answer if answer and _says_something(answer) else None
    return Entry(question, known, care_for(question.id, catalogue.conversation))


def _says_something(answer: Answer) -> bool:
    values: list[Value] = [answer.value, *(one.value for _, one in answer.per_party)]
    return any(value is not UNKNOWN for value in values)
