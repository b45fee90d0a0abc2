"""The lists of a Word file: numbers for new lists, taken from those that are free first."""

from __future__ import annotations

from collections.abc import Iterable

from pps_advisor.formats.word.tree import (
    NAMESPACES,
    Edit,
    Node,
    Tree,
    append_inside,
    spliced,
    whole_number,
)

# Word keeps the nsid of a list when it saves, so that ours are found again.
_OURS = {"bullet": "50505331", "decimal": "50505332"}
_LEVELS = 3
_MARKS = ("•", "–", "▪")
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_AFTER_LISTS = ("w:num", "w:numIdMacAtCleanup")
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:numbering xmlns:w="{NAMESPACES["w"]}"/>'
).encode()


class Numbering:
    """The lists of a file, with the ones that are added.

    `free` are numbers of lists that no text has any more: they are used again, and what is left
    of them is taken away.
    """

    def __init__(self, data: bytes, tree: Tree, free: Iterable[str]) -> None:
        self._data, self._root = data, tree.root
        self._prefixed = tree.declares_ours
        self._lists = {one.get("w:numId"): one for one in self._named_nodes("w:num")}
        self._kind_of = {id: one.value("w:abstractNumId") for id, one in self._lists.items()}
        self._own = {
            one.value("w:nsid"): one.get("w:abstractNumId")
            for one in self._named_nodes("w:abstractNum")
        }
        self._free = [number for number in free if number in self._lists]
        self._new_kinds: list[str] = []
        self._new: list[str] = []

    def numbered(self, like: str) -> str:
        """A list that begins at 1, looking like the list `like` ("" for a look of our own).

        It is of a kind of our own all the same: lists of one kind share a count, so that a list
        of others after ours would go on where ours stopped.
        """
        kind = self._own_kind("decimal", like)
        for number in self._free:
            restarts = self._lists[number].value("w:lvlOverride", "w:startOverride") == "1"
            if restarts and self._kind_of[number] == kind:
                self._free.remove(number)
                return number
        begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        return self._add(kind, begin)

    def bulleted(self) -> str:
        """The list with bullets of our own."""
        kind = self._own_kind("bullet")
        found = next((number for number, its in self._kind_of.items() if its == kind), "")
        if found in self._free:
            self._free.remove(found)
        return found or self._add(kind, "")

    def content(self) -> bytes:
        """The part as it becomes."""
        edits: list[Edit] = [
            (self._lists[number].start, self._lists[number].end, "") for number in self._free
        ]
        if self._new_kinds:
            edits.append(self._before_lists("".join(self._new_kinds)))
        if self._new:
            edits.append(self._after_lists("".join(self._new)))
        return spliced(self._data, _joined(edits))

    def _named_nodes(self, name: str) -> list[Node]:
        return [node for node in self._root.children if node.name == name]

    def _own_kind(self, format: str, like: str = "") -> str:
        """The kind of list of our own, made when it is not there yet."""
        mark = _OURS[format]
        if mark not in self._own:
            taken = [one.get("w:abstractNumId") for one in self._named_nodes("w:abstractNum")]
            self._own[mark] = str(_highest([*taken, *self._own.values()]) + 1)
            levels = self._levels_of(like) or _levels(format)
            self._new_kinds.append(self._named(_kind(self._own[mark], mark, levels)))
        return self._own[mark]

    def _levels_of(self, number: str) -> str:
        """The levels of a list of others, no longer tied to a style."""
        kind = self._kind_of.get(number)
        for node in self._named_nodes("w:abstractNum"):
            if node.get("w:abstractNumId") == kind:
                levels = [one for one in node.children if one.name == "w:lvl"]
                return "".join(_without_style(one) for one in levels)
        return ""

    def _add(self, kind: str, inner: str) -> str:
        number = str(max(1, _highest(self._kind_of) + 1))
        self._kind_of[number] = kind
        list_xml = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{inner}</w:num>'
        self._new.append(self._named(list_xml))
        return number

    def _named(self, xml: str) -> str:
        """XML of ours for a file in which ``w:`` may mean something else."""
        declared = "" if self._prefixed else f' xmlns:w="{NAMESPACES["w"]}"'
        tag, rest = xml.split(" ", 1)
        return f"{tag}{declared} {rest}"

    def _before_lists(self, xml: str) -> Edit:
        node = next((one for one in self._root.children if one.name in _AFTER_LISTS), None)
        return (node.start, node.start, xml) if node else append_inside(self._root, xml)

    def _after_lists(self, xml: str) -> Edit:
        node = next((one for one in self._root.children if one.name == "w:numIdMacAtCleanup"), None)
        return (node.start, node.start, xml) if node else append_inside(self._root, xml)


def _highest(numbers: Iterable[str]) -> int:
    """The highest of some numbers in a file, which may hold anything; -1 for none."""
    return max((whole_number(one, -1) for one in numbers), default=-1)


def _joined(edits: list[Edit]) -> list[Edit]:
    """Edits at one and the same place as one, in the order in which they were made."""
    places: dict[tuple[int, int], str] = {}
    for begin, end, text in edits:
        if begin != end and (begin, end) in places:
            # both come inside a root that is written as an empty element
            places[begin, end] = _merged(places[begin, end], text)
        else:
            places[begin, end] = places.get((begin, end), "") + text
    return [(begin, end, text) for (begin, end), text in places.items()]


def _merged(first: str, second: str) -> str:
    """`>one</a>` and `>two</a>` as `>onetwo</a>`."""
    head, _, closing = first.rpartition("</")
    return f"{head}{second[1:].rpartition('</')[0]}</{closing}"


def style_lists() -> str:
    """The lists of the list styles of a new file, with numbers 0 (bullets) and 1."""
    return _kind("0", "50505321", _levels("bullet", "ListBullet")) + _kind(
        "1", "50505322", _levels("decimal", "ListNumber")
    )


def _without_style(level: Node) -> str:
    style = level.child("w:pStyle")
    return level.source.replace(style.source, "", 1) if style else level.source


def _kind(id: str, mark: str, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{id}"><w:nsid w:val="{mark}"/>'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )


def _levels(format: str, style: str = "") -> str:
    return "".join(_level(number, format, "" if number else style) for number in range(_LEVELS))


def _level(number: int, format: str, style: str) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    text = _MARKS[number] if format == "bullet" else f"%{number + 1}."
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'{named}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{357 * (number + 1)}" w:hanging="357"/></w:pPr></w:lvl>'
    )
