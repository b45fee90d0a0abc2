"""A picture of what parties answered to the statements of one theme: a row for each statement.

A dot is the municipality, a ring the middle of the other parties, a thin line how far these lie
apart, with a mark for each. A thick line joins a dot and a ring that are two points or more
apart. It can be read without colour, and without seeing it: the description says it all.
"""

from __future__ import annotations

from decimal import Decimal

from pps_advisor.formats.plain.layout import clip, wrap
from pps_advisor.writing.pictures.chart import svg_text
from pps_advisor.writing.views.perceptions import Heard, HeardTheme, described, described_statement

_WIDTH = 660
_LEFT, _STEP = 312, 78
_RIGHT = _LEFT + 4 * _STEP
_TOP, _ROW, _LINE_HEIGHT, _LEGEND_ROW = 46, 44, 16, 22
_LABEL_COLUMNS, _LABEL_LINES = 38, 2
_DOT, _RING = 6, 9
_INK, _GRID, _LINE, _BLUE = "#1a1a1a", "#d9d9d9", "#595959", "#154273"
_DOT_MARK = f'r="{_DOT}" fill="{_BLUE}"'
_RING_MARK = f'r="{_RING}" fill="#ffffff" stroke="{_BLUE}" stroke-width="2.5"'
_TICK = f'stroke="{_LINE}" stroke-width="2"'
_THICK = f'stroke="{_BLUE}" stroke-width="4"'


def draw_perceptions(theme: HeardTheme) -> str:
    """The picture of a theme."""
    statements = theme.statements
    bottom = _TOP + _ROW * len(statements)
    legend, height = _legend(statements, bottom)
    rows = "".join(_row(one, _TOP + _ROW * n + _ROW // 2) for n, one in enumerate(statements))
    name = f"beelden-{theme.id}"
    title = f"{theme.title}: hoe de gemeente en de andere partijen het zien"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{name}-titel {name}-beschrijving" '
        f'font-family="system-ui, sans-serif" font-size="14" fill="{_INK}">'
        f'<title id="{name}-titel">{svg_text(title)}</title>'
        f'<desc id="{name}-beschrijving">{svg_text(described(theme))}</desc>'
        f"{_scale(bottom)}{rows}{legend}</svg>"
    )


def _across(value: Decimal) -> str:
    return f"{_LEFT + (float(value) - 1) * _STEP:g}"


def _scale(bottom: int) -> str:
    steps = "".join(
        f'<path d="M{_LEFT + n * _STEP} {_TOP - 8}V{bottom}" stroke="{_GRID}" fill="none"/>'
        f'<text x="{_LEFT + n * _STEP}" y="{_TOP - 14}" text-anchor="middle">{n + 1}</text>'
        for n in range(5)
    )
    return (
        f"{steps}"
        f'<text x="{_LEFT - 14}" y="14" font-size="12">helemaal oneens</text>'
        f'<text x="{_RIGHT + 14}" y="14" font-size="12" text-anchor="end">helemaal eens</text>'
    )


def _row(heard: Heard, middle: int) -> str:
    return (
        f'<g transform="translate(0 {middle})">'
        f"<title>{svg_text(described_statement(heard))}</title>"
        f"{_label(heard)}{_spread(heard)}{_gap(heard)}{_marks(heard)}</g>"
    )


def _label(heard: Heard) -> str:
    """The name of a statement on at most two lines."""
    lines = wrap(heard.question.short, _LABEL_COLUMNS)
    if len(lines) > _LABEL_LINES:
        rest = clip(" ".join(lines[_LABEL_LINES - 1 :]), _LABEL_COLUMNS)
        lines = [*lines[: _LABEL_LINES - 1], rest]
    top = 5 - _LINE_HEIGHT * (len(lines) - 1) / 2
    return "".join(
        f'<text x="0" y="{top + n * _LINE_HEIGHT:g}">{svg_text(line)}</text>'
        for n, line in enumerate(lines)
    )


def _spread(heard: Heard) -> str:
    """How far the other parties lie apart, with a mark for each."""
    if len(heard.others) < 2:
        return ""
    low, high = _across(min(heard.others)), _across(max(heard.others))
    ticks = "".join(f"M{_across(one)} -6V6" for one in sorted(set(heard.others)))
    return f'<path d="M{low} 0H{high}{ticks}" fill="none" {_TICK}/>'


def _gap(heard: Heard) -> str:
    if not heard.far_apart or heard.own is None or heard.middle is None:
        return ""
    return f'<path d="M{_across(heard.own)} 0H{_across(heard.middle)}" fill="none" {_THICK}/>'


def _marks(heard: Heard) -> str:
    """The ring first, so that a dot can be seen inside it."""
    ring = dot = ""
    if heard.middle is not None:
        ring = f'<circle cx="{_across(heard.middle)}" cy="0" {_RING_MARK}/>'
    if heard.own is not None:
        dot = f'<circle cx="{_across(heard.own)}" cy="0" {_DOT_MARK}/>'
    return ring + dot


def _legend(statements: tuple[Heard, ...], bottom: int) -> tuple[str, int]:
    """What the marks mean, as far as they occur, and where the picture ends."""
    several = any(len(one.others) > 1 for one in statements)
    entries = [
        (any(one.own is not None for one in statements),
         f'<circle cx="20" cy="-5" {_DOT_MARK}/>', "gemeente"),
        (any(one.others for one in statements), f'<circle cx="20" cy="-5" {_RING_MARK}/>',
         "midden van de andere partijen" if several else "andere partij"),
        (several, f'<path d="M4 -5H36M4 -11V1M20 -11V1M36 -11V1" fill="none" {_TICK}/>',
         "de andere partijen, elk een streepje"),
        (any(one.far_apart for one in statements),
         f'<path d="M4 -5H36" fill="none" {_THICK}/>', "verschil van 2 punten of meer"),
    ]  # fmt: skip
    rows, down = "", bottom + 8
    for occurs, mark, words in entries:
        if occurs:
            down += _LEGEND_ROW
            rows += f'<g transform="translate(0 {down})">{mark}<text x="48">{words}</text></g>'
    return rows, down + 10
