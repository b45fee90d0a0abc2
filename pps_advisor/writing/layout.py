"""Plain text within a width, counted in columns as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pps_advisor.writing.words import clean

_WIDE = frozenset("WF")
_NO_COLUMN = frozenset(("Mn", "Me", "Cf"))


def columns(text: str) -> int:
    """How many columns a text takes: an emoji two, a combining accent none."""
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
    line = first
    empty = True
    for word in _pieces(clean(text), max(1, width - max(columns(first), columns(indent)))):
        if not empty and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str, room: int) -> Iterator[str]:
    """The words of a text, the long ones in pieces of at most `room` columns."""
    for word in text.split(" "):
        piece = ""
        for char in word:
            if columns(piece + char) > room:
                yield piece
                piece = ""
            piece += char
        if piece:
            yield piece


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
    whole = kept.rpartition(" ")[0] or kept  # cut between words where there are words
    return f"{whole.rstrip(' ,;:')}..."


def pad(text: str, width: int) -> str:
    """The text with spaces up to `width` columns."""
    return text + " " * (width - columns(text))
