"""Change a YAML text by splicing: what is not asked for stays as it is, byte for byte.

A Splicer takes the tree of a text and what some of its values should become, and collects
splices at the offsets that the tree keeps. Comments, order, spacing, quoting and line endings
elsewhere are never looked at, so they cannot change. Odd YAML can still defeat it: the caller
reads the result back (see case_edit.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pps_advisor.reading.yaml import text as yaml_text
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode, scalars_of
from pps_advisor.reading.yaml.text import STEP, Inline, Wanted

_COMMENT = re.compile(r"(?<=[\s:,{\[])#[^\r\n]*")


class _Splice(NamedTuple):
    begin: int
    end: int
    text: str


class _Place(NamedTuple):
    """Where a value stands: the key before it, that key's column, and whether in ``{ }``."""

    key: ScalarNode
    column: int
    flow: bool


class Splicer:
    """Collects the splices that bring a tree to what is wanted."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = re.search(r"\r\n|\n|\r", text)
        self._newline = ends[0] if ends else "\n"
        self._splices: list[_Splice] = []

    def result(self) -> str:
        """The text with every splice made."""
        parts, done = [], 0
        for begin, end, new in sorted(self._splices, key=lambda one: one[:2]):
            assert begin >= done or not new, "splices overlap"
            parts += [self.text[done:begin], new.replace("\n", self._newline)]
            done = max(done, end)
        return "".join([*parts, self.text[done:]])

    def has_comment(self, key: ScalarNode, value: Node) -> bool:
        """Whether there may be a comment between a key and the end of its value or block."""
        end = self._end(value)
        return "#" in self.text[key.end : end if self._is_flow(value) else self._line_end(end)]

    def update(
        self,
        node: MapNode,
        wanted: Mapping[str, Wanted | None],
        order: Sequence[str] = (),
        until: int | None = None,
    ) -> None:
        """Bring some keys of a mapping to what is wanted; None takes a key away.

        A new key comes after the last key that stands before it in `order`, else at the end;
        in a block, which runs `until` an offset, on the line ``# key:`` where there is one.
        """
        until = len(self.text) if until is None else until
        gone = [key for key, value in wanted.items() if value is None and key in node.items]
        new = {key: v for key, v in wanted.items() if v is not None and key not in node.items}
        reach: dict[str, int] = {}
        for key, value in wanted.items():
            if value is not None and key in node.items:
                reach[key] = self._replaced(node, key, value, until)
        if gone and new:
            first = next(iter(new))
            self._rename(node, gone.pop(0), first, new.pop(first))
        for key in gone:
            self._remove(node, key)
        kept = {key: item for key, item in node.items.items() if key not in gone}
        for key, value in new.items():
            before = order[: order.index(key)] if key in order else ()
            last = [name for name in kept if name in before] or list(kept)
            ends = max(reach.get(last[-1], 0), self._end(kept[last[-1]][1])) if last else None
            self._insert(node, key, value, ends, until)

    def append(self, node: ListNode, values: Sequence[Wanted]) -> None:
        """Add items at the end of a list, written as its last item is."""
        if self._is_flow(node):
            for value in values:
                after = self._end(node.items[-1]) if node.items else None
                self._into_flow(node, after, yaml_text.flow(value))
            return
        last = node.items[-1]
        column = self._column_of(self.text.rfind("-", node.begin, last.begin))
        block = isinstance(last, MapNode) and not self._is_flow(last)
        for value in values:
            self._put_line(self._end(last), yaml_text.item(value, column, block), column)

    def _replaced(self, node: MapNode, key: str, value: Wanted, until: int) -> int:
        """Replace a value; how far that reaches: a line that waits may stand below its block."""
        done = len(self._splices)
        self._replace(node, key, value, until)
        return max((one.end for one in self._splices[done:]), default=0)

    def _replace(self, node: MapNode, key: str, value: Wanted, until: int) -> None:
        key_node, old = node.items[key]
        place = _Place(key_node, key_node.column, self._is_flow(node))
        keys = list(node.items)
        after = keys[keys.index(key) + 1 :]
        until = node.items[after[0]][0].begin if after else until
        if isinstance(value, Mapping) and isinstance(old, MapNode):
            self.update(old, value, until=until)
        elif isinstance(value, str) and isinstance(old, ScalarNode):
            self._new_scalar(old, value, place)
        elif isinstance(value, Mapping) and old.begin == old.end and not place.flow:
            self._fill(old, value, place, until)
        elif isinstance(value, Mapping) and isinstance(old, ScalarNode) and self._wraps(old, place):
            self._wrap(old, value, place)
        else:
            self._new_value(old, value, place)

    def _new_scalar(self, old: ScalarNode, value: str, place: _Place) -> None:
        written = self.text[old.begin : old.end]
        if not written or written[0] in "|>":
            self._new_value(old, value, place)
        else:
            self._put(old.begin, yaml_text.in_style(value, written, place.flow), self._end(old))

    def _new_value(self, old: Node, value: Wanted, place: _Place) -> None:
        """Write another value behind a key, whatever was there."""
        end = self._end(old)
        before = self.text[place.key.end : old.begin]
        if place.flow or "#" in before or self._is_followed(end):
            gap = "" if before[-1:].isspace() else " "
            self._put(old.begin, gap + yaml_text.flow(value), end)
        else:
            colon = place.key.end + before.index(":") + 1
            self._put(colon, yaml_text.after_colon(value, place.column), end)

    def _wraps(self, old: ScalarNode, place: _Place) -> bool:
        """Whether a value on the line of its key can become the first value in a block."""
        before = self.text[place.key.end : old.begin]
        one_line = self._line_end(place.key.end) >= self._end(old)
        return not place.flow and one_line and bool(re.fullmatch(r"[ \t]*:[ \t]*", before))

    def _wrap(self, old: ScalarNode, value: Mapping[str, Wanted | None], place: _Place) -> None:
        """Move a value one level down; a comment behind it stays behind it."""
        given = [(key, one) for key, one in value.items() if one is not None]
        first, its_value = given[0]
        if isinstance(value, Inline) or not isinstance(its_value, str):
            self._new_value(old, value, place)
            return
        inner = place.column + STEP
        colon = self.text.index(":", place.key.end) + 1
        self._put(colon, f"\n{' ' * inner}{first}: ", old.begin)
        self._new_scalar(old, its_value, place)
        for key, one in given[1:]:
            self._put_line(self._end(old), yaml_text.pair(key, one, inner), inner)

    def _fill(
        self, old: Node, value: Mapping[str, Wanted | None], place: _Place, until: int
    ) -> None:
        """Put the first keys into a block that was empty."""
        given = {key: one for key, one in value.items() if one is not None}
        marks = {key: self._marked(key, old.end, until) for key in given}
        columns = [self._column_of(mark.start("mark")) for mark in marks.values() if mark]
        inner = min([c for c in columns if c > place.column], default=place.column + STEP)
        for key, one in given.items():
            self._put_key(yaml_text.pair(key, one, inner), inner, marks[key], old.end)

    def _insert(
        self, node: MapNode, key: str, value: Wanted, after: int | None, until: int
    ) -> None:
        if self._is_flow(node) or after is None:
            self._into_flow(node, after, f"{key}: {yaml_text.flow(value)}")
            return
        column = next(iter(node.items.values()))[0].column
        text = yaml_text.pair(key, value, column)
        self._put_key(text, column, self._marked_between(node, key, until), after)

    def _put_key(self, text: str, column: int, mark: re.Match[str] | None, after: int) -> None:
        """Put a key on the line that waits for it, else on a new line after an offset.

        A waiting line that says more than the key stays, above the new one.
        """
        if mark and not mark["rest"].strip():
            self._put(mark.start(), " " * column + text, mark.end())
        else:
            self._put_line(mark.end() if mark else after, text, column)

    def _put_line(self, after: int, text: str, column: int) -> None:
        self._put(self._line_end(after), f"\n{' ' * column}{text}")

    def _into_flow(self, node: Node, after: int | None, text: str) -> None:
        if after is not None:
            self._put(after, f", {text}")
        else:
            first = all(one.begin != node.begin + 1 for one in self._splices)
            self._put(node.begin + 1, text if first else f", {text}")

    def _rename(self, node: MapNode, key: str, new: str, value: Wanted) -> None:
        """Put one key in the place of another, so that the rest keeps its order."""
        key_node, old = node.items[key]
        end = self._end(old)
        one_line = self._is_flow(node) or self._is_followed(end)
        written = f" {yaml_text.flow(value)}" if one_line else ""
        text = f"{new}:{written or yaml_text.after_colon(value, key_node.column)}"
        self._put(key_node.begin, text, end)
        if kept := self._comments(key_node, old, end):
            self._put(self._line_end(end), kept)

    def _remove(self, node: MapNode, key: str) -> None:
        key_node, old = node.items[key]
        end = self._end(old)
        line = re.compile(r"(\r\n|\n|\r)[ \t]*$").search(self.text, 0, key_node.begin)
        if line and not self._is_flow(node):
            stop = self._line_end(end)
            self._put(line.start(), self._comments(key_node, old, stop), stop)
            return
        comma = re.compile(r"\s*,[ \t]*").match(self.text, end)
        begin = key_node.begin
        if comma:
            end = comma.end()
        elif earlier := re.search(r"\s*,\s*$", self.text[node.begin : begin]):
            begin = node.begin + earlier.start()
        if self._comments(key_node, old, end):
            raise ValueError("a comment between braces has no line of its own to go to")
        self._put(begin, "", end)

    def _comments(self, key: ScalarNode, old: Node, stop: int) -> str:
        """The comments behind a key until an offset, each as a line of its own in its column."""
        found, at = [], key.end
        for text in scalars_of(old):
            found += _COMMENT.findall(self.text, at, text.begin)
            at = text.begin + len(self.text[text.begin : text.end].rstrip())
        found += _COMMENT.findall(self.text, at, stop)
        return "".join(f"\n{' ' * key.column}{comment}" for comment in found)

    def _marked_between(self, node: MapNode, key: str, until: int) -> re.Match[str] | None:
        """The line ``# key:`` between the entries of a block, or after the last."""
        items = list(node.items.values())
        ends = [self._end(value) for _, value in items]
        begins = [name.begin for name, _ in items[1:]] + [until]
        for begin, end in zip(ends, begins, strict=True):
            if mark := self._marked(key, begin, end):
                return mark
        return None

    def _marked(self, key: str, begin: int, end: int) -> re.Match[str] | None:
        """A line with only this key as a comment; `rest` is what stands behind its colon."""
        pattern = rf"^[ \t]*(?P<mark>#)[ \t]*{re.escape(key)}:(?P<rest>[^\r\n]*)"
        return re.compile(pattern, re.MULTILINE).search(self.text, begin, end)

    def _put(self, begin: int, text: str, end: int | None = None) -> None:
        self._splices.append(_Splice(begin, begin if end is None else end, text))

    def _is_flow(self, node: Node) -> bool:
        return self.text[node.begin : node.begin + 1] in ("{", "[")

    def _end(self, node: Node) -> int:
        """Where a value ends, without the white space and comments after it."""
        if isinstance(node, MapNode | ListNode) and not self._is_flow(node):
            last = (
                node.items[-1] if isinstance(node, ListNode) else list(node.items.values())[-1][1]
            )
            return self._end(last)
        return node.begin + len(self.text[node.begin : node.end].rstrip())

    def _is_followed(self, offset: int) -> bool:
        """Whether a comment stands behind a value, on its line."""
        return bool(self.text[offset : self._line_end(offset)].strip())

    def _line_end(self, offset: int) -> int:
        found = re.compile(r"[^\r\n]*").match(self.text, offset)
        return found.end() if found else offset

    def _column_of(self, offset: int) -> int:
        return offset - max(self.text.rfind(end, 0, offset) for end in "\r\n") - 1
