"""What a piece of Word text says, however Word wrote it down.

Word writes everything anew when it saves: it cuts runs in pieces, adds languages and renames
pictures. Two pieces that say the same here are the same to a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pps_advisor.formats.word.tree import Edit, Node, read_fragment, spliced

_MARKS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_DELETED = ("w:del", "w:moveFrom")
_CHANGES = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_STRUCTURE = {"w:tc": "|", "w:tr": "="}
_BEGINS = ("w:bookmarkStart", "w:commentRangeStart", "w:permStart")
_ENDS = ("w:bookmarkEnd", "w:commentRangeEnd", "w:permEnd")


def says(nodes: Iterable[Node]) -> list[str]:
    """Paragraph by paragraph what some elements say, with tables and pictures between."""
    said: list[str] = []
    words: list[str] = []
    for node in nodes:
        for token, is_break in _tokens(node):
            if not is_break:
                words.append(token)
                continue
            if words:
                said.append("".join(words))
                words = []
            if token:
                said.append(token)
    return [*said, "".join(words)] if words else said


def _tokens(node: Node) -> Iterator[tuple[str, bool]]:
    """The words of an element in their order, and (with True) what parts them."""
    for one in (node, *node.walk()):
        if one.name == "w:p":
            yield "", True
        elif one.name in _STRUCTURE:
            yield _STRUCTURE[one.name], True
        elif one.name in _CHANGES:
            yield f"<{one.name}>", True  # a proposal of someone else: not what we wrote
        elif one.name == "w:t" and not _is_deleted(one):
            yield one.text, False
        elif one.name in _MARKS and one.parent is not None and one.parent.name == "w:r":
            yield _MARKS[one.name], False
        elif one.name == "wp:docPr":
            yield f"({one.get('name')} {one.get('descr')})", False


def _is_deleted(node: Node) -> bool:
    return any(one.name in _DELETED for one in node.ancestors())


def keep_anchors(old: Node | None, new: str, prefixes: Mapping[str, str]) -> str:
    """New text with the bookmarks and comments that others hung on the old text.

    They go to the paragraph that says what theirs said, else to the first one. `prefixes` are
    those of the document.
    """
    anchors = list(_anchors(old)) if old is not None else []
    if not anchors:
        return new
    root = read_fragment(new, prefixes)
    paragraphs = {node.start: node for node in root.walk("w:p")}
    places = {"\n".join(says([node])): start for start, node in reversed(paragraphs.items())}
    first = min(paragraphs, default=-1)
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for text, begins, source in anchors:
        place = places.get(text, first)
        side = before if begins else after
        side[place] = side.get(place, "") + source
    return _hung(new, root, paragraphs, before, after)


def kept_sections(old: Node | None) -> str:
    """The ends of sections in old text, which say how the pages before them look."""
    ends = old.walk("w:sectPr") if old is not None else ()
    kept = [one.source for one in ends if one.parent is not None and one.parent.name == "w:pPr"]
    return "".join(f"<w:p><w:pPr>{source}</w:pPr></w:p>" for source in kept)


def _hung(
    new: str, root: Node, paragraphs: dict[int, Node], before: dict[int, str], after: dict[int, str]
) -> str:
    """New text with XML at the beginning and at the end of some of its paragraphs."""
    offset = root.inner[0]
    edits: list[Edit] = []
    if -1 in before or -1 in after:  # runs alone, inside a paragraph of someone else
        return before.get(-1, "") + new + after.get(-1, "")
    for start, node in paragraphs.items():
        if node.is_empty_tag and (start in before or start in after):
            inner = before.get(start, "") + after.get(start, "")
            edits.append((node.start - offset, node.end - offset, f"<w:p>{inner}</w:p>"))
            continue
        properties = node.child("w:pPr")
        begin = properties.end if properties else node.inner[0]
        if start in before:
            edits.append((begin - offset, begin - offset, before[start]))
        if start in after:
            edits.append((node.inner[1] - offset, node.inner[1] - offset, after[start]))
    return spliced(new.encode("utf-8"), edits).decode("utf-8")


def _anchors(old: Node) -> Iterator[tuple[str, bool, str]]:
    """What others hung on old text: what its paragraph said, whether it begins, and its XML."""
    for node in old.walk(*_BEGINS, *_ENDS, "w:commentReference"):
        around = next((one for one in node.ancestors() if one.name == "w:p"), None)
        if around is not None and around.start < old.start:
            around = None  # the paragraph is that of someone else
        text = "\n".join(says([around])) if around is not None else ""
        source = f"<w:r>{node.source}</w:r>" if node.name == "w:commentReference" else node.source
        yield text, node.name in _BEGINS, source
