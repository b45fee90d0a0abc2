"""Which files belong to a folder with rules; a file that nobody would read is a mistake."""

from __future__ import annotations

from pathlib import Path

import attrs

from pps_advisor.errors import SourceLocation, reason_of
from pps_advisor.reading.problems import Problems, nearest

MAX_RULE_FILE_BYTES = 4_000_000
RULESET_FILE = "regelset.yaml"
PART_FILES = ("vragen.yaml", "parameters.yaml", "regels.yaml", "aanbevelingen.yaml")
SHARED_FILES = ("bronnen.yaml", "weging.yaml")
_DATA_ENDINGS = (".yaml", ".yml", ".json")


@attrs.frozen
class RuleFile:
    """A file to read; `name` is how it is called in messages, whatever its place on disk.

    `plugin` is the id of the plugin that it belongs to, if any; `weights` says that it holds
    weights that come in the place of those of the core.
    """

    path: Path
    name: str
    core: bool
    plugin: str = ""
    weights: bool = False


def find_files(folder: Path, name: str, core: bool) -> list[RuleFile]:
    """The files of a ruleset folder, or of a folder of ruleset folders.

    Raises InvalidInput when the folder holds no ruleset, or a file that would not be read.
    """
    problems = Problems()
    try:
        files = _files(folder, name, core, problems)
    except OSError as error:
        sentence = f"Deze map kan niet worden gelezen: {reason_of(error)}."
        problems.add(SourceLocation(name), "geen-toegang", sentence)
    problems.raise_any()
    return files


def _files(folder: Path, name: str, core: bool, problems: Problems) -> list[RuleFile]:
    if not folder.is_dir():
        _report_no_folder(folder, name, problems)
        return []
    if (folder / RULESET_FILE).exists():
        return _files_in(folder, name, core, (RULESET_FILE, *PART_FILES, *SHARED_FILES), problems)
    sets = [one for one in sorted(folder.iterdir()) if one.is_dir() and _has_rules(one)]
    if not sets:
        problems.add(
            SourceLocation(name),
            "geen-regelset",
            f"In deze map staat geen regelset (een map met {RULESET_FILE}).",
            "Noem de map waarin de regelset staat.",
        )
        return []
    files = []
    for one in sets:
        shown = f"{name}/{one.name}"
        if not (one / RULESET_FILE).exists():
            problems.add(
                SourceLocation(shown),
                "geen-regelset",
                f"In deze map staan regels, maar geen {RULESET_FILE}.",
                f"Voeg {RULESET_FILE} toe met 'id', 'titel', 'versie' en 'auteur'.",
            )
        files += _files_in(one, shown, core, (RULESET_FILE, *PART_FILES), problems)
    return files + _files_in(folder, name, core, SHARED_FILES, problems)


def _has_rules(folder: Path) -> bool:
    return any((folder / name).exists() for name in (RULESET_FILE, *PART_FILES))


def _files_in(
    folder: Path, shown: str, core: bool, names: tuple[str, ...], problems: Problems
) -> list[RuleFile]:
    """The files of one folder, in the order of `names`; others that look like data are refused."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _DATA_ENDINGS and path.name not in names and path.is_file():
            problems.add(
                SourceLocation(f"{shown}/{path.name}"),
                "onbekend-bestand",
                "Een bestand met deze naam wordt hier niet gelezen.",
                nearest(path.name, names),
            )
    return [RuleFile(folder / n, f"{shown}/{n}", core) for n in names if (folder / n).exists()]


def _report_no_folder(folder: Path, name: str, problems: Problems) -> None:
    if folder.exists():
        problems.add(
            SourceLocation(name),
            "map-ontbreekt",
            "Dit is een bestand, geen map.",
            "Noem de map waarin de regelset staat.",
        )
        return
    try:
        names = [one.name for one in folder.parent.iterdir() if one.is_dir()]
    except OSError:
        names = []
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(folder.name, names, 1)
    hint = f"Bedoelt u {folder.with_name(near[0])}?" if near else "Controleer de naam."
    problems.add(SourceLocation(name), "map-ontbreekt", "Deze map met regels bestaat niet.", hint)
