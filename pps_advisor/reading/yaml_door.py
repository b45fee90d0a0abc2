"""The one door for YAML: strict, with places, and with every refusal in Dutch.

YAML 1.2 without anchors, aliases, tags, directives for other versions, duplicate keys or more
than one document. Scalars stay text, so ``nee`` is a word and ``1.10`` is no number until a
question asks for one. This is the only module that imports ruamel.
"""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.reading.node import ListNode, MapNode, Node, ScalarNode

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_PROBLEMS = 50

_WRITE_OUT = "Schrijf de waarde hier voluit; staat het teken in een tekst, zet die dan tussen \"...\"."

_SYNTAX = (
    (
        r"cannot start any token|found character '\\t'",
        "Hier staat een teken waarmee in YAML geen waarde kan beginnen.",
        'Zet de waarde tussen aanhalingstekens ("...") als het teken bij de tekst hoort.',
    ),
    (
        r"mapping values are not allowed",
        "Hier staat een dubbele punt die niet past: er begint een tweede sleutel op deze plek.",
        "Controleer het inspringen, of zet een tekst met ': ' tussen aanhalingstekens.",
    ),
    (
        r"could not find expected ':'",
        "Achter een sleutel ontbreekt de dubbele punt.",
        "Schrijf 'sleutel: waarde', met een spatie na de dubbele punt.",
    ),
    (
        r"unexpected end of stream|quoted scalar",
        "Een aanhalingsteken wordt niet gesloten.",
        "Zet aan het eind van de tekst hetzelfde aanhalingsteken als aan het begin.",
    ),
    (
        r"block (mapping|collection|sequence)|<block end>|expected the node content|flow",
        "De regel past niet in wat eromheen staat.",
        "Controleer het inspringen (spaties, op gelijke hoogte) en of elke [ of { gesloten wordt.",
    ),
    (
        r"special characters|control characters|unacceptable character",
        "Hier staat een onzichtbaar stuurteken dat niet in een tekstbestand hoort.",
        "Verwijder het teken, bijvoorbeeld door de regel opnieuw te typen.",
    ),
)


def read_yaml(path: Path, name: str | None = None, max_bytes: int = MAX_BYTES) -> Node:
    """Read a file into a tree.

    `name` is how the file is called in messages; by default its path as given.
    Raises InvalidInput when the file cannot be read or is not the YAML we take.
    """
    name = name or str(path)
    return parse_yaml(read_text(path, name, max_bytes), name)


def read_text(path: Path, name: str, max_bytes: int = MAX_BYTES) -> str:
    """Read a text file in UTF-8, refusing folders, devices and files that are too large."""
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                _refuse(name, "geen-bestand", "Dit is geen gewoon bestand.")
            if status.st_size > max_bytes:
                _refuse_size(name, status.st_size, max_bytes)
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
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
    except (OSError, ValueError) as error:
        _refuse(name, "niet-leesbaar", f"Dit bestand kan niet worden gelezen ({error}).")
    if len(data) > max_bytes:
        _refuse_size(name, len(data), max_bytes)
    return _decode(data, name)


def parse_yaml(text: str, name: str) -> Node:
    """Turn YAML text into a tree; raises InvalidInput with every Problem found."""
    if not text.strip():
        _refuse(name, "leeg-bestand", "Dit bestand is leeg.")
    builder = _TreeBuilder(name)
    try:
        for event in _events(text):
            builder.take(event)
    except YAMLError as error:
        builder.problems.append(_syntax_problem(error, text, name))
    if builder.problems:
        raise InvalidInput(builder.problems)
    if builder.root is None:
        _refuse(name, "leeg-bestand", "In dit bestand staan geen gegevens, alleen commentaar.")
    return builder.root


def _events(text: str) -> Iterator[Any]:
    """Events with marks; by libyaml where it is installed (twenty times as fast)."""
    return YAML(typ="safe").parse(text)  # type: ignore[no-any-return]


def _open_without_waiting(path: str, flags: int) -> int:
    """Open so that a named pipe does not make us wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        raise InvalidInput(
            [
                Problem(
                    SourceLocation(name, line, column),
                    "geen-utf8",
                    "Dit bestand is niet in UTF-8 opgeslagen.",
                    "Sla het opnieuw op met codering UTF-8.",
                )
            ]
        ) from None


def _refuse_size(name: str, size: int, limit: int) -> NoReturn:
    _refuse(
        name,
        "te-groot",
        f"Dit bestand is te groot: {size / 1e6:.1f} MB, hoogstens {limit / 1e6:.0f} MB mag.".replace(
            ".", ",", 1
        ),
        "Controleer of dit het goede bestand is.",
    )


def _refuse(name: str, code: str, sentence: str, hint: str = "") -> NoReturn:
    raise InvalidInput([Problem(SourceLocation(name), code, sentence, hint)])


def _similar_file(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"De map {path.parent} bestaat ook niet."
    near = difflib.get_close_matches(path.name, names, 1)
    return f"Bedoelt u {path.with_name(near[0])}?" if near else "Controleer de naam en de map."


def _syntax_problem(error: YAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark if isinstance(error, MarkedYAMLError) else None
    message = str(getattr(error, "problem", "") or error)
    line = mark.line if mark else _line_of_reader_error(error, text)
    column = mark.column if mark else 0
    location = SourceLocation(name, line + 1, column + 1)
    lines = text.splitlines()
    tab = _tab_near(lines, line)
    if tab is not None:
        return Problem(
            SourceLocation(name, tab + 1, lines[tab].index("\t") + 1),
            "tab",
            "Deze regel springt in met een tab.",
            "Gebruik spaties in plaats van tabs.",
        )
    for pattern, sentence, hint in _SYNTAX:
        if re.search(pattern, f"{message} {getattr(error, 'context', '') or ''}"):
            return Problem(location, "yaml", sentence, hint)
    return Problem(location, "yaml", "Dit is geen geldige YAML.", f"De lezer meldt: {message}.")


def _line_of_reader_error(error: YAMLError, text: str) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) if isinstance(position, int) else 0


def _tab_near(lines: list[str], line: int) -> int | None:
    """The line at or just before the error that is indented with a tab."""
    for candidate in (line, line - 1):
        if 0 <= candidate < len(lines) and re.match(r" *\t", lines[candidate]):
            return candidate
    return None


class _TreeBuilder:
    """Builds the tree from events and refuses what the door does not let in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[tuple[MapNode | ListNode, ScalarNode | None]] = []
        self._documents = 0
        self._key: ScalarNode | None = None
        self._container: MapNode | ListNode | None = None

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._check_node(event)
            start, end = event.start_mark, event.end_mark
            self._add(
                ScalarNode(
                    event.value,
                    self.name,
                    start.line,
                    start.column,
                    start.index,
                    end.index,
                    not event.style,
                )
            )
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._enter(event, MapNode if kind is MappingStartEvent else ListNode)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._leave(event)
        elif kind is AliasEvent:
            self._report(event, "anker", "Een verwijzing (*naam) mag hier niet.", _WRITE_OUT)
            self._add(ScalarNode("", self.name, event.start_mark.line, event.start_mark.column))
        elif kind is DocumentStartEvent:
            self._start_document(event)

    def _enter(self, event: Any, kind: type[MapNode | ListNode]) -> None:
        self._check_node(event)
        mark = event.start_mark
        node = kind(self.name, mark.line, mark.column, mark.index, mark.index)
        self._add(node)
        if len(self._open) >= MAX_DEPTH:
            raise InvalidInput(
                [Problem(node.location, "te-diep", f"Dit is dieper genest dan {MAX_DEPTH} lagen.")]
            )
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
            raise InvalidInput(
                [
                    Problem(
                        node.location,
                        "sleutel",
                        "Een sleutel moet een woord zijn, geen lijst of groep.",
                        "Zet een tekst die met [ of { begint tussen aanhalingstekens.",
                    )
                ]
            )
        if node.text in container.items:
            first = container.items[node.text][0].line + 1
            self._report_at(
                node.location,
                "dubbele-sleutel",
                f"De sleutel '{node.text}' staat er twee keer.",
                f"De eerste keer is op regel {first}; houd er één over.",
            )
        self._key = node

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(event, "documenten", "Er mag maar één document in het bestand staan.")
        if event.version and tuple(event.version) != (1, 2):
            self._report(event, "yaml-versie", "Alleen YAML 1.2 wordt gelezen.")

    def _check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(event, "anker", "Een anker (&naam) mag hier niet.", _WRITE_OUT)
        if event.tag is not None and str(event.tag) != "!":
            self._report(event, "tag", f"Een tag ({event.tag}) mag hier niet.", "Laat hem weg.")

    def _report(self, event: Any, code: str, sentence: str, hint: str = "") -> None:
        mark = event.start_mark
        self._report_at(
            SourceLocation(self.name, mark.line + 1, mark.column + 1), code, sentence, hint
        )

    def _report_at(self, place: SourceLocation, code: str, sentence: str, hint: str = "") -> None:
        self.problems.append(Problem(place, code, sentence, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise InvalidInput(self.problems)
