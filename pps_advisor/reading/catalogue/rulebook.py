"""All rules that may take part, and which of them do for a case of some municipality."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.catalogue import store as catalogue_store
from pps_advisor.reading.catalogue.local import NOTHING_LOCAL, Local
from pps_advisor.reading.plugins.project_file import PLUGIN_FILE
from pps_advisor.reading.rules.files import RuleFile, find_files
from pps_advisor.reading.yaml.problems import join_words

if TYPE_CHECKING:
    from pps_advisor.model.knowledge.hook_values import DerivedFact
    from pps_advisor.reading.plugins.installed import Installed
    from pps_advisor.reading.plugins.package import Package
    from pps_advisor.reading.plugins.project import Project
    from pps_advisor.reading.plugins.reader import PluginHead


class Rulebook:
    """The core with the folders, plugins and project file that were chosen.

    Reads each plugin's description once; `catalogue()` then gives the effective Catalogue of a
    municipality. With `named_first` a folder that is named stands in for the installed copy of
    the same plugin, which is a clash otherwise. Raises InvalidInput where a plugin cannot be read.
    """

    def __init__(
        self,
        derivations: Collection[str],
        rules: Sequence[Path] = (),
        without: Sequence[str] = (),
        core: bool = True,
        plugins: Sequence[Path] = (),
        project: Path | None = None,
        installed: Installed | None = None,
        named_first: bool = False,
    ) -> None:
        self.derivations = derivations
        self.without = without
        self.files = catalogue_store.core_files() if core else []
        for folder in {folder.resolve(): folder for folder in rules}.values():
            self.files += find_files(folder, str(folder), False)
        self.project = _read_project(project)
        chosen = (*plugins, *(self.project.plugins if self.project else ()))
        self.installed = installed
        self.heads = _read_plugins(chosen, installed, named_first)

    def catalogue(
        self,
        municipality: str | None = None,
        date: dt.date | None = None,
        with_examples: bool = False,
    ) -> Catalogue:
        """The catalogue that holds in a municipality on a reference date.

        Without a municipality every plugin that was chosen takes part, and every installed one
        that is for all municipalities; without a date nothing has ended yet. Raises InvalidInput
        with every Problem found in the rules.
        """
        if not self.heads and not self.project and not self.installed:
            return self._built((), NOTHING_LOCAL, with_examples)
        heads = self._that_apply(municipality)
        facts = self._facts(heads)
        if self.installed:
            from pps_advisor.reading.catalogue.computed import with_computed

            heads = with_computed(heads, self.installed, municipality)
        catalogue = self._built(facts, Local(heads, self.project, date), with_examples)
        if facts:
            from pps_advisor.reading.catalogue.computed import check_declared

            check_declared(facts, catalogue)
        return evolve(catalogue, notes=self._notes(heads, municipality), derivations=facts)

    def only(self, plugin: str | None = None) -> Rulebook:
        """The core with one plugin (None: with no plugin at all), whatever else was chosen."""
        one = copy(self)
        one.heads = tuple(
            evolve(head, chosen=True) for head in self.heads if head.plugin.id == plugin
        )
        one.project = None
        if plugin is None:
            one.installed = None
        return one

    def _built(
        self, facts: Sequence[tuple[str, DerivedFact]], local: Local, with_examples: bool
    ) -> Catalogue:
        return catalogue_store.load_catalogue(
            [*self.files, *_local_files(local)],
            [*self.derivations, *(name for name, _ in facts)],
            self.without,
            local,
            with_examples,
        )

    def applies(self, head: PluginHead, municipality: str | None) -> bool:
        """Whether a plugin takes part in a case of this municipality (None: no case)."""
        from pps_advisor.reading.plugins.municipality import holds_for

        chosen_without_case = municipality is None and head.chosen
        return chosen_without_case or holds_for(head.plugin.municipalities, municipality)

    def distribution(self, head: PluginHead) -> str:
        """The name by which pip knows the package of a plugin; empty when it is in none."""
        packages = self.installed.packages if self.installed and head.package else ()
        return next((one.distribution for one in packages if one.name == head.package), "")

    def _that_apply(self, municipality: str | None) -> tuple[PluginHead, ...]:
        if not self.heads:
            return ()
        from pps_advisor.reading.plugins.version import check_fits

        heads = tuple(head for head in self.heads if self.applies(head, municipality))
        check_fits(heads)
        return heads

    def _facts(self, heads: Sequence[PluginHead]) -> tuple[tuple[str, DerivedFact], ...]:
        """The derived facts of the packages that take part."""
        if not self.installed:
            return ()
        names = {head.package for head in heads if head.package}
        found = {name: fact for _, name, fact in self.installed.facts(names)}
        return tuple(sorted(found.items()))

    def _notes(self, heads: Sequence[PluginHead], municipality: str | None) -> tuple[str, ...]:
        """What a reader should know about plugins that were chosen but do not take part."""
        taking_part = {head.plugin.id for head in heads}
        absent = [head.plugin for head in self.heads if head.chosen]
        return tuple(
            f"De plug-in {plugin.name} geldt voor {join_words(plugin.municipalities, 'en')} "
            f"en doet bij deze casus van {municipality} niet mee."
            for plugin in absent
            if plugin.id not in taking_part
        )


def _read_project(path: Path | None) -> Project | None:
    if path is None:
        return None
    from pps_advisor.reading.plugins.project import read_project

    return read_project(path)


def _read_plugins(
    folders: Sequence[Path], installed: Installed | None, named_first: bool
) -> tuple[PluginHead, ...]:
    """The plugins in these folders and in packages, by id; a folder named twice counts once."""
    places: dict[str, tuple[Path, Package | None, bool]] = {}
    for folder in map(plugin_folder, folders):
        places.setdefault(os.path.realpath(folder), (folder, None, True))
    for package, folder in installed.folders() if installed else ():
        named, _, chosen = places.get(os.path.realpath(folder), (folder, None, False))
        places[os.path.realpath(folder)] = named, package, chosen
    if not places:
        return ()
    problems: list[Problem] = []
    heads: dict[str, PluginHead] = {}
    for folder, owner, chosen in places.values():
        try:
            head = _read_head(folder, owner, chosen)
        except InvalidInput as error:
            problems += error.problems
            continue
        other = heads.setdefault(head.plugin.id, head)
        copy_of_named = owner is not None and other.chosen and not other.package
        if copy_of_named and named_first:
            heads[head.plugin.id] = evolve(other, package=head.package, instead_of=head.folder)
        elif other is not head:
            problems.append(_clash(head, other, owner if copy_of_named else None))
    if problems:
        raise InvalidInput(problems)
    return tuple(heads[name] for name in sorted(heads))


def _clash(head: PluginHead, other: PluginHead, copy: Package | None) -> Problem:
    """Two plugins with one id; `copy` is the installed one, where the other was named."""
    remedy = "houd er één over"
    if copy is not None:
        remedy = (
            f"haal de geïnstalleerde weg met 'pip uninstall {copy.distribution}' zolang u aan de "
            "map werkt, of noem de map niet"
        )
    return Problem(
        head.place,
        "botsing",
        f"Er is al een plug-in met id '{head.plugin.id}'.",
        f"De eerste staat in {other.place.file}; {remedy}.",
    )


def plugin_folder(folder: Path) -> Path:
    """The folder with ``plugin.yaml``: as named, or the one right below it that has it."""
    if os.path.exists(folder / PLUGIN_FILE):
        return folder
    below = sorted(folder.glob(f"*/{PLUGIN_FILE}")) if folder.is_dir() else []
    return below[0].parent if len(below) == 1 else folder


def _read_head(folder: Path, owner: Package | None, chosen: bool) -> PluginHead:
    from pps_advisor.reading.plugins.folder import read_plugin

    head = read_plugin(folder, str(folder))
    if owner is not None and not owner.owns(head.plugin.id):
        raise InvalidInput(
            [
                Problem(
                    head.place,
                    "vreemde-id",
                    f"De plug-in heet '{head.plugin.id}', maar het pakket {owner.distribution} "
                    f"noemt hem '{owner.name}'.",
                    "Geef de plug-in en zijn 'entry point' dezelfde naam.",
                )
            ]
        )
    return evolve(head, package=owner.name if owner else "", chosen=chosen)


def _local_files(local: Local) -> list[RuleFile]:
    if not local.heads and not local.project:
        return []
    from pps_advisor.reading.plugins.folder import rule_files

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
