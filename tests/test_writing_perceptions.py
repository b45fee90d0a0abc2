"""How the parties see it: the picture per theme, and the same in words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal

import pytest
from assessment_factory import ON_ONE_LINE, make_assessment, make_case, nasty
from factories import THEME, make_catalogue, make_question

from pps_advisor.model.case.case import Answer, Case, Party, PartyAnswer, PartyKind
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import AnswerType, PerParty
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.writing.documents.assessment.html import write_html
from pps_advisor.writing.documents.assessment.markdown import write_markdown
from pps_advisor.writing.documents.assessment.text import write_text
from pps_advisor.writing.pictures.dotplot import draw_perceptions
from pps_advisor.writing.views.perceptions import described, heard_by_theme, view_perceptions

SVG = "{http://www.w3.org/2000/svg}"
MUNICIPALITY = Party("gemeente", "Gemeente", PartyKind.MUNICIPALITY)
HOUSING = Party("corporatie", "Wonen", PartyKind.HOUSING_ASSOCIATION)
RESIDENTS = Party("bewoners", "", PartyKind.RESIDENTS)
WRITERS = (write_html, write_markdown, write_text)


def make_statements() -> Catalogue:
    """Two statements for all, one for partners, and a question that is no statement."""
    likert = {"type": AnswerType.LIKERT, "options": (), "per_party": PerParty.ALL}
    return make_catalogue(
        questions=(
            make_question("proef.vertrouwen", short="vertrouwen", text="Het gaat goed", **likert),
            make_question("proef.lang", short="een naam die over meer dan een regel gaat, "
                          "en lang is, en dan nog steeds niet ophoudt", **likert),
            make_question("proef.vrij", short="vrijuit spreken",
                          **{**likert, "per_party": PerParty.PARTNERS}),
            make_question("proef.woord", short="motief verteld", per_party=PerParty.ALL),
        )
    )  # fmt: skip


def answer(question: str, **given: object) -> Answer:
    """Answers per party: a number, a word, or a pair with the number of people."""
    parties = []
    for party, value in given.items():
        number = value[1] if isinstance(value, tuple) else None
        one = value[0] if isinstance(value, tuple) else value
        typed: Value = Decimal(str(one)) if isinstance(one, int | float) else one  # type: ignore[assignment]
        parties.append((party, PartyAnswer(typed, number)))
    return Answer(question, per_party=tuple(parties))


def make_heard(*answers: Answer, parties: tuple[Party, ...] | None = None) -> Case:
    """A case with three parties and these answers."""
    parties = parties or (MUNICIPALITY, HOUSING, RESIDENTS)
    return make_case(title="Samen", explanation="", parties=parties, answers=answers)


def make_gap() -> Case:
    """The municipality is far more positive than the others."""
    return make_heard(
        answer("proef.vertrouwen", gemeente=(5, 4), corporatie=(2, 3), bewoners=(3, 2)),
        answer("proef.lang", gemeente=3, corporatie=3, bewoners=3),
        answer("proef.vrij", corporatie=2, bewoners=1.5),
        answer("proef.woord", gemeente="ja", corporatie="nee", bewoners="deels"),
    )


def picture(case: Case, catalogue: Catalogue | None = None) -> ET.Element:
    """The picture of the one theme that there is."""
    (only,) = heard_by_theme(case, catalogue or make_statements())
    return ET.fromstring(draw_perceptions(only))


def rows(case: Case) -> dict[str, ET.Element]:
    """The row of each statement, by the first words of its title."""
    found = {}
    for group in picture(case).findall(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if title is not None:
            found[str(title.text).partition(":")[0]] = group
    return found


def test_the_picture_can_be_read_by_those_who_do_not_see_it() -> None:
    """Title and description say all that is drawn, and so does the text beside it."""
    case = make_gap()
    (only,) = heard_by_theme(case, make_statements())
    said = described(only)
    drawn = picture(case)
    ids = [node.get("id") for node in drawn.iter() if node.get("id")]

    assert drawn.get("role") == "img"
    assert (drawn.get("aria-labelledby") or "").split() == ids[:2]
    assert drawn[1].text == said
    assert (
        "vertrouwen: gemeente 5; midden van 2 andere partijen 2,5 (van 2 tot 3); "
        "groot verschil, 2,5 punten." in said
    )
    assert "vrijuit spreken: midden van 2 andere partijen 1,75 (van 1,5 tot 2)." in said


def test_marks_differ_in_shape_not_only_in_colour() -> None:
    """The municipality is a filled dot, the others a larger open ring; a gap is a thick line."""
    row = rows(make_gap())["vertrouwen"]
    ring, dot = row.findall(f"{SVG}circle")
    lines = row.findall(f"{SVG}path")

    assert float(dot.get("r", "")) < float(ring.get("r", ""))
    assert (ring.get("fill"), dot.get("stroke")) == ("#ffffff", None)
    assert [line.get("stroke-width") for line in lines] == ["2", "4"]
    assert (dot.get("cx"), ring.get("cx")) == ("624", "429")


def test_agreement_is_a_dot_in_its_ring() -> None:
    """No thick line, and both at one place."""
    group = next(one for name, one in rows(make_gap()).items() if name.startswith("een naam"))
    places = {mark.get("cx") for mark in group.findall(f"{SVG}circle")}

    assert len(places) == 1
    assert "4" not in {line.get("stroke-width") for line in group.findall(f"{SVG}path")}


@pytest.mark.parametrize(
    ("own", "other", "far"), [(4, 2, True), (2, 4, True), (4, 2.01, False), (3, 3, False)]
)
def test_two_points_is_far_apart(own: float, other: float, far: bool) -> None:
    """The same limit as the rules have, in both directions."""
    case = make_heard(answer("proef.vertrouwen", gemeente=own, corporatie=other))
    view = view_perceptions(case, make_statements())

    assert view is not None
    assert view.themes[0].answers[0].far_apart is far


def test_a_long_name_stays_within_two_lines() -> None:
    """Labels do not run into the scale."""
    group = next(one for name, one in rows(make_gap()).items() if name.startswith("een naam"))
    labels = [text.text or "" for text in group.findall(f"{SVG}text")]

    assert len(labels) == 2
    assert labels[-1].endswith("...")
    assert all(len(label) <= 38 for label in labels)


def test_the_legend_names_only_what_occurs() -> None:
    """Without the municipality there is no dot to explain."""
    case = make_heard(answer("proef.vrij", corporatie=2))
    texts = {text.text for text in picture(case).iter(f"{SVG}text")}

    assert "andere partij" in texts
    assert not texts & {
        "gemeente",
        "midden van de andere partijen",
        "verschil van 2 punten of meer",
    }


def test_words_for_what_cannot_be_drawn() -> None:
    """Answers that are no number stand in the table; who was not heard or asked is said so."""
    case = make_heard(
        answer("proef.woord", gemeente="ja", corporatie="nee", bewoners=UNKNOWN),
        answer("proef.vrij", corporatie=2),
    )
    view = view_perceptions(case, make_statements())
    assert view is not None
    free, word = view.themes[0].answers

    assert (word.own, word.others, word.gap) == ("ja", "Wonen nee; niet gehoord: bewoners", "")
    assert (free.own, free.others) == ("niet gevraagd", "Wonen 2; niet gehoord: bewoners")
    assert (
        free.in_words == "gemeente niet gevraagd; andere partijen Wonen 2; niet gehoord: bewoners."
    )


def test_it_says_how_many_people_answered() -> None:
    """A number, a range, or that it is not known; and a warning where it is under three."""
    view = view_perceptions(make_gap(), make_statements())
    assert view is not None
    assert view.respondents == ("Gemeente: 4 mensen", "Wonen: 3 mensen", "bewoners: 2 mensen")
    assert "Van bewoners antwoordden bij een of meer vragen minder dan drie mensen" in view.note

    case = make_heard(
        answer("proef.vertrouwen", gemeente=(4, 3), corporatie=4),
        answer("proef.lang", gemeente=(4, 7), corporatie=4),
    )
    view = view_perceptions(case, make_statements())
    assert view is not None
    assert view.respondents == (
        "Gemeente: 3 tot 7 mensen per vraag",
        "Wonen: aantal mensen niet bekend",
    )
    assert "minder dan drie mensen;" not in view.note


@pytest.mark.parametrize("write", WRITERS)
def test_every_document_says_it_and_how_to_handle_it(
    write: Callable[[Assessment], str],
) -> None:
    """Page, memo and text: the answers per party, the floor, the Woo and the AVG."""
    catalogue = make_statements()
    base = make_assessment()
    merged = evolve(base.catalogue, questions=(*base.catalogue.questions, *catalogue.questions))
    assessment = evolve(base, case=make_gap(), catalogue=merged)
    words = " ".join(re.sub(r"<[^>]+>", " ", write(assessment)).split())

    assert "Beelden per partij" in words or "BEELDEN PER PARTIJ" in words
    for expected in ("Wonen 2 en bewoners 3; midden 2,5", "maakt niet anoniem", "(Woo)", "AVG"):
        assert expected in words, expected


def test_names_are_text() -> None:
    """Whatever a user calls a party, in the picture it is text."""
    parties = (MUNICIPALITY, Party("x", nasty("X"), PartyKind.COMPANY))
    case = make_heard(answer("proef.vertrouwen", gemeente=1, x=5), parties=parties)
    catalogue = make_catalogue(
        questions=(make_question("proef.vertrouwen", short=nasty("Stelling"), options=(),
                                 type=AnswerType.LIKERT, per_party=PerParty.ALL),)
    )  # fmt: skip
    drawn = picture(case, catalogue)

    assert ON_ONE_LINE in (drawn[1].text or "")
    assert not {node.tag for node in drawn.iter()} & {f"{SVG}b", f"{SVG}script"}


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (Answer("proef.vertrouwen", Decimal(4)),),
        (answer("proef.woord", gemeente=UNKNOWN),),
    ],
)
def test_nothing_is_shown_when_no_party_was_heard(answers: tuple[Answer, ...]) -> None:
    """An answer for the collaboration as a whole is no answer of a party."""
    case = make_heard(*answers)

    assert view_perceptions(case, make_statements()) is None
    assert heard_by_theme(case, make_statements()) == ()
    for write in WRITERS:
        assert "beelden per partij" not in write(make_assessment(case=case)).casefold()


def test_only_words_give_no_picture() -> None:
    """A theme without statements has a table and no picture."""
    case = make_heard(answer("proef.woord", gemeente="ja"))

    for one, drawn in ((case, 0), (make_gap(), 1)):
        page = write_html(evolve(make_assessment(case=one), catalogue=make_statements()))
        assert page.count('id="beelden-proef-titel"') == drawn
    view = view_perceptions(case, make_statements())
    assert view is not None
    assert [theme.id for theme in view.themes] == [THEME]
