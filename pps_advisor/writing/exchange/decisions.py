"""A decisions file to fill in: one entry for each recommendation of an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.plain.layout import clean
from pps_advisor.model.case.decision import DECISIONS_FORMAT, Decisions, Verdict
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Assessment
from pps_advisor.model.values import date_text
from pps_advisor.writing.views.build_advice import title_of
from pps_advisor.writing.words.words import priority_text

_GUIDE = (
    "Leg hier per aanbeveling vast wat is besloten. Sla het bestand op en maak de nota opnieuw met",
    "  pps-advisor memo CASUS.yaml -o nota.docx --decision DIT-BESTAND",
    f"besluit: {', '.join(verdict.value for verdict in Verdict)}",
    "eigenaar: wie het uitvoert; datum: de dag van het besluit (jjjj-mm-dd)",
    "reden: nodig bij aangepast (wat u anders doet, en waarom) en afgewezen",
)


def write_decisions(assessment: Assessment) -> str:
    """A decisions file in YAML with every recommendation that is certain, all still open."""
    return "\n".join(_lines(assessment)) + "\n"


def advised(assessment: Assessment) -> tuple[Advice, ...]:
    """The advice that can be decided on: what at least one definite finding carries."""
    return tuple(one for one in assessment.advice if one.status is Status.DEFINITE)


def add_entries(text: str, decisions: Decisions, assessment: Assessment) -> str | None:
    """A decisions file with the recommendations that it lacks at its end, still open.

    None when it lacks none. What is there stays as it was; that the new text reads well is for
    the caller to check.
    """
    missing = [one for one in advised(assessment) if not decisions.of(one.recommendation.id)]
    if not missing:
        return None
    place = decisions.decisions[-1].location if decisions.decisions else None
    indent = " " * (place.column - 3 if place else 2)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = newline.join(entries(missing, indent))
    return f"{text.rstrip()}{newline}{lines}{newline}"


def _lines(assessment: Assessment) -> Iterator[str]:
    case = assessment.case
    yield f"formaat: {DECISIONS_FORMAT}"
    yield f"# Besluiten over het advies bij: {clean(case.title)}"
    yield f"# Advies van pps-advisor, peildatum {date_text(case.reference_date)}."
    yield "#"
    yield from (f"# {line}" for line in _GUIDE)
    yield f"casus: {case.id}"
    found = advised(assessment)
    yield "besluiten:" if found else "besluiten: []"
    yield from entries(found)


def entries(advice: Iterable[Advice], indent: str = "  ") -> Iterator[str]:
    """The lines of entries that are still open."""
    for one in advice:
        yield f"{indent}# {one.rank}. {clean(title_of(one))}, prioriteit {priority_text(one)}"
        yield f"{indent}- aanbeveling: {one.recommendation.id}"
        yield f"{indent}  besluit: {Verdict.OPEN.value}"
        yield from (f"{indent}  {key}:" for key in ("eigenaar", "datum", "reden"))
