"""Blocks that go into a document of someone else, under the headings that stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.document import Block, Heading, PageBreak, Section
from pps_advisor.model.frozen import frozen


@frozen
class Around:
    """Where a part stands in a document, in levels of heading; 0 where there is none.

    `above` is the level of the heading that the part stands under, `right_above` whether nothing
    comes between, and `there` the highest level in what the part says now.
    """

    above: int = 0
    right_above: bool = False
    there: int = 0


def fitted(blocks: tuple[Block, ...], around: Around, deepest: int = 6) -> tuple[Block, ...]:
    """The blocks for a part: on the page and under the heading that the document gives them."""
    blocks, deeper = placed(blocks, around)
    return tuple(_shifted(blocks, deeper, deepest))


def placed(blocks: tuple[Block, ...], around: Around) -> tuple[tuple[Block, ...], int]:
    """The blocks for a part, and how much deeper their headings go there.

    A heading of ours right under one of the document would say the same twice. Text that is
    renewed keeps the level that it has.
    """
    blocks = _without_page_break(blocks)
    if around.right_above and blocks and isinstance(blocks[0], Heading):
        blocks = _without_page_break(blocks[1:])
    own = min(_levels(blocks), default=1)
    target = around.there or (around.above + 1 if around.above else own)
    return blocks, target - own


def _without_page_break(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Where a page ends is up to the document that the text goes into."""
    return blocks[1:] if blocks and isinstance(blocks[0], PageBreak) else blocks


def _levels(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.level
        elif isinstance(block, Section):
            yield from _levels(block.blocks)


def _shifted(blocks: Iterable[Block], deeper: int, deepest: int) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Heading):
            yield Heading(max(1, min(block.level + deeper, deepest)), block.text)
        elif isinstance(block, Section):
            yield Section(block.tag, tuple(_shifted(block.blocks, deeper, deepest)))
        else:
            yield block
