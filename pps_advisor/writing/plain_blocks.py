"""More short ways to write blocks, for documents that leave out every part that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.writing.document import Block, Heading, Section, Tone
from pps_advisor.writing.memo.blocks import para


def paragraphs(texts: Iterable[str], tone: Tone = Tone.BODY) -> list[Block]:
    """A paragraph for each text that is not empty."""
    return [para(text, tone) for text in texts if text]


def section(tag: str, title: str, blocks: Sequence[Block], level: int = 1) -> list[Block]:
    """A part with its heading, when there is anything in it."""
    return [Section(tag, (Heading(level, title), *blocks))] if blocks else []
