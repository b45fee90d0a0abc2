"""Answers per party: the median, the least favourable answer, and the difference."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from pps_advisor.model.case.case import Answer, Case, Party, PartyKind, is_asked
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import UNKNOWN, Known, Unknown, Value, median, number_text

LIKERT_ENDS = (Decimal(1), Decimal(5))
_NUMBER_ENDS = (Decimal(0), Decimal("Infinity"))
_FROM_BELOW = (Operator.AT_LEAST, Operator.MORE_THAN)
_FROM_ABOVE = (Operator.AT_MOST, Operator.LESS_THAN)


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
    values = [given.get(party.id, UNKNOWN) for party in parties_asked(case, question)]
    listing = _listing(case, given)
    yield _fact(answer, question.id, median_of(values, question), f"mediaan van {listing}")
    worst = least_favourable(values, question)
    yield _fact(answer, f"{question.id}.minst_gunstig", worst, f"het minst gunstige van {listing}")
    if question.type is AnswerType.LIKERT:
        yield _fact(answer, f"{question.id}.verschil", *_difference(case, question, given))


def parties_asked(case: Case, question: Question) -> Iterator[Party]:
    """The parties to whom a question per party applies."""
    for party in case.parties or ():
        if is_asked(question, party):
            yield party


def _fact(answer: Answer, name: str, value: Value, origin: str = "") -> Fact:
    inputs = (answer.question,) if origin or name != answer.question else ()
    return Fact(name, value, origin, inputs, answer.explanation, answer.source, answer.location)


def _listing(case: Case, given: Mapping[str, Value]) -> str:
    """The answers in the order of the parties, whatever the order of the keys in the file."""
    order = [party.id for party in case.parties or () if party.id in given]
    return ", ".join(f"{party} {value_text(given[party])}" for party in order)


def value_text(value: Value) -> str:
    """A value in short words, without its unit."""
    if isinstance(value, Unknown):
        return "onbekend"
    if isinstance(value, Decimal):
        return number_text(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


@frozen
class _Ranked:
    """Answers as places on the scale of their question.

    `missing` counts the answers that are not known. An answer off the scale has no place.
    """

    places: list[Decimal]
    missing: int
    off_scale: set[Value]

    @classmethod
    def of(cls, values: Sequence[Value], question: Question) -> _Ranked:
        places = [place_on_scale(value, question) for value in values]
        return cls(
            [place for place in places if place is not None],
            sum(value is UNKNOWN for value in values),
            {v for v, p in zip(values, places, strict=True) if p is None and v is not UNKNOWN},
        )

    def only_off_scale(self) -> Value:
        """The answer when no party gave one that is on the scale."""
        alone = len(self.off_scale) == 1 and not self.missing
        return next(iter(self.off_scale)) if alone else UNKNOWN


def median_of(values: Sequence[Value], question: Question) -> Value:
    """The median of answers; UNKNOWN when the missing ones could move it."""
    ranked = _Ranked.of(values, question)
    if not ranked.places:
        return ranked.only_off_scale()
    low, high = _ends(question)
    lowest = median(ranked.places + [low] * ranked.missing)
    highest = median(ranked.places + [high] * ranked.missing)
    found = {_answer_at(lowest, question), _answer_at(highest, question)}
    return found.pop() if len(found) == 1 else UNKNOWN


def least_favourable(values: Sequence[Value], question: Question) -> Value:
    """The least favourable answer; UNKNOWN when a missing one could be less favourable still."""
    higher_is_better = _higher_is_better(question)
    ranked = _Ranked.of(values, question)
    if higher_is_better is None:
        return UNKNOWN
    if not ranked.places:
        return ranked.only_off_scale()
    low, high = _ends(question)
    worst = min(ranked.places) if higher_is_better else max(ranked.places)
    if ranked.missing and worst != (low if higher_is_better else high):
        return UNKNOWN
    return _answer_at(worst, question)


def _difference(case: Case, question: Question, given: Mapping[str, Value]) -> tuple[Value, str]:
    """The answer of the municipality minus the median of the others."""
    asked = list(parties_asked(case, question))
    if any(isinstance(party.kind, Unknown) for party in asked):
        return UNKNOWN, "van een partij is niet bekend of zij een gemeente is"
    own, others = (
        median_of(
            [
                given.get(party.id, UNKNOWN)
                for party in asked
                if (party.kind is PartyKind.MUNICIPALITY) is municipal
            ],
            question,
        )
        for municipal in (True, False)
    )
    if not isinstance(own, Decimal) or not isinstance(others, Decimal):
        return UNKNOWN, "de gemeente of een van de andere partijen is niet gehoord"
    origin = f"gemeente {number_text(own)} min de mediaan van de anderen {number_text(others)}"
    return own - others, origin


def _scale(question: Question) -> list[str]:
    return [option.id for option in question.options if not option.off_scale]


def place_on_scale(value: Value, question: Question) -> Decimal | None:
    """Where an answer stands on the scale of its question; None when it has no place there."""
    if isinstance(value, Decimal):
        return value
    scale = _scale(question)
    return Decimal(scale.index(value)) if isinstance(value, str) and value in scale else None


def _ends(question: Question) -> tuple[Decimal, Decimal]:
    if question.options:
        return Decimal(0), Decimal(len(_scale(question)) - 1)
    return LIKERT_ENDS if question.type is AnswerType.LIKERT else _NUMBER_ENDS


def _answer_at(place: Decimal, question: Question) -> Known:
    """The answer at a place on the scale; between two options, the less favourable one."""
    if not question.options:
        return place
    below = int(place)
    between = place != below
    return _scale(question)[below + (between and _higher_is_better(question) is False)]


def _higher_is_better(question: Question) -> bool | None:
    """Which end of the scale is favourable; None when the question does not say."""
    return next((side for test in question.favourable for side in _sides(test, question)), None)


def _sides(test: Test, question: Question) -> Collection[bool]:
    """The side of the scale that a test on a favourable answer points to, if any."""
    if test.operator in _FROM_BELOW:
        return [True]
    if test.operator in _FROM_ABOVE:
        return [False]
    found = [place_on_scale(operand, question) for operand in test.operands]
    places = [place for place in found if place is not None]
    middle = sum(_ends(question)) / 2
    mean = sum(places) / len(places) if places else middle
    if mean == middle:
        return []
    return [(mean > middle) is not (test.operator is Operator.NOT)]
