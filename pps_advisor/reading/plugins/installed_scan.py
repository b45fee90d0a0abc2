"""Whether any package with a plugin is installed, without the cost of asking Python itself.

importlib.metadata takes more time to import than all the reading of a case; looking at the
files it would look at takes under a thousandth of a second.
"""

from __future__ import annotations

import os
import sys

_GROUP = b"[pps_advisor]"
_KINDS = (".dist-info", ".egg-info")


def may_have_plugins() -> bool:
    """False only when no installed package names an entry point of ours."""
    return any(_may_have(folder or os.curdir) for folder in dict.fromkeys(sys.path))


def _may_have(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.endswith(_KINDS) and _names_us(entry.path) for entry in entries)
    except FileNotFoundError:
        return False
    except OSError:
        return os.path.exists(folder)  # a zip file: let Python itself look


def _names_us(path: str) -> bool:
    try:
        with open(os.path.join(path, "entry_points.txt"), "rb") as file:
            return _GROUP in file.read()
    except OSError:
        return False
