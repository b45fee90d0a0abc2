"""A part of a Word file as a tree of elements that know where they stand in the bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from operator import attrgetter

from pps_advisor.formats.package.safe_xml import Element, scan

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
"""The prefixes by which this package calls them, whatever prefixes a file uses."""
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}

Span = tuple[int, int]
"""From which offset to which."""
Edit = tuple[int, int, str]
"""What to put in place of the bytes between two offsets."""


class Node:
    """An element. `name` and attribute names are as in ``w:p``, in our own prefixes."""

    __slots__ = ("_element", "_tree", "attributes", "children", "end", "name", "parent", "start")

    def __init__(self, element: Element, tree: Tree, parent: Node | None) -> None:
        self.name = _short(element.name)
        self.attributes = {_short(name): text for name, text in element.attributes.items()}
        self.parent = parent
        self.children: list[Node] = []
        self.start, self.end = element.start, element.end
        self._element, self._tree = element, tree

    @property
    def inner(self) -> tuple[int, int]:
        """The offsets of the content; equal to the end where it is written as ``<a/>``."""
        return self._element.inner_start, self._element.inner_end

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as ``<a/>``."""
        return self._element.is_empty_tag

    @property
    def source(self) -> str:
        """The element as it stands in the file."""
        return self._tree.data[self.start : self.end].decode("utf-8")

    @property
    def text(self) -> str:
        """The characters of an element that holds text alone."""
        if self.children or self.is_empty_tag:
            return ""
        begin, end = self.inner
        text = self._tree.data[begin:end].decode("utf-8")
        return unescape(text.removeprefix("<![CDATA[").removesuffix("]]>"))

    def get(self, attribute: str) -> str:
        """An attribute, or "" where it is absent."""
        return self.attributes.get(attribute, "")

    def child(self, *path: str) -> Node | None:
        """The first child of a name, and so on downwards along a path of names."""
        node: Node | None = self
        for name in path:
            node = next((one for one in (node.children if node else ()) if one.name == name), None)
        return node

    def value(self, *path: str) -> str:
        """The attribute ``w:val`` of what is found along a path; "" where nothing is."""
        found = self.child(*path)
        return found.get("w:val") if found else ""

    def is_on(self, name: str) -> bool:
        """Whether a property that is on or off is there and on."""
        found = self.child(name)
        return found is not None and found.get("w:val") not in ("0", "false", "off")

    def walk(self, *names: str) -> Iterator[Node]:
        """Every element inside, in the order of the file; only those of some names if given."""
        return self._tree.between(self.start + 1, self.end, *names)

    def ancestors(self) -> Iterator[Node]:
        """The elements around, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class Tree:
    """A whole part: its bytes, its root, and the prefixes that the root declares."""

    def __init__(self, data: bytes, elements: Iterable[Element], prefixes: dict[str, str]) -> None:
        self.data, self.prefixes = data, prefixes
        self._named: dict[str, list[Node]] = {}
        self._all: list[Node] = []
        self._grow(elements)

    @property
    def root(self) -> Node:
        """The outermost element."""
        return self._all[0]

    @property
    def declares_ours(self) -> bool:
        """Whether ``w:`` means inside this part what it means in ours."""
        return self.prefixes.get("w") == NAMESPACES["w"]

    def between(self, begin: int, end: int, *names: str) -> Iterator[Node]:
        """The elements that begin between two offsets, in their order."""
        lists = [self._named.get(name, []) for name in names] if names else [self._all]
        found = [node for nodes in lists for node in _cut(nodes, begin, end)]
        return iter(sorted(found, key=_START) if len(lists) > 1 else found)

    def _grow(self, elements: Iterable[Element]) -> None:
        around: list[Node] = []
        for element in elements:
            while around and around[-1].end <= element.start:
                around.pop()
            parent = around[-1] if around else None
            node = Node(element, self, parent)
            if parent is not None:
                parent.children.append(node)
            self._all.append(node)
            self._named.setdefault(node.name, []).append(node)
            around.append(node)


_START = attrgetter("start")


def _cut(nodes: Sequence[Node], begin: int, end: int) -> Sequence[Node]:
    return nodes[bisect_left(nodes, begin, key=_START) : bisect_left(nodes, end, key=_START)]


class Spans:
    """Pieces of a text, in their order; they do not overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._begins = [begin for begin, _end in self.spans]

    def __contains__(self, node: Node) -> bool:
        before = bisect_right(self._begins, node.start) - 1
        return before >= 0 and node.start < self.spans[before][1]


def read_tree(data: bytes, name: str) -> Tree:
    """The tree of an XML file; `name` is that of the document, for messages.

    Raises InvalidInput as `safe_xml.scan` does.
    """
    found = scan(data, name, lambda _name, _attributes: True)
    return Tree(data, found.elements, found.prefixes)


def read_fragment(text: str, prefixes: Mapping[str, str]) -> Node:
    """The tree of XML of our own that stands in a document which declares these prefixes."""
    known = {**{prefix: uri for prefix, uri in prefixes.items() if prefix}, **NAMESPACES}
    declared = " ".join(f'xmlns:{prefix}="{escape(uri)}"' for prefix, uri in known.items())
    return read_tree(f"<w:body {declared}>{text}</w:body>".encode(), "").root


def whole_number(text: str, otherwise: int = 0) -> int:
    """A whole number in a file of others, which may hold anything there."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with the edits made; edits do not overlap."""
    pieces, at = [], 0
    for begin, end, text in sorted(edits):
        pieces += [data[at:begin], text.encode("utf-8")]
        at = end
    return b"".join([*pieces, data[at:]])


def append_inside(node: Node, text: str) -> Edit:
    """The edit that puts `text` last inside an element, also where it is written as ``<a/>``."""
    if not node.is_empty_tag:
        return (node.inner[1], node.inner[1], text)
    tag = node.source
    name = tag[1:].split()[0].rstrip("/>")
    return (node.end - 2, node.end, f">{text}</{name}>")


_short_names: dict[str, str] = {}


def _short(name: str) -> str:
    known = _short_names.get(name)
    if known is None:
        uri, _, local = name.rpartition(" ")
        prefix = _PREFIXES.get(uri)
        known = f"{prefix}:{local}" if prefix else name
        if len(_short_names) < 2_000:
            _short_names[name] = known
    return known
