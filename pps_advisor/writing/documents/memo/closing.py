"""The end of a memo: decisions, sources, and how the advice was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.document import Block, Section
from pps_advisor.model.case.decision import Decision, Verdict
from pps_advisor.model.values import date_text
from pps_advisor.writing.documents.blocks import bullets, lead_para, led, para, plain, table
from pps_advisor.writing.documents.memo.dutch import counted, curly
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.opening import decided_text
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.words.accountability import READING_GUIDE, account
from pps_advisor.writing.words.words import joined, sentence, upper_first

NO_DECISION = "In deze nota is nog geen besluit over de aanbevelingen vastgelegd."


def decisions_part(material: Material) -> Section:
    """What was decided on each recommendation."""
    return part(Part.DECISIONS, "Besluiten", _decisions(material))


def _decisions(material: Material) -> Iterator[Block]:
    decisions = material.choice.decisions
    if decisions is None or not decisions.decisions:
        yield para(NO_DECISION)
        return
    yield para(decided_text(material))
    told = [one for one in decisions.decisions if _says_something(one)]
    yield from table(
        "Besluiten over de aanbevelingen",
        ("Nr.", "Aanbeveling", "Besluit", "Eigenaar", "Toelichting"),
        _decision_rows(material, told),
        (0.07, 0.26, 0.19, 0.2, 0.28),
    )
    silent = len(decisions.decisions) - len(told)
    if told and silent:
        number = counted(silent, "andere aanbeveling", "andere aanbevelingen")
        yield para(f"Over {number} is nog geen besluit vastgelegd.")


def _says_something(decision: Decision) -> bool:
    """Whether anything is recorded: a decision, or who looks at it and why it is still open."""
    said = decision.owner or decision.date or decision.reason
    return decision.verdict is not Verdict.OPEN or bool(said)


def _decision_rows(material: Material, decisions: Iterable[Decision]) -> Iterator[tuple[str, ...]]:
    """The decisions in the order of the recommendations; then those on what is gone from it."""
    order = material.number
    for one in sorted(decisions, key=lambda d: order.get(d.recommendation, len(order))):
        known = material.catalogue.recommendation.get(one.recommendation)
        number = order.get(one.recommendation)
        when = f", {date_text(one.date)}" if one.date else ""
        gone = "" if number else "Staat niet bij de aanbevelingen van deze nota."
        reason = sentence(one.reason) if one.reason else ""
        yield (
            str(number or "–"),
            upper_first(known.short if known else one.recommendation),
            f"{upper_first(one.verdict.words)}{when}",
            one.owner or "–",
            f"{reason} {gone}".strip() or "–",
        )


def sources_part(material: Material) -> Section:
    """The bibliography."""
    return part(Part.SOURCES, "Bronnen", _sources(material))


def _sources(material: Material) -> Iterator[Block]:
    entries = [plain(entry) for _, entry in material.outline.sources]
    if not entries:
        yield para("In deze nota zijn geen bronnen aangehaald.")
    yield from bullets(entries)


def account_part(material: Material) -> Section:
    """What the tool is and is not, and what this advice was made with."""
    return part(Part.ACCOUNT, "Verantwoording", _account(material))


def _account(material: Material) -> Iterator[Block]:
    yield from (para(curly(text)) for text in READING_GUIDE)
    yield from left_out(material)
    case = material.case
    rows = [
        ("Casus", f"{case.title} ({case.id})"),
        ("Peildatum", date_text(case.reference_date)),
        *account(material.assessment.provenance),
    ]
    yield from _local(material)
    yield from table("Waarmee dit advies is gemaakt", ("Onderdeel", "Gegeven"), rows, (0.3, 0.7))


def _local(material: Material) -> Iterator[Block]:
    """What is otherwise here than in the core: plugins and local adaptations, where there are."""
    views = material.outline.local
    if views:
        yield lead_para("Lokale aanpassingen.", "In dit advies doen lokale regels mee:")
    yield from bullets(
        led(sentence(view.title), " ".join(sentence(f"{k}: {v}") for k, v in view.details))
        for view in views
    )


def left_out(material: Material) -> Iterator[Block]:
    """What the adviser chose to leave out: a reader is to know that the advice is not whole."""
    shown = {view.id for view in material.advice}
    names = [view.short for view in material.outline.advice if view.id not in shown]
    if names:
        verb = "staat" if len(names) == 1 else "staan"
        yield para(f"De opsteller heeft ervoor gekozen dat hier niet in {verb}: {joined(names)}.")
