"""The recommendations: each argued from this case, then the rest in a table."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.model.decision import Decision, Verdict
from pps_advisor.model.recommendation import Effort, LeadTime
from pps_advisor.model.values import date_text
from pps_advisor.writing.document import Block, Heading, Paragraph, Run, Section, Text, Tone
from pps_advisor.writing.memo.blocks import bullets, lead_para, led, para, part, plain, table
from pps_advisor.writing.memo.dutch import counted, number_text, own_steps, quoted
from pps_advisor.writing.memo.material import Material
from pps_advisor.writing.memo.parts import Part, advice_tag
from pps_advisor.writing.outline import AdviceView, FactView
from pps_advisor.writing.words import joined, points, sentence, upper_first

_FINDINGS = 4
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
    """Writes the recommendations of one memo.

    What the case tells of a fact stands in full with the first recommendation that rests on it,
    and in short with the next ones.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.told: set[str] = set()

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
        number, worked_out = len(self.material.advice), len(self.material.worked_out)
        if not number:
            yield para("Uit wat nu bekend is, volgt nog geen aanbeveling die vaststaat.")
            return
        yield para(
            f"Uit de bevindingen {'volgt' if number == 1 else 'volgen'} "
            f"{counted(number, 'aanbeveling', 'aanbevelingen')}. {_worked_out(worked_out, number)}"
            "Wat bovenaan staat, heeft de meeste en zwaarste redenen. De volgorde zegt niet "
            "hoeveel effect een aanbeveling heeft."
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
        yield from _watch_out(view)
        yield lead_para("Hoe zeker dit is.", self._certainty(view))
        if view.citations:
            yield para(f"Bronnen: {'; '.join(view.citations)}.", Tone.REMARK)

    def _seen(self, view: AdviceView) -> Iterator[Block]:
        """What is found in this case, with what the case tells of it."""
        used: set[str] = set()
        items = [self._finding(one.id, one.title, used) for one in view.findings[:_FINDINGS]]
        if not items:
            return
        yield Paragraph((Run("Wat we zien.", bold=True),))
        yield from bullets(items)
        more = len(view.findings) - _FINDINGS
        if more > 0:
            points_to = "wijst" if more == 1 else "wijzen"
            found = counted(more, "bevinding", "bevindingen")
            yield para(f"Nog {found} {points_to} dezelfde kant op.")

    def _finding(self, name: str, title: str, used: set[str]) -> Text:
        """A finding with the facts that were not yet named with this recommendation."""
        facts = [fact for fact in self.material.facts_of([name]) if fact.key not in used]
        used.update(fact.key for fact in facts)
        told = [
            self._told(fact) for fact in facts if fact.explanation and fact.key not in self.told
        ]
        self.told.update(fact.key for fact in facts if fact.explanation)
        if told:
            return led(sentence(title), " ".join(told[:2]))
        short = "; ".join(map(self.material.fact_text, facts[:2]))
        return led(sentence(title), f"({short})" if short else "")

    @staticmethod
    def _told(fact: FactView) -> str:
        return f"{sentence(fact.explanation)}{f' ({fact.source})' if fact.source else ''}"

    def _who_and_when(self, view: AdviceView) -> Iterator[Block]:
        advice = self.material.advice_of(view).recommendation
        text = (
            f"We stellen als trekker voor: {advice.lead}. "
            f"{_EFFORT[advice.effort]}, {_LEAD_TIME[advice.lead_time]}."
        )
        first = [self.material.reference(name) for name in self.material.first(view)]
        if first:
            text += f" Begin eerst met {joined(first)}."
        yield lead_para("Wie en wanneer.", text)
        yield lead_para("Hoe de gemeente dit regelt.", sentence(advice.instrument))

    def _certainty(self, view: AdviceView) -> str:
        parts = [f"De prioriteit is {points(view.score)} op een schaal van 0 tot 100."]
        if view.score_max > view.score:
            parts.append(f"Zij kan oplopen tot {points(view.score_max)}.{_open_points(view)}")
        parts += [_steadiness(self.material.advice_of(view).top_share), view.provided]
        if view.alternatives:
            parts.append(f"Er is een alternatief: {' '.join(view.alternatives)}")
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
        items = [led(f"{one.title}.", f"{one.because}") for one in self.material.outline.rejected]
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
            led(f"{one.title}.", f"Dat is zo als dit blijkt: {one.hangs_on}.") for one in shown
        )
        if more:
            yield para(f"Zo zijn er nog {counted(more, 'andere', 'andere')}.")


def _worked_out(worked_out: int, number: int) -> str:
    if worked_out in (0, number):
        return ""
    first = "De eerste" if worked_out == 1 else f"De eerste {number_text(worked_out)}"
    return f"{first} werken we hier uit; de andere staan in de tabel daarna. "


def _proposed(view: AdviceView) -> Iterator[Block]:
    """The steps, with a lighter beginning where that fits."""
    yield lead_para("Wat we voorstellen.", view.start_small)
    yield from bullets((plain(step.text) for step in view.steps), numbered=True)
    ours = own_steps([n for n, step in enumerate(view.steps, 1) if step.own], len(view.steps))
    if ours:
        yield para(ours, Tone.REMARK)


def _watch_out(view: AdviceView) -> Iterator[Block]:
    if view.pitfalls:
        yield lead_para("Waar het mis kan gaan.", " ".join(map(sentence, view.pitfalls)))
    if view.cautions:
        yield Paragraph((Run("Juridische aandachtspunten.", bold=True),))
        yield from bullets(map(plain, view.cautions))


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
