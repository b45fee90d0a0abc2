"""The compiled form of a catalogue: JSON that names the classes of the model, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

import attrs

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge import catalogue, condition, question, recommendation, rule, source
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.values import Unknown

FORMAT = 11
_MODULES = (catalogue, condition, question, recommendation, rule, source)
_LATER = ("pps_advisor.model.knowledge.conversation", "pps_advisor.model.knowledge.plugin")
"""Modules with classes that a catalogue need not have; imported when it does."""


def _classes(modules: Iterable[ModuleType]) -> dict[str, Any]:
    return {
        thing.__name__: thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and (attrs.has(thing) or issubclass(thing, Enum))
    }


_READERS: dict[str, Callable[..., Any]] = {
    "tuple": lambda *items: items,
    "dict": lambda *items: dict(zip(items[::2], items[1::2], strict=True)),
    "place": SourceLocation,
    "decimal": Decimal,
    "date": dt.date.fromisoformat,
    "Unknown": Unknown,
    **_classes(_MODULES),
}


def to_text(value: Catalogue) -> str:
    """Write down a catalogue without worked examples; from_text() gives an equal one.

    What occurs more often stands there once. The things of one kind stand together in columns,
    after the things that they are made of, so that reading them is one call for each kind.
    """
    return _text(value)


def _text(value: object) -> str:
    rows = _Rows()
    rows.add(value)
    return json.dumps(rows.blocks(), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Catalogue:
    """Read what to_text() wrote; raises ValueError or KeyError when it is something else."""
    found = _read(text)
    if not isinstance(found, Catalogue):
        raise ValueError("not a compiled catalogue")
    return found


def _read(text: str) -> Any:
    found: list[Any] = []
    for kind, number, columns in json.loads(text):
        make = _catalogue if kind == "Catalogue" else _READERS.get(kind) or _later(kind)
        filled = [_column(how, column, found) for how, column in columns]
        found += map(make, *filled) if filled else [make() for _ in range(number)]
    return found[-1] if found else None


def _catalogue(*parts: Any) -> Catalogue:
    """A catalogue of which the conversation is still text, its last part."""
    *others, kept = parts
    return evolve(Catalogue(*others), conversation_of=partial(_read, kept))


def _later(kind: str) -> Callable[..., Any]:
    for module in _LATER:
        _READERS.update(_classes([import_module(module)]))
        if kind in _READERS:
            break
    return _READERS[kind]


_PLAIN, _NUMBERS, _MIXED = 0, 1, 2
"""How a column is written: as it is, as numbers of earlier things, or with those in a list."""


def _column(how: int, column: list[Any], found: Sequence[Any]) -> list[Any]:
    if how == _PLAIN:
        return column
    if how == _NUMBERS:
        return [found[number] for number in column]
    return [found[part[0]] if type(part) is list else part for part in column]


@attrs.frozen
class _Row:
    """A thing: its kind, the length of the chain below it, and its parts.

    A part is a plain value, or a list with the place of another thing among the rows.
    """

    kind: str
    depth: int
    parts: tuple[Any, ...]


class _Rows:
    """The distinct things that a catalogue is made of."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.place: dict[str, int] = {}

    def add(self, value: object) -> Any:
        """What stands for a value within another: itself, or a list with its place."""
        if value is None or (isinstance(value, str | int | float) and not isinstance(value, Enum)):
            return value
        kind = next((name for of, name in _KINDS if isinstance(value, of)), type(value).__name__)
        parts = tuple(map(self.add, _parts(value)))
        key = json.dumps([kind, parts])
        if key not in self.place:
            below = [self.rows[part[0]].depth for part in parts if type(part) is list]
            self.place[key] = len(self.rows)
            self.rows.append(_Row(kind, max(below, default=-1) + 1, parts))
        return [self.place[key]]

    def blocks(self) -> list[list[Any]]:
        """The things of equal depth, kind and number of parts, in columns."""
        groups: dict[tuple[int, str, int], list[int]] = {}
        for place, row in enumerate(self.rows):
            groups.setdefault((row.depth, row.kind, len(row.parts)), []).append(place)
        number: dict[int, int] = {}
        blocks = []
        for group in sorted(groups):
            places = groups[group]
            columns = zip(*(self.rows[place].parts for place in places), strict=True)
            blocks.append([group[1], len(places), [_written(one, number) for one in columns]])
            number.update((place, len(number)) for place in places)
        return blocks


def _written(column: Sequence[Any], number: Mapping[int, int]) -> list[Any]:
    referring = sum(type(part) is list for part in column)
    if not referring:
        return [_PLAIN, column]
    if referring == len(column):
        return [_NUMBERS, [number[part[0]] for part in column]]
    return [_MIXED, [[number[part[0]]] if type(part) is list else part for part in column]]


_KINDS: tuple[tuple[type, str], ...] = (
    (SourceLocation, "place"),
    (tuple, "tuple"),
    (dict, "dict"),
    (Decimal, "decimal"),
    (dt.date, "date"),
)


def _parts(value: Any) -> Iterable[Any]:
    """What a value is made from; of an attrs object the fields, without a default at the end."""
    if isinstance(value, Enum):
        return [value.value]
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, tuple):
        return value
    if isinstance(value, Decimal):
        return [str(value)]
    if isinstance(value, dt.date):
        return [value.isoformat()]
    fields = attrs.fields(type(value))
    if isinstance(value, Catalogue):
        named = [getattr(value, field.name) for field in fields if field.name != "conversation_of"]
        return [*named, _text(value.conversation)]
    contents = [getattr(value, field.name) for field in fields]
    while contents and contents[-1] == fields[len(contents) - 1].default:
        contents.pop()
    return contents
