"""The text for a terminal: the first screen, the width, and nothing eaten."""

from __future__ import annotations

import re
from itertools import pairwise

import attrs
import pytest
from assessment_factory import (
    ON_ONE_LINE,
    make_advice,
    make_assessment,
    make_case,
    make_full_catalogue,
    nasty,
)

from pps_advisor.formats.plain.layout import columns
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Assessment, Judgement, Remark, ThemeJudgement
from pps_advisor.writing.documents.assessment.text import Detail, write_text
from pps_advisor.writing.views.outline import Later


def _plain() -> Assessment:
    """An assessment whose texts of users are decent, to see what is ours."""
    return _decent(make_assessment())


def _decent(value: object) -> object:  # type: ignore[misc]
    """The same value with the nasty part of every text left out."""
    if isinstance(value, str):
        return value.replace(nasty(""), "").strip() if nasty("") in value else value
    if isinstance(value, tuple):
        return tuple(map(_decent, value))
    if attrs.has(type(value)):
        changes = {
            field.name: _decent(getattr(value, field.name))
            for field in attrs.fields(type(value))
            if field.init
        }
        return type(value)(**changes)
    return value


def _words(text: str) -> str:
    """Text without any white space: wrapping may break it anywhere between characters."""
    return "".join(text.split())


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """Every line fits, whatever the text of the user."""
    assert max(map(columns, write_text(make_assessment(), width).splitlines())) <= width


def test_nothing_is_eaten() -> None:
    """Each text of a user stands in the details, to the last character."""
    assessment = make_assessment()
    text = _words(write_text(assessment))
    given = [
        assessment.case.title,
        assessment.case.explanation,
        *(finding.text for finding in assessment.findings if finding.rule.id != "proef.misschien"),
        *(advice.recommendation.title for advice in (assessment.advice[0], assessment.advice[2])),
        assessment.advice[0].start_small,
        assessment.facts[0].explanation,
        assessment.remarks[0].sentence,
        assessment.open_questions[0].text,
    ]

    assert [one for one in given if _words(one) not in text] == []
    assert _words(ON_ONE_LINE) in text


def test_the_text_has_no_control_codes() -> None:
    """A code that a terminal would obey comes out visible."""
    remark = Remark("rood \x1b[31m\x07 einde")
    text = write_text(make_assessment(remarks=(remark,)))

    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) is None
    assert "rood \\x1b[31m\\x07 einde" in text


def test_our_own_words_fit_a_windows_console() -> None:
    """With `unicode` False all that is ours can be written in cp1252."""
    text = write_text(_plain(), unicode=False)

    assert text.encode("cp1252").decode("cp1252") == text
    assert "###......." in text


def test_bars_are_drawn_where_the_console_can() -> None:
    """A third known is three of ten blocks."""
    assert "███░░░░░░░" in write_text(_plain())


def _first_screen(assessment: Assessment) -> list[str]:
    lines = write_text(assessment, detail=Detail.NONE).splitlines()
    return lines[:-1]


def test_the_first_screen_says_what_to_do_and_why() -> None:
    """Title, place, themes and the first advice with its reason come before all else."""
    screen = _first_screen(_plain())

    assert screen == [
        "Samen in de wijk",
        "Gemeente Proefstad, peildatum 11 juli 2025, verzonnen casus",
        "",
        "Proef       ███░░░░░░░  1 van 3 bekend  knelpunt",
        "Leeg thema  ░░░░░░░░░░  0 van 4 bekend  onvoldoende bekend",
        "",
        "Begin hiermee (prioriteit van 0 tot 100; 'na' noemt wat eerst komt)",
        "1. Doe stuurgroep: 62,4 (kan 80 worden), begin klein",
        "   Waarom: Vast",
        "2. Verbeter het fonds: 35, na 1",
        "   Waarom: Titel van proef.keten",
    ]


@pytest.mark.parametrize("themes", [1, 5, 9, 10, 14])
def test_the_first_screen_fits_the_screen(themes: int) -> None:
    """However many themes and however long the titles, 24 lines with the prompt are enough."""
    catalogue = make_full_catalogue()
    first = make_advice(catalogue)[0]
    assessment = make_assessment(
        case=make_case(title="Een heel lange titel " * 20, municipality="Stad " * 40),
        themes=tuple(
            ThemeJudgement(
                f"t{n}", f"Thema {n} " * 6, Judgement.TOO_LITTLE_KNOWN, n + 5, 20, 0, 0, 0
            )
            for n in range(themes)
        ),
        advice=tuple(attrs.evolve(first, rank=n + 1) for n in range(8)),
        catalogue=catalogue,
    )
    screen = _first_screen(assessment)

    assert len(screen) < 24
    assert max(map(columns, screen)) <= 80
    assert sum("Waarom:" in line for line in screen) >= 3


def test_the_first_screen_says_to_begin_small() -> None:
    """Where a lighter form fits, the first screen says so: its title names the full form."""
    plain = _plain()
    small = attrs.evolve(plain.advice[0], start_small="Begin met een kerngroep.")
    theme = ThemeJudgement("t", "Thema", Judgement.TOO_LITTLE_KNOWN, 1, 20, 0, 0, 0)
    full = attrs.evolve(small, start_small="")

    known = _first_screen(attrs.evolve(plain, advice=(small, *plain.advice[1:])))
    bare = _first_screen(attrs.evolve(plain, advice=(small,), themes=(theme,)))
    without = _first_screen(attrs.evolve(plain, advice=(full, *plain.advice[1:])))

    assert sum("begin klein" in line for line in known) == 1
    assert bare[-1].endswith(", begin klein")
    assert not any("begin klein" in line for line in without)


def test_a_bare_case_asks_before_it_advises() -> None:
    """Where little is known of every theme, the questions stand first and advice in one line."""
    plain = _plain()
    theme = ThemeJudgement("t", "Thema", Judgement.TOO_LITTLE_KNOWN, 1, 20, 0, 0, 0)
    screen = _first_screen(attrs.evolve(plain, themes=(theme,)))

    ask = screen.index("Er is nog weinig bekend. Zoek eerst uit:")
    advise = screen.index("Dit staat nu al vast (prioriteit van 0 tot 100)")
    assert ask < advise
    assert not any("Waarom:" in line for line in screen)


def test_as_many_recommendations_as_fit() -> None:
    """With few themes and short titles the first screen names five and no more."""
    plain = _plain()
    advice = tuple(attrs.evolve(plain.advice[0], rank=n + 1) for n in range(8))
    screen = _first_screen(attrs.evolve(plain, advice=advice))

    assert sum("Waarom:" in line for line in screen) == 5


def test_what_follows_the_first_is_named() -> None:
    """Where five do not fit, the others stand by their short names on one line."""
    plain = _plain()
    advice = tuple(attrs.evolve(plain.advice[0], rank=n + 1) for n in range(5))
    themes = plain.themes * 5
    screen = _first_screen(attrs.evolve(plain, advice=advice, themes=themes))

    assert screen[-1].startswith("Daarna: 4. stuurgroep; 5. stuurgroep")


def test_without_definite_advice_the_first_screen_says_what_to_find_out() -> None:
    """When nothing is certain, the open questions come first."""
    plain = _plain()
    screen = _first_screen(attrs.evolve(plain, advice=plain.advice[2:]))

    assert "Er is nog te weinig bekend voor een vast advies. Zoek eerst uit:" in screen
    assert "1. Hoeveel maanden?" in screen


def test_with_nothing_at_all_the_text_still_says_so() -> None:
    """An empty assessment gives a document without empty headings."""
    plain = _plain()
    text = write_text(
        attrs.evolve(plain, themes=(), findings=(), advice=(), rejected=(), open_questions=())
    )

    assert "Uit de antwoorden volgt geen aanbeveling." in text
    assert "AANBEVELINGEN" not in text
    assert "KANSEN" not in text


@pytest.mark.parametrize(
    "expected",
    [
        "Prioriteit: 62,4 (kan 80 worden)",
        "Prioriteit: 35, gelijk met een andere aanbeveling",
        "Bij de eerste vijf in: 99% van de 1.000 trekkingen",
        "- Titel van proef.keten (steunt dit advies)",
        "Mogelijk ook: Titel van proef.misschien",
        "- Titel van proef.misschien (ernst midden, kan hoog worden)",
        "    proef.aantal: onbekend (telt bij: minder dan 5 maanden) [proef.aantal]",
        "- Ga door. (eigen aanvulling)",
        "Trekker: de wethouder",
        "Onder voorwaarde: Dit advies vervalt als blijkt dat er al een groep is.",
        "Doe eerst: Doe stuurgroep (nummer 1)",
        "Niet geadviseerd, omdat het hier niet past.",
        "  2. Verbeter het fonds (na nummer 1)",
        "Bij het antwoord '4 maanden': 'fonds' komt op plaats 1.",
        "Bron: De Zeeuw (2020), 5.2: aanbeveling van de bron",
        "Regels: 6 regels geladen, 6 beoordeeld",
        "Wisselende gewichten: 1.000 trekkingen, beginwaarde 7",
        "Vorm: pps-advisor/beoordeling@1",
    ],
)
def test_the_details_account_for_the_advice(expected: str) -> None:
    """Each thing that an adviser must be able to check stands there in so many words."""
    assert expected in write_text(_plain(), 100)


def _parts(text: str) -> list[str]:
    """The headings of the parts, in order."""
    return [a for a, b in pairwise(text.splitlines()) if b and set(b) == {"="}]


def test_the_short_text_names_everything_and_argues_for_the_first() -> None:
    """Each advice and each definite finding is there, and what is left out can be asked for."""
    assessment = _plain()
    short = write_text(assessment, detail=Detail.SHORT)
    full = write_text(assessment)

    for advice in assessment.advice:
        assert f"[{advice.recommendation.id}]" in short
    for finding in assessment.findings:
        if finding.status is Status.DEFINITE:
            assert f"[{finding.rule.id}]" in short
    assert set(_parts(full)) - set(_parts(short)) == {
        "FEITEN ONDER HET ADVIES",
        "ALTERNATIEVEN NAAST ELKAAR",
    }
    assert set(_parts(short)) - set(_parts(full)) == {"MEER LEZEN"}
    assert "--full" in short
    assert "Valkuilen" in full
    assert "Valkuilen" not in short


def test_the_short_text_counts_what_is_possible() -> None:
    """A finding that hangs on an open answer is counted, not written out."""
    short = write_text(_plain(), detail=Detail.SHORT)

    assert "Niet uitgesloten, zolang antwoorden ontbreken: 1 ander knelpunt." in short
    assert "proef.misschien" not in short


@pytest.mark.parametrize("width", [50, 100])
def test_what_can_stand_in_stands_beside_it(width: int) -> None:
    """An advice and its alternative are compared on the same points, and the reason is cited."""
    text = write_text(_plain(), width)
    part = text[text.index("ALTERNATIEVEN NAAST ELKAAR") : text.index("NIET GEADVISEERD")]

    assert "'Coach' kan de plaats innemen, omdat een coach ook helpt. (Common Eye, 3:" in " ".join(
        part.split()
    )
    for label in ("Advies", "Prioriteit", "Inspanning", "Merkbaar na", "Trekker"):
        assert label in part
    assert part.count("62,4 (kan 80 worden)") == part.count("0 (kan 60 worden)") == 1


def test_later_parts_are_made_once_and_only_when_read() -> None:
    """Their number is known without making them."""
    made: list[int] = []

    def make() -> list[int]:
        made.append(1)
        return [4, 5]

    later = Later(make, 2)
    assert len(later) == 2
    assert made == []
    assert (list(later), later[1], later[:1], made) == ([4, 5], 5, (4,), [1])


def test_chances_and_strengths_are_no_problems() -> None:
    """A chance has an importance, a strength no severity, and each its own heading."""
    lines = write_text(_plain()).splitlines()

    chance = next(n for n, line in enumerate(lines) if line.startswith("- Kans (belang midden) ["))
    assert chance > lines.index("KANSEN")
    assert next(n for n, line in enumerate(lines) if line.startswith("- Sterk [")) > lines.index(
        "STERKE PUNTEN"
    )


def test_findings_of_a_plugin_theme_are_shown() -> None:
    """A finding whose theme has no judgement is not lost."""
    text = write_text(_plain())

    assert "ander: niet beoordeeld" in text
    assert "- Uit een plug-in (ernst midden)" in text


def test_places_in_files_stay_out_of_the_document() -> None:
    """Documents cite facts by key: the same case in another folder gives the same text."""
    assert "casus.yaml" not in write_text(make_assessment())


def test_unused_sources_are_not_listed() -> None:
    """The bibliography has only what the document cites."""
    text = write_text(_plain())

    assert "Zeeuw, A. de & Ansell, C. (2020)." in text
    assert "Ongelezen" not in text
