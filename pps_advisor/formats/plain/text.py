"""A document as plain text, to read on a screen."""

from __future__ import annotations

from pps_advisor.formats.common.blocks import flat
from pps_advisor.formats.common.heading import day_line
from pps_advisor.formats.document import (
    Block,
    BulletList,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
    plain_text,
)
from pps_advisor.formats.plain.layout import columns, table, wrap

_WIDTH = 80
_UNDER = {1: "=", 2: "-", 3: ""}


def write(document: Document, width: int = _WIDTH) -> str:
    """The document as text within a width."""
    lines = [
        *wrap(document.title.upper(), width),
        *wrap(document.subtitle, width),
        *([day] if (day := day_line(document)) else []),
    ]
    for block in flat(document.blocks):
        lines += ["", *_block(block, width)]
    return "\n".join(lines) + "\n"


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading(level, text):
            return _heading(text, level, width)
        case Paragraph(text):
            return wrap(plain_text(text), width)
        case BulletList():
            return _list(block, width)
        case Table():
            return _table(block, width)
        case Picture():
            return wrap(f"[Figuur: {block.caption}. {block.alternative}]", width)
        case _:
            return []


def _heading(text: str, level: int, width: int) -> list[str]:
    lines = wrap(text, width)
    under = _UNDER.get(level, "")
    if not under:
        return lines
    rule = under * min(width, max(map(columns, lines)))
    return ["", *lines, rule] if level == 1 else [*lines, rule]


def _list(block: BulletList, width: int) -> list[str]:
    lines = []
    for number, item in enumerate(block.items, 1):
        lines += wrap(plain_text(item), width, f"{number}. " if block.numbered else "- ")
    return lines


def _table(block: Table, width: int) -> list[str]:
    """The table in columns by its shares; a narrow column keeps room for a number."""
    room = width - 2 * (len(block.widths) - 1)
    widths = [max(4, int(share * room)) for share in block.widths]
    head = table([block.header], widths)
    rows = [table([[plain_text(cell) for cell in row]], widths) for row in block.rows]
    rule = "-" * min(width, sum(widths) + 2 * (len(widths) - 1))
    return [f"{block.caption}:", *head, rule, *(line for row in rows for line in row)]
