"""The collegeadvies: the parts of a proposal to the college of mayor and aldermen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pps_advisor.formats.document import Block, Heading, Text, Tone
from pps_advisor.model.case.case import MoneyFlow
from pps_advisor.model.case.decision import Verdict
from pps_advisor.model.knowledge.recommendation import Effort
from pps_advisor.model.values import Unknown, date_text
from pps_advisor.writing.documents.blocks import bullets, lead_para, led, para, plain, table
from pps_advisor.writing.documents.memo.advice import caution_blocks, decision_text
from pps_advisor.writing.documents.memo.closing import account_part, sources_part
from pps_advisor.writing.documents.memo.dutch import counted, quoted
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.opening import both_sides, judgement_text, occasion
from pps_advisor.writing.documents.memo.parts import Part, part
from pps_advisor.writing.documents.memo.roadmap import on_the_road, roadmap_table
from pps_advisor.writing.documents.memo.seen import Seen
from pps_advisor.writing.documents.memo.uncertain import known_text, question_rows
from pps_advisor.writing.views.outline import AdviceView
from pps_advisor.writing.words.words import joined, party_name, sentence, thousands, upper_first

_QUESTIONS, _FINDINGS = 5, 3


def blocks(material: Material) -> Iterator[Block]:
    """The parts of the proposal, in the usual order."""
    yield part(Part.PROPOSAL, "Voorstel", _proposal(material))
    yield part(Part.OCCASION, "Aanleiding", _occasion(material))
    yield part(Part.EFFECT, "Beoogd effect", _effect(material))
    yield part(Part.ARGUMENTS, "Argumenten", _arguments(material))
    yield part(Part.OBJECTIONS, "Kanttekeningen", _objections(material))
    yield part(Part.MONEY, "Financiën", _money(material))
    yield part(Part.COMMUNICATION, "Communicatie", _communication(material))
    yield part(Part.NEXT, "Vervolg", _next(material))
    yield sources_part(material)
    yield account_part(material)


def _proposal(material: Material) -> Iterator[Block]:
    shown = material.worked_out
    if not shown:
        yield para(
            "Er is nog te weinig bekend voor een voorstel dat vaststaat. Zoek eerst de open vragen "
            "uit."
        )
        return
    what = "deze aanbeveling" if len(shown) == 1 else "deze aanbevelingen"
    about = f"{what} voor de samenwerking {quoted(material.case.title)}"
    decided = all(map(partial(_is_decided, material), shown))
    yield para(
        f"Over {about} is besloten:"
        if decided
        else f"Het college wordt gevraagd te besluiten over {about}:",
        Tone.LEAD,
    )
    yield from bullets((_proposed(material, view) for view in shown), numbered=True)
    more = len(material.advice) - len(shown)
    if more:
        verb = "volgt" if more == 1 else "volgen"
        yield para(
            f"Er {verb} nog {counted(more, 'aanbeveling', 'aanbevelingen')} met minder zware "
            "redenen. Die liggen nu niet voor."
        )


def _is_decided(material: Material, view: AdviceView) -> bool:
    decision = material.decision(view.id)
    return decision is not None and decision.verdict is not Verdict.OPEN


def _proposed(material: Material, view: AdviceView) -> Text:
    decision = material.decision(view.id)
    if decision is None or decision.verdict is Verdict.OPEN:
        return plain(sentence(view.title))
    return led(sentence(view.title), decision_text(decision))


def _occasion(material: Material) -> Iterator[Block]:
    yield from occasion(material, with_table=False)
    yield para(judgement_text(material))
    yield from bullets(led(lead, text) for lead, text in both_sides(material))


def _effect(material: Material) -> Iterator[Block]:
    if not material.worked_out:
        yield para("Het beoogde effect is te benoemen zodra er een voorstel ligt.")
        return
    one = len(material.worked_out) == 1
    reasons = dict.fromkeys(quoted(view.reason.rstrip(".")) for view in material.worked_out)
    yield para(
        f"Met {'dit voorstel' if one else 'deze voorstellen'} moet veranderen wat nu speelt: "
        f"{joined(list(reasons))}."
    )
    yield para("Zo is te merken of dat lukt:")
    yield from bullets(
        led(
            f"{upper_first(view.short)}.",
            sentence(material.advice_of(view).recommendation.indicator),
        )
        for view in material.worked_out
    )


def _arguments(material: Material) -> Iterator[Block]:
    if not material.worked_out:
        yield para("Zonder voorstel zijn er nog geen argumenten te geven.")
    seen = Seen(material)
    for number, view in enumerate(material.worked_out, 1):
        yield Heading(2, f"{number}. {view.title}")
        for place, (title, why) in enumerate(seen.of(view, _FINDINGS), 1):
            yield lead_para(f"{number}.{place} {title}", why)
        yield para(view.why)
        if view.citations:
            yield para(f"Bronnen: {'; '.join(view.citations)}.", Tone.REMARK)


def _objections(material: Material) -> Iterator[Block]:
    yield from _risks(material)
    cautions = [
        caution
        for view in material.worked_out
        for caution in material.advice_of(view).recommendation.cautions
    ]
    if cautions:
        yield Heading(2, "Juridische aandachtspunten")
        yield from caution_blocks(cautions)
    yield Heading(2, "Wat nog niet bekend is")
    yield para(known_text(material, name_question=False))
    rows = list(question_rows(material, _QUESTIONS))
    if rows:
        header = ("Vraag", "Bij dit antwoord", "Verandert het advies zo")
        yield from table("Wat het advies kan veranderen", header, rows, (0.46, 0.2, 0.34))


def _risks(material: Material) -> Iterator[Block]:
    """What can go wrong with each proposal."""
    if material.worked_out:
        yield Heading(2, "Wat mis kan gaan")
    for number, view in enumerate(material.worked_out, 1):
        items = [sentence(text) for text in view.pitfalls]
        if view.provided:
            items.insert(0, view.provided)
        if items:
            yield lead_para(f"Bij voorstel {number} ({view.short}):", "")
            yield from bullets(map(plain, items))


def _money(material: Material) -> Iterator[Block]:
    rows = [_flow(material, flow) for flow in material.case.flows or ()]
    if rows:
        yield para("Dit is bekend over het geld in de samenwerking nu:")
        header = ("Van", "Naar", "Vorm", "Looptijd", "Bedrag per jaar")
        yield from table("Geldstromen", header, rows, (0.24, 0.26, 0.15, 0.2, 0.15))
    else:
        yield para("Over het geld in de samenwerking is nog niets vastgelegd.")
    if not material.worked_out:
        return
    yield para(
        "Wat de voorstellen kosten, is niet berekend. Vraag dat na voordat het college besluit, en "
        "noem de dekking."
    )
    yield from _by_effort(material)


def _by_effort(material: Material) -> Iterator[Block]:
    """How much work the proposals are, as far as the recommendations say."""
    labels = {Effort.HIGH: "Veel", Effort.MIDDLE: "Gemiddeld", Effort.LOW: "Weinig"}
    said = []
    for effort, label in labels.items():
        names = [
            view.short
            for view in material.worked_out
            if material.advice_of(view).recommendation.effort is effort
        ]
        if names:
            said.append(f"{label}: {joined(names)}.")
    yield lead_para("Hoeveel inspanning de voorstellen vragen.", " ".join(said))


def _flow(material: Material, flow: MoneyFlow) -> tuple[str, ...]:
    names = {party.id: party_name(party) for party in material.case.parties or ()}
    kind = "niet bekend" if isinstance(flow.kind, Unknown) else flow.kind.value.replace("_", " ")
    once = ", eenmalig" if flow.one_off is True else ""
    return (
        names.get(flow.giver, flow.giver),
        names.get(flow.receiver, flow.receiver),
        upper_first(f"{kind}{once}{_doubt(flow)}"),
        _term(flow),
        "Niet bekend" if isinstance(flow.amount, Unknown) else f"€ {thousands(round(flow.amount))}",
    )


def _doubt(flow: MoneyFlow) -> str:
    """What makes money less than certain."""
    word = flow.certainty.value
    return "" if word == "zeker" else f", {'zekerheid onbekend' if word == 'onbekend' else word}"


def _term(flow: MoneyFlow) -> str:
    begin = None if isinstance(flow.begin, Unknown) else date_text(flow.begin)
    end = None if isinstance(flow.end, Unknown) else date_text(flow.end)
    if begin and end:
        return f"{begin} tot en met {end}"
    if begin or end:
        return f"Vanaf {begin}" if begin else f"Tot en met {end}"
    return "Niet bekend"


def _communication(material: Material) -> Iterator[Block]:
    others = [
        party_name(party)
        for party in material.case.parties or ()
        if party.kind is Unknown.UNKNOWN or party.kind.value != "gemeente"
    ]
    if others:
        yield para(
            "Na het besluit hoort elke partij wat is besloten en wat dat voor haar betekent. Het "
            f"gaat om {joined(others)}."
        )
    else:
        yield para("Welke partijen meedoen, is nog niet vastgelegd.")
    yield para(
        "De raad kan met een raadsinformatiebrief worden geïnformeerd; zo’n brief besluit niets. "
        "Dit advies en de stukken erbij kunnen onder de Wet open overheid worden opgevraagd."
    )


def _next(material: Material) -> Iterator[Block]:
    found = roadmap_table(material)
    if not found:
        yield para("Na het beantwoorden van de open vragen wordt het advies opnieuw gemaakt.")
        return
    yield para("De tabel laat zien wat wanneer te regelen is, en wat eerst moet staan.")
    yield from found
    ahead = [
        f"{view.short} ({material.number[view.id]})"
        for view in on_the_road(material)
        if view not in material.worked_out
    ]
    if ahead:
        lie, go = ("ligt", "gaat") if len(ahead) == 1 else ("liggen", "gaan")
        yield para(
            f"{upper_first(joined(ahead))} {lie} nu niet voor, maar {go} wel aan een voorstel "
            "vooraf."
        )
    yield para(
        "We stellen voor het advies opnieuw te maken zodra open vragen zijn beantwoord, en in elk "
        "geval na een jaar."
    )
