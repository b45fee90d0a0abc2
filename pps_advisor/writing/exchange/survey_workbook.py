"""The questionnaire as an Excel workbook: the only module that imports xlsxwriter.

Every sheet with questions says in hidden cells what it is (see model/questionnaire.py), so that
it can be read back whatever became of its name.
Whatever comes from a case or a catalogue is written with `write_string`, so it never becomes a
formula.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, TypeAlias

from pps_advisor.errors import not_installed
from pps_advisor.formats.plain.layout import clean, wrap
from pps_advisor.model.case.case import Party
from pps_advisor.model.case.survey import (
    FIRST_ANSWER,
    FORMAT,
    PARTY_QUESTION,
    PARTY_ROW,
    Survey,
    choices,
    mark_of,
)
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.writing.exchange.survey_texts import asked, explanation, meaning

# xlsxwriter has no types, and is imported late.
Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
Format: TypeAlias = Any

_MARK_ROW, _TITLE_ROW, _HINT_ROW, _HEAD_ROW = 0, 1, 3, 4
_EXPLAINED, _LISTS = "Lees dit eerst", "Keuzes"
_SHEET_NAME_UP_TO = 31
_NOT_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_CELL_UP_TO = 32_000
_TITLE_HEIGHT, _TALLEST = 26, 400
_QUESTION_WIDTH, _MEANING_WIDTH, _PAGE_WIDTH = 48, 62, 100
_BLUE, _PALE, _YELLOW, _GREY = "#154273", "#E8EEF6", "#FFF8DC", "#595959"


def write_workbook(
    survey: Survey, parties: Sequence[Party | None], people: int = 1, contact: str = ""
) -> bytes:
    """A workbook with a sheet for each of `parties`; None is a sheet that all parties share.

    `people` is how many columns for answers a sheet has. The same questionnaire gives the same
    bytes.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise not_installed("Excel-werkmappen", "survey") from None
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        moment = dt.datetime.combine(survey.reference_date, dt.time())
        book.set_properties({"title": _title(survey), "comments": FORMAT, "created": moment})
        book.set_size(24_000, 14_000)
        _Writer(book, survey, people).write(parties, contact)
        _keep_sheets(book)
    return buffer.getvalue()


def _title(survey: Survey) -> str:
    return f"Vragenlijst: {clean(survey.title)}"[:255]


@frozen
class _Looks:
    """The formats of the cells."""

    plain: Format
    title: Format
    head: Format
    theme: Format
    small: Format
    answer: Format
    text: Format
    number: Format

    @classmethod
    def of(cls, book: Workbook) -> _Looks:
        base: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        wrapped = {**base, "text_wrap": True}
        line = {"bottom": 1, "bottom_color": "#BFBFBF"}
        heading = {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": _BLUE}
        theme = {**base, "bold": True, "bg_color": _PALE, "font_color": _BLUE, "font_size": 12}
        box = {**wrapped, "bg_color": _YELLOW, "border": 1, "border_color": "#8A8A8A"}
        return cls(
            plain=book.add_format(base),
            title=book.add_format({**base, "bold": True, "font_size": 16, "font_color": _BLUE}),
            head=book.add_format({**heading, "text_wrap": True, "valign": "vcenter"}),
            theme=book.add_format(theme),
            small=book.add_format({**wrapped, **line, "font_size": 9, "font_color": _GREY}),
            answer=book.add_format({**box, "locked": False, "num_format": "@"}),
            text=book.add_format({**wrapped, **line}),
            number=book.add_format({**base, **line, "align": "center"}),
        )


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, survey: Survey, people: int) -> None:
        self.book = book
        self.survey = survey
        self.people = people
        self.looks = _Looks.of(book)
        self.names = {_EXPLAINED.casefold(), _LISTS.casefold(), "history"}
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self, parties: Sequence[Party | None], contact: str) -> None:
        first = self.book.add_worksheet(_EXPLAINED)
        self._explain(first, contact)
        for party in parties:
            name = self._sheet_name("Vragen" if party is None else self.survey.label(party))
            self._questions(self.book.add_worksheet(name), party)
        self._lists()
        first.activate()

    def _sheet_name(self, wanted: str) -> str:
        """A name that Excel takes and that no other sheet has."""
        base = clean(wanted).translate(_NOT_IN_SHEET_NAME).strip("' ") or "Partij"
        name, number = base[:_SHEET_NAME_UP_TO].strip("' "), 1
        while name.casefold() in self.names:
            number += 1
            end = f" ({number})"
            name = base[: _SHEET_NAME_UP_TO - len(end)].strip("' ") + end
        self.names.add(name.casefold())
        return name

    def _explain(self, sheet: Worksheet, contact: str) -> None:
        wrapped = self.book.add_format(
            {"font_name": "Arial", "text_wrap": True, "valign": "top", "font_size": 11}
        )
        bold = self.book.add_format(
            {"font_name": "Arial", "bold": True, "font_size": 12, "font_color": _BLUE}
        )
        sheet.set_column(0, 0, _PAGE_WIDTH)
        sheet.set_row(0, _TITLE_HEIGHT)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, _title(self.survey), self.looks.title)
        row = 2
        for heading, text in explanation(self.survey, self.people, contact):
            sheet.write_string(row, 0, heading, bold)
            sheet.write_string(row + 1, 0, text[:_CELL_UP_TO], wrapped)
            sheet.set_row(row + 1, 16 * _lines(text, _PAGE_WIDTH + 14) + 4)
            row += 3
        _protect(sheet)
        _for_paper(sheet)

    def _questions(self, sheet: Worksheet, party: Party | None) -> None:
        questions = self.survey.asked(party)
        self._columns(sheet)
        self._top(sheet, party, len(questions))
        row, theme, titles = _HEAD_ROW + 1, "", dict(self.survey.themes)
        for number, question in enumerate(questions, 1):
            if question.theme != theme:
                theme = question.theme
                for column in range(2, FIRST_ANSWER + self.people):
                    sheet.write_blank(row, column, None, self.looks.theme)
                sheet.write_string(row, 2, titles.get(theme, theme), self.looks.theme)
                sheet.set_row(row, 20)
                row += 1
            self._question(sheet, row, number, question, party is None)
            row += 1
        sheet.freeze_panes(_HEAD_ROW + 1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        _protect(sheet)
        _for_paper(sheet)

    def _columns(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 1, None, None, {"hidden": True})
        sheet.set_column(2, 2, 5)
        sheet.set_column(3, 3, _QUESTION_WIDTH)
        sheet.set_column(4, 4, _MEANING_WIDTH)
        sheet.set_column(FIRST_ANSWER, FIRST_ANSWER + self.people - 1, 22)
        sheet.hide_gridlines(2)

    def _top(self, sheet: Worksheet, party: Party | None, count: int) -> None:
        survey = self.survey
        party_id = "" if party is None else party.id
        marks = (FORMAT, survey.case_id, party_id, str(count), survey.fingerprint[:12])
        for column, mark in enumerate(marks):
            sheet.write_string(_MARK_ROW, column, mark)
        sheet.set_row(_MARK_ROW, None, None, {"hidden": True})
        sheet.set_row(_TITLE_ROW, _TITLE_HEIGHT)
        sheet.set_row(PARTY_ROW, 20)
        sheet.set_row(_HINT_ROW, 20)
        sheet.set_row(_HEAD_ROW, 20)
        sheet.write_string(_TITLE_ROW, 2, _title(survey), self.looks.title)
        bold = self.book.add_format({"font_name": "Arial", "bold": True, "font_size": 11})
        if party is None:
            self._party_choice(sheet, bold)
        else:
            sheet.write_string(PARTY_ROW, 2, f"Partij: {clean(self.survey.label(party))}", bold)
        hint = f"Kies een antwoord in de gele vakken. Meer uitleg staat op het blad ‘{_EXPLAINED}’."
        sheet.write_string(_HINT_ROW, 2, hint, self.looks.plain)
        heads = ["", "Vraag of stelling", "Wat de antwoorden betekenen"]
        heads += (
            [f"Persoon {n}" for n in range(1, self.people + 1)]
            if self.people > 1
            else ["Uw antwoord"]
        )
        for column, head in enumerate(heads, 2):
            sheet.write_string(_HEAD_ROW, column, head, self.looks.head)

    def _party_choice(self, sheet: Worksheet, bold: Format) -> None:
        sheet.write_string(PARTY_ROW, 2, PARTY_QUESTION, bold)
        names = tuple(clean(self.survey.label(party)) for party in self.survey.parties)
        for column in range(FIRST_ANSWER, FIRST_ANSWER + self.people):
            sheet.write_blank(PARTY_ROW, column, None, self.looks.answer)
            self._drop_down(sheet, PARTY_ROW, column, names, "Kies uw partij uit de lijst.")

    def _question(
        self, sheet: Worksheet, row: int, number: int, question: Question, shared: bool
    ) -> None:
        sheet.write_string(row, 0, question.id)
        sheet.write_string(row, 1, mark_of(question))
        sheet.write_number(row, 2, number, self.looks.number)
        words, meant = self._words(question, shared), meaning(question)
        sheet.write_string(row, 3, words[:_CELL_UP_TO], self.looks.text)
        sheet.write_string(row, 4, meant[:_CELL_UP_TO], self.looks.small)
        height = max(
            14 * _lines(words, _QUESTION_WIDTH + 8), 12.5 * _lines(meant, _MEANING_WIDTH + 26)
        )
        sheet.set_row(row, min(height + 5, _TALLEST))
        for column in range(FIRST_ANSWER, FIRST_ANSWER + self.people):
            sheet.write_blank(row, column, None, self.looks.answer)
            if question.type is not AnswerType.NUMBER:
                self._drop_down(
                    sheet, row, column, choices(question), "Kies een antwoord uit de lijst."
                )

    @staticmethod
    def _words(question: Question, shared: bool) -> str:
        """A question; on a sheet for all parties it says when it is not for all."""
        if shared and question.per_party is PerParty.PARTNERS:
            return f"{asked(question)} (Alleen voor partners, niet voor de gemeente.)"
        return asked(question)

    def _drop_down(
        self, sheet: Worksheet, row: int, column: int, items: tuple[str, ...], message: str
    ) -> None:
        """A list to choose from, kept on a hidden sheet: in the cell itself a comma would split."""
        from xlsxwriter.utility import xl_col_to_name

        if items not in self.lists:
            letter = xl_col_to_name(len(self.lists))
            self.lists[items] = f"={_LISTS}!${letter}$1:${letter}${len(items)}"
        sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "list",
                "source": self.lists[items],
                "error_title": "Niet in de lijst",
                "error_message": f"{message} U mag het vak ook leeg laten.",
            },
        )

    def _lists(self) -> None:
        sheet = self.book.add_worksheet(_LISTS)
        for column, items in enumerate(self.lists):
            for row, item in enumerate(items):
                sheet.write_string(row, column, item)
        sheet.very_hidden()
        _protect(sheet)


def _lines(text: str, width: int) -> int:
    """A generous guess at the lines that a text takes: not every program works out heights."""
    return sum(len(wrap(line, width)) for line in text.splitlines())


def _protect(sheet: Worksheet) -> None:
    """Only the cells for answers can be changed; no password, for it guards against slips."""
    sheet.protect("", {"format_rows": True, "format_columns": False})


def _keep_sheets(book: Workbook) -> None:
    """Sheets cannot be added, renamed, copied or removed by accident; again without a password.

    xlsxwriter has no method for it; the element must stand right before the views.
    """
    views = book._write_book_views

    def lock_and_views() -> None:
        book._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        views()

    book._write_book_views = lock_and_views


def _for_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&RBladzijde &P van &N")
