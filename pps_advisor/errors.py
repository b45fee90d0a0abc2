"""What went wrong, where, and what to do about it (floor 0: imports nothing of ours)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs


@attrs.frozen(order=True)
class SourceLocation:
    """A place in a file. Line and column count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@attrs.frozen(order=True)
class Problem:
    """One mistake in what a user gave us: a Dutch sentence with its place, code and hint."""

    location: SourceLocation
    code: str
    sentence: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.location}: {self.code}: {self.sentence}"
        return f"{text} {self.hint}" if self.hint else text


class InvalidInput(Exception):
    """The input cannot be used; carries every Problem found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class EngineUnavailable(Exception):
    """The asked inference engine cannot run here; the message says why, in Dutch."""


class EnginesDisagree(Exception):
    """An engine and the trace came to different firings: the run must not be trusted."""
