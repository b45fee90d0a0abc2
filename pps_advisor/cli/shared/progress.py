"""Progress of long work: on stderr, only in a terminal, and gone when the work is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 0.5
_BETWEEN = 0.1


def followed(items: Iterable[T], what: str, total: int = 0) -> Iterator[T]:
    """The items one by one; work that takes longer than half a second shows how far it is.

    `what` is what is being done, as in ``Regels testen``.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    due, shown = time.monotonic() + _PATIENCE, 0
    try:
        for number, item in enumerate(items, start=1):
            yield item
            if time.monotonic() >= due:
                due = time.monotonic() + _BETWEEN
                of = f" van {total}" if total else ""
                line = f"{what}: {number}{of}"
                sys.stderr.write(f"\r{line:<{shown}}")
                sys.stderr.flush()
                shown = len(line)
    finally:
        if shown:
            sys.stderr.write(f"\r{'':<{shown}}\r")
            sys.stderr.flush()
