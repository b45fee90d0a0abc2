"""Wording: values, tests, priorities, citations and the bibliography."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
import pytest
from assessment_factory import make_advice, make_full_catalogue, make_sources
from factories import found, holds, make_question

from pps_advisor.formats.plain.layout import clean, clip, columns, wrap
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Option
from pps_advisor.model.knowledge.source import Citation, EvidenceKind, Source
from pps_advisor.model.values import UNKNOWN, Truth, with_unit
from pps_advisor.writing.documents.memo.findings import themes_text
from pps_advisor.writing.views.outline import ThemeView
from pps_advisor.writing.words import sources, words

NUMBER = make_question("x.n", short="aantal", type=AnswerType.NUMBER, options=(), unit="partijen")
LIKERT = make_question("x.l", short="vertrouwen", type=AnswerType.LIKERT, options=())
CHOICE = make_question(
    "x.k", short="vorm", type=AnswerType.CHOICE, options=(Option("een_keer", "één keer"),)
)
SIGNED = make_question(
    "x.s", short="einde", type=AnswerType.NUMBER, options=(), unit="maanden erna",
    unit_below_zero="maanden ervoor",
)  # fmt: skip
DATE = make_question("x.d", short="einde", type=AnswerType.DATE, options=())


def _text(test: Test, value: object, *, outcome: Truth = Truth.TRUE) -> str:
    catalogue = make_full_catalogue(questions=(NUMBER, LIKERT, CHOICE, DATE, SIGNED))
    return words.outcome_text(test, outcome, Fact(test.subject, value), catalogue)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        (Test("x.n", Operator.AT_LEAST, (Decimal(3),)), Decimal(8),
         "aantal: 8 partijen (minstens 3 partijen)"),
        (Test("x.n", Operator.AT_MOST, (Decimal(1),)), Decimal(1),
         "aantal: 1 partij (hoogstens 1 partij)"),
        (Test("x.l", Operator.LESS_THAN, (Decimal("3.5"),)), Decimal("2.25"),
         "vertrouwen: 2,25 op een schaal van 1 tot 5 (minder dan 3,5)"),
        (Test("x.l", Operator.MORE_THAN, (Decimal(4),)), UNKNOWN,
         "vertrouwen: onbekend (telt bij: meer dan 4)"),
        (Test("x.s", Operator.MORE_THAN, (Decimal(-12),)), Decimal(-3),
         "einde: 3 maanden ervoor (later dan 12 maanden ervoor)"),
        (Test("x.s", Operator.LESS_THAN, (Decimal(4),)), Decimal(1),
         "einde: 1 maand erna (eerder dan 4 maanden erna)"),
        (holds("x.k", "een_keer"), "een_keer", "vorm: één keer"),
        (holds("x.k", "een_keer", "niet_vaak"), UNKNOWN,
         "vorm: onbekend (telt bij: één keer of niet vaak)"),
        (Test("x.k", Operator.NOT, ("een_keer",)), UNKNOWN,
         "vorm: onbekend (telt bij: anders dan één keer)"),
        (Test("x.k", Operator.CONTAINS, ("een_keer",)), ("een_keer", "soms"),
         "vorm: één keer, soms"),
        (Test("x.d", Operator.AT_LEAST, (dt.date(2026, 3, 18),)), dt.date(2026, 12, 31),
         "einde: 31 december 2026 (op of na 18 maart 2026)"),
        (holds("x.vreemd", "ja"), "ja", "x.vreemd: ja"),
    ],
)  # fmt: skip
def test_a_test_says_what_was_answered_and_what_counts(
    test: Test, value: object, expected: str
) -> None:
    """A test reads as name, value and limit, with the unit, whatever the type of the answer."""
    assert _text(test, value) == expected


def test_tests_on_one_fact_are_told_together() -> None:
    """Two limits on one unknown fact make one sentence."""
    from pps_advisor.model.outcome.assessment import Reason

    tests = (
        Test("x.n", Operator.MORE_THAN, (Decimal(-12),)),
        Test("x.n", Operator.LESS_THAN, (Decimal(4),)),
    )
    reasons = [Reason(test, Truth.UNKNOWN, None) for test in tests]
    catalogue = make_full_catalogue(questions=(NUMBER,))

    expected = "aantal: onbekend (telt bij: meer dan -12 partijen; minder dan 4 partijen)"
    assert words.reason_text(reasons, catalogue) == expected


def test_a_finding_as_a_reason_goes_by_its_title() -> None:
    """A test on another finding gives the title of its rule, and says so when it is possible."""
    catalogue = make_full_catalogue()
    text = words.outcome_text(found("proef.keten"), Truth.UNKNOWN, None, catalogue)

    assert text == "bevinding: Titel van proef.keten (mogelijk)"


def test_priorities_show_what_they_can_become() -> None:
    """A priority has a decimal comma, and an upper end only where that differs."""
    advice = make_advice(make_full_catalogue())

    assert [words.priority_text(one) for one in advice] == [
        "62,4 (kan 80 worden)",
        "35",
        "0 (kan 60 worden)",
    ]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(1.0, "100%"), (0.9999, "99%"), (0.505, "50%"), (0.0001, "1%"), (0.0, "0%")],
)
def test_a_share_says_all_or_none_only_when_it_is(share: float, expected: str) -> None:
    """Rounding never turns nearly all draws into all, nor hardly any into none."""
    assert words.share_text(share, 1000) == f"{expected} van de 1.000 trekkingen"


def test_words_in_a_row_stay_apart() -> None:
    """A comma comes before the last `en` only where it would run into another one."""
    assert words.joined(["a", "b", "c"]) == "a, b en c"
    assert words.joined(["mandaat en inbedding", "rollen"]) == "mandaat en inbedding, en rollen"
    assert words.joined(["mandaat en inbedding", "b", "c"]) == "mandaat en inbedding, b en c"
    assert words.joined(["‘a en b’", "‘c’"]) == "‘a en b’ en ‘c’"


def test_a_share_that_was_not_drawn_is_not_told() -> None:
    """Without draws there is nothing to say about them."""
    assert words.share_text(None, 1000) == ""
    assert words.share_text(0.5, None) == ""


def test_control_characters_are_shown_and_not_obeyed() -> None:
    """A terminal code in the text of a user comes out as visible characters."""
    assert clean("rood\x1b[31m\r\nen\u2028\x00") == "rood\\x1b[31m en \\x00"


def test_a_legal_caution_asks_for_a_lawyer_and_gives_its_date() -> None:
    """Who reads a matter of law sees when it was checked and whether a lawyer must look."""
    lawyer, plain = make_full_catalogue().recommendations[0].cautions

    assert words.caution_text(lawyer) == (
        "Kijk in de wet. Laat dit toetsen door een jurist. (laatst bekeken op 20 november 2026)"
    )
    assert words.caution_text(plain) == "Kijk ook hier. (laatst bekeken op 20 november 2026)"


def test_citations_name_a_source_once() -> None:
    """The places in one source stand together, each with its kind of evidence."""
    catalogue = make_full_catalogue()
    cited = [
        Citation("artikel", "5.2.1", EvidenceKind.ADVICE),
        Citation("scriptie", "1", EvidenceKind.OWN),
        Citation("artikel", "4.1", EvidenceKind.FINDING),
        Citation("artikel", "4.2", EvidenceKind.FINDING),
        Citation("weet-niet", "", EvidenceKind.LITERATURE),
    ]

    assert sources.citation_texts(cited, catalogue) == (
        "De Zeeuw (2020), 5.2.1: aanbeveling van de bron; 4.1, 4.2: bevinding van de bron",
        "Dankerlui (2025), 1: eigen afleiding uit de bron",
        "weet-niet: literatuur die de bron aanhaalt",
    )


def test_the_bibliography_has_one_style() -> None:
    """Entries give names turned, date, title, kind and publisher, each only once."""
    catalogue = make_full_catalogue(
        sources=(
            attrs.evolve(make_sources()[0], title="De Instapeconomie?"),
            *make_sources()[1:],
        )
    )
    ids = ["handboek", "scriptie", "artikel", "scriptie", "bestaat-niet"]

    assert [entry for _, entry in sources.bibliography(ids, catalogue)] == [
        "Common Eye (z.d.). Leren.",
        "Dankerlui, D.W.E. (2025, 11 juli). De Instapeconomie? [Masterscriptie]. "
        "Universiteit Leiden.",
        "Zeeuw, A. de & Ansell, C. (2020). Samen. Of niet? Blad 3(1), 1-9.",
    ]


def test_an_author_like_an_organisation_keeps_its_name() -> None:
    """Only a name that begins with initials is turned."""
    source = Source("x", ("Hogeschool Utrecht", "J.M. van der Sar"), "T", "k", 2020)

    assert sources.entry(source) == "Hogeschool Utrecht & Sar, J.M. van der (2020). T."


def test_the_source_in_a_case_file_gets_its_short_name() -> None:
    """The id of a known source is replaced by what people call it; other words stay."""
    catalogue = make_full_catalogue()

    assert sources.source_text("scriptie 4.1, 4.2", catalogue) == "Dankerlui (2025), 4.1, 4.2"
    assert sources.source_text("eigen gesprek", catalogue) == "eigen gesprek"


@pytest.mark.parametrize("width", [8, 20, 80])
def test_wrapping_loses_nothing_and_sticks_out_nowhere(width: int) -> None:
    """Also a word longer than the line, and wide characters, stay inside the width."""
    text = f"kort {'lang' * 30} \N{CLINKING BEER MUGS}{'界' * 50} [lid 2]"
    lines = wrap(text, width, "- ")

    assert max(map(columns, lines)) <= width
    assert "".join(lines).replace(" ", "") == f"-{text}".replace(" ", "")


def test_clipping_cuts_between_words() -> None:
    """What does not fit on a line ends in dots after a whole word."""
    assert clip("De plek in de organisatie", 16) == "De plek in de..."
    assert clip("past", 16) == "past"


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [("1", "maanden", "1 maand"), ("2", "maanden", "2 maanden"), ("1", "", "1")],
)
def test_one_of_a_unit_is_singular(number: str, unit: str, expected: str) -> None:
    """In a finding as well as in a list of facts: `nog 1 maand`."""
    assert expected == with_unit(Decimal(number), unit)


@pytest.mark.parametrize(
    ("asked", "said"), [(1, "0 van 1 vraag bekend"), (2, "0 van 2 vragen bekend")]
)
def test_one_question_is_not_called_questions(asked: int, said: str) -> None:
    """A theme in which only one question matters says so in the singular."""
    theme = ThemeView("proces", "Proces", "goed", "goed", 0, asked, (), ())

    assert said == theme.known_questions
    assert said in themes_text((theme,))


def test_one_has_no_accent_on_its_capital() -> None:
    """A sentence that begins with a number begins as one writes it."""
    assert words.sentence("één aanbeveling is overgenomen") == "Eén aanbeveling is overgenomen."
