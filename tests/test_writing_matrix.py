"""The parties: their motives in a table, and the matrix of their positions."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations, product

import pytest
from assessment_factory import ON_ONE_LINE, make_assessment, make_case, nasty

from pps_advisor.formats.plain.layout import columns
from pps_advisor.model.case.case import Case, Motive, Party, PartyKind, Position, Role
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.values import UNKNOWN
from pps_advisor.writing.documents.assessment.html import write_html
from pps_advisor.writing.documents.assessment.markdown import write_markdown
from pps_advisor.writing.documents.assessment.text import Detail, write_text
from pps_advisor.writing.pictures.matrix import positions_svg, positions_text

SVG = "{http://www.w3.org/2000/svg}"
WRITERS: tuple[Callable[[Assessment], str], ...] = (write_html, write_markdown, write_text)
STEPS = ("1", "2.5", "3", "4", "5")


def at(much: str | None, value: str | None) -> Position:
    """A position; None is not known."""
    return Position(Decimal(much) if much else UNKNOWN, Decimal(value) if value else UNKNOWN)


def make_party(id: str, own: Position | None = None, others: Position | None = None) -> Party:
    """A company with a position."""
    return Party(
        id, id.capitalize(), PartyKind.COMPANY, (Role.PARTNER,), (Motive.STRATEGIC,), own, others
    )


def make_known() -> Case:
    """Parties seen differently, alike, by themselves only, in part, and not at all."""
    return make_case(
        parties=(
            make_party("bank", at("4", "2"), at("4", "4.5")),
            make_party("winkel", at("5", "3"), at("3", "3")),
            make_party("school", at("2", "5"), at("2", "5")),
            make_party("buurt", at("3", "3")),
            make_party("deels", at("3", None)),
            make_party("stil"),
        )
    )


def make_crowd(number: int) -> Case:
    """Many parties that share few places."""
    places = [at(much, value) for much, value in product(STEPS, STEPS)]
    return make_case(
        parties=tuple(
            make_party(f"p{n}", places[n * 7 % 11], places[n * 5 % 13]) for n in range(number)
        )
    )


def _numbers(picture: ET.Element) -> list[ET.Element]:
    """The labels in the plane."""
    return list(picture.findall(f"{SVG}g[@id='posities-nummers']/{SVG}text"))


def _box(label: ET.Element) -> tuple[float, float, float, float]:
    """The room that a label takes in a wide typeface."""
    width = sum(9.0 if char.isdigit() else 5.0 for char in label.text or "")
    x, y = float(label.get("x", "")), float(label.get("y", ""))
    return x - width / 2, y - 10, x + width / 2, y + 3


def _apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    )  # fmt: skip


def test_the_picture_can_be_read_by_those_who_do_not_see_it() -> None:
    """The picture is well-formed, and its title and description say what it shows."""
    picture = ET.fromstring(positions_svg(make_known()))
    ids = [node.get("id") for node in picture.iter() if node.get("id")]

    assert picture.get("role") == "img"
    assert (picture.get("aria-labelledby") or "").split() == ids[:2]
    assert [node.tag for node in picture[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert picture[1].text == " ".join(positions_text(make_known()))


def test_the_axes_are_named_with_their_ends() -> None:
    """Both axes have a name, five steps and a word at each end."""
    texts = [node.text for node in ET.fromstring(positions_svg(make_known())).iter(f"{SVG}text")]

    assert {"Ondernemerschap", "weinig 1", "veel 5"} <= set(texts)
    assert {"Waarde", "financieel", "maatschappelijk"} <= set(texts)


def test_own_and_others_differ_in_shape() -> None:
    """How a party sees itself is a filled dot, how others see it an open ring, with a line."""
    picture = ET.fromstring(positions_svg(make_case(parties=make_known().parties[:1])))  # type: ignore[index]
    others, own = picture.findall(f"{SVG}circle")
    lines = [node for node in picture.findall(f"{SVG}path") if node.get("stroke-width")]

    assert (own.get("cx"), own.get("cy")) == ("181", "131")
    assert (others.get("cx"), others.get("cy")) == ("356", "131")
    assert float(own.get("r", "")) < float(others.get("r", ""))
    assert (own.get("stroke"), others.get("fill")) == (None, "#ffffff")
    assert [line.get("d") for line in lines] == ["M181 131L356 131"]


@pytest.mark.parametrize("number", [2, 8, 16, 24])
def test_labels_never_overlap(number: int) -> None:
    """Numbers cover neither each other nor a mark, and none is lost, however many share a place."""
    picture = ET.fromstring(positions_svg(make_crowd(number)))
    labels = _numbers(picture)
    said = re.findall(r"\d+", " ".join(label.text or "" for label in labels))
    marks = [
        (x - 6, y - 6, x + 6, y + 6)
        for x, y in (
            (float(mark.get("cx", "")), float(mark.get("cy", "")))
            for mark in picture.findall(f"{SVG}circle")
        )
    ]

    assert sorted(map(int, said)) == sorted([*range(1, number + 1)] * 2)
    assert all(_apart(one, other) for one, other in combinations(map(_box, labels), 2))
    assert all(_apart(_box(label), mark) for label in labels for mark in marks)


def test_parties_at_one_place_share_a_label() -> None:
    """Who sees itself there comes first, who others see there follows between brackets."""
    parties = (
        make_party("een", at("3", "3"), at("1", "1")),
        make_party("twee", at("3", "3")),
        make_party("drie", None, at("3", "3")),
    )
    labels = _numbers(ET.fromstring(positions_svg(make_case(parties=parties))))

    assert [label.text for label in labels] == ["(1)", "1, 2 (3)"]


def test_who_is_not_drawn_is_named() -> None:
    """A party of which half a position or none is known stands in a note below."""
    texts = [node.text for node in ET.fromstring(positions_svg(make_known())).iter(f"{SVG}text")]

    assert "Niet of maar deels bekend, dus niet getekend: Deels; Stil" in texts
    assert "Buurt" in texts


def test_names_are_text() -> None:
    """Whatever a user calls a party, in the picture and on the page it is text."""
    parties = (
        Party("a", nasty("A"), UNKNOWN, position=at("3", "3")),
        Party("b", nasty("B"), UNKNOWN),
    )
    case = make_case(parties=parties)
    picture = ET.fromstring(positions_svg(case))
    page = write_html(make_assessment(case=case))

    assert ON_ONE_LINE in (picture[1].text or "")
    assert not {node.tag for node in picture.iter()} & {f"{SVG}b", f"{SVG}script"}
    assert "<script" not in page
    assert page.count("<svg") == page.count("</svg>")


def test_a_party_without_a_name_is_called_by_its_id() -> None:
    """A case may give only an id."""
    case = make_case(parties=(Party("bank", "", UNKNOWN, position=at("3", "3")),))

    assert "bank: volgens zichzelf" in positions_text(case)[1]


def test_the_sentences_name_each_party_and_its_difference() -> None:
    """Each party with its own view and that of others; two points or more are named."""
    assert positions_text(make_known())[1:] == (
        "Bank: volgens zichzelf ondernemerschap 4 en waarde 2; volgens anderen ondernemerschap 4 "
        "en waarde 4,5. Groot verschil: anderen zien 2,5 punten meer maatschappelijke waarde.",
        "Winkel: volgens zichzelf ondernemerschap 5 en waarde 3; volgens anderen ondernemerschap 3 "
        "en waarde 3. Groot verschil: anderen zien 2 punten minder ondernemerschap.",
        "School: volgens zichzelf ondernemerschap 2 en waarde 5; volgens anderen ondernemerschap 2 "
        "en waarde 5.",
        "Buurt: volgens zichzelf ondernemerschap 3 en waarde 3; volgens anderen niet bekend.",
        "Deels: volgens zichzelf ondernemerschap 3 en waarde onbekend; volgens anderen niet "
        "bekend.",
        "Van Stil is geen positie bekend.",
    )


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (at("1", "5"), at("5", "1"), "4 punten meer ondernemerschap en 4 punten meer financiële"),
        (at("3", None), at("1", "5"), "zien 2 punten minder ondernemerschap."),
        (at("3", "3"), at("4.9", "1.1"), ""),
        (at(None, "1"), at("5", None), ""),
    ],
)
def test_only_a_large_difference_is_named(own: Position, others: Position, expected: str) -> None:
    """Less than two points, or a side that is not known, makes no difference."""
    text = " ".join(positions_text(make_case(parties=(make_party("x", own, others),))))

    assert expected in text
    assert ("Groot verschil" in text) is bool(expected)


@pytest.mark.parametrize("parties", [None, (), (make_party("stil", Position()),)])
def test_nothing_is_shown_when_no_position_is_known(parties: tuple[Party, ...] | None) -> None:
    """Without any position there is no picture, no sentence and no heading."""
    case = make_case(parties=parties)

    assert (positions_svg(case), positions_text(case)) == ("", ())
    for write in WRITERS:
        assert "posities van de" not in write(make_assessment(case=case)).casefold()


def test_half_a_position_gives_sentences_without_a_picture() -> None:
    """When only one side is known nothing can be drawn, but it is said."""
    case = make_case(parties=(make_party("deels", at("3", None)),))
    page = write_html(make_assessment(case=case))

    assert positions_svg(case) == ""
    assert "volgens zichzelf ondernemerschap 3 en waarde onbekend" in page
    assert "posities-titel" not in page


@pytest.mark.parametrize("write", WRITERS)
def test_every_document_shows_positions_and_motives(write: Callable[[Assessment], str]) -> None:
    """Page, memo and text say where parties stand and why they take part."""
    parties = (
        *(make_known().parties or ()),
        Party("w", "Wijk", UNKNOWN, motives=(Motive.SOCIAL, Motive.UNSPOKEN)),
    )
    words = " ".join(write(make_assessment(case=make_case(parties=parties))).split())

    for expected in ("economisch of strategisch", "niet uitgesproken", "niet bekend", "Motieven"):
        assert expected in words
    assert "Groot verschil: anderen zien 2,5 punten" in words


def test_the_table_in_the_text() -> None:
    """Four columns where they fit; what nobody has told is said so."""
    parties = (
        Party("g", "Gemeente", PartyKind.MUNICIPALITY, (Role.DIRECTOR,), (Motive.UNSPOKEN,)),
        Party("s", "Stichting", PartyKind.CIVIL_SOCIETY),
    )
    lines = write_text(make_assessment(case=make_case(parties=parties))).splitlines()
    begin = lines.index("PARTIJEN") + 2

    assert lines[begin : begin + 5] == [
        "Partij              Soort               Rollen              Motieven",
        "-" * 78,
        "Gemeente            gemeente            regisseur           niet uitgesproken",
        "Stichting           maatschappelijke    niet bekend         niet bekend",
        "                    organisatie",
    ]


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """Table, list and sentences fit, whatever the name of a party."""
    case = make_case(parties=(Party("a", nasty("A" * 90), UNKNOWN, position=at("3", "3")),))
    lines = write_text(make_assessment(case=case), width).splitlines()

    assert max(map(columns, lines)) <= width
    assert "A" * 90 in "".join("".join(lines).split())


def test_our_own_words_fit_a_windows_console() -> None:
    """All that is ours can be written in cp1252."""
    for text in positions_text(make_known()):
        assert text.encode("cp1252").decode("cp1252") == text


def test_the_first_screen_stays_as_it_is() -> None:
    """Parties stand further down."""
    without, known = make_assessment(), make_assessment(case=make_known())

    assert write_text(known, detail=Detail.NONE) == write_text(without, detail=Detail.NONE)


def test_the_same_case_gives_the_same_picture() -> None:
    """The picture does not depend on anything but the case."""
    assert positions_svg(make_crowd(16)) == positions_svg(make_crowd(16))
