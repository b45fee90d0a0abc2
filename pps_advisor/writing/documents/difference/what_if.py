"""The document of a what-if: what other answers would change, or what a goal would take."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.formats.document import Block, Document, Text, Tone
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.outcome.assessment import Judgement
from pps_advisor.model.outcome.difference import Difference
from pps_advisor.model.outcome.goal import Goal, GoalAnswer, GoalKind, Span, Step, Way
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.writing.documents.blocks import bullets, led, paragraphs, plain, section
from pps_advisor.writing.documents.difference import parts
from pps_advisor.writing.words import words

SHOWN = 5
_HONEST = (
    "Dit laat zien wat er zou gelden als deze antwoorden waar waren. Het is geen reden om anders "
    "te antwoorden: verander de casus pas als de samenwerking zelf veranderd is."
)
_ORDER = (
    "Vooraan staan de manieren waarbij de minste partijen anders antwoorden, daarna die met de "
    "kleinste stappen op de schaal van het antwoord."
)


def what_if_document(difference: Difference | None, goals: Sequence[GoalAnswer]) -> Document:
    """What other answers change, and what each goal would take (after those answers)."""
    case = difference.new.case if difference is not None else goals[0].case
    return Document(
        title=f"Wat als? {case.title}",
        subtitle=words.place_text(case),
        date=case.reference_date,
        blocks=tuple(_blocks(difference, goals)),
        subject="Gevolgen van andere antwoorden",
    )


def _blocks(difference: Difference | None, goals: Sequence[GoalAnswer]) -> list[Block]:
    blocks = _changed(difference) if difference is not None else []
    if difference is not None and goals:
        blocks += paragraphs(["Bij de doelen hieronder gelden deze andere antwoorden al."])
    for answer in goals:
        blocks += section(f"doel:{answer.goal.id}", aim(answer.goal), _ways(answer))
    nothing = difference is not None and difference.empty and not goals
    return blocks if nothing else [*blocks, *paragraphs([_HONEST], Tone.REMARK)]


def _changed(difference: Difference) -> list[Block]:
    if difference.empty:
        text = "Er verandert niets: deze antwoorden staan al zo in de casus."
        return paragraphs([text], Tone.LEAD)
    asked = parts.answers(difference, "Stel dat")
    if difference.without_effect:
        text = "Dit verandert niets aan de bevindingen, de thema’s en het advies."
        return [*asked, *paragraphs([text], Tone.LEAD), *parts.facts(difference)]
    five = paragraphs(parts.first_five(difference))
    return [
        *asked,
        *paragraphs([f"Gevolg: {_lower(parts.summary(difference))}"], Tone.LEAD),
        *section("themas", "Thema’s", parts.themes(difference)),
        *section("advies", "Advies", [*five, *parts.advice(difference)]),
        *parts.findings(difference),
        *parts.facts(difference),
    ]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def aim(goal: Goal) -> str:
    """The goal in words."""
    if goal.kind is GoalKind.FINDING:
        return f"Doel: de bevinding ‘{goal.title}’ verdwijnt"
    if goal.kind is GoalKind.RECOMMENDATION:
        return f"Doel: het advies ‘{goal.title}’ is niet meer nodig"
    now = goal.now.value if goal.now else ""
    if goal.now is Judgement.PROBLEM and len(goal.wanted) > 1:
        return f"Doel: het thema ‘{goal.title}’ is geen knelpunt meer"
    wanted = words.joined([f"‘{one.value}’" for one in Judgement if one in goal.wanted], "of")
    return f"Doel: het thema ‘{goal.title}’ gaat van ‘{now}’ naar {wanted}"


def _ways(answer: GoalAnswer) -> list[Block]:
    if answer.reached:
        return paragraphs([_reached(answer.goal)], Tone.LEAD)
    if not answer.ways:
        return _out_of_reach(answer)
    many = len(answer.ways)
    lead = f"Hiervoor {_must(answer.ways[0])}."
    if many > 1:
        lead += f" Dat kan op {many} manieren; elke manier is genoeg."
    if many > SHOWN:
        lead += f" Hier staan de eerste {SHOWN}."
    blocks = paragraphs([lead], Tone.LEAD)
    for number, way in enumerate(answer.ways[:SHOWN], 1):
        tag = f"doel:{answer.goal.id}:{number}"
        blocks += section(tag, f"Manier {number}", _way(way, answer), level=2)
    return [*blocks, *paragraphs([_ORDER] if many > 1 else [])]


def _must(way: Way) -> str:
    size = len(way.steps)
    what = "bekend" if all(step.now is UNKNOWN for step in way.steps) else "anders"
    return (
        f"moet één antwoord {what} zijn" if size == 1 else f"moeten {size} antwoorden {what} zijn"
    )


def _reached(goal: Goal) -> str:
    if goal.kind is GoalKind.FINDING:
        return "Deze bevinding is er nu al niet."
    if goal.kind is GoalKind.RECOMMENDATION:
        return "Dit advies is er nu niet, of het is nog niet zeker."
    return f"Het thema is nu al ‘{goal.now.value if goal.now else ''}’."


def _out_of_reach(answer: GoalAnswer) -> list[Block]:
    lead = f"Met hoogstens {answer.most} andere antwoorden lukt dit niet."
    if answer.missing:
        needed = words.count(answer.missing, "antwoord", "antwoorden")
        lead += (
            f" Er {'is' if answer.missing == 1 else 'zijn'} eerst nog {needed} nodig op dit thema."
        )
    found = len(answer.blockers)
    intro = (
        [f"Hierop staat het vast ({words.count(found, 'bevinding', 'bevindingen')}):"]
        if found
        else []
    )
    return [
        *paragraphs([lead], Tone.LEAD),
        *paragraphs(intro),
        *bullets(plain(title) for title in answer.blockers),
    ]


def _way(way: Way, answer: GoalAnswer) -> list[Block]:
    names = {party.id: words.party_name(party) for party in answer.case.parties or ()}
    blocks: list[Block] = [*bullets(_step(step, names) for step in way.steps)]
    if way.becomes is None:
        return blocks
    unknown = way.becomes is Judgement.TOO_LITTLE_KNOWN
    doubt = " Of het goed gaat, is dan nog niet te zeggen." if unknown else ""
    return [*blocks, *paragraphs([f"Het oordeel wordt dan ‘{way.becomes.value}’.{doubt}"])]


def _step(step: Step, names: dict[str, str]) -> Text:
    whose = f" volgens {names.get(step.party, step.party)}" if step.party else ""
    lead = f"{words.upper_first(step.question.short)}{whose}:"
    was = _value(step.now, step.question)
    text = f"{needed(step)} (nu {was}) [{step.question.id}]."
    if step.in_case:
        text += f" Dit berekent pps-advisor. {step.in_case}"
    if step.recommendations:
        titles = [f"{one.short} [{one.id}]" for one in step.recommendations]
        text += f" Hieraan werkt: {words.joined(titles)}."
    return led(lead, text)


def needed(step: Step) -> str:
    """Which answers will do: `ja of deels`, `3 of hoger`, `meer dan 2,5`."""
    if step.spans:
        return words.joined([span_text(span, step.question) for span in step.spans], "of")
    return words.joined([_value(value, step.question) for value in step.values], "of")


def _value(value: Value, question: Question) -> str:
    """A value; an option between quotation marks, because its words may hold a comma or `of`."""
    text = words.value_text(value, question)
    return f"‘{text}’" if question.options and value is not UNKNOWN else text


def span_text(span: Span, question: Question) -> str:
    """An interval of numbers or dates in words: `minstens 3`, `na 1 maart 2026`."""
    tests = []
    if span.low is not None:
        operator = Operator.AT_LEAST if span.low_included else Operator.MORE_THAN
        tests.append(Test(question.id, operator, (span.low,)))
    if span.high is not None:
        operator = Operator.AT_MOST if span.high_included else Operator.LESS_THAN
        tests.append(Test(question.id, operator, (span.high,)))
    return words.joined([words.limit_text(test, question) for test in tests]) or "elk antwoord"
