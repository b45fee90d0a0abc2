"""Pictures of a difference: the themes before and after, and the priorities as a slope.

They can be read without colour: marks, words and the kind of line say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pps_advisor.formats.document import Picture
from pps_advisor.formats.plain.layout import clip
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Assessment, ThemeJudgement
from pps_advisor.model.outcome.difference import Difference
from pps_advisor.writing.pictures.chart import mark, svg_text
from pps_advisor.writing.words.words import points

_WIDTH = 680
_INK, _BLUE, _LINE = "#1a1a1a", "#154273", "#595959"
_ROW = 30
_TOP, _MOVERS = 5, 3
_HEIGHT = 340
_LEFT, _RIGHT = 275, 405
_LABEL = 17
_COLUMNS = 32


def theme_picture(difference: Difference) -> Picture:
    """Each theme with its judgement before and after."""
    old = {theme.id: theme for theme in difference.old.themes}
    new = {theme.id: theme for theme in difference.new.themes}
    ids = list(dict.fromkeys([*new, *old]))
    pairs = [(old.get(one), new.get(one)) for one in ids]
    said = [_theme_said(*pair) for pair in pairs]
    rows = "".join(_theme_row(*pair, 34 + n * _ROW) for n, pair in enumerate(pairs))
    head = _text(250, 16, "Was", bold=True) + _text(480, 16, "Is", bold=True)
    svg = _svg("themas", 40 + len(pairs) * _ROW, "Oordeel per thema, was en is", said, head + rows)
    return Picture(svg, " ".join(said), "Het oordeel per thema, was en is")


def _theme_said(old: ThemeJudgement | None, new: ThemeJudgement | None) -> str:
    theme = new or old
    was, now = (one.judgement.value if one else "niet beoordeeld" for one in (old, new))
    title = theme.title if theme else ""
    return f"{title}: blijft {now}." if was == now else f"{title}: was {was}, is {now}."


def _theme_row(old: ThemeJudgement | None, new: ThemeJudgement | None, top: int) -> str:
    theme = new or old
    changed = old is None or new is None or old.judgement is not new.judgement
    title = _text(0, top + 13, clip(theme.title if theme else "", 30), bold=changed)
    arrow = f'<path d="M420 {top + 8}h40m-7 -5 7 5-7 5" fill="none" stroke="{_BLUE}"/>'
    return (
        title
        + _judgement(old, 228, top)
        + (arrow if changed else "")
        + _judgement(new, 478 - 18, top, bold=changed)
    )


def _judgement(theme: ThemeJudgement | None, left: int, top: int, bold: bool = False) -> str:
    if theme is None:
        return _text(left + 22, top + 13, "niet beoordeeld")
    key = theme.judgement.value.replace(" ", "-")
    shape = f'<g transform="translate({left + 8} {top})">{mark(key, 16)}</g>'
    return shape + _text(left + 32, top + 13, theme.judgement.value, bold=bold)


@frozen
class _Slope:
    """One recommendation with its old and new priority; 0 where it is not given for certain."""

    title: str
    old: float
    new: float

    @property
    def said(self) -> str:
        return f"{self.title}: van {points(self.old)} naar {points(self.new)}."


def slope_picture(difference: Difference) -> Picture | None:
    """The priorities of the first five before and after; None when there is no advice at all."""
    slopes = _slopes(difference.old, difference.new)
    if not slopes:
        return None
    said = [slope.said for slope in slopes]
    scale = _Scale.of([number for slope in slopes for number in (slope.old, slope.new)])
    lines = "".join(_slope_line(slope, scale) for slope in slopes)
    left = _labels([(slope.old, slope) for slope in slopes], scale, _LEFT, "end")
    right = _labels([(slope.new, slope) for slope in slopes], scale, _RIGHT, "start")
    head = _text(_LEFT, 14, "Was", "end", True) + _text(_RIGHT, 14, "Is", "start", True)
    axes = "".join(
        f'<path d="M{x} 24V{_HEIGHT - 6}" stroke="{_LINE}" fill="none"/>' for x in (_LEFT, _RIGHT)
    )
    title = "Prioriteit van aanbevelingen, was en is"
    svg = _svg("prioriteiten", _HEIGHT, title, said, head + axes + lines + left + right)
    caption = (
        "Prioriteit van de eerste vijf aanbevelingen en van wat het meest veranderde. De lijnen "
        f"lopen van {scale.low} tot {scale.high}; een stippellijn daalt"
    )
    return Picture(svg, " ".join(said), caption)


@frozen
class _Scale:
    """The part of 0 to 100 that is drawn, in tens."""

    low: int
    high: int

    @classmethod
    def of(cls, priorities: Sequence[float]) -> _Scale:
        low = int(min(priorities) // 10) * 10
        return cls(low, min(100, max(low + 20, int(max(priorities) // 10) * 10 + 10)))

    def height(self, priority: float) -> float:
        """Where a priority stands, from above."""
        share = (priority - self.low) / (self.high - self.low)
        return round(_HEIGHT - 20 - share * (_HEIGHT - 56), 1)


def _slopes(old: Assessment, new: Assessment) -> list[_Slope]:
    """The recommendations among the first five of either, and those that moved most."""
    before, after = _certain(old), _certain(new)
    moved = sorted({**before, **after}, key=lambda name: (-_moved(name, before, after), name))
    movers = [name for name in moved[:_MOVERS] if _moved(name, before, after)]
    names = dict.fromkeys([*list(after)[:_TOP], *list(before)[:_TOP], *movers])
    found = [(before.get(name), after.get(name)) for name in names]
    return [
        _Slope(
            (now or was).recommendation.short,  # type: ignore[union-attr]  # one is there
            was.priority if was else 0.0,
            now.priority if now else 0.0,
        )
        for was, now in found
    ]


def _moved(name: str, before: Mapping[str, Advice], after: Mapping[str, Advice]) -> float:
    """How many points a priority moved; what is not given for certain has none."""
    old, new = (found[name].priority if name in found else 0.0 for found in (before, after))
    return round(abs(old - new), 1)


def _certain(assessment: Assessment) -> dict[str, Advice]:
    return {a.recommendation.id: a for a in assessment.advice if a.status is Status.DEFINITE}


def _slope_line(slope: _Slope, scale: _Scale) -> str:
    colour = _LINE if slope.old == slope.new else _BLUE
    dashed = ' stroke-dasharray="5 4"' if slope.new < slope.old else ""
    old, new = scale.height(slope.old), scale.height(slope.new)
    return (
        f'<path d="M{_LEFT} {old}L{_RIGHT} {new}" fill="none" '
        f'stroke="{colour}" stroke-width="2"{dashed}/>'
    )


def _labels(slopes: Iterable[tuple[float, _Slope]], scale: _Scale, axis: int, anchor: str) -> str:
    """The names beside an axis, pushed apart where they would stand on each other."""
    ordered = sorted(slopes, key=lambda one: (-one[0], one[1].title))
    places = [scale.height(priority) for priority, _ in ordered]
    side = -1 if anchor == "end" else 1
    texts = []
    for (priority, slope), at, y in zip(ordered, places, _apart(places), strict=True):
        name, number = clip(slope.title, _COLUMNS), points(priority)
        words = f"{name} {number}" if anchor == "end" else f"{number} {name}"
        line = f'<path d="M{axis} {at}L{axis + 12 * side} {y:g}" stroke="{_LINE}" fill="none"/>'
        texts.append(line + _text(axis + 16 * side, y + 4, words, anchor))
    return "".join(texts)


def _apart(places: Sequence[float]) -> list[float]:
    """Places from top to bottom, a line apart, around where they would stand by themselves."""
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _top(groups[-1]) < _bottom(groups[-2]) + _LABEL:
            last = groups.pop()
            groups[-1] += last
    found = [_top(group) + n * _LABEL for group in groups for n in range(len(group))]
    excess = max(0.0, found[-1] - (_HEIGHT - 10)) if found else 0.0
    return [place - excess for place in found]


def _top(group: Sequence[float]) -> float:
    """Where the first label of a group stands: the group is centred on its places."""
    return max(32.0, sum(group) / len(group) - _LABEL * (len(group) - 1) / 2)


def _bottom(group: Sequence[float]) -> float:
    return _top(group) + _LABEL * (len(group) - 1)


def _text(x: float, y: float, words: str, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{weight}>{svg_text(words)}</text>'


def _svg(name: str, height: int, title: str, said: Sequence[str], body: str) -> str:
    ids = f"{name}-verschil-titel {name}-verschil-tekst"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" aria-labelledby="{ids}" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{_INK}">'
        f'<title id="{name}-verschil-titel">{svg_text(title)}</title>'
        f'<desc id="{name}-verschil-tekst">{svg_text(" ".join(said))}</desc>{body}</svg>'
    )
