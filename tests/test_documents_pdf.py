"""PDF: readable by people and by assistive technology, whatever the text, and reproducible."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterator
from typing import Any

import attrs
import document_factory as make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from pps_advisor.errors import InvalidInput
from pps_advisor.formats.document import BulletList, Document, Heading, Paragraph, Section
from pps_advisor.formats.pdf import pdf


def read(document: Document, archival: bool = False) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.write(document, archival)))


def elements(node: Any) -> Iterator[DictionaryObject]:
    """The elements of the structure tree, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for one in node:
            yield from elements(one)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def tags(reader: PdfReader) -> list[str]:
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return [str(one["/S"])[1:] for one in elements(root["/K"])]


def text_of(reader: PdfReader) -> str:
    """The text of all pages, with one space between words."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def xmp(reader: PdfReader) -> str:
    return str(reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode())


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    """A document with one of everything."""
    return read(make.document())


def test_a_pdf_says_what_it_is(reader: PdfReader) -> None:
    """Title, language and properties are there, and a window shows the title, not the file name."""
    root, info = reader.trailer["/Root"], reader.metadata

    assert info is not None
    assert (info.title, info.author) == ("Nota samenwerking", "Gemeente Zwolle")
    assert info.subject == "Advies over een samenwerking"
    assert info.get("/Keywords") == "samenwerking, PPS"
    assert info.creation_date == dt.datetime(2025, 7, 11, tzinfo=dt.UTC)
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp(reader)
    assert "pdfaid:part>" not in xmp(reader)


def test_every_kind_of_block_has_its_tag(reader: PdfReader) -> None:
    """Assistive technology finds headings, lists, tables with headers, captions and pictures."""
    found = tags(reader)

    for tag, count in {"Title": 1, "H1": 2, "H2": 2, "L": 2, "LI": 4, "Table": 1}.items():
        assert (tag, found.count(tag)) == (tag, count)
    for tag, count in {"THead": 1, "TH": 3, "TD": 6, "Caption": 2, "Figure": 1}.items():
        assert (tag, found.count(tag)) == (tag, count)
    assert {"Strong", "Em", "P"} <= set(found)


def test_a_picture_has_its_alternative_text(reader: PdfReader) -> None:
    """Who cannot see the picture hears what it shows."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    figures = [one for one in elements(root["/K"]) if one["/S"] == "/Figure"]

    assert [one["/Alt"] for one in figures] == ["Een balk voor governance."]


def test_headings_are_bookmarks(reader: PdfReader) -> None:
    """A reader jumps to a chapter or a recommendation from the side bar."""
    first, second, under = reader.outline

    assert (first.title, second.title) == ("Samenvatting", "Aanbevelingen")
    assert isinstance(under, list)
    assert [one.title for one in under] == ["Stel een stuurgroep in", "Maak een fonds"]


def test_pages_are_a4_and_numbered(reader: PdfReader) -> None:
    """A page fits Dutch paper, and says which page of how many it is."""
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    assert [f"Pagina {at} van 2" in page.extract_text() for at, page in enumerate(reader.pages, 1)]
    assert len(reader.pages) == 2


def test_the_archival_form_is_for_archives_and_for_everyone() -> None:
    """PDF/A-2a and PDF/UA-1 go together."""
    said = xmp(read(make.document(), archival=True))

    for claim in (
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
    ):
        assert claim in said


@pytest.mark.parametrize("archival", [False, True])
def test_the_same_document_gives_the_same_bytes(archival: bool) -> None:
    """Nothing of a PDF depends on the clock or on chance."""
    assert pdf.write(make.document(), archival) == pdf.write(make.document(), archival)


def test_text_is_never_taken_for_markup() -> None:
    """Signs that mean something to typst, HTML or a template come out as they went in."""
    reader = read(
        make.document(
            Heading(1, make.HARD),
            Paragraph(make.text(make.HARD)),
            BulletList((make.text(make.HARD),)),
            make.table(1, make.HARD),
            make.picture(make.HARD),
            title=make.HARD,
        )
    )

    root = reader.trailer["/Root"]["/StructTreeRoot"]
    figure = next(one for one in elements(root["/K"]) if one["/S"] == "/Figure")
    said = text_of(reader).replace("\u200b", "")
    assert figure["/Alt"] == make.HARD
    assert reader.metadata is not None
    assert reader.metadata.title == make.HARD
    assert said.count("#let x = 1; $ y^2 $") >= 4
    assert "<b>&amp; \"dubbel\" 'enkel'" in said


def test_control_characters_are_written_out() -> None:
    """What cannot be printed is shown, so that nobody signs what is not seen."""
    said = text_of(read(make.document(Paragraph(make.text(make.CONTROLS)))))

    assert "bel\\x07 esc\\x1b[31m nul\\x00 nieuw regel tab \\ud800 \\uffff einde" in said


def test_no_character_turns_the_words_after_it_around() -> None:
    """What a reader sees is what is written there."""
    said = text_of(read(make.document(Paragraph(make.text("voor \u202egnoraw\u2066 na")))))

    assert "voor gnoraw na" in said


@pytest.mark.parametrize(
    "words", [make.EMOJI, make.RIGHT_TO_LEFT, "\u4e2d\u6587", "a\ufeffb\u202ec", "0\u0c3c"]
)
def test_letters_that_few_fonts_have_make_a_pdf_all_the_same(words: str) -> None:
    """A letter is drawn by some font, or written out; the sentence around it stays."""
    reader = read(make.document(Heading(1, words), Paragraph(make.text(f"voor {words} na"))))

    assert "voor" in text_of(reader)
    assert "na" in text_of(reader)
    assert tags(reader).count("P") >= 1


def test_a_letter_that_no_font_has_is_written_out() -> None:
    """Where a letter cannot be drawn its number stands in its place."""
    said = text_of(read(make.document(Paragraph(make.text("naam \U0003fffd.")))))

    assert "[U+3FFFD]" in said


@pytest.mark.parametrize("words", [make.LONG_WORD, make.ADDRESS, "9" * 300])
def test_a_very_long_word_stays_on_the_page(words: str) -> None:
    """No text runs off the page or into the next column."""
    reader = read(
        make.document(
            Heading(1, words), Paragraph(make.text(words)), make.table(2, words), title="x"
        )
    )
    rights = []

    def visit(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            rights.append(matrix[4] + 0.35 * size * len(text.strip()))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert rights
    assert max(rights) < 210 / 25.4 * 72


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    """A heading, and the caption of a table, go along with what they belong to."""
    seen = set()
    for lines in range(28, 40):
        filler = [Paragraph(make.text(f"regel {at}")) for at in range(lines)]
        reader = read(make.document(*filler, Heading(1, "Kop onderaan"), make.table(3)))

        last = reader.pages[0].extract_text()
        assert ("Kop onderaan" in last) == ("Doet" in last)
        seen.add("Doet" in last)
    assert seen == {True, False}


def test_a_table_header_repeats_on_every_page() -> None:
    """Whoever turns the page still sees which column is which."""
    reader = read(make.document(make.table(120)))

    assert len(reader.pages) > 2
    assert all("Stap" in page.extract_text() for page in reader.pages)


def test_a_level_of_heading_is_not_skipped() -> None:
    """Assistive technology takes a jump from level 1 to 3 for a heading that is missing."""
    reader = read(make.document(Heading(2, "a"), Heading(3, "b"), Heading(1, "c"), Heading(3, "d")))

    assert [tag for tag in tags(reader) if tag[0] == "H"] == ["H1", "H2", "H1", "H2"]


def test_a_document_without_captions_or_content_is_valid() -> None:
    """What a builder leaves empty leaves no trace."""
    bare = attrs.evolve(
        make.document(Section("leeg", ()), attrs.evolve(make.table(), caption="")),
        subtitle="",
        author="",
        keywords=(),
        subject="",
    )

    assert "Caption" not in tags(read(bare))
    assert "Tabel" not in text_of(read(bare))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_makes_a_pdf(heading: str, words: str) -> None:
    """There is no text that the writer cannot write."""
    reader = read(make.document(Heading(1, heading), make.table(1, words), title=words))

    assert len(reader.pages) >= 1


def test_without_the_extra_a_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who lacks a library is told in Dutch what to do."""
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(InvalidInput, match=r"pip install 'pps-advisor\[memo\]'"):
        pdf.write(make.document())
