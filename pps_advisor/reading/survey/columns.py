"""Which column of a table is which question, whatever survey tool wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pps_advisor.model.case.survey import PARTY_QUESTION, code_of
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.question import Question
from pps_advisor.reading.survey.answers import folded
from pps_advisor.reading.survey.table import Table
from pps_advisor.reading.yaml.problems import nearest, nearest_word

_PARTY = frozenset({"partij", "organisatie", "party", "partij-id", folded(PARTY_QUESTION)})
_CASE = frozenset({"casus", "casus-id"})
_IN_BRACKETS = re.compile(r"(.*?)\[(.+)\]", re.DOTALL)
_LOOKED_AT = 20


@frozen
class Columns:
    """The columns of a table (from 0); -1 where there is none.

    `doubtful` look like questions but are none (column, name, hint); `ignored` are the names of
    all others, such as a date.
    """

    head: int
    party: int
    case: int
    questions: tuple[tuple[Question, int], ...]
    doubled: tuple[tuple[int, str], ...]
    doubtful: tuple[tuple[int, str, str], ...]
    ignored: tuple[str, ...]


def columns_of(table: Table, names: Mapping[str, Question]) -> Columns | None:
    """The columns of a table; None when no row at its beginning names a question.

    `names` are the headings() of the questions.
    """
    for row, cells in enumerate(table.rows[:_LOOKED_AT]):
        if any(_question(cell, names) for cell in cells):
            return _columns(row, cells, names)
    return None


def headings(questions: Iterable[Question]) -> dict[str, Question]:
    """Every way in which an export can name a question."""
    names: dict[str, Question] = {}
    for one in questions:
        period = f" Denk aan: {one.period}." if one.period else ""
        for name in (one.id, code_of(one), one.text, f"{one.text}{period}"):
            names[_bare(name)] = one
    return names


def _bare(text: str) -> str:
    return folded(text).strip(" .:?*")


def _question(text: str, names: Mapping[str, Question]) -> Question | None:
    """The question that a heading names: by id, code or words, alone or in brackets."""
    bare = _bare(text)
    if bare in names:
        return names[bare]
    if match := _IN_BRACKETS.fullmatch(text.strip()):
        inner = [names.get(_bare(part)) for part in (match[2], match[1])]
        return next((one for one in inner if one), None)
    first, _, rest = bare.partition(" ")
    return names.get(first.rstrip(".:")) if rest else None


def _columns(head: int, cells: tuple[str, ...], names: Mapping[str, Question]) -> Columns:
    party, case = -1, -1
    found: dict[str, tuple[Question, int]] = {}
    doubled, doubtful, ignored = [], [], []
    for column, cell in enumerate(cells):
        question = _question(cell, names)
        if question is not None and question.id in found:
            doubled.append((column, question.id))
        elif question is not None:
            found[question.id] = question, column
        elif _is_named(cell, _PARTY) and party < 0:
            party = column
        elif _is_named(cell, _CASE) and case < 0:
            case = column
        elif hint := _doubt(cell, names):
            doubtful.append((column, cell, hint))
        elif cell.strip():
            ignored.append(cell)
    return Columns(
        head, party, case, tuple(found.values()), tuple(doubled), tuple(doubtful), tuple(ignored)
    )


def _is_named(cell: str, names: frozenset[str]) -> bool:
    bare = folded(cell)
    return bare in names or f"{_bare(cell)}?" in names


def _doubt(cell: str, names: Mapping[str, Question]) -> str:
    """A hint when a heading looks like a question but is none; "" when it does not."""
    bare = _bare(cell)
    ids = {one.id for one in names.values()}
    theme, _, name = bare.partition(".")
    if theme in {one.partition(".")[0] for one in ids} and name.replace("_", "").isalnum():
        return nearest(bare, ids) or "Haal de kolom weg, of noem haar zoals de vraag heet."
    if len(bare) > 15 and (near := nearest_word(bare, [n for n in names if len(n) > 15])):
        return f"Bedoelt u '{names[near].id}'? Neem de tekst van de vraag letterlijk over."
    return ""
