"""All rules that may take part, and which of them do for a case of some municipality."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.frozen import evolve
from pps_advisor.reading import catalogue_store
from pps_advisor.reading.local import NOTHING_LOCAL, Local
from pps_advisor.reading.rule_files import RuleFile, find_files

if TYPE_CHECKING:
    from pps_advisor.reading.plugin_reader import PluginHead
    from pps_advisor.reading.project import Project


class Rulebook:
    """The core with the folders, plugins and project file that were chosen.

    Reads each plugin's description once; `catalogue()` then gives the effective Catalogue of a
    municipality. Raises InvalidInput where a plugin cannot be read.
    """

    def __init__(
        self,
        derivations: Collection[str],
        rules: Sequence[Path] = (),
        without: Sequence[str] = (),
        core: bool = True,
        plugins: Sequence[Path] = (),
        project: Path | None = None,
    ) -> None:
        self.derivations = derivations
        self.without = without
        self.files = catalogue_store.core_files() if core else []
        for folder in {folder.resolve(): folder for folder in rules}.values():
            self.files += find_files(folder, str(folder), False)
        self.project = _read_project(project)
        if self.project:
            plugins = (*plugins, *self.project.plugins)
        self.heads = _read_plugins(plugins)

    def catalogue(
        self,
        municipality: str | None = None,
        date: dt.date | None = None,
        with_examples: bool = False,
    ) -> Catalogue:
        """The catalogue that holds in a municipality on a reference date.

        Without a municipality every plugin that was chosen takes part, without a date nothing
        has ended yet. Raises InvalidInput with every Problem found in the rules.
        """
        if not self.heads and not self.project:
            return catalogue_store.load_catalogue(
                self.files, self.derivations, self.without, NOTHING_LOCAL, with_examples
            )
        local = Local(self._that_apply(municipality), self.project, date)
        catalogue = catalogue_store.load_catalogue(
            [*self.files, *_local_files(local)],
            self.derivations,
            self.without,
            local,
            with_examples,
        )
        return evolve(catalogue, notes=self._notes(local, municipality))

    def _that_apply(self, municipality: str | None) -> tuple[PluginHead, ...]:
        from pps_advisor.reading.municipality import holds_for
        from pps_advisor.reading.plugin_version import check_fits

        heads = tuple(
            head
            for head in self.heads
            if municipality is None or holds_for(head.plugin.municipalities, municipality)
        )
        check_fits(heads)
        return heads

    def _notes(self, local: Local, municipality: str | None) -> tuple[str, ...]:
        """What a reader should know about plugins that were chosen but do not take part."""
        notes = []
        taking_part = {head.plugin.id for head in local.heads}
        for head in self.heads:
            if head.plugin.id not in taking_part:
                places = " en ".join(head.plugin.municipalities)
                notes.append(
                    f"De plug-in {head.plugin.name} geldt voor {places} en doet bij deze casus "
                    f"van {municipality} niet mee."
                )
        return tuple(notes)


def _read_project(path: Path | None) -> Project | None:
    if path is None:
        return None
    from pps_advisor.reading.project import read_project

    return read_project(path)


def _read_plugins(folders: Sequence[Path]) -> tuple[PluginHead, ...]:
    """The plugins in these folders, by id; a folder named twice counts once."""
    if not folders:
        return ()
    from pps_advisor.reading.plugin_folder import read_plugin

    problems: list[Problem] = []
    heads: dict[str, PluginHead] = {}
    for folder in {os.path.realpath(folder): folder for folder in folders}.values():
        try:
            head = read_plugin(folder, str(folder))
        except InvalidInput as error:
            problems += error.problems
            continue
        other = heads.setdefault(head.plugin.id, head)
        if other is not head:
            problems.append(
                Problem(
                    head.place,
                    "botsing",
                    f"Er is al een plug-in met id '{head.plugin.id}'.",
                    f"De eerste staat in {other.place.file}; houd er één over.",
                )
            )
    if problems:
        raise InvalidInput(problems)
    return tuple(heads[name] for name in sorted(heads))


def _local_files(local: Local) -> list[RuleFile]:
    from pps_advisor.reading.plugin_folder import rule_files

    problems: list[Problem] = []
    files: list[RuleFile] = []
    for head in local.heads:
        try:
            files += rule_files(head)
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    if local.project and local.project.weights:
        path = local.project.weights
        files.append(RuleFile(path, str(path), False, weights=True))
    return files
