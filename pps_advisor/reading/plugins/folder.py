"""The folder of a plugin: which files are read, and none outside it."""

from __future__ import annotations

import os
from pathlib import Path

import attrs

from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of
from pps_advisor.reading.plugins.project_file import PLUGIN_FILE, PROJECT_FILE
from pps_advisor.reading.plugins.reader import PluginHead, PluginReader
from pps_advisor.reading.rules.files import PART_FILES, RULESET_FILE, RuleFile, find_files
from pps_advisor.reading.yaml.door import parse_yaml, read_text
from pps_advisor.reading.yaml.problems import Problems, nearest, shown

RULESETS = "regelsets"
CASES = "casussen"
_WEIGHTS_FILE = "weging.yaml"
_YAML = (".yaml", ".yml")


def read_plugin(folder: Path, name: str) -> PluginHead:
    """Read the description of a plugin; raises InvalidInput with every Problem in it.

    `name` is how the folder is called in messages.
    """
    problems = Problems()
    path = folder / PLUGIN_FILE
    try:
        if not path.exists():
            _report_absent(folder, name, problems)
    except OSError as error:
        _report_unreadable(name, error, problems)
    problems.raise_any()
    _check_inside(path, folder, f"{name}/{PLUGIN_FILE}", problems)
    problems.raise_any()
    text = read_text(path, f"{name}/{PLUGIN_FILE}")
    head = PluginReader(folder, name, problems).read(parse_yaml(text, f"{name}/{PLUGIN_FILE}"))
    problems.raise_any()
    return attrs.evolve(head, content=text)


def rule_files(head: PluginHead) -> list[RuleFile]:
    """The files with the rules of a plugin, its own weights last.

    Raises InvalidInput when a file lies outside the folder, or would not be read.
    """
    problems = Problems()
    _check_loose_files(head, problems)
    files: list[RuleFile] = []
    for shown_name in head.rulesets or _default_rulesets(head):
        folder = head.folder / shown_name
        if _check_inside(folder, head.folder, f"{head.name}/{shown_name}", problems):
            files += find_files(folder, f"{head.name}/{shown_name}", False)
    for file in files:
        _check_inside(file.path, head.folder, file.name, problems)
        if file.path.name == _WEIGHTS_FILE:
            problems.add(
                SourceLocation(file.name),
                "onbekend-bestand",
                "De weging van een plug-in staat niet bij de regels.",
                f"Zet {_WEIGHTS_FILE} naast {PLUGIN_FILE} en noem haar daar bij 'weging'.",
            )
    files += _weights_file(head, problems)
    problems.raise_any()
    if not files and not (head.fills or head.changes or head.renamings):
        _refuse_empty(head)
    return [attrs.evolve(file, plugin=head.plugin.id) for file in files]


def case_files(head: PluginHead) -> list[Path]:
    """The cases of a plugin, by name; raises InvalidInput when one lies outside its folder."""
    problems = Problems()
    folder = head.folder / CASES
    if not folder.is_dir() or not _check_inside(folder, head.folder, str(folder), problems):
        problems.raise_any()
        return []
    found: list[Path] = []
    try:
        found = sorted(one for one in folder.iterdir() if one.suffix.lower() in _YAML)
    except OSError as error:
        _report_unreadable(str(folder), error, problems)
    for path in found:
        _check_inside(path, head.folder, str(path), problems)
        if path.suffix != ".yaml":
            sentence = "Een casus met deze naam wordt niet nagekeken."
            hint = f"Noem het bestand {path.stem}.yaml."
            problems.add(SourceLocation(str(path)), "onbekend-bestand", sentence, hint)
    problems.raise_any()
    return found


def _default_rulesets(head: PluginHead) -> tuple[str, ...]:
    return (RULESETS,) if (head.folder / RULESETS).is_dir() else ()


def _weights_file(head: PluginHead, problems: Problems) -> list[RuleFile]:
    if not head.weights:
        return []
    name = f"{head.name}/{head.weights}"
    path = head.folder / head.weights
    if not _check_inside(path, head.folder, name, problems):
        return []
    if not path.is_file():
        problems.add(
            head.weights_node or head.place,
            "bestand-ontbreekt",
            f"Het bestand {shown(head.weights)} met de weging bestaat niet.",
            "Noem een bestand in de map van de plug-in.",
        )
        return []
    return [RuleFile(path, name, False, weights=True)]


def _check_inside(path: Path, folder: Path, name: str, problems: Problems) -> bool:
    """Whether a file lies in the folder of the plugin, also after following links."""
    try:
        inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        inside = False
    if not inside:
        problems.add(
            SourceLocation(name),
            "buiten-de-map",
            "Dit bestand ligt buiten de map van de plug-in, en wordt daarom niet gelezen.",
            "Zet het bestand zelf in de map, zonder snelkoppeling en zonder '..'.",
        )
    return inside


def _check_loose_files(head: PluginHead, problems: Problems) -> None:
    """Files with rules beside ``plugin.yaml`` would be read by nobody."""
    known = {PLUGIN_FILE, PROJECT_FILE, head.weights}
    parts = (RULESET_FILE, *PART_FILES, "bronnen.yaml")
    try:
        found = sorted(head.folder.iterdir())
    except OSError as error:
        _report_unreadable(head.name, error, problems)
        return
    for path in found:
        if path.suffix.lower() not in _YAML or path.name in known:
            continue
        near = nearest(path.name, {PLUGIN_FILE, *parts})
        elsewhere = f"Is het een casus, zet het dan in {CASES}; anders in een andere map. {near}"
        problems.add(
            SourceLocation(f"{head.name}/{path.name}"),
            "onbekend-bestand",
            "Een bestand met deze naam wordt hier niet gelezen.",
            f"Zet het in een map onder {RULESETS}." if path.name in parts else elsewhere,
        )
    for path in found:
        if path.name not in (RULESETS, *head.rulesets) and os.path.isfile(path / RULESET_FILE):
            problems.add(
                SourceLocation(f"{head.name}/{path.name}"),
                "onbekend-bestand",
                "De regelset in deze map wordt niet gelezen.",
                f"Zet haar in de map {RULESETS}, of noem haar bij 'regelsets' in {PLUGIN_FILE}.",
            )


def _report_unreadable(name: str, error: OSError, problems: Problems) -> None:
    sentence = f"Deze map kan niet worden gelezen: {reason_of(error)}."
    problems.add(SourceLocation(name), "geen-toegang", sentence)


def _report_absent(folder: Path, name: str, problems: Problems) -> None:
    if not folder.exists():
        find_files(folder, name, False)  # says what was meant
    if not folder.is_dir():
        problems.add(
            SourceLocation(name),
            "geen-plugin",
            "Dit is een bestand, geen map.",
            f"Noem de map waarin {PLUGIN_FILE} staat.",
        )
        return
    hint = f"Maak er een met 'pps-advisor plugins new {name} --municipality NAAM'."
    if (folder / RULESET_FILE).exists() or any(folder.glob(f"*/{RULESET_FILE}")):
        hint = f"Hier staan wel regelsets; die doen mee met '--rules {name}'."
    deeper = [*folder.glob(f"*/{PLUGIN_FILE}"), *folder.glob(f"*/*/{PLUGIN_FILE}")]
    if deeper:
        hint = f"Bedoelt u {deeper[0].parent}?"
    problems.add(
        SourceLocation(name), "geen-plugin", f"In deze map staat geen {PLUGIN_FILE}.", hint
    )


def _refuse_empty(head: PluginHead) -> None:
    raise InvalidInput(
        [
            Problem(
                head.place,
                "leeg",
                f"De plug-in {shown(head.plugin.id)} voegt niets toe en past niets aan.",
                f"Zet een regelset in de map {RULESETS}, of vul 'parameters', 'aanpassingen' "
                "of 'termen' in.",
            )
        ]
    )
