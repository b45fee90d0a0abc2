"""The parts of a document on a difference; each is empty where nothing differs."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.formats.document import Block, Text
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Status
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.outcome.difference import Difference, Effect, Movement
from pps_advisor.model.values import date_text
from pps_advisor.writing.documents.blocks import bullets, led, paragraphs, plain, section, table
from pps_advisor.writing.documents.difference import phrases
from pps_advisor.writing.words.words import count, joined, upper_first, with_note

_FIRST = 5
_GROUPS = (
    (RuleKind.PROBLEM, Movement.WENT, "Knelpunten die verdwijnen"),
    (RuleKind.PROBLEM, Movement.FELL, "Knelpunten die minder zeker of minder ernstig zijn"),
    (RuleKind.PROBLEM, Movement.CAME, "Knelpunten die erbij komen"),
    (RuleKind.PROBLEM, Movement.ROSE, "Knelpunten die zekerder of ernstiger zijn"),
    (RuleKind.OPPORTUNITY, Movement.CAME, "Kansen die erbij komen"),
    (RuleKind.OPPORTUNITY, Movement.ROSE, "Kansen die zekerder of groter zijn"),
    (RuleKind.OPPORTUNITY, Movement.FELL, "Kansen die minder zeker of kleiner zijn"),
    (RuleKind.OPPORTUNITY, Movement.WENT, "Kansen die verdwijnen"),
    (RuleKind.STRENGTH, Movement.CAME, "Sterke punten die erbij komen"),
    (RuleKind.STRENGTH, Movement.ROSE, "Sterke punten die nu vaststaan"),
    (RuleKind.STRENGTH, Movement.FELL, "Sterke punten die minder zeker zijn"),
    (RuleKind.STRENGTH, Movement.WENT, "Sterke punten die verdwijnen"),
)


def summary(difference: Difference) -> str:
    """What came out, counted, in one sentence."""
    themes = sum(
        1 for one in difference.themes if one.old and one.new and _tipped(one.old, one.new)
    )
    certain = [one for one in difference.findings if one.rule.kind is RuleKind.PROBLEM]
    gone = sum(one.movement is Movement.WENT and _was_certain(one.old) for one in certain)
    came = sum(one.movement is Movement.CAME and _was_certain(one.new) for one in certain)
    parts = [
        f"het oordeel verandert bij {count(themes, 'thema', 'thema’s')}" if themes else "",
        f"{count(gone, 'vast knelpunt verdwijnt', 'vaste knelpunten verdwijnen')}" if gone else "",
        f"{count(came, 'vast knelpunt komt', 'vaste knelpunten komen')} erbij" if came else "",
        f"{count(len(difference.advice), 'aanbeveling verandert', 'aanbevelingen veranderen')}"
        if difference.advice
        else "",
    ]
    found = [part for part in parts if part]
    if not found:
        return "" if difference.without_effect else "Er veranderen alleen kleine dingen."
    return f"{upper_first(joined(found))}."


def _tipped(old: object, new: object) -> bool:
    return getattr(old, "judgement", None) is not getattr(new, "judgement", None)


def _was_certain(finding: object) -> bool:
    return getattr(finding, "status", None) is Status.DEFINITE


def answers(difference: Difference, title: str = "Andere antwoorden") -> list[Block]:
    """The questions that are answered otherwise."""
    items = []
    for change in difference.answers:
        was, now = phrases.answer_texts(change, difference.old.case, difference.new.case)
        items.append(_was_now(change.question, was, now))
    return section("antwoorden", title, bullets(items))


def _was_now(question: Question, was: str, now: str) -> Text:
    return led(f"{upper_first(question.short)}:", f"was {was}, is {now} [{question.id}]")


def parties_and_money(difference: Difference) -> list[Block]:
    """Who came or went, and which money."""
    items = [plain(phrases.party_text(change)) for change in difference.parties]
    for change in difference.flows:
        lead = "Geld erbij:" if change.movement is Movement.CAME else "Geld weg:"
        items.append(led(lead, phrases.flow_text(change.flow, change.giver, change.receiver)))
    return section("partijen-en-geld", "Partijen en geld", bullets(items))


def facts(difference: Difference) -> list[Block]:
    """What follows from answers per party, parties, money and dates, and is different."""
    items = [_was_now(one.question, *phrases.fact_texts(one)) for one in difference.facts]
    return section("feiten", "Wat pps-advisor berekent", bullets(items))


def themes(difference: Difference) -> list[Block]:
    """The themes that are judged otherwise or of which more is known."""
    rows = [
        (
            one.title,
            phrases.theme_text(one.old),
            phrases.theme_text(one.new),
            phrases.theme_turn(one),
        )
        for one in difference.themes
    ]
    header = ("Thema", "Was", "Is", "Verandering")
    return list(table("De thema’s die anders uitkomen", header, rows, (0.25, 0.27, 0.27, 0.21)))


def findings(difference: Difference) -> list[Block]:
    """The findings that came, went, or weigh otherwise, by kind."""
    blocks: list[Block] = []
    for kind, movement, title in _GROUPS:
        found = [
            one for one in difference.findings if one.rule.kind is kind and one.movement is movement
        ]
        items = [plain(f"{phrases.finding_text(one)} [{one.rule.id}]") for one in found]
        tag = f"bevindingen:{kind.value}-{movement.value}"
        blocks += section(tag, title, bullets(items), level=2)
    return section("bevindingen", "Bevindingen", blocks)


def advice(difference: Difference) -> list[Block]:
    """The recommendations that came, went, or stand otherwise, and the first five."""
    rows = [
        (
            f"{upper_first(one.recommendation.short)} [{one.recommendation.id}]",
            phrases.advice_text(one.old),
            phrases.advice_text(one.new),
            phrases.advice_movement(one),
        )
        for one in difference.advice
    ]
    header = ("Aanbeveling", "Was", "Is", "Verandering")
    caption = "De aanbevelingen die anders uitkomen, met hun prioriteit van 0 tot 100"
    return list(table(caption, header, rows, (0.4, 0.2, 0.2, 0.2)))


def first_five(difference: Difference) -> list[str]:
    """The first five as they are now, when they are not what they were."""
    old, new = _first(difference.old), _first(difference.new)
    if old == new or not new:
        return []
    return [f"De eerste vijf zijn nu: {'; '.join(f'{n}. {t}' for n, t in enumerate(new, 1))}."]


def _first(assessment: Assessment) -> list[str]:
    certain = [one for one in assessment.advice if one.status is Status.DEFINITE]
    return [one.recommendation.short for one in certain[:_FIRST]]


def effects(found: Iterable[Effect], summary: str) -> list[Block]:
    """For each adopted recommendation whether it shows in the answers."""
    blocks = paragraphs([summary])
    for effect in found:
        decision = effect.decision
        title = f"{effect.recommendation.title}: {effect.visibility.value}"
        decided = [decision.verdict.words]
        decided += [f"besluit van {date_text(decision.date)}"] if decision.date else []
        decided += [f"eigenaar {decision.owner}"] if decision.owner else []
        text = f"{upper_first(', '.join(decided))}. {effect.because}"
        lines = [
            led(label, "; ".join(map(_rule_text, rules)))
            for label, rules in (
                ("Weg:", effect.gone),
                ("Milder:", effect.milder),
                ("Hetzelfde:", effect.same),
                ("Ernstiger:", effect.worse),
                ("Niet te zeggen:", effect.unsure),
            )
            if rules
        ]
        body = [*paragraphs([text]), *bullets(lines)]
        blocks += section(f"besluit:{effect.recommendation.id}", title, body, level=2)
    return section("besluiten", "Is te zien wat is overgenomen?", blocks)


def _rule_text(rule: Rule) -> str:
    return f"{rule.title} [{rule.id}]"


def case_line(assessment: Assessment) -> str:
    """A case by its title and date."""
    case = assessment.case
    return with_note(case.title, f"peildatum {date_text(case.reference_date)}")
