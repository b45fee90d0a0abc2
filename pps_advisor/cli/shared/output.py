"""Documents to the screen or to a file: whole, or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of

OWN_MARKS = (
    "pps-advisor/beoordeling",
    "Casus voor pps-advisor",
    "Deze pagina is gemaakt uit de regels",
)
"""What our documents carry (in Markdown the version behind it is escaped)."""
_NARROW, _WIDE, _DEFAULT = 60, 100, 80
_OWN_UP_TO = 20_000_000


class ReaderGone(Exception):
    """Nobody reads our output any more, as in ``pps-advisor ... | head``."""


def terminal_width() -> int:
    """The width to write for: the terminal's, within reason; 80 when there is none."""
    columns = _terminal_size()[0] if sys.stdout.isatty() else _DEFAULT
    return max(_NARROW, min(columns, _WIDE))


def _terminal_size() -> tuple[int, int]:
    """Columns and lines."""
    import shutil  # only here: --help is not to wait for it

    return shutil.get_terminal_size((_DEFAULT, 24))


def screen_takes(character: str) -> bool:
    """Whether the console can show a character (a cp1252 console cannot show a bar)."""
    try:
        character.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def show(text: str, for_people: bool) -> None:
    """Write a document to stdout: in the console's encoding for people, else in UTF-8."""
    if for_people and _needs_a_pager(text):
        click.echo_via_pager(text)
        return
    if for_people:
        encoding = sys.stdout.encoding or "utf-8"
        data = text.replace("\n", os.linesep).encode(encoding, errors="replace")
    else:
        data = text.encode("utf-8")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def _needs_a_pager(text: str) -> bool:
    """Whether a reader at a terminal would see only the end of the text."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("PAGER") == "":
        return False
    return text.count("\n") >= _terminal_size()[1]


def save(
    content: str | bytes,
    path: Path,
    overwrite: bool,
    source: Path | None = None,
    is_ours: Callable[[bytes], bool] | None = None,
) -> None:
    """Write a file whole or not at all, leaving alone what is not ours.

    `source` is the case that was read, which is never overwritten. `is_ours` tells of the bytes
    of an existing file whether it is an earlier version; for text the mark in it tells. Raises
    InvalidInput when the file exists and is not ours, or cannot be written.
    """
    try:
        if source is not None and path.exists() and path.samefile(source):
            _refuse(
                path,
                "is-de-casus",
                "Dit is de casus zelf; die wordt niet overschreven.",
                "Kies een andere naam voor de uitvoer.",
            )
        target = Path(os.path.realpath(path))  # a link stays a link
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        _check_free(path, target, overwrite, is_ours or partial(_has_our_mark, new=data))
        _replace(target, data)
    except OSError as error:
        _refuse(
            path,
            "niet-geschreven",
            f"Dit bestand kan niet worden geschreven: {reason_of(error)}.",
            "Kies een andere plek of naam; er is niets veranderd.",
        )


def rewrite(path: Path, data: bytes) -> None:
    """Put new contents in the user's own file in one step: the old or the new, never half.

    Links are followed and permissions kept. Raises InvalidInput when it cannot be written; the
    file is then as it was.
    """
    check_writable(path)
    try:
        _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        _refuse_to_write(path, error)


def check_writable(path: Path) -> None:
    """Refuse a file that its owner made read-only; replacing it would not ask."""
    if path.exists() and not os.access(path, os.W_OK):
        _refuse_to_write(path, PermissionError(errno.EACCES, ""))


def _refuse_to_write(path: Path, error: OSError) -> NoReturn:
    sentence = f"Dit bestand kan niet worden geschreven: {reason_of(error)}."
    _refuse(path, "niet-geschreven", sentence, "Er is niets veranderd.")


def _check_free(
    path: Path, target: Path, overwrite: bool, is_ours: Callable[[bytes], bool]
) -> None:
    if target.is_dir():
        _refuse(path, "geen-bestand", "Dit is een map, geen bestand.", "Noem een bestandsnaam.")
    if target.exists() and not target.is_file():
        _refuse(
            path,
            "geen-bestand",
            "Dit is geen gewoon bestand.",
            "Laat -o weg om de uitvoer op het scherm te zien.",
        )
    if target.exists() and not overwrite and not _is_ours(target, is_ours):
        _refuse(
            path,
            "bestaat-al",
            "Dit bestand bestaat al en is geen eerdere versie van dit document.",
            "Kies een andere naam, of gebruik --overwrite.",
        )


def _replace(target: Path, data: bytes) -> None:
    """Put `data` in place of the file in one step; nothing stays behind when that fails."""
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        os.chmod(temporary, _mode_of(target))
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _is_ours(path: Path, is_ours: Callable[[bytes], bool]) -> bool:
    """Whether a file is an earlier version of what we write."""
    if path.stat().st_size > _OWN_UP_TO:
        return False
    try:
        return is_ours(path.read_bytes())
    except OSError:
        return False


def _has_our_mark(old: bytes, new: bytes) -> bool:
    """Whether a text has our mark, and the same first line.

    The mark alone does not make a file ours: it also stands in a memo with pasted advice.
    """
    first = old.split(b"\n", 1)[0].rstrip(b"\r")
    marked = any(mark.encode() in old for mark in OWN_MARKS)
    return marked and first == new.split(b"\n", 1)[0]


def _refuse(path: Path, code: str, sentence: str, hint: str) -> NoReturn:
    raise InvalidInput([Problem(SourceLocation(str(path)), code, sentence, hint)])
