"""Dutch wording that the writers share: values, tests, counts, priorities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from pps_advisor.model.case.case import Case, Motive, Party
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.knowledge.recommendation import Effort, LeadTime, LegalCaution
from pps_advisor.model.knowledge.rule import RuleKind
from pps_advisor.model.outcome.assessment import Advice, Finding, Reason, Timing
from pps_advisor.model.values import (
    UNKNOWN,
    Truth,
    Unknown,
    Value,
    date_text,
    number_text,
)

FORMAT = "pps-advisor/beoordeling@1"
LEAD = "Trekker"
INSTRUMENT = "Instrument van de gemeente"
INDICATOR = "Zo ziet u dat het werkt"
PARTY_HEADS = ("Partij", "Soort", "Rollen", "Motieven")

PHASE = "middelen.fase"
"""The question that says in which phase a collaboration is."""

PHASES = {"orientatie": "oriëntatie", "integratie": "integratie", "transformatie": "transformatie"}
_LIMITS = {
    Operator.NOT: "anders dan",
    Operator.AT_LEAST: "minstens",
    Operator.AT_MOST: "hoogstens",
    Operator.MORE_THAN: "meer dan",
    Operator.LESS_THAN: "minder dan",
    Operator.CONTAINS: "waaronder",
}
_DATE_LIMITS = {
    Operator.AT_LEAST: "op of na",
    Operator.AT_MOST: "op of voor",
    Operator.MORE_THAN: "na",
    Operator.LESS_THAN: "voor",
}
_SIGNED_LIMITS = {
    Operator.AT_LEAST: "niet eerder dan",
    Operator.AT_MOST: "niet later dan",
    Operator.MORE_THAN: "later dan",
    Operator.LESS_THAN: "eerder dan",
}
_WORDS: dict[Enum, str] = {Motive.STRATEGIC: "economisch of strategisch"}
_COMPARISONS = frozenset(_DATE_LIMITS)


def count(number: int, singular: str, plural: str) -> str:
    """A number with its noun: `1 vraag`, `2 vragen`, `1.000 trekkingen`."""
    return f"{thousands(number)} {singular if number == 1 else plural}"


def thousands(number: int) -> str:
    """A whole number with a full stop between thousands."""
    return f"{number:,}".replace(",", ".")


def joined(words: Sequence[str], last: str = "en") -> str:
    """Words in a row: `a, b en c`; with a comma more beside words that say `en` themselves."""
    if len(words) < 2:
        return "".join(words)
    unclear = any(f" {last} " in word and not word.endswith("’") for word in words[-2:])
    comma = "," if unclear else ""
    return f"{', '.join(words[:-1])}{comma} {last} {words[-1]}"


def upper_first(text: str) -> str:
    """The text with a capital at the beginning; a capital of one has no accent: Eén."""
    if text.startswith("één"):
        return f"E{text[1:]}"
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital at the beginning and a stop at the end."""
    text = text.strip()
    return upper_first(text if text.endswith((".", "!", "?")) else f"{text}.")


def value_text(value: Value, question: Question | None) -> str:
    """A value in words, with its unit."""
    if isinstance(value, Unknown):
        return "onbekend"
    if isinstance(value, Decimal):
        return _number(value, question)
    if isinstance(value, dt.date):
        return date_text(value)
    if isinstance(value, tuple):
        return ", ".join(_label(word, question) for word in value) or "geen"
    return _label(value, question)


def answer_text(value: Value, question: Question | None) -> str:
    """A value in words without the scale of a statement, which its question says already."""
    likert = question is not None and question.type is AnswerType.LIKERT
    if likert and isinstance(value, Decimal):
        return number_text(value)
    return value_text(value, question)


def _number(value: Decimal, question: Question | None) -> str:
    if question is None:
        return number_text(value)
    if question.type is AnswerType.LIKERT:
        return f"{number_text(value)} op een schaal van 1 tot 5"
    return question.number_text(value)


def _label(word: str, question: Question | None) -> str:
    label = question.label(word) if question else word
    # An option without words of its own is an identifier; people read it without underscores.
    return label.replace("_", " ") if label == word else label


def limit_text(test: Test, question: Question | None) -> str:
    """What a test asks for: `minstens 3 partijen`, `nee of deels`, `anders dan ja`."""
    words = [answer_text(operand, question) for operand in test.operands]
    table = _LIMITS
    if question is not None and question.unit_below_zero:
        table = {**_LIMITS, **_SIGNED_LIMITS}
    elif any(isinstance(operand, dt.date) for operand in test.operands):
        table = {**_LIMITS, **_DATE_LIMITS}
    return f"{table.get(test.operator, '')} {joined(words, 'of')}".strip()


def reason_text(reasons: Sequence[Reason], catalogue: Catalogue) -> str:
    """The tests on one subject with their outcome: `aantal partijen: 8 partijen (minstens 3)`.

    The name and the value stand apart, because a name may be plural or a whole clause.
    """
    test, fact = reasons[0].test, reasons[0].fact
    if test.operator is Operator.FOUND:
        return _found_text(test, reasons[0].outcome, catalogue)
    question = catalogue.question.get(test.subject)
    name = question.short if question else test.subject
    value = UNKNOWN if fact is None else fact.value
    if isinstance(value, Unknown):
        return f"{name}: onbekend (telt bij: {_limits(reasons, question)})"
    compared = [reason for reason in reasons if reason.test.operator in _COMPARISONS]
    limits = f" ({_limits(compared, question)})" if compared else ""
    return f"{name}: {value_text(value, question)}{limits}"


def _limits(reasons: Sequence[Reason], question: Question | None) -> str:
    return "; ".join(dict.fromkeys(limit_text(reason.test, question) for reason in reasons))


def outcome_text(test: Test, outcome: Truth, fact: Fact | None, catalogue: Catalogue) -> str:
    """One test with its outcome; see `reason_text`."""
    return reason_text([Reason(test, outcome, fact)], catalogue)


def _found_text(test: Test, outcome: Truth, catalogue: Catalogue) -> str:
    rule = catalogue.rule.get(test.subject)
    possible = " (mogelijk)" if outcome is Truth.UNKNOWN else ""
    return f"bevinding: {rule.title if rule else test.subject}{possible}"


def priority_text(advice: Advice) -> str:
    """The priority with what it can become: `62`, `62 (kan 80 worden)`."""
    low, high = points(advice.priority), points(advice.priority_max)
    return low if low == high else f"{low} (kan {high} worden)"


def points(priority: float) -> str:
    """A priority in digits, with a decimal comma."""
    return number_text(Decimal(str(priority)))


def share_text(share: float | None, draws: int | None) -> str:
    """How often an advice stands in the first five; "" when nothing was drawn."""
    if share is None or not draws:
        return ""
    return f"{_percentage(share)}% van de {thousands(draws)} trekkingen"


def _percentage(share: float) -> int:
    """Whole percents; 0 and 100 only when it is really none or all."""
    rounded = round(share * 100)
    if 0 < share < 1:
        return min(max(rounded, 1), 99)
    return rounded


def severity_text(finding: Finding) -> str:
    """The severity of a finding, and the most it can become; a strength has none."""
    if finding.rule.kind is RuleKind.STRENGTH:
        return ""
    name = "belang" if finding.rule.kind is RuleKind.OPPORTUNITY else "ernst"
    low, high = finding.severity.word, finding.severity_max.word
    return f"{name} {low}" if low == high else f"{name} {low}, kan {high} worden"


def with_note(text: str, note: str) -> str:
    """Text with a note between brackets, if there is one."""
    return f"{text} ({note})" if note else text


def effort_text(effort: Effort) -> str:
    """The effort that a recommendation takes."""
    return {1: "weinig", 2: "gemiddeld", 3: "veel"}[effort]


def lead_time_text(lead_time: LeadTime) -> str:
    """How long it takes before a recommendation pays."""
    return {1: "weken", 2: "maanden", 3: "een jaar of langer"}[lead_time]


def timing_text(timing: Timing) -> str:
    """The heading of a part of the roadmap."""
    return {
        Timing.NOW: "Nu: binnen weken te regelen",
        Timing.THIS_YEAR: "Dit jaar: binnen maanden te regelen",
        Timing.YEARS: "Meerjarig: een jaar of langer",
    }[timing]


def caution_text(caution: LegalCaution) -> str:
    """A matter of law with the date it was checked, and the advice to ask a lawyer."""
    lawyer = " Laat dit toetsen door een jurist." if caution.lawyer else ""
    return f"{sentence(caution.text)}{lawyer} (laatst bekeken op {date_text(caution.checked)})"


def party_name(party: Party) -> str:
    """The name of a party; without one, its id."""
    return party.name or party.id


def words_text(words: Sequence[Enum] | None) -> str:
    """Words of a case in a row (`niet uitgesproken`); None is what nobody has told."""
    if words is None:
        return "niet bekend"
    return ", ".join(_word(word) for word in words) or "geen"


def _word(word: Enum) -> str:
    if isinstance(word, Unknown):
        return "niet bekend"
    return _WORDS.get(word) or str(word.value).replace("_", " ")


def place_text(case: Case) -> str:
    """The municipality and the reference date; a made-up case says so."""
    name = case.municipality
    if not name.casefold().startswith("gemeente "):
        name = f"Gemeente {name}"
    invented = ", verzonnen casus" if case.fictional else ""
    return f"{name}, peildatum {date_text(case.reference_date)}{invented}"
