"""The one door for YAML: strict, with places, and with every refusal in Dutch.

YAML 1.2 without anchors, aliases, tags, directives for other versions, duplicate keys or more
than one document. Scalars stay text, so ``nee`` is a word and ``1.10`` is no number until a
question asks for one. This is the only module that imports ruamel.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of
from pps_advisor.reading.yaml.node import ListNode, MapNode, Node, ScalarNode
from pps_advisor.reading.yaml.problems import Problems, hidden_in, shown
from pps_advisor.reading.yaml.syntax import syntax_problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
_HIDDEN_SHOWN = 10

_WRITE_OUT = 'Schrijf de waarde voluit. Hoort het teken bij een tekst? Zet die dan tussen "...".'
_OTHER_FILES = (
    (b"PK\x03\x04", "een Word-, Excel- of zipbestand"),
    (b"\xd0\xcf\x11\xe0", "een oud Word- of Excelbestand"),
    (b"%PDF", "een pdf"),
)


def read_yaml(path: Path, name: str | None = None, max_bytes: int = MAX_BYTES) -> Node:
    """Read a file into a tree.

    `name` is how the file is called in messages; by default its path as given.
    Raises InvalidInput when the file cannot be read or is not the YAML we take.
    """
    name = name or str(path)
    return parse_yaml(read_text(path, name, max_bytes), name)


def read_text(path: Path, name: str, max_bytes: int = MAX_BYTES, keep_mark: bool = False) -> str:
    """Read a text file in UTF-8, refusing folders, devices and files that are too large.

    A byte order mark is left out, unless `keep_mark`. Raises InvalidInput.
    """
    data = read_bytes(path, name, max_bytes)
    text = _decode(data, name)
    return f"\ufeff{text}" if keep_mark and data.startswith(codecs.BOM_UTF8) else text


def read_bytes(path: Path, name: str, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file whole, refusing folders, devices and files that are too large.

    Raises InvalidInput.
    """
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                _refuse(
                    name,
                    "geen-bestand",
                    "Dit is geen gewoon bestand.",
                    "Sla de tekst op in een bestand en noem dat.",
                )
            if status.st_size > max_bytes:
                _refuse_size(name, status.st_size, max_bytes)
            data = file.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        _refuse(name, "bestand-ontbreekt", "Dit bestand bestaat niet.", _similar_file(path))
    except IsADirectoryError:
        _refuse(name, "geen-bestand", "Dit is een map, geen bestand.", "Noem het bestand zelf.")
    except PermissionError:
        _refuse(
            name,
            "geen-toegang",
            "Dit bestand mag niet worden gelezen.",
            "Vraag de eigenaar om leesrechten.",
        )
    except OSError as error:
        reason = reason_of(error)
        _refuse(name, "niet-leesbaar", f"Dit bestand kan niet worden gelezen: {reason}.")
    except ValueError:
        _refuse(name, "niet-leesbaar", "Deze bestandsnaam kan niet bestaan.")
    if len(data) > max_bytes:
        _refuse_size(name, len(data), max_bytes)
    return data


def parse_yaml(text: str, name: str) -> Node:
    """Turn YAML text into a tree; raises InvalidInput with every Problem found."""
    if not text.strip():
        _refuse(name, "leeg-bestand", "Dit bestand is leeg.", "Controleer of het is opgeslagen.")
    problems = Problems()
    _check_characters(text, name, problems)
    _check_directives(text, name, problems)
    builder = _TreeBuilder(name, text, problems)
    try:
        for event in _events(text):
            builder.take(event)
    except YAMLError as error:
        problem = syntax_problem(error, text, name)
        if problem.location.line not in {one.location.line for one in problems.found}:
            problems.found.append(problem)  # else it only follows from what is wrong there
    problems.raise_any()
    if builder.root is None or builder.root.begin == builder.root.end:
        _refuse(
            name,
            "leeg-bestand",
            "In dit bestand staan geen gegevens.",
            "Haal het # weg voor regels die geen commentaar zijn."
            if "#" in text
            else "Controleer of dit het goede bestand is.",
        )
    return builder.root


def _events(text: str) -> Iterator[Any]:
    """Events with marks; by libyaml where it is installed (twenty times as fast)."""
    return YAML(typ="safe").parse(text)  # type: ignore[no-any-return]


def _open_without_waiting(path: str, flags: int) -> int:
    """Open so that a named pipe does not make us wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decode(data: bytes, name: str) -> str:
    for start, what in _OTHER_FILES:
        if data.startswith(start):
            sentence = f"Dit is {what}, geen tekstbestand."
            _refuse(name, "geen-tekst", sentence, "Noem een bestand dat op .yaml eindigt.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        place = _place(name, b"" if wide else data[: data.index(b"\0")])
        sentence = "Dit is geen tekstbestand in UTF-8; er staan nultekens in."
        hint = "Sla het in uw tekstprogramma opnieuw op met codering UTF-8."
        raise InvalidInput([Problem(place, "geen-tekst", sentence, hint)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(name, data[: error.start])
        sentence = "Dit bestand is niet in UTF-8 opgeslagen; dit teken is niet te lezen."
        hint = "Sla het in uw tekstprogramma opnieuw op met codering UTF-8."
        raise InvalidInput([Problem(place, "geen-utf8", sentence, hint)]) from None


def _place(name: str, before: bytes) -> SourceLocation:
    """The place after some bytes that can be decoded, but for their last one perhaps."""
    last = before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", errors="replace")
    return SourceLocation(name, before.count(b"\n") + 1, len(last) + 1)


def _check_characters(text: str, name: str, problems: Problems) -> None:
    """Refuse characters that no parser should see, with the place of the first few."""
    for found, _ in zip(hidden_in(text), range(_HIDDEN_SHOWN), strict=False):
        before = text[: found.start()]
        column = found.start() - before.rfind("\n")
        problems.add_hidden(SourceLocation(name, before.count("\n") + 1, column))
    problems.raise_any()


def _check_directives(text: str, name: str, problems: Problems) -> None:
    """Refuse lines that change how YAML is read; only ``%YAML 1.2`` may stand at the start."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith(("%", "#")):
            break
        if line.startswith("%") and not re.fullmatch(r"%YAML[ ]+1\.2\s*(#.*)?", line):
            sentence = "Een regel die met % begint, mag hier niet."
            code = "tag" if line.startswith("%TAG") else "yaml"
            if line.startswith("%YAML"):
                code, sentence = "yaml-versie", "Alleen YAML 1.2 wordt gelezen."
            problems.add(SourceLocation(name, number, 1), code, sentence, "Verwijder deze regel.")
    problems.raise_any()


def _refuse_size(name: str, size: int, limit: int) -> NoReturn:
    found = f"{size / 1e6:.1f}".replace(".", ",")
    _refuse(
        name,
        "te-groot",
        f"Dit bestand is te groot: {found} MB, en hoogstens {limit / 1e6:.0f} MB mag.",
        "Controleer of dit het goede bestand is.",
    )


def _refuse(name: str, code: str, sentence: str, hint: str = "") -> NoReturn:
    raise InvalidInput([Problem(SourceLocation(name), code, sentence, hint)])


def _similar_file(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"De map {path.parent} bestaat ook niet, of mag niet worden gelezen."
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(path.name, names, 1)
    return f"Bedoelt u {path.with_name(near[0])}?" if near else "Controleer de naam en de map."


class _TreeBuilder:
    """Builds the tree from events and refuses what the door does not let in."""

    def __init__(self, name: str, text: str, problems: Problems) -> None:
        self.name = name
        self.text = text
        self.problems = problems
        self.root: Node | None = None
        self._open: list[tuple[MapNode | ListNode, ScalarNode | None]] = []
        self._documents = 0
        self._anchors: set[str] = set()
        self._key: ScalarNode | None = None
        self._container: MapNode | ListNode | None = None

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._check_node(event)
            self._add(self._scalar(event))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._enter(event, MapNode if kind is MappingStartEvent else ListNode)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._leave(event)
        elif kind is AliasEvent:
            if event.anchor not in self._anchors:  # else the anchor has been reported
                self._report(event, "anker", "Een verwijzing (*naam) mag hier niet.", _WRITE_OUT)
            self._add(ScalarNode("", self.name, event.start_mark.line, event.start_mark.column))
        elif kind is DocumentStartEvent:
            self._start_document(event)

    def _scalar(self, event: Any) -> ScalarNode:
        start, end = event.start_mark, event.end_mark
        line, column, begin = start.line, start.column, start.index
        if begin == end.index and self._key is not None:
            line, column, begin = self._place_of_nothing(self._key, begin)
        node = ScalarNode(
            event.value, self.name, line, column, begin, max(begin, end.index), not event.style
        )
        if begin > end.index or start.index == end.index:
            node.end = begin
        if event.style == '"' and any(hidden_in(event.value)):
            self.problems.add_hidden(node)
        return node

    def _place_of_nothing(self, key: ScalarNode, begin: int) -> tuple[int, int, int]:
        """Where an absent value would stand: after the colon, whatever the parser says."""
        colon = self.text.find(":", key.end, begin + 1)
        if colon < 0:
            return key.line, key.column + key.end - key.begin, key.end
        line = key.line + self.text.count("\n", key.end, colon)
        return line, colon - self.text.rfind("\n", 0, colon), colon + 1

    def _enter(self, event: Any, kind: type[MapNode | ListNode]) -> None:
        self._check_node(event)
        mark = event.start_mark
        node = kind(self.name, mark.line, mark.column, mark.index, mark.index)
        self._add(node)
        if len(self._open) >= MAX_DEPTH:
            self.problems.add(
                node,
                "te-diep",
                f"Dit is dieper genest dan {MAX_DEPTH} lagen.",
                "Controleer het inspringen, en of elke [ en { gesloten wordt.",
            )
            self.problems.raise_any()
        if self._container is not None:
            self._open.append((self._container, self._key))
        else:
            self._open.append((node, None))
        self._container, self._key = node, None

    def _leave(self, event: Any) -> None:
        assert self._container is not None
        self._container.end = event.end_mark.index
        parent, _ = self._open.pop()
        self._container = parent if self._open else None
        self._key = None

    def _add(self, node: Node) -> None:
        container = self._container
        if container is None:
            self.root = node
        elif isinstance(container, ListNode):
            container.items.append(node)
        elif self._key is None:
            self._take_key(container, node)
        else:
            container.items.setdefault(self._key.text, (self._key, node))
            self._key = None

    def _take_key(self, container: MapNode, node: Node) -> None:
        if not isinstance(node, ScalarNode):
            self.problems.add(
                node,
                "sleutel",
                "Een sleutel moet een woord zijn, geen lijst of groep.",
                "Zet een tekst die met [ of { begint tussen aanhalingstekens.",
            )
            self.problems.raise_any()
            return
        if node.text in container.items:
            first = container.items[node.text][0].line + 1
            self.problems.add(
                node,
                "dubbele-sleutel",
                f"De sleutel {shown(node.text)} staat er twee keer.",
                f"De eerste keer is op regel {first}; houd er één over.",
            )
        self._key = node

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(
                event,
                "documenten",
                "Hier begint een tweede document; er mag er maar één in het bestand staan.",
                "Verwijder de regel met '---' en wat erna komt, of maak er twee bestanden van.",
            )
            self.problems.raise_any()

    def _check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self._anchors.add(event.anchor)
            self._report(event, "anker", "Een anker (&naam) mag hier niet.", _WRITE_OUT)
        if event.tag is not None:
            self._report(
                event,
                "tag",
                "Een waarde mag niet met een tag (een woord met een ! ervoor) beginnen.",
                'Laat het woord weg. Hoort het ! bij de tekst? Zet die dan tussen "...".',
            )

    def _report(self, event: Any, code: str, sentence: str, hint: str = "") -> None:
        mark = event.start_mark
        place = SourceLocation(self.name, mark.line + 1, mark.column + 1)
        self.problems.add(place, code, sentence, hint)
