"""The beginning of a memo: the summary, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.formats.document import Block, Paragraph, Section, Tone
from pps_advisor.model.case.decision import Verdict
from pps_advisor.model.values import date_text
from pps_advisor.writing.documents.blocks import bullets, led, para, plain, table
from pps_advisor.writing.documents.memo.dutch import counted, in_words, quoted, with_source
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.documents.memo.uncertain import known_text
from pps_advisor.writing.words.sources import source_text
from pps_advisor.writing.words.words import PARTY_HEADS, joined, party_name, sentence, upper_first

_FIRST = 5
_NAMED = 3
_JUDGEMENTS = {
    "knelpunt": "is er een knelpunt",
    "aandacht": "is aandacht nodig",
    "goed": "gaat het goed",
    "onvoldoende bekend": "is te weinig bekend voor een oordeel",
}
_NAMED_JUDGEMENTS = ("knelpunt", "aandacht")
_VERDICTS = {
    Verdict.ADOPTED: "overgenomen",
    Verdict.ADAPTED: "aangepast overgenomen",
    Verdict.REJECTED: "afgewezen",
}


def summary_part(material: Material) -> Section:
    """The whole memo in half a page."""
    return part(Part.SUMMARY, "Samenvatting", _summary(material))


def _summary(material: Material) -> Iterator[Block]:
    yield para(
        f"Deze nota gaat over de samenwerking {quoted(material.case.title)}. Zij laat zien wat "
        f"goed gaat, wat knelt en wat de partijen kunnen doen. {judgement_text(material)}",
        Tone.LEAD,
    )
    yield from bullets(led(lead, text) for lead, text in both_sides(material))
    yield from first_advice(material)
    yield para(known_text(material))
    decided = decided_text(material)
    if decided:
        yield para(decided)


def judgement_text(material: Material) -> str:
    """The judgements of the themes, counted."""
    total = len(material.outline.judged)
    said = []
    for judgement, phrase in _JUDGEMENTS.items():
        found = [one.title for one in material.outline.judged if one.judgement == judgement]
        if found:
            names = f" ({'; '.join(found)})" if judgement in _NAMED_JUDGEMENTS else ""
            number = in_words(len(found))
            every = f"alle {number}" if 1 < len(found) == total else number
            said.append(f"bij {every} {phrase}{names}")
    if not said:
        return "Er is nog geen thema te beoordelen."
    verb = "is" if total == 1 else "zijn"
    seen = f"Er {verb} {counted(total, 'thema', 'thema’s')} bekeken."
    return f"{seen} {sentence(joined(said))}"


def both_sides(material: Material) -> Iterator[tuple[str, str]]:
    """What goes well and what is wrong, the first few of each."""
    strengths = material.outline.strengths[:_NAMED]
    if strengths:
        yield "Wat goed gaat.", " ".join(sentence(one.title) for one in strengths)
    worst = material.severe[:_NAMED]
    if worst:
        yield "Wat het meest knelt.", " ".join(sentence(one.title) for one in worst)


def first_advice(material: Material) -> Iterator[Block]:
    """The recommendations to begin with, each with its main reason."""
    shown = material.advice[:_FIRST]
    if not shown:
        yield para(
            "Er is nog te weinig bekend voor een aanbeveling die vaststaat. Zoek eerst de open "
            "vragen uit."
        )
        return
    one = len(shown) == 1
    yield para(f"{'Deze aanbeveling weegt' if one else 'Deze aanbevelingen wegen'} het zwaarst:")
    yield from bullets(
        (led(sentence(view.title), sentence(view.reason)) for view in shown), numbered=True
    )


def decided_text(material: Material) -> str:
    """How many recommendations have been decided on, and how."""
    decisions = material.choice.decisions
    if decisions is None:
        return ""
    counts = {
        verdict: sum(one.verdict is verdict for one in decisions.decisions) for verdict in _VERDICTS
    }
    total = sum(counts.values())
    if not total:
        return "Over de aanbevelingen is nog geen besluit vastgelegd."
    about = counted(total, "aanbeveling", "aanbevelingen")
    if total in counts.values():
        verdict = next(_VERDICTS[v] for v, n in counts.items() if n == total)
        is_or_are = "is" if total == 1 else "zijn"
        return sentence(f"{about} {is_or_are} {verdict}")
    said = [f"{in_words(n)} {_VERDICTS[v]}" for v, n in counts.items() if n]
    return f"Over {about} is besloten: {joined(said)}."


def occasion_part(material: Material, with_table: bool = True) -> Section:
    """What it is about, who takes part, and how the advice came about."""
    return part(Part.OCCASION, "Aanleiding", occasion(material, with_table))


def occasion(material: Material, with_table: bool) -> Iterator[Block]:
    """The text of the occasion, with the parties in a table or in a sentence."""
    case = material.case
    if case.fictional:
        yield para("De samenwerking in deze nota is verzonnen.", Tone.REMARK)
    if case.explanation:
        yield para(case.explanation)
    if case.parties:
        yield para(parties_text(material))
        if with_table:
            yield from _parties_table(material)
    yield Paragraph(plain(origin_text(material)))


def parties_text(material: Material) -> str:
    """Who takes part, in a sentence."""
    parties = material.case.parties or ()
    names = joined([party_name(party) for party in parties])
    verb = "doet" if len(parties) == 1 else "doen"
    who = counted(len(parties), "partij", "partijen")
    return f"Aan de samenwerking {verb} {who} mee: {names}."


def _parties_table(material: Material) -> tuple[Block, ...]:
    rows = [
        tuple(map(upper_first, (one.name, one.kind, one.roles, one.motives)))
        for one in material.outline.parties
    ]
    return table("Partijen in de samenwerking", PARTY_HEADS, rows, (0.28, 0.22, 0.25, 0.25))


def origin_text(material: Material) -> str:
    """How the advice came about."""
    case = material.case
    source = source_text(case.source, material.catalogue)
    text = (
        "Voor dit advies zijn vragen over de samenwerking beantwoord, met als peildatum "
        f"{date_text(case.reference_date)}."
    )
    return (
        f"{with_source(text, source)} Vaste regels leiden daaruit af wat knelt en wat helpt. Die "
        "regels rusten op onderzoek naar vergelijkbare samenwerkingen, hier en daar aangevuld; bij "
        "elke aanbeveling staat waarop zij rust."
    )
