"""Tables of survey tools: a row for each person, a column for the party and each question."""

from __future__ import annotations

from pps_advisor.reading.survey.columns import Columns
from pps_advisor.reading.survey.intake import Intake
from pps_advisor.reading.survey.table import Table
from pps_advisor.reading.yaml.problems import shown


def read_rows(table: Table, columns: Columns, intake: Intake) -> None:
    """Add what people answered in the rows under the headings."""
    if not _check_columns(table, columns, intake):
        return
    for row in range(columns.head + 1, len(table.rows)):
        given = [
            (one, row, column)
            for one, column in columns.questions
            if intake.is_filled(table, row, column)
        ]
        if given and _check_case(table, row, columns.case, intake):
            party = intake.party_at(table, row, columns.party)
            intake.add(table, party, given, table.place(row, columns.party))


def _check_columns(table: Table, columns: Columns, intake: Intake) -> bool:
    for column, name, hint in columns.doubtful:
        intake.problems.add(
            table.place(columns.head, column),
            "onbekende-kolom",
            f"De kolom {shown(name)} is geen vraag uit deze vragenlijst.",
            hint,
        )
    for column, question in columns.doubled:
        intake.problems.add(
            table.place(columns.head, column),
            "dubbele-kolom",
            f"De vraag '{question}' heeft twee kolommen.",
            "Houd er één over.",
        )
    if columns.party < 0:
        intake.problems.add(
            table.location,
            "ontbrekende-kolom",
            "Er is geen kolom 'partij', dus onbekend is namens wie iemand antwoordt.",
            "Noem een kolom 'partij' en zet op elke rij de naam of de id van de partij.",
        )
    present = {question.id for question, _ in columns.questions}
    missing = [one.id for one in intake.survey.questions if one.id not in present]
    if missing and not intake.partial:
        many = f"{', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}"
        intake.problems.add(
            table.location,
            "ontbrekende-kolom",
            f"Er ontbreken kolommen voor {len(missing)} van de {len(intake.survey.questions)} "
            f"vragen: {many}.",
            "Zijn die vragen bewust niet gesteld? Gebruik dan --partial.",
        )
    if columns.ignored:
        names = ", ".join(shown(name) for name in columns.ignored[:6])
        more = " en andere" if len(columns.ignored) > 6 else ""
        intake.remarks.append(f"{table.name}: niet gelezen zijn de kolommen {names}{more}.")
    return columns.party >= 0


def _check_case(table: Table, row: int, column: int, intake: Intake) -> bool:
    """Whether a row is about this case, where the table has a column that says so."""
    given = table.cell(row, column).strip() if column >= 0 else ""
    if given in ("", intake.survey.case_id):
        return True
    intake.problems.add(
        table.place(row, column),
        "andere-casus",
        f"Deze rij hoort bij de casus {shown(given)}, niet bij '{intake.survey.case_id}'.",
        "Controleer welk bestand bij welke casus hoort.",
    )
    return False
