"""The blocks of a document as lines of one paragraph, for a content control inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.document import (
    Block,
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    Text,
    plain_text,
)
from pps_advisor.formats.word.blocks import Layout, Parts
from pps_advisor.formats.word.drawing import drawing, size_of
from pps_advisor.formats.word.text import Properties, plain_runs, run_properties, runs


def lines_xml(
    blocks: Iterable[Block], layout: Layout, parts: Parts, base: Properties, plain: bool, many: bool
) -> str:
    """Blocks as runs with line breaks between them.

    A control that is `plain` takes one run of text without emphasis or pictures, and only with
    `many` line breaks.
    """
    lines = list(_lines(blocks, plain))
    dutch = layout.styles.dutch
    if plain:
        texts = [plain_text(line) for line in lines if not isinstance(line, Picture)]
        return plain_runs(("\n" if many else " ").join(texts), base, dutch) or _empty(base)
    shown = [
        _picture(line, layout, parts) if isinstance(line, Picture) else runs(line, base, dutch)
        for line in lines
    ]
    return f"<w:r>{run_properties(base)}<w:br/></w:r>".join(shown) or _empty(base)


def _empty(base: Properties) -> str:
    return f"<w:r>{run_properties(base)}<w:t></w:t></w:r>"


def _picture(picture: Picture, layout: Layout, parts: Parts) -> str:
    size = size_of(picture, layout.width, layout.height)
    return drawing(picture, parts.picture(picture), parts.drawing_id(), size)


def _lines(blocks: Iterable[Block], plain: bool) -> Iterator[Text | Picture]:
    for block in blocks:
        match block:
            case Heading(text=text):
                yield (Run(text, bold=True),)
            case Paragraph(text=text):
                yield text
            case BulletList(items=items, numbered=numbered):
                for number, item in enumerate(items, 1):
                    yield (Run(f"{number}. " if numbered else "• "), *item)
            case Table():
                yield from _rows(block)
            case Picture(alternative=alternative):
                yield (Run(f"[Afbeelding: {alternative}]"),) if plain else block
            case Section(blocks=inner):
                yield from _lines(inner, plain)
            case PageBreak():
                pass


def _rows(table: Table) -> Iterator[Text]:
    for row in table.rows:
        line: list[Run] = []
        for head, cell in zip(table.header, row, strict=True):
            line += [Run(f"{'; ' if line else ''}{head}: "), *cell]
        yield tuple(line)
