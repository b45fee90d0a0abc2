"""Documents to the screen or to a file: whole, or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from pps_advisor.errors import InvalidInput, Problem, SourceLocation

OWN_MARK = "pps-advisor/beoordeling@1"
_NARROW, _WIDE, _DEFAULT = 60, 100, 80


def terminal_width() -> int:
    """The width to write for: the terminal's, within reason; 80 when there is none."""
    columns = shutil.get_terminal_size((_DEFAULT, 24)).columns if sys.stdout.isatty() else _DEFAULT
    return max(_NARROW, min(columns, _WIDE))


def screen_takes(character: str) -> bool:
    """Whether the console can show a character (a cp1252 console cannot show a bar)."""
    try:
        character.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def show(text: str, for_people: bool) -> None:
    """Write a document to stdout: in the console's encoding for people, else in UTF-8."""
    if for_people:
        encoding = sys.stdout.encoding or "utf-8"
        data = text.replace("\n", os.linesep).encode(encoding, errors="replace")
    else:
        data = text.encode("utf-8")
    stream = click.get_binary_stream("stdout")
    stream.write(data)
    stream.flush()


def save(text: str, path: Path, overwrite: bool) -> None:
    """Write a file whole or not at all, leaving alone what is not ours.

    Raises InvalidInput when the file exists and is not ours, or cannot be written.
    """
    if path.is_dir():
        _refuse(path, "geen-bestand", "Dit is een map, geen bestand.", "Noem een bestandsnaam.")
    if path.exists() and not overwrite and not _is_ours(path):
        _refuse(
            path,
            "bestaat-al",
            "Dit bestand bestaat al en is niet door pps-advisor gemaakt.",
            "Kies een andere naam, of gebruik --overwrite.",
        )
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, _mode_of(path))
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        _refuse(path, "niet-geschreven", f"Dit bestand kan niet worden geschreven ({reason}).")


def _mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _is_ours(path: Path) -> bool:
    try:
        return OWN_MARK in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _refuse(path: Path, code: str, sentence: str, hint: str = "") -> None:
    raise InvalidInput([Problem(SourceLocation(str(path)), code, sentence, hint)])
