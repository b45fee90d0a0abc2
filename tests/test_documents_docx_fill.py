"""A memo in the content controls of a Word document of someone else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import word_hosts as hosts
from docx import Document as OpenWord
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_hosts import body_of, control, host, members, memo, rewritten, small_host, waiting

from pps_advisor.errors import InvalidInput
from pps_advisor.formats.document import Document, Heading, Paragraph, Section, Table
from pps_advisor.formats.word.docx_fill import fill
from pps_advisor.formats.word.widths import column_widths
from pps_advisor.model.frozen import evolve

MEMO = memo()
NAME = "nota.docx"
TAGS = ("samenvatting", "aanbevelingen", "themas")
MAY_CHANGE = {
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/numbering.xml",
}
SINGLE = Section("samenvatting", (Paragraph(hosts.text("Nieuwe tekst.")),))
PLAIN = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'


def full_host() -> bytes:
    return host({tag: waiting(tag) for tag in TAGS} | {"cel": waiting("aanbeveling:stuurgroep")})


def only(*blocks: Section) -> Document:
    return evolve(MEMO, blocks=blocks)


def others(xml: str, *tags: str) -> list[str]:
    """What stands outside the content of the outermost controls of ours, piece by piece."""
    pieces, at = [], 0
    for found in re.finditer(r"<w:sdt>|</w:sdt>", xml):
        depth = xml[: found.start()].count("<w:sdt>") - xml[: found.start()].count("</w:sdt>")
        if found[0] == "</w:sdt>" or depth:
            continue
        end = _end_of(xml, found.start())
        whole = xml[found.start() : end]
        tag = re.search(r'<w:tag w:val="pps-advisor:([^"]*)"', whole.split("<w:sdtContent")[0])
        if tag and tag[1] in tags:
            pieces.append(xml[at : xml.index("<w:sdtContent", found.start())])
            at = end - len("</w:sdt>")
    return [*pieces, xml[at:]]


def _end_of(xml: str, start: int) -> int:
    depth = 0
    for found in re.finditer(r"<w:sdt>|</w:sdt>", xml[start:]):
        depth += 1 if found[0] == "<w:sdt>" else -1
        if not depth:
            return start + found.end()
    raise AssertionError("a control without an end")


def test_only_what_is_inside_our_controls_changes() -> None:
    """Text of others around the controls stays byte for byte, placeholders aside."""
    data = full_host()

    filled = fill(data, MEMO, NAME)

    before = others(body_of(data), *TAGS)
    cell = 'w:val="pps-advisor:aanbeveling:stuurgroep"'
    assert filled.renewed == ("samenvatting", "aanbevelingen", "aanbeveling:stuurgroep", "themas")
    assert (filled.unchanged, filled.unknown) == ((), ())
    assert len(before) == 4
    assert cell in "".join(before)
    new = others(body_of(filled.content), *TAGS)
    placeholder = "<w:showingPlcHdr/>"
    for old_piece, new_piece in zip(before, new, strict=True):
        outside_cell = [re.sub(r"<w:tc>.*?</w:tc>", "", one) for one in (old_piece, new_piece)]
        assert outside_cell[0].replace(placeholder, "") == outside_cell[1]


def test_every_other_part_of_the_file_stays_byte_for_byte() -> None:
    """Comments, notes, styles and pictures of others are not touched, nor their order and times."""
    data = full_host()

    filled = fill(data, MEMO, NAME).content

    old, new = members(data), members(filled)
    added = set(new) - set(old)
    assert set(old) <= set(new)
    assert {name for name in old if old[name] != new[name]} <= MAY_CHANGE
    assert all(re.fullmatch(r"word/media/pps-advisor-\w+\.png", name) for name in added)
    assert len(added) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(filled)) as after:
        times = {entry.filename: entry.date_time for entry in after.infolist()}
        assert all(times[entry.filename] == entry.date_time for entry in before.infolist())
        assert before.namelist() == after.namelist()[: len(before.namelist())]


def test_filling_again_changes_nothing() -> None:
    """The second run finds everything as it should be, and gives the same bytes."""
    once = fill(full_host(), MEMO, NAME)

    twice = fill(once.content, MEMO, NAME)

    assert twice.renewed == ()
    assert once.renewed == twice.unchanged
    assert once.content == twice.content


def test_going_back_and_forth_leaves_nothing_behind() -> None:
    """Pictures and lists that a longer memo needed are gone when a shorter one comes back."""
    once = fill(full_host(), MEMO, NAME).content
    longer = fill(once, memo("Anders.", extra=True), NAME).content
    back = fill(longer, MEMO, NAME).content
    again = fill(fill(back, memo("Anders.", extra=True), NAME).content, MEMO, NAME).content

    assert members(once) == members(back)
    assert members(back) == members(again)


def test_a_picture_goes_when_no_text_shows_it() -> None:
    """Unless another part of the file shows it too."""
    once = fill(full_host(), MEMO, NAME).content
    picture = next(one for one in members(once) if "media/pps-advisor" in one)
    bare = only(Section("themas", (Paragraph(hosts.text("Zonder plaatje.")),)))
    shared = rewritten(
        once, {"word/_rels/header1.xml.rels": members(once)["word/_rels/document.xml.rels"]}
    )

    assert picture not in members(fill(once, bare, NAME).content)
    assert picture in members(fill(shared, bare, NAME).content)


def test_a_new_case_renews_only_what_it_changes() -> None:
    """A control whose text stays the same keeps its bytes."""
    once = fill(full_host(), MEMO, NAME).content

    renewed = fill(once, memo("Heel anders."), NAME)

    assert renewed.renewed == ("samenvatting",)
    assert others(body_of(once), "samenvatting") == others(body_of(renewed.content), "samenvatting")
    assert "Heel anders." in body_of(renewed.content)


def test_a_control_with_another_tag_of_ours_is_named_and_left() -> None:
    """A part that this memo does not have keeps its text."""
    data = small_host(control("bestaat-niet", PLAIN.format("oud")) + waiting("samenvatting"))

    filled = fill(data, MEMO, NAME)

    assert filled.unknown == ("bestaat-niet",)
    assert control("bestaat-niet", PLAIN.format("oud")) in body_of(filled.content)


def test_controls_inside_an_unknown_control_are_filled() -> None:
    """Only a control that is filled itself takes those inside it along."""
    data = small_host(control("onbekend", PLAIN.format("blijft") + waiting("samenvatting")))

    filled = fill(data, only(SINGLE), NAME)

    assert filled.renewed == ("samenvatting",)
    assert _texts(filled.content) == ["blijft", "Nieuwe tekst."]


def _texts(data: bytes) -> list[str]:
    return re.findall(r"<w:t(?: [^>]*)?>([^<]*)", body_of(data))


def test_a_memo_that_we_wrote_can_be_renewed() -> None:
    """A new memo carries its own controls, and says already what it should."""
    from pps_advisor.formats.word.docx import write

    data = write(MEMO)

    same, other = fill(data, MEMO, NAME), fill(data, memo("Nieuw."), NAME)

    assert same.content == data
    assert same.renewed == ()
    assert other.renewed == ("samenvatting",)
    assert "Nieuw." in body_of(other.content)


def test_renewing_keeps_what_stands_around_and_how_deep_it_is() -> None:
    """Headings that an adviser puts in our memo do not push ours down; a new page stays one."""
    from pps_advisor.formats.word.docx import write

    data = write(MEMO)
    own = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Vooraf</w:t></w:r></w:p>'
    body = body_of(data).replace("<w:sdt>", f"{own}{PLAIN.format('Tekst.')}<w:sdt>", 1)
    data = rewritten(data, {hosts.PART: body.encode()})
    longer = evolve(MEMO, blocks=(*MEMO.blocks[:3], _with_paragraph(MEMO.blocks[3])))

    filled = body_of(fill(data, longer, NAME).content)

    assert own in filled
    last = filled[filled.index("pps-advisor:verantwoording") :]
    assert last.index("<w:pageBreakBefore/>") < last.index("Verantwoording")
    assert '<w:pStyle w:val="Heading1"/>' in last


def _with_paragraph(block: object) -> Section:
    assert isinstance(block, Section)
    return evolve(block, blocks=(*block.blocks, Paragraph(hosts.text("Erbij."))))


HEADED = Section(
    "samenvatting",
    (Heading(1, "Samenvatting"), Paragraph(hosts.text("x")), Heading(2, "Deel")),
)
OWN_HEADING = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Eigen kop</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", [("Samenvatting", 0), ("Deel", 1)]),
        (OWN_HEADING + PLAIN.format("tekst"), [("Eigen kop", 1), ("Samenvatting", 2), ("Deel", 3)]),
        (OWN_HEADING, [("Eigen kop", 1), ("Deel", 2)]),
    ],
)
def test_headings_follow_those_of_the_document(before: str, expected: list[object]) -> None:
    """Ours stand under the heading above the control, and do not repeat the one right above it."""
    filled = body_of(fill(small_host(before + waiting("samenvatting")), only(HEADED), NAME).content)

    found = re.findall(r'<w:outlineLvl w:val="(\d)"/>.*?<w:t[^>]*>([^<]*)', filled)

    assert expected == [(text, int(level)) for level, text in found]


def test_a_heading_above_another_control_is_not_right_above_this_one() -> None:
    """Only the first control under a heading leaves its own heading out."""
    controls = waiting("themas") + waiting("samenvatting")

    filled = body_of(fill(small_host(OWN_HEADING + controls), _headed_twice(), NAME).content)

    found = re.findall(r'<w:outlineLvl w:val="\d"/>.*?<w:t[^>]*>([^<]*)', filled)
    assert found == ["Eigen kop", "Deel", "Samenvatting", "Deel"]


def _headed_twice() -> Document:
    return only(evolve(HEADED, tag="themas"), HEADED)


def test_running_text_has_the_style_of_most_text() -> None:
    """Not that of a list, a heading or a table, however much stands there."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Brief"><w:name w:val="Brieftekst"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Punt"><w:name w:val="Eigen punt"/><w:pPr><w:numPr>'
        '<w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    texts = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{"x" * much}</w:t></w:r></w:p>'
        for style, much in (("Brief", 20), ("Punt", 90), ("Bestaat niet", 10))
    )
    data = small_host(texts + waiting("samenvatting"), styles=styles)

    xml = body_of(fill(data, only(SINGLE), NAME).content)

    assert re.search(r'<w:pStyle w:val="Brief"/></w:pPr><w:r>(?:(?!</w:p>).)*Nieuwe tekst', xml)


def test_the_text_takes_the_styles_of_the_document() -> None:
    """Headings, lists, tables, captions and running text look as those of the host."""
    word = OpenWord(io.BytesIO(fill(full_host(), MEMO, NAME).content))
    xml = body_of(fill(full_host(), MEMO, NAME).content)

    names = {one.style_id: one.name for one in word.styles}
    used = {names[id] for id in re.findall(r'<w:(?:pStyle|tblStyle) w:val="([^"]*)"', xml)}
    assert {"Heading 2", "List Bullet", "List Number", "Caption", "Light Grid Accent 1"} <= used


def test_numbered_lists_begin_at_one() -> None:
    """Every list of ours has a number of its own, that begins anew and looks as the host's."""
    filled = fill(full_host(), MEMO, NAME).content
    numbers = re.findall(r'<w:numId w:val="(\d+)"/>', body_of(filled))
    numbering = members(filled)["word/numbering.xml"].decode()

    assert len(set(numbers)) == 3  # two in the advice, one for the recommendation in the cell
    for number in numbers:
        found = re.search(rf'<w:num w:numId="{number}">.*?</w:num>', numbering)
        assert found
        assert '<w:startOverride w:val="1"/>' in found[0]


def test_lists_of_others_do_not_count_on_from_ours() -> None:
    """Lists of one kind share a count, so ours are of another kind with the same look."""
    data = full_host()
    numbering = members(fill(data, MEMO, NAME).content)["word/numbering.xml"].decode()

    kinds = re.findall(r'<w:num w:numId="\d+"><w:abstractNumId w:val="(\d+)"/><w:lvlOv', numbering)
    ours = re.findall(r'<w:abstractNum w:abstractNumId="(\d+)"><w:nsid w:val="50505332"', numbering)

    assert set(kinds) == set(ours)
    assert len(ours) == 1
    look = numbering[numbering.index("50505332") :]
    assert "<w:pStyle" not in look[: look.index("</w:abstractNum>")]
    assert 'w:hanging="360"' in look[: look.index("</w:abstractNum>")]


def test_a_document_without_lists_gets_them() -> None:
    """Lists and pictures bring their parts, relations and content types into the barest file."""
    data = small_host(waiting("samenvatting") + waiting("aanbevelingen") + waiting("themas"))

    filled = fill(data, MEMO, NAME)

    word = OpenWord(io.BytesIO(filled.content))
    assert len(word.inline_shapes) == 1
    assert word.part.numbering_part is not None
    assert fill(filled.content, MEMO, NAME).renewed == ()
    assert set(members(filled.content)) >= {"word/numbering.xml", "word/_rels/document.xml.rels"}


def test_an_empty_numbering_part_gets_lists() -> None:
    """A part that is written as an empty element is opened."""
    empty = f'<x:numbering xmlns:x="{hosts.W}"/>'
    data = small_host(waiting("samenvatting") + waiting("aanbevelingen"), numbering=empty)

    filled = fill(data, MEMO, NAME).content

    word = OpenWord(io.BytesIO(filled))
    assert len(word.part.numbering_part.element.num_lst) == 3
    assert fill(filled, MEMO, NAME).renewed == ()


def test_captions_count_on_from_those_of_the_document() -> None:
    """The host's own figure comes first."""
    xml = body_of(fill(full_host(), MEMO, NAME).content)

    found = re.findall(r"SEQ (\w+) .*?<w:t[^>]*>(\d+)</w:t>", xml)

    assert found == [
        ("Figuur", "1"),
        ("Tabel", "1"),
        ("Figuur", "2"),
        ("Tabel", "2"),
        ("Tabel", "3"),
    ]


@pytest.mark.parametrize(("switches", "number"), [("", 2), ("\\c", 1), ("\\r 5", 6), ("\\h", 2)])
def test_captions_count_as_word_does(switches: str, number: int) -> None:
    """A field may repeat a number or begin anew."""
    own = f'<w:p><w:fldSimple w:instr=" SEQ Figuur {switches} "><w:r/></w:fldSimple></w:p>'

    xml = body_of(fill(small_host(own + waiting("themas")), MEMO, NAME).content)

    assert re.findall(r"SEQ Figuur \\\* ARABIC .*?<w:t[^>]*>(\d+)</w:t>", xml) == [str(number)]


def test_pictures_have_an_alternative_text_and_their_own_number() -> None:
    """What a picture shows is said to who cannot see it."""
    xml = body_of(fill(full_host(), memo(extra=True), NAME).content)

    found = re.findall(r'<wp:docPr id="(\d+)" name="[^"]*"(?: descr="([^"]*)")?', xml)

    ours = [described for _id, described in found if described]
    assert len({id for id, _ in found}) == len(found)
    assert len(ours) == 3
    assert set(ours) == {"Een balk per thema: &quot;governance&quot; is rood."}


def test_what_word_makes_of_our_text_is_the_same_text() -> None:
    """Word cuts runs, renames pictures and adds marks when it saves: nothing is renewed for it."""
    filled = fill(full_host(), MEMO, NAME).content
    parts = members(filled)
    picture = next(name for name in parts if name.startswith("word/media/pps-advisor"))
    xml = body_of(filled).replace(
        "Kort gezegd", 'Kort</w:t></w:r><w:proofErr w:type="x"/><w:r><w:t> gezegd'
    )
    relations = parts["word/_rels/document.xml.rels"].decode()
    id = re.search(rf'Id="(\w+)"[^>]*{re.escape(picture.removeprefix("word/"))}', relations)
    assert id
    saved = rewritten(
        filled,
        {
            hosts.PART: xml.replace(f'"{id[1]}"', '"rId77"').encode(),
            "word/_rels/document.xml.rels": relations.replace(id[1], "rId77")
            .replace(picture.removeprefix("word/"), "media/image9.png")
            .encode(),
            picture: None,
            "word/media/image9.png": parts[picture],
        },
    )

    again = fill(saved, MEMO, NAME)
    other = fill(saved, memo("Anders.", extra=True), NAME).content

    assert again.renewed == ()
    assert {"word/media/image9.png"} == {
        name for name in members(other) if "image9" in name or "pps-advisor" in name
    }


def test_a_tracked_change_in_our_text_is_not_our_text() -> None:
    """A proposal of someone else in a control is replaced, as any edit there is."""
    run = "<w:r><w:t>Nieuwe tekst.</w:t></w:r>"
    said = f'<w:p><w:ins w:id="1" w:author="B">{run}</w:ins></w:p>'

    filled = fill(small_host(control("samenvatting", said)), only(SINGLE), NAME)

    assert filled.renewed == ("samenvatting",)


def test_bookmarks_and_comments_of_others_stay() -> None:
    """What points into our text goes to the paragraph that says the same, else to the first."""
    old = (
        '<w:p><w:bookmarkStart w:id="5" w:name="_Toc1"/><w:r><w:t>Deel</w:t></w:r>'
        '<w:bookmarkEnd w:id="5"/></w:p><w:p><w:commentRangeStart w:id="7"/><w:r><w:t>Weg</w:t>'
        '</w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )

    xml = body_of(fill(small_host(control("samenvatting", old)), only(HEADED), NAME).content)

    paragraphs = re.findall(r"<w:p>.*?</w:p>", xml)
    assert '<w:commentRangeStart w:id="7"/>' in paragraphs[0]
    assert '<w:r><w:commentReference w:id="7"/></w:r>' in paragraphs[0]
    assert "Samenvatting" in paragraphs[0]
    assert re.search(r'_Toc1"/>.*Deel.*<w:bookmarkEnd w:id="5"/>', paragraphs[-1])


def test_a_control_inside_a_sentence_gets_lines() -> None:
    """Text, lists, tables and pictures fit into one paragraph, with the look of what was there."""
    run = '<w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t>oud</w:t></w:r>'
    body = (
        f"<w:p><w:r><w:t>Voor </w:t></w:r>{control('themas', run)}<w:r><w:t> na</w:t></w:r></w:p>"
    )

    filled = fill(small_host(body), MEMO, NAME)

    xml = body_of(filled.content)
    assert xml.count("<w:p>") == 1
    assert "<w:tbl>" not in xml
    assert "Wanneer: " in xml
    assert "<w:drawing>" in xml
    red = '<w:color w:val="FF0000"/><w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">'
    assert f"<w:rPr><w:b/><w:bCs/>{red}Thema" in xml
    assert f"<w:rPr>{red}nu" in xml
    assert fill(filled.content, MEMO, NAME).renewed == ()


@pytest.mark.parametrize(
    ("properties", "breaks"), [("<w:text/>", 0), ('<w:text w:multiLine="1"/>', 2)]
)
def test_a_control_for_plain_text_gets_plain_text(properties: str, breaks: int) -> None:
    """One run without emphasis; line breaks only where the control takes them."""
    body = control("aanbeveling:stuurgroep", PLAIN.format("oud"), properties)
    section = Section("aanbeveling:stuurgroep", MEMO.blocks[2].blocks[3].blocks[1:])  # type: ignore[union-attr]

    xml = body_of(fill(small_host(body), only(section), NAME).content)

    assert (1, breaks) == (xml.count("<w:r>"), xml.count("<w:br/>"))
    assert "stuurgroep in." in xml
    assert properties in xml


ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr/><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
GRID = '<w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="5000"/></w:tblGrid>'


def test_a_control_around_a_row_gets_the_rows_of_our_table() -> None:
    """With as many columns the rows come in place of that one; else one cell holds it all."""
    table = f"<w:tbl>{GRID}{control('themas', ROW)}{control('samenvatting', ROW)}</w:tbl><w:p/>"

    filled = fill(small_host(table), MEMO, NAME)

    word = OpenWord(io.BytesIO(filled.content))
    xml = body_of(filled.content)
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml)
    assert [row.count("<w:tc>") for row in rows] == [2, 2, 1]
    assert '<w:gridSpan w:val="2"/>' in rows[2]
    assert "Kort gezegd" in rows[2]
    assert len(word.tables) == 1
    assert fill(filled.content, MEMO, NAME).renewed == ()


def test_a_control_around_a_cell_fills_the_cell() -> None:
    """The cell keeps its width and colour."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
    row = f"<w:tr>{control('themas', cell)}<w:tc><w:p/></w:tc></w:tr>"

    filled = fill(small_host(f"<w:tbl>{GRID}{row}</w:tbl><w:p/>"), MEMO, NAME)

    xml = body_of(filled.content)
    assert '<w:sdtContent><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>' in xml
    width = re.search(r'<wp:extent cx="(\d+)"', xml)
    assert width
    assert int(width[1]) <= 2000 * 635
    assert fill(filled.content, MEMO, NAME).renewed == ()


@pytest.mark.parametrize(
    "empty",
    [
        "<w:sdt><w:sdtPr>{}</w:sdtPr></w:sdt>",
        "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent/></w:sdt>",
        "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent></w:sdtContent></w:sdt>",
    ],
)
def test_an_empty_control_is_filled(empty: str) -> None:
    """Also one without content, or with content that is written as an empty element."""
    data = small_host(empty.format('<w:tag w:val="pps-advisor:samenvatting"/>'))

    filled = fill(data, only(SINGLE), NAME)

    assert _texts(filled.content) == ["Nieuwe tekst."]
    assert fill(filled.content, only(SINGLE), NAME).renewed == ()


def test_a_lock_stays_and_does_not_stop_us() -> None:
    """A lock keeps people from typing in a control; renewing it is what it is there for."""
    data = small_host(
        control("samenvatting", PLAIN.format("oud"), '<w:lock w:val="sdtContentLocked"/>')
    )

    xml = body_of(fill(data, only(SINGLE), NAME).content)

    assert '<w:lock w:val="sdtContentLocked"/>' in xml
    assert "Nieuwe tekst." in xml


def test_the_end_of_a_section_stays() -> None:
    """Pages before it keep their size and direction."""
    end = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    old = f"<w:p><w:pPr>{end}</w:pPr><w:r><w:t>oud</w:t></w:r></w:p>"

    filled = fill(small_host(control("samenvatting", old)), only(SINGLE), NAME)
    other = fill(filled.content, memo("Anders."), NAME)

    assert body_of(filled.content).count(end) == body_of(other.content).count(end) == 1
    assert fill(filled.content, only(SINGLE), NAME).renewed == ()


def test_a_control_in_a_header_is_told_of() -> None:
    """Headers and notes stay byte for byte, so a control there cannot be filled."""
    header = f'<w:hdr xmlns:w="{hosts.W}">{waiting("samenvatting")}</w:hdr>'
    name = next(one for one in members(full_host()) if one.startswith("word/header"))
    data = rewritten(full_host(), {name: header.encode()})

    with pytest.raises(InvalidInput, match="staat in een koptekst"):
        fill(data, MEMO, NAME)


def test_more_controls_than_a_document_has_are_refused() -> None:
    """A file that would take minutes is no document."""
    data = small_host(control("samenvatting", "<w:p/>") * 501)

    with pytest.raises(InvalidInput, match="501 velden"):
        fill(data, MEMO, NAME)


def test_a_deleted_control_is_none() -> None:
    """What a tracked change takes away is not filled."""
    run = control("samenvatting", "<w:r><w:delText>x</w:delText></w:r>")
    data = small_host(f'<w:p><w:del w:id="1" w:author="B">{run}</w:del></w:p>')

    assert data == fill(data, MEMO, NAME).content


def test_other_prefixes_are_understood() -> None:
    """The namespaces count, not the letters that a program chose for them."""
    body = waiting("samenvatting").replace("w:", "y:")
    data = small_host(body, f'xmlns:y="{hosts.W}" xmlns:w="urn:iets-anders"').replace(b"", b"")
    xml = body_of(data).replace("<w:", "<y:").replace("</w:", "</y:")
    data = rewritten(data, {hosts.PART: xml.encode()})

    filled = fill(data, memo(), NAME)

    word = OpenWord(io.BytesIO(filled.content))
    assert "Kort gezegd: doen." in "".join(word.element.itertext())
    assert fill(filled.content, memo(), NAME).renewed == ()


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ("<w:dropDownList/>", "een keuzelijst"),
        ("<w:date/>", "een datumveld"),
        ("<w:picture/>", "een afbeelding"),
        ('<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>', "gekoppeld"),
        ('<w14:checkbox xmlns:w14="urn:w14"/>', "selectievakje"),
    ],
)
def test_controls_in_which_no_text_fits_are_named(properties: str, words: str) -> None:
    """All at once, with what to do about it."""
    body = control("samenvatting", PLAIN.format("x"), properties) + control(
        "themas", PLAIN.format("x"), "<w:comboBox/>"
    )

    with pytest.raises(InvalidInput) as caught:
        fill(small_host(body), MEMO, NAME)

    said = [str(problem) for problem in caught.value.problems]
    assert len(said) == 2
    assert any("pps-advisor:samenvatting" in one and words in one for one in said)
    assert all(one.startswith(f"{NAME}: ") for one in said)


def test_nasty_characters_arrive_as_text() -> None:
    """Brackets, quotes, control characters, Arabic, Hebrew and emoji harm nothing."""
    filled = fill(small_host(waiting("samenvatting")), MEMO, NAME).content
    xml = body_of(filled)

    said = OpenWord(io.BytesIO(filled)).element.body.itertext()

    assert hosts.SHOWN in "".join(said)
    assert "<w:rtl/>" in xml


def test_a_document_that_is_not_dutch_is_told_that_our_text_is() -> None:
    """Spelling is checked in the right language."""
    filled = body_of(fill(small_host(waiting("samenvatting")), only(SINGLE), NAME).content)

    assert '<w:rPr><w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">Nieuwe tekst.' in filled


letters = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<&\ufffe\uffff"
    ),
    max_size=12,
)


def in_another_control(xml: str) -> str:
    """A control that is not ours."""
    properties = '<w:sdtPr><w:tag w:val="x"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{xml}</w:sdtContent></w:sdt>"


around = st.recursive(
    st.one_of(
        letters.map(PLAIN.format),
        st.just("<!-- <w:sdt> niet echt -->"),
        st.just("<?pi <w:sdt> ?>"),
        st.just('<w:p w:x="a > b"><w:r><w:t>&amp;&#x41;</w:t></w:r></w:p>'),
        st.just("<w:p><w:r><w:t><![CDATA[<w:sdt></w:sdt>]]></w:t></w:r></w:p>"),
        st.just("\n  \t"),
        st.just('<w:p\n  w:rsidR = "1"/>'),
    ),
    lambda inner: st.one_of(
        inner.map(lambda xml: f"<w:tbl><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>"),
        inner.map(in_another_control),
    ),
    max_leaves=4,
)
ours = st.sampled_from([waiting("samenvatting"), waiting("aanbeveling:stuurgroep")])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.lists(st.tuples(around, ours), min_size=1, max_size=4), around)
def test_whatever_stands_around_stays(parts: list[tuple[str, str]], rest: str) -> None:
    """Comments, odd spacing, entities and tables around our controls keep every byte."""
    data = small_host("".join(before + own for before, own in parts) + rest)

    once = fill(data, MEMO, NAME)

    xml, at = body_of(once.content), 0
    for before, own in parts:
        begin = own[: own.index("<w:sdtContent>")].replace("<w:showingPlcHdr/>", "")
        at = xml.index(before + begin, at) + len(before + begin)
    assert xml.endswith(f"</w:sdtContent></w:sdt>{rest}</w:body></w:document>")
    assert once.content == fill(once.content, MEMO, NAME).content


def test_prefixes_of_the_document_are_known_inside_our_text() -> None:
    """What is kept of a cell may use any prefix that the document declares."""
    root = f'xmlns:w="{hosts.W}" xmlns:w14="urn:w14"'
    cell = '<w:tc><w:tcPr/><w:p w14:paraId="1"/></w:tc><w:tc><w:p w14:paraId="2"/></w:tc>'
    row = f"<w:tr>{control('samenvatting', cell)}</w:tr>"

    filled = fill(small_host(f"<w:tbl>{GRID}{row}</w:tbl><w:p/>", root), MEMO, NAME)

    assert '<w:tc><w:p w14:paraId="2"/></w:tc>' in body_of(filled.content)
    assert fill(filled.content, MEMO, NAME).renewed == ()


@pytest.mark.parametrize("number", ["", "²", "-1", "abc", "9" * 5000])
def test_numbers_that_are_none_harm_nothing(number: str) -> None:
    """A file of others may hold anything where a number belongs."""
    body = (
        f'<w:p><w:pPr><w:outlineLvl w:val="{number}"/><w:numPr><w:numId w:val="{number}"/>'
        f'</w:numPr></w:pPr></w:p><w:tbl><w:tblGrid><w:gridCol w:w="{number}"/></w:tblGrid>'
        f"{control('themas', ROW)}</w:tbl>{waiting('aanbevelingen')}"
        f'<w:sectPr><w:pgSz w:w="{number}" w:h="{number}"/><w:pgMar w:left="{number}"/></w:sectPr>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{hosts.W}"><w:abstractNum w:abstractNumId="{number}"/>'
        f'<w:num w:numId="{number}"/></w:numbering>'
    )

    filled = fill(small_host(body, numbering=numbering), MEMO, NAME)

    assert filled.renewed == ("themas", "aanbevelingen")
    assert fill(filled.content, MEMO, NAME).renewed == ()


def test_no_ordinary_word_is_cut_in_a_table() -> None:
    """A narrow column takes room from the others; a word without end does not."""
    texts = tuple(hosts.text(words) for words in ("Verantwoordelijk", "x " * 90, hosts.LONG))
    table = Table("", ("a", "b", "c"), (texts,), (0.05, 0.55, 0.4))

    widths = column_widths(table, 9000)

    assert sum(widths) == pytest.approx(9000, abs=3)
    assert widths[0] > 2000
    assert widths[1] > widths[2] > 2000
