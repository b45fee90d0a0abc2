"""How texts become values, and how mistakes become sentences."""

from __future__ import annotations

import datetime as dt
import errno
import random
import re
from decimal import Decimal

import pytest
from conftest import GOOD_CASE, GOOD_RULES

from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of, visible
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reading.case.reader import case_from_tree, load_case
from pps_advisor.reading.catalogue import reader as catalogue_reader
from pps_advisor.reading.forms.fields import Fields
from pps_advisor.reading.rules.files import find_files
from pps_advisor.reading.yaml.door import parse_yaml
from pps_advisor.reading.yaml.node import MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import MAX_PROBLEMS, Problems, nearest, odd_characters, shown
from pps_advisor.reasoning.facts.derive import DERIVATIONS

HERE = SourceLocation("casus.yaml", 3, 4)


def fields() -> Fields:
    return Fields(MapNode("casus.yaml"), Problems(), "De proef")


def test_a_problem_is_one_line() -> None:
    """Place, code, sentence and hint stand in one fixed order."""
    problem = Problem(HERE, "code", "Dit is fout.", "Doe dat.")

    assert str(problem) == "casus.yaml:3:4: code: Dit is fout. Doe dat."
    assert (
        str(Problem(SourceLocation("casus.yaml"), "code", "Dit is fout."))
        == "casus.yaml: code: Dit is fout."
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("gewoon, één tekst …", "gewoon, één tekst …"),
        ("\x1b[31mrood", "\\x1b[31mrood"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u202eomgekeerd\u2066", "\\u202eomgekeerd\\u2066"),
        ("\x9b31m", "\\x9b31m"),
        ("naam\udcff", "naam\\udcff"),
        ("spatie\u00a0hier", "spatie\\xa0hier"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    """No code that stands in a file, or in its name, reaches a terminal through a message."""
    assert seen == visible(text)
    for problem in (
        Problem(HERE, "code", text),
        Problem(HERE, "code", "zin", text),
        Problem(SourceLocation(text), "code", "zin"),
    ):
        assert seen in str(problem)
        assert str(problem).isprintable()


def test_problems_come_in_the_order_of_the_file() -> None:
    """Problems are sorted by place, and the same one is told once."""
    late, early = Problem(HERE, "a", "a."), Problem(SourceLocation("casus.yaml", 1, 9), "b", "b.")

    assert (early, late) == InvalidInput([late, early, late]).problems


def test_problems_stop_at_a_number_that_can_be_read() -> None:
    """After a hundred problems the reading stops, and says so at the top."""
    problems = Problems()
    for line in range(1, MAX_PROBLEMS + 1):
        problems.add(SourceLocation("casus.yaml", line, 1), "code", "Fout.")
    with pytest.raises(InvalidInput) as caught:
        problems.add(SourceLocation("casus.yaml", MAX_PROBLEMS + 1, 1), "code", "Fout.")

    assert len(caught.value.problems) == MAX_PROBLEMS + 1
    assert caught.value.problems[0].code == "te-veel-problemen"


def test_every_reason_of_the_system_is_dutch() -> None:
    """A known error of the system gets a Dutch reason, any other its number."""
    assert reason_of(OSError(errno.ENOSPC, "No space left on device")) == "de schijf is vol"
    assert reason_of(OSError(9999, "Something else")) == "het systeem meldt foutcode 9999"
    assert reason_of(OSError("no number")) == "het systeem meldt foutcode 0"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("stuurgrop", "Bedoelt u 'stuurgroep'?"),
        ("STUURGROEP", "Bedoelt u 'stuurgroep'?"),
        ("\uff53tuurgroep", "Bedoelt u 'stuurgroep'? Letter 1"),
        ("xyzzy", "Kies uit: loketten, stuurgroep."),
        ("", "Kies uit: loketten, stuurgroep."),
        ("x" * 100_000, "Kies uit: loketten, stuurgroep."),
    ],
)
def test_the_nearest_word_is_suggested(word: str, hint: str) -> None:
    """A slip is answered with the word that was meant, anything else with the words there are."""
    assert nearest(word, ["stuurgroep", "loketten", ""]).startswith(hint)


def test_a_long_list_of_words_is_no_hint() -> None:
    """Nobody is helped by two hundred words to choose from."""
    assert nearest("xyzzy", [f"vraag_{number}" for number in range(200)]) == ""


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("gewoon-woord_1 é", ""),
        ("n\u0435e", "Letter 2 (\u0435) komt uit een ander alfabet"),
        ("nee\u200b", "onzichtbaar teken in (U+200B)"),
        ("nee\u00a0", "onzichtbaar teken in (U+00A0)"),
        ("“nee”", "rechte aanhalingstekens"),
        ("2025–01", "een ander streepje dan '-'"),
    ],
)
def test_a_character_that_is_not_what_it_seems_is_pointed_out(word: str, words: str) -> None:
    """A look-alike cannot be found by looking, so the message says which character it is."""
    assert words in odd_characters(word)
    assert bool(words) == bool(odd_characters(word))


def test_a_long_text_is_cut_off_in_a_message() -> None:
    """A message repeats enough of a text to find it, and no more."""
    assert shown("  kort\n") == "'kort'"
    assert len(shown("n" * 1_000_000)) < 70


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", "4"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        (" 1234567 ", "1234567"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
    ],
)
def test_numbers_are_taken_the_dutch_and_the_english_way(text: str, number: str) -> None:
    """A decimal comma and a decimal point are both taken; nothing becomes a float."""
    assert Decimal(number) == fields().number_of(ScalarNode(text, "casus.yaml"), "x")


@pytest.mark.parametrize(
    "text", ["1.000", "1.000.000", "12.500,50", "-1.000", "1e5", "٣", "1_000", "vijf", "1 000", ""]
)
def test_a_number_that_may_be_misread_is_refused(text: str) -> None:
    """What a Dutch reader and a computer read differently is never guessed."""
    reader = fields()

    assert UNKNOWN is reader.number_of(ScalarNode(text, "casus.yaml"), "x")
    assert len(reader.problems.found) == 1


def test_a_scale_takes_three_decimals() -> None:
    """An average of a survey such as 3.125 is no thousands point."""
    node = ScalarNode("3.125", "casus.yaml")

    assert Decimal("3.125") == fields().number_of(node, "x", fraction=True)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("11-07-2025", "Schrijf 2025-07-11."),
        ("11/7/2025", "Schrijf 2025-07-11."),
        ("11.7.2025", "Schrijf 2025-07-11."),
        ("11 juli 2025", "Schrijf 2025-07-11."),
        ("1 Mrt 2025", "Schrijf een datum als"),
        ("1 maart 2025", "Schrijf 2025-03-01."),
        ("2025/7/11", "Schrijf 2025-07-11."),
        ("11 foo 2025", "Schrijf een datum als jjjj-mm-dd"),
        ("vandaag", "Schrijf een datum als jjjj-mm-dd"),
        ("2025-07-11T10:00", "Schrijf een datum als jjjj-mm-dd"),
        ("31-02-2025", "Controleer de dag en de maand"),
        ("2025-13-01", "Controleer de dag en de maand"),
        ("0000-01-01", "Controleer de dag en de maand"),
        ("9999-12-31", "Kies een jaar van 1900"),
    ],
)
def test_a_date_in_another_form_is_told_how_to_write_it(text: str, hint: str) -> None:
    """A date that can be understood is written out as it should be, never a date that is none."""
    reader = fields()

    assert UNKNOWN is reader.date_of(ScalarNode(text, "casus.yaml"), "peildatum")
    (problem,) = reader.problems.found
    assert problem.hint.startswith(hint)


def test_a_date_is_read() -> None:
    """jjjj-mm-dd is a date."""
    node = ScalarNode("2024-02-29", "casus.yaml")

    assert dt.date(2024, 2, 29) == fields().date_of(node, "peildatum")


@pytest.mark.parametrize("word", ["nee", "Nee", " NEE "])
def test_capitals_in_an_answer_do_not_matter(word: str, small: Catalogue) -> None:
    """What any reader would understand is taken."""
    text = GOOD_CASE.read_text(encoding="utf-8").replace("groep: nee", f'groep: "{word}"')
    answers = {one.question: one.value for one in case_of(text, small).answers}

    assert answers["goed.stuurgroep"] == "nee"


def case_of(text: str, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    return case_from_tree(plain(parse_yaml(text, "casus.yaml")), catalogue)


def plain(node: Node):  # type: ignore[no-untyped-def]
    """A tree as plain values, as a form would hand them over."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.items.items()}
    return [plain(item) for item in node.items]  # type: ignore[attr-defined]


def test_a_form_and_a_file_give_the_same_case(small: Catalogue) -> None:
    """Plain mappings are read as a file is, but for the places."""
    from_file = load_case(GOOD_CASE, small)
    from_form = case_of(GOOD_CASE.read_text(encoding="utf-8"), small)

    assert [one.value for one in from_file.answers] == [one.value for one in from_form.answers]
    assert from_file.reference_date == from_form.reference_date
    assert [one.id for one in from_file.parties or ()] == [
        one.id for one in from_form.parties or ()
    ]


JUNK = [
    *"{}[]:,-#&*!|>'\"%@`?~\\ \n\t$",
    "\u00a0",
    "ja",
    "onbekend",
    "- ",
    "x: y",
    "[a]",
    "{}",
    "null",
    "1.5",
    "2025-01-01",
    "{minstens: 3}",
    "$kortste_looptijd",
]


def spoiled(text: str, chance: random.Random) -> str:
    """A text with one or two random changes, mostly of values."""
    for _ in range(chance.randint(1, 2)):
        kind = chance.choice(["value", "value", "insert", "line"])
        if kind == "line":
            lines = text.split("\n")
            del lines[chance.randrange(len(lines))]
            text = "\n".join(lines)
            continue
        at = chance.randrange(len(text))
        until = at
        values = list(re.finditer(r"(?<=: )[^,}\n\]]+", text))
        if kind == "value" and values:
            at, until = chance.choice(values).span()
        text = text[:at] + chance.choice(JUNK) + text[until:]
    return text


@pytest.mark.parametrize("seed", range(10))
def test_a_spoiled_case_is_read_or_refused(seed: int, small: Catalogue) -> None:
    """Random changes to a good case end in a case or in problems with hints, in nothing else."""
    chance = random.Random(seed)
    good = GOOD_CASE.read_text(encoding="utf-8")
    for _ in range(50):
        text = spoiled(good, chance)
        try:
            case_of(text, small)
        except InvalidInput as error:
            check_readable(error)


@pytest.mark.parametrize("seed", range(10))
def test_a_spoiled_ruleset_is_read_or_refused(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random changes to good rules end in a catalogue or in problems with hints."""
    chance = random.Random(seed)
    files = find_files(GOOD_RULES, "regels", False)
    good = {file.name: file.path.read_text(encoding="utf-8") for file in files}
    for _ in range(30):
        name = chance.choice(list(good))
        texts = {**good, name: spoiled(good[name], chance)}
        monkeypatch.setattr(catalogue_reader, "read_text", lambda _, name, __, t=texts: t[name])
        try:
            catalogue_reader.read_catalogue(files, DERIVATIONS.keys())
        except InvalidInput as error:
            check_readable(error)


def check_readable(error: InvalidInput) -> None:
    for problem in error.problems:
        assert problem.sentence
        assert problem.hint
        assert str(problem).isprintable()
