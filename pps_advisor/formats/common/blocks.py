"""What the writers of paged formats share: walking through the blocks of a document."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import zip_longest
from typing import Protocol, TypeVar

from pps_advisor.formats.common.characters import is_seen
from pps_advisor.formats.document import (
    Block,
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
)
from pps_advisor.model.frozen import frozen

Leaf = Heading | Paragraph | BulletList | Table | Picture | PageBreak

B = TypeVar("B", bound=Block)
_ONE_LINE, _SHORT, _MANY_LINES = 90, 250, 1200
"""Letters."""
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


@frozen
class Hold:
    """What a page may not part: the lines of a block, and the block and the one after it.

    `whole` counts for a paragraph, and for the first item of a list.
    """

    whole: bool = False
    with_next: bool = False


def held(blocks: Iterable[B]) -> Iterator[tuple[B, Hold]]:
    """Each block with how it holds together, so that no heading ends a page.

    `whole` is for formats in which a page may not ask for two lines of a paragraph at least.
    """
    row = list(blocks)
    opens = False
    for block, following in zip_longest(row, row[1:]):
        goes_on = isinstance(following, Paragraph | BulletList | Table | Picture)
        short = isinstance(block, Paragraph) and _letters(block.text) <= _ONE_LINE
        with_next = introduces(block, following) or (opens and short and goes_on)
        yield block, Hold(opens and _first_letters(block) <= _MANY_LINES, with_next)
        opens = isinstance(block, Heading) or with_next


def introduces(block: Block, following: Block | None) -> bool:
    """Whether a paragraph is the words above a list or table, which stay on one page with it."""
    return (
        isinstance(block, Paragraph)
        and isinstance(following, BulletList | Table)
        and _letters(block.text) <= _SHORT
    )


def _letters(text: Text) -> int:
    return sum(len(run.text) for run in text)


def _first_letters(block: Block) -> int:
    match block:
        case Paragraph():
            return _letters(block.text)
        case BulletList():
            return _letters(block.items[0]) if block.items else 0
        case _:
            return 0


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
