"""Renew our parts inside an ODT of someone else: its sections named ``pps-advisor:TAG``.

The new text is spliced into the bytes of ``content.xml``; nothing else there changes but for the
automatic styles that the text needs. Of the package, only the manifest and our pictures change.
"""

from __future__ import annotations

import re

from pps_advisor.model.frozen import frozen
from pps_advisor.writing.document import Document, Section
from pps_advisor.writing.documents.archive import refuse
from pps_advisor.writing.documents.blocks import sections, without_gaps
from pps_advisor.writing.documents.filled import PREFIX, Filled
from pps_advisor.writing.documents.odf_blocks import OdfText
from pps_advisor.writing.documents.odf_package import NAMESPACES, open_odt, repacked
from pps_advisor.writing.documents.odf_styles import Style, lacking
from pps_advisor.writing.documents.safe_xml import Element, Scan, scan

_TEXT, _OFFICE, _STYLE = (f"{NAMESPACES[prefix]} " for prefix in ("text", "office", "style"))
_SECTION, _SEQUENCE = f"{_TEXT}section", f"{_TEXT}sequence"
_NAME = f"{_TEXT}name"
_AUTOMATIC = f"{_OFFICE}automatic-styles"
_BODY = f"{_OFFICE}body"
_ENDS = {
    f"{_TEXT}bookmark-start": _NAME,
    f"{_TEXT}bookmark-end": _NAME,
    f"{_TEXT}reference-mark-start": _NAME,
    f"{_TEXT}reference-mark-end": _NAME,
    f"{_TEXT}change-start": f"{_TEXT}change-id",
    f"{_TEXT}change-end": f"{_TEXT}change-id",
    f"{_OFFICE}annotation": f"{_OFFICE}name",
    f"{_OFFICE}annotation-end": f"{_OFFICE}name",
}
"""What marks one end of something, with the attribute that both ends share."""
_FIRST_TAG = re.compile(rb"<[^\s/>]+")
_TOP_TAG = re.compile(r"<[a-z]+:[a-z-]+")
Splice = tuple[int, int, bytes]


@frozen
class _Part:
    """A section of the file that gets new content."""

    tag: str
    element: Element
    section: Section


def fill(original: bytes, document: Document, name: str) -> Filled:
    """Renew the sections of an ODT whose name is the tag of a section of `document`.

    `name` is the file's name, for messages. A part inside another part that is renewed goes with
    it. Raises InvalidInput when the file is no ODT, is encrypted, signed or damaged, holds more
    than a document would, has a part twice, or has a comment, bookmark or tracked change that
    runs across the edge of a part.
    """
    archive = open_odt(original, name)
    content = archive.read("content.xml")
    found = scan(content, name, _is_wanted)
    ours = [one for one in found.elements if _is_ours(one)]
    _check_once(ours, name)
    parts, unknown = _chosen(ours, sections(without_gaps(document.blocks)))
    _check_edges(found, parts, name)
    styles = scan(archive.read("styles.xml"), name, _is_wanted)
    filler = _Filler(content, found, parts, styles)
    new_content = filler.content()
    if new_content == content:
        data = archive.data
    else:
        data = repacked(archive, new_content, filler.pictures)
    return Filled(data, tuple(filler.renewed), tuple(filler.unchanged), unknown)


def _is_wanted(name: str, attributes: dict[str, str]) -> bool:
    return (
        name in (_SECTION, _SEQUENCE, _AUTOMATIC, _BODY)
        or name in _ENDS
        or f"{_STYLE}name" in attributes
    )


def _is_ours(element: Element) -> bool:
    """Whether an element is a part of ours that still stands in the text."""
    named = element.name == _SECTION and element.attributes.get(_NAME, "").startswith(PREFIX)
    return named and f"{_TEXT}tracked-changes" not in element.parents


def _tag(element: Element) -> str:
    return element.attributes[_NAME].removeprefix(PREFIX)


def _check_once(ours: list[Element], name: str) -> None:
    tags = [_tag(one) for one in ours]
    for tag in tags:
        if tags.count(tag) > 1:
            sentence = f"Het deel '{PREFIX}{tag}' staat meer dan één keer in dit document."
            refuse(name, "dubbel-deel", sentence, "Geef elke sectie een eigen naam.")


def _chosen(ours: list[Element], known: dict[str, Section]) -> tuple[list[_Part], tuple[str, ...]]:
    """The outermost parts that we know, and the tags of those that we do not."""
    parts: list[_Part] = []
    unknown = []
    for element in ours:
        inside = parts and element.end <= parts[-1].element.end
        if inside:
            continue
        tag = _tag(element)
        if tag in known:
            parts.append(_Part(tag, element, known[tag]))
        else:
            unknown.append(tag)
    return parts, tuple(unknown)


def _check_edges(found: Scan, parts: list[_Part], name: str) -> None:
    """Refuse to cut through what begins inside a part and ends outside it, or the reverse."""
    for part in parts:
        inside: dict[str, int] = {}
        outside: set[str] = set()
        for element in found.elements:
            if element.name not in _ENDS or not _shared(element):
                continue
            shared = _shared(element)
            if part.element.inner_start <= element.start < part.element.inner_end:
                inside[shared] = inside.get(shared, 0) + 1
            else:
                outside.add(shared)
        if outside & inside.keys():
            refuse(
                name,
                "loopt-door",
                f"Een opmerking, bladwijzer of bijgehouden wijziging loopt over de rand van het "
                f"deel '{PREFIX}{part.tag}'.",
                "Verwijder of verwerk die eerst.",
            )


def _shared(element: Element) -> str:
    """What both ends of a bookmark, comment or change have in common; empty for what has none."""
    name = element.attributes.get(_ENDS[element.name], "")
    kind = element.name.removesuffix("-start").removesuffix("-end")
    return f"{kind} {name}" if name else ""


class _Filler:
    """Makes the new content.xml, as the old one with splices."""

    def __init__(self, content: bytes, found: Scan, parts: list[_Part], styles: Scan) -> None:
        self._content, self._found, self._parts, self._named = content, found, parts, styles
        self._headings = _headings(styles)
        self._styles: dict[str, Style] = {}
        self._new = ""
        self.pictures: dict[str, bytes] = {}
        self.renewed: list[str] = []
        self.unchanged: list[str] = []

    def content(self) -> bytes:
        """The whole new content.xml."""
        splices = self._splices()
        if self._new:
            splices += self._new_styles()
        new, at = [], 0
        for start, end, data in sorted(splices):
            new += [self._content[at:start], data]
            at = end
        return b"".join([*new, self._content[at:]])

    def _splices(self) -> list[Splice]:
        splices = []
        counts = {"Table": 0, "Figure": 0}
        taken = self._names_elsewhere()
        for part in self._parts:
            tables, figures = (self._captions_before(part, kind) + counts[kind] for kind in counts)
            text = OdfText(tables, figures, taken, self._headings)
            before = dict(text.counts)
            inner = self._with_namespaces(text.blocks(part.section.blocks, part.tag)).encode()
            counts = {kind: counts[kind] + text.counts[kind] - before[kind] for kind in counts}
            taken |= sections(part.section.blocks).keys()
            self.pictures |= text.pictures
            splice = self._splice(part, inner)
            if splice:
                splices.append(splice)
                self._styles |= text.styles
                self._new += inner.decode()
        return splices

    def _splice(self, part: _Part, inner: bytes) -> Splice | None:
        element = part.element
        if self._content[element.inner_start : element.inner_end] == inner:
            self.unchanged.append(part.tag)
            return None
        self.renewed.append(part.tag)
        if not element.is_empty_tag:
            return element.inner_start, element.inner_end, inner
        tag = self._content[element.start : element.end]
        first = _FIRST_TAG.match(tag)
        assert first is not None  # expat saw it
        opened = tag[:-2].rstrip() + b">"
        return element.start, element.end, opened + inner + b"</" + first[0][1:] + b">"

    def _names_elsewhere(self) -> set[str]:
        """The tags that stand outside what is renewed: a name can be there only once."""
        spans = [(part.element.start, part.element.end) for part in self._parts]
        return {
            _tag(one)
            for one in self._found.elements
            if one.name == _SECTION
            and one.attributes.get(_NAME, "").startswith(PREFIX)
            and not any(start <= one.start < end for start, end in spans)
        } | {part.tag for part in self._parts}

    def _captions_before(self, part: _Part, kind: str) -> int:
        """How many captions of others come before a part."""
        spans = [(one.element.start, one.element.end) for one in self._parts]
        return sum(
            element.name == _SEQUENCE
            and element.attributes.get(_NAME) == kind
            and element.start < part.element.start
            and not any(start <= element.start < end for start, end in spans)
            for element in self._found.elements
        )

    def _with_namespaces(self, xml: str) -> str:
        """The XML with what its prefixes mean, where the file gives them no or another meaning."""
        missing = {
            prefix: uri
            for prefix, uri in NAMESPACES.items()
            if self._found.prefixes.get(prefix) != uri
        }
        if not missing:
            return xml
        declarations = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in missing.items())
        return _at_top_level(xml, declarations)

    def _new_styles(self) -> list[Splice]:
        """The automatic styles that the file lacks, at the end of those that it has."""
        there = _style_names(self._found) | _style_names(self._named)
        lacks = lacking(self._styles.values(), self._new, there)
        if not lacks:
            return []
        xml = self._with_namespaces("".join(style.xml for style in lacks)).encode()
        holder = next((one for one in self._found.elements if one.name == _AUTOMATIC), None)
        if holder is not None and not holder.is_empty_tag:
            return [(holder.inner_end, holder.inner_end, xml)]
        declaration = f'xmlns:office="{NAMESPACES["office"]}"'
        whole = f"<office:automatic-styles {declaration}>".encode() + xml
        whole += b"</office:automatic-styles>"
        if holder is not None:
            return [(holder.start, holder.end, whole)]
        body = next(one for one in self._found.elements if one.name == _BODY)
        return [(body.start, body.start, whole)]


def _style_names(found: Scan) -> set[str]:
    key = f"{_STYLE}name"
    return {one.attributes[key] for one in found.elements if key in one.attributes}


def _headings(styles: Scan) -> dict[int, str]:
    """The styles for headings of a file that does not call them as LibreOffice does."""
    names = _style_names(styles)
    by_level = {
        int(one.attributes[f"{_STYLE}default-outline-level"]): one.attributes[f"{_STYLE}name"]
        for one in reversed(styles.elements)
        if one.attributes.get(f"{_STYLE}default-outline-level", "").isdecimal()
        and f"{_STYLE}name" in one.attributes
    }
    return {level: name for level, name in by_level.items() if f"Heading_20_{level}" not in names}


def _at_top_level(xml: str, declarations: str) -> str:
    """Blocks with declarations in the begin tag of each."""
    parts, depth, at = [], 0, 0
    for tag in re.finditer(r"<(/?)[a-z]+:[a-z-]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", xml):
        if depth == 0 and not tag[1]:
            name = _TOP_TAG.match(tag[0])
            assert name is not None
            parts += [xml[at : tag.start()], name[0], declarations]
            at = tag.start() + name.end()
        depth += 0 if tag[2] else -1 if tag[1] else 1
    return "".join([*parts, xml[at:]])
