"""What went wrong, where, and what to do about it (floor 0: imports nothing of ours).

Named tuples rather than attrs classes: `pps-advisor --help` needs these and not attrs.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import NamedTuple

_REASONS = {
    errno.ENOENT: "de map bestaat niet",
    errno.ENOTDIR: "een deel van het pad is een bestand, geen map",
    errno.EACCES: "u hebt hier geen rechten voor",
    errno.EPERM: "u hebt hier geen rechten voor",
    errno.EROFS: "deze plek is alleen-lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EFBIG: "het bestand wordt te groot voor deze plek",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "de snelkoppelingen verwijzen in een kring naar elkaar",
    errno.ENXIO: "dit is geen gewoon bestand",
    errno.EIO: "de schijf of de verbinding geeft een fout",
    errno.EBUSY: "een ander programma gebruikt het",
    errno.EBADF: "de uitvoer is gesloten",
    getattr(errno, "EDQUOT", -1): "uw schijfruimte is op",
}


class SourceLocation(NamedTuple):
    """A place in a file. Line and column count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One mistake in what a user gave us: a Dutch sentence with its place, code and hint."""

    location: SourceLocation
    code: str
    sentence: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.location}: {self.code}: {self.sentence}"
        return visible(f"{text} {self.hint}" if self.hint else text)


class InvalidInput(Exception):
    """The input cannot be used; carries every Problem found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def not_installed(purpose: str, extra: str) -> InvalidInput:
    """What to raise when the libraries of an extra are absent, with how to install them."""
    sentence = f"Voor {purpose} is een aanvulling nodig die hier niet is geïnstalleerd."
    hint = f"Installeer die met: pip install 'pps-advisor[{extra}]'"
    return InvalidInput(
        [Problem(SourceLocation("pps-advisor"), "niet-geinstalleerd", sentence, hint)]
    )


class EngineUnavailable(Exception):
    """The asked inference engine cannot run here; the message says why, in Dutch."""


class EnginesDisagree(Exception):
    """An engine and the trace came to different firings: the run must not be trusted."""


def visible(text: str) -> str:
    """The text with every character that cannot be seen written out, as in ``\\x1b``.

    Messages repeat what stands in a file, and that may hold codes that rewrite a terminal.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def reason_of(error: OSError) -> str:
    """Why the system refused to read or write, as a Dutch clause without capital and full stop."""
    number = error.errno or 0
    return _REASONS.get(number, f"het systeem meldt foutcode {number}")
