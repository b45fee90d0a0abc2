"""Places for the labels of a picture: close to what they name, and never over each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_STEP = 4
_DIAGONAL = 0.8
_DIRECTIONS = (
    *((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0)),
    *((x * _DIAGONAL, y * _DIAGONAL) for y, x in product((-1, 1), (1, -1))),
)


def around(centre: Point, width: float, height: float) -> Box:
    """The box of a size around its middle."""
    x, y = centre
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have some room in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def along(begin: Point, end: Point) -> list[Box]:
    """Small boxes that together cover a line."""
    (x1, y1), (x2, y2) = begin, end
    steps = max(1, round(max(abs(x2 - x1), abs(y2 - y1)) / _STEP))
    parts = (number / steps for number in range(steps + 1))
    return [around((x1 + (x2 - x1) * p, y1 + (y2 - y1) * p), _STEP, _STEP) for p in parts]


def free_place(
    near: Box, size: Point, taken: Sequence[Box], costs: Sequence[tuple[Box, int]], within: Box
) -> Point | None:
    """The middle of the best free place beside a box, or None when all is full.

    What is in `taken` is never covered. Each of `costs` that is covered is as bad as standing so
    much farther away.
    """
    best, least = None, math.inf
    for gap, spot in _spots(near, size, within):
        if gap >= least:
            break
        box = around(spot, *size)
        if not any(overlap(box, other) for other in taken):
            cost = gap + sum(cost for other, cost in costs if overlap(box, other))
            best, least = (spot, cost) if cost < least else (best, least)
    return best


def _inside(box: Box, room: Box) -> bool:
    return all(box[n] >= room[n] for n in (0, 1)) and all(box[n] <= room[n] for n in (2, 3))


def _spots(near: Box, size: Point, within: Box) -> Iterator[tuple[int, Point]]:
    """Middles beside a box, the closest first, each with its distance."""
    x, y = (near[0] + near[2]) / 2, (near[1] + near[3]) / 2
    across, down = (near[2] - near[0] + size[0]) / 2, (near[3] - near[1] + size[1]) / 2
    farthest = round(max(within[2] - within[0], within[3] - within[1]))
    for gap, (right, below) in product(range(0, farthest, _STEP), _DIRECTIONS):
        spot = x + right * (across + gap), y + below * (down + gap)
        box = around(spot, *size)
        if _inside(box, within):
            yield gap, spot
