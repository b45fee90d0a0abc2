"""A document as ODT (OpenDocument text), with real styles and the same structure as in Word.

The XML is written here rather than by a library: a filler has to write the same bytes into a
file of someone else, and no library writes a part of one.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template

from pps_advisor import __version__
from pps_advisor.formats.common.blocks import NO_TITLE, shortened, without_gaps
from pps_advisor.formats.common.characters import escaped, is_seen
from pps_advisor.formats.common.heading import day_line
from pps_advisor.formats.document import Document
from pps_advisor.formats.odf.blocks import OdfText
from pps_advisor.formats.odf.package import (
    MANIFEST,
    MEDIA,
    MIMETYPE,
    NAMESPACES,
    declared,
)
from pps_advisor.formats.package.archive import pack

_META = {
    "office": NAMESPACES["office"],
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(document: Document) -> bytes:
    """The document as ODT; the same document gives the same bytes.

    Raises InvalidInput when it has pictures and the extra `memo` is not installed.
    """
    text = OdfText()
    content = _content(document, text)
    members = {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": _manifest(text).encode(),
        "content.xml": content.encode(),
        "styles.xml": _styles(document).encode(),
        "meta.xml": _meta(document).encode(),
        **text.pictures,
    }
    return pack(members, stored=("mimetype",))


def _content(document: Document, text: OdfText) -> str:
    head = f'<text:p text:style-name="Title">{escaped(_title(document))}</text:p>'
    for line in (document.subtitle, day_line(document)):
        head += f'<text:p text:style-name="Subtitle">{escaped(line)}</text:p>' if line else ""
    body = text.blocks(without_gaps(document.blocks))
    styles = "".join(style.xml for _, style in sorted(text.styles.items()))
    sequences = "".join(
        f'<text:sequence-decl text:display-outline-level="0" text:name="{name}"/>'
        for name in ("Table", "Figure")
    )
    return (
        f'{_HEAD}<office:document-content {declared(NAMESPACES)} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
        f"<text:sequence-decls>{sequences}</text:sequence-decls>{head}{body}"
        "</office:text></office:body></office:document-content>\n"
    )


def _styles(document: Document) -> str:
    """The styles of the file.

    None of them asks for widow or orphan lines: LibreOffice 7.4 then leaves out rows of a table
    in a section, where it goes on to the next page.
    """
    template = files("pps_advisor.formats.odf").joinpath("odt-styles.xml")
    running = escaped(shortened(_title(document)))
    return Template(template.read_text("utf-8")).substitute(
        namespaces=declared(NAMESPACES), running=running
    )


def _meta(document: Document) -> str:
    moment = f"{document.date.isoformat()}T00:00:00"
    values = [
        ("meta:generator", f"pps-advisor/{__version__}"),
        ("dc:title", _title(document)),
        ("dc:subject", document.subject),
        ("meta:initial-creator", document.author),
        ("dc:creator", document.author),
        *(("meta:keyword", keyword) for keyword in document.keywords),
        ("meta:creation-date", moment),
        ("dc:date", moment),
        ("dc:language", "nl-NL"),
    ]
    inner = "".join(f"<{name}>{escaped(value)}</{name}>" for name, value in values if value)
    return (
        f'{_HEAD}<office:document-meta {declared(_META)} office:version="1.3">'
        f"<office:meta>{inner}</office:meta></office:document-meta>\n"
    )


def _manifest(text: OdfText) -> str:
    entries = [
        _entry("/", MIMETYPE.decode(), ' manifest:version="1.3"'),
        *(_entry(name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml")),
        *(_entry(name, MEDIA[name.rpartition(".")[2]]) for name in text.pictures),
    ]
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.3">'
        f"{''.join(entries)}</manifest:manifest>\n"
    )


def _entry(path: str, media: str, more: str = "") -> str:
    return f'<manifest:file-entry manifest:full-path="{path}"{more} manifest:media-type="{media}"/>'


def _title(document: Document) -> str:
    return document.title if is_seen(document.title) else NO_TITLE
