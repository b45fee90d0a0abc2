"""A new plugin: the files of a working example, to be replaced by a municipality's own."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from pps_advisor import __version__
from pps_advisor.errors import InvalidInput, Problem, SourceLocation

_NAME = re.compile(r"[^\W\d_'’(][^\W\d_]*(?:['’ .()-]*[^\W\d_]+)*\.?\)?|['’]s-[^\W\d_]+")


def new_plugin(municipality: str, today: dt.date) -> dict[str, str]:
    """The text of each file of a new plugin, by its path in the folder.

    Raises InvalidInput when the name cannot be that of a municipality.
    """
    name = " ".join(municipality.split())
    if not _NAME.fullmatch(name) or not plugin_id(name):
        raise InvalidInput(
            [
                Problem(
                    SourceLocation("--municipality"),
                    "verkeerde-waarde",
                    f"'{name[:60]}' kan niet als naam van een gemeente.",
                    "Schrijf de naam zoals in een casus, bijvoorbeeld 'Den Haag'.",
                )
            ]
        )
    words = {
        "__GEMEENTE_YAML__": json.dumps(name, ensure_ascii=False),
        "__GEMEENTE__": name,
        "__ID__": plugin_id(name),
        "__REEKS__": _fits(),
        "__DATUM__": today.isoformat(),
    }
    files = dict(_files(resources.files("pps_advisor.reading.plugins").joinpath("template"), ""))
    return {path: _filled(text, words) for path, text in sorted(files.items())}


def plugin_id(municipality: str) -> str:
    """The id for the plugin of a municipality: ``den-haag``, ``s-hertogenbosch``."""
    bare = unicodedata.normalize("NFKD", municipality.casefold())
    kept = "".join(one for one in bare if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-").removeprefix("gemeente-")


def _fits() -> str:
    """From this version on, up to the next that may differ."""
    major, minor, *_ = __version__.split(".")
    return f">={major}.{minor},<{int(major) + 1}"


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one, f"{path}{one.name}/")
        elif not one.name.endswith((".pyc", "~")):
            yield f"{path}{one.name}", one.read_text(encoding="utf-8")
