"""A file as a tree in which every value knows its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from pps_advisor.errors import SourceLocation


class Node:
    """A value with its place: line and column from 0, begin and end as offsets in the text.

    Plain slotted classes: thousands are made for each file, and attrs would cost a third more.
    """

    __slots__ = ("begin", "column", "end", "file", "line")

    def __init__(self, file: str, line: int = -1, column: int = -1, begin: int = 0, end: int = 0):
        self.file = file
        self.line = line
        self.column = column
        self.begin = begin
        self.end = end

    @property
    def location(self) -> SourceLocation:
        return SourceLocation(self.file, self.line + 1, self.column + 1)


class ScalarNode(Node):
    """A text; nothing is read into it before a type is asked for."""

    __slots__ = ("plain", "text")

    def __init__(
        self,
        text: str,
        file: str,
        line: int = -1,
        column: int = -1,
        begin: int = 0,
        end: int = 0,
        plain: bool = True,
    ):
        self.text = text
        self.plain = plain
        self.file = file
        self.line = line
        self.column = column
        self.begin = begin
        self.end = end


class ListNode(Node):
    """A list of values."""

    __slots__ = ("items",)

    def __init__(self, *place: str | int):
        super().__init__(*place)  # type: ignore[arg-type]
        self.items: list[Node] = []


class MapNode(Node):
    """Keys with values, in the order of the file."""

    __slots__ = ("items",)

    def __init__(self, *place: str | int):
        super().__init__(*place)  # type: ignore[arg-type]
        self.items: dict[str, tuple[ScalarNode, Node]] = {}

    def get(self, key: str) -> Node | None:
        item = self.items.get(key)
        return item[1] if item else None


Plain: TypeAlias = (
    str | int | float | bool | Decimal | dt.date | Sequence["Plain"] | Mapping[str, "Plain"] | None
)


def node_of(value: Plain, file: str = "<casus>") -> Node:
    """The tree of plain Python values, so that a form or a table needs no YAML.

    True and False become ``ja`` and ``nee``, None becomes ``onbekend``.
    """
    if isinstance(value, Mapping):
        mapping = MapNode(file)
        for key, item in value.items():
            mapping.items[str(key)] = (ScalarNode(str(key), file), node_of(item, file))
        return mapping
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = ListNode(file)
        items.items = [node_of(item, file) for item in value]
        return items
    return ScalarNode(_text_of(value), file)


def _text_of(value: str | int | float | bool | Decimal | dt.date | None) -> str:
    if value is None:
        return "onbekend"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def scalars_of(node: Node) -> Iterator[ScalarNode]:
    """The keys and values in a tree, in the order in which they stand."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from scalars_of(item)
    elif isinstance(node, MapNode):
        for key, value in node.items.values():
            yield key
            yield from scalars_of(value)
