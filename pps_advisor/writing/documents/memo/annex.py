"""The annex: the evidence and how the advice was made, without the advice itself."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.formats.document import Block, Heading, Tone
from pps_advisor.writing.documents.blocks import para, table
from pps_advisor.writing.documents.memo.closing import account_part, sources_part
from pps_advisor.writing.documents.memo.findings import themes_table
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.opening import judgement_text
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.documents.memo.uncertain import uncertain
from pps_advisor.writing.views.outline import FactView, FindingView, ThemeView
from pps_advisor.writing.words.words import sentence, severity_text, upper_first


def blocks(material: Material) -> Iterator[Block]:
    """The parts of the annex."""
    yield part(Part.THEMES, "Oordeel per thema", _themes(material))
    yield part(Part.FINDINGS, "Bevindingen en waar zij op rusten", _findings(material))
    yield part(Part.FACTS, "Feiten onder het advies", _facts(material))
    yield part(Part.QUESTIONS, "Open vragen", uncertain(material, 10))
    yield sources_part(material)
    yield account_part(material)


def _themes(material: Material) -> Iterator[Block]:
    yield para(judgement_text(material))
    yield from themes_table(material)


def _findings(material: Material) -> Iterator[Block]:
    yield Heading(2, "Wat goed gaat")
    strengths = material.outline.strengths
    for one in strengths:
        yield from _finding(material, one)
    if not strengths:
        yield para("Uit wat nu bekend is, komen nog geen sterke punten naar voren.")
    for theme in material.outline.themes:
        yield from _theme(material, theme)
    chances = [one for one in material.outline.opportunities if one.definite]
    if chances:
        yield Heading(2, "Wat kan")
        for one in chances:
            yield from _finding(material, one)


def _theme(material: Material, theme: ThemeView) -> Iterator[Block]:
    if not theme.problems:
        return
    yield Heading(2, f"Wat knelt: {theme.title}")
    for one in theme.problems:
        yield from _finding(material, one)


def _finding(material: Material, finding: FindingView) -> Iterator[Block]:
    """A finding in full: what, how severe, on which facts and on which sources."""
    yield Heading(3, finding.title)
    yield para(finding.text)
    rests = "; ".join(reason.text for reason in finding.reasons)
    grave = severity_text(material.finding[finding.id])
    grave = f"{upper_first(grave)}. " if grave else ""
    sources = f" Bronnen: {'; '.join(finding.citations)}." if finding.citations else ""
    yield para(f"{grave}Volgt uit {rests}.{sources}", Tone.REMARK)


def _facts(material: Material) -> Iterator[Block]:
    rows = [_fact(material, material.explained(fact)) for fact in material.outline.facts]
    if not rows:
        yield para("Er zijn nog geen feiten waarop een bevinding rust.")
        return
    header = ("Feit", "Toelichting in de casus", "Bron")
    yield from table("Feiten onder het advies", header, rows, (0.32, 0.46, 0.22))


def _fact(material: Material, fact: FactView) -> tuple[str, str, str]:
    told = sentence(fact.explanation) if fact.explanation else ""
    return upper_first(material.fact_text(fact)), told or "–", fact.source or "–"
