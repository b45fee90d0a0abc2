"""Short ways to write the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.formats.document import (
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
    """Running text that begins with a few words in bold."""
    return (Run(lead, bold=True), Run(f" {text}")) if text else (Run(lead, bold=True),)


def para(text: str, tone: Tone = Tone.BODY) -> Paragraph:
    """A paragraph without emphasis."""
    return Paragraph(plain(text), tone)


def lead_para(lead: str, text: str) -> Paragraph:
    """A paragraph that begins with a few words in bold."""
    return Paragraph(led(lead, text))


def bullets(items: Iterable[Text], numbered: bool = False) -> tuple[BulletList, ...]:
    """A list, or nothing when there is nothing in it."""
    found = tuple(items)
    return (BulletList(found, numbered),) if found else ()


def table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
) -> tuple[Table, ...]:
    """A table of plain text, or nothing when it has no rows."""
    cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
    return (Table(caption, tuple(header), cells, tuple(widths)),) if cells else ()


def paragraphs(texts: Iterable[str], tone: Tone = Tone.BODY) -> list[Block]:
    """A paragraph for each text that is not empty."""
    return [para(text, tone) for text in texts if text]


def section(tag: str, title: str, blocks: Sequence[Block], level: int = 1) -> list[Block]:
    """A part with its heading, when there is anything in it."""
    return [Section(tag, (Heading(level, title), *blocks))] if blocks else []
