"""What the writers of paged formats share: walking through the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.writing.document import (
    Block,
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Section,
    Table,
)
from pps_advisor.writing.documents.characters import is_seen

Leaf = Heading | Paragraph | BulletList | Table | Picture | PageBreak


def leaves(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """The blocks without the sections around them, in order.

    No level of heading is skipped, and a heading without words is left out: assistive technology
    takes both for something that is missing.
    """
    above = 0
    for block in _flat(blocks):
        if isinstance(block, Heading):
            if not is_seen(block.text):
                continue
            above = min(block.level, above + 1)
            yield Heading(above, block.text)
        else:
            yield block


def _flat(blocks: Iterable[Block]) -> Iterator[Leaf]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _flat(block.blocks)
        else:
            yield block
