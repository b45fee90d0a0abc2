"""Renew our parts inside a Markdown file of someone else, each between two comments.

``<!-- begin pps-advisor:TAG -->`` and ``<!-- eind pps-advisor:TAG -->`` stand on lines of their
own, outside blocks of code. Every byte outside them stays, and so do line ends and encoding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.formats.common.blocks import outermost, sections, unnamed
from pps_advisor.formats.common.filled import Filled
from pps_advisor.formats.common.fitting import Around, fitted
from pps_advisor.formats.document import PREFIX, Document, Section
from pps_advisor.formats.package.archive import refuse
from pps_advisor.formats.plain.markdown import begin_mark, end_mark, write_blocks
from pps_advisor.model.frozen import frozen

KIND = "Markdown-bestand"
_MARK = re.compile(r" {0,3}<!--\s*(begin|einde?|end)\s+pps-advisor:([^\s>]+?)\s*-->\s*")
_LIKE_A_MARK = re.compile(r"\s*<!--[^>]*\bpps-advisor\s*:", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_OTHERS = (
    (b"%PDF", "een PDF"),
    (b"PK\x03\x04", "een Word- of ODT-document of een zip-bestand"),
    (b"\xd0\xcf\x11\xe0", "een oud Word-document"),
    (b"{\\rtf", "een RTF-bestand"),
)
_DEEPEST = 5
"""Of our levels: the title of a Markdown file is one above them, and there are six."""


@frozen
class _Line:
    """A line: its number from 1, where it begins, its text and where the next one begins."""

    number: int
    start: int
    text: str
    end: int


@frozen
class _Region:
    """A part in a file. The offsets are of its inside: what may change."""

    tag: str
    start: int
    inner_start: int
    inner_end: int
    newline: str

    @property
    def end(self) -> int:
        """Of what may change; the comment behind it never does."""
        return self.inner_end


def fill(original: bytes, document: Document, name: str) -> Filled:
    """Renew the parts of a Markdown file that are sections of `document`.

    `name` is the file's name, for messages. A part inside another part that is renewed goes with
    it. Raises InvalidInput, with every mistake in the comments, when the file is no text in UTF-8
    or its comments do not come in pairs.
    """
    text = _decoded(original, name)
    lines = list(_text_lines(text))
    regions = _regions(lines, text, name)
    known = sections(document.blocks)
    chosen, unknown = outermost(regions, known)
    headings = list(_headings(lines))
    parts, at = [], 0
    renewed: list[str] = []
    unchanged: list[str] = []
    taken = {one.tag for one in regions if not _inside(one, chosen)} | {one.tag for one in chosen}
    for region in chosen:
        around = _around(region, chosen, headings, text)
        new = _inner(known[region.tag], around, taken, region.newline)
        taken |= sections(known[region.tag].blocks).keys()
        same = text[region.inner_start : region.inner_end] == new
        (unchanged if same else renewed).append(region.tag)
        parts += [text[at : region.inner_start], new]
        at = region.inner_end
    content = "".join([*parts, text[at:]]).encode() if renewed else original
    return Filled(content, tuple(renewed), tuple(unchanged), unknown)


def _decoded(original: bytes, name: str) -> str:
    for start, what in _OTHERS:
        if original.startswith(start):
            refuse(name, "andere-soort", f"Dit is {what}, geen {KIND}.")
    try:
        text = original.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        hint = "Open het in uw tekstverwerker en bewaar het als platte tekst in UTF-8."
        refuse(name, "geen-utf8", f"Dit {KIND} is geen tekst in UTF-8.", hint)
    return text


def _text_lines(text: str) -> Iterator[_Line]:
    """The lines outside blocks of code."""
    fence, at = "", 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = _Line(number, at, raw.removesuffix("\r").removeprefix("\ufeff"), at + len(raw) + 1)
        at = line.end
        found = _FENCE.fullmatch(line.text)
        if fence:
            closes = found and found[1].startswith(fence) and not found[2].strip()
            fence = "" if closes else fence
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
        else:
            yield line


def _regions(lines: list[_Line], text: str, name: str) -> list[_Region]:
    """The parts in the order of their begin. Raises InvalidInput with every mistake."""
    problems: list[Problem] = []
    regions: list[_Region] = []
    opened: list[tuple[_Line, str]] = []

    def wrong(line: _Line, code: str, sentence: str, hint: str) -> None:
        problems.append(Problem(SourceLocation(name, line.number, 1), code, sentence, hint))

    for line in lines:
        mark = _MARK.fullmatch(line.text)
        if mark is None:
            if _LIKE_A_MARK.match(line.text):
                wrong(line, "verkeerd-merk", "Dit merk is niet goed geschreven.", _HOW)
        elif mark[1] == "begin":
            opened.append((line, mark[2]))
        elif not opened or opened[-1][1] != mark[2]:
            sentence = f"Hier eindigt '{mark[2]}', maar dat deel is niet begonnen"
            sentence += f" of '{opened[-1][1]}' is nog niet geëindigd." if opened else "."
            wrong(line, "eind-zonder-begin", sentence, _HOW)
        else:
            begin, tag = opened.pop()
            newline = "\r\n" if text[begin.start : begin.end].endswith("\r\n") else "\n"
            regions.append(_Region(tag, begin.start, begin.end, line.start, newline))
    for line, tag in opened:
        hint = f"Zet na het deel de regel: {end_mark(tag)}"
        wrong(line, "eind-ontbreekt", f"Het deel '{tag}' begint hier, maar eindigt nergens.", hint)
    regions.sort(key=lambda one: one.start)
    for tag, count in Counter(one.tag for one in regions).items():
        if count > 1:
            sentence = f"Het deel '{PREFIX}{tag}' staat {count} keer in dit bestand."
            problems.append(Problem(SourceLocation(name), "dubbel-deel", sentence, _ONCE))
    if problems:
        raise InvalidInput(problems)
    return regions


_HOW = f"Een deel staat tussen twee regels: {begin_mark('TAG')} en {end_mark('TAG')}"
_ONCE = "Laat er één staan."


def _headings(lines: list[_Line]) -> Iterator[tuple[int, _Line]]:
    """The headings of a file, each with its level."""
    before = None
    for line in lines:
        heading, underline = _HEADING.match(line.text), _UNDERLINE.fullmatch(line.text)
        if heading:
            yield len(heading[1]), line
        elif underline and before is not None and before.end == line.start:
            yield (1 if underline[1][0] == "=" else 2), line
        plain = line.text.strip() and not heading and not line.text.lstrip().startswith(("|", "<"))
        before = line if plain else None


def _around(
    region: _Region, chosen: list[_Region], headings: list[tuple[int, _Line]], text: str
) -> Around:
    """Where a part stands, in our levels: the title of a file is above those."""
    there = [level - 1 for level, line in headings if _holds(region, line.start)]
    others = [
        (level - 1, line)
        for level, line in headings
        if line.start < region.start and not any(_holds(one, line.start) for one in chosen)
    ]
    level, line = others[-1] if others else (0, None)
    between = text[line.end : region.start] if line else "-"
    return Around(level, level > 0 and not between.strip(), min(there, default=0))


def _holds(region: _Region, at: int) -> bool:
    return region.inner_start <= at < region.inner_end


def _inside(region: _Region, chosen: list[_Region]) -> bool:
    return any(_holds(one, region.start) for one in chosen)


def _inner(section: Section, around: Around, taken: set[str], newline: str) -> str:
    """The new inside of a part, with an empty line on both sides."""
    blocks = unnamed(fitted(section.blocks, around, _DEEPEST), taken)
    body = write_blocks(blocks, marked=True)
    inner = f"\n{body}\n\n" if body else "\n"
    return inner.replace("\n", newline)
