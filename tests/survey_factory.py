"""Questionnaires made, and filled in as people do it: in a spreadsheet or in a survey tool."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from pps_advisor.cli.main import cli
from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.survey import FIRST_ANSWER, PARTY_ROW, Survey
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.reader import case_from_tree
from pps_advisor.reasoning.conversation.survey import questionnaire

CASE = """\
# Een casus   met eigen opmaak.
formaat: pps-advisor/casus@1
id: proef
titel: 'Samen in de wijk'   # de naam die iedereen kent
gemeente: Proefstad
peildatum: 2026-01-01

partijen:
  - {id: gemeente, naam: Gemeente Proefstad, soort: gemeente, rollen: [financier, partner]}
  - {id: corporatie, naam: Wonen Proef, soort: woningcorporatie}
  - id:   bewoners
    soort: bewonersinitiatief

antwoorden:
  relaties:
    # hier praten we nog over
    respect: 4
    vertrouwen:
      per_partij: {gemeente: 5, bewoners: 1}  # uit gesprekken
      toelichting: "Zo zeiden zij het zelf."
  governance: {stuurgroep: nee}
"""
PARTIES = ("gemeente", "corporatie", "bewoners")
SHEETS = {"gemeente": "Gemeente Proefstad", "corporatie": "Wonen Proef", "bewoners": "bewoners"}


def make_case(catalogue: Catalogue, **changes: Any) -> Case:
    """A case with a municipality and two partners."""
    parties = [{"id": id_, "naam": name} for id_, name in SHEETS.items()]
    tree = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Samen in de wijk",
        "gemeente": "Proefstad",
        "peildatum": "2026-01-01",
        "partijen": [{**parties[0], "soort": "gemeente"}, *parties[1:]],
    }
    return case_from_tree({**tree, **changes}, catalogue)


def make_survey(catalogue: Catalogue, **changes: Any) -> Survey:
    """The questionnaire of that case."""
    return questionnaire(make_case(catalogue, **changes), catalogue)


def survey(*arguments: str | Path) -> Result:
    """Run one of the commands, in this process."""
    return CliRunner().invoke(cli, ["survey", *map(str, arguments)])


def problems(result: Result) -> list[str]:
    """The sentences about what is wrong."""
    assert isinstance(result.exception, InvalidInput), (result.exception, result.output)
    return [str(problem) for problem in result.exception.problems]


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """The row of each question on a sheet."""
    return {
        str(sheet.cell(row, 1).value): row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    }


def fill(
    data: bytes,
    answers: Mapping[str, Sequence[Mapping[str, object]]],
    party: str | None = None,
    change: Callable[[Any], object] | None = None,
) -> bytes:
    """A workbook as people fill it in: by the name of a sheet, what each person answered.

    `party` is chosen on a sheet that all share; `change` does something else to the workbook.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, people in answers.items():
        sheet = book[name]
        rows = rows_of(sheet)
        for number, given in enumerate(people):
            column = FIRST_ANSWER + 1 + number
            if party is not None:
                sheet.cell(PARTY_ROW + 1, column).value = party
            for question, answer in given.items():
                sheet.cell(rows[question], column).value = answer
    if change is not None:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def same_for(answer: object, *questions: str, people: int = 3) -> list[dict[str, object]]:
    """So many people who all give this answer."""
    return [dict.fromkeys(questions, answer) for _ in range(people)]
