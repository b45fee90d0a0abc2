"""What is gathered from filled questionnaires: responses, remarks and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.case import Party, is_asked
from pps_advisor.model.case.survey import Response, Survey, can_be_asked, mark_of
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.survey.answers import answer_of, folded, report_formula
from pps_advisor.reading.survey.columns import headings
from pps_advisor.reading.survey.table import Table
from pps_advisor.reading.yaml.problems import Problems, nearest, shown


class Intake:
    """Gathers what people answered, against the case and the questions that it is about.

    With `partial` a table may leave out questions.
    """

    def __init__(self, survey: Survey, catalogue: Catalogue, partial: bool) -> None:
        self.survey = survey
        self.partial = partial
        self.problems = Problems()
        self.responses: list[Response] = []
        self.remarks: list[str] = []
        self.aside: Counter[str] = Counter()
        self.question = {one.id: one for one in catalogue.questions if can_be_asked(one)}
        self.mark = {one.id: mark_of(one) for one in self.question.values()}
        self.heading = headings(self.question.values())
        self.renamed = dict(catalogue.renamed)
        self.party = {party.id: party for party in survey.parties}
        self.by_name = {folded(survey.label(party)): party for party in survey.parties}
        self.by_name |= {party.id.casefold(): party for party in survey.parties}

    def named(self, given: str) -> Question | None:
        """The question with an id, also one that it had before."""
        return self.question.get(self.renamed.get(given, given))

    def all_remarks(self) -> tuple[str, ...]:
        """Every remark once, with how many answers were set aside because of who gave them."""
        aside = (
            f"Niet meegeteld van '{party}': {number} antwoord{'en' * (number > 1)} op vragen die "
            "alleen voor partners van de gemeente zijn."
            for party, number in self.aside.items()
        )
        return tuple(dict.fromkeys((*self.remarks, *aside)))

    def is_filled(self, table: Table, row: int, column: int) -> bool:
        """Whether anything was answered in a cell."""
        return bool(table.cell(row, column).strip()) or (row, column) in table.formulas

    def party_at(self, table: Table, row: int, column: int) -> Party | None:
        """The party that a cell names; who is not known is a Problem."""
        place, text = table.place(row, column), table.cell(row, column)
        if (row, column) in table.formulas:
            report_formula(place, self.problems)
            return None
        party = self.by_name.get(folded(text))
        if party is None and folded(text):
            self.problems.add(
                place,
                "onbekende-partij",
                f"Er is geen partij {shown(text)} in de casus.",
                nearest(folded(text), self.by_name),
            )
        elif party is None:
            self.problems.add(
                place,
                "ontbreekt",
                "Hier is niet ingevuld namens welke partij iemand antwoordt.",
                "Vul de naam van de partij in, of haal deze antwoorden weg.",
            )
        return party

    def add(
        self,
        table: Table,
        party: Party | None,
        cells: Iterable[tuple[Question, int, int]],
        place: SourceLocation,
    ) -> None:
        """Add what one person answered."""
        answers: list[tuple[str, Value]] = []
        for question, row, column in cells:
            value = self._answer(table, question, row, column)
            if value is UNKNOWN or party is None:
                continue
            if is_asked(question, party):
                answers.append((question.id, value))
            else:
                self.aside[party.id] += 1
        if party is not None and answers:
            self.responses.append(Response(party.id, tuple(answers), place))

    def _answer(self, table: Table, question: Question, row: int, column: int) -> Value:
        place = table.place(row, column)
        if (row, column) in table.formulas:
            report_formula(place, self.problems)
            return UNKNOWN
        return answer_of(table.cell(row, column), question, place, self.problems)
