"""The changes worth trying for a goal, and what each does to the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

import attrs

from pps_advisor.model.case.case import Case
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.values import UNKNOWN, Known, Unknown, Value
from pps_advisor.reasoning.change.changes import changed_answer
from pps_advisor.reasoning.facts import local_facts
from pps_advisor.reasoning.facts.perspectives import parties_asked, party_facts
from pps_advisor.reasoning.influence.possible_answers import (
    Comparisons,
    comparisons_of,
    possible_answers,
)
from pps_advisor.reasoning.ranking.standing import Standing

_DIFFERENCE = ".verschil"
_PARTY_FACTS = (".minst_gunstig", _DIFFERENCE)
_FIXED = ("gemeente.doet_mee", "partijen.soorten", "politiek.maanden_tot_verkiezing")
"""Facts that nobody would change to get another advice."""


@attrs.frozen(slots=False, eq=False)
class Moves:
    """Changes to the answers of one case, each tried with one value per interval.

    A question that the parties answered one by one can change for everyone together, or for one
    party. With `in_case` also the facts can change that follow from parties, money and dates.
    """

    case: Case
    base: Standing
    in_case: bool = False
    effects: dict[Change, Mapping[str, Value]] = attrs.field(factory=dict)
    known: dict[str, tuple[Change, ...]] = attrs.field(factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        return self.base.scorer.program.catalogue

    @cached_property
    def tests(self) -> Comparisons:
        return comparisons_of(self.catalogue)

    def on(self, subject: str) -> tuple[Change, ...]:
        """Every change that bears on a fact."""
        found = self.known.get(subject)
        if found is None:
            names = self.questions_behind(subject)
            found = tuple(change for name in names for change in self._changes(name))
            self.known[subject] = found
        return found

    def effect(self, change: Change) -> Mapping[str, Value]:
        """The values that a change brings."""
        return self.effects[change]

    def questions_behind(self, subject: str) -> list[str]:
        """The questions whose answer sets a fact; the fact itself when it may change by itself."""
        questions = self.catalogue.question
        for ending in _PARTY_FACTS:
            asked = subject.removesuffix(ending)
            if asked != subject and asked in questions:
                unheard = (
                    ending == _DIFFERENCE and self.base.values.get(subject, UNKNOWN) is UNKNOWN
                )
                return [asked, subject] if self.in_case and unheard else [asked]
        if not questions[subject].derived:
            return [subject]
        behind = [
            name
            for name in local_facts.uses_of(self.catalogue).get(subject, ())
            if name in questions
        ]
        return [*behind, subject] if self.in_case and subject not in _FIXED else behind

    def _changes(self, name: str) -> Iterator[Change]:
        question = self.catalogue.question[name]
        for change in self._candidates(question):
            effect = self._effect_of(change, question)
            if any(self.base.values.get(key, UNKNOWN) != value for key, value in effect.items()):
                self.effects[change] = effect
                yield change

    def tried(self, question: Question, party: str | None) -> list[Known]:
        """The answers to try, in order: one for each interval between thresholds.

        One party's answer also moves medians and differences, so of a scale all points are tried.
        """
        values = possible_answers(question, self.tests)
        if party is None or question.type is not AnswerType.LIKERT:
            return values
        return sorted({*values, *map(Decimal, range(1, 6))})

    def _candidates(self, question: Question) -> Iterator[Change]:
        answer = self.case.answer(question.id)
        for value in self.tried(question, None):
            yield Change(question.id, value)
        if answer is None or not answer.per_party:
            return
        for party in parties_asked(self.case, question):
            now = dict(answer.per_party).get(party.id)
            for value in self.tried(question, party.id):
                if now is None or now.value != value:
                    yield Change(question.id, value, party.id)

    def _effect_of(self, change: Change, question: Question) -> Mapping[str, Value]:
        if question.derived:
            return {question.id: change.value}
        answer = changed_answer(self.case, question, change)
        facts = {fact.question: fact.value for fact in party_facts(self.case, question, answer)}
        value = facts[question.id]
        with_derived = local_facts.changes_with(
            self.case, self.base.values, question.id, value, self.catalogue
        )
        found = {**with_derived, **facts}
        if f"{question.id}.verschil" in self.base.values:
            found.setdefault(f"{question.id}.verschil", UNKNOWN)
        return found

    def now(self, change: Change) -> Value:
        """The answer that a change takes the place of."""
        if change.party is None:
            return self.base.values.get(change.question, UNKNOWN)
        answer = self.case.answer(change.question)
        given = dict(answer.per_party).get(change.party) if answer else None
        return given.value if given else UNKNOWN

    def parties(self, change: Change) -> int:
        """How many parties answer otherwise; 1 where the parties do not answer by themselves."""
        answer = self.case.answer(change.question)
        if change.party is not None or answer is None or not answer.per_party:
            return 1
        question = self.catalogue.question[change.question]
        given = {name: one.value for name, one in answer.per_party}
        asked = parties_asked(self.case, question)
        return sum(given.get(party.id, UNKNOWN) != change.value for party in asked)


def step_size(question: Question, old: Value, new: Value) -> float:
    """How far an answer moves on its scale, from 0 to 1; half of it where that has no meaning."""
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return 0.5
    if question.type is AnswerType.LIKERT:
        return abs(float(new) - float(old)) / 4  # type: ignore[arg-type]  # both are numbers
    scale = [option.id for option in question.options if not option.off_scale]
    if old in scale and new in scale and len(scale) > 1:
        return abs(scale.index(str(new)) - scale.index(str(old))) / (len(scale) - 1)
    return 0.5
