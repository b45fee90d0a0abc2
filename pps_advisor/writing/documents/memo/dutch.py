"""Dutch wording of the memo: numbers in words, quotations, sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from pps_advisor.model.values import date_text
from pps_advisor.writing.words.words import joined, thousands

_NUMBERS = (
    "geen één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien twintig"
).split()
_LIKERT = ("helemaal oneens", "oneens", "niet eens en niet oneens", "eens", "helemaal eens")
_YEAR = re.compile(r" \((\d{4}|z\.d\.)\)")
_STRAIGHT = re.compile(r"(?<!\w)'([^']+)'(?!\w)")


def in_words(value: int) -> str:
    """A whole number in words up to twenty, then in digits."""
    return _NUMBERS[value] if 0 < value < len(_NUMBERS) else thousands(value)


def counted(value: int, singular: str, plural: str) -> str:
    """A number in words with its noun: `één vraag`, `drie vragen`, `36 vragen`."""
    return f"{in_words(value)} {singular if value == 1 else plural}"


def quoted(text: str) -> str:
    """A text between Dutch quotation marks."""
    return f"‘{text.strip()}’"


def curly(text: str) -> str:
    """The text with Dutch quotation marks where it has straight ones."""
    return _STRAIGHT.sub(r"‘\1’", text)


def with_source(text: str, source: str) -> str:
    """A sentence with its source before the stop: `... (Dankerlui, 2025, 4.4).`"""
    if not source:
        return text
    named = _YEAR.sub(r", \1", source, count=1)
    return f"{text.removesuffix('.')} ({named})."


def days(dates: Iterable[dt.date]) -> str:
    """Days in a row, each month once where they share it: `20 en 25 november 2026`."""
    row = sorted(dates)
    said = (
        [
            str(day.day)
            if later and (day.year, day.month) == (later.year, later.month)
            else date_text(day)
            for day, later in zip(row, [*row[1:], None], strict=True)
        ]
        if row
        else []
    )
    return joined(said)


def likert_text(answer: str) -> str:
    """An answer on the scale of one to five, with its meaning."""
    return f"{answer} ({_LIKERT[int(answer) - 1]})" if answer in {*"12345"} else answer


def own_steps(numbers: list[int], total: int) -> str:
    """Which steps do not come from a source; "" when all do."""
    if not numbers:
        return ""
    if len(numbers) == total:
        return "Deze stappen staan niet in de bronnen; het zijn aanvullingen van pps-advisor."
    if len(numbers) == 1:
        return f"Stap {numbers[0]} staat niet in de bronnen; het is een aanvulling van pps-advisor."
    *most, last = map(str, numbers)
    return (
        f"De stappen {', '.join(most)} en {last} staan niet in de bronnen; "
        "het zijn aanvullingen van pps-advisor."
    )
