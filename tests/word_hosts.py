"""Word files for tests: a memo of everything, and documents of others with controls in them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping

from docx import Document as NewWord
from docx.shared import Mm

from pps_advisor.formats.common.pictures import png
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
    Text,
    Tone,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PART = "word/document.xml"
NASTY = 'A <b> & "c" \x07 مرحبا בוקר 😀 \u202e ]]>'
LONG = "Meerjarenfinancieringsovereenkomst" * 8

SHOWN = NASTY.replace("\x07", "\ufffd").replace("\u202e", "")
"""The same in a document: what XML cannot hold, or what turns the next words around, is gone."""


def text(words: str) -> Text:
    return (Run(words),)


def drawn(words: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" width="400" height="200">'
        f'<rect width="400" height="200" fill="#dddddd"/><text x="9" y="40">{words}</text></svg>'
    )


PICTURE = Picture(drawn("Thema's"), 'Een balk per thema: "governance" is rood.', "Thema's", 60)
TABLE = Table(
    "Routekaart",
    ("Wanneer", "Wat"),
    ((text("nu"), text("stuurgroep")), (text("later"), (Run("fonds", bold=True),))),
    (0.3, 0.7),
)


def memo(summary: str = "Kort gezegd: doen.", *, extra: bool = False) -> Document:
    """A memo with every kind of block; `extra` makes it longer."""
    advice = (
        Heading(1, "Aanbevelingen"),
        Paragraph(text("Dit raden wij aan:")),
        BulletList((text("eerst"), text("daarna")), numbered=True),
        Section(
            "aanbeveling:stuurgroep",
            (
                Heading(2, "Stuurgroep"),
                Paragraph((Run("Stel een "), Run("stuurgroep", italic=True), Run(" in."))),
                BulletList((text("wie"), text("wanneer")), numbered=True),
                *([BulletList((text("nog een"),), numbered=True), PICTURE] if extra else []),
            ),
        ),
        TABLE,
    )
    return Document(
        title=f"Samen verder {NASTY}",
        subtitle="Beleidsnotitie",
        date=dt.date(2025, 7, 11),
        blocks=(
            Section(
                "samenvatting",
                (
                    Heading(1, "Samenvatting"),
                    Paragraph(text(summary), Tone.LEAD),
                    BulletList((text("een punt"), text(NASTY))),
                ),
            ),
            Section("themas", (Heading(1, "Thema's"), PICTURE, TABLE, TABLE)),
            Section("aanbevelingen", advice),
            Section(
                "verantwoording",
                (
                    PageBreak(),
                    Heading(1, "Verantwoording"),
                    Paragraph(text(LONG)),
                    Paragraph(text("Geen besluit."), Tone.REMARK),
                ),
            ),
        ),
        subject="Samenwerking",
        keywords=("samenwerking", "Den Haag"),
        author="Team Zuidwest",
        municipality="Den Haag",
    )


def control(tag: str, inner: str, properties: str = "") -> str:
    """A content control as Word writes one."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="Deel"/><w:tag w:val="pps-advisor:{tag}"/>'
        f'<w:id w:val="-12345"/>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )


def waiting(tag: str) -> str:
    """A control on lines of its own that shows its placeholder."""
    inner = (
        '<w:p w:rsidR="00AA11BB"><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        "<w:t>Klik of tik om tekst in te voeren.</w:t></w:r></w:p>"
    )
    return control(tag, inner, "<w:showingPlcHdr/>")


def rewritten(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A zip file with some members changed, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = changes.get(entry.filename, old.read(entry.filename))
            if content is not None:
                new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
        for name, added in changes.items():
            if name not in old.namelist() and added is not None:
                entry = zipfile.ZipInfo(name, (2024, 2, 3, 4, 5, 6))
                new.writestr(entry, added, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def body_of(data: bytes) -> str:
    """The text of a Word file, as XML."""
    return members(data)[PART].decode("utf-8")


def host(controls: Mapping[str, str] | None = None) -> bytes:
    """A memo of several pages that somebody else wrote, with everything that Word can hold.

    In place of a paragraph ``@@name@@`` comes the control of that name.
    """
    word = NewWord()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.header.paragraphs[0].text = "Gemeente Den Haag"
    section.footer.paragraphs[0].text = "Vertrouwelijk"
    word.add_heading("Nota Zuidwest", 0)
    word.add_paragraph("@@inhoudsopgave@@")
    word.add_heading("Inleiding", 1)
    commented = word.add_paragraph("Wij schreven dit zelf. ")
    word.add_comment(commented.runs, text="Klopt dit?", author="Ada", initials="A")
    word.add_paragraph("@@samenvatting@@")
    word.add_paragraph("@@wijzigingen@@")
    word.add_picture(io.BytesIO(png(drawn("eigen"), 40)))
    caption = word.add_paragraph("@@bijschrift@@", "Caption")
    assert caption.style is not None
    for number in range(12):
        word.add_paragraph(f"Alinea {number}. " + "Dit is tekst van een ander. " * 25)
    word.add_heading("Wat wij adviseren", 2)
    word.add_paragraph("@@aanbevelingen@@")
    word.add_paragraph("stap een", "List Number")
    table = word.add_table(2, 3, "Light Grid Accent 1")
    table.cell(0, 0).text = "eigen tabel"
    table.cell(1, 1).text = "@@cel@@"
    word.add_heading("Slot", 1)
    word.add_paragraph("@@themas@@")
    word.add_paragraph("Einde.")
    out = io.BytesIO()
    word.save(out)
    return _with_controls(out.getvalue(), controls or {})


_TOC = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    '</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
    '<w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText></w:r><w:r><w:fldChar '
    'w:fldCharType="separate"/></w:r><w:r><w:t>Inleiding 1</w:t></w:r><w:r><w:fldChar '
    'w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
)
_CHANGES = (
    '<w:p><w:ins w:id="91" w:author="Ben" w:date="2025-01-01T00:00:00Z"><w:r><w:t>erbij</w:t></w:r>'
    '</w:ins><w:del w:id="92" w:author="Ben" w:date="2025-01-01T00:00:00Z"><w:r><w:delText>eraf'
    '</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
)
_CAPTION = (
    '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t xml:space="preserve">Figuur </w:t>'
    '</w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
    'SEQ Figuur \\* ARABIC </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_FOOTNOTES = (
    f'<?xml version="1.0"?><w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>Een '
    "noot.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
FIXED = {"inhoudsopgave": _TOC, "wijzigingen": _CHANGES, "bijschrift": _CAPTION}
_MARKER = re.compile(r"<w:p>(?:(?!</w:p>).)*?@@(\w+)@@.*?</w:p>", re.DOTALL)


def _with_controls(data: bytes, controls: Mapping[str, str]) -> bytes:
    parts = members(data)
    given = {**FIXED, **controls}
    xml = _MARKER.sub(lambda found: given.get(found[1], "<w:p/>"), body_of(data))
    types = parts["[Content_Types].xml"].decode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    notes = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{notes}"/></Types>'
    return rewritten(
        data,
        {
            PART: xml.encode(),
            "[Content_Types].xml": types.replace("</Types>", override).encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", added).encode(),
            "word/footnotes.xml": _FOOTNOTES.encode(),
        },
    )


def small_host(
    body: str, root: str = f'xmlns:w="{W}"', numbering: str = "", styles: str = ""
) -> bytes:
    """The smallest Word file there is, with this in its body (and its numbering or styles)."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="application/xml"/><Override PartName="/{PART}" '
        f'ContentType="{word}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="{PART}"/></Relationships>',
        PART: f"<w:document {root}><w:body>{body}</w:body></w:document>",
    }
    sheet = f'<w:styles xmlns:w="{W}">{styles}</w:styles>' if styles else ""
    relations = ""
    for kind, content in (("numbering", numbering), ("styles", sheet)):
        if content:
            parts[f"word/{kind}.xml"] = content
            relations += f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{kind}.xml"/>'
            listed = f'<Override PartName="/word/{kind}.xml" ContentType="{word}.{kind}+xml"/>'
            types = parts["[Content_Types].xml"]
            parts["[Content_Types].xml"] = types.replace("</Types>", f"{listed}</Types>")
    if relations:
        parts["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6)), content)
    return out.getvalue()
