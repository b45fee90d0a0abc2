"""The bytes of a file, with a clear refusal for everything that is no ordinary file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NoReturn

from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of

MAX_DOCUMENT_BYTES = 50_000_000


def read_bytes(path: Path, max_bytes: int = MAX_DOCUMENT_BYTES) -> bytes:
    """Read a file; raises InvalidInput when it is not there, no file, or too large."""
    name = str(path)
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                _refuse(name, "geen-bestand", "Dit is geen gewoon bestand.")
            data = file.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        _refuse(name, "bestand-ontbreekt", "Dit bestand bestaat niet.", "Controleer de naam.")
    except IsADirectoryError:
        _refuse(name, "geen-bestand", "Dit is een map, geen bestand.", "Noem het bestand zelf.")
    except OSError as error:
        sentence = f"Dit bestand kan niet worden gelezen: {reason_of(error)}."
        _refuse(name, "niet-leesbaar", sentence)
    except ValueError:
        _refuse(name, "niet-leesbaar", "Deze bestandsnaam kan niet bestaan.")
    if len(data) > max_bytes:
        most = max_bytes // 1_000_000
        _refuse(name, "te-groot", f"Dit bestand is groter dan {most} MB.", "Maak het kleiner.")
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    """Open without waiting for whoever writes at the other end, if this is a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse(name: str, code: str, sentence: str, hint: str = "") -> NoReturn:
    raise InvalidInput([Problem(SourceLocation(name), code, sentence, hint)])
