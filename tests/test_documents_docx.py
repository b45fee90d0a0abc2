"""A document as a new Word file, in our own house style or in that of a template."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import word_hosts as hosts
from docx import Document as OpenWord
from docx.document import Document as WordDocument
from docx.shared import Mm
from word_hosts import PART, body_of, control, memo, rewritten, small_host, waiting

from pps_advisor.errors import InvalidInput
from pps_advisor.formats.document import BulletList, Document, Heading, Paragraph, Section
from pps_advisor.formats.word.docx import check_template, write
from pps_advisor.formats.word.docx_fill import fill
from pps_advisor.model.frozen import evolve

MEMO = memo()
XML = body_of(write(MEMO))
PARAGRAPH = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'


def opened(data: bytes) -> WordDocument:
    return OpenWord(io.BytesIO(data))


def template(body: str, header: str = "", footer: str = "") -> bytes:
    """A house style with its own styles, header and footer, and this text."""
    word = OpenWord()
    word.sections[0].header.paragraphs[0].text = header
    word.sections[0].footer.paragraphs[0].text = footer
    out = io.BytesIO()
    word.save(out)
    xml = re.sub(r"<w:body>", f"<w:body>{body}", body_of(out.getvalue()))
    return rewritten(out.getvalue(), {PART: xml.encode()})


def test_the_same_memo_gives_the_same_bytes() -> None:
    """No clock, no chance: not in the text, the properties or the zip file."""
    assert write(MEMO) == write(memo())


def test_the_structure_is_that_of_word_itself() -> None:
    """Headings, lists, captions and tables have the styles that Word knows them by."""
    styles = re.findall(r'<w:pStyle w:val="(\w+)"/>', XML)

    assert styles[:5] == ["Title", "Subtitle", "Subtitle", "Heading1", "PPSInleiding"]
    assert {"Heading2", "ListBullet", "ListNumber", "Caption", "PPSOpmerking"} <= set(styles)


def test_the_page_is_a4_with_page_numbers() -> None:
    """On paper as it is used here, with the number of the page at the foot."""
    section = opened(write(MEMO)).sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (25, 25)
    footer = hosts.members(write(MEMO))["word/footer1.xml"].decode()
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_the_properties_and_the_language_are_set() -> None:
    """Title, subject, keywords, author, date and language are those of the memo."""
    data = write(MEMO)
    properties = opened(data).core_properties

    assert properties.title == f"Samen verder {hosts.SHOWN}"
    assert (properties.subject, properties.author) == ("Samenwerking", "Team Zuidwest")
    assert (properties.keywords, properties.language) == ("samenwerking, Den Haag", "nl-NL")
    assert properties.created is not None
    assert properties.created.date() == MEMO.date
    assert b'<w:lang w:val="nl-NL"' in hosts.members(data)["word/styles.xml"]
    assert b'<w:themeFontLang w:val="nl-NL"/>' in hosts.members(data)["word/settings.xml"]


def test_headings_and_captions_stay_with_what_follows() -> None:
    """No heading, caption of a table or announcing line stands alone at the foot of a page."""
    together = re.findall(r'<w:pStyle w:val="(\w+)"/><w:keepNext/>.*?<w:t[^>]*>([^<]*)', XML)

    kept = {words for _style, words in together}
    assert {"Samenvatting", "Stuurgroep", "Thema's", "Tabel "} <= kept
    assert re.search(r"<w:keepNext/></w:pPr><w:r><w:t[^>]*>Dit raden wij aan:", XML)
    assert re.search(r"<w:keepNext/>(?:(?!</w:p>).)*<w:drawing>", XML)


def test_the_head_of_a_table_repeats_and_rows_stay_whole() -> None:
    """A reader on the next page still sees what a column is."""
    tables = opened(write(MEMO)).element.xpath("//w:tbl")

    assert len(tables) == 3
    for table in tables:
        rows = table.tr_lst
        assert [row.xpath("boolean(w:trPr/w:tblHeader)") for row in rows] == [True, False, False]
        assert all(row.xpath("boolean(w:trPr/w:cantSplit)") for row in rows)
    assert '<w:tblCaption w:val="Routekaart"/>' in XML


def test_tables_that_touch_stay_two() -> None:
    """Word would make one table of two without a paragraph between them."""
    nameless = evolve(hosts.TABLE, caption="")

    xml = body_of(write(evolve(MEMO, blocks=(nameless, nameless))))

    assert xml.count("<w:tbl>") == 2
    assert "</w:tbl><w:tbl>" not in xml
    assert not re.search(r"</w:tbl></w:sdtContent>|</w:tbl><w:sectPr", XML)


def test_pictures_are_sharp_and_described() -> None:
    """At least twice the pixels of a screen, and an alternative text."""
    data = write(MEMO)
    shape = opened(data).inline_shapes[0]
    png = next(text for name, text in hosts.members(data).items() if name.endswith(".png"))

    pixels = int.from_bytes(png[16:20], "big")
    assert pixels / (shape.width.mm / 25.4) > 2 * 96
    assert round(shape.width / shape.height, 2) == 2
    assert shape._inline.docPr.get("descr") == hosts.PICTURE.alternative


def test_a_tall_picture_fits_on_its_page() -> None:
    """It is made smaller, in proportion."""
    tall = evolve(hosts.PICTURE, svg=hosts.drawn("x").replace("400 200", "100 900"), width_mm=160)

    shape = opened(write(evolve(MEMO, blocks=(tall,)))).inline_shapes[0]

    assert shape.height < Mm(247)
    assert round(shape.height / shape.width, 1) == 9


def test_captions_are_numbered_by_fields() -> None:
    """So that Word can number them anew, and make a list of tables."""
    fields = re.findall(r'w:instr=" SEQ (\w+) [^>]*><w:r>.*?<w:t[^>]*>(\d+)', XML)

    assert fields == [("Figuur", "1"), ("Tabel", "1"), ("Tabel", "2"), ("Tabel", "3")]


def test_each_numbered_list_begins_at_one() -> None:
    """A second list does not count on from the first."""
    list_of = BulletList((hosts.text("a"), hosts.text("b")), numbered=True)

    data = write(evolve(MEMO, blocks=(list_of, Paragraph(hosts.text("tussen")), list_of)))

    numbers = re.findall(r'<w:numId w:val="(\d+)"/>', body_of(data))
    numbering = hosts.members(data)["word/numbering.xml"].decode()
    assert [number == numbers[0] for number in numbers] == [True, True, False, False]
    assert numbering.count('<w:startOverride w:val="1"/>') == 2


def test_an_empty_memo_is_a_document() -> None:
    """A title and a date, and no empty control."""
    data = write(Document("Leeg", "", MEMO.date, (Section("samenvatting", ()),)))

    assert [one.text for one in opened(data).paragraphs] == ["Leeg", "11 juli 2025", ""]
    assert "<w:sdt>" not in body_of(data)


def test_a_template_keeps_its_styles_header_and_footer() -> None:
    """Every part but the text, what the text needs and the properties stays byte for byte."""
    house = template(PARAGRAPH.format("Gemeente"), header="Onze kop", footer="Onze voet")

    data = write(MEMO, house, "huis.docx")

    old, new = hosts.members(house), hosts.members(data)
    ours = {"docProps/core.xml", "word/numbering.xml", "word/_rels/document.xml.rels", PART}
    assert {name for name in old if old[name] != new[name]} - {"[Content_Types].xml"} == ours
    first, second = opened(data).paragraphs[:2]
    assert (first.text, second.style and second.style.name) == ("Gemeente", "Title")


def test_places_are_filled_wherever_they_stand() -> None:
    """In the text, the header and the footer, also where Word cut the name in pieces."""
    cut = (
        "<w:p><w:r><w:t>Aan: {</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ gem</w:t></w:r>"
        "<w:proofErr w:type='spellStart'/><w:r><w:t>eente }</w:t></w:r><w:r><w:t>}, {{datum}}</w:t>"
        "</w:r></w:p>"
    )
    body = (
        PARAGRAPH.format("{{ Titel }} - {{\xa0ondertitel }}")
        + cut
        + PARAGRAPH.format("{{ inhoud }}")
    )
    house = template(body, header="{{ onderwerp }}", footer="{{ auteur }} {{ trefwoorden }}")

    word = opened(write(MEMO, house, "huis.docx"))

    texts = [one.text for one in word.paragraphs]
    assert texts[0] == f"Samen verder {hosts.SHOWN} - Beleidsnotitie"
    assert texts[1] == "Aan: Den Haag, 11 juli 2025"
    assert word.sections[0].header.paragraphs[0].text == "Samenwerking"
    assert word.sections[0].footer.paragraphs[0].text == "Team Zuidwest samenwerking, Den Haag"
    assert "Title" not in [one.style.name for one in word.paragraphs]  # type: ignore[union-attr]


def test_the_content_comes_where_the_template_says() -> None:
    """Between what stands before and after it; a part with a control of its own goes there."""
    body = (
        waiting("samenvatting")
        + PARAGRAPH.format("voor")
        + PARAGRAPH.format("{{ inhoud }}")
        + PARAGRAPH.format("na")
    )

    data = write(MEMO, template(body), "huis.docx")

    xml = body_of(data)
    places = [xml.index(words) for words in ("Kort gezegd", ">voor<", "Stuurgroep", ">na<")]
    assert places == sorted(places)
    assert xml.count("Kort gezegd") == 1
    assert "{{" not in xml
    assert fill(data, MEMO, "huis.docx").renewed == ()


def test_captions_count_through_a_template() -> None:
    """Those in a control before the content, in the content and after it are one series."""
    body = waiting("themas") + PARAGRAPH.format("{{ inhoud }}") + waiting("verantwoording")
    tabled = evolve(MEMO.blocks[3], blocks=(hosts.TABLE,))

    xml = body_of(write(evolve(MEMO, blocks=(*MEMO.blocks[:3], tabled)), template(body), "h.docx"))

    assert re.findall(r"SEQ Tabel .*?<w:t[^>]*>(\d+)</w:t>", xml) == ["1", "2", "3", "4"]


def test_the_content_fits_in_a_cell() -> None:
    """A letter with a margin column keeps its picture within the other one."""
    wide = evolve(MEMO, blocks=(evolve(hosts.PICTURE, width_mm=160),))
    cell = '<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    row = f"<w:tr>{cell.format('<w:p/>')}{cell.format(PARAGRAPH.format('{{ inhoud }}'))}</w:tr>"

    xml = body_of(write(wide, template(f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>"), "h.docx"))

    width = re.search(r'<wp:extent cx="(\d+)"', xml)
    assert width
    assert int(width[1]) < 4000 * 635


def test_a_part_of_a_part_can_have_a_place_of_its_own() -> None:
    """It leaves the part around it, and deleted places stay deleted."""
    gone = '<w:p><w:del w:id="1" w:author="B"><w:r><w:t>{{ onzin }}</w:t></w:r></w:del></w:p>'
    body = waiting("aanbeveling:stuurgroep") + gone + PARAGRAPH.format("{{ inhoud }}")

    xml = body_of(write(MEMO, template(body), "huis.docx"))

    assert xml.count("pps-advisor:aanbeveling:stuurgroep") == 1
    assert xml.count(">Stuurgroep<") == 1
    assert xml.index(">Stuurgroep<") < xml.index("{{ onzin }}") < xml.index("Dit raden wij aan")


def test_a_word_template_becomes_a_document() -> None:
    """A .dotx gives a .docx, which Word opens as itself."""
    house = template("")
    types = hosts.members(house)["[Content_Types].xml"].decode()
    dotx = types.replace("document.main+xml", "template.main+xml")

    data = write(MEMO, rewritten(house, {"[Content_Types].xml": dotx.encode()}), "huis.dotx")

    assert opened(data).core_properties.subject == "Samenwerking"


def test_the_barest_template_is_enough() -> None:
    """Without styles, properties or page size."""
    data = write(MEMO, small_host(PARAGRAPH.format("Briefpapier")), "kaal.docx")

    word = opened(data)
    assert word.paragraphs[0].text == "Briefpapier"
    assert word.core_properties.language == "nl-NL"


def test_a_template_is_checked() -> None:
    """The check says what will stand where."""
    body = PARAGRAPH.format("{{ titel }} {{ inhoud }}").replace(
        "}} {{", "}}</w:t></w:r></w:p>" + ('<w:p><w:r><w:t xml:space="preserve">{{')
    )

    both = check_template(template(body, footer="{{ datum }}"), "huis.docx")

    assert both == "Invulplekken: titel, inhoud, datum."
    assert "achter de tekst" in check_template(template(""), "huis.docx")
    assert check_template(template(waiting("themas")), "huis.docx") == "Velden: themas."


BAD_TEMPLATES = [
    ("{{ titel.__class__ }}", "code-in-sjabloon", "is geen naam"),
    ("{{ 7 * 7 }}", "code-in-sjabloon", "voert geen code uit"),
    ("{{ titel | upper }}", "code-in-sjabloon", "is geen naam"),
    ("{% for x in range(10**9) %}{{ titel }}{% endfor %}", "code-in-sjabloon", "'{%'"),
    ("{{ titel", "code-in-sjabloon", "'{{'"),
    ("titel }}", "code-in-sjabloon", "'}}'"),
    ("{{}}", "code-in-sjabloon", "is geen naam"),
    ("{{ tietel }}", "onbekende-invulplek", "Bedoelt u {{ titel }}?"),
    ("{{ config }}", "onbekende-invulplek", "U kunt kiezen uit"),
    ("voor {{ inhoud }}", "inhoud-past-niet", "op een eigen regel"),
    ("{{ inhoud }} {{ inhoud }}", "dubbele-invulplek", "meer dan een keer"),
]


@pytest.mark.parametrize(("words", "code", "said"), BAD_TEMPLATES)
def test_a_template_that_asks_too_much_is_refused(words: str, code: str, said: str) -> None:
    """Code, misspelt names and a content that does not fit; at once, and in words."""
    house = template(PARAGRAPH.format(words))

    for use in (
        lambda: check_template(house, "huis.docx"),
        lambda: write(MEMO, house, "huis.docx"),
    ):
        with pytest.raises(InvalidInput) as caught:
            use()
        problems = [one for one in caught.value.problems if one.code == code]
        assert problems
        assert any(said in str(one) for one in problems)
        assert {one.location.file for one in problems} == {"huis.docx"}


def test_the_content_fits_only_in_the_text() -> None:
    """Not in a header, where it would stand on every page."""
    with pytest.raises(InvalidInput, match="de koptekst"):
        check_template(template("", header="{{ inhoud }}"), "huis.docx")


def test_every_problem_of_a_template_is_told_at_once() -> None:
    """Also those in the header and the footer."""
    house = template(PARAGRAPH.format("{{ a }}"), header="{{ b }}", footer="{{ c }}")

    with pytest.raises(InvalidInput) as caught:
        check_template(house, "huis.docx")

    assert len(caught.value.problems) == 3


def test_macros_do_not_come_along() -> None:
    """A template with macros is refused; a document with macros can be filled."""
    house = template(waiting("samenvatting"))
    types = hosts.members(house)["[Content_Types].xml"].decode()
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    main = re.search(r'PartName="/word/document.xml" ContentType="([^"]*)"', types)
    assert main
    house = rewritten(house, {"[Content_Types].xml": types.replace(main[1], macro).encode()})

    with pytest.raises(InvalidInput, match="macro's"):
        check_template(house, "huis.docm")
    assert fill(house, MEMO, "nota.docm").renewed == ("samenvatting",)


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
GOOD = small_host(waiting("samenvatting"))
GOOD_PARTS = hosts.members(GOOD)


def with_part(name: str, content: bytes | None) -> bytes:
    return rewritten(GOOD, {name: content})


HOSTILE = [
    ("leeg", b"", "leeg"),
    ("pdf", b"%PDF-1.7 en meer", "een PDF"),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wachtwoord"),
    ("rtf", b"{\\rtf1 x}", "RTF"),
    ("tekst", b"zomaar tekst", "geen Word-document"),
    ("half", GOOD[: len(GOOD) // 2], "beschadigd"),
    ("geen tekst", with_part(PART, None), "de tekst ontbreekt"),
    ("geen soorten", with_part("[Content_Types].xml", None), "geen Word-document"),
    ("excel", rewritten(GOOD, {"_rels/.rels": None, "xl/workbook.xml": b"<x/>"}), "Excel"),
    ("powerpoint", rewritten(GOOD, {"_rels/.rels": None, "ppt/p.xml": b"<x/>"}), "PowerPoint"),
    (
        "entiteiten",
        with_part(PART, DOCTYPE.encode() + GOOD_PARTS[PART]),
        "documenttype",
    ),
    (
        "entiteiten in relaties",
        with_part("_rels/.rels", DOCTYPE.encode() + GOOD_PARTS["_rels/.rels"]),
        "documenttype",
    ),
    ("bom", with_part("word/media/x.png", bytes(30_000_000)), "te groot"),
    ("diep", small_host("<w:p>" * 2000 + "</w:p>" * 2000), "te diep"),
    ("geen xml", with_part(PART, b"<w:document"), "beschadigd"),
    ("utf-16", with_part(PART, "<w:document/>".encode("utf-16")), "UTF-8"),
    ("pad", with_part("../../etc/passwd", b"x"), "wijst buiten"),
    ("getekend", with_part("_xmlsignatures/sig1.xml", b"<x/>"), "ondertekend"),
    (
        "strikt",
        with_part(
            "_rels/.rels",
            GOOD_PARTS["_rels/.rels"].replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006",
                b"http://purl.oclc.org/ooxml/officeDocument",
            ),
        ),
        "Strict",
    ),
]


@pytest.mark.parametrize(("data", "said"), [pytest.param(*one[1:], id=one[0]) for one in HOSTILE])
def test_hostile_files_are_refused(data: bytes, said: str) -> None:
    """As a template, as a template to check and as a document to fill: one clear sentence."""
    for use in (
        lambda: fill(data, MEMO, "x.docx"),
        lambda: write(MEMO, data, "x.docx"),
        lambda: check_template(data, "x.docx"),
    ):
        with pytest.raises(InvalidInput) as caught:
            use()
        assert said in str(caught.value)
        assert str(caught.value).startswith("x.docx: ")


def test_without_the_extra_word_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only pictures need it; a memo without them is written all the same."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    assert write(evolve(MEMO, blocks=(Heading(1, "Kop"),)))
    with pytest.raises(InvalidInput, match=r"pip install 'pps-advisor\[memo\]'"):
        write(MEMO)


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_opens_what_we_make(tmp_path: Path) -> None:
    """A new memo, one in a house style and a filled document all become a PDF."""
    house = template(waiting("samenvatting") + PARAGRAPH.format("{{ inhoud }}"))
    controls = {tag: waiting(tag) for tag in ("samenvatting", "aanbevelingen", "themas")}
    made = {
        "nieuw": write(MEMO),
        "huisstijl": write(MEMO, house, "huis.docx"),
        "gevuld": fill(hosts.host(controls), MEMO, "nota.docx").content,
        "kaal": fill(small_host(control("themas", "<w:p/>")), MEMO, "nota.docx").content,
    }
    for name, data in made.items():
        (tmp_path / f"{name}.docx").write_bytes(data)

    subprocess.run(
        [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *(str(tmp_path / f"{name}.docx") for name in made),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )

    assert all((tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF") for name in made)
