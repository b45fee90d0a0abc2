"""An ODT of someone else: our parts are renewed, and every other byte stays.

``data/documenten/nota.odt`` was saved by LibreOffice: it has a table of contents, a footnote, a
comment, tracked changes, a table with a caption, a bookmark, and three sections of ours.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import attrs
import document_factory as make
import pytest
from conftest import DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from pps_advisor.errors import InvalidInput
from pps_advisor.formats.document import Block, Document, Heading, Paragraph, Section
from pps_advisor.formats.odf import odt
from pps_advisor.formats.odf.odt_fill import fill
from pps_advisor.formats.package.archive import read_archive, rewrite

NOTE = (DATA / "documenten" / "nota.odt").read_bytes()
SECTION = re.compile(
    r'(<text:section [^>]*text:name="pps-advisor:([^"]+)"[^>]*>).*?(</text:section>)'
)
OURS = {"samenvatting", "aanbevelingen"}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def content(data: bytes) -> str:
    return members(data)["content.xml"].decode()


def with_content(text: str, data: bytes = NOTE, **others: bytes) -> bytes:
    """An ODT with another text, and with other members."""
    return rewrite(read_archive(data, "x", "x"), {"content.xml": text.encode(), **others})


def odf(body: str, styles: str = "<office:automatic-styles/>") -> bytes:
    """A small ODT with this body."""
    whole = content(odt.write(make.document(Paragraph(make.text("-")))))
    root = whole[: whole.index("<office:automatic-styles")]
    text = f"{root}{styles}<office:body><office:text>{body}</office:text></office:body>"
    return with_content(f"{text}</office:document-content>", odt.write(make.document()))


def one(*blocks: Block) -> Document:
    return make.document(Section("deel", blocks))


def part(words: str = "oud", tag: str = "deel", more: str = "") -> str:
    return (
        f'<text:section text:name="pps-advisor:{tag}"{more}><text:p>{words}</text:p></text:section>'
    )


NEW = one(Paragraph(make.text("nieuw")))


def test_only_our_sections_and_styles_change() -> None:
    """Outside our sections the text is as it was, but for automatic styles at their end."""
    filled = fill(NOTE, make.document(), "nota.odt")

    old, new = content(NOTE), content(filled.content)
    added = new[new.index("</office:automatic-styles>") - 1 :]
    assert added
    before = old.index("</office:automatic-styles>")
    assert new.startswith(old[:before])
    new_body = new[new.index("</office:automatic-styles>") :]
    blank = SECTION.sub(lambda one: one[1] + one[3] if one[2] in OURS else one[0], old[before:])
    starts = [one.start(1) for one in SECTION.finditer(old) if one[2] in OURS]
    at = 0
    for piece in re.split(r"(?<=>)(?=</text:section>)", blank):
        at = new_body.index(piece, at)  # every piece around our sections, in order
        at += len(piece)
    assert at == len(new_body)
    assert len(starts) == 2


def test_every_other_member_is_the_same() -> None:
    """Of the package only the text, the manifest and our pictures change."""
    filled = fill(NOTE, make.document(), "nota.odt")

    old, new = members(NOTE), members(filled.content)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"content.xml", "META-INF/manifest.xml"}
    assert list(new)[: len(old)] == list(old)
    assert all(name.startswith("Pictures/pps-advisor-") for name in new.keys() - old.keys())
    assert {name.rpartition(".")[2] for name in new.keys() - old.keys()} == {"svg", "png"}


def test_it_says_what_became_of_each_part() -> None:
    """Renewed, unknown, and the second time unchanged, to the byte."""
    first = fill(NOTE, make.document(), "nota.odt")
    second = fill(first.content, make.document(), "nota.odt")

    assert (first.renewed, first.unchanged) == (("samenvatting", "aanbevelingen"), ())
    assert first.unknown == second.unknown == ("verzonnen",)
    assert (second.renewed, second.unchanged) == ((), ("samenvatting", "aanbevelingen"))
    assert second.content == first.content


def test_our_own_document_can_be_renewed() -> None:
    """What the tool wrote is what a fill would write, also in inner sections."""
    own = odt.write(make.document())

    assert fill(own, make.document(), "x").content == own


def test_a_change_in_one_part_renews_just_that_part() -> None:
    """The other parts keep their bytes, and pictures that nobody uses any more go."""
    own = odt.write(make.document())
    summary = Section("samenvatting", (Heading(1, "Samenvatting"), Paragraph(make.text("Anders."))))
    advice = Section("aanbevelingen", (Heading(1, "Aanbevelingen"), make.table()))

    changed = fill(own, make.document(summary), "x")
    without = fill(own, make.document(advice), "x")

    assert changed.renewed == ("samenvatting",)
    assert (
        content(changed.content).split("pps-advisor:aanbevelingen", 1)[1]
        == (content(own).split("pps-advisor:aanbevelingen", 1)[1])
    )
    assert without.renewed == ("aanbevelingen",)
    assert not any(name.startswith("Pictures/") for name in members(without.content))
    assert b"Pictures/" not in members(without.content)["META-INF/manifest.xml"]


def test_a_name_is_given_to_one_section_only() -> None:
    """A part that stands elsewhere too is no section again inside the part that holds it."""
    body = part(tag="aanbeveling:fonds") + part(tag="aanbevelingen")

    first = fill(odf(body), make.document(), "x")

    new = content(first.content)
    assert first.renewed == ("aanbeveling:fonds", "aanbevelingen")
    assert new.count('text:name="pps-advisor:aanbeveling:fonds"') == 1
    assert new.count('text:name="pps-advisor:aanbeveling:stuurgroep"') == 1
    assert new.count("Maak een fonds") == 2
    assert fill(first.content, make.document(), "x").content == first.content


def test_comments_and_bookmarks_of_others_outlive_a_renewal() -> None:
    """They go to the paragraph that says what theirs said, else to the first."""
    comment = '<office:annotation office:name="c"><text:p>Klopt dit?</text:p></office:annotation>'
    body = part(f'a<text:bookmark text:name="b"/></text:p><text:p>{comment}blijft')
    document = one(Paragraph(make.text("nieuw")), Paragraph(make.text("blijft")))

    first = fill(odf(body), document, "x")

    new = content(first.content)
    assert f"{comment}blijft" in new
    assert '<text:bookmark text:name="b"/>nieuw' in new
    assert fill(first.content, document, "x").content == first.content


def test_headings_fit_under_those_of_the_file() -> None:
    """A part goes one level below its chapter, and does not repeat the chapter's heading."""
    body = '<text:h text:outline-level="2">Hoofdstuk</text:h>'
    document = one(Heading(1, "Onze kop"), Heading(2, "Deel"), Paragraph(make.text("woorden")))

    right_above = content(fill(odf(body + part()), document, "x").content)
    apart = content(fill(odf(f"{body}<text:p>Tekst.</text:p>{part()}"), document, "x").content)

    assert "Onze kop" not in right_above
    assert '<text:h text:style-name="Heading_20_3" text:outline-level="3">Deel' in right_above
    assert '<text:h text:style-name="Heading_20_3" text:outline-level="3">Onze kop' in apart
    assert '<text:h text:style-name="Heading_20_4" text:outline-level="4">Deel' in apart


def test_captions_go_on_counting() -> None:
    """A table of ours is numbered after those of the file that come before it."""
    new = content(fill(NOTE, make.document(), "nota.odt").content)

    assert re.findall(r'text:name="Table"[^>]*style:num-format="1">(\d)<', new) == ["1", "2"]


def test_a_house_style_with_other_names_is_used() -> None:
    """A file made by another program calls its heading styles otherwise."""
    styles = (
        b'<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        b' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles>'
        b'<style:style style:name="Kop1" style:family="paragraph" style:default-outline-level="1"/>'
        b"</office:styles></office:document-styles>"
    )
    data = with_content(content(odf(part())), odf(part()), **{"styles.xml": styles})

    new = content(fill(data, one(Heading(1, "Kop"), Paragraph(make.text("x"))), "x").content)

    assert '<text:h text:style-name="Kop1" text:outline-level="1">Kop</text:h>' in new
    assert '<style:paragraph-properties fo:margin-bottom="2mm" fo:keep-together="always"/>' in new


@pytest.mark.parametrize(
    "body",
    [
        '<text:section text:name="pps-advisor:deel"/>',
        '<text:section text:name="pps-advisor:deel" ></text:section>',
        '<t:section xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' t:name="pps-advisor:deel"/>',
        part(more=' text:protected="true"'),
    ],
)
def test_a_section_is_filled_however_it_is_written(body: str) -> None:
    """Empty, protected, or with another prefix: the section is found and stays what it was."""
    data = odf(f"<text:p>voor</text:p>{body}<text:p>na</text:p>")

    new = content(fill(data, NEW, "x").content)

    ET.fromstring(new)
    assert "nieuw" in new
    assert (
        new.index("<text:p>voor</text:p>") < new.index("nieuw") < new.index("<text:p>na</text:p>")
    )
    assert body.split("/>")[0].split("></")[0].rstrip()[:40] in new


def test_a_file_with_other_prefixes_gets_well_formed_text() -> None:
    """What our prefixes mean is declared where the file does not."""
    text = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:anders">'
        '<o:body><o:text><t:section t:name="pps-advisor:deel"/></o:text></o:body>'
        "</o:document-content>"
    )
    data = with_content(text, odt.write(make.document()))

    document = one(make.table(1, make.HARD), make.picture(make.HARD))

    first = fill(data, document, "x")

    root = ET.fromstring(content(first.content))
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
    assert len(list(root.iter(table))) == 1
    assert fill(first.content, document, "x").content == first.content


def test_a_proposal_to_delete_a_part_is_not_filled() -> None:
    """A section that a tracked change took out is no part of the text."""
    tracked = f"<text:tracked-changes><text:changed-region><text:deletion>{part()}"
    data = odf(f"{tracked}</text:deletion></text:changed-region></text:tracked-changes>{part('x')}")

    filled = fill(data, NEW, "x")

    assert filled.renewed == ("deel",)
    assert content(filled.content).count("oud") == 1


def encrypted() -> bytes:
    manifest = members(NOTE)["META-INF/manifest.xml"]
    locked = manifest.replace(b"</manifest:", b"<manifest:encryption-data/></manifest:")
    return with_content(content(NOTE), **{"META-INF/manifest.xml": locked})


CHANGE = '<text:change-{} text:change-id="c"/>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
HOSTILE = {
    "een pdf": (b"%PDF-1.7", "Dit is een PDF, geen ODT-document."),
    "leeg": (b"", "leeg"),
    "afgekapt": (NOTE[:-100], "beschadigd"),
    "een rekenblad": (
        with_content(content(NOTE), mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "geen ODT-document",
    ),
    "versleuteld": (encrypted(), "wachtwoord"),
    "ondertekend": (
        rewrite(read_archive(NOTE, "x", "x"), {}, {"META-INF/documentsignatures.xml": b"<x/>"}),
        "ondertekend",
    ),
    "zonder tekst": (
        rewrite(read_archive(NOTE, "x", "x"), {}, removed=["content.xml"]),
        "content.xml ontbreekt",
    ),
    "entiteiten": (with_content(BOMB + content(NOTE).split("?>", 1)[1]), "DTD"),
    "niet af": (with_content(content(NOTE)[:-30]), "beschadigd"),
    "twee keer": (odf(part() + part()), "2 keer"),
    "wijziging eruit": (
        odf(part(f"{CHANGE.format('start')}a") + f"<text:p>{CHANGE.format('end')}</text:p>"),
        "wijziging loopt over de rand",
    ),
    "buiten het bestand": (
        rewrite(read_archive(NOTE, "x", "x"), {}, {"../../kwaad": b"x"}),
        "buiten het bestand",
    ),
    "zipbom": (
        rewrite(read_archive(NOTE, "x", "x"), {}, {"Pictures/groot": bytes(80_000_000)}),
        "te groot",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(what: str) -> None:
    """Whatever is wrong with a file, its owner is told what, and nothing is written."""
    data, words = HOSTILE[what]

    with pytest.raises(InvalidInput) as caught:
        fill(data, make.document(Section("deel", (Paragraph(make.text("nieuw")),))), "nota.odt")

    assert words in str(caught.value)
    assert str(caught.value).startswith("nota.odt: ")


def test_without_parts_the_file_stays_as_it_is() -> None:
    """There is nothing to renew in it."""
    bare = odt.write(make.document(Paragraph(make.text("los"))))

    assert fill(bare, make.document(), "x") == attrs.evolve(
        fill(bare, make.document(), "x"), content=bare, renewed=(), unchanged=(), unknown=()
    )


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=30).map(lambda text: re.sub(r"[^\n\w <]", "", text).replace("<", "&lt;")),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_whatever_stands_around_stays_to_the_byte(around: str, heading: str, words: str) -> None:
    """For any text around a part and any text in it: only the inside changes, and only once."""
    before, after = f"<text:p>{around}</text:p>", f"<text:p>{around}.</text:p>"
    data = odf(f"{before}{part()}<!-- - -->{after}")
    document = one(Heading(1, heading), make.table(1, words))

    first = fill(data, document, "x")

    new = content(first.content)
    ET.fromstring(new)
    assert f'{before}<text:section text:name="pps-advisor:deel">' in new
    assert f"</text:section><!-- - -->{after}" in new
    assert fill(first.content, document, "x").content == first.content
