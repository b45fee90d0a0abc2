"""Plain text within a width, counted in columns as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_WIDE = frozenset("WF")
_FIRST_COMBINING = "\u0300"
_SOFT_HYPHEN = "\xad"
_NO_COLUMN = frozenset(("Mn", "Me", "Cf"))


def clean(text: str) -> str:
    """Text on one line; control characters, which a terminal would obey, made visible."""
    joined = " ".join(text.split())
    if joined.isprintable():
        return joined
    return "".join(_visible(char) for char in joined)


def _visible(char: str) -> str:
    return f"\\x{ord(char):02x}" if unicodedata.category(char) == "Cc" else char


def columns(text: str) -> int:
    """How many columns a text takes: an emoji two, a combining accent none."""
    if _one_each(text):
        return len(text)
    return sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def _one_each(text: str) -> bool:
    """Whether every character surely takes one column, as in nearly all Dutch text."""
    return text.isascii() or (max(text) < _FIRST_COMBINING and _SOFT_HYPHEN not in text)


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The lines of a paragraph; `first` opens the first line, `rest` the others.

    A word that is longer than a line is cut, so that nothing is lost and nothing sticks out.
    """
    indent = " " * columns(first) if rest is None else rest
    room = width - max(columns(first), columns(indent))
    words = clean(text)
    if room > 0 and _one_each(words):
        lines = _cut_at_spaces(words, width - columns(first), width - columns(indent))
        if lines is not None:
            return [(first if not n else indent) + line for n, line in enumerate(lines)]
    return _wrap_by_word(words, width, first, indent)


def _cut_at_spaces(text: str, first: int, rest: int) -> list[str] | None:
    """The text cut at the last space that fits each line; None when a word is too long."""
    lines, start, room = [], 0, first
    while len(text) - start > room:
        cut = text.rfind(" ", start, start + room + 1)
        if cut <= start:
            return None
        lines.append(text[start:cut])
        start, room = cut + 1, rest
    return [*lines, text[start:]]


def _wrap_by_word(text: str, width: int, first: str, indent: str) -> list[str]:
    """The same word by word, for text with wide characters or with words of over a line."""
    room = max(1, width - max(columns(first), columns(indent)))
    lines: list[str] = []
    line: list[str] = []
    used, opening = columns(first), first
    for word, size in _pieces(text, room):
        if line and used + 1 + size > width:
            lines.append(opening + " ".join(line))
            line, used, opening = [], columns(indent), indent
        used += size + 1 if line else size
        line.append(word)
    return [*lines, (opening + " ".join(line)).rstrip()]


def _pieces(text: str, room: int) -> Iterator[tuple[str, int]]:
    """The words of a text with their columns, the long ones in pieces of at most `room`."""
    for word in text.split(" "):
        size = columns(word)
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
