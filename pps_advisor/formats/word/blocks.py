"""The blocks of a document as WordprocessingML, in the styles of the file that they go into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from pps_advisor.formats.common.blocks import Hold, held
from pps_advisor.formats.document import (
    PREFIX,
    Block,
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    Tone,
)
from pps_advisor.formats.word.drawing import drawing, size_of
from pps_advisor.formats.word.styles import Styles
from pps_advisor.formats.word.text import plain_runs, runs, xml_text
from pps_advisor.formats.word.widths import column_widths
from pps_advisor.model.frozen import frozen

_ORDER = {
    f"w:{name}": place
    for place, name in enumerate(
        "pStyle keepNext keepLines pageBreakBefore numPr pBdr spacing ind contextualSpacing"
        " outlineLvl".split()
    )
}
_NAME = re.compile(r"<(w:\w+)")
KEEP_NEXT, KEEP_LINES, NEW_PAGE = "<w:keepNext/>", "<w:keepLines/>", "<w:pageBreakBefore/>"
_AFTER_TABLE = '<w:spacing w:before="160"/>'
_LOW_LINE = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_PICTURE_LINE = '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
_CELL_LINE = '<w:spacing w:before="40" w:after="40"/>'
_SIZES = {1: 32, 2: 28, 3: 24}
"""Half points, for headings in a file that has no styles for them."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_REMARK = (
    '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="595959"/></w:pBdr>',
    '<w:ind w:left="284"/>',
)


class Parts(Protocol):
    """What new text asks of the other parts of the file."""

    def numbered(self) -> str:
        """The number of a list that begins at 1."""

    def bulleted(self) -> str:
        """The number of a list with bullets."""

    def picture(self, picture: Picture) -> str:
        """The relation to a picture."""

    def drawing_id(self) -> int:
        """A number that no other drawing in the text has."""

    def sequence(self, label: str) -> int:
        """The number of the next caption of a kind, "Tabel" or "Figuur"."""


@frozen
class Layout:
    """Where new text goes: the styles there, the room for it in twips, and how deep it stands.

    `shift` is added to the level of every heading. `controls` says whether sections become
    content controls, so that they can be renewed later.
    """

    styles: Styles
    width: int
    height: int
    shift: int = 0
    controls: bool = True


def blocks_xml(blocks: Iterable[Block], layout: Layout, parts: Parts) -> str:
    """Blocks as paragraphs, tables and content controls; never empty, never a table at the end."""
    writer = _Writer(layout, parts)
    text = writer.blocks(tuple(blocks))
    return text + writer.ending() or "<w:p/>"


def table_rows(table: Table, layout: Layout, parts: Parts, widths: Sequence[int]) -> str:
    """The rows of a table without its header, for inside a table of someone else."""
    writer = _Writer(layout, parts)
    return "".join(writer.row(row, widths) for row in table.rows)


def paragraph(inner: str, style: str, *properties: str) -> str:
    """A paragraph; the properties may come in any order."""
    named = f'<w:pStyle w:val="{xml_text(style)}"/>' if style else ""
    found = {_name(one): one for one in (named, *properties) if one}
    ordered = "".join(found[name] for name in sorted(found, key=lambda name: _ORDER[name]))
    return f"<w:p>{f'<w:pPr>{ordered}</w:pPr>' if ordered else ''}{inner}</w:p>"


def control(tag: str, content: str) -> str:
    """A content control around paragraphs and tables."""
    name = xml_text(f"{PREFIX}{tag}")
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _name(xml: str) -> str:
    found = _NAME.match(xml)
    return found.group(1) if found else ""


class _Writer:
    """Writes block after block; remembers what the next one needs of the one before."""

    def __init__(self, layout: Layout, parts: Parts) -> None:
        self._layout, self._styles, self._parts = layout, layout.styles, parts
        self._dutch = layout.styles.dutch
        self._new_page = self._after_table = False

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self._block(block, hold) for block, hold in held(blocks))

    def ending(self) -> str:
        """What has to follow the last block: two tables that touch would become one."""
        if not self._after_table:
            return ""
        self._after_table = False
        return paragraph("", self._styles.body, _LOW_LINE, *self._pending())

    def _pending(self) -> tuple[str, ...]:
        """What the blocks before ask of the next paragraph."""
        asked = (NEW_PAGE if self._new_page else "", _AFTER_TABLE if self._after_table else "")
        self._new_page = self._after_table = False
        return asked

    def _block(self, block: Block, hold: Hold) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block, hold)
            case BulletList():
                return self._list(block)
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case PageBreak():
                self._new_page = True
                return ""
            case Section():
                return self._section(block)

    def _section(self, section: Section) -> str:
        text = self.blocks(section.blocks)
        if not text or not self._layout.controls:
            return text
        return control(section.tag, text + self.ending())

    def _heading(self, heading: Heading) -> str:
        level = max(1, min(9, heading.level + self._layout.shift))
        style = self._styles.headings.get(level)
        if style:
            inner = plain_runs(heading.text, dutch=self._dutch)
            return paragraph(inner, style, KEEP_NEXT, *self._pending())
        size = _SIZES.get(level, 22)
        sized = (("w:sz", f'<w:sz w:val="{size}"/>'), ("w:szCs", f'<w:szCs w:val="{size}"/>'))
        inner = plain_runs(heading.text, sized, self._dutch, bold=True)
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        spacing = '<w:spacing w:before="240" w:after="80"/>'
        pending = [one for one in self._pending() if _name(one) != "w:spacing"]
        return paragraph(
            inner, self._styles.body, KEEP_NEXT, KEEP_LINES, outline, spacing, *pending
        )

    def _paragraph(self, block: Paragraph, hold: Hold) -> str:
        styles = self._styles
        keep = KEEP_NEXT if hold.with_next else ""
        inner = self._runs(block.text)
        pending = self._pending()
        if block.tone is Tone.REMARK and not styles["remark"]:
            return paragraph(inner, styles.body, keep, *_REMARK, *pending)
        roles = {Tone.LEAD: "lead", Tone.REMARK: "remark", Tone.BODY: ""}
        return paragraph(inner, styles[roles[block.tone]] or styles.body, keep, *pending)

    def _list(self, block: BulletList) -> str:
        role = "number" if block.numbered else "bullet"
        own = self._styles.number_of(role)
        style = self._styles[role] or self._styles["paragraph"] or self._styles.body
        number = self._parts.numbered() if block.numbered else "" if own else self._parts.bulleted()
        listed = (
            f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        )
        close = "" if self._styles[role] else "<w:contextualSpacing/>"
        return "".join(
            paragraph(self._runs(item), style, listed, close, *self._pending())
            for item in block.items
        )

    def _picture(self, picture: Picture) -> str:
        size = size_of(picture, self._layout.width, self._layout.height)
        relation, id = self._parts.picture(picture), self._parts.drawing_id()
        keep = KEEP_NEXT if picture.caption else ""
        pending = [one for one in self._pending() if _name(one) != "w:spacing"]
        style = self._styles["picture"] or self._styles.body
        shown = paragraph(
            drawing(picture, relation, id, size), style, keep, _PICTURE_LINE, *pending
        )
        return shown + self._caption("Figuur", picture.caption)

    def _caption(self, label: str, caption: str, *properties: str) -> str:
        if not caption:
            return ""
        number = self._parts.sequence(label)
        base = () if self._styles["caption"] else (("w:i", "<w:i/>"), ("w:iCs", "<w:iCs/>"))
        counted = plain_runs(str(number), base, self._dutch)
        inner = (
            f"{plain_runs(f'{label} ', base, self._dutch)}"
            f'<w:fldSimple w:instr=" SEQ {label} \\* ARABIC ">{counted}</w:fldSimple>'
            f"{plain_runs(f'. {caption}', base, self._dutch)}"
        )
        return paragraph(inner, self._styles["caption"] or self._styles.body, *properties)

    def _table(self, table: Table) -> str:
        between = self.ending() if self._after_table and not table.caption else ""
        caption = self._caption("Tabel", table.caption, KEEP_NEXT, *self._pending())
        widths = column_widths(table, self._layout.width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self.row(row, widths) for row in table.rows)
        self._after_table = True
        return (
            f"{between}{caption}<w:tbl>{self._table_properties(table)}"
            f"<w:tblGrid>{grid}</w:tblGrid>{self._header(table, widths)}{rows}</w:tbl>"
        )

    def _table_properties(self, table: Table) -> str:
        style = self._styles.table
        named = f'<w:tblStyle w:val="{xml_text(style)}"/>' if style else ""
        borders = "" if style else f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        return (
            f'<w:tblPr>{named}<w:tblW w:w="5000" w:type="pct"/>{borders}'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{xml_text(table.caption)}"/></w:tblPr>'
        )

    def _header(self, table: Table, widths: Sequence[int]) -> str:
        style = self._styles["head"] or self._styles["cell"]
        cells = "".join(
            self._cell(plain_runs(text, dutch=self._dutch, bold=True), width, style, KEEP_NEXT)
            for text, width in zip(table.header, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def row(self, row: Sequence[Text], widths: Sequence[int]) -> str:
        """A row of a table, which stays together on one page."""
        cells = "".join(
            self._cell(self._runs(text), width, self._styles["cell"])
            for text, width in zip(row, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _cell(self, inner: str, width: int, style: str, *properties: str) -> str:
        spacing = "" if style else _CELL_LINE
        text = paragraph(inner, style or self._styles.body, spacing, *properties)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>'

    def _runs(self, text: Text) -> str:
        return runs(text, dutch=self._dutch)
