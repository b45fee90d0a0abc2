"""The position matrix of the parties: entrepreneurship by orientation on financial or social value.

After dankerlui2025 2.4.1, figuur 2. A dot is how a party sees itself, a ring how others see it:
a dot in its own ring is agreement. Parties are numbered; what stands on one place shares a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from pps_advisor.formats.plain.layout import clip, wrap
from pps_advisor.model.case.case import Case, Party, Position
from pps_advisor.model.values import Unknown
from pps_advisor.writing.pictures.chart import svg_text
from pps_advisor.writing.pictures.placing import Box, Point, along, around, free_place
from pps_advisor.writing.views.positions import far_apart, positioned, view_positions
from pps_advisor.writing.words.words import party_name

_WIDTH = 440
_UNIT = 70
_LEFT, _TOP, _SIDE = 76, 26, 5 * _UNIT
_RIGHT, _BOTTOM = _LEFT + _SIDE, _TOP + _SIDE
_PLANE = (_LEFT + 3, _TOP + 3, _RIGHT - 3, _BOTTOM - 3)
_DOT, _RING = 6, 9.5
_DIGIT, _SIGN, _LINE_HEIGHT, _LABEL_COLUMNS = 9, 5.5, 15, 12
_APART, _OWN_ROOM = 6, 12
"""How far a label keeps from other labels, and if it can from the marks of other places."""
_NAMES, _ROW, _GAP, _NAME_COLUMNS, _NOTE_COLUMNS = 60, 21, 10, 46, 58
_LEADER = 14
_INK, _GRID, _LINE, _BLUE = "#1a1a1a", "#d9d9d9", "#595959", "#154273"
_DOT_MARK = f'r="{_DOT}" fill="{_BLUE}"'
_RING_MARK = f'r="{_RING}" fill="#ffffff" stroke="{_BLUE}" stroke-width="2"'
_OWN, _OTHERS = "eigen beeld", "beeld van anderen, nummer tussen haakjes"


@attrs.frozen
class _Seen:
    """A party with its number and the points where it stands, as far as these are known."""

    number: int
    name: str
    own: Point | None
    by_others: Point | None
    apart: bool

    @property
    def points(self) -> tuple[Point, ...]:
        """The points that are known."""
        return tuple(point for point in (self.own, self.by_others) if point)


@attrs.frozen
class _Place:
    """A point with the parties that see themselves there, and those that others see there."""

    point: Point
    own: tuple[_Seen, ...]
    by_others: tuple[_Seen, ...]

    @property
    def label(self) -> list[str]:
        """The numbers of the parties, those of the second kind between brackets."""
        own, others = (", ".join(str(s.number) for s in x) for x in (self.own, self.by_others))
        return wrap(f"{own} ({others})" if others else own, _LABEL_COLUMNS)

    @property
    def names(self) -> str:
        """The same in words."""
        views = ((self.own, "eigen beeld"), (self.by_others, "beeld van anderen"))
        return "; ".join(f"{seen.name}: {view}" for group, view in views for seen in group)


def positions_text(case: Case) -> tuple[str, ...]:
    """The matrix in sentences, or nothing when no position is known."""
    view = view_positions(case)
    if view is None:
        return ()
    lines = (view.intro, *(f"{name}: {text}" for name, text in view.parties), view.note)
    return tuple(line for line in lines if line)


def positions_svg(case: Case) -> str:
    """The matrix as a picture; "" when of no party both sides of a position are known."""
    numbered = {party.id: number for number, party in enumerate(positioned(case), 1)}
    parties = [_seen(party, numbered.get(party.id, 0)) for party in case.parties or ()]
    drawn = [seen for seen in parties if seen.points]
    left_out = [seen.name for seen in parties if not seen.points]
    return _drawn(drawn, left_out, positions_text(case)) if drawn else ""


def _seen(party: Party, number: int) -> _Seen:
    own, by_others = _point(party.position), _point(party.position_by_others)
    return _Seen(number, party_name(party), own, by_others, far_apart(party))


def _point(position: Position | None) -> Point | None:
    if position is None:
        return None
    value, much = position.value, position.entrepreneurship
    if isinstance(value, Unknown) or isinstance(much, Unknown):
        return None
    return _across(value), _down(much)


def _across(value: Decimal | int) -> float:
    return round(_LEFT + (float(value) - 0.5) * _UNIT, 1)


def _down(value: Decimal | int) -> float:
    return round(_BOTTOM - (float(value) - 0.5) * _UNIT, 1)


def _drawn(parties: Sequence[_Seen], left_out: Sequence[str], described: Iterable[str]) -> str:
    places = _places(parties)
    below, height = _below((_keys(parties), _legend(parties), _notes(left_out)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" '
        'aria-labelledby="posities-titel posities-beschrijving" '
        f'font-family="system-ui, sans-serif" font-size="14" fill="{_INK}">'
        '<title id="posities-titel">Posities van de partijen: ondernemerschap en waarde</title>'
        f'<desc id="posities-beschrijving">{svg_text(" ".join(described))}</desc>'
        f"{_axes()}{_lines(parties)}{_marks(places)}{_labels(places, parties)}{below}</svg>"
    )


def _below(groups: Iterable[Sequence[str]]) -> tuple[str, int]:
    """Rows under the plane, in groups that stand apart, and where they end."""
    rows, down = "", _BOTTOM + 58
    for group in groups:
        for row in group:
            down += _ROW
            rows += f'<g transform="translate(0 {down - _ROW + _GAP})">{row}</g>'
        down += _GAP if group else 0
    return rows, down


def _places(parties: Iterable[_Seen]) -> list[_Place]:
    own: dict[Point, list[_Seen]] = {}
    others: dict[Point, list[_Seen]] = {}
    for seen in parties:
        if seen.own:
            own.setdefault(seen.own, []).append(seen)
        if seen.by_others:
            others.setdefault(seen.by_others, []).append(seen)
    return [
        _Place(point, tuple(own.get(point, ())), tuple(others.get(point, ())))
        for point in sorted({*own, *others})
    ]


def _axes() -> str:
    ends = {1: "weinig ", 5: "veel "}
    grid = "".join(f"{_grid(step)}{_scale(step, ends)}" for step in range(1, 6))
    under = _BOTTOM + 38
    return (
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="#ffffff" '
        f'stroke="{_LINE}"/>{grid}'
        f'<text x="{_LEFT}" y="16" font-weight="600">Ondernemerschap</text>'
        f'<text x="{_LEFT}" y="{under}">financieel</text>'
        f'<text x="{_LEFT + _SIDE // 2}" y="{under}" text-anchor="middle" '
        'font-weight="600">Waarde</text>'
        f'<text x="{_RIGHT}" y="{under}" text-anchor="end">maatschappelijk</text>'
    )


def _grid(step: int) -> str:
    """The lines of one step of both scales; the middle divides the plane in four."""
    x, y = _across(step), _down(step)
    look = f'stroke="{_LINE}" stroke-dasharray="2 4"' if step == 3 else f'stroke="{_GRID}"'
    return f'<path d="M{x:g} {_TOP}V{_BOTTOM}M{_LEFT} {y:g}H{_RIGHT}" fill="none" {look}/>'


def _scale(step: int, ends: Mapping[int, str]) -> str:
    x, y = _across(step), _down(step)
    return (
        f'<text x="{_LEFT - 8}" y="{y + 5:g}" text-anchor="end">{ends.get(step, "")}{step}</text>'
        f'<text x="{x:g}" y="{_BOTTOM + 18}" text-anchor="middle">{step}</text>'
    )


def _lines(parties: Iterable[_Seen]) -> str:
    return "".join(_line(s.own, s.by_others, s.apart) for s in parties if s.own and s.by_others)


def _line(begin: Point, end: Point, thick: bool) -> str:
    return (
        f'<path d="M{begin[0]:g} {begin[1]:g}L{end[0]:g} {end[1]:g}" stroke="{_BLUE}" '
        f'stroke-width="{2.5 if thick else 1}"/>'
    )


def _marks(places: Iterable[_Place]) -> str:
    """Rings first, so that a dot can be seen inside one."""
    rings = [(place, _RING_MARK) for place in places if place.by_others]
    dots = [(place, _DOT_MARK) for place in places if place.own]
    return "".join(
        f'<circle cx="{place.point[0]:g}" cy="{place.point[1]:g}" {mark}>'
        f"<title>{svg_text(place.names)}</title></circle>"
        for place, mark in (*rings, *dots)
    )


def _labels(places: Sequence[_Place], parties: Iterable[_Seen]) -> str:
    taken = [_box(place) for place in places]
    lines = [
        (box, 2) for s in parties if s.own and s.by_others for box in along(s.own, s.by_others)
    ]
    labels = []
    for place in places:
        others = [(_box(other, _OWN_ROOM), 12) for other in places if other != place]
        labels.append(_label(place, taken, [*lines, *others]))
    return (
        '<g id="posities-nummers" font-size="13" font-weight="600" text-anchor="middle">'
        f"{''.join(labels)}</g>"
    )


def _box(place: _Place, room: int = 0) -> Box:
    size = 2 * ((_RING if place.by_others else _DOT) + 3 + room)
    return around(place.point, size, size)


def _size(label: Iterable[str]) -> Point:
    """A generous guess at the room that lines of numbers take, whatever the typeface."""
    lines = [sum(_DIGIT if char.isdigit() else _SIGN for char in line) for line in label]
    return max(lines) + 2, len(lines) * _LINE_HEIGHT


def _label(place: _Place, taken: list[Box], costs: Sequence[tuple[Box, int]]) -> str:
    """The numbers at a place, where they cover nothing; what they take is added to `taken`."""
    label = place.label
    size = _size(label)
    spot = free_place(_box(place), size, taken, costs, _PLANE)
    if spot is None:
        return ""
    box = around(spot, *size)
    taken.append(around(spot, size[0] + _APART, size[1]))
    return _leader(place.point, box) + "".join(
        f'<text x="{spot[0]:g}" y="{box[1] + 12 + n * _LINE_HEIGHT:g}" stroke="#ffffff" '
        f'stroke-width="4" stroke-linejoin="round" paint-order="stroke">{line}</text>'
        for n, line in enumerate(label)
    )


def _leader(point: Point, box: Box) -> str:
    """A thin line from a mark to a label that could not stand close to it."""
    x = min(max(point[0], box[0]), box[2])
    y = min(max(point[1], box[1]), box[3])
    if max(abs(x - point[0]), abs(y - point[1])) < _RING + _LEADER:
        return ""
    return f'<path d="M{point[0]:g} {point[1]:g}L{x:g} {y:g}" stroke="{_LINE}" stroke-width=".75"/>'


def _keys(parties: Sequence[_Seen]) -> list[str]:
    """What the marks and lines mean, as far as they occur."""
    keys = []
    if any(seen.own for seen in parties):
        keys.append(_key(f'<circle cx="32" cy="-5" {_DOT_MARK}/>', _OWN))
    if any(seen.by_others for seen in parties):
        keys.append(_key(f'<circle cx="32" cy="-5" {_RING_MARK}/>', _OTHERS))
    if any(seen.own and seen.by_others and seen.apart for seen in parties):
        keys.append(_key(_line((16, -5), (48, -5), True), "verschil van 2 punten of meer"))
    return keys


def _key(picture: str, text: str) -> str:
    return f'{picture}<text x="{_NAMES}">{text}</text>'


def _legend(parties: Iterable[_Seen]) -> list[str]:
    return [
        f'<text x="32" text-anchor="middle" font-weight="600">{seen.number}</text>'
        f'<text x="{_NAMES}">{svg_text(clip(seen.name, _NAME_COLUMNS))}</text>'
        for seen in parties
    ]


def _notes(left_out: Sequence[str]) -> list[str]:
    if not left_out:
        return []
    note = f"Niet of maar deels bekend, dus niet getekend: {'; '.join(left_out)}"
    return [f'<text font-size="13">{svg_text(line)}</text>' for line in wrap(note, _NOTE_COLUMNS)]
