"""Sheets of our own questionnaire: questions below each other, a column for each person."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.model.case.survey import FIRST_ANSWER, FORMAT, PARTY_ROW
from pps_advisor.model.knowledge.question import Question
from pps_advisor.reading.survey.intake import Intake
from pps_advisor.reading.survey.table import Table
from pps_advisor.reading.yaml.problems import nearest, shown

_OURS = FORMAT.partition("@")[0] + "@"


def is_our_sheet(table: Table) -> bool:
    """Whether a table says that it is a sheet of ours, of whatever version."""
    return table.cell(0, 0).strip().startswith(_OURS)


def read_sheet(table: Table, intake: Intake) -> None:
    """Add what people answered on a sheet of ours, if it is about this case."""
    if not _check_marks(table, intake):
        return
    rows = _rows_of(table, intake)
    party_id = table.cell(0, 2).strip()
    width = max(map(len, table.rows))
    for column in range(FIRST_ANSWER, width):
        given = [(row, one) for row, one in rows if intake.is_filled(table, row, column)]
        if not given:
            continue
        place = table.place(PARTY_ROW, column)
        party = intake.party.get(party_id) or intake.party_at(table, PARTY_ROW, column)
        cells = [(one, row, column) for row, one in given]
        intake.add(table, party, cells, place)


def _check_marks(table: Table, intake: Intake) -> bool:
    """Whether a sheet of ours is about this case and one of its parties."""
    mark = table.cell(0, 0).strip()
    case_id, party_id = table.cell(0, 1).strip(), table.cell(0, 2).strip()
    if mark != FORMAT:
        intake.problems.add(
            table.location,
            "formaat",
            f"Deze vragenlijst is van een andere versie van pps-advisor ({shown(mark)}).",
            "Gebruik de versie waarmee hij is gemaakt, of maak een nieuwe.",
        )
    elif case_id != intake.survey.case_id:
        intake.problems.add(
            table.location,
            "andere-casus",
            f"Deze vragenlijst hoort bij de casus {shown(case_id)}, niet bij "
            f"'{intake.survey.case_id}'.",
            "Controleer welk bestand bij welke casus hoort.",
        )
    elif party_id and party_id not in intake.party:
        intake.problems.add(
            table.location,
            "onbekende-partij",
            f"In de casus is geen partij met id {shown(party_id)}.",
            nearest(party_id, intake.party),
        )
    else:
        return True
    return False


def _rows_of(table: Table, intake: Intake) -> list[tuple[int, Question]]:
    """The questions of a sheet with their rows, as far as they still mean the same."""
    found = []
    ids = [(row, cells[0].strip()) for row, cells in enumerate(table.rows) if row and cells[0]]
    for row, given in ids:
        question = intake.named(given)
        if question is None:
            intake.problems.add(
                table.place(row, 0),
                "onbekende-vraag",
                f"De vraag {shown(given)} bestaat niet (meer).",
                "Deze rij kan niet worden verwerkt; maak een nieuwe vragenlijst.",
            )
        elif table.cell(row, 1).strip() != intake.mark[question.id]:
            intake.problems.add(
                table.place(row, 0),
                "vraag-veranderd",
                f"De vraag '{question.id}' is veranderd sinds deze vragenlijst is gemaakt.",
                "De antwoorden gaan dus over een andere vraag; maak een nieuwe vragenlijst.",
            )
        else:
            found.append((row, question))
    _check_count(table, intake, [given for _, given in ids])
    return found


def _check_count(table: Table, intake: Intake, ids: Sequence[str]) -> None:
    """Rows that were removed or copied: the sheet says how many questions it had."""
    promised = table.cell(0, 3).strip()
    if str(len(ids)) == promised and len(set(ids)) == len(ids):
        return
    intake.problems.add(
        table.location,
        "rijen",
        f"Op dit blad horen {promised if promised.isdigit() else 'andere'} vragen te staan, "
        f"en het zijn er {len(ids)}.",
        "Er zijn rijen verwijderd of dubbel; gebruik een nieuw exemplaar.",
    )
