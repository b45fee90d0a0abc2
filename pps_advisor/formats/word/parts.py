"""The parts beside the text of a Word file: relations, pictures, lists and content types.

What new text needs is added, what it no longer needs and no other text has is taken away. Names
follow from the content, so that the same text gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname

from pps_advisor.formats.common.pictures import png
from pps_advisor.formats.document import Picture
from pps_advisor.formats.package.archive import rewrite
from pps_advisor.formats.word import numbering as word_numbering
from pps_advisor.formats.word.drawing import NAME, picture_name
from pps_advisor.formats.word.numbering import Numbering
from pps_advisor.formats.word.package import (
    CONTENT_TYPES,
    RELATIONS,
    Relation,
    WordFile,
    target_from,
)
from pps_advisor.formats.word.styles import Styles
from pps_advisor.formats.word.text import xml_text
from pps_advisor.formats.word.tree import (
    NAMESPACES,
    Edit,
    Node,
    Span,
    Spans,
    Tree,
    append_inside,
    read_tree,
    spliced,
    whole_number,
)

_IMAGE = f"{RELATIONS}image"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'
).encode()
_NUMBER = re.compile(rb"""numId\s[^>]*val\s*=\s*["'](\d+)["']""")
_DOTS_PER_INCH = 220
"""What Word itself keeps of a picture when it saves; more only takes time."""


class Sequences:
    """The numbers of captions, counted through the text of others and through ours."""

    _FIELD = re.compile(r'\bSEQ\s+"?(\w+)"?([^"]*)')
    _RESET = re.compile(r"\\r\s*(\d+)")

    def __init__(self, root: Node, ours: Iterable[Span]) -> None:
        inside = Spans(ours)
        self._ahead: list[tuple[int, str, str]] = []
        self._last: dict[str, int] = {}
        for node in root.walk("w:instrText", "w:fldSimple"):
            field = self._FIELD.search(node.get("w:instr") or node.text)
            if field and node not in inside:
                self._ahead.append((node.start, field[1], field[2]))

    def pass_by(self, offset: int) -> None:
        """Count the captions of others before an offset."""
        while self._ahead and self._ahead[0][0] < offset:
            _start, label, switches = self._ahead.pop(0)
            reset = self._RESET.search(switches)
            if reset:
                self._last[label] = whole_number(reset[1])
            elif "\\c" not in switches:
                self.next(label)

    def next(self, label: str) -> int:
        """The number of the next caption of a kind."""
        self._last[label] = self._last.get(label, 0) + 1
        return self._last[label]


class Preview:
    """Parts of nothing: for seeing what text would say before anything is added."""

    def __init__(self, sequences: Sequences) -> None:
        self._sequences = sequences

    def numbered(self) -> str:
        return "1"

    def bulleted(self) -> str:
        return "1"

    def picture(self, picture: Picture) -> str:
        return picture_name(picture)

    def drawing_id(self) -> int:
        return 1

    def sequence(self, label: str) -> int:
        return self._sequences.next(label)


class FileParts:
    """The parts of a file, as new text in place of some spans of the old text makes them."""

    def __init__(
        self,
        word: WordFile,
        tree: Tree,
        styles: Styles,
        replaced: Iterable[Span],
        sequences: Sequences,
    ) -> None:
        self._word, self._styles, self._sequences = word, styles, sequences
        self._tree, self._replaced = tree, Spans(replaced)
        self._old_relations = {
            id
            for begin, end in self._replaced.spans
            for node in tree.between(begin, end)
            for id in _references(node)
        }
        self._free = self._free_lists()
        self._drawn = _drawn(tree.root.walk("pic:pic"))
        self._numbering: Numbering | None = None
        self._relations = {one.id: one for one in word.relations}
        self._new_relations: dict[str, tuple[str, str]] = {}
        self._media: dict[str, bytes] = {}
        self._next_drawing = 1 + max(
            (_drawing_number(node) for node in self._kept("wp:docPr")), default=0
        )

    def numbered(self) -> str:
        return self._lists().numbered(self._styles.number_of("number"))

    def bulleted(self) -> str:
        return self._lists().bulleted()

    def sequence(self, label: str) -> int:
        return self._sequences.next(label)

    def drawing_id(self) -> int:
        self._next_drawing += 1
        return self._next_drawing - 1

    def picture(self, picture: Picture) -> str:
        name = picture_name(picture)
        there = self._relations.get(self._drawn.get(name, ""))
        if there and there.target in self._word.archive.members:
            return there.id
        id = f"rId{name.removeprefix(NAME)}"
        if id not in self._relations and id not in self._new_relations:
            target = f"{dirname(self._word.main)}/media/{name}.png".lstrip("/")
            self._new_relations[id] = (_IMAGE, target)
            if target not in self._word.archive.members:
                self._media[target] = png(picture.svg, picture.width_mm, _DOTS_PER_INCH)
        return id

    def rewritten(self, text: bytes, others: Mapping[str, bytes] | None = None) -> bytes:
        """The whole file with this text, and with other parts that are replaced by hand."""
        word = self._word
        replaced = {word.main: text, **(others or {})}
        added = dict(self._media)
        if self._numbering or self._free:
            part = word.part("numbering")
            content = self._lists().content()
            if part:
                replaced[part] = content
            else:
                added[self._numbering_part()] = content
        gone = self._gone(text)
        relations = self._relations_part(gone)
        if relations is not None:
            (replaced if word.relations_part in word.archive.members else added)[
                word.relations_part
            ] = relations
        types = replaced.pop(CONTENT_TYPES, word.archive.read(CONTENT_TYPES))
        replaced[CONTENT_TYPES] = self._types(types, added)
        return rewrite(word.archive, replaced, added, self._unused_media(gone))

    def _kept(self, name: str) -> Iterator[Node]:
        """The elements of a name that stay."""
        return (node for node in self._tree.root.walk(name) if node not in self._replaced)

    def _lists(self) -> Numbering:
        if self._numbering is None:
            part = self._word.part("numbering")
            data = self._word.archive.read(part) if part else word_numbering.EMPTY
            if not part:
                target = self._numbering_part()
                self._new_relations["rIdPpsNumbering"] = (f"{RELATIONS}numbering", target)
            tree = read_tree(data, self._word.name)
            self._numbering = Numbering(data, tree, self._free)
        return self._numbering

    def _numbering_part(self) -> str:
        return f"{dirname(self._word.main)}/numbering.xml".lstrip("/")

    def _free_lists(self) -> list[str]:
        """The lists that only replaced text had."""
        kept = {node.get("w:val") for node in self._kept("w:numId")}
        had = dict.fromkeys(node.get("w:val") for node in self._tree.root.walk("w:numId"))
        free = [number for number in had if number not in kept and number != "0"]
        if not free:
            return []
        elsewhere: set[str] = set()
        skipped = (self._word.main, self._word.part("numbering"))
        for member in self._word.archive.members:
            if member.endswith(".xml") and member not in skipped:
                found = _NUMBER.findall(self._word.archive.read(member))
                elsewhere.update(number.decode() for number in found)
        return [number for number in free if number not in elsewhere]

    def _gone(self, text: bytes) -> list[Relation]:
        """The relations to pictures that only replaced text had."""
        had = [
            one
            for one in self._word.relations
            if one.id in self._old_relations and one.type == _IMAGE and not one.external
        ]
        if not had:
            return []
        used = {id for node in read_tree(text, "").root.walk() for id in _references(node)}
        return [one for one in had if one.id not in used]

    def _relations_part(self, gone: list[Relation]) -> bytes | None:
        """The relations of the text as they become; None where they stay as they are."""
        if not gone and not self._new_relations:
            return None
        part, archive = self._word.relations_part, self._word.archive
        data = archive.read(part) if part in archive.members else _NO_RELATIONS
        edits: list[Edit] = [(one.node.start, one.node.end, "") for one in gone]
        new = "".join(
            f'<Relationship xmlns="{NAMESPACES["rel"]}" Id="{id}" Type="{type}" '
            f'Target="{xml_text(target_from(self._word.main, target))}"/>'
            for id, (type, target) in self._new_relations.items()
        )
        tree = read_tree(data, self._word.name)
        if tree.prefixes.get("") == NAMESPACES["rel"]:
            new = new.replace(f' xmlns="{NAMESPACES["rel"]}"', "")
        if new:
            edits.append(append_inside(tree.root, new))
        return spliced(data, edits)

    def _unused_media(self, gone: list[Relation]) -> set[str]:
        """The pictures to which no part has a relation any more."""
        targets = {one.target for one in gone}
        used = {one.target for one in self._word.relations if one not in gone}
        for member in self._word.archive.members if targets else ():
            if member.endswith(".rels") and member != self._word.relations_part:
                text = self._word.archive.read(member)
                used |= {one for one in targets if one.rpartition("/")[2].encode() in text}
        return {one for one in targets - used if one in self._word.archive.members}

    def _types(self, data: bytes, added: Iterable[str]) -> bytes:
        """The list of content types with those of the parts that are added."""
        tree = read_tree(data, self._word.name)
        known = {node.get("Extension").lower() for node in tree.root.children}
        listed = {node.get("PartName") for node in tree.root.children}
        declared = (
            "" if tree.prefixes.get("") == NAMESPACES["ct"] else f' xmlns="{NAMESPACES["ct"]}"'
        )
        edits: list[Edit] = []
        if any(part.endswith(".png") for part in added) and "png" not in known:
            first = tree.root.children[0].start
            default = f'<Default{declared} Extension="png" ContentType="image/png"/>'
            edits.append((first, first, default))
        part = self._numbering_part()
        if part in added and f"/{part}" not in listed:
            override = (
                f'<Override{declared} PartName="/{xml_text(part)}" '
                f'ContentType="{word_numbering.CONTENT_TYPE}"/>'
            )
            edits.append(append_inside(tree.root, override))
        return spliced(data, edits)


def _references(node: Node) -> list[str]:
    """The relations that an element names."""
    return [text for name, text in node.attributes.items() if name.startswith("r:")]


def _drawn(nodes: Iterable[Node]) -> dict[str, str]:
    """The relation of each picture of ours, by its name."""
    found = {}
    for node in nodes:
        properties = node.child("pic:nvPicPr", "pic:cNvPr")
        blip = node.child("pic:blipFill", "a:blip")
        if properties and blip and properties.get("name").startswith(NAME):
            found[properties.get("name")] = blip.get("r:embed")
    return found


def _drawing_number(node: Node) -> int:
    return whole_number(node.get("id"))
