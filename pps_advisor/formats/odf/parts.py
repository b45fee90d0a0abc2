"""The text of an ODT of someone else: where our parts stand in it, and among what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from pps_advisor.formats.common.blocks import outermost
from pps_advisor.formats.common.fitting import Around
from pps_advisor.formats.document import PREFIX
from pps_advisor.formats.odf.package import NAMESPACES
from pps_advisor.formats.odf.reading import Anchor, says
from pps_advisor.formats.package.archive import refuse
from pps_advisor.formats.package.safe_xml import Element, Scan, scan
from pps_advisor.model.frozen import frozen

_TEXT, _OFFICE, _STYLE = (f"{NAMESPACES[prefix]} " for prefix in ("text", "office", "style"))
_SECTION, _SEQUENCE = f"{_TEXT}section", f"{_TEXT}sequence"
_NAME = f"{_TEXT}name"
_AUTOMATIC = f"{_OFFICE}automatic-styles"
_BODY = f"{_OFFICE}body"
_ANCHOR_ENDS = ("", "-start", "-end")
_HEADING, _PARAGRAPH = f"{_TEXT}h", f"{_TEXT}p"
_LEVEL = f"{_TEXT}outline-level"
_CHANGES = {f"{_TEXT}change-start", f"{_TEXT}change-end"}
_COMMENT = f"{_OFFICE}annotation"
_ANCHORS = {
    _COMMENT,
    f"{_OFFICE}annotation-end",
    *(f"{_TEXT}{kind}{end}" for kind in ("bookmark", "reference-mark") for end in _ANCHOR_ENDS),
}
"""What others hang on a text: it outlives the text."""
_WANTED = {_SECTION, _SEQUENCE, _AUTOMATIC, _BODY, _HEADING, _PARAGRAPH, *_CHANGES, *_ANCHORS}


@frozen
class Part:
    """A section of the file that is a part of ours."""

    tag: str
    element: Element

    @property
    def start(self) -> int:
        """The offset of its begin tag."""
        return self.element.start

    @property
    def end(self) -> int:
        """The offset behind its end tag."""
        return self.element.end

    def holds(self, other: Element) -> bool:
        """Whether another element stands inside this part."""
        return self.element.inner_start <= other.start < self.element.inner_end


@frozen
class TextFile:
    """The XML of a text, with the elements that matter to us and the parts that we can fill.

    `unknown` are the tags of parts that are not in our document.
    """

    content: bytes
    found: Scan
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements that matter, in the order of their begin."""
        return self.found.elements

    def first(self, name: str) -> Element | None:
        """The first element with a name such as ``body``, in the namespace ``office``."""
        return next((one for one in self.elements if one.name == f"{_OFFICE}{name}"), None)

    def names_elsewhere(self) -> set[str]:
        """The tags that stand outside what is renewed: a name can be there only once."""
        spans = [(part.element.start, part.element.end) for part in self.parts]
        return {
            _tag(one)
            for one in self.elements
            if one.name == _SECTION
            and one.attributes.get(_NAME, "").startswith(PREFIX)
            and not any(start <= one.start < end for start, end in spans)
        } | {part.tag for part in self.parts}

    def captions_before(self, part: Part, kind: str) -> int:
        """How many captions of others come before a part."""
        spans = [(one.element.start, one.element.end) for one in self.parts]
        return sum(
            element.name == _SEQUENCE
            and element.attributes.get(_NAME) == kind
            and element.start < part.element.start
            and not any(start <= element.start < end for start, end in spans)
            for element in self.elements
        )

    def says_already(self, part: Part, xml: str) -> bool:
        """Whether a part has this text, if perhaps written by another program."""
        return says(self._source(part.element.inner_start, part.element.inner_end)) == says(xml)

    def _source(self, start: int, end: int) -> str:
        return self.content[start:end].decode()

    def around(self, part: Part) -> Around:
        """Where a part stands among the headings of the file itself."""
        others = [
            one
            for one in self.elements
            if one.name == _HEADING
            and one.end <= part.element.start
            and not any(other.holds(one) for other in self.parts)
        ]
        there = [_level(one) for one in self.elements if one.name == _HEADING and part.holds(one)]
        if not others:
            return Around(there=min(there, default=0))
        between = self.content[others[-1].end : part.element.start]
        return Around(_level(others[-1]), not between.strip(), min(there, default=0))

    def anchors(self, part: Part) -> list[Anchor]:
        """The bookmarks and comments inside a part."""
        return [
            Anchor(self._source(one.start, one.end), self._words_around(one))
            for one in self.elements
            if one.name in _ANCHORS and part.holds(one) and _COMMENT not in one.parents
        ]

    def _words_around(self, element: Element) -> str:
        holders = [
            one
            for one in self.elements
            if one.name in (_HEADING, _PARAGRAPH) and one.start < element.start < one.end
        ]
        if not holders:
            return ""
        return says(self._source(holders[-1].inner_start, holders[-1].inner_end)).strip()


def read_text(content: bytes, known: Container[str], name: str) -> TextFile:
    """Find the parts in ``content.xml`` that are among the sections `known`.

    `name` is the file's name, for messages. Raises InvalidInput for XML that is not safe, a part
    that is there twice, and a tracked change across the edge of a part.
    """
    found = scan(content, name, is_wanted)
    ours = [Part(_tag(one), one) for one in found.elements if _is_ours(one)]
    _check_once(ours, name)
    parts, unknown = outermost(ours, known)
    _check_edges(found, parts, name)
    return TextFile(content, found, tuple(parts), unknown)


def style_names(found: Scan) -> set[str]:
    """The names of the styles in an XML file."""
    key = f"{_STYLE}name"
    return {one.attributes[key] for one in found.elements if key in one.attributes}


def heading_styles(styles: Scan) -> dict[int, str]:
    """The styles for headings of a file that does not call them as LibreOffice does."""
    names = style_names(styles)
    by_level = {
        int(one.attributes[f"{_STYLE}default-outline-level"]): one.attributes[f"{_STYLE}name"]
        for one in reversed(styles.elements)
        if one.attributes.get(f"{_STYLE}default-outline-level", "").isdecimal()
        and f"{_STYLE}name" in one.attributes
    }
    return {level: name for level, name in by_level.items() if f"Heading_20_{level}" not in names}


def is_wanted(name: str, attributes: dict[str, str]) -> bool:
    return name in _WANTED or f"{_STYLE}name" in attributes


def _is_ours(element: Element) -> bool:
    """Whether an element is a part of ours that still stands in the text."""
    named = element.name == _SECTION and element.attributes.get(_NAME, "").startswith(PREFIX)
    return named and f"{_TEXT}tracked-changes" not in element.parents


def _tag(element: Element) -> str:
    return element.attributes[_NAME].removeprefix(PREFIX)


def _check_once(parts: list[Part], name: str) -> None:
    for tag, count in Counter(part.tag for part in parts).items():
        if count > 1:
            sentence = f"Het deel '{PREFIX}{tag}' staat {count} keer in dit document."
            refuse(name, "dubbel-deel", sentence, "Geef elke sectie een eigen naam.")


def _check_edges(found: Scan, parts: list[Part], name: str) -> None:
    """Refuse to cut through a tracked change that begins inside a part and ends outside it."""
    changes = [one for one in found.elements if one.name in _CHANGES]
    for part in parts:
        inside = {_change(one) for one in changes if part.holds(one)}
        outside = {_change(one) for one in changes if not part.holds(one)}
        if inside & outside:
            sentence = (
                f"Een bijgehouden wijziging loopt over de rand van het deel '{PREFIX}{part.tag}'."
            )
            refuse(name, "loopt-door", sentence, "Accepteer of verwerp die wijziging eerst.")


def _change(element: Element) -> str:
    return element.attributes.get(f"{_TEXT}change-id", "")


def _level(heading: Element) -> int:
    level = heading.attributes.get(_LEVEL, "1")
    return int(level) if level.isdecimal() else 1
