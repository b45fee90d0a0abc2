"""ODT: real structure, reproducible, and opened by LibreOffice as it was meant."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import document_factory as make
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document as Odf
from pypdf import PdfReader

from pps_advisor.api import assess, load_case
from pps_advisor.formats.common.blocks import leaves
from pps_advisor.formats.document import (
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    plain_text,
)
from pps_advisor.formats.odf import odt
from pps_advisor.formats.odf.blocks import runs
from pps_advisor.formats.odf.odt_fill import fill
from pps_advisor.formats.odf.package import NAMESPACES
from pps_advisor.formats.odf.reading import says
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.writing.documents.memo.build import build_memo
from pps_advisor.writing.documents.memo.choice import MemoChoice
from pps_advisor.writing.documents.memo.parts import Kind


def read(document: Document) -> Odf:
    """The document as an independent library reads it."""
    return Odf(io.BytesIO(odt.write(document)))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def content(document: Document) -> str:
    return members(odt.write(document))["content.xml"].decode()


@pytest.fixture(scope="module")
def everything() -> Odf:
    return read(make.document())


def test_the_package_is_as_the_standard_wants_it() -> None:
    """The type comes first and unpacked, and the manifest lists what there is."""
    data = odt.write(make.document())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        first = file.infolist()[0]

    found = members(data)
    listed = ET.fromstring(found["META-INF/manifest.xml"])
    paths = {next(iter(one.attrib.values())) for one in listed}
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert found["mimetype"] == b"application/vnd.oasis.opendocument.text"
    assert paths == {"/", *found} - {"mimetype", "META-INF/manifest.xml"}


def test_the_structure_is_real(everything: Odf) -> None:
    """Headings, lists, tables, captions and sections are what they are, not what they look like."""
    body = everything.body

    assert [(int(one.level), str(one).strip()) for one in body.headers] == [
        (1, "Samenvatting"),
        (1, "Aanbevelingen"),
        (2, "Stel een stuurgroep in"),
        (2, "Maak een fonds"),
    ]
    assert len(body.get_lists()) == 2
    table = body.get_table(0)
    assert table is not None
    assert table.get_values() == [
        ["Stap", "Wie", "Wat"],
        ["1", "Gemeente", "Doet veel"],
        ["2", "Gemeente", "Doet veel"],
    ]
    assert len(table.get_elements("table:table-header-rows/table:table-row")) == 1
    names = [one.get_attribute("text:name") for one in body.get_elements("//text:section")]
    assert names == [
        "pps-advisor:samenvatting",
        "pps-advisor:aanbevelingen",
        "pps-advisor:aanbeveling:stuurgroep",
        "pps-advisor:aanbeveling:fonds",
    ]
    captions = [one.text_recursive for one in body.get_elements("//text:sequence/..")]
    assert captions == ["Tabel 1. Wie doet wat", "Figuur 1. De thema's in één beeld"]


def test_a_picture_has_lines_pixels_and_an_alternative(everything: Odf) -> None:
    """Whoever cannot draw SVG has PNG, and who cannot see either has words."""
    (frame,) = everything.body.get_elements("//draw:frame")
    images = [one.get_attribute("xlink:href") for one in frame.get_elements("draw:image")]

    parts = members(odt.write(make.document()))
    assert [str(one).rpartition(".")[2] for one in images] == ["svg", "png"]
    assert parts[str(images[0])].startswith(b"<svg")
    assert parts[str(images[1])].startswith(b"\x89PNG")
    assert str(frame.svg_description) == "Een balk voor governance."
    assert (frame.width, frame.height) == ("120.00mm", "30.00mm")


def test_the_properties_and_the_language_are_there(everything: Odf) -> None:
    """Title, subject, keywords, author, date and language stand in the file itself."""
    meta = everything.meta
    styles = members(odt.write(make.document()))["styles.xml"].decode()

    assert (meta.title, meta.subject) == ("Nota samenwerking", "Advies over een samenwerking")
    assert (meta.creator, meta.language) == ("Gemeente Zwolle", "nl-NL")
    assert "2025-07-11" in str(meta.creation_date)
    assert 'fo:language="nl" fo:country="NL"' in styles
    assert 'fo:page-width="210mm" fo:page-height="297mm"' in styles


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of an ODT depends on the clock or on chance."""
    assert odt.write(make.document()) == odt.write(make.document())


def test_every_space_is_kept() -> None:
    """ODT joins spaces, unless they are written out."""
    text = (Run("  a  "), Run(" b", True), Run("c   d "))

    assert says(runs(text)) == "  a   bc   d "
    assert runs((Run("a  b"),)) == "a <text:s/>b"


def test_text_is_never_taken_for_markup() -> None:
    """Signs of XML, in text, attributes and properties, come out as they went in."""
    document = make.document(
        Heading(1, make.HARD), make.table(1, make.HARD), make.picture(make.HARD), title=make.HARD
    )

    odf = read(document)
    assert odf.meta.title == make.HARD
    assert str(odf.body.headers[0]).strip() == make.HARD
    (frame,) = odf.body.get_elements("//draw:frame")
    assert str(frame.svg_description) == make.HARD


def test_control_characters_are_written_out() -> None:
    """What XML cannot hold is shown."""
    odf = read(make.document(Paragraph(make.text(make.CONTROLS))))

    assert "bel\\x07 esc\\x1b[31m nul\\x00 nieuw regel tab \\ud800 \\uffff einde" in str(odf.body)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_well_formed_xml(heading: str, words: str) -> None:
    """There is no text that the writer cannot write."""
    document = make.document(
        Heading(1, heading), Paragraph(make.text(words)), make.table(1, words), title=words
    )

    for name, data in members(odt.write(document)).items():
        if name.endswith(".xml"):
            ET.fromstring(data)


def test_a_page_break_begins_a_page_without_an_empty_line() -> None:
    """What comes after a break carries it itself; only a table or list needs a line."""
    heading = content(make.document(PageBreak(), Heading(1, "Kop")))
    listed = content(make.document(PageBreak(), BulletList((make.text("een"),))))

    assert 'text:style-name="pps-nieuwe-bladzijde-Heading_20_1"' in heading
    assert listed.count("<text:p") == heading.count("<text:p") + 2
    assert 'fo:break-before="page"' in heading
    assert 'fo:break-before="page"' in listed


def test_every_style_that_is_named_is_there() -> None:
    """No paragraph, cell or list points at a style that does not exist."""
    parts = members(odt.write(make.document()))
    styles = [ET.fromstring(parts[name]) for name in ("content.xml", "styles.xml")]
    key = f"{{{NAMESPACES['style']}}}name"
    there = {one.attrib[key] for root in styles for one in root.iter() if key in one.attrib}
    used = {
        value
        for one in styles[0].iter()
        for name, value in one.attrib.items()
        if name.endswith(("}style-name", "}parent-style-name"))
    }

    assert used - there == set()


def test_a_short_row_stays_on_one_page_and_a_long_one_may_not() -> None:
    """A row that is longer than a page would otherwise run off it."""
    assert content(make.document(make.table(1))).count("pps-rij") == 3
    assert content(make.document(make.table(1, "veel " * 300))).count("pps-rij") == 2


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the settings of a LibreOffice of our own."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed here")
    return tmp_path_factory.mktemp("libreoffice")


def converted(office: Path, data: bytes, form: str) -> bytes:
    """A file opened by LibreOffice and saved in another form."""
    source = office / "nota.odt"
    source.write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{office}/profile",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(office / "uit"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (office / "uit" / f"nota.{form}").read_bytes()


def test_libreoffice_shows_what_was_written(office: Path) -> None:
    """Title, text, captions, page numbers and the page break come out on two A4 pages."""
    reader = PdfReader(io.BytesIO(converted(office, odt.write(make.document()), "pdf")))
    first, second = (" ".join(page.extract_text().split()) for page in reader.pages)

    assert "Nota samenwerking Gemeente Zwolle, 11 juli 2025" in first
    assert "Pagina 1 van 2" in first
    for words in ("1. een 2. twee", "Tabel 1. Wie doet wat", "Figuur 1. De thema's in één beeld"):
        assert words in second
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]


def test_libreoffice_shows_every_row_of_every_table(office: Path, core: Catalogue) -> None:
    """No row gets lost where a table in a section goes on to the next page."""
    assessment = assess(load_case(ROOT / "cases" / "den-haag-instapeconomie.yaml", core), core)
    memo = build_memo(assessment, MemoChoice(Kind.COLLEGE))

    pages = PdfReader(io.BytesIO(converted(office, odt.write(memo), "pdf"))).pages

    shown = "".join("".join(page.extract_text() for page in pages).split())
    tables = [block for block in leaves(memo.blocks) if isinstance(block, Table)]
    cells = [plain_text(cell) for table in tables for row in table.rows for cell in row]
    words = {word for cell in cells for word in cell.split()}
    assert len(tables) > 2
    assert {word for word in words if word not in shown} == set()


def test_libreoffice_keeps_what_the_text_says(office: Path) -> None:
    """Opened and saved, every section says the same, so a later fill leaves it alone."""
    saved = converted(office, odt.write(make.document()), "odt")

    filled = fill(saved, make.document(), "nota.odt")
    assert filled.unchanged == ("samenvatting", "aanbevelingen")
    assert filled.content == saved
    assert 'text:formula="ooow:Table+1"' in members(saved)["content.xml"].decode()


def test_no_style_asks_for_widow_or_orphan_lines() -> None:
    """With them LibreOffice 7.4 leaves out rows of a table in a section that runs over a page."""
    styles = members(odt.write(make.document()))["styles.xml"].decode()

    assert re.findall(r"fo:(?:orphans|widows)", styles) == []


def test_words_that_announce_a_table_stay_with_it() -> None:
    """No line that says what a table shows stands at the foot of the page before it."""
    row = ((Run("nu"),), (Run("stuurgroep"),))
    table = Table("Routekaart", ("Wanneer", "Wat"), (row,), (0.5, 0.5))
    announcing = Paragraph((Run("Dit is de volgorde:"),))

    xml = content(make.document(announcing, table))
    assert '<text:p text:style-name="pps-boven-lijst">Dit is de volgorde:' in xml


def test_a_heading_takes_its_first_words_along() -> None:
    """Text after a heading is not parted, one line goes on with what follows it."""
    blocks = (
        Heading(1, "Kop"),
        Paragraph(make.text("Eén regel.")),
        Paragraph(make.text("Lang. " * 60)),
        Heading(1, "Lijst"),
        BulletList((make.text("een"), make.text("twee"))),
    )
    text = content(make.document(*blocks))

    assert '<text:p text:style-name="pps-boven-lijst">Eén regel.' in text
    assert '<text:p text:style-name="pps-bijeen">Lang.' in text
    assert '<text:p text:style-name="pps-bijeen">een<' in text
    assert '<text:p text:style-name="Text_20_body">twee<' in text
