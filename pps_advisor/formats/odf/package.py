"""The package of an ODT: opened with distrust, and written back with a new text."""

from __future__ import annotations

from pps_advisor.formats.common.characters import attribute
from pps_advisor.formats.odf.blocks import PICTURES
from pps_advisor.formats.package.archive import Archive, read_archive, refuse, rewrite
from pps_advisor.formats.package.safe_xml import scan

KIND = "ODT-document"
MIMETYPE = b"application/vnd.oasis.opendocument.text"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "ooow": "http://openoffice.org/2004/writer",  # of the formula that numbers captions
}
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
MEDIA = {"svg": "image/svg+xml", "png": "image/png"}
_TEMPLATE = MIMETYPE + b"-template"
_ENTRY, _PATH = f"{MANIFEST} file-entry", f"{MANIFEST} full-path"
_SIGNATURES = "META-INF/documentsignatures.xml"


def declared(namespaces: dict[str, str]) -> str:
    """Declarations of namespaces, as attributes."""
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())


def open_odt(original: bytes, name: str) -> Archive:
    """The package, checked. Raises InvalidInput for what is no ODT, locked or signed."""
    archive = read_archive(original, name, KIND)
    mimetype = archive.read("mimetype").strip()
    if mimetype not in (MIMETYPE, _TEMPLATE):
        refuse(name, "andere-soort", f"Dit is geen {KIND}.", f"Bewaar het als {KIND} (.odt).")
    manifest = archive.read("META-INF/manifest.xml")
    if b"encryption-data" in manifest or "encrypted-package" in archive.members:
        hint = "Bewaar het zonder wachtwoord en probeer het opnieuw."
        refuse(name, "versleuteld", "Dit bestand is met een wachtwoord beveiligd.", hint)
    if _SIGNATURES in archive.members:
        hint = "Haal de handtekening weg, vul het document in en onderteken het daarna opnieuw."
        refuse(name, "ondertekend", "Dit document is digitaal ondertekend.", hint)
    return archive


def repacked(archive: Archive, content: bytes, pictures: dict[str, bytes]) -> bytes:
    """The package with its new text; our pictures come and go, those of others stay."""
    others = [archive.read(one) for one in archive.members if one.endswith("styles.xml")]
    used = b"".join([content, *others])
    unused = [
        one for one in archive.members if one.startswith(PICTURES) and one.encode() not in used
    ]
    manifest = archive.read("META-INF/manifest.xml")
    replaced = {
        "content.xml": content,
        "META-INF/manifest.xml": _listed(manifest, archive.name, pictures, unused),
    }
    return rewrite(archive, replaced, pictures, unused)


def _listed(manifest: bytes, name: str, added: dict[str, bytes], removed: list[str]) -> bytes:
    """The manifest with and without some pictures."""
    found = scan(manifest, name, lambda tag, _: tag in (_ENTRY, f"{MANIFEST} manifest"))
    root = found.elements[0]
    there = {one.attributes.get(_PATH, ""): one for one in found.elements[1:]}
    new = "".join(
        f'<manifest:file-entry xmlns:manifest="{MANIFEST}" manifest:full-path={attribute(path)}'
        f' manifest:media-type="{MEDIA[path.rpartition(".")[2]]}"/>'
        for path in added
        if path not in there
    )
    if found.prefixes.get("manifest") == MANIFEST:
        new = new.replace(f' xmlns:manifest="{MANIFEST}"', "")
    spans = [(there[path].start, there[path].end) for path in removed if path in there]
    parts, at = [], 0
    for start, end in sorted(spans):
        parts.append(manifest[at:start])
        at = end
    return b"".join(
        [*parts, manifest[at : root.inner_end], new.encode(), manifest[root.inner_end :]]
    )
