"""Which files belong to a folder with rules; a file that nobody would read is a mistake."""

from __future__ import annotations

from pathlib import Path

import attrs

from pps_advisor.errors import SourceLocation, reason_of
from pps_advisor.reading.yaml.problems import Problems, nearest

MAX_RULE_FILE_BYTES = 4_000_000
RULESET_FILE = "regelset.yaml"
PART_FILES = ("vragen.yaml", "parameters.yaml", "regels.yaml", "aanbevelingen.yaml")
SHARED_FILES = ("bronnen.yaml", "weging.yaml", "gesprek.yaml")
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
    if not core:
        _check_links(folder, name, problems)
    if (folder / RULESET_FILE).exists():
        _check_unread(folder, name, [folder], problems)
        return _files_in(folder, name, core, (RULESET_FILE, *PART_FILES, *SHARED_FILES), problems)
    sets = [one for one in sorted(folder.iterdir()) if one.is_dir() and _has_rules(one)]
    if sets and not core:
        _check_unread(folder, name, sets, problems)
    if not sets and not problems.found:
        problems.add(
            SourceLocation(name),
            "geen-regelset",
            f"In deze map staat geen regelset (een map met {RULESET_FILE}).",
            "Noem de map waarin de regelset staat.",
        )
    files = []
    for one in sets:
        shown = f"{name}/{one.name}"
        if not core:
            _check_links(one, shown, problems)
        if not (one / RULESET_FILE).exists():
            problems.add(
                SourceLocation(shown),
                "geen-regelset",
                f"In deze map staan regels, maar geen {RULESET_FILE}.",
                f"Voeg {RULESET_FILE} toe met 'id', 'titel', 'versie' en 'auteur'.",
            )
        files += _files_in(one, shown, core, (RULESET_FILE, *PART_FILES), problems)
    return files + _files_in(folder, name, core, SHARED_FILES, problems)


def _check_links(folder: Path, name: str, problems: Problems) -> None:
    """A link that leads nowhere would be taken for a file that is not there."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink() and not path.exists() and not path.name.startswith("."):
            problems.add(
                SourceLocation(f"{name}/{path.name}"),
                "bestand-ontbreekt",
                "Deze snelkoppeling leidt nergens heen.",
                "Zet het bestand of de map zelf op deze plek, of haal de snelkoppeling weg.",
            )


def _check_unread(folder: Path, name: str, read: list[Path], problems: Problems) -> None:
    """Rulesets in a folder too deep would be read by nobody."""
    known = set(read)
    for one in _folders_in(folder):
        for below in (one, *_folders_in(one)):
            if below not in known and _has_rules(below):
                problems.add(
                    SourceLocation(f"{name}/{below.relative_to(folder).as_posix()}"),
                    "onbekend-bestand",
                    "De regels in deze map worden niet gelezen.",
                    f"Zet de map {'naast' if read == [folder] else 'rechtstreeks in'} {name}.",
                )


def _folders_in(folder: Path) -> list[Path]:
    return [
        one
        for one in sorted(folder.iterdir())
        if one.is_dir() and not one.is_symlink() and not one.name.startswith(".")
    ]


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
