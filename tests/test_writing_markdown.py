"""The Markdown: every text of a user is text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from assessment_factory import ON_ONE_LINE, make_assessment, nasty

from pps_advisor.writing.documents.assessment.markdown import escape, write_markdown

SPECIAL = re.compile(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|~^$&{}@#]")


def _unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def test_nothing_is_eaten() -> None:
    """Behind the escapes every text of a user is whole."""
    assessment = make_assessment()
    text = _unescaped(write_markdown(assessment))

    for given in (
        assessment.case.title,
        assessment.case.explanation,
        assessment.findings[0].text,
        assessment.facts[0].explanation,
        assessment.remarks[0].sentence,
    ):
        assert " ".join(given.split()) in text


def test_no_text_of_a_user_is_markup() -> None:
    """In an escaped text nothing is left that Markdown gives a meaning."""
    assert SPECIAL.search(escape(nasty("x"))) is None
    assert ON_ONE_LINE not in write_markdown(make_assessment())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- geen lijst", r"\- geen lijst"),
        ("+ geen lijst", r"\+ geen lijst"),
        ("1. geen lijst", r"1\. geen lijst"),
        ("12) geen lijst", r"12\) geen lijst"),
        ("# geen kop", r"\# geen kop"),
        ("=== geen kop", r"\=== geen kop"),
        ("> geen citaat", r"\> geen citaat"),
        ("lid 2, eerste zin.", "lid 2, eerste zin."),
        ("2026 is een jaar", "2026 is een jaar"),
        ("een\n\n- regel", "een - regel"),
        ("a\\", r"a\\"),
    ],
)
def test_a_text_opens_nothing(text: str, expected: str) -> None:
    """What would open a list, heading or quotation at the beginning of a line does not."""
    assert escape(text) == expected


def test_headings_go_down_one_step_at_a_time() -> None:
    """There is one title, and no heading skips a level."""
    levels = [len(m[1]) for m in re.finditer(r"^(#+) ", write_markdown(make_assessment()), re.M)]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_row_of_a_table_has_three_cells() -> None:
    """A bar in the title of a theme or of an advice does not make a cell."""
    rows = [r for r in write_markdown(make_assessment()).splitlines() if r.startswith("|")]
    themes, alternatives = 4, 8

    assert len(rows) == themes + alternatives
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


def test_a_list_stands_apart_from_the_text_above_it() -> None:
    """Every list begins after an empty line, as strict readers of Markdown want."""
    lines = write_markdown(make_assessment()).splitlines()
    item = re.compile(r"^\s*(- |\d+\. )")
    for before, line in pairwise(lines):
        if item.match(line):
            assert before == "" or item.match(before)


def test_the_document_is_marked_as_ours() -> None:
    """The format is named, so that a later run may replace the file."""
    assert "pps-advisor/beoordeling" in write_markdown(make_assessment())
