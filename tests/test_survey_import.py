"""Questionnaires that come back: medians into the case, and nothing else changed."""

from __future__ import annotations

import io
import os
import random
import shutil
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT
from survey_factory import CASE, SHEETS, fill, make_survey, problems, same_for, survey

from pps_advisor.api import load_case
from pps_advisor.errors import SourceLocation
from pps_advisor.model.case.survey import choices
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reading.survey.answers import answer_of
from pps_advisor.reading.yaml.problems import Problems
from pps_advisor.reasoning.facts.perspectives import place_on_scale
from pps_advisor.writing.exchange.survey_workbook import write_workbook

TRUST, RESPECT, GOAL = "relaties.vertrouwen", "relaties.respect", "relaties.commitment_doel"
FREE, HISTORY = "dubbelrol.vrijuit_spreken", "startcondities.voorgeschiedenis"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case file with comments and odd spacing."""
    path = tmp_path / "casus.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def workbook(core: Catalogue) -> bytes:
    """The questionnaire with a sheet for each party and five columns."""
    made = make_survey(core)
    return write_workbook(made, made.parties, 5)


@pytest.fixture(scope="module")
def shared(core: Catalogue) -> bytes:
    """The questionnaire with one sheet for all."""
    return write_workbook(make_survey(core), [None])


def saved(tmp_path: Path, data: bytes, name: str = "ingevuld.xlsx") -> Path:
    """A file as it came back."""
    path = tmp_path / name
    path.write_bytes(data)
    return path


def given(case: Path, catalogue: Catalogue, question: str) -> dict[str, tuple[Value, int | None]]:
    """What the case says per party, with the number of people."""
    answer = load_case(case, catalogue).answer(question)
    return (
        {party: (one.value, one.respondents) for party, one in answer.per_party} if answer else {}
    )


def random_answers(core: Catalogue, people: int) -> dict[str, list[dict[str, object]]]:
    """What so many people of each party choose, blanks and not knowing included."""
    rng = random.Random(7)
    made = make_survey(core)
    return {
        SHEETS[party.id]: [
            {one.id: rng.choice([*choices(one), None]) for one in made.asked(party)}
            for _ in range(people)
        ]
        for party in made.parties
    }


def expected_medians(
    core: Catalogue, answers: dict[str, list[dict[str, object]]]
) -> Iterator[tuple[str, str, list[Value]]]:
    """For each question and party the known answers, worked out apart from the product."""
    made = make_survey(core)
    for party in made.parties:
        for question in made.asked(party):
            texts = [str(one[question.id] or "") for one in answers[SHEETS[party.id]]]
            values = [answer_of(text, question, SourceLocation("x"), Problems()) for text in texts]
            yield question.id, party.id, [value for value in values if value is not UNKNOWN]


def check_medians(case: Path, core: Catalogue, answers: dict[str, list[dict[str, object]]]) -> None:
    """The case holds the medians of statements, and how many people these rest on."""
    checked = 0
    for question_id, party, values in expected_medians(core, answers):
        found = given(case, core, question_id).get(party)
        if len(values) >= 3 and all(isinstance(value, Decimal) for value in values):
            assert found == (statistics.median(values), len(values)), (question_id, party)  # type: ignore[type-var]
            checked += 1
        elif len(values) < 3:
            assert found is None or found[1] is None, (question_id, party)
        else:
            question = core.question[question_id]
            places = sorted(p for v in values if (p := place_on_scale(v, question)) is not None)
            if found is not None and len(places) % 2:
                middle = place_on_scale(found[0], question)
                assert middle in (places[len(places) // 2], None)
    assert checked > 50


def test_out_and_back(case: Path, core: Catalogue, workbook: bytes, tmp_path: Path) -> None:
    """Filled in by five people of each party, read back with the right medians and numbers."""
    answers = random_answers(core, 5)
    result = survey("import", case, saved(tmp_path, fill(workbook, answers)), "--yes")

    assert result.exit_code == 0, result.output
    check_medians(case, core, answers)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_out_and_back_through_libreoffice(
    case: Path, core: Catalogue, workbook: bytes, tmp_path: Path
) -> None:
    """What LibreOffice saves is read as what openpyxl saves."""
    answers = random_answers(core, 4)
    filled = saved(tmp_path, fill(workbook, answers))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to",
         "xlsx", "--outdir", tmp_path / "lo-uit", filled],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    result = survey("import", case, tmp_path / "lo-uit" / "ingevuld.xlsx", "--yes")

    assert result.exit_code == 0, result.output
    check_medians(case, core, answers)


def test_nothing_else_changes(case: Path, workbook: bytes, tmp_path: Path) -> None:
    """Comments, order and odd spacing stay byte for byte; only the answers given differ."""
    answers = {SHEETS["gemeente"]: same_for("4 eens", TRUST, GOAL)}
    survey("import", case, saved(tmp_path, fill(workbook, answers)), "--yes")

    assert case.read_text(encoding="utf-8") == CASE.replace(
        "per_partij: {gemeente: 5, bewoners: 1}",
        "per_partij: {gemeente: {antwoord: 4, respondenten: 3}, bewoners: 1}",
    ).replace(
        '      toelichting: "Zo zeiden zij het zelf."\n',
        '      toelichting: "Zo zeiden zij het zelf."\n'
        "    commitment_doel:\n"
        "      per_partij: {gemeente: {antwoord: 4, respondenten: 3}}\n",
    )


def test_what_it_will_write_is_shown_first(case: Path, workbook: bytes, tmp_path: Path) -> None:
    """New and replaced answers with their numbers, and what becomes of them together."""
    answers = {
        SHEETS["gemeente"]: same_for("4 eens", TRUST, RESPECT),
        SHEETS["corporatie"]: same_for("2 oneens", TRUST, people=4),
    }
    result = survey("import", case, saved(tmp_path, fill(workbook, answers)), "--dry-run")
    words = " ".join(result.stdout.split())

    assert result.exit_code == 0
    assert "Ingevuld door: Gemeente Proefstad (3), Wonen Proef (4)." in words
    assert "Gemeente Proefstad 4 3 mensen was 5" in words
    assert "Wonen Proef 2 4 mensen nieuw" in words
    assert "Samen: 2" in words
    assert "Samen: onbekend (was 4), want nog niet elke partij is gehoord" in words
    assert case.read_text(encoding="utf-8") == CASE


def test_an_answer_for_all_makes_room(
    case: Path, core: Catalogue, workbook: bytes, tmp_path: Path
) -> None:
    """An answer for the collaboration as a whole becomes answers per party."""
    answers = {SHEETS["gemeente"]: same_for("4 eens", RESPECT)}
    survey("import", case, saved(tmp_path, fill(workbook, answers)), "--yes")

    assert given(case, core, RESPECT) == {"gemeente": (Decimal(4), 3)}
    assert "# hier praten we nog over" in case.read_text(encoding="utf-8")


def test_fewer_than_three_stay_out(
    case: Path, core: Catalogue, workbook: bytes, tmp_path: Path
) -> None:
    """Two people of a party are left out and counted; with --small they come in."""
    answers = {
        SHEETS["gemeente"]: same_for("4 eens", GOAL),
        SHEETS["bewoners"]: same_for("1 helemaal oneens", GOAL, RESPECT, people=2),
    }
    filled = saved(tmp_path, fill(workbook, answers))
    result = survey("import", case, filled, "--yes")

    assert "Weggelaten, want minder dan 3 mensen" in result.stdout
    assert "bewoners: 2 vragen" in result.stdout
    assert given(case, core, GOAL) == {"gemeente": (Decimal(4), 3)}

    survey("import", case, filled, "--yes", "--small")
    assert given(case, core, GOAL)["bewoners"] == (Decimal(1), 2)


def test_the_floor_counts_who_answered_the_question(
    case: Path, core: Catalogue, workbook: bytes, tmp_path: Path
) -> None:
    """Of three people one does not know: two answers are too few."""
    people = [{TRUST: "4 eens", GOAL: "5 helemaal eens"} for _ in range(3)]
    people[0][GOAL] = "weet ik niet"
    survey("import", case, saved(tmp_path, fill(workbook, {SHEETS["gemeente"]: people})), "--yes")

    assert given(case, core, TRUST)["gemeente"] == (Decimal(4), 3)
    assert given(case, core, GOAL) == {}


def test_copies_of_a_shared_sheet(
    case: Path, core: Catalogue, shared: bytes, tmp_path: Path
) -> None:
    """Everyone fills in a copy and chooses a party; what is for partners only counts for them."""
    paths = []
    for number in range(6):
        party = "Wonen Proef" if number % 2 else "gemeente proefstad"
        people = [{GOAL: f"{number // 2 + 1}", FREE: "2"}]
        paths.append(saved(tmp_path, fill(shared, {"Vragen": people}, party), f"{number}.xlsx"))
    result = survey("import", case, *paths, "--yes")

    assert result.exit_code == 0, result.output
    assert given(case, core, GOAL) == {
        "gemeente": (Decimal(2), 3),
        "corporatie": (Decimal(2), 3),
    }
    assert given(case, core, FREE) == {"corporatie": (Decimal(2), 3)}
    assert "Niet meegeteld van 'gemeente': 3 antwoorden" in result.stderr


def test_two_parties_of_one_name(tmp_path: Path, core: Catalogue) -> None:
    """They are told apart by their id, on the sheet and on the way back."""
    case = tmp_path / "casus.yaml"
    case.write_text(
        CASE.replace("naam: Gemeente Proefstad", "naam: wonen  proef"), encoding="utf-8"
    )
    survey("make", case, "-o", tmp_path, "--shared")
    sheet = (tmp_path / "enquete-proef.xlsx").read_bytes()
    paths = [
        saved(tmp_path, fill(sheet, {"Vragen": [{GOAL: str(n + 1)}]}, "wonen proef (gemeente)"),
              f"{n}.xlsx")
        for n in range(3)
    ]  # fmt: skip
    result = survey("import", case, *paths, "--yes")

    assert result.exit_code == 0, result.output
    assert given(case, core, GOAL) == {"gemeente": (Decimal(2), 3)}


def test_off_the_scale(case: Path, core: Catalogue, workbook: bytes, tmp_path: Path) -> None:
    """Never having worked together is off the scale, unless more than half of the people say so."""
    answers = {
        SHEETS["corporatie"]: [{HISTORY: answer} for answer in
                               (*["negatief"] * 2, "wisselend", *["niet eerder samengewerkt"] * 3)],
        SHEETS["bewoners"]: [{HISTORY: answer} for answer in
                             ("positief", "niet eerder samengewerkt", "geen", "geen")],
    }  # fmt: skip
    survey("import", case, saved(tmp_path, fill(workbook, answers)), "--yes")

    assert given(case, core, HISTORY) == {
        "corporatie": ("negatief", 3),
        "bewoners": ("geen", 3),
    }


def test_the_same_again_changes_nothing(case: Path, workbook: bytes, tmp_path: Path) -> None:
    """Importing twice is importing once."""
    filled = saved(tmp_path, fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST)}))
    survey("import", case, filled, "--yes")
    once = case.read_bytes()
    result = survey("import", case, filled, "--yes")

    assert "Er verandert niets in de casus." in result.stdout
    assert case.read_bytes() == once


def test_without_a_terminal_consent_must_be_given(
    case: Path, workbook: bytes, tmp_path: Path
) -> None:
    """A script must say --yes or --dry-run; otherwise nothing is written and the code is 2."""
    filled = saved(tmp_path, fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST)}))
    result = survey("import", case, filled)

    assert result.exit_code == 2
    assert "Voeg --yes toe" in result.output
    assert case.read_text(encoding="utf-8") == CASE


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (b"ja\n", True),
        (b"j\n", True),
        (b"\n", False),
        (b"nee\n", False),
        (b"q\n", False),
        (b"jaa\nj\n", True),
        (b"\x04", False),
    ],
)
def test_a_terminal_is_asked(
    case: Path, workbook: bytes, tmp_path: Path, typed: bytes, written: bool
) -> None:
    """Only ja writes; a slip is asked again, and who stops says no."""
    import pty

    filled = saved(tmp_path, fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST)}))
    ours, theirs = pty.openpty()
    os.write(ours, typed)
    command = [sys.executable, "-m", "pps_advisor", "survey", "import", str(case), str(filled)]
    done = subprocess.run(
        command, stdin=theirs, capture_output=True, timeout=60, cwd=ROOT, encoding="utf-8"
    )
    os.close(ours), os.close(theirs)

    assert done.returncode == 0, done.stderr
    assert "(j of n)" in done.stderr
    assert "(j of n)" not in done.stdout
    assert ("Typ j voor ja of n voor nee." in done.stderr) is (b"jaa" in typed)
    assert (case.read_text(encoding="utf-8") != CASE) is written
    assert ("Er is niets geschreven." in done.stderr) is not written


def test_a_difference_becomes_a_finding(
    case: Path, core: Catalogue, workbook: bytes, tmp_path: Path
) -> None:
    """Two points between the municipality and the others: a finding with its own advice."""
    from pps_advisor.reasoning.assessment.assess import assess

    answers = {
        SHEETS["gemeente"]: same_for("5 helemaal eens", GOAL),
        SHEETS["corporatie"]: same_for("2 oneens", GOAL),
        SHEETS["bewoners"]: same_for("3 neutraal", GOAL),
    }
    survey("import", case, saved(tmp_path, fill(workbook, answers)), "--yes")
    assessment = assess(load_case(case, core), core, "plain")
    found = {one.rule.id: one.status.value for one in assessment.findings}

    assert found["relaties.inzet-voor-doel-anders-beleefd"] == "vast"


# --- What must not come in ---------------------------------------------------------------


def with_cell(question: str, value: object) -> Callable[[bytes], bytes]:
    """A workbook with one odd answer among good ones."""

    def make(data: bytes) -> bytes:
        people = same_for("4 eens", TRUST)
        people[1][question] = value
        return fill(data, {SHEETS["gemeente"]: people})

    return make


def with_change(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """A filled workbook in which something else was changed."""
    return lambda data: fill(data, {SHEETS["gemeente"]: same_for("4 eens", TRUST)}, None, change)


def with_part(
    name: str, content: bytes, replace: bool = False, without: str = ""
) -> Callable[[bytes], bytes]:
    """A workbook with another part in the archive."""

    def make(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
            for entry in old.namelist():
                if entry != without and (entry != name or not replace):
                    new.writestr(entry, old.read(entry))
            new.writestr(name, content)
        return buffer.getvalue()

    return make


def cell(
    row: int, column: int, value: object, sheet: str = "Gemeente Proefstad"
) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        book[sheet].cell(row, column).value = value

    return change


def as_word(_: bytes) -> bytes:
    """A text document that was given another name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'
FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
SHEET = "xl/worksheets/sheet2.xml"
HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "buiten de schaal": (with_cell(TRUST, "6"), "verkeerde-waarde", "cel G14"),
    "min": (with_cell(TRUST, "-1"), "verkeerde-waarde", "'-1' is geen antwoord"),
    "nul": (with_cell(TRUST, 0), "verkeerde-waarde", "1 (helemaal oneens) tot en met 5"),
    "te precies": (with_cell(TRUST, 5.01), "verkeerde-waarde", "'5.01'"),
    "woord": (with_cell(TRUST, "prima"), "verkeerde-waarde", "'prima' is geen antwoord"),
    "datum": (with_cell(TRUST, "3-mei"), "verkeerde-waarde", "'3-mei'"),
    "stuurteken": (with_cell(TRUST, "4\u202eab"), "verkeerde-waarde", "is geen antwoord"),
    "formule": (with_cell(TRUST, "=1+3"), "formule", "cel G14"),
    "opdracht": (with_cell(TRUST, "=cmd|'/C calc'!A0"), "formule", "niet uitgevoerd"),
    "plus": (with_cell(TRUST, "+cmd|'/C calc'!A0"), "formule", "niet uitgevoerd"),
    "apenstaart": (with_cell(TRUST, "@SUM(1+1)"), "formule", "niet uitgevoerd"),
    "min-formule": (with_cell(TRUST, "-2+3+cmd"), "formule", "niet uitgevoerd"),
    "andere casus": (
        with_change(cell(1, 2, "ander")),
        "andere-casus",
        "hoort bij de casus 'ander'",
    ),
    "andere versie": (with_change(cell(1, 1, "pps-advisor/enquete@9")), "formaat", "enquete@9"),
    "andere partij": (with_change(cell(1, 3, "corporatiee")), "onbekende-partij", "'corporatie'?"),
    "vraag weg": (
        with_change(lambda book: book["Gemeente Proefstad"].delete_rows(14)),
        "rijen",
        "het zijn er",
    ),
    "vraag dubbel": (with_change(cell(15, 1, TRUST)), "rijen", "verwijderd of dubbel"),
    "vraag onbekend": (with_change(cell(15, 1, "relaties.weg")), "onbekende-vraag", "cel A15"),
    "vraag veranderd": (with_change(cell(14, 2, "00000000")), "vraag-veranderd", TRUST),
    "blad gewist": (
        with_change(lambda book: [book.remove(book[n]) for n in SHEETS.values()]),
        "geen-vragenlijst",
        "'Lees dit eerst', 'Keuzes'",
    ),
    "niets ingevuld": (lambda data: data, "geen-antwoorden", "geen enkele vraag"),
    "macro's": (with_part("xl/vbaProject.bin", b"x"), "macro", "zonder macro's"),
    "koppeling": (
        with_part("xl/externalLinks/externalLink1.xml", b"<ddeLink/>"),
        "koppeling",
        "andere bestanden",
    ),
    "ingesloten": (with_part("xl/embeddings/oleObject1.bin", b"x"), "ingesloten", "programma's"),
    "bom van nullen": (with_part("xl/media/x.xml", b"0" * 50_000_000), "te-groot", "uitgepakt"),
    "bom van namen": (with_part(SHEET, BOMB, True), "gevaarlijk", "aanval"),
    "andere codering": (
        with_part(SHEET, b'<?xml version="1.0" encoding="utf-7"?><a/>', True),
        "gevaarlijk",
        "aanval",
    ),
    "breed": (with_part(SHEET, BOMB.decode().encode("utf-16"), True), "gevaarlijk", "aanval"),
    "verre cel": (with_part(SHEET, FAR, True), "te-groot", "20000 rijen"),
    "kapotte xml": (with_part(SHEET, b"<worksheet>", True), "beschadigd", "opnieuw op"),
    "afgekapt": (lambda data: data[:-4000], "beschadigd", "wachtwoord"),
    "alleen PK": (lambda _: b"PK\x03\x04", "beschadigd", "wachtwoord"),
    "Word": (as_word, "geen-werkmap", "geen Excel-werkmap"),
    "LibreOffice": (
        with_part("META-INF/manifest.xml", b"<x/>", True, "xl/workbook.xml"),
        "ander-bestand",
        "sla het op",
    ),
    "pdf": (lambda _: b"%PDF-1.7 ...", "ander-bestand", "een pdf"),
    "oud Excel": (
        lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "ander-bestand",
        "oude of beveiligde",
    ),
    "nullen": (lambda _: b"\0" * 5000, "geen-tekst", "geen CSV"),
    "leeg": (lambda _: b"", "leeg-bestand", "leeg"),
    "tekst": (
        lambda _: b"Beste mensen,\n\nhierbij de lijst.\n",
        "geen-vragenlijst",
        "geen enkele vraag",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_must_not_come_in(case: Path, workbook: bytes, tmp_path: Path, name: str) -> None:
    """A clear sentence with file, sheet and cell; nothing is written."""
    make, code, words = HOSTILE[name]
    result = survey("import", case, saved(tmp_path, make(workbook)), "--yes")
    found = problems(result)

    assert any(f": {code}" in line and words in line for line in found), found
    assert all("ingevuld.xlsx" in line for line in found)
    assert case.read_text(encoding="utf-8") == CASE


def test_a_shared_sheet_without_a_party(case: Path, shared: bytes, tmp_path: Path) -> None:
    """Nobody knows on whose behalf this was answered, or for a party that is not there."""
    none = saved(tmp_path, fill(shared, {"Vragen": [{GOAL: "4"}]}, ""), "geen.xlsx")
    other = saved(tmp_path, fill(shared, {"Vragen": [{GOAL: "4"}]}, "Wonen Proeff"), "fout.xlsx")
    formula = saved(tmp_path, fill(shared, {"Vragen": [{GOAL: "4"}]}, "=A1"), "zformule.xlsx")
    found = problems(survey("import", case, none, other, formula, "--yes"))

    assert len(found) == 3
    assert "fout.xlsx, blad 'Vragen', cel F3: onbekende-partij" in found[0]
    assert "Bedoelt u 'wonen proef'?" in found[0]
    assert "geen.xlsx, blad 'Vragen', cel F3: ontbreekt" in found[1]
    assert "zformule.xlsx, blad 'Vragen', cel F3: formule" in found[2]


def test_all_problems_of_all_files_at_once(case: Path, workbook: bytes, tmp_path: Path) -> None:
    """Two cells of one file, another that is damaged and one that is absent: one message."""
    people = same_for("4 eens", TRUST)
    people[0][TRUST], people[2][GOAL] = "9", "=1"
    bad = saved(tmp_path, fill(workbook, {SHEETS["gemeente"]: people}), "a.xlsx")
    broken = saved(tmp_path, b"PK\x03\x04", "b.xlsx")
    found = problems(survey("import", case, bad, broken, tmp_path / "weg.xlsx", "--yes"))

    assert [line.split(": ")[1] for line in found] == [
        "verkeerde-waarde", "formule", "beschadigd", "bestand-ontbreekt",
    ]  # fmt: skip


def test_the_same_file_twice(case: Path, workbook: bytes, tmp_path: Path) -> None:
    """Nobody counts twice: a second copy is refused, the same answers again remarked on."""
    data = fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST, RESPECT, GOAL, people=4)})
    one, two = saved(tmp_path, data, "een.xlsx"), saved(tmp_path, data, "twee.xlsx")
    assert "dubbel-bestand" in problems(survey("import", case, one, two, "--yes"))[0]

    book = openpyxl.load_workbook(io.BytesIO(data))
    book.properties.title = "opnieuw opgeslagen"
    book.save(two)
    assert "Is dit hetzelfde exemplaar?" in survey("import", case, one, two, "--dry-run").stderr


def test_the_same_few_answers_in_many_files(case: Path, workbook: bytes, tmp_path: Path) -> None:
    """One remark names some of the files: it may be chance, and it may be somebody twice."""
    data = fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST, people=1)})
    files = []
    for number in range(6):
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.properties.title = f"exemplaar {number}"
        files.append(tmp_path / f"{number}.xlsx")
        book.save(files[-1])

    said = survey("import", case, *files, "--dry-run").stderr

    assert said.count("Met precies dezelfde antwoorden als een ander bestand") == 1
    assert "3.xlsx en nog 2. Bij zo weinig antwoorden kan dat toeval zijn." in " ".join(
        said.split()
    )


@pytest.mark.parametrize("many", [True, False])
def test_a_sheet_copied_in_the_file(
    case: Path, workbook: bytes, tmp_path: Path, many: bool
) -> None:
    """A copy would count people twice: refused, or remarked on where it can be a coincidence."""
    people = [{TRUST: "4", GOAL: "2"}] * (5 if many else 3)
    copied = fill(
        workbook,
        {"Gemeente Proefstad": people},
        change=lambda book: book.copy_worksheet(book["Gemeente Proefstad"]),
    )
    result = survey("import", case, saved(tmp_path, copied), "--yes")

    found = problems(result) if many else [result.stderr]
    assert "precies dezelfde antwoorden als op blad 'Gemeente Proefstad'" in found[0]
    assert ("dubbel-blad" in found[0]) is many
    assert (case.read_text(encoding="utf-8") == CASE) is many


def test_other_sheets_are_left_alone(
    case: Path, core: Catalogue, workbook: bytes, tmp_path: Path
) -> None:
    """A sheet with notes and sums does not get in the way, and renamed sheets are known."""

    def change(book: Any) -> None:
        book.create_sheet("Notities")["A1"] = "=SUM(1,2)"
        book["Gemeente Proefstad"].title = "Anders"

    data = fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST)}, None, change)
    result = survey("import", case, saved(tmp_path, data), "--yes")

    assert result.exit_code == 0, result.output
    assert given(case, core, TRUST)["gemeente"] == (Decimal(4), 3)


def test_a_case_that_changed_meanwhile_is_left_alone(
    case: Path, workbook: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone saved the case between reading and writing: nothing of theirs is lost."""
    from pps_advisor.cli.commands import survey as command

    def agree(yes: bool, path: Path) -> bool:
        path.write_text(CASE + "# erbij\n", encoding="utf-8")
        return True

    monkeypatch.setattr(command, "_agreed", agree)
    filled = saved(tmp_path, fill(workbook, {SHEETS["gemeente"]: same_for("4 eens", TRUST)}))

    assert "intussen-veranderd" in problems(survey("import", case, filled))[0]
    assert case.read_text(encoding="utf-8") == CASE + "# erbij\n"
