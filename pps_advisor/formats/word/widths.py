"""How wide the columns of a table are: as asked, but no word of ordinary length is cut in two."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.formats.document import Table, plain_text

_LETTER, _MARGINS = 130, 230
"""Twips: a letter of eleven points, rather wide, and the white on both sides of a cell."""
_ORDINARY = 15
"""Letters of a word; a longer one is cut."""


def column_widths(table: Table, width: int) -> list[int]:
    """The width in twips of each column of a table that is `width` wide."""
    asked = [share * width for share in _shares(table)]
    needed = [_needed(table, column) for column in range(len(table.header))]
    total = sum(needed)
    if total >= width:
        return [round(width * need / total) for need in needed]
    short = sum(max(0, need - have) for have, need in zip(asked, needed, strict=True))
    spare = sum(max(0, have - need) for have, need in zip(asked, needed, strict=True))
    given = short / spare if spare else 0
    return [
        round(need if have < need else have - (have - need) * given)
        for have, need in zip(asked, needed, strict=True)
    ]


def _shares(table: Table) -> Sequence[float]:
    total = sum(table.widths)
    if len(table.widths) != len(table.header) or total <= 0:
        return [1 / len(table.header)] * len(table.header)
    return [width / total for width in table.widths]


def _needed(table: Table, column: int) -> int:
    texts = [table.header[column], *(plain_text(row[column]) for row in table.rows)]
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    return min(longest, _ORDINARY) * _LETTER + _MARGINS
