"""A part of a Word file as a tree of elements that know where they stand in the bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape

from pps_advisor.writing.documents.safe_xml import Element, scan

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

Edit = tuple[int, int, str]
"""What to put in place of the bytes between two offsets."""


class Node:
    """An element. `name` and attribute names are as in ``w:p``, in our own prefixes."""

    __slots__ = ("_data", "_element", "attributes", "children", "name", "parent")

    def __init__(self, element: Element, data: bytes, parent: Node | None) -> None:
        self.name = _short(element.name)
        self.attributes = {_short(name): text for name, text in element.attributes.items()}
        self.parent = parent
        self.children: list[Node] = []
        self._element, self._data = element, data

    @property
    def start(self) -> int:
        """The offset of the begin tag."""
        return self._element.start

    @property
    def end(self) -> int:
        """The offset of what follows the element."""
        return self._element.end

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
        return self._data[self.start : self.end].decode("utf-8")

    @property
    def text(self) -> str:
        """The characters of an element that holds text alone."""
        if self.children or self.is_empty_tag:
            return ""
        begin, end = self.inner
        text = self._data[begin:end].decode("utf-8")
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
        pending = list(reversed(self.children))
        while pending:
            node = pending.pop()
            if not names or node.name in names:
                yield node
            pending.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """The elements around, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class Tree:
    """A whole part: its root, and the prefixes that the root declares."""

    def __init__(self, root: Node, prefixes: dict[str, str]) -> None:
        self.root = root
        self.prefixes = prefixes

    @property
    def declares_ours(self) -> bool:
        """Whether ``w:`` means inside this part what it means in ours."""
        return self.prefixes.get("w") == NAMESPACES["w"]


def read_tree(data: bytes, name: str) -> Tree:
    """The tree of an XML file; `name` is that of the document, for messages.

    Raises InvalidInput as `safe_xml.scan` does.
    """
    found = scan(data, name, lambda _name, _attributes: True)
    open_nodes: list[Node] = []
    root: Node | None = None
    for element in found.elements:
        while open_nodes and open_nodes[-1].end <= element.start:
            open_nodes.pop()
        parent = open_nodes[-1] if open_nodes else None
        node = Node(element, data, parent)
        if parent is not None:
            parent.children.append(node)
        root = root or node
        open_nodes.append(node)
    assert root is not None  # well-formed XML has one
    return Tree(root, found.prefixes)


def read_fragment(text: str) -> Node:
    """The tree of XML of our own that stands inside an element of a document."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return read_tree(f"<w:body {declared}>{text}</w:body>".encode(), "").root


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
