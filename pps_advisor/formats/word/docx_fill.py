"""A document in the content controls of a Word file of someone else.

Only what stands inside those controls is replaced, by splicing bytes. Everything else of the
text and every other part of the file stays byte for byte, but for the relations, lists, content
types and pictures that the new text needs. A control that says already what it should is left
alone, so that filling again changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.formats.common.filled import Filled
from pps_advisor.formats.common.fitting import Around, placed
from pps_advisor.formats.document import PREFIX, Block, Document, PageBreak, Section
from pps_advisor.formats.package.archive import refuse
from pps_advisor.formats.word.blocks import (
    Layout,
    Parts,
    blocks_xml,
    paragraph,
)
from pps_advisor.formats.word.cells import in_cell, in_cells, in_row
from pps_advisor.formats.word.controls import (
    Control,
    Place,
    Surroundings,
    find_controls,
    heading_level,
    outermost,
    room,
    surroundings,
    unfit,
)
from pps_advisor.formats.word.lines import lines_xml
from pps_advisor.formats.word.package import WordFile, read_word
from pps_advisor.formats.word.parts import FileParts, Preview, Sequences
from pps_advisor.formats.word.reading import keep_anchors, kept_sections, says
from pps_advisor.formats.word.styles import Styles, read_styles
from pps_advisor.formats.word.text import base_properties, with_emphasis
from pps_advisor.formats.word.tree import (
    NAMESPACES,
    Edit,
    Node,
    Tree,
    append_inside,
    read_fragment,
    spliced,
)
from pps_advisor.model.frozen import evolve, frozen

CONTROLS_UP_TO = 500
OTHER_PARTS = {
    "header": "een koptekst",
    "footer": "een voettekst",
    "footnotes": "een voetnoot",
    "endnotes": "een eindnoot",
    "comments": "een opmerking",
}


def fill(original: bytes, document: Document, name: str) -> Filled:
    """Renew the parts of a document inside a Word file.

    `original` is the file and `name` its name, for messages. A content control is ours when its
    tag is `pps-advisor:` and the tag of a section. Raises InvalidInput for what is no Word file,
    could do harm, or has controls in which no text fits.
    """
    word = read_word(original, name)
    tree = word.tree(word.main)
    sections = {section.tag: section for section in all_sections(document.blocks)}
    found = list(find_controls(tree.root))
    filler = filler_for(word, tree, sections, found)
    ours, styles = filler.controls, filler.styles
    changed = filler.changed()
    if not changed:
        content = original
    else:
        spans = [control.span for control in changed]
        sequences = Sequences(tree.root, (control.span for control in ours))
        parts = FileParts(word, tree, styles, spans, sequences)
        edits = filler.edits(changed, parts, sequences)
        content = parts.rewritten(spliced(word.archive.read(word.main), edits))
    renewed = _tags(changed)
    return Filled(
        content,
        renewed,
        tuple(tag for tag in _tags(ours) if tag not in renewed),
        tuple(tag for tag in _tags(found) if tag not in sections),
    )


def all_sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Every section among blocks, also those inside another."""
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from all_sections(block.blocks)


def filler_for(
    word: WordFile, tree: Tree, sections: Mapping[str, Section], found: Iterable[Control]
) -> Filler:
    """What fills the controls of a file with sections.

    Raises InvalidInput when there are controls for these sections in which no text fits.
    """
    ours = outermost(control for control in found if control.tag in sections)
    problems = [problem for control in ours if (problem := unfit(control, word.name))]
    problems += _elsewhere(word, sections)
    if problems:
        raise InvalidInput(problems)
    if len(ours) > CONTROLS_UP_TO:
        sentence = f"Dit document heeft {len(ours)} velden voor pps-advisor."
        refuse(word.name, "te-veel-velden", sentence, f"Er kunnen er {CONTROLS_UP_TO} in.")
    part = word.part("styles")
    root = word.tree(part).root if part else None
    styles = read_styles(root, tree.root, (control.node for control in ours))
    return Filler(tree, styles, ours, sections, surroundings(tree.root, ours, styles))


def _elsewhere(word: WordFile, sections: Container[str]) -> Iterator[Problem]:
    """The controls of ours in parts that are not filled, because they stay byte for byte."""
    for kind, where in OTHER_PARTS.items():
        for part in word.parts(kind):
            if PREFIX.encode() not in word.archive.read(part):
                continue
            for control in find_controls(word.tree(part).root):
                if control.tag in sections:
                    sentence = f"Het veld '{PREFIX}{control.tag}' staat in {where}."
                    hint = "Daar wordt niets ingevuld. Zet het in de tekst zelf, of haal het weg."
                    yield Problem(SourceLocation(word.name), "ander-deel", sentence, hint)


def _tags(controls: Iterable[Control]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(control.tag for control in controls))


@frozen
class Filler:
    """The controls of a text that are to be filled, in their order, and with what."""

    tree: Tree
    styles: Styles
    controls: list[Control]
    sections: Mapping[str, Section]
    around: Mapping[int, Surroundings]

    def changed(self) -> list[Control]:
        """The controls that do not say yet what they should."""
        sequences = Sequences(self.tree.root, (control.span for control in self.controls))
        preview = Preview(sequences)
        found = []
        for control in self.controls:
            sequences.pass_by(control.node.start)
            new = self._read(self.content(control, preview)).children
            old = control.content.children if control.content else []
            if control.waits or says(new) != says(old):
                found.append(control)
        return found

    def edits(self, changed: list[Control], parts: FileParts, sequences: Sequences) -> list[Edit]:
        """What has to be done to the text to fill the controls that changed."""
        preview = Preview(sequences)
        places = {control.node.start for control in changed}
        edits: list[Edit] = []
        for control in self.controls:
            sequences.pass_by(control.node.start)
            if control.node.start in places:
                edits += self.filled(control, parts)
            else:
                self.content(control, preview)  # its captions count
        return edits

    def filled(self, control: Control, parts: FileParts) -> Iterator[Edit]:
        """What has to be done to the text to fill one control."""
        new = self.content(control, parts)
        content = keep_anchors(control.content, new, self.tree.prefixes)
        return _edits(control, self.declared(content + kept_sections(control.content)))

    def content(self, control: Control, parts: Parts) -> str:
        """The new content of a control."""
        section = self.sections[control.tag]
        width, height = room(self.tree.root, control)
        layout = Layout(self.styles, width, height)
        if control.place is Place.RUN or control.plain:
            return self._lines(control, section, layout, parts)
        blocks, shift = self._fitted(control, section)
        layout = evolve(layout, shift=shift)
        if control.place is Place.CELL:
            return in_cell(control, blocks_xml(blocks, layout, parts))
        if control.place is Place.ROW:
            return in_row(control, blocks, layout, parts)
        return blocks_xml(blocks, layout, parts)

    def _lines(self, control: Control, section: Section, layout: Layout, parts: Parts) -> str:
        properties = control.node.child("w:sdtPr", "w:rPr")
        first = next(control.content.walk("w:r"), None) if control.content else None
        base = with_emphasis(properties) or base_properties(first.child("w:rPr") if first else None)
        text = lines_xml(section.blocks, layout, parts, base, control.plain, control.several_lines)
        if control.place is Place.RUN:
            return text
        inside = next(control.content.walk("w:pPr"), None) if control.content else None
        style = inside.value("w:pStyle") if inside else ""
        whole = paragraph(text, style or self.styles.body)
        if control.place is Place.BLOCK:
            return whole
        return (in_cell if control.place is Place.CELL else in_cells)(control, whole)

    def _fitted(self, control: Control, section: Section) -> tuple[tuple[Block, ...], int]:
        """The blocks for a control, and how much deeper their headings go there."""
        there = (
            []
            if control.waits or control.content is None
            else [
                level
                for node in control.content.walk("w:p")
                if (level := heading_level(node, self.styles))
            ]
        )
        found = self.around[control.node.start]
        around = Around(found.level, found.right_above, min(there, default=0))
        blocks, deeper = placed(section.blocks, around)
        return (PageBreak(), *blocks) if _begins_a_page(control) else blocks, deeper

    def _read(self, xml: str) -> Node:
        return read_fragment(xml, self.tree.prefixes)

    def declared(self, xml: str) -> str:
        """XML of ours for a file in which ``w:`` may mean something else."""
        if self.tree.declares_ours:
            return xml
        root = self._read(xml)
        offset, declared = root.inner[0], f' xmlns:w="{NAMESPACES["w"]}"'
        places = [
            child.start - offset + len(child.source.split(None, 1)[0].split(">")[0].rstrip("/"))
            for child in root.children
        ]
        return spliced(xml.encode("utf-8"), [(at, at, declared) for at in places]).decode("utf-8")


def _begins_a_page(control: Control) -> bool:
    first = next(control.content.walk("w:p"), None) if control.content else None
    properties = first.child("w:pPr") if first else None
    return properties is not None and properties.is_on("w:pageBreakBefore")


def _edits(control: Control, content: str) -> Iterator[Edit]:
    """Put content in a control, and let it no longer say that it shows a placeholder."""
    properties = control.node.child("w:sdtPr")
    for child in properties.children if properties else ():
        if child.name == "w:showingPlcHdr":
            yield (child.start, child.end, "")
    old = control.content
    if old is None:
        yield append_inside(control.node, f"<w:sdtContent>{content}</w:sdtContent>")
    elif old.is_empty_tag:
        yield append_inside(old, content)
    else:
        yield (*old.inner, content)
