"""The recommendations: each argued from this case, then the rest in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pps_advisor.formats.document import Block, Heading, Paragraph, Run, Section, Tone
from pps_advisor.model.case.decision import Decision, Verdict
from pps_advisor.model.knowledge.recommendation import Effort, LeadTime, LegalCaution
from pps_advisor.model.values import date_text
from pps_advisor.writing.documents.blocks import bullets, lead_para, led, para, plain, table
from pps_advisor.writing.documents.memo.dutch import counted, days, in_words, own_steps, quoted
from pps_advisor.writing.documents.memo.material import Material
from pps_advisor.writing.documents.memo.parts import Part, advice_tag, part
from pps_advisor.writing.documents.memo.seen import Seen
from pps_advisor.writing.documents.memo.uncertain import FIRST
from pps_advisor.writing.views.outline import AdviceView
from pps_advisor.writing.words.words import joined, points, sentence, upper_first

_FINDINGS = 3
_NAMED = 3
_POSSIBLE = 5
_EFFORT = {
    Effort.LOW: "Dit vraagt weinig inspanning",
    Effort.MIDDLE: "Dit vraagt een gemiddelde inspanning",
    Effort.HIGH: "Dit vraagt veel inspanning",
}
_LEAD_TIME = {
    LeadTime.WEEKS: "en het effect is binnen enkele weken te merken",
    LeadTime.MONTHS: "en het effect is binnen enkele maanden te merken",
    LeadTime.YEAR: "en het duurt een jaar of langer voor het effect te merken is",
}
NOT_ADVISED = "Uit de antwoorden in deze casus volgt deze aanbeveling niet."


class AdviceWriter:
    """Writes the recommendations of one memo."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.seen = Seen(material)

    def part(self) -> Section:
        """All recommendations."""
        return part(Part.ADVICE, "Aanbevelingen", self._blocks())

    def _blocks(self) -> Iterator[Block]:
        material = self.material
        yield from self._intro()
        for view in material.worked_out:
            yield self.section(view, 2)
        yield from self._rest()
        yield from self._rejected()
        yield from self._possible()

    def _intro(self) -> Iterator[Block]:
        total, shown = len(self.material.outline.advice), len(self.material.advice)
        if not total:
            yield para("Uit wat nu bekend is, volgt nog geen aanbeveling die vaststaat.")
            return
        verb = "volgt" if total == 1 else "volgen"
        text = f"Uit de bevindingen {verb} {counted(total, 'aanbeveling', 'aanbevelingen')}. "
        if shown < total:
            there = "staat" if shown == 1 else "staan"
            text += f"In deze nota {there} er {in_words(shown)}. "
        yield para(
            f"{text}{_worked_out(len(self.material.worked_out), shown)}Wat bovenaan staat, heeft "
            "de meeste en zwaarste redenen. De volgorde zegt niet hoeveel effect een aanbeveling "
            "heeft."
        )

    def section(self, view: AdviceView, level: int) -> Section:
        """One recommendation."""
        number = self.material.number.get(view.id)
        title = f"{number}. {view.title}" if number else view.title
        return Section(advice_tag(view.id), (Heading(level, title), *self._argued(view)))

    def _argued(self, view: AdviceView) -> Iterator[Block]:
        decision = self.material.decision(view.id)
        if decision is not None and decision.verdict is not Verdict.OPEN:
            yield para(decision_text(decision), Tone.REMARK)
        yield from self._seen(view)
        if view.why:
            yield lead_para("Waarom dit ertoe doet.", view.why)
        yield from _proposed(view)
        yield from self._who_and_when(view)
        advice = self.material.advice_of(view).recommendation
        yield lead_para("Hoe we merken dat het werkt.", sentence(advice.indicator))
        yield from _watch_out(self.material, view)
        yield lead_para("Hoe zeker dit is.", self._certainty(view))
        if view.citations:
            yield para(f"Bronnen: {'; '.join(view.citations)}.", Tone.REMARK)

    def _seen(self, view: AdviceView) -> Iterator[Block]:
        """What is found in this case, with what the case tells of it."""
        items = [led(title, why) for title, why in self.seen.of(view, _FINDINGS)]
        if not items:
            return
        yield Paragraph((Run("Wat we zien.", bold=True),))
        yield from bullets(items)
        more = len(view.findings) - _FINDINGS
        if more > 0:
            points_to = "wijst" if more == 1 else "wijzen"
            found = counted(more, "bevinding", "bevindingen")
            yield para(f"Nog {found} {points_to} dezelfde kant op.")

    def _who_and_when(self, view: AdviceView) -> Iterator[Block]:
        advice = self.material.advice_of(view).recommendation
        text = (
            f"We stellen als trekker voor: {advice.lead}. "
            f"{_EFFORT[advice.effort]}, {_LEAD_TIME[advice.lead_time]}."
        )
        first = [self.material.reference(name) for name in self.material.first(view)]
        if first:
            text += f" Begin met {joined(first)}."
        yield lead_para("Wie en wanneer.", text)
        yield lead_para("Hoe dit wordt geregeld.", sentence(advice.instrument))

    def _certainty(self, view: AdviceView) -> str:
        parts = [f"De prioriteit is {points(view.score)} op een schaal van 0 tot 100."]
        if view.score_max > view.score:
            parts.append(f"Zij kan oplopen tot {points(view.score_max)}.{_open_points(view)}")
        if len(self.material.outline.advice) > FIRST:
            parts.append(_steadiness(self.material.advice_of(view).top_share))
        parts.append(view.provided)
        for other in self.material.advice_of(view).recommendation.alternatives:
            name = self.material.reference(other.recommendation)
            parts.append(sentence(f"Een alternatief is {name}, omdat {other.because}"))
        return " ".join(filter(None, parts))

    def _rest(self) -> Iterator[Block]:
        rows = [
            (str(self.material.number[one.id]), one.title, sentence(one.reason), one.priority)
            for one in self.material.rest
        ]
        if not rows:
            return
        yield Heading(2, "Overige aanbevelingen")
        header = ("Nr.", "Aanbeveling", "Vanwege", "Prioriteit")
        yield from table("Overige aanbevelingen", header, rows, (0.07, 0.4, 0.36, 0.17))

    def _rejected(self) -> Iterator[Block]:
        items = [
            led(sentence(one.title), f"{one.because}") for one in self.material.outline.rejected
        ]
        if items:
            yield Heading(2, "Niet geadviseerd")
            yield from bullets(items)

    def _possible(self) -> Iterator[Block]:
        """The recommendations that only a missing answer can bring."""
        if not self.material.possible:
            return
        shown = self.material.possible[:_POSSIBLE]
        more = len(self.material.possible) - len(shown)
        yield Heading(2, "Misschien ook nodig")
        yield para(
            "Deze aanbevelingen gelden alleen als een antwoord dat nu ontbreekt laat zien dat zij "
            "nodig zijn."
        )
        yield from bullets(
            led(sentence(one.title), f"Alleen als {hangs_on(one)}.") for one in shown
        )
        if more:
            yield para(f"Zo zijn er nog {counted(more, 'andere', 'andere')}.")


def _worked_out(worked_out: int, number: int) -> str:
    if worked_out in (0, number):
        return ""
    first = "De eerste" if worked_out == 1 else f"De eerste {in_words(worked_out)}"
    return f"{first} werken we hier uit; de andere staan in de tabel daarna. "


def _proposed(view: AdviceView) -> Iterator[Block]:
    """The steps, with a lighter beginning where that fits."""
    yield lead_para("Wat we voorstellen.", view.start_small)
    if view.start_small and view.steps:
        yield para("Is dat gelukt, dan zijn dit de stappen:")
    yield from bullets((plain(step.text) for step in view.steps), numbered=True)
    ours = own_steps([n for n, step in enumerate(view.steps, 1) if step.own], len(view.steps))
    if ours:
        yield para(ours, Tone.REMARK)


def _watch_out(material: Material, view: AdviceView) -> Iterator[Block]:
    if view.pitfalls:
        yield lead_para("Waar het mis kan gaan.", " ".join(map(sentence, view.pitfalls)))
    cautions = material.advice_of(view).recommendation.cautions
    if cautions:
        yield Paragraph((Run("Juridische aandachtspunten.", bold=True),))
        yield from caution_blocks(cautions)


def caution_blocks(cautions: Iterable[LegalCaution]) -> Iterator[Block]:
    """Matters of law, each once, and when they were last looked at."""
    found = {caution.text: caution for caution in cautions}.values()
    ask = " Laat dit toetsen door een jurist."
    yield from bullets(plain(f"{sentence(one.text)}{ask if one.lawyer else ''}") for one in found)
    dates = days({one.checked for one in found})
    if found:
        which = "Dit punt is" if len(found) == 1 else "Deze punten zijn"
        yield para(f"{which} voor het laatst bekeken op {dates}.", Tone.REMARK)


def hangs_on(view: AdviceView) -> str:
    """What has to be so for an advice that is only possible; at most three points by name."""
    titles = [quoted(one.title) for one in view.possible]
    if len(titles) == 1:
        return f"dit klopt: {titles[0]}"
    more = len(titles) - _NAMED
    rest = [f"een van nog {in_words(more)} andere" if more > 1 else "één ander"]
    rest = rest if more > 0 else []
    return f"een van deze punten klopt: {joined([*titles[:_NAMED], *rest], 'of')}"


def _open_points(view: AdviceView) -> str:
    """The findings that an unanswered question could still bring, at most two by name."""
    titles = [quoted(one.title) for one in view.possible]
    if not titles:
        return ""
    more = len(titles) - 2
    names = titles[:2] + ([counted(more, "ander punt", "andere punten")] if more > 0 else [])
    return f" Dat hangt af van wat nog niet vaststaat: {joined(names)}."


def _steadiness(share: float | None) -> str:
    """How the place holds when the weights are chosen otherwise."""
    if not share:
        return ""
    if share == 1:
        return "Ook als de redenen anders worden gewogen, hoort zij steeds bij de eerste vijf."
    percentage = min(max(round(share * 100), 1), 99)
    return (
        f"Worden de redenen anders gewogen, dan hoort zij in {percentage}% van de berekeningen bij "
        "de eerste vijf."
    )


def decision_text(decision: Decision) -> str:
    """A decision in a sentence or three."""
    when = f" op {date_text(decision.date)}" if decision.date else ""
    text = f"Besluit: {decision.verdict.words}{when}."
    text += f" Eigenaar: {decision.owner}." if decision.owner else ""
    return f"{text} {upper_first(sentence(decision.reason))}" if decision.reason else text
