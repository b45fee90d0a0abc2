"""The blocks of a document as the XML of an ODT."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from pps_advisor.formats.common.blocks import Hold, held
from pps_advisor.formats.common.characters import attribute, escaped, writable
from pps_advisor.formats.common.pictures import png, ratio
from pps_advisor.formats.document import (
    PREFIX,
    Block,
    BulletList,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    Text,
    Tone,
)
from pps_advisor.formats.odf import styles as styles

PICTURES = "Pictures/pps-advisor-"
"""What the names of our pictures inside an ODT begin with."""
WIDEST_MM = 160
_TONES = {Tone.BODY: styles.BODY, Tone.LEAD: styles.LEAD, Tone.REMARK: styles.REMARK}
_DOTS_PER_INCH = 200
_LONG_CELL = 900
_MORE_SPACES = re.compile("(?<= ) ")
_NOTHING = f'<text:p text:style-name="{styles.BODY}"></text:p>'
"""A section has at least one paragraph."""


class OdfText:
    """Turns blocks into XML, and remembers the styles and pictures that they need.

    `tables` and `figures` are how many captions of each kind come before. A section whose tag
    is `taken` loses it, since a name can be there only once. `headings` are the styles of a file
    whose headings have other names.
    """

    def __init__(
        self,
        tables: int = 0,
        figures: int = 0,
        taken: Iterable[str] = (),
        headings: Mapping[int, str] | None = None,
    ) -> None:
        self._headings = headings or {}
        self.styles: dict[str, styles.Style] = {}
        self.pictures: dict[str, bytes] = {}
        self.counts = {"Table": tables, "Figure": figures}
        self._taken = set(taken)
        self._new_page = False

    def blocks(self, blocks: Iterable[Block], tag: str = "") -> str:
        """The XML of blocks that stand in the section `tag`; at least one paragraph."""
        xml = "".join(self._blocks(blocks, tag)) or _NOTHING
        if xml.endswith("</table:table>"):
            # LibreOffice 7.4 may leave out the last rows of a table that ends a section.
            xml += self._paragraph(styles.AFTER_TABLE, "")
        return xml

    def _blocks(self, blocks: Iterable[Block], tag: str) -> Iterator[str]:
        own = {"Table": 0, "Figure": 0}
        for block, hold in held(blocks):
            match block:
                case Section():
                    yield self._section(block)
                case PageBreak():
                    self._new_page = True
                case Table():
                    own["Table"] += 1
                    yield self._table(block, f"{PREFIX}{tag}.tabel{own['Table']}")
                case Picture():
                    own["Figure"] += 1
                    yield self._picture(block, f"{PREFIX}{tag}.figuur{own['Figure']}")
                case Paragraph(text, Tone.BODY):
                    yield self._paragraph(_held_body(hold), runs(text))
                case BulletList():
                    yield self._list(block, hold)
                case _:
                    yield self._words(block)

    def _section(self, section: Section) -> str:
        if section.tag in self._taken:
            return "".join(self._blocks(section.blocks, section.tag))
        self._taken.add(section.tag)
        inner = self.blocks(section.blocks, section.tag)
        return f"<text:section text:name={attribute(PREFIX + section.tag)}>{inner}</text:section>"

    def _words(self, block: Heading | Paragraph) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(_TONES[block.tone], runs(block.text))
        named = self._headings.get(block.level, f"Heading_20_{block.level}")
        name = self._style(named)
        words = runs((Run(block.text),))
        level = f'text:outline-level="{block.level}"'
        return f'<text:h text:style-name="{name}" {level}>{words}</text:h>'

    def _paragraph(self, style: str, inner: str) -> str:
        return f'<text:p text:style-name="{self._style(style)}">{inner}</text:p>'

    def _list(self, block: BulletList, hold: Hold) -> str:
        break_first = self._break_here()
        style = self._use(styles.fixed(styles.NUMBERS if block.numbered else styles.BULLETS))
        kinds = (styles.WHOLE if hold.whole else styles.BODY, styles.BODY)
        items = "".join(
            f"<text:list-item>{self._paragraph(kinds[at > 0], runs(item))}</text:list-item>"
            for at, item in enumerate(block.items)
        )
        return f'{break_first}<text:list text:style-name="{style}">{items}</text:list>'

    def _table(self, table: Table, name: str) -> str:
        above = self._caption("Table", "Tabel", styles.TABLE_CAPTION, table.caption, name)
        above = above or self._break_here()
        style = self._use(styles.fixed(styles.TABLE))
        columns = "".join(
            f'<table:table-column table:style-name="{self._use(styles.column(share))}"/>'
            for share in table.widths
        )
        header = self._row([(Run(cell),) for cell in table.header], "Table_20_Heading")
        rows = "".join(self._row(row, "Table_20_Contents") for row in table.rows)
        return (
            f'{above}<table:table table:name={attribute(name)} table:style-name="{style}">{columns}'
            f"<table:table-header-rows>{header}</table:table-header-rows>{rows}</table:table>"
        )

    def _row(self, cells: Iterable[Text], paragraph: str) -> str:
        cells = list(cells)
        is_header = paragraph == "Table_20_Heading"
        kind = self._use(styles.fixed(styles.HEADER_CELL if is_header else styles.CELL))
        inner = "".join(
            f'<table:table-cell table:style-name="{kind}" office:value-type="string">'
            f'<text:p text:style-name="{paragraph}">{runs(cell)}</text:p></table:table-cell>'
            for cell in cells
        )
        if any(sum(len(run.text) for run in cell) > _LONG_CELL for cell in cells):
            return f"<table:table-row>{inner}</table:table-row>"
        row = self._use(styles.fixed(styles.ROW))
        return f'<table:table-row table:style-name="{row}">{inner}</table:table-row>'

    def _picture(self, picture: Picture, name: str) -> str:
        width = min(picture.width_mm, WIDEST_MM)
        size = f'svg:width="{width:.2f}mm" svg:height="{width * ratio(picture.svg):.2f}mm"'
        frame = (
            f'<draw:frame draw:style-name="{self._use(styles.fixed(styles.FRAME))}"'
            f' draw:name={attribute(name)} text:anchor-type="as-char" {size}>'
            f"{self._images(picture, width)}<svg:title>{escaped(picture.caption)}</svg:title>"
            f"<svg:desc>{escaped(picture.alternative)}</svg:desc></draw:frame>"
        )
        shown = self._paragraph(styles.PICTURE, frame)
        return shown + self._caption("Figure", "Figuur", "Figure", picture.caption, name)

    def _images(self, picture: Picture, width: float) -> str:
        """Lines for who can draw them, pixels for other programs; a reader takes the first."""
        digest = hashlib.sha256(f"{picture.svg}{width:.2f}".encode("utf-8", "replace")).hexdigest()
        self.pictures[f"{PICTURES}{digest[:20]}.svg"] = picture.svg.encode("utf-8", "replace")
        self.pictures[f"{PICTURES}{digest[:20]}.png"] = png(picture.svg, width, _DOTS_PER_INCH)
        link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
        return "".join(
            f'<draw:image xlink:href="{PICTURES}{digest[:20]}.{kind}" {link}/>'
            for kind in ("svg", "png")
        )

    def _caption(self, sequence: str, word: str, style: str, caption: str, name: str) -> str:
        if not caption:
            return ""
        self.counts[sequence] += 1
        number = (
            f'<text:sequence text:ref-name={attribute(f"ref {name}")} text:name="{sequence}"'
            f' text:formula="ooow:{sequence}+1" style:num-format="1">{self.counts[sequence]}'
            "</text:sequence>"
        )
        return self._paragraph(style, f"{word} {number}. {runs((Run(caption),))}")

    def _break_here(self) -> str:
        """An empty paragraph on a new page, before what cannot begin a page itself."""
        return self._paragraph(styles.BODY, "") if self._new_page else ""

    def _style(self, name: str) -> str:
        """The style to name for a paragraph: another one where it begins a page."""
        if self._new_page:
            self._new_page = False
            return self._use(styles.on_a_new_page(name))
        self._use(styles.fixed(name))
        return name

    def _use(self, style: styles.Style | None) -> str:
        if style is None:
            return ""
        self.styles[style.name] = style
        return style.name


def _held_body(hold: Hold) -> str:
    """The style of running text that holds together so."""
    if hold.with_next:
        return styles.INTRODUCTION
    return styles.WHOLE if hold.whole else styles.BODY


def runs(text: Text) -> str:
    """Running text, with its emphasis and with every one of its spaces."""
    parts = []
    after_space = True  # at the begin of a paragraph a space does not count either
    for run in text:
        words = writable(run.text)
        shown = _spaced(words, after_space)
        after_space = words.endswith(" ") if words else after_space
        if run.italic:
            shown = f'<text:span text:style-name="Emphasis">{shown}</text:span>'
        if run.bold:
            shown = f'<text:span text:style-name="Strong_20_Emphasis">{shown}</text:span>'
        parts.append(shown)
    return "".join(parts)


def _spaced(words: str, after_space: bool) -> str:
    """Escaped text in which a space after a space is written as an element."""
    shown = _MORE_SPACES.sub("<text:s/>", escape(words))
    if after_space and shown.startswith(" "):
        return f"<text:s/>{shown[1:]}"
    return shown
