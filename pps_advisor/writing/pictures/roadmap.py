"""The roadmap as a picture in SVG: three columns in time, a box for each recommendation.

Nothing hangs on colour: the columns are named, the boxes numbered, and what comes first is said
in words. Only attributes, no styles, so that a strict content security policy lets it through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pps_advisor.formats.plain.layout import wrap
from pps_advisor.model.frozen import frozen
from pps_advisor.writing.pictures.chart import svg_text
from pps_advisor.writing.words.words import joined

_WIDTH, _GAP, _HEAD, _PAD = 660, 12, 52, 10
_COLUMNS = 24
_LINE, _BETWEEN = 18, 10
_INK, _EDGE, _BLUE, _SOFT = "#1a1a1a", "#595959", "#154273", "#f3f5f8"


@frozen
class Stop:
    """A recommendation on the roadmap, and the numbers of what comes before it."""

    number: int
    name: str
    after: tuple[int, ...]


@frozen
class Lane:
    """A column of the roadmap: its name, what it means, and what stands in it."""

    title: str
    subtitle: str
    stops: tuple[Stop, ...]


def roadmap_svg(lanes: Sequence[Lane]) -> str:
    """The picture of the roadmap."""
    width = (_WIDTH - _GAP * (len(lanes) - 1)) / max(1, len(lanes))
    columns = [_lane(lane, round(n * (width + _GAP), 1), width) for n, lane in enumerate(lanes)]
    height = max((bottom for _, bottom in columns), default=_HEAD) + 2
    drawn = "".join(text for text, _ in columns)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" '
        'aria-labelledby="routekaart-titel routekaart-beschrijving" '
        f'font-family="system-ui, sans-serif" font-size="14" fill="{_INK}">'
        '<title id="routekaart-titel">Routekaart: wat wanneer kan</title>'
        f'<desc id="routekaart-beschrijving">{svg_text(roadmap_text(lanes))}</desc>{drawn}</svg>'
    )


def roadmap_text(lanes: Iterable[Lane]) -> str:
    """The same in sentences."""
    return " ".join(
        f"{lane.title} ({lane.subtitle}): {'; '.join(map(_in_words, lane.stops))}."
        if lane.stops
        else f"{lane.title} ({lane.subtitle}): niets."
        for lane in lanes
    )


def _in_words(stop: Stop) -> str:
    return f"{stop.number} {stop.name}{f', {_after(stop)}' if stop.after else ''}"


def _after(stop: Stop) -> str:
    return f"na {joined([str(number) for number in stop.after])}"


def _lane(lane: Lane, left: float, width: float) -> tuple[str, int]:
    """A column, and where it ends."""
    top = _HEAD + _BETWEEN
    boxes = ""
    for stop in lane.stops:
        box, height = _box(stop, left, top, width)
        boxes += box
        top += height + _BETWEEN
    return f"{_head(lane, left, width)}{boxes}", top


def _head(lane: Lane, left: float, width: float) -> str:
    """The name of a column on an arrow that points ahead in time."""
    right, tip = left + width - 12, left + width
    return (
        f'<path d="M{left:g} 1H{right:g}L{tip:g} {_HEAD / 2:g}L{right:g} {_HEAD - 1}H{left:g}z" '
        f'fill="{_BLUE}"/>'
        f'<text x="{left + _PAD:g}" y="22" font-weight="600" fill="#ffffff">'
        f"{svg_text(lane.title)}</text>"
        f'<text x="{left + _PAD:g}" y="40" font-size="12" fill="#ffffff">'
        f"{svg_text(lane.subtitle)}</text>"
    )


def _box(stop: Stop, left: float, top: int, width: float) -> tuple[str, int]:
    """A box with a number, a name and what comes before it; and its height."""
    lines = wrap(stop.name, _COLUMNS)
    notes = wrap(_after(stop), _COLUMNS) if stop.after else []
    height = (len(lines) + len(notes)) * _LINE + _PAD + 4
    at = left + _PAD + 26
    texts = "".join(
        f'<text x="{at:g}" y="{top + (n + 1) * _LINE + 1}">{svg_text(line)}</text>'
        for n, line in enumerate(lines)
    )
    texts += "".join(
        f'<text x="{at:g}" y="{top + (len(lines) + n + 1) * _LINE + 1}" font-size="12" '
        f'fill="{_EDGE}">{svg_text(line)}</text>'
        for n, line in enumerate(notes)
    )
    return (
        f'<rect x="{left + 0.5:g}" y="{top + 0.5}" width="{width - 1:g}" height="{height}" rx="3" '
        f'fill="{_SOFT}" stroke="{_EDGE}"/>'
        f'<text x="{left + _PAD:g}" y="{top + _LINE + 1}" font-weight="700">{stop.number}</text>'
        f"{texts}",
        height,
    )
