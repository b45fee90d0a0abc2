"""What all parts of a memo draw on: the outline, the chosen advice and its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pps_advisor.model.case.decision import Decision
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.outcome.assessment import Advice, Assessment
from pps_advisor.model.values import Unknown
from pps_advisor.writing.documents.memo.choice import MemoChoice
from pps_advisor.writing.views.build import fact_finder, outline
from pps_advisor.writing.views.outline import AdviceView, FactView, FindingView
from pps_advisor.writing.words.sources import source_text
from pps_advisor.writing.words.words import joined, party_name, upper_first, value_text, with_note

_LEAST = ".minst_gunstig"
_BY_ID = ("mediaan van ", "het minst gunstige van ", "het antwoord ")


class Material:
    """An assessment made ready for a memo.

    Recommendations that the adviser left out do not count: the others are numbered anew.
    """

    def __init__(self, assessment: Assessment, choice: MemoChoice) -> None:
        self.assessment = assessment
        self.choice = choice
        self.case = assessment.case
        self.catalogue = assessment.catalogue
        self.outline = outline(assessment)
        self._facts_behind = fact_finder(assessment)
        self.advice = tuple(filter(self._chosen, self.outline.advice))
        self.possible = tuple(filter(self._chosen, self.outline.possible_advice))
        self.number = {view.id: number for number, view in enumerate(self.advice, 1)}
        self.finding = {one.rule.id: one for one in assessment.findings}
        self.ranked = {one.recommendation.id: one for one in assessment.advice}

    def _chosen(self, view: AdviceView) -> bool:
        wanted = not self.choice.only or view.id in self.choice.only
        return wanted and view.id not in self.choice.without

    @property
    def worked_out(self) -> tuple[AdviceView, ...]:
        """The recommendations that get a section of their own."""
        return self.advice[: self.choice.at_most]

    @property
    def rest(self) -> tuple[AdviceView, ...]:
        """The recommendations after those."""
        return self.advice[self.choice.at_most :]

    @cached_property
    def problems(self) -> tuple[FindingView, ...]:
        """The problems that are certain, in the order of their themes."""
        return tuple(one for theme in self.outline.themes for one in theme.problems)

    @cached_property
    def severe(self) -> tuple[FindingView, ...]:
        """The certain problems, the worst first."""
        order = {one.rule.id: -one.severity for one in self.assessment.findings}
        return tuple(sorted(self.problems, key=lambda one: order[one.id]))

    @cached_property
    def possible_problems(self) -> int:
        """How many problems hang on what is not known."""
        return sum(len(theme.possible) for theme in self.outline.themes)

    def advice_of(self, view: AdviceView) -> Advice:
        """The advice behind a view."""
        return self.ranked[view.id]

    def decision(self, recommendation: str) -> Decision | None:
        """What was decided on a recommendation, if anything was recorded."""
        decisions = self.choice.decisions
        return decisions.of(recommendation) if decisions else None

    def reference(self, recommendation: str) -> str:
        """A recommendation named within a sentence, with its number in this memo."""
        known = self.catalogue.recommendation.get(recommendation)
        name = f"‘{known.short}’" if known else f"‘{recommendation}’"
        number = self.number.get(recommendation)
        return f"{name} (aanbeveling {number})" if number else name

    def first(self, view: AdviceView) -> tuple[str, ...]:
        """What should come before a recommendation, by id."""
        return self.advice_of(view).after

    def facts_of(self, findings: Iterable[str]) -> tuple[FactView, ...]:
        """The known facts behind findings; those that say most about this case first."""
        found = map(self.explained, self._facts_behind(findings))
        return tuple(sorted(found, key=lambda fact: not fact.explanation))

    def explained(self, fact: FactView) -> FactView:
        """A derived fact with what the case tells of the answer it comes from."""
        behind = self._fact.get(fact.key)
        if fact.explanation or behind is None or len(behind.inputs) != 1:
            return fact
        answer = self.case.answer(behind.inputs[0])
        if answer is None or not answer.explanation:
            return fact
        source = source_text(answer.source, self.catalogue)
        return fact._replace(explanation=answer.explanation, source=source)

    @cached_property
    def _fact(self) -> dict[str, Fact]:
        return {fact.question: fact for fact in self.assessment.facts}

    def said_by_parties(self, fact: FactView) -> str:
        """Who answered what, as a sentence; empty when the parties were not asked."""
        question = self.catalogue.question.get(fact.key.removesuffix(_LEAST))
        answer = self.case.answer(question.id) if question else None
        if answer is None or not answer.per_party or not fact.key.endswith(_LEAST):
            return ""
        return f"{upper_first(self.fact_text(fact))}."

    def fact_text(self, fact: FactView) -> str:
        """A fact in words: its name and value, or who answered what."""
        question = self.catalogue.question.get(fact.key.removesuffix(_LEAST))
        if question is None or not fact.key.endswith(_LEAST):
            return f"{fact.name}: {with_note(fact.value, _origin(fact))}"
        answer = self.case.answer(question.id)
        if answer is None or not answer.per_party:
            return f"{question.short}: {fact.value}"
        groups: dict[str, list[str]] = {}
        for party, given in answer.per_party:
            if not isinstance(given.value, Unknown):
                groups.setdefault(value_text(given.value, question), []).append(self._name(party))
        said = [f"{value} ({joined(names)})" for value, names in groups.items()]
        return f"{question.short}: {joined(said)}"

    def _name(self, party: str) -> str:
        return next((party_name(p) for p in self.case.parties or () if p.id == party), party)

    @cached_property
    def known(self) -> tuple[int, int]:
        """How many questions of the themes are answered, and how many there are."""
        themes = self.assessment.themes
        return sum(one.answered for one in themes), sum(one.asked for one in themes)


def _origin(fact: FactView) -> str:
    """What a derived value was computed from; not where that names parties by their ids."""
    return "" if fact.origin.startswith(_BY_ID) else fact.origin
