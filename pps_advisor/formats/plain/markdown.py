"""A document as Markdown (CommonMark with tables).

Each part stands between two comments with its tag, so that it can be renewed later. A picture is
described in words: what Markdown becomes later need not be able to show one of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.common.heading import day_line
from pps_advisor.formats.document import (
    PREFIX,
    Block,
    BulletList,
    Document,
    Heading,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    Text,
    Tone,
)
from pps_advisor.formats.plain.markdown_text import escape


def begin_mark(tag: str) -> str:
    """The comment before a part."""
    return f"<!-- begin {PREFIX}{tag} -->"


def end_mark(tag: str) -> str:
    """The comment after a part."""
    return f"<!-- eind {PREFIX}{tag} -->"


def write(document: Document) -> str:
    """The document as Markdown."""
    head = [f"# {escape(document.title)}"]
    if document.subtitle:
        head.append(f"**{escape(document.subtitle)}**")
    if day := day_line(document):
        head.append(escape(day))
    return "\n\n".join([*head, *_blocks(document.blocks, marked=True)]) + "\n"


def write_blocks(blocks: Iterable[Block], marked: bool = False) -> str:
    """Blocks as Markdown, without an empty line before or after.

    With `marked` the parts inside stand between their comments. Headings are one level deeper
    than in the document, under its title.
    """
    return "\n\n".join(_blocks(blocks, marked))


def _blocks(blocks: Iterable[Block], marked: bool) -> Iterator[str]:
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, BulletList) and isinstance(previous, BulletList):
            yield "<!-- -->"  # else two lists in a row would be one
        yield from _block(block, marked)
        previous = block


def _block(block: Block, marked: bool) -> Iterator[str]:
    match block:
        case Section(tag, inner):
            yield from [begin_mark(tag)] if marked else []
            yield from _blocks(inner, marked)
            yield from [end_mark(tag)] if marked else []
        case Heading(level, text):
            yield f"{'#' * (level + 1)} {escape(text)}"
        case Paragraph(text, tone):
            yield _paragraph(text, tone)
        case BulletList():
            yield _list(block)
        case Table():
            yield _table(block)
        case Picture():
            yield f"> **Figuur: {escape(block.caption)}.** {escape(block.alternative)}"
        case _:
            pass  # Markdown has no pages


def _paragraph(text: Text, tone: Tone) -> str:
    words = _text(text)
    return f"> {words}" if tone is Tone.REMARK else words


def _text(text: Text) -> str:
    """Running text; what stands at the beginning of a line is made safe there."""
    return "".join(_run(run, first=not n) for n, run in enumerate(text))


def _run(run: Run, first: bool) -> str:
    body = run.text.strip()
    if not body:
        return " " if run.text else ""
    before = " " if run.text[0].isspace() and not first else ""
    after = " " if run.text[-1].isspace() else ""
    mark = "**" * run.bold + "*" * run.italic
    # Where a run is marked, a list cannot begin with it.
    return f"{before}{mark}{escape(body)}{mark[::-1]}{after}"


def _list(block: BulletList) -> str:
    marks = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
    return "\n".join(f"{mark} {_text(item)}" for mark, item in zip(marks, block.items, strict=True))


def _table(block: Table) -> str:
    rows = [
        _row(map(escape, block.header)),
        _row(["---"] * len(block.header)),
        *(_row(map(_text, row)) for row in block.rows),
    ]
    return "\n".join([f"*Tabel: {escape(block.caption)}*", "", *rows])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
