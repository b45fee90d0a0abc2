"""The HTML: well-formed, accessible, and closed to whatever a user typed."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise

import attrs
import pytest
from assessment_factory import NASTY, make_assessment

from pps_advisor.model.outcome.assessment import Judgement, Remark
from pps_advisor.writing.documents.assessment.html import write_html
from pps_advisor.writing.pictures.chart import themes_svg

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "col"})


class _Page(HTMLParser):
    """Reads a page, noting elements, text and every end tag that does not fit."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes, _ in self.elements if tag in tags]

    def words(self) -> str:
        return " ".join("".join(self.text).split())


@pytest.fixture(scope="module")
def page() -> _Page:
    """The page of the full assessment."""
    return _Page(write_html(make_assessment()))


def test_every_element_is_closed(page: _Page) -> None:
    """Each end tag closes the element that was opened last, and none stays open."""
    assert (page.wrong, page.open) == ([], [])


def test_nothing_is_eaten(page: _Page) -> None:
    """Every text of a user can be read on the page."""
    assessment = make_assessment()
    for given in (
        assessment.case.title,
        assessment.case.municipality,
        assessment.case.explanation,
        assessment.findings[0].text,
        assessment.advice[0].start_small,
        assessment.facts[0].explanation,
        assessment.remarks[0].sentence,
        assessment.open_questions[0].text,
    ):
        assert " ".join(given.split()) in page.words()


def test_text_of_a_user_makes_no_element(page: _Page) -> None:
    """Tags and templates that a user typed are text."""
    tags = {tag for tag, _, _ in page.elements}

    assert not tags & {"b", "script", "img", "iframe", "link", "object", "form"}
    assert "{{ 7*7 }}" in page.words()


def test_the_page_needs_nothing_else(page: _Page) -> None:
    """No element loads anything, and every link stays on the page."""
    for _, attributes, _ in page.elements:
        assert not {"src", "srcset", "style", "onclick", "onload"} & attributes.keys()
    assert all(str(link["href"]).startswith("#") for link in page.all("a"))
    assert "url(" not in write_html(make_assessment())


def test_the_policy_allows_our_style_sheet_and_nothing_else() -> None:
    """The hash in the content security policy is that of the style sheet as it stands there."""
    text = write_html(make_assessment())
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    policy = _Page(text).all("meta")[1]["content"]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_ids_are_unique_and_links_arrive(page: _Page) -> None:
    """No id occurs twice, and whatever points to an id finds it."""
    ids = [str(a["id"]) for _, a, _ in page.elements if "id" in a]
    pointed = [str(link["href"])[1:] for link in page.all("a")]
    for _, attributes, _ in page.elements:
        pointed += str(attributes.get("aria-labelledby") or "").split()

    assert len(ids) == len(set(ids))
    assert set(pointed) <= set(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", id_) for id_ in ids)


def test_headings_go_down_one_step_at_a_time(page: _Page) -> None:
    """There is one first heading, and no heading skips a level."""
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_and_language(page: _Page) -> None:
    """The page is Dutch, has its landmarks once, and begins with a way past the contents."""
    assert page.all("html") == [{"lang": "nl"}]
    for tag in ("header", "nav", "main", "footer", "title"):
        assert len([1 for t, _, parents in page.elements if t == tag and "svg" not in parents]) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#inhoud"}


def test_every_picture_has_words(page: _Page) -> None:
    """Each picture has a title; the one that is not decoration has a description too."""
    for number, (tag, attributes, _) in enumerate(page.elements):
        if tag == "svg":
            assert page.elements[number + 1][0] == "title"
            if attributes.get("aria-hidden") != "true":
                assert attributes["role"] == "img"
                assert page.elements[number + 2][0] == "desc"


def test_tables_have_captions_and_scopes(page: _Page) -> None:
    """Each table says what it is about, and each heading cell what it is a heading of."""
    assert len(page.all("caption")) == len(page.all("table")) == 4
    assert {cell.get("scope") for cell in page.all("th")} == {"col", "row"}


def test_each_advice_can_be_opened(page: _Page) -> None:
    """A definite advice has its reasons behind a summary that names it."""
    in_advice = [p for tag, _, p in page.elements if tag == "summary" and "article" in p]

    assert len(in_advice) == 2
    assert "Redenen en aanpak van stuurgroep" in page.words()


def test_paper_shows_what_is_folded() -> None:
    """The style for print shows the contents of every closed part."""
    css = write_html(make_assessment()).partition("@media print")[2]

    assert "details::details-content" in css
    assert "content-visibility: visible" in css


def test_possible_advice_is_apart(page: _Page) -> None:
    """What may be needed has its own heading and says what it hangs on."""
    words = page.words()

    assert "Misschien ook nodig" in words
    assert "Prioriteit 0 (kan 60 worden) Als dit blijkt: Titel van proef.misschien" in words


def test_an_empty_assessment_is_a_page() -> None:
    """Without findings and advice the page is well-formed and says what to do."""
    empty = make_assessment(
        themes=(), findings=(), advice=(), rejected=(), open_questions=(), facts=(), remarks=()
    )
    page = _Page(write_html(empty))

    assert (page.wrong, page.open) == ([], [])
    assert "Er is nog te weinig bekend voor een vast advies." in page.words()


def test_control_characters_are_shown() -> None:
    """A character that HTML does not allow comes out visible."""
    text = write_html(make_assessment(remarks=(Remark("los \x00\x1b[31m einde"),)))

    assert "los \\x00\\x1b[31m einde" in text
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) is None


@pytest.mark.parametrize("judgement", list(Judgement))
def test_the_picture_can_be_read_without_colour(judgement: Judgement) -> None:
    """The picture is well-formed and gives every judgement in words, with its own mark."""
    assessment = make_assessment()
    themes = tuple(attrs.evolve(theme, judgement=judgement) for theme in assessment.themes)
    root = ET.fromstring(themes_svg(attrs.evolve(assessment, themes=themes)))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]

    assert texts.count(judgement.value) == 2
    assert " ".join(NASTY.split()) in (root[1].text or "")


def test_marks_differ_in_shape() -> None:
    """No two judgements have the same mark once the colours are taken away."""
    from pps_advisor.writing.pictures.chart import draw_mark

    shapes = {
        re.sub(r"#\w+|<title>.*?</title>", "", draw_mark(judgement.value.replace(" ", "-")))
        for judgement in Judgement
    }
    assert len(shapes) == len(Judgement)
