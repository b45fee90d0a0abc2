"""Exports of survey tools: every dialect that spreadsheets and tools write, and what is wrong."""

from __future__ import annotations

import csv
import io
import math
import random
import statistics
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from factories import holds, make_question
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from survey_factory import CASE, SHEETS, make_survey, problems, survey

from pps_advisor.api import load_case
from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.case import Party, PartyKind
from pps_advisor.model.case.survey import Response, code_of
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, Option, PerParty, Question
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.survey.csv import read_csv
from pps_advisor.reasoning.conversation.survey import outcomes
from pps_advisor.writing.exchange.survey_csv import write_table

TRUST, GOAL = "relaties.vertrouwen", "relaties.commitment_doel"
SPOKEN, HISTORY = "startcondities.motief_uitgesproken", "startcondities.voorgeschiedenis"
DELIMITERS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case file."""
    path = tmp_path / "casus.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Rows as a tool writes them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def imported(case: Path, data: bytes, name: str = "export.csv") -> None:
    """Import a table that may leave out questions."""
    path = case.parent / name
    path.write_bytes(data)
    result = survey("import", case, path, "--yes", "--partial")
    assert result.exit_code == 0, result.output


def heard(case: Path, core: Catalogue, question: str) -> dict[str, tuple[Value, int | None]]:
    """What the case says per party."""
    answer = load_case(case, core).answer(question)
    return (
        {party: (one.value, one.respondents) for party, one in answer.per_party} if answer else {}
    )


@forall(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=12),
                 min_size=3, max_size=3),
        min_size=1, max_size=6,
    ),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(ENCODINGS),
    newline=st.booleans(),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_every_dialect_gives_the_same_rows(
    rows: list[list[str]], delimiter: str, encoding: str, newline: bool
) -> None:
    """Delimiter, encoding, quotes, accents and line ends in cells: what was written is read."""
    head = ["partij", TRUST, "Hoe gaat\nhet?" if newline else "opmerking é"]
    expected = [tuple(head), *map(tuple, rows)]

    assert list(read_csv(as_csv(expected, delimiter, encoding), "x.csv").rows) == expected


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_an_export_comes_in(case: Path, core: Catalogue, delimiter: str, encoding: str) -> None:
    """One row for each person, decimal commas and points, accents in names of columns."""
    rows = [["Tijdstip", "Partij", "E-mailadres é", TRUST, GOAL]]
    rows += [["1-1-2026", "gemeente", "", "3,5", "4"] for _ in range(2)]
    rows += [["1-1-2026", "Gemeente  Proefstad ", "", "4.5", "5 helemaal eens"]]
    imported(case, as_csv(rows, delimiter, encoding))

    assert heard(case, core, TRUST)["gemeente"] == (Decimal("3.5"), 3)
    assert heard(case, core, GOAL)["gemeente"] == (Decimal(4), 3)


def test_questions_are_known_by_id_code_or_words(case: Path, core: Catalogue) -> None:
    """However a tool names its columns: id, code, text, text with the period, or in brackets."""
    question = core.question[TRUST]
    names = (
        question.id,
        question.id.upper(),
        code_of(question),
        question.text,
        f"{question.text} Denk aan: {question.period}.",
        f"Relaties [{question.text}]",
        f"{question.text}*",
        f"{question.id}: {question.text}",
    )
    for number, name in enumerate(names):
        low = str(1 + number % 5)
        rows = [["Namens welke partij vult u dit in?", name], *[["corporatie", low]] * 3]
        imported(case, as_csv(rows), name=f"{number}.csv")
        assert heard(case, core, TRUST)["corporatie"] == (Decimal(low), 3)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1", 1), ("5", 5), ("5,0", 5), ("2 oneens", 2), ("2: oneens", 2), ("4 (eens)", 4),
        ("Helemaal eens", 5), ("NEUTRAAL", 3), ("A2", 2), ("3,25", Decimal("3.25")),
    ],
)  # fmt: skip
def test_answers_as_tools_write_them(
    case: Path, core: Catalogue, answer: str, expected: Decimal | int
) -> None:
    """Numbers, words, both, or the codes of the LimeSurvey survey that we make."""
    imported(case, as_csv([["partij", TRUST], *[["corporatie", answer]] * 3]))

    assert heard(case, core, TRUST)["corporatie"] == (Decimal(expected), 3)


@pytest.mark.parametrize("answer", ["", " ", "weet ik niet", "Weet niet.", "n.v.t.", "-", "?", "W"])
def test_not_knowing_moves_nothing(case: Path, core: Catalogue, answer: str) -> None:
    """Who does not know, or skips a question, does not count for it."""
    rows = [["partij", TRUST, GOAL], *[["corporatie", "2", "3"]] * 3, ["corporatie", answer, "5"]]
    imported(case, as_csv(rows))

    assert heard(case, core, TRUST)["corporatie"] == (Decimal(2), 3)
    assert heard(case, core, GOAL)["corporatie"] == (Decimal(3), 4)


def test_options_by_label_id_or_code(case: Path, core: Catalogue) -> None:
    """Words as they were shown, ids, and codes in the order in which they were shown."""
    rows = [["partij", HISTORY, SPOKEN]]
    rows += [["corporatie", one, two] for one, two in
             (("Wisselend", "Ja"), ("A2", "A1"), ("negatief", "nee"))]  # fmt: skip
    imported(case, as_csv(rows))

    assert heard(case, core, HISTORY)["corporatie"] == ("wisselend", 3)
    assert heard(case, core, SPOKEN)["corporatie"] == ("ja", 3)


def test_a_workbook_of_a_survey_tool(case: Path, core: Catalogue) -> None:
    """Tools that export to Excel: the same table, with numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Id", "Partij", TRUST], [1, "corporatie", 4], [2, "corporatie", 4.5],
                [3, "corporatie", 2]):  # fmt: skip
        sheet.append(row)
    book.save(case.parent / "export.xlsx")
    imported(case, (case.parent / "export.xlsx").read_bytes(), name="export.xlsx")

    assert heard(case, core, TRUST)["corporatie"] == (Decimal(4), 3)


def test_the_table_that_we_make_comes_back(case: Path, core: Catalogue) -> None:
    """Filled in completely it needs no option; a line about the delimiter does not hurt."""
    made = make_survey(core)
    head = write_table(made)[1:].strip().split(";")
    rows = [["proef", "corporatie", *["" for _ in made.questions]] for _ in range(3)]
    for row in rows:
        row[head.index(GOAL)] = "3"
    path = case.parent / "antwoorden.csv"
    path.write_bytes(b"sep=;\r\n" + as_csv([head, *rows]))
    result = survey("import", case, path, "--yes")

    assert result.exit_code == 0, result.output
    assert heard(case, core, GOAL) == {"corporatie": (Decimal(3), 3)}


WRONG = {
    "geen partij": ([["naam", TRUST], ["Jan", "4"]], "ontbrekende-kolom", "geen kolom 'partij'"),
    "vragen weg": ([["partij", TRUST], ["corporatie", "4"]], "ontbrekende-kolom", "--partial"),
    "naam fout": ([["partij", "relaties.vertrouwn", GOAL], ["corporatie", "4", "4"]],
                  "onbekende-kolom", "Bedoelt u 'relaties.vertrouwen'?"),
    "tekst fout": ([["partij", "Partijen komen hun afspraak na", GOAL], ["corporatie", "4", "4"]],
                   "onbekende-kolom", f"Bedoelt u '{TRUST}'?"),
    "dubbel": ([["partij", TRUST, "Partijen komen hun afspraken na."], ["corporatie", "4", "4"]],
               "dubbele-kolom", "twee kolommen"),
    "onbekende partij": ([["partij", TRUST], ["korporatie", "4"]], "onbekende-partij",
                         "cel A2"),
    "lege partij": ([["partij", TRUST], ["corporatie", "4"], ["", "4"]], "ontbreekt", "cel A3"),
    "andere casus": ([["casus", "partij", TRUST], ["elders", "corporatie", "4"]], "andere-casus",
                     "hoort bij de casus 'elders'"),
    "buiten de schaal": ([["partij", TRUST], ["corporatie", "4"], ["corporatie", "11"]],
                         "verkeerde-waarde", "cel B3"),
    "opdracht": ([["partij", TRUST], ["corporatie", "=cmd|'/C calc'!A0"]], "formule", "cel B2"),
    "geen vraag": ([["partij", "cijfer"], ["corporatie", "4"]], "geen-vragenlijst", "export"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_table(case: Path, name: str) -> None:
    """The place, what is wrong and what to do; nothing is written."""
    rows, code, words = WRONG[name]
    path = case.parent / "export.csv"
    path.write_bytes(as_csv(rows))
    found = problems(survey("import", case, path, "--yes"))

    assert any(f": {code}: " in line and words in line for line in found), found
    assert case.read_text(encoding="utf-8") == CASE


def test_a_quote_that_is_never_closed(case: Path) -> None:
    """The line where it went wrong."""
    path = case.parent / "export.csv"
    path.write_bytes(b'partij;relaties.vertrouwen\r\ncorporatie;"4\r\ncorporatie;4\r\n')

    assert ": csv: " in problems(survey("import", case, path, "--yes"))[0]


def test_columns_that_are_no_questions_are_named(case: Path) -> None:
    """Times, addresses and names are not read, and the adviser hears which."""
    path = case.parent / "export.csv"
    path.write_bytes(
        as_csv([["Tijd", "partij", "Naam", TRUST], *[["1", "corporatie", "Jan", "4"]] * 3])
    )
    result = survey("import", case, path, "--dry-run", "--partial")

    assert "niet gelezen zijn de kolommen 'Tijd', 'Naam'." in result.stderr
    assert "Jan" not in result.output


def test_five_hundred_people(case: Path, core: Catalogue) -> None:
    """Many people, each with an answer to every question: medians and numbers are right."""
    made = make_survey(core)
    rng = random.Random(3)
    statements = [one for one in made.questions if not one.options]
    parties = [rng.choice(list(SHEETS)) for _ in range(500)]
    rows = [["partij", *(one.id for one in statements)]]
    rows += [[party, *(str(rng.randint(1, 5)) for _ in statements)] for party in parties]
    imported(case, as_csv(rows))

    for column, question in enumerate(statements, 1):
        for party in SHEETS:
            if (
                party == "gemeente"
                and question.per_party
                and question.per_party.value == "partners"
            ):
                continue
            values = [Decimal(row[column]) for row in rows[1:] if row[0] == party]
            expected = statistics.median(values), parties.count(party)
            assert heard(case, core, question.id)[party] == expected


PARTY = (Party("p", "Partij", PartyKind.COMPANY),)
STATEMENT = make_question("proef.s", type=AnswerType.LIKERT, options=(), per_party=PerParty.ALL)
GRADES = ("goed", "redelijk", "matig", "slecht")
GRADED = make_question(
    "proef.g",
    type=AnswerType.CHOICE,
    options=tuple(Option(word, word) for word in GRADES),
    favourable=(holds("proef.g", "goed"),),
    per_party=PerParty.ALL,
)


def median_of(question: Question, values: Sequence[Value]) -> tuple[Value, int]:
    """What the people of one party come to."""
    given = [Response("p", ((question.id, value),), SourceLocation("x")) for value in values]
    (found,) = outcomes([question], PARTY, given)
    return found.value, found.respondents


@forall(
    values=st.lists(st.sampled_from([Decimal(n) / 2 for n in range(2, 11)]), min_size=1),
    order=st.randoms(),
)
@settings(max_examples=100, deadline=None)
def test_the_median_of_statements(values: list[Decimal], order: random.Random) -> None:
    """The middle of the answers in whatever order; who does not know changes nothing."""
    given: list[Value] = [*values, UNKNOWN, UNKNOWN]
    order.shuffle(given)

    assert median_of(STATEMENT, given) == (statistics.median(values), len(values))


@forall(values=st.lists(st.sampled_from(GRADES), min_size=1), order=st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_median_of_options(values: list[str], order: random.Random) -> None:
    """The option in the middle; of an even number what lies halfway, else the less favourable."""
    shuffled: list[Value] = [*values]
    order.shuffle(shuffled)
    middle = statistics.median(GRADES.index(one) for one in values)

    assert median_of(GRADED, shuffled) == (GRADES[math.ceil(middle)], len(values))
