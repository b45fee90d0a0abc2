"""The questionnaire for survey tools: its questions, a table to fill, and a LimeSurvey survey."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from pps_advisor.formats.plain.layout import clean
from pps_advisor.model.case.survey import (
    PARTY_QUESTION,
    Survey,
    choices,
    code_of,
)
from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.writing.exchange.survey_texts import asked, explanation, meaning

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = ("code", "naam", "thema", "vraag", "soort", "antwoorden", "betekenis", "voor wie")
_KINDS = {
    AnswerType.LIKERT: "stelling van 1 tot 5",
    AnswerType.NUMBER: "getal",
}
_PARTNERS_ONLY = "alleen partners, niet de gemeente"


def safe(text: str) -> str:
    """Text that no spreadsheet computes: what would be a formula gets an apostrophe before it."""
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_questions(survey: Survey) -> str:
    """A row for each question, with its code, its words and its possible answers."""
    titles = dict(survey.themes)
    parties = " | ".join(clean(survey.label(party)) for party in survey.parties)
    rows = [("partij", "partij", "", PARTY_QUESTION, "keuze", parties, "", "iedereen")]
    rows += [
        (
            code_of(one),
            one.id,
            titles.get(one.theme, one.theme),
            asked(one),
            _KINDS.get(one.type, "keuze"),
            " | ".join(choices(one)),
            meaning(one),
            _PARTNERS_ONLY if one.per_party is PerParty.PARTNERS else "iedereen",
        )
        for one in survey.questions
    ]
    return _table([_HEAD, *rows])


def write_table(survey: Survey) -> str:
    """A table without answers: a row for each person, a column for the party and each question."""
    return _table([("casus", "partij", *(one.id for one in survey.questions))])


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Semicolons and a byte order mark: so a Dutch Excel opens it rightly with a double click."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


_LIME_HEAD = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default",
)  # fmt: skip
_LIST = "L"
_TEXT_FIELD = "N"


def write_limesurvey(survey: Survey, contact: str = "") -> str:
    """The survey in LimeSurvey's tab separated structure (its manual: Tab Separated Value)."""
    rows: list[Sequence[str]] = [_LIME_HEAD]
    rows.append(_lime("S", name="language", text="nl"))
    rows.append(_lime("S", name="anonymized", text="Y"))
    rows.append(_lime("SL", name="surveyls_title", text=f"Vragenlijst: {clean(survey.title)}"))
    welcome = "<br/><br/>".join(
        f"<b>{heading}</b><br/>{_html(text)}"
        for heading, text in explanation(survey, 1, contact, on_screen=True)
    )
    rows.append(_lime("SL", name="surveyls_welcometext", text=welcome))
    rows.append(_lime("G", name="Uw partij", relevance="1"))
    rows += _lime_question("partij", PARTY_QUESTION, "", _parties(survey), "Y")
    theme, titles = "", dict(survey.themes)
    for question in survey.questions:
        if question.theme != theme:
            theme = question.theme
            rows.append(_lime("G", name=titles.get(theme, theme), relevance="1"))
        rows += _lime_question(
            code_of(question), asked(question), meaning(question), _answers(question), "N"
        )
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _lime(kind: str, **cells: str) -> tuple[str, ...]:
    given = {"class": kind, "language": "nl", **cells}
    return tuple(given.get(name, "") for name in _LIME_HEAD)


def _lime_question(
    code: str, text: str, hint: str, answers: Sequence[tuple[str, str]], mandatory: str
) -> list[tuple[str, ...]]:
    kind = _LIST if answers else _TEXT_FIELD
    question = {
        "type/scale": kind,
        "name": code,
        "relevance": "1",
        "text": _html(text),
        "help": _html(hint),
        "mandatory": mandatory,
        "other": "N",
    }
    rows = [_lime("Q", **question)]
    rows += [
        _lime("A", **{"type/scale": "0", "name": code, "text": _html(words)})
        for code, words in answers
    ]
    return rows


def _parties(survey: Survey) -> list[tuple[str, str]]:
    return [(f"P{number}", survey.label(one)) for number, one in enumerate(survey.parties, 1)]


def _answers(question: Question) -> list[tuple[str, str]]:
    """The answers with their codes, which the import knows too; the last is not to know."""
    words = choices(question)
    return [(f"A{number}", one) for number, one in enumerate(words[:-1], 1)] + [
        ("W", one) for one in words[-1:]
    ]


def _html(text: str) -> str:
    from html import escape

    return "<br/>".join(escape(clean(line), quote=False) for line in text.splitlines())
