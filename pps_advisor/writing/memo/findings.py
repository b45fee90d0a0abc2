"""How the collaboration stands: the themes, and what goes well, is wrong or possible."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.writing.chart import draw_themes
from pps_advisor.writing.document import Block, Heading, Picture, Section
from pps_advisor.writing.matrix import positions_svg, positions_text
from pps_advisor.writing.memo.blocks import bullets, led, para, part, table
from pps_advisor.writing.memo.dutch import counted
from pps_advisor.writing.memo.material import Material
from pps_advisor.writing.memo.opening import judgement_text
from pps_advisor.writing.memo.parts import Part
from pps_advisor.writing.outline import FindingView, ThemeView
from pps_advisor.writing.words import sentence, upper_first

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
        yield Picture(draw_themes(themes), themes_text(themes), "Oordeel per thema", 110)
        yield from themes_table(material)
    positions = positions_svg(material.case)
    if positions:
        yield Heading(2, "Hoe partijen zichzelf en elkaar zien")
        described = positions_text(material.case)
        yield para(described[0])
        yield Picture(positions, " ".join(described[1:]), "Posities van de partijen", 120)


def themes_text(themes: tuple[ThemeView, ...]) -> str:
    """The picture of the themes in sentences."""
    said = [f"{theme.title}: {theme.judgement}, {theme.known} vragen bekend." for theme in themes]
    return f"Een balk per thema laat zien hoeveel er bekend is. {' '.join(said)}"


def themes_table(material: Material) -> tuple[Block, ...]:
    """The themes with what stands out in each."""
    rows = [
        (theme.title, upper_first(theme.judgement), theme.known, _stands_out(theme))
        for theme in material.outline.judged
    ]
    header = ("Thema", "Oordeel", "Bekend", "Wat opvalt")
    return table("Oordeel per thema", header, rows, (0.23, 0.19, 0.13, 0.45))


def _stands_out(theme: ThemeView) -> str:
    """The worst problem of a theme, and how many there are beside it."""
    if not theme.problems:
        return "Geen knelpunt gevonden."
    first, more = theme.problems[0], len(theme.problems) - 1
    rest = f" En {counted(more, 'ander knelpunt', 'andere knelpunten')}." if more else ""
    return f"{sentence(first.title)}{rest}"


def findings_part(material: Material) -> Section:
    """What goes well, what is wrong, and what is possible."""
    return part(Part.FINDINGS, "Bevindingen", _findings(material))


def _findings(material: Material) -> Iterator[Block]:
    yield Heading(2, "Wat goed gaat")
    if material.outline.strengths:
        yield from bullets(_in_full(one) for one in material.outline.strengths)
    else:
        yield para("Uit wat nu bekend is, komen nog geen sterke punten naar voren.")
    yield Heading(2, "Wat knelt")
    yield from problems(material)
    chances = [one for one in material.outline.opportunities if one.definite]
    if chances:
        yield Heading(2, "Wat kan")
        yield from bullets(map(_in_full, chances))


def problems(material: Material) -> Iterator[Block]:
    """The certain problems in a table, by theme; and how many are possible."""
    if material.problems:
        yield table_of_problems(material)[0]
    else:
        yield para("Uit wat nu bekend is, volgt geen knelpunt.")
    found = material.possible_problems
    if found:
        verb = "is" if found == 1 else "zijn"
        also = "nog " if material.problems else ""
        yield para(
            f"Daarnaast {verb} {also}{counted(found, 'knelpunt', 'knelpunten')} mogelijk. Dat hangt "
            "af van antwoorden die ontbreken."
        )


def table_of_problems(material: Material) -> tuple[Block, ...]:
    """The certain problems, by theme."""
    rows = [
        (theme.title, sentence(one.title), upper_first(severity(one)))
        for theme in material.outline.themes
        for one in theme.problems
    ]
    return table("Knelpunten per thema", ("Thema", "Knelpunt", "Ernst"), rows, (0.26, 0.52, 0.22))


def severity(finding: FindingView) -> str:
    """How much a problem matters, without the word itself."""
    return finding.severity.removeprefix("ernst ")


def _in_full(finding: FindingView) -> tuple:  # type: ignore[type-arg]
    return led(sentence(finding.title), finding.text)
