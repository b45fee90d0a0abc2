"""The conversation guide as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pps_advisor.formats.document import Block, BulletList, Document, Paragraph, Run, Text, Tone
from pps_advisor.model.knowledge.conversation import ItemKind
from pps_advisor.model.knowledge.question import PerParty, Question
from pps_advisor.model.outcome.guide import AgendaPart, Guide, Item
from pps_advisor.model.values import Unknown, number_text
from pps_advisor.writing.documents.blocks import bullets, led, paragraphs, plain, section, table
from pps_advisor.writing.documents.conversation.wording import (
    asked_text,
    options_text,
    respondents_text,
)
from pps_advisor.writing.words.sources import bibliography, citation_texts
from pps_advisor.writing.words.words import PHASES, count, place_text

_KINDS = {
    ItemKind.GAP: "Anders beleefd",
    ItemKind.QUESTION: "Open vraag",
    ItemKind.PHASE: "Bij deze fase",
    ItemKind.OPEN: "Om te beginnen",
    ItemKind.ADVICE: "Te besluiten",
}
_FOR_WHOM = (
    "Deze leidraad is voor wie het gesprek voorbereidt en leidt. Deel met de deelnemers alleen de "
    "agenda."
)
_AGREEMENTS = (
    "Schrijf elke afspraak meteen op: wat er gebeurt, wie het doet, wanneer het klaar is en "
    "waaraan u ziet dat het gelukt is.",
    "Zeg wat niet besproken is, en wat daarmee gebeurt.",
    "Spreek af wanneer de groep hoort wat er met haar inbreng is gedaan.",
    "Prik de datum van de volgende bijeenkomst.",
)
_AFTER = (
    "Vul de antwoorden in een kopie van de casus in, met de nieuwe peildatum. Met ‘pps-advisor "
    "assess’ beoordeelt u haar opnieuw; met ‘pps-advisor compare’ ziet u wat er veranderde.",
    "Een casus en een verslag kunnen worden opgevraagd (Woo). Schrijf er niets in dat u aan tafel "
    "niet zou zeggen.",
)
_GAP_DONE = (
    "De gemeente en de anderen kunnen elk zeggen waarom de ander het anders ziet, en er is één "
    "afspraak over wat er verandert."
)
_GAP_HOW = (
    "Noem alleen het verschil tussen de gemeente en de anderen samen. Zeg niet wat één organisatie "
    "antwoordde; laat ieder zelf vertellen wat hij wil delen."
)


def guide_document(guide: Guide, begins: dt.time | None = None) -> Document:
    """The guide; with `begins` the agenda has the time of day, else minutes from the beginning."""
    return Document(
        title=f"{guide.meeting.title}: gespreksleidraad",
        subtitle=f"{guide.case.title}. {place_text(guide.case)}",
        date=guide.case.reference_date,
        blocks=tuple(_Builder(guide, begins).blocks()),
        subject=f"Gespreksleidraad voor een bijeenkomst van {guide.minutes} minuten",
        keywords=("gespreksleidraad", guide.meeting.title.lower(), guide.case.municipality),
    )


class _Builder:
    """Makes the parts of one guide."""

    def __init__(self, guide: Guide, begins: dt.time | None) -> None:
        self.guide = guide
        self.begins = begins

    def blocks(self) -> list[Block]:
        guide = self.guide
        talks = [part for part in guide.agenda if part.block is not None]
        conversation = [block for part in talks for block in self._part(part)]
        return [
            *paragraphs([guide.meeting.aim], Tone.LEAD),
            *paragraphs([_FOR_WHOM], Tone.REMARK),
            *paragraphs([self._phase(), self._left()]),
            *section("agenda", "Agenda", self._agenda()),
            *section("vooraf", "Vooraf", self._beforehand()),
            *section("apart", "Niet in de groep", self._apart()),
            *section("gesprek", "Het gesprek", conversation),
            *section("afspraken", "Afspraken", bullets(map(plain, _AGREEMENTS))),
            *section("na-afloop", "Na afloop", bullets(map(plain, _AFTER))),
            *section("bronnen", "Bronnen", self._sources()),
        ]

    def _phase(self) -> str:
        phase = self.guide.phase
        if phase is None:
            return (
                "In welke fase de samenwerking is, is niet bekend (middelen.fase). De vragen bij "
                "de fase gaan daarom over het begin."
            )
        return f"De samenwerking is in de fase ‘{PHASES.get(phase.id, phase.id)}’. {phase.aim}"

    def _left(self) -> str:
        if not self.guide.left:
            return ""
        more = count(self.guide.left, "open vraag", "open vragen")
        verb = "past" if self.guide.left == 1 else "passen"
        return f"Er {verb} nog {more} niet in deze tijd; ‘pps-advisor questions’ toont ze allemaal."

    def _agenda(self) -> list[Block]:
        rows = [(self._time(part), part.title, str(part.minutes)) for part in self.guide.agenda]
        rows.append(("", "Samen", str(self.guide.minutes)))
        caption = f"De agenda van {self.guide.minutes} minuten"
        return list(table(caption, ("Tijd", "Onderdeel", "Minuten"), rows, (0.2, 0.65, 0.15)))

    def _time(self, part: AgendaPart) -> str:
        if self.begins is None:
            return f"{part.begin} tot {part.end}"
        return f"{_clock(self.begins, part.begin)} tot {_clock(self.begins, part.end)}"

    def _beforehand(self) -> list[Block]:
        """What is found out without the group, with why it matters."""
        items: list[Text] = []
        for item in self.guide.beforehand:
            question = item.question
            if question is None:
                continue
            how = question.to_complete or f"Mogelijk: {options_text(question)}."
            items.append(led(item.text, " ".join(filter(None, (how, item.effect, _id(question))))))
        if not items:
            return []
        return [
            *paragraphs(["Dit hoeft niet in de groep; zoek het voor de bijeenkomst uit."]),
            *bullets(items),
        ]

    def _apart(self) -> list[Block]:
        """What is asked outside the group, by the way in which it is asked."""
        blocks: list[Block] = []
        cares = dict.fromkeys(item.care for item in self.guide.apart if item.care)
        for care in cares:
            items = [item for item in self.guide.apart if item.care == care]
            blocks += paragraphs([care.how])
            blocks += bullets(self._apart_item(item) for item in items)
        return blocks

    def _apart_item(self, item: Item) -> Text:
        question = item.question
        text = asked_text(question) if question else item.text
        if item.fact is not None:
            text = f"{text} {self._gap(item)}"
        return led(text, _id(question) if question else "")

    def _part(self, part: AgendaPart) -> list[Block]:
        title = f"{part.title} ({self._time(part)})"
        blocks = paragraphs([part.block.aim if part.block else ""])
        for item in part.items:
            blocks += self._item(item)
        tag = f"blok:{part.block.id}" if part.block else part.title
        return section(tag, title, blocks, level=2)

    def _item(self, item: Item) -> list[Block]:
        minutes = count(item.minutes, "minuut", "minuten")
        lead = (
            Run(f"{_KINDS[item.kind]}, {minutes}: "),
            Run(self._asked(item), bold=True),
        )
        details = [led(label, text) for label, text in self._details(item) if text]
        return [Paragraph(lead), BulletList(tuple(details))] if details else [Paragraph(lead)]

    def _asked(self, item: Item) -> str:
        if item.kind is ItemKind.ADVICE:
            return f"{item.text}. Doen wij dit?"
        if item.kind is ItemKind.GAP:
            return f"{asked_text(item.question)} Wat ziet ieder gebeuren?" if item.question else ""
        return asked_text(item.question) if item.question else item.text

    def _details(self, item: Item) -> Iterator[tuple[str, str]]:
        question = item.question
        if item.fact is not None:
            yield "Verschil:", self._gap(item)
        if question is not None and item.kind is ItemKind.QUESTION:
            yield "Over:", question.period
            yield "Wie:", respondents_text(question)
        yield "Hoe:", self._how(item)
        yield "Klaar als:", self._done(item)
        yield "Waarom nu:", item.effect
        touches = "Waarom:" if item.kind is ItemKind.ADVICE else "Raakt de bevinding:"
        yield touches, "; ".join(f"{rule.title} [{rule.id}]" for rule in item.touches)
        if question is not None:
            yield "In de casus:", question.id
        if item.recommendation is not None:
            yield "Uitleg:", f"pps-advisor explain CASUS {item.recommendation.id}"
        yield "Bron:", "; ".join(citation_texts(item.citations, self.guide.catalogue))

    def _gap(self, item: Item) -> str:
        """The difference in points, and which side is higher."""
        value = item.fact.value if item.fact else None
        if value is None or isinstance(value, Unknown):
            return ""
        points = number_text(abs(value))  # type: ignore[arg-type]  # a difference is a number
        higher = "hoger" if value > 0 else "lager"  # type: ignore[operator]
        return f"de gemeente antwoordt {points} punten {higher} dan de andere partijen samen."

    def _how(self, item: Item) -> str:
        """How to go about it: with care, or simply."""
        care = item.care.how if item.care else ""
        if item.kind is ItemKind.GAP:
            return f"{_GAP_HOW} {care}".strip()
        question = item.question
        if care or question is None:
            return care
        if question.per_party is not None:
            return "Laat ieder eerst voor de eigen organisatie antwoorden, en praat dan pas."
        return ""

    def _done(self, item: Item) -> str:
        if item.kind is ItemKind.GAP:
            return _GAP_DONE
        if item.recommendation is not None:
            lead = item.recommendation.lead.rstrip(".")
            return (
                "Er is besloten: overnemen, aanpassen (waarin), afwijzen (waarom) of later. Bij "
                f"overnemen staat er een eigenaar bij; voor de hand ligt: {lead}."
            )
        if item.question is not None:
            return _closes(item.question)
        return item.done_when

    def _sources(self) -> list[Block]:
        guide = self.guide
        shown = [item for part in guide.agenda for item in part.items]
        cares = [item.care for item in (*shown, *guide.apart) if item.care]
        cited = [c.source for item in shown for c in item.citations]
        cited += [c.source for care in cares for c in care.citations]
        return list(bullets(plain(entry) for _, entry in bibliography(cited, guide.catalogue)))


def _clock(begins: dt.time, minutes: int) -> str:
    """The time of day so many minutes after the beginning, past midnight included."""
    total = (begins.hour * 60 + begins.minute + minutes) % (24 * 60)
    return f"{total // 60}.{total % 60:02}"


def _closes(question: Question) -> str:
    """Which answer closes an open question."""
    if question.per_party is not None:
        whom = "elke partner" if question.per_party is PerParty.PARTNERS else "elke partij"
        return f"Er is van {whom} een antwoord: {options_text(question)}."
    return f"De groep is het eens over één antwoord: {options_text(question)}."


def _id(question: Question) -> str:
    return f"[{question.id}]"
