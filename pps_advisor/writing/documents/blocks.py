"""What the writers of paged formats share: walking through the blocks of a document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Protocol, TypeVar

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

B = TypeVar("B", bound=Block)
_SHORT = 250
NO_TITLE = "Document zonder titel"
_LETTERS_IN_THE_FOOT = 80


def shortened(title: str) -> str:
    """A title on the one line that the foot of a page has."""
    if len(title) <= _LETTERS_IN_THE_FOOT:
        return title
    return f"{title[: _LETTERS_IN_THE_FOOT - 1].rstrip()}…"


def flat(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """The blocks without the sections around them, in order."""
    for block in blocks:
        if isinstance(block, Section):
            yield from flat(block.blocks)
        else:
            yield block


def leaves(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """The blocks of `without_gaps`, without the sections around them, in order."""
    yield from flat(without_gaps(blocks))


def without_gaps(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without a skipped level of heading, a heading without words or an empty list.

    Assistive technology takes each for something that is missing.
    """
    return tuple(_Mender().mended(blocks))


def with_next(blocks: Iterable[B]) -> Iterator[tuple[B, B | None]]:
    """Each block with the one that follows it."""
    row = list(blocks)
    yield from zip(row, [*row[1:], None], strict=True)


def introduces(block: Block, following: Block | None) -> bool:
    """Whether a paragraph is the words above a list or table, which stay on one page with it."""
    return (
        isinstance(block, Paragraph)
        and isinstance(following, BulletList | Table)
        and sum(len(run.text) for run in block.text) <= _SHORT
    )


def sections(blocks: Iterable[Block]) -> dict[str, Section]:
    """Every section by its tag, also those inside another."""
    found: dict[str, Section] = {}
    for block in blocks:
        if isinstance(block, Section):
            found[block.tag] = block
            found |= sections(block.blocks)
    return found


def unnamed(blocks: Iterable[Block], tags: Container[str]) -> tuple[Block, ...]:
    """The blocks in which the sections with these tags are no sections any more."""
    row: list[Block] = []
    for block in blocks:
        if not isinstance(block, Section):
            row.append(block)
            continue
        inner = unnamed(block.blocks, tags)
        row += inner if block.tag in tags else (Section(block.tag, inner),)
    return tuple(row)


class Place(Protocol):
    """A part in a document of someone else: its tag, and where it begins and ends."""

    @property
    def tag(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Place)


def outermost(places: Iterable[P], known: Container[str]) -> tuple[list[P], tuple[str, ...]]:
    """Of parts in order, the outermost that are known; and the tags of the others.

    A part inside one that is renewed goes with it.
    """
    chosen: list[P] = []
    unknown: list[str] = []
    for place in places:
        if chosen and place.end <= chosen[-1].end:
            continue
        if place.tag in known:
            chosen.append(place)
        else:
            unknown.append(place.tag)
    return chosen, tuple(unknown)


class _Mender:
    """Remembers the level of the last heading, across sections."""

    def __init__(self) -> None:
        self._level = 0

    def mended(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Section):
                yield Section(block.tag, tuple(self.mended(block.blocks)))
            elif isinstance(block, Heading):
                if is_seen(block.text):
                    self._level = min(block.level, self._level + 1)
                    yield Heading(self._level, block.text)
            elif not isinstance(block, BulletList) or block.items:
                yield block
