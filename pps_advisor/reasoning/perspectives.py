"""Answers per party: the median, the least favourable answer, and the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pps_advisor.model.case import Answer, Case, PartyKind
from pps_advisor.model.condition import Operator
from pps_advisor.model.fact import Fact
from pps_advisor.model.question import AnswerType, PerParty, Question
from pps_advisor.model.values import UNKNOWN, Known, Unknown, Value, number_text

LIKERT_ENDS = (Decimal(1), Decimal(5))


def party_facts(case: Case, question: Question, answer: Answer) -> Iterator[Fact]:
    """The facts that follow from one answer: its value and what the parties differ in.

    With answers per party the value is their unweighted median; a party that is not heard
    leaves it unknown, unless every answer it could give leads to the same median.
    """
    if not answer.per_party:
        yield _fact(answer, question.id, answer.value)
        if question.per_party:
            yield _fact(answer, f"{question.id}.minst_gunstig", answer.value)
        return
    given = {party: one.value for party, one in answer.per_party}
    asked = [party.id for party in parties_asked(case, question)]
    values = [given.get(party, UNKNOWN) for party in asked]
    origin = f"mediaan van {_listing(answer)}"
    yield _fact(answer, question.id, median_of(values, question), origin)
    yield _fact(
        answer,
        f"{question.id}.minst_gunstig",
        least_favourable(values, question),
        f"het minst gunstige van {_listing(answer)}",
    )
    if question.type is AnswerType.LIKERT:
        yield _fact(answer, f"{question.id}.verschil", *_difference(case, question, given))


def parties_asked(case: Case, question: Question):  # type: ignore[no-untyped-def]
    """The parties to whom a question per party applies."""
    for party in case.parties or ():
        if question.per_party is PerParty.ALL or party.kind is not PartyKind.MUNICIPALITY:
            yield party


def _fact(answer: Answer, name: str, value: Value, origin: str = "") -> Fact:
    return Fact(
        name,
        value,
        origin,
        (answer.question,) if origin or name != answer.question else (),
        answer.explanation,
        answer.source,
        answer.location,
    )


def _listing(answer: Answer) -> str:
    words = (f"{party} {value_text(one.value)}" for party, one in answer.per_party)
    return ", ".join(words)


def value_text(value: Value) -> str:
    """A value in short words, without its unit."""
    if isinstance(value, Unknown):
        return "onbekend"
    if isinstance(value, Decimal):
        return number_text(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def median_of(values: Sequence[Value], question: Question) -> Value:
    """The median of answers; UNKNOWN when the missing ones could move it."""
    ranks, missing = _ranks(values, question)
    if ranks is None:
        return UNKNOWN
    if not ranks:
        same = set(values)
        return same.pop() if len(same) == 1 else UNKNOWN
    low, high = _ends(question)
    if missing and (any(option.off_scale for option in question.options)):
        return UNKNOWN
    if missing and (low is None or high is None):
        return UNKNOWN
    lowest = _median(ranks + [low] * missing if missing else ranks)  # type: ignore[list-item]
    highest = _median(ranks + [high] * missing if missing else ranks)  # type: ignore[list-item]
    if lowest != highest:
        return UNKNOWN
    return _value_at(lowest, question)


def least_favourable(values: Sequence[Value], question: Question) -> Value:
    """The least favourable answer; UNKNOWN when a missing one could be less favourable still."""
    higher_is_better = _higher_is_better(question)
    ranks, missing = _ranks(values, question)
    if ranks is None or higher_is_better is None:
        return UNKNOWN
    if not ranks:
        return UNKNOWN if missing else values[0] if values else UNKNOWN
    worst = min(ranks) if higher_is_better else max(ranks)
    low, high = _ends(question)
    if missing and worst != (low if higher_is_better else high):
        return UNKNOWN
    return _value_at(worst, question)


def _difference(case: Case, question: Question, given: dict[str, Value]) -> tuple[Value, str]:
    municipal = {p.id for p in case.parties or () if p.kind is PartyKind.MUNICIPALITY}
    asked = [party.id for party in parties_asked(case, question)]
    own = median_of([given.get(p, UNKNOWN) for p in asked if p in municipal], question)
    others = median_of([given.get(p, UNKNOWN) for p in asked if p not in municipal], question)
    if not isinstance(own, Decimal) or not isinstance(others, Decimal):
        return UNKNOWN, "de gemeente of een van de andere partijen is niet gehoord"
    origin = f"gemeente {number_text(own)} min de mediaan van de anderen {number_text(others)}"
    return own - others, origin


def _ranks(values: Sequence[Value], question: Question) -> tuple[list[Decimal] | None, int]:
    """Places on the scale of the known answers on it, and how many answers are missing."""
    if not values:
        return None, 0
    on_scale = [option.id for option in question.options if not option.off_scale]
    ranks: list[Decimal] = []
    missing = 0
    for value in values:
        if isinstance(value, Unknown):
            missing += 1
        elif isinstance(value, Decimal):
            ranks.append(value)
        elif isinstance(value, str) and value in on_scale:
            ranks.append(Decimal(on_scale.index(value)))
    return ranks, missing


def _ends(question: Question) -> tuple[Decimal | None, Decimal | None]:
    if question.type is AnswerType.LIKERT:
        return LIKERT_ENDS
    on_scale = [option for option in question.options if not option.off_scale]
    if on_scale:
        return Decimal(0), Decimal(len(on_scale) - 1)
    return None, None


def _median(ranks: Sequence[Decimal]) -> Decimal:
    ordered = sorted(ranks)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def _value_at(rank: Decimal, question: Question) -> Known:
    """The answer at a place on the scale; between two options, the less favourable one."""
    if not question.options:
        return rank
    on_scale = [option.id for option in question.options if not option.off_scale]
    below = int(rank)
    if rank == below or _higher_is_better(question) is not False:
        return on_scale[below]
    return on_scale[below + 1]


def _higher_is_better(question: Question) -> bool | None:
    """Which end of the scale is favourable; None when the question does not say."""
    for test in question.favourable:
        if test.operator in (Operator.AT_LEAST, Operator.MORE_THAN):
            return True
        if test.operator in (Operator.AT_MOST, Operator.LESS_THAN):
            return False
        on_scale = [option.id for option in question.options if not option.off_scale]
        places = [on_scale.index(str(o)) for o in test.operands if str(o) in on_scale]
        if places:
            return sum(places) / len(places) > (len(on_scale) - 1) / 2
    return None
