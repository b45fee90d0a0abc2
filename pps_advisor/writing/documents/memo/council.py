"""The raadsinformatiebrief: one to two pages that inform the council and decide nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.formats.document import Block, Section, Tone
from pps_advisor.model.values import date_text
from pps_advisor.writing.documents.blocks import bullets, led, para, plain
from pps_advisor.writing.documents.memo.closing import left_out
from pps_advisor.writing.documents.memo.dutch import counted, quoted
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.opening import (
    both_sides,
    decided_text,
    judgement_text,
    parties_text,
)
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.documents.memo.roadmap import TIMES, on_the_road
from pps_advisor.writing.documents.memo.uncertain import known_text, question_sentence
from pps_advisor.writing.words.words import joined, sentence

_QUESTIONS = 3


def blocks(material: Material) -> Iterator[Block]:
    """The parts of the letter."""
    yield part(Part.SUMMARY, "Kern", _summary(material))
    yield part(Part.OCCASION, "Aanleiding", _occasion(material))
    yield part(Part.FINDINGS, "Hoe het ervoor staat", _findings(material))
    yield part(Part.ADVICE, "Wat het advies is", _advice(material))
    yield part(Part.ROADMAP, "Vervolg", _next(material))
    yield part(Part.UNCERTAIN, "Wat nog niet bekend is", _uncertain(material))
    yield _account(material)


def _summary(material: Material) -> Iterator[Block]:
    number = len(material.advice)
    given = counted(number, "aanbeveling", "aanbevelingen") if number else "nog geen aanbeveling"
    yield para(
        f"Met deze brief informeren wij u over de samenwerking {quoted(material.case.title)}. "
        f"Bekeken is wat goed gaat en wat knelt. Dat leidt tot {given}. De brief is ter informatie "
        "en vraagt u niet om een besluit.",
        Tone.LEAD,
    )


def _occasion(material: Material) -> Iterator[Block]:
    case = material.case
    if case.fictional:
        yield para("De samenwerking in deze brief is verzonnen.", Tone.REMARK)
    if case.explanation:
        yield para(case.explanation)
    who = parties_text(material) if case.parties else ""
    yield para(f"{who} Dit is het beeld op {date_text(case.reference_date)}.".strip())


def _findings(material: Material) -> Iterator[Block]:
    yield para(judgement_text(material))
    yield from bullets(led(lead, text) for lead, text in both_sides(material))


def _advice(material: Material) -> Iterator[Block]:
    shown = material.worked_out or material.advice[:5]
    if not shown:
        yield para("Er is nog te weinig bekend voor een aanbeveling die vaststaat.")
        return
    yield from bullets(
        (led(sentence(view.title), sentence(view.reason)) for view in shown), numbered=True
    )
    more = len(material.advice) - len(shown)
    if more:
        verb = "is" if more == 1 else "zijn"
        yield para(f"Daarna {verb} er nog {counted(more, 'aanbeveling', 'aanbevelingen')}.")


def _next(material: Material) -> Iterator[Block]:
    """What can be arranged when, by its short name."""
    items = []
    for timing, (title, subtitle) in TIMES.items():
        names = [
            view.short
            for view in on_the_road(material)
            if material.advice_of(view).timing is timing
        ]
        if names:
            items.append(led(f"{title} ({subtitle}):", f"{joined(names)}."))
    decided = decided_text(material)
    if decided:
        yield para(decided)
    if items:
        yield para("Als het advies wordt gevolgd, is dit wanneer te regelen:")
    yield from bullets(items)
    if not items:
        yield para("Eerst worden de open vragen uitgezocht.")


def _uncertain(material: Material) -> Iterator[Block]:
    yield para(known_text(material, name_question=False))
    asked = material.outline.questions[:_QUESTIONS]
    if asked:
        one = len(asked) == 1
        verb = "Deze vraag kan" if one else "Deze vragen kunnen"
        yield para(f"{verb} het advies het meest veranderen:")
        yield from bullets(plain(question_sentence(material, view.key)) for view in asked)


def _account(material: Material) -> Section:
    """The accountability in three sentences; the annex has the rest."""
    made = material.assessment.provenance
    text = (
        "Het advies is gemaakt met vaste regels die uit onderzoek naar vergelijkbare "
        "samenwerkingen komen. Het helpt bij een afweging en neemt geen besluit. Gemaakt met "
        f"pps-advisor {made.version}; kenmerk van de regels {made.fingerprint[:12]}, kenmerk van "
        f"de casus {made.case_hash[:12]}."
    )
    return part(Part.ACCOUNT, "Verantwoording", (para(text, Tone.REMARK), *left_out(material)))
