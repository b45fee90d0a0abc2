"""Where the project file ``pps-advisor.yaml`` is found."""

from __future__ import annotations

from pathlib import Path

PROJECT_FILE = "pps-advisor.yaml"
PLUGIN_FILE = "plugin.yaml"


def find_project(start: Path) -> Path | None:
    """The nearest project file in the folder of a case or above it; None when there is none."""
    folder = start if start.is_dir() else start.parent
    try:
        folder = folder.resolve()
    except OSError:
        return None
    for one in (folder, *folder.parents):
        path = one / PROJECT_FILE
        if path.is_file():
            here = Path.cwd()
            return path.relative_to(here) if path.is_relative_to(here) else path
    return None
