"""How the collaboration stands: the themes, and what goes well, is wrong or possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pps_advisor.formats.document import Block, Heading, Picture, Section, Text
from pps_advisor.model.knowledge.rule import Severity
from pps_advisor.writing.documents.blocks import bullets, lead_para, led, para, table
from pps_advisor.writing.documents.memo.dutch import counted
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.opening import judgement_text
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.pictures.chart import draw_themes
from pps_advisor.writing.pictures.matrix import positions_svg, positions_text
from pps_advisor.writing.views.outline import FindingView, ThemeView
from pps_advisor.writing.words.words import sentence, upper_first

_IN_FULL = 6
_LITTLE = "onvoldoende bekend"


def themes_part(material: Material) -> Section:
    """The judgement of each theme, and the positions of the parties where they are known."""
    return part(Part.THEMES, "Hoe de samenwerking ervoor staat", _themes(material))


def _themes(material: Material) -> Iterator[Block]:
    themes = material.outline.judged
    yield para(judgement_text(material))
    if any(theme.judgement == _LITTLE for theme in themes):
        yield para(
            "‘Onvoldoende bekend’ betekent dat minder dan de helft van de vragen is beantwoord en "
            "dat er geen ernstig knelpunt is gevonden. Het zegt niet dat het goed gaat."
        )
    if themes:
        yield Picture(draw_themes(themes), themes_text(themes), "Oordeel per thema", 90)
    positions = positions_svg(material.case)
    if positions:
        yield Heading(2, "Hoe partijen zichzelf en elkaar zien")
        described = positions_text(material.case)
        yield para(described[0])
        yield Picture(positions, " ".join(described[1:]), "Posities van de partijen", 120)


def themes_text(themes: tuple[ThemeView, ...]) -> str:
    """The picture of the themes in sentences."""
    said = [f"{theme.title}: {theme.judgement}, {theme.known_questions}." for theme in themes]
    return f"Een balk per thema laat zien hoeveel vragen zijn beantwoord. {' '.join(said)}"


def themes_table(material: Material) -> tuple[Block, ...]:
    """The themes with their judgement."""
    rows = [
        (theme.title, upper_first(theme.judgement), theme.known)
        for theme in material.outline.judged
    ]
    return table(
        "Oordeel per thema", ("Thema", "Oordeel", "Vragen bekend"), rows, (0.4, 0.35, 0.25)
    )


def findings_part(material: Material) -> Section:
    """What goes well, what is wrong, and what is possible."""
    return part(Part.FINDINGS, "Bevindingen", _findings(material))


def _findings(material: Material) -> Iterator[Block]:
    yield Heading(2, "Wat goed gaat")
    if material.outline.strengths:
        yield from _strengths(material.outline.strengths)
    else:
        yield para("Uit wat nu bekend is, komen nog geen sterke punten naar voren.")
    yield Heading(2, "Wat knelt")
    yield from problems(material)
    chances = [one for one in material.outline.opportunities if one.definite]
    if chances:
        yield Heading(2, "Wat kan")
        yield from bullets(map(_in_full, chances))


def _strengths(strengths: Sequence[FindingView]) -> Iterator[Block]:
    """The first few in full; of a healthy case there are too many to read."""
    yield from bullets(map(_in_full, strengths[:_IN_FULL]))
    others = [sentence(one.title) for one in strengths[_IN_FULL:]]
    if others:
        yield lead_para("Ook dit gaat goed.", " ".join(others))


def problems(material: Material) -> Iterator[Block]:
    """The certain problems in a table, by theme; and how many are possible."""
    rows = [_row(material, theme) for theme in material.outline.themes if theme.problems]
    header = ("Thema", "Ernstige knelpunten", "Andere knelpunten")
    yield from table("Knelpunten per thema", header, rows, (0.2, 0.32, 0.48))
    if not rows:
        yield para("Uit wat nu bekend is, volgt geen knelpunt.")
    found = material.possible_problems
    if found:
        verb = "is" if found == 1 else "zijn"
        also = "nog " if rows else ""
        yield para(
            f"Daarnaast {verb} {also}{counted(found, 'knelpunt', 'knelpunten')} mogelijk. Dat "
            "hangt af van antwoorden die ontbreken."
        )


def _row(material: Material, theme: ThemeView) -> tuple[str, str, str]:
    """A theme with its severe problems and the others."""
    high = Severity.HIGH
    severe = [one for one in theme.problems if material.finding[one.id].severity is high]
    others = [one for one in theme.problems if one not in severe]
    cells = (" ".join(sentence(one.title) for one in group) or "–" for group in (severe, others))
    return theme.title, *cells  # type: ignore[return-value]


def _in_full(finding: FindingView) -> Text:
    return led(sentence(finding.title), finding.text)
