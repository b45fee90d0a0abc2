"""Filled questionnaires and exports of survey tools, read against the case that they are about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pps_advisor.errors import InvalidInput, SourceLocation
from pps_advisor.model.case import Party
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.frozen import frozen
from pps_advisor.model.question import Question
from pps_advisor.model.questionnaire import (
    FIRST_ANSWER,
    FORMAT,
    PARTY_ROW,
    Questionnaire,
    Response,
    can_be_asked,
    is_asked,
    mark_of,
)
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.problems import Problems, nearest, shown
from pps_advisor.reading.survey_answers import answer_of, folded, report_formula
from pps_advisor.reading.survey_columns import Columns, columns_of
from pps_advisor.reading.survey_csv import read_csv
from pps_advisor.reading.survey_table import Table
from pps_advisor.reading.yaml_door import read_bytes

MAX_BYTES = 20_000_000
_OURS = FORMAT.partition("@")[0] + "@"
_OTHER_FILES = (
    (b"\xd0\xcf\x11\xe0", "een oude of beveiligde Excel-werkmap"),
    (b"%PDF", "een pdf"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
)


@frozen
class Filled:
    """What the files hold: one Response for each person, and remarks about what was left out."""

    responses: tuple[Response, ...]
    remarks: tuple[str, ...]


def read_filled(
    paths: Sequence[Path], survey: Questionnaire, catalogue: Catalogue, partial: bool = False
) -> Filled:
    """Read filled workbooks and CSV exports.

    With `partial` a table may leave out questions. Raises InvalidInput with every Problem in
    every file; nothing of any file counts then.
    """
    reader = _Reader(survey, catalogue, partial)
    for path in paths:
        reader.read(path)
    reader.problems.raise_any()
    if not reader.responses:
        for path in paths:
            reader.problems.add(
                SourceLocation(str(path)),
                "geen-antwoorden",
                "In dit bestand is nog geen enkele vraag beantwoord.",
                "Controleer of het is opgeslagen, en of dit het goede exemplaar is.",
            )
        reader.problems.raise_any()
    return Filled(tuple(reader.responses), tuple(dict.fromkeys(reader.remarks)))


class _Reader:
    """Reads the files one by one and gathers responses, remarks and problems."""

    def __init__(self, survey: Questionnaire, catalogue: Catalogue, partial: bool) -> None:
        self.survey = survey
        self.partial = partial
        self.problems = Problems()
        self.responses: list[Response] = []
        self.remarks: list[str] = []
        self.question = {one.id: one for one in catalogue.questions if can_be_asked(one)}
        self.renamed = dict(catalogue.renamed)
        self.party = {party.id: party for party in survey.parties}
        self.by_name = {folded(one.name or one.id): one for one in survey.parties}
        self.by_name |= {party.id.casefold(): party for party in survey.parties}
        self.seen: dict[str, str] = {}

    def read(self, path: Path) -> None:
        name = str(path)
        try:
            data = read_bytes(path, name, MAX_BYTES)
            tables = self._tables(data, name)
        except InvalidInput as error:
            for problem in error.problems:
                self.problems.add(*problem)
            return
        if not self._is_new(data, name):
            return
        used = [self._read_table(table) for table in tables]
        if not any(used):
            self._report_nothing_ours(tables, name)

    def _tables(self, data: bytes, name: str) -> list[Table]:
        for start, what in _OTHER_FILES:
            if data.startswith(start):
                self.problems.add(
                    SourceLocation(name),
                    "ander-bestand",
                    f"Dit is {what}, en die kan niet worden gelezen.",
                    "Sla de vragenlijst op als Excel-werkmap (.xlsx) zonder wachtwoord.",
                )
                self.problems.raise_any()
        if data.startswith(b"PK"):
            from pps_advisor.reading.xlsx_door import read_workbook

            return read_workbook(data, name)
        return [read_csv(data, name)]

    def _is_new(self, data: bytes, name: str) -> bool:
        """Whether these answers were not read before: twice the same would count twice."""
        content = hashlib.sha256(data).hexdigest()
        if content not in self.seen:
            self.seen[content] = name
            return True
        self.problems.add(
            SourceLocation(name),
            "dubbel-bestand",
            f"Dit bestand is precies gelijk aan {self.seen[content]}.",
            "Noem elk ingevuld exemplaar één keer; anders tellen mensen dubbel mee.",
        )
        return False

    def _read_table(self, table: Table) -> bool:
        """Read a table; False when it holds no questions of ours."""
        mark = table.cell(0, 0).strip()
        if mark.startswith(_OURS):
            self._read_sheet(table, mark)
            return True
        columns = columns_of(table, self.survey, self.question.values())
        if columns is None:
            return False
        self._read_rows(table, columns)
        return True

    def _read_sheet(self, table: Table, mark: str) -> None:
        """A sheet of ours: questions below each other, a column for each person."""
        if not self._check_marks(table, mark):
            return
        rows = self._rows_of(table)
        party_id = table.cell(0, 2).strip()
        width = max(map(len, table.rows))
        for column in range(FIRST_ANSWER, width):
            given = [(row, one) for row, one in rows if self._is_filled(table, row, column)]
            if not given:
                continue
            place = table.place(PARTY_ROW, column)
            party = self.party.get(party_id) or self._party(
                table.cell(PARTY_ROW, column), table, PARTY_ROW, column
            )
            cells = [(one, row, column) for row, one in given]
            self._add(table, party, cells, place)

    def _check_marks(self, table: Table, mark: str) -> bool:
        """Whether a sheet of ours is about this case and one of its parties."""
        case_id, party_id = table.cell(0, 1).strip(), table.cell(0, 2).strip()
        if mark != FORMAT:
            self.problems.add(
                table.location,
                "formaat",
                f"Deze vragenlijst is van een andere versie van pps-advisor ({shown(mark)}).",
                "Gebruik de versie waarmee hij is gemaakt, of maak een nieuwe.",
            )
        elif case_id != self.survey.case_id:
            self.problems.add(
                table.location,
                "andere-casus",
                f"Deze vragenlijst hoort bij de casus {shown(case_id)}, niet bij "
                f"'{self.survey.case_id}'.",
                "Controleer welk bestand bij welke casus hoort.",
            )
        elif party_id and party_id not in self.party:
            self.problems.add(
                table.location,
                "onbekende-partij",
                f"In de casus is geen partij met id {shown(party_id)}.",
                nearest(party_id, self.party),
            )
        else:
            return True
        return False

    def _rows_of(self, table: Table) -> list[tuple[int, Question]]:
        """The questions of a sheet with their rows, as far as they still mean the same."""
        found = []
        ids = [(row, cells[0].strip()) for row, cells in enumerate(table.rows) if row and cells[0]]
        for row, given in ids:
            question = self.question.get(self.renamed.get(given, given))
            if question is None:
                self.problems.add(
                    table.place(row, 0),
                    "onbekende-vraag",
                    f"De vraag {shown(given)} bestaat niet (meer).",
                    "Deze rij kan niet worden verwerkt; maak een nieuwe vragenlijst.",
                )
            elif table.cell(row, 1).strip() != mark_of(question):
                self.problems.add(
                    table.place(row, 0),
                    "vraag-veranderd",
                    f"De vraag '{question.id}' is veranderd sinds deze vragenlijst is gemaakt.",
                    "De antwoorden gaan dus over een andere vraag; maak een nieuwe vragenlijst.",
                )
            else:
                found.append((row, question))
        self._check_count(table, [given for _, given in ids])
        return found

    def _check_count(self, table: Table, ids: Sequence[str]) -> None:
        """Rows that were removed or copied: the sheet says how many questions it had."""
        promised = table.cell(0, 3).strip()
        if str(len(ids)) == promised and len(set(ids)) == len(ids):
            return
        self.problems.add(
            table.location,
            "rijen",
            f"Op dit blad horen {promised if promised.isdigit() else 'andere'} vragen te staan, "
            f"en het zijn er {len(ids)}.",
            "Er zijn rijen verwijderd of dubbel; gebruik een nieuw exemplaar.",
        )

    def _read_rows(self, table: Table, columns: Columns) -> None:
        """A table with a row for each person, and a column for the party and each question."""
        if not self._check_columns(table, columns):
            return
        for row in range(columns.head + 1, len(table.rows)):
            given = [
                (one, row, column)
                for one, column in columns.questions
                if self._is_filled(table, row, column)
            ]
            if given and self._check_case(table, row, columns.case):
                party = self._party(table.cell(row, columns.party), table, row, columns.party)
                self._add(table, party, given, table.place(row, columns.party))

    def _check_columns(self, table: Table, columns: Columns) -> bool:
        for column, name, hint in columns.doubtful:
            self.problems.add(
                table.place(columns.head, column),
                "onbekende-kolom",
                f"De kolom {shown(name)} is geen vraag uit deze vragenlijst.",
                hint,
            )
        for column, question in columns.doubled:
            self.problems.add(
                table.place(columns.head, column),
                "dubbele-kolom",
                f"De vraag '{question}' heeft twee kolommen.",
                "Houd er één over.",
            )
        if columns.party < 0:
            self.problems.add(
                table.location,
                "ontbrekende-kolom",
                "Er is geen kolom 'partij', dus onbekend is namens wie iemand antwoordt.",
                "Noem een kolom 'partij' en zet op elke rij de naam of de id van de partij.",
            )
        present = {question.id for question, _ in columns.questions}
        missing = [one.id for one in self.survey.questions if one.id not in present]
        if missing and not self.partial:
            many = f"{', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}"
            self.problems.add(
                table.location,
                "ontbrekende-kolom",
                f"Er ontbreken kolommen voor {len(missing)} van de {len(self.survey.questions)} "
                f"vragen: {many}.",
                "Zijn die vragen bewust niet gesteld? Gebruik dan --partial.",
            )
        if columns.ignored:
            names = ", ".join(shown(name) for name in columns.ignored[:6])
            more = " en andere" if len(columns.ignored) > 6 else ""
            self.remarks.append(f"{table.name}: niet gelezen zijn de kolommen {names}{more}.")
        return columns.party >= 0

    def _check_case(self, table: Table, row: int, column: int) -> bool:
        """Whether a row is about this case, where the table has a column that says so."""
        given = table.cell(row, column).strip() if column >= 0 else ""
        if given in ("", self.survey.case_id):
            return True
        self.problems.add(
            table.place(row, column),
            "andere-casus",
            f"Deze rij hoort bij de casus {shown(given)}, niet bij '{self.survey.case_id}'.",
            "Controleer welk bestand bij welke casus hoort.",
        )
        return False

    def _is_filled(self, table: Table, row: int, column: int) -> bool:
        return bool(table.cell(row, column).strip()) or (row, column) in table.formulas

    def _party(self, text: str, table: Table, row: int, column: int) -> Party | None:
        place = table.place(row, column)
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

    def _add(
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
                self.remarks.append(
                    f"{table.name}: '{question.id}' gaat over de partners; het antwoord van "
                    f"'{party.id}' telt niet mee."
                )
        if party is not None and answers:
            self.responses.append(Response(party.id, tuple(answers), place))

    def _answer(self, table: Table, question: Question, row: int, column: int) -> Value:
        place = table.place(row, column)
        if (row, column) in table.formulas:
            report_formula(place, self.problems)
            return UNKNOWN
        return answer_of(table.cell(row, column), question, place, self.problems)

    def _report_nothing_ours(self, tables: Sequence[Table], name: str) -> None:
        sheets = ", ".join(shown(table.sheet) for table in tables if table.sheet)
        what = f"op de bladen {sheets} " if sheets else ""
        self.problems.add(
            SourceLocation(name),
            "geen-vragenlijst",
            f"Dit is geen vragenlijst van pps-advisor: {what}staat geen enkele vraag uit de casus.",
            "Geef een ingevuld exemplaar, of een export met in de eerste rij de vragen of hun "
            "namen.",
        )
