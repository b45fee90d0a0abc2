"""Filled questionnaires and exports of survey tools, read against the case that they are about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pps_advisor.errors import InvalidInput, SourceLocation
from pps_advisor.model.case.survey import Response, Survey
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.survey.columns import columns_of
from pps_advisor.reading.survey.csv import read_csv
from pps_advisor.reading.survey.intake import Intake
from pps_advisor.reading.survey.rows import read_rows
from pps_advisor.reading.survey.sheets import is_our_sheet, read_sheet
from pps_advisor.reading.survey.table import Table
from pps_advisor.reading.yaml.door import read_bytes
from pps_advisor.reading.yaml.problems import shown

MAX_BYTES = 20_000_000
_ENOUGH_TO_COMPARE = 10
_NAMED = 3
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
    paths: Sequence[Path],
    survey: Survey,
    catalogue: Catalogue,
    partial: bool = False,
    follow: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Filled:
    """Read filled workbooks and CSV exports.

    With `partial` a table may leave out questions; `follow` may show how far it is. Raises
    InvalidInput with every Problem in every file; nothing of any file counts then.
    """
    intake = Intake(survey, catalogue, partial)
    reader = _Reader(intake)
    for path in follow(paths):
        reader.read(path)
    reader.remark_on_the_alike()
    intake.problems.raise_any()
    if not intake.responses:
        for path in paths:
            intake.problems.add(
                SourceLocation(str(path)),
                "geen-antwoorden",
                "In dit bestand is nog geen enkele vraag beantwoord.",
                "Controleer of het is opgeslagen, en of dit het goede exemplaar is.",
            )
        intake.problems.raise_any()
    return Filled(tuple(intake.responses), intake.all_remarks())


class _Reader:
    """Reads files one by one; keeps which were read."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.problems = intake.problems
        self.seen: dict[str, str] = {}
        self.answers: dict[object, str] = {}
        self.sheets: dict[object, Table] = {}
        self.alike: list[str] = []

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
        before = len(self.intake.responses)
        used = [self._read_sheet_once(table, name) for table in tables]
        if not any(used):
            self._report_nothing_ours(tables, name)
        self._compare(self.intake.responses[before:], name)

    def _read_sheet_once(self, table: Table, name: str) -> bool:
        """Read a table, and see whether it repeats another sheet of the file: perhaps a copy."""
        before = len(self.intake.responses)
        used = self._read_table(table)
        given = tuple((one.party, one.answers) for one in self.intake.responses[before:])
        first = self.sheets.setdefault((name, given), table) if given else table
        if first is not table:
            self._report_copy(table, first, sum(len(answers) for _, answers in given))
        return used

    def _report_copy(self, table: Table, first: Table, answers: int) -> None:
        """A problem; only a remark where people may well have given the same few answers."""
        what = f"precies dezelfde antwoorden als op blad {shown(first.sheet)}."
        if answers < _ENOUGH_TO_COMPARE:
            self.intake.remarks.append(
                f"{table.name}: {what} Is dit een kopie van dat blad? Verwijder die dan."
            )
            return
        self.problems.add(
            table.location,
            "dubbel-blad",
            f"Hier staan {what}",
            "Verwijder de kopie van het blad; anders tellen mensen dubbel mee.",
        )

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
            from pps_advisor.reading.survey.xlsx_door import read_workbook

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

    def _compare(self, responses: Sequence[Response], name: str) -> None:
        """Remark on a file with the answers of another: perhaps one copy, saved twice."""
        given = tuple((one.party, one.answers) for one in responses)
        first = self.answers.setdefault(given, name) if given else name
        if first == name:
            return
        if sum(len(answers) for _, answers in given) < _ENOUGH_TO_COMPARE:
            self.alike.append(name)
            return
        self.intake.remarks.append(
            f"{name}: precies dezelfde antwoorden als in {first}. Is dit hetzelfde exemplaar? "
            "Noem het dan één keer."
        )

    def remark_on_the_alike(self) -> None:
        """One remark on the files with the same few answers as another: often that is chance."""
        if not self.alike:
            return
        rest = len(self.alike) - _NAMED
        more = f" en nog {rest}" if rest > 0 else ""
        self.intake.remarks.append(
            "Met precies dezelfde antwoorden als een ander bestand: "
            f"{', '.join(self.alike[:_NAMED])}{more}. Bij zo weinig antwoorden kan dat toeval "
            "zijn. Is het hetzelfde exemplaar, noem het dan één keer; anders telt iemand dubbel."
        )

    def _read_table(self, table: Table) -> bool:
        """Read a table; False when it holds no questions of ours."""
        if is_our_sheet(table):
            read_sheet(table, self.intake)
            return True
        columns = columns_of(table, self.intake.heading)
        if columns is None:
            return False
        read_rows(table, columns, self.intake)
        return True

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
