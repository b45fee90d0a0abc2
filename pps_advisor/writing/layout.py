"""Plain text within a width, counted in columns as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pps_advisor.writing.words import clean

_WIDE = frozenset("WF")
_NO_COLUMN = frozenset(("Mn", "Me", "Cf"))


def columns(text: str) -> int:
    """How many columns a text takes: an emoji two, a combining accent none."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The lines of a paragraph; `first` opens the first line, `rest` the others.

    A word that is longer than a line is cut, so that nothing is lost and nothing sticks out.
    """
    indent = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    line, used, empty = first, columns(first), True
    for word in _pieces(clean(text), max(1, width - max(used, columns(indent)))):
        size = columns(word)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = indent, columns(indent), True
        line += word if empty else f" {word}"
        used += size if empty else size + 1
        empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str, room: int) -> Iterator[str]:
    """The words of a text, the long ones in pieces of at most `room` columns."""
    for word in text.split(" "):
        if columns(word) <= room:
            yield word
            continue
        piece = ""
        for char in word:
            if columns(piece + char) > room:
                yield piece
                piece = ""
            piece += char
        if piece:
            yield piece


def table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Rows of cells in columns of these widths, two spaces apart; what is long goes on below."""
    lines: list[str] = []
    for row in rows:
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            lines.append("  ".join(map(pad, parts, widths)).rstrip())
    return lines


def clip(text: str, width: int) -> str:
    """The text on one line of at most `width` columns, with `...` where words were left out."""
    text = clean(text)
    if columns(text) <= width:
        return text
    kept = ""
    for char in text:
        if columns(kept + char) > width - 3:
            break
        kept += char
    cut_in_word = text[len(kept)] != " "
    whole = (kept.rpartition(" ")[0] if cut_in_word else kept) or kept
    return f"{whole.rstrip(' ,;:')}..."


def pad(text: str, width: int) -> str:
    """The text with spaces up to `width` columns."""
    return text + " " * (width - columns(text))
