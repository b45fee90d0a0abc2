"""A questionnaire for the parties of a case, and what comes back of it."""

from __future__ import annotations

import datetime as dt

from pps_advisor.errors import SourceLocation
from pps_advisor.model.canonical import digest
from pps_advisor.model.case.case import SMALLEST_GROUP, Party, PartyAnswer, is_asked
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import Value

FORMAT = "pps-advisor/enquete@1"
"""Stands in every workbook that we make; another number would be another layout."""

PARTY_ROW, FIRST_ANSWER = 2, 5
"""Where a sheet with questions holds the party, and its first answers (row and column from 0).

Row 0 holds the format, the case, the party and the number of questions; columns 0 and 1 hold
the id of each question and the mark of its meaning.
"""

LIKERT_WORDS = ("helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens")
"""The five steps, as mids2023 names them (Samenwerking in beeld)."""

DONT_KNOW = "weet ik niet"
PARTY_QUESTION = "Namens welke partij vult u dit in?"
_MEANING = ("text", "type", "options", "per_party", "period", "anchors")


@frozen
class Survey:
    """The questions that the parties of one case are asked.

    `themes` are ids with titles, in the order of the questions; `fingerprint` is that of the
    catalogue that the questions were taken from.
    """

    case_id: str
    title: str
    municipality: str
    reference_date: dt.date
    parties: tuple[Party, ...]
    questions: tuple[Question, ...]
    themes: tuple[tuple[str, str], ...]
    fingerprint: str

    def label(self, party: Party) -> str:
        """What people call a party: its name, with its id where another has the same name."""
        name = " ".join((party.name or party.id).split())
        same = [one for one in self.parties if one.name.casefold() == party.name.casefold()]
        return f"{name} ({party.id})" if party.name and len(same) > 1 else name

    def asked(self, party: Party | None) -> tuple[Question, ...]:
        """The questions for a party; None stands for a sheet that all parties share."""
        return tuple(one for one in self.questions if party is None or is_asked(one, party))


@frozen
class Response:
    """What one person answered on behalf of a party. What was left open is not in it."""

    party: str
    answers: tuple[tuple[str, Value], ...]
    place: SourceLocation


@frozen
class Outcome:
    """The median answer of the people of one party, and how many of them it rests on."""

    question: str
    party: str
    value: Value
    respondents: int

    @property
    def small(self) -> bool:
        """Whether so few people answered that their answers can be guessed."""
        return self.respondents < SMALLEST_GROUP


@frozen
class Change:
    """An Outcome beside what the case says now for the same party, if anything."""

    outcome: Outcome
    was: PartyAnswer | None = None


def mark_of(question: Question) -> str:
    """Eight characters that change when a question comes to mean something else."""
    return digest([getattr(question, name) for name in _MEANING])[:8]


def code_of(question: Question) -> str:
    """A name for a question in survey tools, most of which take letters and digits only."""
    return f"V{mark_of(question)}"


def can_be_asked(question: Question) -> bool:
    """Whether each party can be asked a question itself, with one short answer."""
    return (
        question.per_party is not None
        and not question.derived
        and question.type not in (AnswerType.DATE, AnswerType.WORDS)
        and "partij" in (question.respondents or ("partij",))
    )


def choices(question: Question) -> tuple[str, ...]:
    """The answers that a person can choose from, in the words of the questionnaire.

    Empty for a number, which is typed.
    """
    if question.type is AnswerType.NUMBER:
        return ()
    if question.type is AnswerType.LIKERT:
        steps = [f"{number} {words}" for number, words in enumerate(LIKERT_WORDS, 1)]
        return (*steps, DONT_KNOW)
    labels = [option.label.replace("_", " ") for option in question.options]
    if question.type in (AnswerType.THREE_WAY, AnswerType.YES_NO):
        labels.reverse()  # the scale runs from nee to ja; people expect ja first
    return (*labels, DONT_KNOW)
