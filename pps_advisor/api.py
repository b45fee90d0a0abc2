"""The public interface, and what the commands are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pps_advisor.model.case.case import Case
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.reader import (
    case_from_tree,
    case_of,
    load_case,
    place_and_date,
    read_case_tree,
    take_out_unknown_themes,
)
from pps_advisor.reading.catalogue.rulebook import Rulebook
from pps_advisor.reading.plugins.installed_scan import may_have_plugins
from pps_advisor.reading.plugins.project_file import find_project
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.facts.derive import DERIVATIONS

if TYPE_CHECKING:
    from pps_advisor.reading.plugins.installed import Installed
    from pps_advisor.writing.documents.assessment.html import write_html
    from pps_advisor.writing.documents.assessment.markdown import write_markdown
    from pps_advisor.writing.documents.assessment.text import write_text
    from pps_advisor.writing.exchange.json_ import write_json

_WRITERS = {
    "write_html": "documents.assessment.html",
    "write_json": "exchange.json_",
    "write_markdown": "documents.assessment.markdown",
    "write_text": "documents.assessment.text",
}

_ANSWERS_LEFT_OUT = (
    "De antwoorden bij '{}' tellen niet mee: dat is geen thema van de kern, en plug-ins staan uit."
)

__all__ = [
    "assess",
    "case_from_tree",
    "load_case",
    "load_catalogue",
    "open_case",
    "write_html",
    "write_json",
    "write_markdown",
    "write_text",
]


def load_catalogue(
    rules: Sequence[str | Path] = (),
    without: Sequence[str] = (),
    core: bool = True,
    with_examples: bool = False,
    *,
    plugins: Sequence[str | Path] = (),
    municipality: str | None = None,
    reference_date: dt.date | None = None,
    installed: bool = True,
) -> Catalogue:
    """Load the rules that ship with the package, with those of other folders and of plugins.

    `rules` are folders with one or more rulesets, `without` names rulesets whose rules are
    left out; the worked examples come along `with_examples`. `plugins` are folders with a
    plugin; of those the ones for `municipality` take part (all, when it is None), and what
    they adapt until a day before `reference_date` does not hold any more. Packages with plugins
    that are `installed` take part when they are for `municipality` or for all. Raises
    InvalidInput with every Problem found.
    """
    book = rulebook(
        tuple(map(Path, rules)),
        tuple(without),
        tuple(map(Path, plugins)),
        installed=installed,
        core=core,
    )
    return book.catalogue(municipality, reference_date, with_examples)


def open_case(
    path: str | Path,
    rules: Sequence[str | Path] = (),
    without: Sequence[str] = (),
    *,
    plugins: Sequence[str | Path] = (),
    local: bool = True,
) -> tuple[Case, Catalogue]:
    """Read a case with the catalogue that holds for its municipality and reference date.

    A project file ``pps-advisor.yaml`` in the folder of the case, or above it, takes part;
    with `local` False it does not, nor does any plugin, and answers to the questions of plugins
    are left out. Raises InvalidInput.
    """
    tree = read_case_tree(path)
    project = find_project(Path(path)) if local else None
    book = rulebook(
        tuple(map(Path, rules)),
        tuple(without),
        tuple(map(Path, plugins)),
        project,
        installed=local,
    )
    municipality, date = place_and_date(tree)
    catalogue = book.catalogue(municipality, date)
    if not local:
        notes = map(_ANSWERS_LEFT_OUT.format, take_out_unknown_themes(tree, catalogue))
        catalogue = evolve(catalogue, notes=tuple(notes))
    return case_of(tree, catalogue), catalogue


def rulebook(
    rules: tuple[Path, ...] = (),
    without: tuple[str, ...] = (),
    plugins: tuple[Path, ...] = (),
    project: Path | None = None,
    *,
    installed: bool,
    core: bool = True,
) -> Rulebook:
    """The rules that may take part; not public. Raises InvalidInput where a plugin is broken."""
    packages = load_packages() if installed else None
    return Rulebook(DERIVATIONS.keys(), rules, without, core, plugins, project, packages)


def load_packages() -> Installed | None:
    """The installed packages with plugins, None when there are none; not public."""
    if not may_have_plugins():
        return None
    from pps_advisor.reading.plugins.installed import load_installed

    return load_installed()


def __getattr__(name: str) -> object:
    """Import a writer when it is asked for: an assessment needs at most one."""
    if name not in _WRITERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pps_advisor.writing.{_WRITERS[name]}"), name)
