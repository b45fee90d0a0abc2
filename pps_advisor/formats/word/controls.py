"""The content controls of a Word text that are ours to fill: where they stand and what fits."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from enum import Enum

import attrs

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.formats.document import PREFIX
from pps_advisor.formats.word.styles import Styles, level_of
from pps_advisor.formats.word.tree import Node, whole_number
from pps_advisor.model.frozen import frozen


class Place(Enum):
    """What a content control stands around, and so what may be inside it."""

    BLOCK = "blok"
    RUN = "regel"
    ROW = "rij"
    CELL = "cel"


@frozen
class Control:
    """A content control with our prefix; `tag` is without it. `plain` takes text alone."""

    node: Node = attrs.field(repr=False)
    tag: str
    place: Place
    plain: bool
    several_lines: bool

    @property
    def content(self) -> Node | None:
        """The element with the content."""
        return self.node.child("w:sdtContent")

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of the content."""
        content = self.content
        if content is None:
            return (self.node.inner[1], self.node.inner[1])
        return (content.start, content.end)

    @property
    def waits(self) -> bool:
        """Whether it shows a placeholder instead of content."""
        properties = self.node.child("w:sdtPr")
        return properties is not None and properties.is_on("w:showingPlcHdr")


_AROUND = {"w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"}
_PLACES = {"w:tbl": Place.ROW, "w:tr": Place.CELL}
_BLOCKS = {"w:body", "w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote"}
_GONE = {"w:del", "w:moveFrom"}
_OTHER_KINDS = {
    "w:date": "een datumveld",
    "w:dropDownList": "een keuzelijst",
    "w:comboBox": "een keuzelijst",
    "w:picture": "een veld voor een afbeelding",
    "w:equation": "een veld voor een formule",
    "w:citation": "een veld voor een bronvermelding",
    "w:bibliography": "een literatuurlijst",
    "w:group": "een groep",
    "w:docPartList": "een bouwsteen",
    "w:docPartObj": "een bouwsteen",
}


def find_controls(root: Node) -> Iterator[Control]:
    """Every control with our prefix, in the order of the text, also those inside another."""
    for node in root.walk("w:sdt"):
        # Never by its title: LibreOffice keeps that and drops the tag, but it also shrinks the
        # control to its first paragraph, and filling that would say the rest twice.
        tag = node.value("w:sdtPr", "w:tag")
        if tag.startswith(PREFIX) and not any(one.name in _GONE for one in node.ancestors()):
            text = node.child("w:sdtPr", "w:text")
            several = text is not None and text.get("w:multiLine") in ("1", "true", "on")
            yield Control(node, tag.removeprefix(PREFIX), _place(node), text is not None, several)


def outermost(controls: Iterable[Control]) -> list[Control]:
    """The controls, in their order, that stand in no other of them."""
    found: list[Control] = []
    for control in controls:
        if not found or control.node.start >= found[-1].node.end:
            found.append(control)
    return found


def unfit(control: Control, name: str) -> Problem | None:
    """Why a control cannot be filled, or None. `name` is that of the file."""
    properties = control.node.child("w:sdtPr")
    kinds = [child.name for child in properties.children] if properties else []
    what = next((_OTHER_KINDS[kind] for kind in kinds if kind in _OTHER_KINDS), "")
    if any(
        kind.endswith(("checkbox", "repeatingSection", "repeatingSectionItem")) for kind in kinds
    ):
        what = "een selectievakje of een herhalend veld"
    if what:
        sentence = f"Het veld '{PREFIX}{control.tag}' is {what}; daar past geen tekst in."
        hint = "Maak er in Word een inhoudsbesturingselement voor tekst met opmaak van."
        return Problem(SourceLocation(name), "ander-veld", sentence, hint)
    if any(kind.endswith("dataBinding") for kind in kinds):
        sentence = (
            f"Het veld '{PREFIX}{control.tag}' is gekoppeld aan gegevens in het document; Word zou "
            "de nieuwe tekst weer weghalen."
        )
        hint = "Vervang het door een inhoudsbesturingselement zonder koppeling."
        return Problem(SourceLocation(name), "gekoppeld-veld", sentence, hint)
    return None


def _place(node: Node) -> Place:
    around = next((one.name for one in node.ancestors() if one.name not in _AROUND), "")
    if around in _BLOCKS:
        return Place.BLOCK
    return _PLACES.get(around, Place.RUN)


@frozen
class Surroundings:
    """What stands before a control: the level of the heading over it (0 for none), and whether
    that heading stands right above it."""

    level: int
    right_above: bool


def surroundings(
    root: Node, controls: Iterable[Control], styles: Styles
) -> dict[int, Surroundings]:
    """Where in the outline of the text of others controls stand, by the offset of each.

    `controls` are in their order, and none stands in another.
    """
    found = {}
    paragraphs = deque(root.walk("w:p"))
    level, right_above = 0, False
    for control in controls:
        while paragraphs and paragraphs[0].start < control.node.start:
            level, right_above = _next(paragraphs.popleft(), styles, level, right_above)
        found[control.node.start] = Surroundings(level, right_above)
        while paragraphs and paragraphs[0].start < control.node.end:
            paragraphs.popleft()
            right_above = False
    return found


def _next(node: Node, styles: Styles, level: int, right_above: bool) -> tuple[int, bool]:
    """The outline after one more paragraph of others."""
    found = heading_level(node, styles)
    if found and not any(one.name in ("w:tc", "w:txbxContent") for one in node.ancestors()):
        return found, True
    says_something = next(node.walk("w:t", "w:drawing", "w:pict", "w:object"), None) is not None
    return level, right_above and not says_something


def heading_level(node: Node, styles: Styles) -> int:
    """The level of a paragraph in the outline, from 1; 0 for running text."""
    own = node.value("w:pPr", "w:outlineLvl")
    if own:
        return level_of(own)
    return styles.level_of(node.value("w:pPr", "w:pStyle"))


_TWIPS_A4 = (9072, 13400)
_CELL_MARGIN, _LEAST = 230, 600
_MOST = 31_680
"""Twips: the largest page that Word knows."""


def room(root: Node, control: Control) -> tuple[int, int]:
    """The width and height in twips that a control has for text."""
    cells = control.content.children if control.content and control.place is Place.CELL else []
    first = next((one for one in cells if one.name == "w:tc"), None)
    return room_at(root, first.children[0] if first and first.children else control.node)


def room_at(root: Node, node: Node) -> tuple[int, int]:
    """The width and height in twips for text where an element stands: a cell or a page."""
    width, height = page_room(root, node.start)
    cell = next((one for one in node.ancestors() if one.name == "w:tc"), None)
    if cell is None:
        return width, height
    size = cell.child("w:tcPr", "w:tcW")
    if size and size.get("w:type") == "dxa" and whole_number(size.get("w:w")):
        return max(_LEAST, min(width, whole_number(size.get("w:w")) - _CELL_MARGIN)), height
    row = cell.parent
    beside = len([one for one in row.children if one.name == "w:tc"]) if row else 1
    return max(_LEAST, width // max(1, beside) - _CELL_MARGIN), height


def page_room(root: Node, offset: int) -> tuple[int, int]:
    """The width and height in twips for text on the pages around an offset."""
    section = next((one for one in root.walk("w:sectPr") if one.start >= offset), None)
    if section is None:
        return _TWIPS_A4
    size, margin = section.child("w:pgSz"), section.child("w:pgMar")
    if size is None or margin is None:
        return _TWIPS_A4
    across, down = _number(size, "w:w", 11906), _number(size, "w:h", 16838)
    width = across - _number(margin, "w:left", 1417) - _number(margin, "w:right", 1417)
    height = down - _number(margin, "w:top", 1417) - _number(margin, "w:bottom", 1417)
    columns = section.child("w:cols")
    count = max(1, _number(columns, "w:num", 1)) if columns else 1
    return max(_LEAST, width // count - (360 if count > 1 else 0)), max(2000, height)


def _number(node: Node, attribute: str, otherwise: int) -> int:
    return min(whole_number(node.get(attribute).lstrip("-"), otherwise), _MOST)
