"""Documents for the tests of the writers: one of everything, and hard text."""

from __future__ import annotations

import datetime as dt

from pps_advisor.formats.document import (
    Block,
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

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 80" width="320" height="80">'
    '<rect width="320" height="80" fill="#eee"/><rect x="90" y="20" width="150" height="30"/>'
    '<text x="8" y="40" font-family="Arial, sans-serif" font-size="13">Governance →</text></svg>'
)
LONG_WORD = "Hottentottententententoonstelling" * 8
ADDRESS = "https://voorbeeld.nl/een/heel/lang/pad?met=vragen&en=meer_van_dat_alles#" + "x1" * 60
HARD = (
    "<b>&amp; \"dubbel\" 'enkel' #let x = 1; $ y^2 $ @bron \\ *ster* _streep_ `code` [link] "
    "// geen commentaar = geen kop ~ {{ naam }} --- ..."
)
RIGHT_TO_LEFT = "Stichting שלום en مؤسسة السلام in Zwolle"
EMOJI = "Goed \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f3\U0001f1f1 gedaan"
CONTROLS = "bel\x07 esc\x1b[31m nul\x00 nieuw\nregel\ttab \ud800 \uffff einde"


def text(words: str, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    return (Run(words, bold, italic),)


def table(rows: int = 2, words: str = "Gemeente") -> Table:
    """A table of three columns."""
    return Table(
        "Wie doet wat",
        ("Stap", "Wie", "Wat"),
        tuple(
            (text(str(at + 1)), text(words), (Run("Doet "), Run("veel", True)))
            for at in range(rows)
        ),
        (0.1, 0.3, 0.6),
    )


def picture(alternative: str = "Een balk voor governance.") -> Picture:
    return Picture(SVG, alternative, "De thema's in één beeld", 120)


def document(*blocks: Block, title: str = "Nota samenwerking") -> Document:
    """A document with these blocks, or with one of everything."""
    return Document(
        title=title,
        subtitle="Gemeente Zwolle, 11 juli 2025",
        date=dt.date(2025, 7, 11),
        blocks=blocks or everything(),
        subject="Advies over een samenwerking",
        keywords=("samenwerking", "PPS"),
        author="Gemeente Zwolle",
    )


def everything() -> tuple[Block, ...]:
    """One of every block, in sections one inside the other."""
    mixed = (Run("Dit is "), Run("vet", bold=True), Run(" en "), Run("cursief", italic=True))
    return (
        Section(
            "samenvatting",
            (
                Heading(1, "Samenvatting"),
                Paragraph(text("In het kort."), Tone.LEAD),
                Paragraph(mixed),
                Paragraph(text("Let op: dit is geen besluit."), Tone.REMARK),
            ),
        ),
        PageBreak(),
        Section(
            "aanbevelingen",
            (
                Heading(1, "Aanbevelingen"),
                Section(
                    "aanbeveling:stuurgroep",
                    (
                        Heading(2, "Stel een stuurgroep in"),
                        BulletList((text("eerst"), mixed)),
                        BulletList((text("een"), text("twee")), numbered=True),
                    ),
                ),
                Section("aanbeveling:fonds", (Heading(2, "Maak een fonds"), table(), picture())),
            ),
        ),
        Paragraph(text("Slot.")),
    )
