"""Pictures in SVG: how the themes stand, and how high a priority is.

They can be read without colour: every judgement has its own mark and stands there in words.
Only attributes, no styles, so that a strict content security policy lets them through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pps_advisor.formats.plain.layout import clean, clip
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.views.build import outline
from pps_advisor.writing.views.outline import AdviceView, ThemeView
from pps_advisor.writing.words.words import upper_first

_WIDTH = 400
_ROW = 46
_BAR = 240
_TITLE_COLUMNS = 27
_TEXT = "#1a1a1a"
_LINE = "#595959"
_COLOURS = {
    "knelpunt": "#b3261e",
    "aandacht": "#8a5300",
    "goed": "#1b6e3c",
    "onvoldoende-bekend": "#595959",
}
_MARKS = {
    "knelpunt": '<path d="M8 1 15 14H1z" fill="{colour}"/>',
    "aandacht": '<path d="M8 1 15 8 8 15 1 8z" fill="none" stroke="{colour}" stroke-width="2"/>',
    "goed": '<circle cx="8" cy="8" r="7" fill="{colour}"/>',
    "onvoldoende-bekend": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="{colour}" stroke-width="2"'
        ' stroke-dasharray="3 2"/>'
    ),
}


def themes_svg(assessment: Assessment) -> str:
    """A bar for each theme: how much is known of it, with its judgement."""
    return draw_themes(outline(assessment).judged)


def draw_themes(themes: Sequence[ThemeView]) -> str:
    """The picture of the themes of an outline."""
    height = max(1, len(themes)) * _ROW
    rows = "".join(_row(theme, number * _ROW) for number, theme in enumerate(themes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" '
        'aria-labelledby="themas-titel themas-beschrijving" '
        f'font-family="system-ui, sans-serif" font-size="14" fill="{_TEXT}">'
        '<title id="themas-titel">Per thema: hoeveel er bekend is, en het oordeel</title>'
        f'<desc id="themas-beschrijving">{svg_text(_described(themes))}</desc>{rows}</svg>'
    )


def _described(themes: Iterable[ThemeView]) -> str:
    return " ".join(
        f"{theme.title}: {theme.known_questions}, oordeel {theme.judgement}." for theme in themes
    )


def _row(theme: ThemeView, top: int) -> str:
    colour = _COLOURS.get(theme.judgement_key, _LINE)
    known = round(theme.share_known * _BAR)
    title = svg_text(clip(theme.title, _TITLE_COLUMNS))
    at_end = f'<text x="{_WIDTH}" text-anchor="end" font-size="13"'
    return (
        f'<g transform="translate(0 {top})">'
        f"{mark(theme.judgement_key, 16)}"
        f'<text x="24" y="14" font-weight="600">{title}</text>'
        f'{at_end} y="14">{svg_text(theme.judgement)}</text>'
        f'<rect x="24.5" y="23.5" width="{_BAR}" height="11" fill="#ffffff" stroke="{_LINE}"/>'
        f'<rect x="24" y="23" width="{known}" height="12" fill="{colour}"/>'
        f'{at_end} y="34">{theme.known} bekend</text>'
        "</g>"
    )


def mark(judgement_key: str, size: int) -> str:
    """The mark of a judgement, as a part of a picture."""
    shape = _MARKS.get(judgement_key, _MARKS["onvoldoende-bekend"])
    colour = _COLOURS.get(judgement_key, _LINE)
    return f'<g transform="scale({size / 16:g})">{shape.format(colour=colour)}</g>'


def draw_mark(judgement_key: str) -> str:
    """The mark of a judgement as a picture of its own, beside the word that says the same."""
    word = upper_first(judgement_key.replace("-", " "))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" '
        f'aria-hidden="true"><title>{svg_text(word)}</title>{mark(judgement_key, 16)}</svg>'
    )


def draw_priority(advice: AdviceView) -> str:
    """The priority on a line from 0 to 100: solid what is certain, open what may come."""
    low, high = round(advice.score * 2), round(advice.score_max * 2)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 202 14" width="202" height="14" '
        f'aria-hidden="true"><title>{svg_text(f"Prioriteit {advice.priority}")}</title>'
        f'<rect x="1" y="6" width="200" height="2" fill="#c9c9c9"/>'
        f'<rect x="1" y="2.75" width="{high}" height="8.5" fill="#ffffff" stroke="#154273"'
        ' stroke-width="1.5" stroke-dasharray="3 2"/>'
        f'<rect x="1" y="2" width="{low}" height="10" fill="#154273"/></svg>'
    )


def svg_text(text: str) -> str:
    """Text of a user as text in a picture."""
    return escape(clean(text))
