"""Questionnaires that go out: what they ask, what they say, and what nobody can change in them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from survey_factory import CASE, PARTIES, SHEETS, make_survey, problems, rows_of, survey

from pps_advisor.model.case.survey import FIRST_ANSWER, FORMAT, PARTY_ROW, choices, mark_of
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType
from pps_advisor.writing.exchange.survey_csv import (
    safe,
    write_limesurvey,
    write_questions,
    write_table,
)
from pps_advisor.writing.exchange.survey_texts import explanation
from pps_advisor.writing.exchange.survey_workbook import write_workbook

NASTY = ("=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\tx", "[a]:*?/\\'", "Keuzes", "'")


def book_of(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_it_asks_what_each_party_can_be_asked(core: Catalogue) -> None:
    """Every question per party that a partner can answer and that matters here, and no other."""
    asked = {one.id for one in make_survey(core).questions}

    assert "relaties.vertrouwen" in asked
    assert "governance.stuurgroep" not in asked
    assert asked <= {one.id for one in core.questions if one.per_party and not one.derived}


def test_the_twelve_statements_are_among_them(core: Catalogue) -> None:
    """The statements of mids2023 are asked of every party, the municipality too."""
    statements = [
        one
        for one in make_survey(core).questions
        if one.id.startswith(("middelen.partnerschap_", "middelen.middelen_", "middelen.waarde_"))
    ]

    assert len(statements) == 12
    assert {one.type for one in statements} == {AnswerType.LIKERT}
    assert {one.per_party.value for one in statements if one.per_party} == {"alle"}


def test_what_does_not_matter_is_not_asked(core: Catalogue) -> None:
    """Only in the phase of transformation is it asked who will change the own organisation."""
    name = "middelen.eigen_organisatie_veranderen"
    early = {"middelen": {"fase": "orientatie"}}
    late = {"middelen": {"fase": "transformatie"}}

    for answers, expected in (({}, True), (early, False), (late, True)):
        survey_of = make_survey(core, antwoorden=answers)
        assert (name in {one.id for one in survey_of.questions}) is expected


def test_a_sheet_for_each_party(core: Catalogue) -> None:
    """Each party has its own questions on its own sheet, which says in hidden cells what it is."""
    made = make_survey(core)
    book = book_of(write_workbook(made, made.parties, 5))

    assert book.sheetnames == ["Lees dit eerst", *SHEETS.values(), "Keuzes"]
    for party in made.parties:
        sheet = book[SHEETS[party.id]]
        asked = made.asked(party)
        marks = [sheet.cell(1, column).value for column in range(1, 5)]
        assert marks == [FORMAT, "proef", party.id, str(len(asked))]
        assert list(rows_of(sheet)) == [one.id for one in asked]
        assert {sheet.cell(rows_of(sheet)[one.id], 2).value == mark_of(one) for one in asked} == {
            True
        }


def test_the_municipality_is_not_asked_about_partners(core: Catalogue) -> None:
    """Whether partners dare to speak is for the partners to say."""
    made = make_survey(core)
    municipality, partner, _ = made.parties

    assert "dubbelrol.vrijuit_spreken" not in {one.id for one in made.asked(municipality)}
    assert "dubbelrol.vrijuit_spreken" in {one.id for one in made.asked(partner)}


def test_only_answers_can_be_changed(core: Catalogue) -> None:
    """Sheets are protected; only the cells for answers are open, and the marks are hidden."""
    made = make_survey(core)
    book = book_of(write_workbook(made, [made.parties[1]], 2))
    sheet = book["Wonen Proef"]
    rows = set(rows_of(sheet).values())
    open_cells = {
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }

    assert book.security.lockStructure
    assert all(one.protection.sheet for one in book.worksheets)
    assert open_cells == {(row, FIRST_ANSWER + 1 + n) for row in rows for n in range(2)}
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert book["Keuzes"].sheet_state == "veryHidden"


def test_answers_are_chosen_from_a_list(core: Catalogue) -> None:
    """Each cell offers the answers of its question, and refuses others in Dutch."""
    made = make_survey(core)
    book = book_of(write_workbook(made, [made.parties[1]]))
    sheet = book["Wonen Proef"]
    offered = {}
    for one in sheet.data_validations.dataValidation:
        first, last = one.formula1.removeprefix("Keuzes!").replace("$", "").split(":")
        items = tuple(row[0].value for row in book["Keuzes"][f"{first}:{last}"])
        offered.update(dict.fromkeys(str(one.sqref).split(), items))
        assert one.errorTitle == "Niet in de lijst"
    for question, row in rows_of(sheet).items():
        assert offered[f"F{row}"] == choices(core.question[question])


def test_a_shared_sheet_asks_for_the_party(core: Catalogue) -> None:
    """One sheet for all: who fills it in chooses the party, and sees what is for partners only."""
    made = make_survey(core)
    book = book_of(write_workbook(made, [None]))
    sheet = book["Vragen"]
    rows = rows_of(sheet)

    assert sheet.cell(PARTY_ROW + 1, 3).value == "Namens welke partij vult u dit in?"
    assert not sheet.cell(PARTY_ROW + 1, FIRST_ANSWER + 1).protection.locked
    assert "Alleen voor partners" in sheet.cell(rows["dubbelrol.vrijuit_spreken"], 4).value
    assert "Alleen voor partners" not in sheet.cell(rows["relaties.respect"], 4).value


def test_it_says_what_happens_with_answers(core: Catalogue) -> None:
    """Median and number, Woo and AVG, three is no anonymity, no names, and whom to ask."""
    text = " ".join(text for _, text in explanation(make_survey(core), 5, "Jan (070)"))

    for words in ("mediaan", "hoeveel mensen", "Woo", "AVG", "maakt niet anoniem", "drie mensen",
                  "niet naar namen", "Jan (070).", "kolommen van anderen"):  # fmt: skip
        assert words in text
    assert "kolommen van anderen" not in " ".join(
        text for _, text in explanation(make_survey(core), 1, "")
    )


def test_names_never_become_formulas(core: Catalogue) -> None:
    """Whatever a party is called, the workbook holds no formula and a sheet for each party."""
    parties = [{"id": f"p{n}", "naam": name} for n, name in enumerate(NASTY)]
    made = make_survey(core, partijen=parties, titel="=1+1")
    data = write_workbook(made, [*made.parties, None])
    book = book_of(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets" in name]

    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    assert len(set(map(str.casefold, book.sheetnames))) == len(NASTY) + 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert {cell.data_type for one in book for row in one.iter_rows() for cell in row} <= {"s", "n"}


def test_the_same_case_gives_the_same_bytes(core: Catalogue) -> None:
    """Nothing of the day or the machine is in it."""
    made = make_survey(core)

    assert write_workbook(made, [None]) == write_workbook(made, [None])


@pytest.mark.parametrize("text", NASTY[:5])
def test_no_cell_of_a_csv_is_a_formula(core: Catalogue, text: str) -> None:
    """What a spreadsheet would compute gets an apostrophe; the rest stays as it is."""
    made = make_survey(core, partijen=[{"id": "p", "naam": text}, {"id": "q", "naam": "Gewoon"}])
    for table in (write_questions(made), write_table(made)):
        cells = [
            c for row in csv.reader(io.StringIO(table[1:], newline=""), delimiter=";") for c in row
        ]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert safe("gewoon = tekst") == "gewoon = tekst"


def test_a_csv_for_a_dutch_spreadsheet(core: Catalogue) -> None:
    """A byte order mark and semicolons: a double click opens it in columns with its accents."""
    made = make_survey(core)
    for table in (write_questions(made), write_table(made)):
        assert table[0] == "\ufeff"
    rows = list(csv.reader(io.StringIO(write_questions(made)[1:], newline=""), delimiter=";"))

    assert {len(row) for row in rows} == {8}
    assert [row[1] for row in rows[2:]] == [one.id for one in made.questions]
    assert rows[1][5] == "Gemeente Proefstad | Wonen Proef | bewoners"


def test_limesurvey_gets_every_question_with_its_answers(core: Catalogue) -> None:
    """Groups for themes, questions with codes it takes, answers with codes of at most five."""
    made = make_survey(core)
    text = write_limesurvey(made)[1:]
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    questions = [row for row in rows if row["class"] == "Q"]
    answers = [row for row in rows if row["class"] == "A"]

    assert len(questions) == len(made.questions) + 1
    assert all(row["name"].isalnum() and len(row["name"]) <= 20 for row in questions)
    assert len({row["name"] for row in questions}) == len(questions)
    assert all(len(row["name"]) <= 5 for row in answers)
    assert [row["name"] for row in rows if row["class"] == "G"][1:] == [t for _, t in made.themes]
    assert [row["text"] for row in answers if row["name"].startswith("P")] == list(SHEETS.values())


def test_make_writes_a_folder(tmp_path: Path) -> None:
    """One workbook with a sheet for each party, and three files for survey tools."""
    case = tmp_path / "casus.yaml"
    case.write_text(CASE, encoding="utf-8")
    result = survey("make", case, "-o", tmp_path / "uit" / "enquete")

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "uit" / "enquete").iterdir()) == [
        "enquete-proef-antwoorden.csv",
        "enquete-proef-limesurvey.txt",
        "enquete-proef-vragen.csv",
        "enquete-proef.xlsx",
    ]


def test_separate_gives_each_party_its_own_workbook(tmp_path: Path) -> None:
    """Nobody sees what another party answers."""
    case = tmp_path / "casus.yaml"
    case.write_text(CASE, encoding="utf-8")
    survey("make", case, "-o", tmp_path, "--separate")

    for party in PARTIES:
        book = openpyxl.load_workbook(tmp_path / f"enquete-proef-{party}.xlsx")
        assert book.sheetnames == ["Lees dit eerst", SHEETS[party], "Keuzes"]


def test_filled_copies_are_not_overwritten(tmp_path: Path) -> None:
    """The same again is fine; a file that differs stays, and then nothing is written."""
    case = tmp_path / "casus.yaml"
    case.write_text(CASE, encoding="utf-8")
    assert survey("make", case, "-o", tmp_path).exit_code == 0
    assert survey("make", case, "-o", tmp_path).exit_code == 0
    filled = tmp_path / "enquete-proef.xlsx"
    filled.write_bytes(b"antwoorden")

    found = problems(survey("make", case, "-o", tmp_path, "--theme", "relaties"))
    assert any("enquete-proef.xlsx: bestaat-al" in line for line in found)
    assert filled.read_bytes() == b"antwoorden"
    assert survey("make", case, "-o", tmp_path, "--overwrite").exit_code == 0
    assert filled.read_bytes() != b"antwoorden"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--theme", "relatie"), "Bedoelt u 'relaties'?"),
        (("--shared", "--separate"), "Kies --shared of --separate"),
        (("--people", "veel"), "een getal van 1 tot en met 50"),
        (("--people", "51"), "een getal van 1 tot en met 50"),
    ],
)
def test_a_wrong_option_is_explained(
    tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    """In Dutch, and nothing is written."""
    case = tmp_path / "casus.yaml"
    case.write_text(CASE, encoding="utf-8")
    result = survey("make", case, "-o", tmp_path / "uit", *arguments)

    assert result.exit_code != 0
    assert expected in f"{result.output} {result.exception}"
    assert not (tmp_path / "uit").exists()


def test_without_parties_there_is_nobody_to_ask(tmp_path: Path) -> None:
    """A case that describes no parties says so."""
    case = tmp_path / "casus.yaml"
    begin, _, _ = CASE.partition("partijen:")
    case.write_text(begin, encoding="utf-8")

    assert "geen partijen" in problems(survey("make", case, "-o", tmp_path / "uit"))[0]
