"""The document of a what-if: what other answers would change, or what a goal would take."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.model.assessment import Judgement
from pps_advisor.model.difference import Difference
from pps_advisor.model.goal import Goal, GoalAnswer, GoalKind, Span, Step, Way
from pps_advisor.model.question import AnswerType, Question
from pps_advisor.model.values import UNKNOWN, Known
from pps_advisor.writing.difference import parts
from pps_advisor.writing.document import Block, Document, Text, Tone
from pps_advisor.writing.plain_blocks import bullets, led, paragraphs, plain, section
from pps_advisor.writing.words import count, joined, party_name, upper_first, value_text

SHOWN = 5
_HONEST = (
    "Dit laat zien wat er zou gelden als deze antwoorden waar waren. Het is geen reden om anders "
    "te antwoorden: verander de casus pas als de samenwerking zelf veranderd is."
)
_ORDER = (
    "Vooraan staan de manieren waarbij de minste partijen anders antwoorden, daarna die met de "
    "kleinste stappen op de schaal van het antwoord."
)


def what_if_document(difference: Difference) -> Document:
    """What other answers change in findings, themes and advice."""
    return Document(
        title=f"Wat als? {difference.new.case.title}",
        subtitle=parts.case_line(difference.new),
        date=difference.new.case.reference_date,
        blocks=tuple(_changed(difference)),
        subject="Gevolgen van andere antwoorden",
    )


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
        *paragraphs([f"Dan geldt: {_lower(parts.summary(difference))}"], Tone.LEAD),
        *section("themas", "Thema’s", parts.themes(difference)),
        *section("advies", "Advies", [*five, *parts.advice(difference)]),
        *parts.findings(difference),
        *parts.facts(difference),
        *paragraphs([_HONEST], Tone.REMARK),
    ]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def goal_document(answer: GoalAnswer) -> Document:
    """What would have to be true for a goal."""
    return Document(
        title=f"Wat zou er waar moeten zijn? {answer.case.title}",
        subtitle=_aim(answer.goal),
        date=answer.case.reference_date,
        blocks=tuple(_ways(answer)),
        subject="Wat een doel zou vragen",
    )


def _aim(goal: Goal) -> str:
    if goal.kind is GoalKind.FINDING:
        return f"Doel: de bevinding ‘{goal.title}’ verdwijnt [{goal.id}]"
    if goal.kind is GoalKind.RECOMMENDATION:
        return f"Doel: het advies ‘{goal.title}’ is niet meer nodig [{goal.id}]"
    now = goal.now.value if goal.now else ""
    if goal.now is Judgement.PROBLEM and len(goal.wanted) > 1:
        return f"Doel: het thema ‘{goal.title}’ is geen knelpunt meer [{goal.id}]"
    wanted = joined([one.value for one in Judgement if one in goal.wanted], "of")
    return f"Doel: het thema ‘{goal.title}’ gaat van ‘{now}’ naar ‘{wanted}’ [{goal.id}]"


def _ways(answer: GoalAnswer) -> list[Block]:
    if answer.reached:
        return paragraphs([_reached(answer.goal)], Tone.LEAD)
    if not answer.ways:
        return _out_of_reach(answer)
    size = len(answer.ways[0].steps)
    lead = f"Hiervoor {_must(size)} anders zijn."
    many = len(answer.ways)
    if many > 1:
        lead += f" Dat kan op {many} manieren; elke manier is genoeg."
    if many > SHOWN:
        lead += f" Hier staan de eerste {SHOWN}."
    blocks = paragraphs([lead], Tone.LEAD)
    for number, way in enumerate(answer.ways[:SHOWN], 1):
        blocks += section(f"manier:{number}", f"Manier {number}", _way(way, answer), level=2)
    return [*blocks, *paragraphs([_ORDER] if many > 1 else []), *paragraphs([_HONEST], Tone.REMARK)]


def _must(size: int) -> str:
    return "moet één antwoord" if size == 1 else f"moeten {size} antwoorden"


def _reached(goal: Goal) -> str:
    if goal.kind is GoalKind.FINDING:
        return "Deze bevinding is er nu al niet."
    if goal.kind is GoalKind.RECOMMENDATION:
        return "Dit advies is er nu niet, of het is nog niet zeker."
    return f"Het thema is nu al ‘{goal.now.value if goal.now else ''}’."


def _out_of_reach(answer: GoalAnswer) -> list[Block]:
    lead = f"Met hoogstens {answer.most} andere antwoorden lukt dit niet."
    if answer.missing:
        needed = count(answer.missing, "antwoord", "antwoorden")
        lead += (
            f" Er {'is' if answer.missing == 1 else 'zijn'} eerst nog {needed} nodig op dit thema."
        )
    found = len(answer.blockers)
    intro = (
        [f"Hierop staat het vast ({count(found, 'bevinding', 'bevindingen')}):"] if found else []
    )
    return [
        *paragraphs([lead], Tone.LEAD),
        *paragraphs(intro),
        *bullets(plain(title) for title in answer.blockers),
    ]


def _way(way: Way, answer: GoalAnswer) -> list[Block]:
    names = {party.id: party_name(party) for party in answer.case.parties or ()}
    blocks = bullets(_step(step, names) for step in way.steps)
    works = [text for step in way.steps for text in _works_on(step)]
    if way.becomes is not None:
        blocks += paragraphs([f"Het oordeel wordt dan ‘{way.becomes.value}’."])
    return [*blocks, *paragraphs(works)]


def _step(step: Step, names: dict[str, str]) -> Text:
    whose = f" volgens {names.get(step.party, step.party)}" if step.party else ""
    lead = f"{upper_first(step.question.short)}{whose}:"
    was = f"nu {value_text(step.now, step.question)}" if step.now is not UNKNOWN else "nu onbekend"
    in_case = f" Dit vult u niet zelf in. {step.in_case}" if step.in_case else ""
    return led(lead, f"{needed(step)} ({was}) [{step.question.id}].{in_case}")


def _works_on(step: Step) -> list[str]:
    if not step.recommendations:
        return []
    titles = joined([f"{one.title} [{one.id}]" for one in step.recommendations])
    return [f"Hieraan werkt: {titles}."]


def needed(step: Step) -> str:
    """Which answers will do: `ja of deels`, `3 of hoger`, `meer dan 2,5`."""
    if step.spans:
        return joined([span_text(span, step.question) for span in step.spans], "of")
    return joined([value_text(value, step.question) for value in step.values], "of")


def span_text(span: Span, question: Question) -> str:
    """An interval of numbers or dates in words."""
    date = question.type is AnswerType.DATE
    low = "" if span.low is None else _from(span.low, span.low_included, question, date)
    high = "" if span.high is None else _to(span.high, span.high_included, question, date)
    return joined([part for part in (low, high) if part]) or "elk antwoord"


def _from(value: Known, included: bool, question: Question, date: bool) -> str:
    words = ("op of na", "na") if date else ("minstens", "meer dan")
    return f"{words[0] if included else words[1]} {value_text(value, question)}"


def _to(value: Known, included: bool, question: Question, date: bool) -> str:
    words = ("op of voor", "voor") if date else ("hoogstens", "minder dan")
    return f"{words[0] if included else words[1]} {value_text(value, question)}"


def all_documents(difference: Difference | None, answers: Sequence[GoalAnswer]) -> list[Document]:
    """The documents of one call, in order."""
    first = [what_if_document(difference)] if difference is not None else []
    return [*first, *map(goal_document, answers)]
