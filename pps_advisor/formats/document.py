"""A document as blocks: what a memo, a guide or a comparison says, whatever its format.

Builders (the memo, the conversation guide, the comparison) make a `Document`; a writer per
format turns it into text or bytes. A builder knows no format, a writer knows no assessment.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from pps_advisor.model.frozen import frozen


@frozen
class Run:
    """A piece of running text."""

    text: str
    bold: bool = False
    italic: bool = False


Text = tuple[Run, ...]
"""One paragraph of running text."""


@frozen
class Heading:
    """A heading. `level` runs from 1 (a chapter) to 3; the document's title is not a heading."""

    level: int
    text: str


class Tone(Enum):
    """What a paragraph is."""

    BODY = "gewoon"
    LEAD = "inleiding"
    REMARK = "opmerking"


@frozen
class Paragraph:
    """A paragraph of running text."""

    text: Text
    tone: Tone = Tone.BODY


@frozen
class BulletList:
    """A list; `numbered` where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@frozen
class Table:
    """A table with one header row, which repeats on every page.

    `widths` are shares of the width of the page that add up to 1, one per column.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...]


@frozen
class Picture:
    """A picture in SVG. `alternative` says what it shows to who cannot see it."""

    svg: str
    alternative: str
    caption: str
    width_mm: float = 160


@frozen
class PageBreak:
    """What follows begins on a new page (where the format has pages)."""


PREFIX = "pps-advisor:"
"""What the name of a section begins with inside a document of somebody else."""


@frozen
class Section:
    """A part of the document with a name, so that it can be renewed inside another document.

    `tag` is unique within the document, such as ``aanbevelingen`` or ``aanbeveling:stuurgroep``.
    """

    tag: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | BulletList | Table | Picture | PageBreak | Section


@frozen
class Document:
    """A document: its properties and its blocks. The language is always Dutch (nl-NL)."""

    title: str
    subtitle: str
    date: dt.date
    blocks: tuple[Block, ...]
    subject: str = ""
    keywords: tuple[str, ...] = ()
    author: str = ""
    municipality: str = ""


def plain_text(text: Text) -> str:
    """The words of running text, without emphasis."""
    return "".join(run.text for run in text)
