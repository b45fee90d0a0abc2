"""The floors of the house: imports run downwards only, and each library has one door."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

import pytest
from conftest import ROOT

from pps_advisor.reading.catalogue.checks import find_circle

PACKAGE = ROOT / "pps_advisor"
HOUSE: dict[str, tuple[str, ...]] = {
    "errors": (),
    "model": ("frozen", "values", "canonical", "knowledge", "case", "outcome"),
    "formats": (
        "document",
        "common",
        "package",
        "plain",
        "web",
        "word",
        "odf",
        "pdf",
        "writers",
    ),
    "reading": ("yaml", "forms", "case", "rules", "plugins", "catalogue", "survey"),
    "reasoning": (
        "facts",
        "inference",
        "ranking",
        "influence",
        "assessment",
        "change",
        "conversation",
        "rule_tools",
    ),
    "writing": ("words", "views", "pictures", "documents", "exchange"),
    "cli": ("shared", "asking", "commands", "main"),
}
"""The floors from below, each with its rooms (and lone modules) from below: all only look down."""
FLOORS = tuple(HOUSE)
ABOVE = len(FLOORS)
# A library, and the only modules (or, with a dot at the end, packages) that may import it.
DOORS = {
    "durable": ["pps_advisor.reasoning.inference.durable_engine"],
    "ruamel": ["pps_advisor.reading.yaml.door"],
    "click": ["pps_advisor.cli."],
    "jinja2": ["pps_advisor.formats.web."],
    "pluggy": ["pps_advisor.reading.plugins.hookspecs", "pps_advisor.reading.plugins.installed"],
    "packaging": ["pps_advisor.reading.plugins.version"],
    "platformdirs": ["pps_advisor.reading.catalogue.store"],
    "pytest": ["pps_advisor.pytest_plugin"],
    "markupsafe": ["pps_advisor."],
    "resvg_py": ["pps_advisor.formats.common.pictures"],
    "typst": ["pps_advisor.formats.pdf.pdf"],
    "xml": ["pps_advisor.formats.", "pps_advisor.reading.survey.xlsx_door"],
    "xlsxwriter": ["pps_advisor.writing.exchange.survey_workbook"],
    "python_calamine": ["pps_advisor.reading.survey.xlsx_door"],
}
EVERYWHERE = {"attrs"}
BY_NAME = {"library", "import_module"}
"""Functions that import the module that their first argument names."""
SEEN_FROM = {
    "formats": {"errors", "model.frozen", "model.values"},
    "writing": {"errors", "model", "formats.document", "formats.plain", "formats.web"},
}
"""All that a floor may import from below, where that is not everything."""


def modules() -> dict[str, ast.Module]:
    """Every module of the package, by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


MODULES = modules()


def imports_of(name: str, at_import: bool = False) -> Iterator[str]:
    """What a module imports anywhere, or (`at_import`) when it is imported itself."""
    nodes = _running(MODULES[name]) if at_import else ast.walk(MODULES[name])
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports by a relative path"
            assert node.module
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Call):
            yield from _imported_by_name(node)


def _imported_by_name(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id in BY_NAME:
        named = call.args[0]
        if isinstance(named, ast.Constant):
            yield str(named.value)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """The code that runs on import: no bodies of functions, nothing for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _running(child)


def floor_of(name: str) -> int:
    """The floor of a module of ours; the package itself, `api` and `__main__` are above."""
    parts = name.split(".")
    return FLOORS.index(parts[1]) if len(parts) > 1 and parts[1] in FLOORS else ABOVE


def room_of(name: str) -> int:
    """The place of a module's room on its floor; the floor itself is its top."""
    _, floor, *rest = name.split(".")
    return HOUSE[floor].index(rest[0]) if rest else len(HOUSE[floor])


def ours(names: Iterator[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] == "pps_advisor"}


def may_import(name: str, imported: str) -> bool:
    if imported == "pps_advisor":
        return True  # for the version, which stands in the package itself
    if floor_of(name) == FLOORS.index("cli") and imported == "pps_advisor.api":
        return True  # the public interface is what the commands are made of
    if floor_of(imported) != floor_of(name):
        return floor_of(imported) < floor_of(name) and is_seen(name.split(".")[1:], imported)
    return floor_of(name) == ABOVE or room_of(imported) <= room_of(name)


def is_seen(name: list[str], imported: str) -> bool:
    """Whether a floor may know of a module below it."""
    seen = SEEN_FROM.get(name[0]) if name else None
    inside = imported.removeprefix("pps_advisor.") + "."
    return seen is None or any(inside.startswith(f"{one}.") for one in seen)


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_downwards(name: str) -> None:
    """No module imports from a higher floor, or from a higher room of its own floor."""
    assert [one for one in sorted(ours(imports_of(name))) if not may_import(name, one)] == []


@pytest.mark.parametrize("floor", FLOORS[1:])
def test_every_room_is_on_the_plan(floor: str) -> None:
    """The rooms are the folders, and each says in a sentence or two what it is for."""
    found = {path.stem for path in (PACKAGE / floor).iterdir()} - {"__init__", "__pycache__"}
    assert found == set(HOUSE[floor])
    for room in HOUSE[floor]:
        said = ast.get_docstring(MODULES[f"pps_advisor.{floor}.{room}"])
        assert said
        assert len(said) > 40


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    """What depends on a library can be seen in one place, and replaced there."""
    users = {
        name
        for name in MODULES
        if any(imported.split(".")[0] == library for imported in imports_of(name))
    }

    assert users
    assert set() == {
        name
        for name in users
        if not any(name == door or f"{name}.".startswith(door) for door in DOORS[library])
    }


def test_every_library_has_a_door() -> None:
    """Nothing from outside is imported that is not on the list of doors."""
    imported = {one.split(".")[0] for name in MODULES for one in imports_of(name)}

    assert imported - sys.stdlib_module_names - {"pps_advisor"} - EVERYWHERE <= set(DOORS)


def test_errors_imports_nothing_of_ours() -> None:
    """The ground floor rests on nothing."""
    assert set() == ours(imports_of("pps_advisor.errors"))


def test_no_module_imports_itself_in_a_circle() -> None:
    """Modules can be read, tested and imported in one order."""
    edges = {
        name: sorted(ours(imports_of(name, at_import=True)) - {name, "pps_advisor"})
        for name in MODULES
    }

    assert find_circle(edges) == []
