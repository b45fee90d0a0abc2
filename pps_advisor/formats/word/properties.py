"""The properties of a Word file: title, subject, keywords, language, author and date."""

from __future__ import annotations

import datetime as dt

from pps_advisor.formats.document import Document
from pps_advisor.formats.word.package import (
    CONTENT_TYPES,
    MAIN_TYPE,
    TEMPLATE_TYPE,
    WordFile,
    content_type,
    read_relations,
    relations_of,
)
from pps_advisor.formats.word.styles import LANGUAGE
from pps_advisor.formats.word.text import xml_text
from pps_advisor.formats.word.tree import (
    NAMESPACES,
    append_inside,
    read_tree,
    spliced,
)

_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_PART = "docProps/core.xml"
_DUBLIN = "http://purl.org/dc"


def properties_parts(word: WordFile, document: Document) -> dict[str, bytes]:
    """The parts of a file that change so that it has the properties of a document.

    A template (.dotx) becomes an ordinary document on the way.
    """
    archive = word.archive
    known = [one.target for one in read_relations(archive, "") if one.type == _RELATION]
    part = known[0] if known else _PART
    changed = {part: _core(document)}
    types = archive.read(CONTENT_TYPES)
    if content_type(archive, word.main) == TEMPLATE_TYPE:
        types = types.replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode())
    if not known:
        relations = archive.read(relations_of(""))
        relation = (
            f'<Relationship xmlns="{NAMESPACES["rel"]}" Id="rIdPpsProperties" '
            f'Type="{_RELATION}" Target="{_PART}"/>'
        )
        changed[relations_of("")] = _added(relations, relation, word.name)
    if not content_type(archive, part).endswith("core-properties+xml"):
        override = (
            f'<Override xmlns="{NAMESPACES["ct"]}" PartName="/{part}" ContentType="{_TYPE}"/>'
        )
        types = _added(types, override, word.name)
    return {**changed, CONTENT_TYPES: types}


def _added(data: bytes, element: str, name: str) -> bytes:
    return spliced(data, [append_inside(read_tree(data, name).root, element)])


def _core(document: Document) -> bytes:
    moment = dt.datetime.combine(document.date, dt.time()).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = (
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.author),
        ("cp:keywords", ", ".join(document.keywords)),
        ("dc:language", LANGUAGE),
        ("cp:lastModifiedBy", document.author),
    )
    lines = "".join(f"<{name}>{xml_text(text)}</{name}>" for name, text in texts if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="{_DUBLIN}/elements/1.1/" xmlns:dcterms="{_DUBLIN}/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{lines}{dates}</cp:coreProperties>"
    ).encode()
