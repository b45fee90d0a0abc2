"""The writers of a document: Markdown, plain text and a web page say the same, each in its way."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from browser import axe_findings
from test_memo_text import assessment
from test_writing_html import _Page

from pps_advisor.formats.document import (
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    Tone,
)
from pps_advisor.formats.plain import markdown, text
from pps_advisor.formats.web import html
from pps_advisor.model.frozen import evolve
from pps_advisor.writing.documents.memo.build import build_memo
from pps_advisor.writing.documents.memo.choice import MemoChoice
from pps_advisor.writing.documents.memo.parts import Kind
from pps_advisor.writing.pictures.roadmap import Lane, Stop, roadmap_svg, roadmap_text

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title id="t">T</title></svg>'
SMALL = Document(
    "Een <titel>",
    "Ondertitel",
    dt.date(2026, 3, 1),
    (
        Section(
            "samenvatting",
            (
                Heading(1, "Samen & vatting"),
                Paragraph((Run("Vet.", bold=True), Run(" Gewoon."), Run(" Schuin.", italic=True))),
                Paragraph((Run("1. geen lijst"),), Tone.REMARK),
                BulletList(((Run("een"),), (Run("twee"),))),
                BulletList(((Run("eerst"),), (Run("dan"),)), numbered=True),
            ),
        ),
        PageBreak(),
        Heading(1, "Samen & vatting"),
        Table("Tabel <1>", ("A|B", "C"), (((Run("*"),), (Run("d"),)),), (0.25, 0.75)),
        Picture(SVG, "Wat er te zien is", "Een plaatje", 40),
    ),
)


def test_markdown_keeps_every_block() -> None:
    """Parts between their comments, emphasis, lists, tables, and a picture in words."""
    expected = r"""# Een \<titel\>

**Ondertitel**

1 maart 2026

<!-- begin pps-advisor:samenvatting -->

## Samen \& vatting

**Vet.** Gewoon. *Schuin.*

> 1\. geen lijst

- een
- twee

<!-- -->

1. eerst
2. dan

<!-- eind pps-advisor:samenvatting -->

## Samen \& vatting

*Tabel: Tabel \<1\>*

| A\|B | C |
| --- | --- |
| \* | d |

> **Figuur: Een plaatje.** Wat er te zien is
"""
    assert expected == markdown.write(SMALL)


def test_markdown_of_blocks_alone_has_no_marks() -> None:
    """What goes between the comments of somebody's document brings none of its own."""
    assert "<!-- begin" not in markdown.write_blocks(SMALL.blocks)
    assert markdown.write_blocks(SMALL.blocks, marked=True).startswith(
        markdown.begin_mark("samenvatting")
    )


def test_text_fits_its_width() -> None:
    """Plain text is wrapped, headings are underlined and tables stand in columns."""
    written = text.write(SMALL, 40)

    assert written.startswith("EEN <TITEL>\nOndertitel\n1 maart 2026\n")
    assert "Samen & vatting\n===============" in written
    assert "A|B" in written
    assert max(map(len, written.splitlines())) <= 40


@pytest.fixture(scope="module")
def page() -> _Page:
    return _Page(html.write(SMALL))


def test_html_is_well_formed(page: _Page) -> None:
    """Every element is closed in order, ids are unique and the language is Dutch."""
    ids = [element["id"] for element in page.all("h2", "h3", "main") if "id" in element]

    assert (page.wrong, page.open) == ([], [])
    assert len(ids) == len(set(ids))
    assert page.all("html")[0]["lang"] == "nl-NL"
    assert "Vet. Gewoon. Schuin." in page.words()


def test_html_names_its_tables_and_pictures(page: _Page) -> None:
    """A table has a caption and heads with a scope, a picture an alternative and a caption."""
    assert {"col"} == {head["scope"] for head in page.all("th")}
    assert "Tabel 1. Tabel <1>" in page.words()
    (picture,) = [one for one in page.all("div") if one.get("role") == "img"]
    assert picture["aria-label"] == "Wat er te zien is"
    assert "Figuur 1. Een plaatje" in page.words()


def test_html_allows_only_its_own_style() -> None:
    """The policy names the hash of the style sheet, and there are no styles inline."""
    written = html.write(SMALL)
    (css,) = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in written.replace("&#39;", "'")
    assert ".w25 { width: 25%; }" in css
    assert " style=" not in written
    assert "http:" not in re.sub(r'xmlns="[^"]*"', "", written)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_axe_finds_nothing_in_a_memo(kind: Kind, tmp_path: Path) -> None:
    """The page keeps to WCAG 2.2 AA as far as a machine can see."""
    name = "zwolle-sociale-basis" if kind is Kind.COLLEGE else "den-haag-instapeconomie"
    written = html.write(build_memo(assessment(name), MemoChoice(kind)))

    assert axe_findings(written, tmp_path) == []


def test_axe_finds_what_is_wrong(tmp_path: Path) -> None:
    """The test above can fail: without a language or alternative there are findings."""
    broken = html.write(SMALL).replace(' lang="nl-NL"', "").replace(' aria-label="Wat', ' x="Wat')

    assert {"html-has-lang", "role-img-alt"} <= {
        one.split(":")[0] for one in axe_findings(broken, tmp_path)
    }


LANES = (
    Lane("Nu", "binnen weken", (Stop(2, "Een <naam> die over meer dan één regel loopt", ()),)),
    Lane("Straks", "later", (Stop(1, "Kort", (2,)), Stop(3, "Ook kort", (1, 2)))),
    Lane("Ooit", "nog later", ()),
)


def test_the_roadmap_picture_says_all_it_shows() -> None:
    """The description has each column, each box, and what comes first."""
    svg = roadmap_svg(LANES)
    root = ET.fromstring(svg)
    shown = " ".join(root.itertext())

    assert "Straks (later): 1 Kort, na 2; 3 Ook kort, na 1 en 2." in roadmap_text(LANES)
    assert "Ooit (nog later): niets." in roadmap_text(LANES)
    assert roadmap_text(LANES) in shown
    assert "na 1 en 2" in shown


def test_the_roadmap_picture_keeps_within_its_edges() -> None:
    """Boxes stand under each other in their column, and none sticks out."""
    root = ET.fromstring(roadmap_svg(LANES))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    boxes = [
        tuple(float(one.attrib[key]) for key in ("x", "y", "width", "height"))
        for one in root.iter("{http://www.w3.org/2000/svg}rect")
    ]

    assert len(boxes) == 3
    assert all(x + w <= width and y + h <= height for x, y, w, h in boxes)
    second, third = boxes[1:]
    assert second[0] == third[0]
    assert second[1] + second[3] < third[1]


def test_a_day_that_the_subtitle_names_is_not_said_twice() -> None:
    """'peildatum 1 maart 2026' above a document is enough; otherwise the day has its own line."""
    named = evolve(SMALL, subtitle="Gemeente Zwolle, peildatum 1 maart 2026")

    for write in (markdown.write, text.write, html.write):
        assert write(named).count("1 maart 2026") == 1
        assert write(SMALL).count("1 maart 2026") == 1
    assert 'class="date"' not in html.write(named)
