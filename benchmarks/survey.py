"""Answers of 500 people into a case, whole process

Bound: 3 seconds, be it one export with 500 rows or 500 workbooks with one answer each.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.timing import seconds
from pps_advisor import load_case, load_catalogue
from pps_advisor.model.case.survey import Survey, choices
from pps_advisor.reasoning.conversation.survey import questionnaire

CASE = Path("cases/gezonde-samenwerking.yaml")
PEOPLE = 500


def measure() -> Iterator[str]:
    """The time of `survey import` for both ways in which answers come back."""
    catalogue = load_catalogue()
    survey = questionnaire(load_case(CASE, catalogue), catalogue)
    program = [str(Path(sys.executable).with_name("pps-advisor")), "survey"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = _export(survey, folder / "export.csv")
        workbooks = _workbooks(survey, folder)
        dry = ["--dry-run"]
        yield f"{'what':<34} {'seconds':>8}"
        for what, files in (("1 export, 500 rows", [export]), ("500 workbooks", workbooks)):
            run = _run([*program, "import", str(CASE), *map(str, files), *dry])
            yield f"{what:<34} {seconds(run, 3):>8.2f}"
        make = _run([*program, "make", str(CASE), "-o", str(folder / "uit"), "--overwrite"])
        yield f"{'survey make':<34} {seconds(make, 3):>8.2f}"


def _export(survey: Survey, path: Path) -> Path:
    rng = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["partij", *(question.id for question in survey.questions)])
        for _ in range(PEOPLE):
            answers = [rng.choice(choices(question)) for question in survey.questions]
            writer.writerow([rng.choice(survey.parties).id, *answers])
    return path


def _workbooks(survey: Survey, folder: Path) -> list[Path]:
    """Copies of one sheet for all, each filled in by someone else."""
    import openpyxl

    from pps_advisor.model.case.survey import FIRST_ANSWER, PARTY_ROW
    from pps_advisor.writing.exchange.survey_workbook import write_workbook

    rng = random.Random(1)
    paths = [folder / f"{number}.xlsx" for number in range(PEOPLE)]
    paths[0].write_bytes(write_workbook(survey, [None]))
    book = openpyxl.load_workbook(paths[0])
    sheet = book["Vragen"]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for path in paths:
        sheet.cell(PARTY_ROW + 1, FIRST_ANSWER + 1).value = rng.choice(survey.parties).name
        for question in survey.questions:
            answer = rng.choice(choices(question))
            sheet.cell(rows[question.id], FIRST_ANSWER + 1).value = answer
        book.save(path)
    return paths


def _run(command: list[str]) -> Callable[[], object]:
    def run() -> object:
        return subprocess.run(command, check=True, capture_output=True)

    return run
