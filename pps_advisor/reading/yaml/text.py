"""Values as YAML text that the one door reads back as the same values."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Wanted: TypeAlias = "str | Sequence[Wanted] | Mapping[str, Wanted | None]"
"""What a value should become; None in a mapping takes the key away."""

STEP = 2
WIDTH = 100
_ONE_LINE = 60
_PLAIN = re.compile(r"\w[\w .()/'%€+;,-]*(?<! )")


class Inline(dict[str, Wanted]):
    """A mapping that is written on one line, as ``{gemeente: 4, corporatie: 2}``."""


def scalar(text: str, flow: bool = False) -> str:
    """A text on one line: as it is when that is safe, else between double quotes."""
    if _PLAIN.fullmatch(text) and not (flow and "," in text):
        return text
    return json.dumps(text, ensure_ascii=False)


def in_style(text: str, old: str, flow: bool) -> str:
    """A text quoted as the value that it replaces was."""
    if old.startswith('"'):
        return json.dumps(text, ensure_ascii=False)
    if old.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    return scalar(text, flow)


def flow(value: Wanted) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value, True)
    if isinstance(value, Mapping):
        pairs = (f"{key}: {flow(one)}" for key, one in value.items() if one is not None)
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def pair(key: str, value: Wanted, column: int) -> str:
    """A key with its value in block style, without indentation of its first line."""
    return f"{key}:{after_colon(value, column)}"


def after_colon(value: Wanted, column: int) -> str:
    """What follows ``key:`` when the key stands in this column."""
    inner = " " * (column + STEP)
    if isinstance(value, str):
        return f" {_folded(value, inner) if len(value) > _ONE_LINE else scalar(value)}"
    if isinstance(value, Mapping):
        given = {name: one for name, one in value.items() if one is not None}
        if not given or _fits_one_line(value, column):
            return f" {flow(given)}"
        lines = (inner + pair(name, one, column + STEP) for name, one in given.items())
        return "\n" + "\n".join(lines)
    if all(isinstance(one, str) for one in value):
        return f" {flow(value)}"
    return "\n" + "\n".join(f"{inner}{item(one, column + STEP, True)}" for one in value)


def item(value: Wanted, column: int, block: bool = False) -> str:
    """An item of a list whose dash stands in this column."""
    if not block or not isinstance(value, Mapping):
        return f"- {flow(value)}"
    given = [(name, one) for name, one in value.items() if one is not None]
    lines = [pair(name, one, column + STEP) for name, one in given]
    return "- " + ("\n" + " " * (column + STEP)).join(lines)


def _folded(text: str, indent: str) -> str:
    lines = textwrap.wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return ">\n" + "\n".join(indent + line for line in lines)


def _fits_one_line(value: Mapping[str, Wanted | None], column: int) -> bool:
    return isinstance(value, Inline) and column + len(flow(value)) < WIDTH
