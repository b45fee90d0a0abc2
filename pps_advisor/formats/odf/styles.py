"""The automatic styles that our text needs in an ODT, whoever made the file it stands in.

Named styles (headings, running text, captions) are those of the file, so that its house style
counts. Where it has none of that name, an automatic one stands in.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from pps_advisor.model.frozen import frozen

BODY = "Text_20_body"
TABLE_CAPTION = "pps-tabelbijschrift"
PICTURE = "pps-figuur"
LEAD = "pps-inleiding"
AFTER_TABLE = "pps-na-tabel"
INTRODUCTION = "pps-boven-lijst"
WHOLE = "pps-bijeen"
REMARK = "pps-opmerking"
BULLETS = "pps-opsomming"
NUMBERS = "pps-nummering"
TABLE = "pps-tabel"
ROW = "pps-rij"
HEADER_CELL = "pps-kopcel"
CELL = "pps-cel"
FRAME = "pps-kader"


@frozen
class Style:
    """A style: its name and its XML."""

    name: str
    xml: str


def _style(name: str, family: str, inner: str, parent: str = "") -> Style:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    head = f'<style:style style:name="{name}" style:family="{family}"{above}>'
    return Style(name, f"{head}{inner}</style:style>")


def _paragraph(name: str, parent: str, properties: str, letters: str = "") -> Style:
    inner = f"<style:paragraph-properties {properties}/>"
    if letters:
        inner += f"<style:text-properties {letters}/>"
    return _style(name, "paragraph", inner, parent)


def _list(name: str, level: str) -> Style:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab"'
        ' text:list-tab-stop-position="8mm" fo:text-indent="-5mm" fo:margin-left="8mm"/>'
        "</style:list-level-properties>"
    )
    opened, closed = level.split("|")
    return Style(
        name, f'<text:list-style style:name="{name}">{opened}{place}{closed}</text:list-style>'
    )


_BORDER = 'fo:border-left="none" fo:border-right="none" fo:border-top="none" fo:padding="1.2mm"'
_FIXED = {
    style.name: style
    for style in (
        _paragraph(
            TABLE_CAPTION,
            "Table",
            'fo:keep-with-next="always" fo:margin-top="4mm" fo:margin-bottom="1.5mm"',
        ),
        _paragraph(PICTURE, BODY, 'fo:keep-with-next="always" fo:margin-top="4mm"'),
        _paragraph(
            LEAD, BODY, 'fo:margin-bottom="3mm" fo:keep-together="always"', 'fo:font-size="12pt"'
        ),
        _paragraph(
            AFTER_TABLE,
            "Standard",
            'fo:margin-top="0mm" fo:margin-bottom="0mm" fo:line-height="0.7mm"',
            'fo:font-size="2pt"',
        ),
        _paragraph(INTRODUCTION, BODY, 'fo:keep-with-next="always" fo:keep-together="always"'),
        _paragraph(WHOLE, BODY, 'fo:keep-together="always"'),
        _paragraph(
            REMARK,
            BODY,
            'fo:keep-together="always" fo:padding-left="3mm" fo:border-left="0.6mm solid #8ca9c8"'
            ' fo:border-right="none" fo:border-top="none" fo:border-bottom="none"'
            ' fo:margin-left="1mm"',
        ),
        _list(
            BULLETS,
            '<text:list-level-style-bullet text:level="1" text:bullet-char="•">|'
            "</text:list-level-style-bullet>",
        ),
        _list(
            NUMBERS,
            '<text:list-level-style-number text:level="1" style:num-format="1"'
            ' style:num-suffix=".">|</text:list-level-style-number>',
        ),
        _style(
            TABLE,
            "table",
            '<style:table-properties style:width="160mm" style:rel-width="100%"'
            ' table:align="margins" fo:margin-bottom="4mm" table:border-model="collapsing"/>',
        ),
        _style(ROW, "table-row", '<style:table-row-properties fo:keep-together="always"/>'),
        _style(
            HEADER_CELL,
            "table-cell",
            f'<style:table-cell-properties fo:background-color="#eef3f8" {_BORDER}'
            ' fo:border-bottom="0.3mm solid #154273"/>',
        ),
        _style(
            CELL,
            "table-cell",
            f'<style:table-cell-properties {_BORDER} fo:border-bottom="0.1mm solid #b4b4b4"/>',
        ),
        _style(
            FRAME,
            "graphic",
            '<style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"'
            ' fo:border="none" fo:padding="0mm" fo:margin="0mm"/>',
        ),
    )
}


def _heading(level: int, size: str) -> Style:
    properties = 'fo:keep-with-next="always" fo:margin-top="4mm" fo:margin-bottom="2mm"'
    letters = f'fo:font-weight="bold" fo:font-size="{size}"'
    return _paragraph(f"Heading_20_{level}", "Standard", properties, letters)


_NAMED = (
    _heading(1, "15pt"),
    _heading(2, "13pt"),
    *(_heading(level, "11pt") for level in range(3, 7)),
    _paragraph(BODY, "Standard", 'fo:margin-bottom="2mm"'),
    _paragraph("Table_20_Contents", "Standard", 'fo:margin-bottom="0mm"'),
    _paragraph("Table_20_Heading", "Standard", 'fo:margin-bottom="0mm"', 'fo:font-weight="bold"'),
    _paragraph("Figure", "Standard", 'fo:margin-bottom="4mm"', 'fo:font-style="italic"'),
    _style("Strong_20_Emphasis", "text", '<style:text-properties fo:font-weight="bold"/>'),
    _style("Emphasis", "text", '<style:text-properties fo:font-style="italic"/>'),
)
"""What stands in for a named style that we use and a file does not have."""
_PARENT = re.compile(r'style:parent-style-name="([^"]*)"')


def lacking(used: Iterable[Style], xml: str, has: Container[str]) -> list[Style]:
    """What a file with the styles `has` lacks of those that our text `xml` names.

    The parent of an automatic style has to be a style of the file; where it is not there, the
    plain one is.
    """
    named = [style for style in _NAMED if f'text:style-name="{style.name}"' in xml]
    return [
        Style(style.name, _PARENT.sub(lambda parent: _found(parent, has), _spaced(style.xml, has)))
        for style in sorted([*used, *named], key=lambda style: style.name)
        if style.name not in has
    ]


def _spaced(xml: str, has: Container[str]) -> str:
    """The style with the room under running text, where the file has no running text to say it."""
    if BODY in has or f'parent-style-name="{BODY}"' not in xml or "fo:margin-bottom" in xml:
        return xml
    head = "<style:paragraph-properties "
    return xml.replace(head, f'{head}fo:margin-bottom="2mm" ', 1)


def _found(parent: re.Match[str], has: Container[str]) -> str:
    return parent[0] if parent[1] in has else 'style:parent-style-name="Standard"'


def fixed(name: str) -> Style | None:
    """One of the styles above; None for a named style of the file."""
    return _FIXED.get(name)


def column(share: float) -> Style:
    """A column of a table, with its share of the table's width."""
    parts = round(share * 10_000)
    width = f'style:column-width="{share * 160:.2f}mm" style:rel-column-width="{parts}*"'
    inner = f"<style:table-column-properties {width}/>"
    return _style(f"pps-kolom-{parts}", "table-column", inner)


def on_a_new_page(parent: str) -> Style:
    """A paragraph in the style `parent` that begins a page."""
    base = fixed(parent)
    name = f"pps-nieuwe-bladzijde-{parent.removeprefix('pps-')}"
    if base is None:
        return _paragraph(name, parent, 'fo:break-before="page"')
    renamed = base.xml.replace(f'style:name="{parent}"', f'style:name="{name}"', 1)
    broken = renamed.replace(
        "<style:paragraph-properties ", '<style:paragraph-properties fo:break-before="page" ', 1
    )
    return Style(name, broken)
