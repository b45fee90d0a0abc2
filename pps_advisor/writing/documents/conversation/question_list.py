"""The questionnaire as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pps_advisor.formats.document import Block, BulletList, Document, Paragraph, Run, Tone
from pps_advisor.formats.plain.layout import clean
from pps_advisor.model.case.case import Answer, Case
from pps_advisor.model.outcome.question_list import Entry, QuestionGroup, Questionnaire
from pps_advisor.writing.documents.blocks import bullets, led, paragraphs, plain, section
from pps_advisor.writing.documents.conversation.wording import (
    RESPONDENTS,
    all_have_meaning,
    anchors_of,
    asked_text,
    options_text,
    period_text,
    respondents_text,
)
from pps_advisor.writing.words.sources import source_text
from pps_advisor.writing.words.words import answer_text, count, party_name, place_text, upper_first

_INTRODUCTION = (
    "Stel de vragen in deze volgorde, of laat het gesprek de volgorde bepalen. Begin een onderwerp "
    "met de open vraag, en vul daarna de antwoorden in die u al hoorde. ‘Onbekend’ is altijd een "
    "goed antwoord.",
    "Zeg vooraf wat er met de antwoorden gebeurt, wie ze leest, en dat een verslag kan worden "
    "opgevraagd (Woo).",
)
_PARTICIPANTS = "deelnemers"
_LINE = "Antwoord:"
_BLANK = "....................  Toelichting: ...................."


def questionnaire_document(found: Questionnaire, date: dt.date) -> Document:
    """All questions, by group, with room for an answer; `date` is the day it is made or about."""
    case = found.case
    whose = f" voor {RESPONDENTS[found.respondent]}" if found.respondent else ""
    return Document(
        title=f"Vragenlijst{whose}: {case.title}" if case else f"Vragenlijst{whose}",
        subtitle=place_text(case) if case else "Alle vragen van pps-advisor",
        date=date,
        blocks=tuple(_blocks(found)),
        subject="Vragenlijst over een samenwerking",
    )


def _blocks(found: Questionnaire) -> Iterator[Block]:
    entries = [entry for group in found.groups for entry in group.entries]
    if not entries:
        yield from paragraphs(["Er zijn geen vragen die hierbij passen."], Tone.LEAD)
        return
    yield from paragraphs([_counted(found, entries)], Tone.LEAD)
    yield from paragraphs(_INTRODUCTION)
    number = 1
    for group in found.groups:
        yield from _group(group, number, found)
        number += len(group.entries)


def _counted(found: Questionnaire, entries: list[Entry]) -> str:
    total = count(len(entries), "vraag", "vragen")
    answered = sum(entry.answer is not None for entry in entries)
    if found.case is None or found.only_open:
        return f"Deze lijst heeft {total}."
    return f"{total}, waarvan {answered} al {'is' if answered == 1 else 'zijn'} beantwoord."


def _group(group: QuestionGroup, number: int, found: Questionnaire) -> list[Block]:
    to_participants = found.respondent == _PARTICIPANTS
    blocks = paragraphs([] if to_participants else [group.introduction])
    if group.prompts and not to_participants:
        blocks += paragraphs(["Om te beginnen:"])
        blocks += bullets(plain(prompt.text) for prompt in group.prompts)
    for place, entry in enumerate(group.entries, number):
        blocks += _entry(entry, place, found)
    return section(f"vragen:{group.id}", group.title, blocks)


def _entry(entry: Entry, number: int, found: Questionnaire) -> list[Block]:
    question = entry.question
    lead = (Run(f"{number}. {asked_text(question)}", bold=True), Run(f" [{question.id}]"))
    details = [] if all_have_meaning(question) else [led("Antwoorden:", options_text(question))]
    details += [led(f"{upper_first(label)}:", text) for label, text in anchors_of(question)]
    details.append(led("Wie weet dit:", respondents_text(question)))
    about = " ".join(filter(None, (period_text(question), question.explanation)))
    if about:
        details.append(led("Uitleg:", about))
    if entry.care is not None and found.respondent != _PARTICIPANTS:
        details.append(led("Vraag dit met zorg:", entry.care.how))
    if entry.answer is None:
        details.append(led(_LINE, _BLANK))
    else:
        details.append(led("Al beantwoord:", _answer(entry, entry.answer, found)))
    return [Paragraph(lead), BulletList(tuple(details))]


def _answer(entry: Entry, answer: Answer, found: Questionnaire) -> str:
    """The answer that was given, with its source; of each party where they were asked."""
    names = _names(found.case)
    if answer.per_party:
        text = "; ".join(
            f"{names.get(party, party)} {answer_text(one.value, entry.question)}"
            for party, one in answer.per_party
        )
    else:
        text = answer_text(answer.value, entry.question)
    explanation = f" {clean(answer.explanation)}" if answer.explanation else ""
    source = f" Bron: {source_text(answer.source, found.catalogue)}." if answer.source else ""
    return f"{text}.{explanation}{source}"


def _names(case: Case | None) -> dict[str, str]:
    return {party.id: party_name(party) for party in case.parties or ()} if case else {}
