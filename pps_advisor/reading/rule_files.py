"""Which files make up a ruleset folder, and where they are."""

from __future__ import annotations

from pathlib import Path

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.frozen import frozen

RULESET_FILE = "regelset.yaml"
PART_FILES = ("vragen.yaml", "parameters.yaml", "regels.yaml", "aanbevelingen.yaml")
SHARED_FILES = ("bronnen.yaml", "weging.yaml")


@frozen
class RuleFile:
    """A file to read; `name` is how it is called in messages, whatever its place on disk."""

    path: Path
    name: str
    core: bool


def find_files(folder: Path, name: str, core: bool) -> list[RuleFile]:
    """The files of a ruleset folder, or of a folder of ruleset folders.

    Raises InvalidInput when the folder holds no ruleset.
    """
    if not folder.is_dir():
        sentence = "Deze map met regels bestaat niet."
        raise InvalidInput([Problem(SourceLocation(name), "map-ontbreekt", sentence)])
    sets = [folder] if (folder / RULESET_FILE).exists() else _ruleset_folders(folder)
    if not sets:
        raise InvalidInput(
            [
                Problem(
                    SourceLocation(name),
                    "geen-regelset",
                    f"In deze map staat geen regelset (een map met {RULESET_FILE}).",
                    "Noem de map waarin de regelset staat.",
                )
            ]
        )
    files = []
    for one in sets:
        shown = name if one == folder else f"{name}/{one.name}"
        names = [RULESET_FILE, *PART_FILES, *(SHARED_FILES if one == folder else ())]
        files += [RuleFile(one / n, f"{shown}/{n}", core) for n in names if (one / n).exists()]
    shared = [] if sets == [folder] else [n for n in SHARED_FILES if (folder / n).exists()]
    return files + [RuleFile(folder / n, f"{name}/{n}", core) for n in shared]


def _ruleset_folders(folder: Path) -> list[Path]:
    return sorted(f for f in folder.iterdir() if f.is_dir() and (f / RULESET_FILE).exists())
