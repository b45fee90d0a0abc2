"""A Word file: the parts that its text needs, found by their relations as Word finds them."""

from __future__ import annotations

from posixpath import dirname, join, normpath, relpath
from typing import NoReturn
from urllib.parse import unquote

import attrs

from pps_advisor.formats.package.archive import Archive, read_archive, refuse
from pps_advisor.formats.word.tree import Node, Tree, read_tree
from pps_advisor.model.frozen import frozen

KIND = "Word-document"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
_SIGNED = "_xmlsignatures/"
_STRICT = "http://purl.oclc.org/ooxml/"
_OPEN_AS_WORD = "Open het in Word en bewaar het als gewoon Word-document (.docx)."


@frozen
class Relation:
    """A relation of a part: `target` is the full name of another part, or an outside address."""

    id: str
    type: str
    target: str
    external: bool
    node: Node = attrs.field(repr=False)


@frozen
class WordFile:
    """A Word file that passed the checks of `read_word`."""

    archive: Archive
    main: str
    relations: tuple[Relation, ...]
    macros: bool

    @property
    def name(self) -> str:
        """The name of the file, for messages."""
        return self.archive.name

    @property
    def relations_part(self) -> str:
        """The name of the part with the relations of the text."""
        return relations_of(self.main)

    def part(self, kind: str) -> str:
        """The name of the part that the text calls its `kind`, such as "styles"; "" if none."""
        wanted = RELATIONS + kind
        found = (one.target for one in self.relations if one.type == wanted and not one.external)
        return next((target for target in found if target in self.archive.members), "")

    def parts(self, *kinds: str) -> list[str]:
        """The names of all parts of some kinds, such as "header", in the order of the file."""
        types = {RELATIONS + kind for kind in kinds}
        targets = {one.target for one in self.relations if one.type in types}
        return [member for member in self.archive.members if member in targets]

    def tree(self, part: str) -> Tree:
        """A part as a tree."""
        return read_tree(self.archive.read(part), self.name)


def relations_of(part: str) -> str:
    """The name of the part with the relations of another part."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def target_from(part: str, target: str) -> str:
    """A part as the relations of another part name it."""
    return relpath(target, dirname(part) or ".")


def read_word(data: bytes, name: str) -> WordFile:
    """Check a Word file and find its parts.

    Raises InvalidInput for what is no Word file, is damaged or protected, or could do harm.
    """
    archive = read_archive(data, name, KIND)
    main = _main_part(archive)
    if any(member.startswith(_SIGNED) for member in archive.members):
        refuse(
            name,
            "ondertekend",
            "Dit document is digitaal ondertekend; een wijziging maakt die ondertekening ongeldig.",
            "Gebruik een exemplaar zonder ondertekening.",
        )
    relations = read_relations(archive, main)
    return WordFile(archive, main, tuple(relations), "macroEnabled" in content_type(archive, main))


def content_type(archive: Archive, part: str) -> str:
    """What the list of content types says of a part; "" where it says nothing."""
    by_ending = ""
    for node in read_tree(archive.read(CONTENT_TYPES), archive.name).root.children:
        if node.name == "ct:Override" and node.get("PartName") == f"/{part}":
            return node.get("ContentType")
        if node.name == "ct:Default" and part.lower().endswith("." + node.get("Extension").lower()):
            by_ending = node.get("ContentType")
    return by_ending


def _main_part(archive: Archive) -> str:
    if any(needed not in archive.members for needed in (CONTENT_TYPES, relations_of(""))):
        _refuse_kind(archive)
    relations = read_relations(archive, "")
    if any(one.type.startswith(_STRICT) for one in relations):
        sentence = "Dit document is bewaard als 'Strict Open XML', en dat kan hier niet."
        refuse(archive.name, "strikt", sentence, _OPEN_AS_WORD)
    found = [one.target for one in relations if one.type == f"{RELATIONS}officeDocument"]
    if not found or found[0] not in archive.members:
        sentence = f"Dit is geen {KIND}: de tekst ontbreekt."
        refuse(archive.name, "onderdeel-ontbreekt", sentence, _OPEN_AS_WORD)
    kind = content_type(archive, found[0])
    if "wordprocessingml" not in kind and "ms-word" not in kind:
        _refuse_kind(archive)
    return found[0]


def _refuse_kind(archive: Archive) -> NoReturn:
    """Say what a zip file is that is no Word document."""
    kinds = {"xl/": "een Excel-bestand", "ppt/": "een PowerPoint-bestand", "content.xml": "een ODF"}
    is_what = next(
        (
            what
            for start, what in kinds.items()
            if any(member.startswith(start) for member in archive.members)
        ),
        "een zip-bestand met iets anders",
    )
    refuse(archive.name, "andere-soort", f"Dit is {is_what}, geen {KIND}.", _OPEN_AS_WORD)


def read_relations(archive: Archive, part: str) -> list[Relation]:
    """The relations of a part; with "" those of the file as a whole."""
    file = relations_of(part)
    if file not in archive.members:
        return []
    tree = read_tree(archive.read(file), archive.name)
    return [_relation(part, node) for node in tree.root.children if node.name == "rel:Relationship"]


def _relation(part: str, node: Node) -> Relation:
    target, external = node.get("Target"), node.get("TargetMode") == "External"
    if not external:
        joined = join("/", dirname(part), unquote(target))
        target = normpath(joined).lstrip("/")
    return Relation(node.get("Id"), node.get("Type"), target, external, node)
