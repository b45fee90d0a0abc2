"""New text in content controls that stand around cells or rows of a table of someone else."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.formats.document import Block, Table
from pps_advisor.formats.word.blocks import Layout, Parts, blocks_xml, table_rows
from pps_advisor.formats.word.controls import Control
from pps_advisor.formats.word.tree import Node, whole_number


def in_cell(control: Control, content: str) -> str:
    """Content in the first cell that a control stands around; other cells stay as they are."""
    cells = list(control.content.children) if control.content else []
    first = next((one for one in cells if one.name == "w:tc"), None)
    if first is None:
        return f"<w:tc><w:tcPr/>{content}</w:tc>"
    properties = first.child("w:tcPr")
    new = f"<w:tc>{properties.source if properties else ''}{content}</w:tc>"
    return "".join(new if one is first else one.source for one in cells)


def in_cells(control: Control, content: str) -> str:
    """Content in one cell over the whole width of a table."""
    row = control.content.child("w:tr") if control.content else None
    properties = row.child("w:trPr") if row else None
    count = len(_grid(control)) or 1
    span = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
    return (
        f"<w:tr>{properties.source if properties else ''}"
        f"<w:tc><w:tcPr>{span}</w:tcPr>{content}</w:tc></w:tr>"
    )


def in_row(control: Control, blocks: Sequence[Block], layout: Layout, parts: Parts) -> str:
    """Rows for a table of someone else: those of our table when it has as many columns."""
    widths = _grid(control)
    for block in blocks:
        if isinstance(block, Table) and len(block.header) == len(widths):
            return table_rows(block, layout, parts, widths) or in_cells(control, "<w:p/>")
    return in_cells(control, blocks_xml(blocks, layout, parts))


def _grid(control: Control) -> list[int]:
    """The widths in twips of the columns of the table around a control."""
    table = next((one for one in control.node.ancestors() if one.name == "w:tbl"), None)
    grid: Node | None = table.child("w:tblGrid") if table else None
    columns = [one.get("w:w") for one in grid.children] if grid else []
    return [whole_number(width) for width in columns]
