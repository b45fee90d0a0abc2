"""The packages with plugins that are installed: loaded, checked, and called hook by hook.

Whatever goes wrong in a plugin is an InvalidInput that names the plugin, the hook and what to
do: a broken plugin never means that there are silently fewer rules.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.hook_values import DerivedFact, FilledParameter, OutputFormat
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.reading.plugins import hookspecs
from pps_advisor.reading.plugins.hookspecs import GROUP
from pps_advisor.reading.plugins.package import (
    WITHOUT,
    Package,
    empty,
    failed,
    foreign_fact,
    foreign_tag,
    in_use,
    no_file,
    problem,
    unknown_hook,
    unmarked,
    wrong_kind,
    wrong_signature,
)
from pps_advisor.reading.yaml.problems import shown

T = TypeVar("T")


class Installed:
    """The packages with plugins, in the order of their names."""

    def __init__(self, packages: Iterable[Package] = ()) -> None:
        self.packages = tuple(sorted(packages, key=lambda one: one.name))
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(hookspecs)
        problems = [*self._twice(), *filter(None, map(self._register, self.packages))]
        if problems:
            raise InvalidInput(problems)
        self._check_hooks()

    def _twice(self) -> Iterator[Problem]:
        seen: dict[str, Package] = {}
        for package in self.packages:
            first = seen.setdefault(package.name, package)
            if first is not package:
                yield problem(
                    package,
                    "botsing",
                    f"De plug-in {shown(package.name)} is twee keer geïnstalleerd: door "
                    f"{first.distribution} en door {package.distribution}.",
                    "Verwijder een van beide pakketten.",
                )

    def _register(self, package: Package) -> Problem | None:
        try:
            if not self.manager.has_plugin(package.name):
                self.manager.register(package.module, package.name)
        except pluggy.PluginValidationError as error:
            return wrong_signature(package, error)
        except ValueError:
            return problem(
                package,
                "botsing",
                f"De plug-in {shown(package.name)} is dezelfde module als een andere plug-in.",
                "Geef elke plug-in een eigen module.",
            )
        return None

    def _check_hooks(self) -> None:
        """Refuse hooks that do not exist, and those that meddle with what others give."""
        problems = []
        for package in self.packages:
            callers = self.manager.get_hookcallers(package.module) or ()
            if not callers and not package.folders_of_text():
                problems.append(empty(package))
            problems += unmarked(package)
            for caller in callers:
                for impl in caller.get_hookimpls():
                    if impl.plugin is package.module and not caller.has_spec():
                        problems.append(unknown_hook(package, caller.name))
                    elif impl.plugin is package.module and (impl.wrapper or impl.hookwrapper):
                        problems.append(
                            problem(
                                package,
                                "hook",
                                f"De plug-in {shown(package.name)} wil in de hook "
                                f"{shown(caller.name)} veranderen wat andere plug-ins geven.",
                                "Haal 'wrapper' bij @hookimpl weg.",
                            )
                        )
        if problems:
            raise InvalidInput(problems)
        self.manager.check_pending()

    def call(
        self,
        hook: str,
        collect: Callable[[Any], Iterable[T]],
        among: Collection[str] | None = None,
        **arguments: Any,
    ) -> Iterator[tuple[Package, T]]:
        """What each package gives for a hook, one by one; `collect` makes a row of its answer.

        With `among`, only the packages with these names are called.
        Raises InvalidInput that names the plugin and the hook when it raises.
        """
        of_module = {
            id(package.module): package
            for package in self.packages
            if among is None or package.name in among
        }
        caller = getattr(self.manager.hook, hook)
        impls = {id(impl.plugin): impl for impl in caller.get_hookimpls()}
        for key, package in of_module.items():
            if key in impls:
                impl = impls[key]
                wanted = [arguments[name] for name in impl.argnames]
                run = partial(impl.function, *wanted)
                for thing in _guarded(package, hook, run, collect):
                    yield package, thing

    def folders(self) -> list[tuple[Package, Path]]:
        """The folders with plugins that the packages carry.

        A package without the hook carries the one in which its ``plugin.yaml`` lies.
        """
        found = []
        for package, folder in self.call("plugin_folders", _some):
            if not isinstance(folder, str | os.PathLike):
                raise InvalidInput([wrong_kind(package, "plugin_folders", folder, "een pad")])
            found.append((package, Path(folder)))
        told = {id(impl.plugin) for impl in self.manager.hook.plugin_folders.get_hookimpls()}
        untold = (one for one in self.packages if id(one.module) not in told)
        return found + [(one, folder) for one in untold for folder in one.folders_of_text()]

    def filled_parameters(
        self, municipality: str | None, among: Collection[str] | None = None
    ) -> list[tuple[Package, FilledParameter]]:
        """The parameters that packages compute."""
        return self._of_kind(
            "parameters",
            FilledParameter,
            "een FilledParameter",
            among=among,
            municipality=municipality,
        )

    def facts(self, among: Collection[str] | None = None) -> list[tuple[Package, str, DerivedFact]]:
        """The derived facts that packages compute, with their ids."""
        found = []
        for package, (name, fact) in self.call("derived_facts", _pairs, among):
            if not isinstance(fact, DerivedFact) or not isinstance(name, str):
                raise InvalidInput([wrong_kind(package, "derived_facts", fact, "een DerivedFact")])
            rest = name.removeprefix(package.name)
            if rest == name or rest[:1] not in (".", "-"):
                raise InvalidInput([foreign_fact(package, name)])
            found.append((package, name, fact))
        return found

    def memo_sections(self, assessment: Assessment) -> list[Any]:
        """The sections that plugins add to a memo, of those that take part in the case."""
        folders = {package.name for package, _ in self.folders()}
        tags: dict[str, Package] = {}
        sections: list[Any] = []
        for package, section in self.call("memo_sections", list, assessment=assessment):
            if package.name in folders and not _takes_part(package, assessment.catalogue):
                continue
            tag = getattr(section, "tag", None)
            if not isinstance(tag, str) or not hasattr(section, "blocks"):
                raise InvalidInput([wrong_kind(package, "memo_sections", section, "een Section")])
            if not tag.startswith(package.name):
                raise InvalidInput([foreign_tag(package, tag)])
            if tags.setdefault(tag, package) is not package or tag in {s.tag for s in sections}:
                raise InvalidInput([in_use(package, "memo_sections", tag, "een andere sectie")])
            sections.append(section)
        return sections

    def memo_templates(self) -> dict[str, Path]:
        """The templates for a memo, by name."""
        found: dict[str, Path] = {}
        for package, (name, path) in self.call("memo_templates", _pairs):
            if not isinstance(name, str) or not isinstance(path, str | os.PathLike):
                raise InvalidInput([wrong_kind(package, "memo_templates", path, "een pad")])
            if name in found:
                raise InvalidInput([in_use(package, "memo_templates", name, "een andere plug-in")])
            if not Path(path).is_file():
                raise InvalidInput([no_file(package, name, Path(path))])
            found[name] = Path(path)
        return found

    def output_formats(self, taken: Mapping[str, str]) -> list[OutputFormat]:
        """The forms of output that packages add; `taken` are those of the core by extension."""
        used = dict.fromkeys((*taken, *taken.values()), "pps-advisor zelf")
        found = []
        for package, form in self._of_kind("output_formats", OutputFormat, "een OutputFormat"):
            for word in (form.name, form.extension):
                if word in used:
                    raise InvalidInput([in_use(package, "output_formats", word, used[word])])
                used[word] = f"de plug-in '{package.name}'"
            write = self._writer(package, form)
            found.append(evolve(form, write=write))
        return found

    @staticmethod
    def _writer(package: Package, form: OutputFormat) -> Callable[[Any], str | bytes]:
        def write(assessment: Any) -> str | bytes:
            (written,) = _guarded(package, "output_formats", lambda: [form.write(assessment)], list)
            if not isinstance(written, str | bytes):
                wanted = "een tekst of bytes"
                raise InvalidInput([wrong_kind(package, "output_formats", written, wanted)])
            return written

        return write

    def commands(self, taken: Iterable[str], is_command: Callable[[Any], bool]) -> dict[str, Any]:
        """The commands that packages add, by name; those of the core cannot be replaced."""
        used = dict.fromkeys(taken, "pps-advisor zelf")
        found: dict[str, Any] = {}
        for package, command in self.call("commands", list):
            if not is_command(command) or not command.name:
                wanted = "een opdracht van click met een naam"
                raise InvalidInput([wrong_kind(package, "commands", command, wanted)])
            if command.name in used:
                raise InvalidInput([in_use(package, "commands", command.name, used[command.name])])
            used[command.name] = f"de plug-in '{package.name}'"
            found[command.name] = command
        return found

    def _of_kind(
        self,
        hook: str,
        kind: type[T],
        wanted: str,
        among: Collection[str] | None = None,
        **arguments: Any,
    ) -> list[tuple[Package, T]]:
        found = []
        for package, thing in self.call(hook, list, among, **arguments):
            if not isinstance(thing, kind):
                raise InvalidInput([wrong_kind(package, hook, thing, wanted)])
            found.append((package, thing))
        return found


def load_installed() -> Installed | None:
    """Load the packages with plugins; None when there are none.

    Raises InvalidInput that names each package that cannot be loaded.
    """
    from importlib.metadata import entry_points

    packages, problems = [], []
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        distribution = point.dist
        about = (
            point.name,
            distribution.name if distribution else point.value,
            distribution.version if distribution else "",
        )
        try:
            with redirect_stdout(sys.stderr):
                packages.append(Package(*about, point.load()))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            _show_when_asked(error)
            problems.append(
                problem(
                    Package(*about, None),
                    "plugin-kapot",
                    f"De plug-in {shown(point.name)} ({about[1]} {about[2]}) kan niet worden "
                    f"geladen: {type(error).__name__}: {error}.",
                    f"Installeer hem opnieuw of vraag de maker; {WITHOUT}.",
                )
            )
    if problems:
        raise InvalidInput(problems)
    return Installed(_each_once(packages)) if packages else None


def _each_once(packages: Iterable[Package]) -> Iterator[Package]:
    """An entry point that is found twice along the path is one package."""
    seen = set()
    for package in packages:
        key = package.name, package.distribution, id(package.module)
        if key not in seen:
            seen.add(key)
            yield package


def _guarded(
    package: Package, hook: str, call: Callable[[], Any], collect: Callable[[Any], Iterable[T]]
) -> list[T]:
    """What a hook gives, gathered; whatever it raises becomes an InvalidInput.

    What it prints does not end up in a document on standard output.
    """
    try:
        with redirect_stdout(sys.stderr):
            answer = call()
            return list(collect({} if answer is None else answer))
    except (InvalidInput, KeyboardInterrupt):
        raise
    except BaseException as error:
        _show_when_asked(error)
        raise InvalidInput([failed(package, hook, error)]) from error


def _show_when_asked(error: BaseException) -> None:
    if os.environ.get("PPS_ADVISOR_DEBUG"):
        raise error


def _pairs(answer: Any) -> Iterable[tuple[Any, Any]]:
    return list(answer.items())


def _some(answer: Any) -> list[Any]:
    """The folders that a hook gives; none at all would be a plugin without rules."""
    found = [] if isinstance(answer, str) else list(answer)
    if not found:
        raise ValueError("een lijst met minstens één pad hoort hier")
    return found


def _takes_part(package: Package, catalogue: Catalogue) -> bool:
    return any(package.owns(plugin.id) for plugin in catalogue.plugins)
