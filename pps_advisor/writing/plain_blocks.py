"""Short ways to write blocks; each gives a list, so that what is empty takes no place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.writing.document import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    Tone,
)


def plain(text: str) -> Text:
    """Running text without emphasis."""
    return (Run(text),)


def led(lead: str, text: str) -> Text:
    """Running text of which the first words are bold."""
    return (Run(lead, bold=True), Run(f" {text}")) if text else (Run(lead, bold=True),)


def paragraphs(texts: Iterable[str], tone: Tone = Tone.BODY) -> list[Block]:
    """A paragraph for each text that is not empty."""
    return [Paragraph(plain(text), tone) for text in texts if text]


def bullets(items: Iterable[Text], numbered: bool = False) -> list[Block]:
    """A list, when there is anything in it."""
    found = tuple(items)
    return [BulletList(found, numbered)] if found else []


def table(
    caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]
) -> list[Block]:
    """A table of plain text, when it has rows."""
    cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
    return [Table(caption, tuple(header), cells, tuple(widths))] if cells else []


def section(tag: str, title: str, blocks: Sequence[Block], level: int = 1) -> list[Block]:
    """A part with its heading, when there is anything in it."""
    return [Section(tag, (Heading(level, title), *blocks))] if blocks else []
