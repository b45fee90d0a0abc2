"""A table of answers as it came: rows of texts, with the place of every cell."""

from __future__ import annotations

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import frozen


class CellLocation(SourceLocation):
    """A place in a table, which people find by its letter and number: ``cel F7``."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self.file}, cel {letters_of(self.column)}{self.line}"


@frozen
class Table:
    """A sheet of a workbook, or a whole CSV file.

    `formulas` are the cells (row and column from 0) whose text was computed, not typed.
    """

    file: str
    sheet: str
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()

    @property
    def name(self) -> str:
        """The file, and the sheet where there can be more."""
        return f"{self.file}, blad '{self.sheet}'" if self.sheet else self.file

    @property
    def location(self) -> SourceLocation:
        """The table as a whole."""
        return SourceLocation(self.name)

    def place(self, row: int, column: int) -> CellLocation:
        """The place of a cell; row and column count from 0."""
        return CellLocation(self.name, row + 1, column + 1)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; "" where there is none."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


def letters_of(column: int) -> str:
    """The letters of a column (from 1): ``A``, ``Z``, ``AA``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
