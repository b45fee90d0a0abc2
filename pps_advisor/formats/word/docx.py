"""A document as a Word file: new, or in the house style of a template.

A template is filled as a document of someone else is: its text is spliced, and its styles,
headers, footers and everything else stay byte for byte. Without one an empty file in our own
style takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import itemgetter

from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.formats.common.heading import day_line
from pps_advisor.formats.document import Block, Document, Section
from pps_advisor.formats.package.archive import pack, refuse
from pps_advisor.formats.word.blocks import Layout, Parts, blocks_xml, paragraph
from pps_advisor.formats.word.controls import find_controls, page_room, room_at
from pps_advisor.formats.word.docx_fill import all_sections, filler_for
from pps_advisor.formats.word.house import house_parts
from pps_advisor.formats.word.package import (
    WordFile,
    read_word,
)
from pps_advisor.formats.word.parts import FileParts, Sequences
from pps_advisor.formats.word.properties import properties_parts
from pps_advisor.formats.word.template import (
    CONTENT,
    field_texts,
    filled_in,
    find_places,
    problems_in,
)
from pps_advisor.formats.word.text import plain_runs
from pps_advisor.formats.word.tree import Edit, Node, Span, Tree, spliced
from pps_advisor.model.frozen import evolve

_PARTS = {"header": "de koptekst", "footer": "de voettekst"}


def write(document: Document, template: bytes | None = None, template_name: str = "") -> bytes:
    """A document as a Word file, in the house style of `template` where one is given.

    The same document and template give the same bytes. Sections become content controls, so
    that `docx_fill.fill` can renew them. Raises InvalidInput when the template is no Word file,
    could do harm, or asks for what there is not.
    """
    word = _house() if template is None else read_word(template, template_name)
    tree = word.tree(word.main)
    _refuse_bad(word, tree)
    return _Memo(document, word, tree).written()


def check_template(data: bytes, name: str) -> str:
    """Check a template and say in Dutch what a memo will put where. Raises InvalidInput."""
    word = read_word(data, name)
    tree = word.tree(word.main)
    _refuse_bad(word, tree)
    places = dict.fromkeys(
        place.name for one in (tree, *_trees(word).values()) for place in find_places(one.root)
    )
    tags = dict.fromkeys(control.tag for control in find_controls(tree.root))
    said = [f"Invulplekken: {', '.join(places)}."] if places else []
    if tags:
        said.append(f"Velden: {', '.join(tags)}.")
    if CONTENT not in places and not tags:
        said.append("De nota komt achter de tekst die er al staat.")
    return " ".join(said)


def _house() -> WordFile:
    return read_word(pack(house_parts()), "")


def _refuse_bad(word: WordFile, tree: Tree) -> None:
    """Raise InvalidInput with everything that is wrong with a template."""
    if word.macros:
        refuse(
            word.name,
            "macro's",
            "Dit sjabloon bevat macro's, en die gaan niet mee.",
            "Bewaar het in Word als .docx of .dotx.",
        )
    problems = list(problems_in(tree.root, word.name, "de tekst", True))
    for kind, where in _PARTS.items():
        for part in word.parts(kind):
            problems += problems_in(word.tree(part).root, word.name, where, False)
    if problems:
        raise InvalidInput(_each_once(problems))


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def _trees(word: WordFile) -> dict[str, Tree]:
    return {part: word.tree(part) for part in word.parts(*_PARTS)}


class _Memo:
    """One document on its way into one Word file."""

    def __init__(self, document: Document, word: WordFile, tree: Tree) -> None:
        self._document, self._word, self._tree = document, word, tree
        sections = {section.tag: section for section in all_sections(document.blocks)}
        self._filler = filler_for(word, tree, sections, find_controls(tree.root))
        self._controls, self._styles = self._filler.controls, self._filler.styles
        self._places = list(find_places(tree.root))

    def written(self) -> bytes:
        where = self._content_place()
        spans: list[Span] = [control.span for control in self._controls]
        spans += [where] if where else []
        sequences = Sequences(self._tree.root, spans)
        parts = FileParts(self._word, self._tree, self._styles, spans, sequences)
        edits = filled_in(self._tree.root, field_texts(self._document))
        for offset, new_edits in self._pieces(where, parts):  # in order, so that captions count on
            sequences.pass_by(offset)
            edits += new_edits()
        text = spliced(self._word.archive.read(self._word.main), edits)
        return parts.rewritten(text, dict(self._other_parts()))

    def _pieces(
        self, where: Span | None, parts: FileParts
    ) -> list[tuple[int, Callable[[], Iterable[Edit]]]]:
        """What is to be filled, in the order of the text: where it begins, and what fills it."""
        pieces: list[tuple[int, Callable[[], Iterable[Edit]]]] = [
            (control.node.start, partial(self._filler.filled, control, parts))
            for control in self._controls
        ]
        if where is not None:
            pieces.append((where[0], lambda: [(*where, self._content(where, parts))]))
        return sorted(pieces, key=itemgetter(0))

    def _content_place(self) -> Span | None:
        """From where to where in the text the content goes; None where controls hold it all."""
        for place in self._places:
            if place.name == CONTENT:
                return place.paragraph.start, place.paragraph.end
        return None if self._controls else self._at_the_end()

    def _at_the_end(self) -> Span:
        """After the text of the template; in place of an empty paragraph that ends it."""
        body = self._tree.root.child("w:body")
        if body is None or not body.children:
            refuse(self._word.name, "leeg", "In dit sjabloon staat geen tekst en geen pagina.")
        last = body.children[-1]
        if last.name != "w:sectPr":
            return last.end, last.end
        before = body.children[-2] if len(body.children) > 1 else None
        if before is not None and before.name == "w:p" and _says_nothing(before):
            return before.start, before.end
        return last.start, last.start

    def _content(self, where: Span, parts: Parts) -> str:
        width, height = self._room(where)
        layout = Layout(self._styles, width, height)
        controlled = {control.tag for control in self._controls}
        blocks = tuple(_without(self._document.blocks, controlled))
        title = "" if any(place.name == "titel" for place in self._places) else self._title()
        return title + self._filler.declared(blocks_xml(blocks, layout, parts))

    def _room(self, where: Span) -> tuple[int, int]:
        for place in self._places:
            if place.name == CONTENT:
                return room_at(self._tree.root, place.paragraph)
        return page_room(self._tree.root, where[0])

    def _title(self) -> str:
        document, styles = self._document, self._styles
        lines = [(document.title, styles["title"])] if document.title else []
        lines += [(document.subtitle, styles["subtitle"])] if document.subtitle else []
        day = day_line(document)
        lines += [(day, styles["subtitle"])] if day else []
        return self._filler.declared(
            "".join(
                paragraph(plain_runs(text, dutch=styles.dutch), style or styles.body)
                for text, style in lines
            )
        )

    def _other_parts(self) -> Iterator[tuple[str, bytes]]:
        word = self._word
        texts = field_texts(self._document)
        for part, tree in _trees(word).items():
            edits = filled_in(tree.root, texts)
            if edits:
                yield part, spliced(word.archive.read(part), edits)
        yield from properties_parts(word, self._document).items()


def _says_nothing(node: Node) -> bool:
    spoken = ("w:t", "w:drawing", "w:pict", "w:object", "w:sectPr", "w:br", "w:bookmarkStart")
    return next(node.walk(*spoken), None) is None


def _without(blocks: Iterable[Block], tags: set[str]) -> Iterator[Block]:
    """The blocks without the sections that have a control of their own."""
    for block in blocks:
        if not isinstance(block, Section):
            yield block
        elif block.tag not in tags:
            yield evolve(block, blocks=tuple(_without(block.blocks, tags)))
