"""`pps-advisor new`: a case file with every question, ready to be filled in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Run
from jsonschema import Draft202012Validator

from pps_advisor.api import load_case
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.question_words import possible
from pps_advisor.reasoning.influence.short_list import SHORT

ASKED = ["--title", "Samen wonen", "--municipality", "Almere"]
PARTIES = ["--party", "gemeente=Gemeente Almere", "--party", "woningcorporatie=Wonen Zuid"]


def waiting(text: str) -> list[str]:
    """The ids of the questions that wait for an answer in a new file."""
    found, theme = [], ""
    for line in text.partition("antwoorden:")[2].splitlines():
        if match := re.fullmatch(r"  (\w+):", line):
            theme = match[1]
        elif match := re.fullmatch(r"    # (\w+):", line):
            found.append(f"{theme}.{match[1]}")
    return found


def test_a_new_case_holds_every_question_and_reads_as_a_case(
    run: Run, tmp_path: Path, core: Catalogue
) -> None:
    """Every asked question waits in it once, and nothing has been answered."""
    result = run("new", "casus.yaml", *ASKED, *PARTIES)

    assert result.returncode == 0, result.stderr
    text = (tmp_path / "casus.yaml").read_text(encoding="utf-8")
    case = load_case(tmp_path / "casus.yaml", core)
    assert {one.id for one in core.questions if not one.derived} == set(waiting(text))
    assert len(waiting(text)) == len(set(waiting(text)))
    assert (case.title, case.municipality, case.answers) == ("Samen wonen", "Almere", ())
    assert [party.id for party in case.parties or ()] == ["gemeente", "wonen_zuid"]


def test_its_first_line_names_the_schema_that_lies_beside_it(run: Run, tmp_path: Path) -> None:
    """An editor finds the schema without anything set, and the file has no mistakes in it."""
    run("new", "casus.yaml", *ASKED)

    first = (tmp_path / "casus.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=casus.schema.json"
    schema = json.loads((tmp_path / "casus.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    empty = dict.fromkeys(schema["properties"]["antwoorden"]["properties"])
    Draft202012Validator(schema["properties"]["antwoorden"]).validate(empty)


def test_every_question_can_be_answered_by_taking_the_hash_away(
    run: Run, tmp_path: Path, core: Catalogue
) -> None:
    """With the # of each question taken away and an answer behind it, the file is a case."""
    run("new", "casus.yaml", *ASKED, *PARTIES)
    file = tmp_path / "casus.yaml"
    text = file.read_text(encoding="utf-8")
    names = iter(waiting(text))

    def answered(match: re.Match[str]) -> str:
        return f"    {match[1]}: {possible(core.question[next(names)])[0][0]}"

    file.write_text(re.sub(r"(?m)^    # (\w+):$", answered, text), encoding="utf-8")

    answers = load_case(file, core).answers
    assert len(answers) == len([one for one in core.questions if not one.derived])


def test_a_question_stands_there_with_its_answers_and_why_it_is_asked(
    run: Run, tmp_path: Path
) -> None:
    """Text, meaning of each answer, reason and who can answer come before the line to fill in."""
    run("new", "casus.yaml", *ASKED)

    text = (tmp_path / "casus.yaml").read_text(encoding="utf-8")
    block = next(part for part in text.split("\n\n") if part.endswith("# stuurgroep:"))
    words = " ".join(block.replace("#", "").split())
    assert words.startswith("Is er een gezamenlijke stuurgroep")
    assert "nee Er is geen stuurgroep" in words
    assert "Waarom: Wie samen uitvoert" in words
    assert "Wie weet dit: de adviseur." in words
    assert max(map(len, text.splitlines())) <= 100


def test_the_short_one_asks_the_fifteen_that_matter_most(run: Run, tmp_path: Path) -> None:
    """--short gives the measured fifteen, and no themes without questions."""
    run("new", "kort.yaml", "--short", *ASKED)

    text = (tmp_path / "kort.yaml").read_text(encoding="utf-8")
    assert set(SHORT) == set(waiting(text))
    assert len(SHORT) == 15
    assert "  dubbelrol:" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["--title", "zonder terminal"]),
        (["--title", "T"], ["--municipality"]),
        ([*ASKED, "--party", "Wonen Zuid"], ["'Wonen Zuid' is geen soort met een naam"]),
        ([*ASKED, "--party", "corporatie=W"], ["Bedoelt u 'woningcorporatie'?"]),
        ([*ASKED, "--date", "31-02-2026"], ["--date", "bestaat niet"]),
        (["--title", "a\x1b[2J", "--municipality", "B"], ["stuurteken"]),
        (["--title", " ", "--municipality", "B"], ["'titel' is leeg"]),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_written(
    arguments: list[str], words: list[str], run: Run, tmp_path: Path
) -> None:
    """Where it cannot ask, it says what to give; exit code 2 and no file."""
    result = run("new", "casus.yaml", *arguments, input="")

    assert result.returncode == 2
    for word in words:
        assert word in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "title", ["Wonen: samen", "#samen", '"Wij"', "- Wij", "nee", "1.10", "é{}"]
)
def test_any_title_comes_through(title: str, run: Run, tmp_path: Path, core: Catalogue) -> None:
    """A title that means something in YAML is still only a title."""
    result = run("new", "casus.yaml", "--title", title, "--municipality", "'s-Hertogenbosch")

    assert result.returncode == 0, result.stderr
    case = load_case(tmp_path / "casus.yaml", core)
    assert (case.title, case.municipality) == (title, "'s-Hertogenbosch")


def test_dates_and_names_are_taken_as_people_write_them(
    run: Run, tmp_path: Path, core: Catalogue
) -> None:
    """A Dutch date is understood; parties with one name get ids of their own."""
    same = ["--party", "bedrijf=De Bakker", "--party", "bedrijf=De bakker"]
    run("new", "Onze Buurt (2).yaml", *ASKED, "--date", "1 maart 2026", *same)

    case = load_case(tmp_path / "Onze Buurt (2).yaml", core)
    assert str(case.reference_date) == "2026-03-01"
    assert case.id == "onze-buurt-2"
    assert [party.id for party in case.parties or ()] == ["de_bakker", "de_bakker_2"]


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(run: Run) -> None:
    """Nobody answers questions for a file that cannot be made."""
    for command in ("new", "interview"):
        result = run(command, "weg/casus.yaml", input="Titel\nGemeente\n")

        assert result.returncode == 2
        assert "weg: map-ontbreekt: Deze map bestaat niet." in result.stderr
        assert not result.stdout


def test_a_file_that_is_there_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    """Not even an earlier new case: there may be answers in it. A foreign schema stays too."""
    (tmp_path / "casus.schema.json").write_text("{}", encoding="utf-8")
    first = run("new", "casus.yaml", *ASKED)
    before = (tmp_path / "casus.yaml").read_bytes()

    second = run("new", "casus.yaml", *ASKED)

    assert "casus.schema.json is niet geschreven" in first.stderr
    assert (tmp_path / "casus.schema.json").read_text(encoding="utf-8") == "{}"
    assert second.returncode == 2
    assert "pps-advisor interview casus.yaml" in second.stderr
    assert before == (tmp_path / "casus.yaml").read_bytes()
