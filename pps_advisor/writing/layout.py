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
    room = max(1, width - max(columns(first), columns(indent)))
    lines: list[str] = []
    line: list[str] = []
    used = columns(first)
    opening = first
    for word, size in _pieces(clean(text), room):
        if line and used + 1 + size > width:
            lines.append(opening + " ".join(line))
            line, used, opening = [], columns(indent), indent
        used += size + 1 if line else size
        line.append(word)
    return [*lines, (opening + " ".join(line)).rstrip()]


def _pieces(text: str, room: int) -> Iterator[tuple[str, int]]:
    """The words of a text with their columns, the long ones in pieces of at most `room`."""
    measure = len if text.isascii() else columns
    for word in text.split(" "):
        size = measure(word)
        if size <= room:
            yield word, size
            continue
        piece = ""
        for char in word:
            if columns(piece + char) > room:
                yield piece, columns(piece)
                piece = ""
            piece += char
        if piece:
            yield piece, columns(piece)


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
