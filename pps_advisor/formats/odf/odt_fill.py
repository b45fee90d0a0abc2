"""Renew our parts inside an ODT of someone else: its sections named ``pps-advisor:TAG``.

The new text is spliced into the bytes of ``content.xml``; nothing else there changes but for the
automatic styles that the text needs. Of the package, only the manifest and our pictures change.
"""

from __future__ import annotations

import re

from pps_advisor.formats.common.blocks import sections, without_gaps
from pps_advisor.formats.common.filled import Filled
from pps_advisor.formats.common.fitting import fitted
from pps_advisor.formats.document import Document, Section
from pps_advisor.formats.odf.blocks import OdfText
from pps_advisor.formats.odf.package import NAMESPACES, open_odt, repacked
from pps_advisor.formats.odf.parts import (
    Part,
    TextFile,
    heading_styles,
    is_wanted,
    read_text,
    style_names,
)
from pps_advisor.formats.odf.reading import with_anchors
from pps_advisor.formats.odf.styles import Style, lacking
from pps_advisor.formats.package.archive import Archive
from pps_advisor.formats.package.safe_xml import Scan, scan

_FIRST_TAG = re.compile(rb"<[^\s/>]+")
_TOP_TAG = re.compile(r"<[a-z]+:[a-z-]+")
Splice = tuple[int, int, bytes]


def fill(original: bytes, document: Document, name: str) -> Filled:
    """Renew the sections of an ODT whose name is the tag of a section of `document`.

    `name` is the file's name, for messages. A part inside another part that is renewed goes with
    it; bookmarks and comments in it stay. A part that says this already is left as it is.

    Raises InvalidInput when the file is no ODT, is encrypted, signed or damaged, holds more than
    a document would, has a part twice, or has a tracked change across the edge of a part.
    """
    archive = open_odt(original, name)
    known = sections(without_gaps(document.blocks))
    text = read_text(archive.read("content.xml"), known, name)
    filler = _Filler(text, _styles(archive), known)
    content = filler.content()
    changed = content != text.content
    data = repacked(archive, content, filler.pictures) if changed else archive.data
    return Filled(data, tuple(filler.renewed), tuple(filler.unchanged), text.unknown)


def _styles(archive: Archive) -> Scan:
    if "styles.xml" not in archive.members:
        return Scan((), {})
    return scan(archive.read("styles.xml"), archive.name, is_wanted)


class _Filler:
    """Makes the new content.xml, as the old one with splices."""

    def __init__(self, text: TextFile, styles: Scan, known: dict[str, Section]) -> None:
        self._text, self._named, self._known = text, styles, known
        self._headings = heading_styles(styles)
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
            new += [self._text.content[at:start], data]
            at = end
        return b"".join([*new, self._text.content[at:]])

    def _splices(self) -> list[Splice]:
        splices = []
        counts = {"Table": 0, "Figure": 0}
        taken = self._text.names_elsewhere()
        for part in self._text.parts:
            tables, figures = (
                self._text.captions_before(part, kind) + counts[kind] for kind in counts
            )
            text = OdfText(tables, figures, taken, self._headings)
            before = dict(text.counts)
            blocks = self._known[part.tag].blocks
            xml = text.blocks(fitted(blocks, self._text.around(part)), part.tag)
            counts = {kind: counts[kind] + text.counts[kind] - before[kind] for kind in counts}
            taken |= sections(blocks).keys()
            if self._text.says_already(part, xml):
                self.unchanged.append(part.tag)
                continue
            self.renewed.append(part.tag)
            self.pictures |= text.pictures
            self._styles |= text.styles
            self._new += xml
            splices.append(self._splice(part, xml))
        return splices

    def _splice(self, part: Part, xml: str) -> Splice:
        inner = self._with_namespaces(with_anchors(xml, self._text.anchors(part))).encode()
        element = part.element
        if not element.is_empty_tag:
            return element.inner_start, element.inner_end, inner
        tag = self._text.content[element.start : element.end]
        first = _FIRST_TAG.match(tag)
        assert first is not None  # expat saw it
        opened = tag[:-2].rstrip() + b">"
        return element.start, element.end, opened + inner + b"</" + first[0][1:] + b">"

    def _with_namespaces(self, xml: str) -> str:
        """The XML with what its prefixes mean, where the file gives them no or another meaning."""
        missing = {
            prefix: uri
            for prefix, uri in NAMESPACES.items()
            if self._text.found.prefixes.get(prefix) != uri
        }
        if not missing:
            return xml
        declarations = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in missing.items())
        return _at_top_level(xml, declarations)

    def _new_styles(self) -> list[Splice]:
        """The automatic styles that the file lacks, at the end of those that it has."""
        there = style_names(self._text.found) | style_names(self._named)
        lacks = lacking(self._styles.values(), self._new, there)
        if not lacks:
            return []
        xml = self._with_namespaces("".join(style.xml for style in lacks)).encode()
        holder, body = self._text.first("automatic-styles"), self._text.first("body")
        if holder is not None and not holder.is_empty_tag:
            return [(holder.inner_end, holder.inner_end, xml)]
        declaration = f'xmlns:office="{NAMESPACES["office"]}"'
        whole = f"<office:automatic-styles {declaration}>".encode() + xml
        whole += b"</office:automatic-styles>"
        if holder is not None:
            return [(holder.start, holder.end, whole)]
        start = body.start if body is not None else self._text.parts[0].element.start
        return [(start, start, whole)]


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
