"""An installed package with a plugin, and what can be wrong with it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.reading.plugins import hookspecs
from pps_advisor.reading.plugins.hookspecs import GROUP
from pps_advisor.reading.plugins.project_file import PLUGIN_FILE
from pps_advisor.reading.yaml.problems import nearest, shown

HOOKS = tuple(name for name, thing in vars(hookspecs).items() if hasattr(thing, f"{GROUP}_spec"))
WITHOUT = "met --no-plugins werkt de kern alleen"


@attrs.frozen
class Package:
    """An installed package with a plugin; `name` is that of its entry point."""

    name: str
    distribution: str
    version: str
    module: Any

    def owns(self, plugin: str) -> bool:
        """Whether the id of a plugin is one that this package may use."""
        return plugin == self.name or plugin.startswith(f"{self.name}-")

    def folders_of_text(self) -> list[Path]:
        """Its own folder, where that is a plugin in plain text."""
        folders = map(Path, dict.fromkeys(getattr(self.module, "__path__", ())))
        return [folder for folder in folders if (folder / PLUGIN_FILE).is_file()][:1]


def problem(package: Package, code: str, sentence: str, hint: str) -> Problem:
    return Problem(SourceLocation(f"plug-in {package.name}"), code, sentence, hint)


def failed(package: Package, hook: str, error: BaseException) -> Problem:
    return problem(
        package,
        "hook",
        f"De plug-in {shown(package.name)} geeft een fout in de hook {shown(hook)}: "
        f"{type(error).__name__}: {error}.",
        f"Werk {package.distribution} bij of vraag de maker; {WITHOUT}.",
    )


def failed_fact(plugin: str, name: str, what: str) -> InvalidInput:
    """What to raise when the computation of a derived fact goes wrong."""
    return InvalidInput(
        [
            Problem(
                SourceLocation(f"plug-in {plugin}"),
                "hook",
                f"Het afgeleide feit {shown(name)} (hook 'derived_facts') {what}.",
                f"Meld dit aan de maker van de plug-in; {WITHOUT}.",
            )
        ]
    )


def unmarked(package: Package) -> Iterator[Problem]:
    """Functions with the name of a hook that would never be called."""
    for name in HOOKS:
        function = getattr(package.module, name, None)
        marked = hasattr(function, f"{GROUP}_impl")
        if inspect.isfunction(function) and not marked:
            yield problem(
                package,
                "hook",
                f"De functie {shown(name)} van de plug-in {shown(package.name)} wordt niet "
                "aangeroepen.",
                "Zet er '@hookimpl' boven, of geef haar een andere naam.",
            )
        if marked and not inspect.isroutine(function):
            yield problem(
                package,
                "hook",
                f"De hook {shown(name)} van de plug-in {shown(package.name)} is geen functie, en "
                "wordt niet aangeroepen.",
                f"Schrijf haar als 'def {name}(...)'.",
            )


def empty(package: Package) -> Problem:
    return problem(
        package,
        "leeg",
        f"De plug-in {shown(package.name)} ({package.distribution} {package.version}) heeft geen "
        f"{PLUGIN_FILE} en geen hooks, en voegt dus niets toe.",
        f"Installeer hem opnieuw of vraag de maker; {WITHOUT}.",
    )


def wrong_signature(package: Package, error: Exception) -> Problem:
    module = package.module
    for name in HOOKS:
        function = getattr(module, name, None)
        if function is None or not callable(function):
            continue
        wanted = list(inspect.signature(getattr(hookspecs, name)).parameters)
        has = list(inspect.signature(function).parameters)
        if not set(has) <= set(wanted):
            return problem(
                package,
                "hook",
                f"In de plug-in {shown(package.name)} heeft de hook {shown(name)} andere "
                f"argumenten ({', '.join(has)}) dan hij krijgt.",
                f"Schrijf 'def {name}({', '.join(wanted)})'.",
            )
    return problem(
        package,
        "hook",
        f"Een hook van de plug-in {shown(package.name)} klopt niet: {error}.",
        "Vergelijk hem met docs/hooks.md.",
    )


def unknown_hook(package: Package, name: str) -> Problem:
    return problem(
        package,
        "hook",
        f"De plug-in {shown(package.name)} heeft een hook {shown(name)}, en die bestaat niet.",
        nearest(name, HOOKS),
    )


def wrong_kind(package: Package, hook: str, thing: object, wanted: str) -> Problem:
    return problem(
        package,
        "hook",
        f"De hook {shown(hook)} van de plug-in {shown(package.name)} geeft "
        f"{type(thing).__name__} in plaats van {wanted}.",
        f"Zie docs/hooks.md; {WITHOUT}.",
    )


def in_use(package: Package, hook: str, name: str, by: str) -> Problem:
    return problem(
        package,
        "botsing",
        f"De hook {shown(hook)} van de plug-in {shown(package.name)} gebruikt {shown(name)}, "
        f"en dat is al van {by}.",
        "Kies een andere naam.",
    )


def foreign_fact(package: Package, name: str) -> Problem:
    return problem(
        package,
        "vreemde-id",
        f"Het afgeleide feit {shown(name)} begint niet met de id van de plug-in.",
        f"Noem het bijvoorbeeld '{package.name}.naam'.",
    )


def foreign_tag(package: Package, tag: str) -> Problem:
    return problem(
        package,
        "vreemde-id",
        f"De sectie {shown(tag)} begint niet met de id van de plug-in.",
        f"Noem haar bijvoorbeeld '{package.name}-inleiding'.",
    )


def no_file(package: Package, name: str, path: Path) -> Problem:
    return problem(
        package,
        "bestand-ontbreekt",
        f"Het sjabloon {shown(name)} van de plug-in {shown(package.name)} bestaat niet.",
        f"Verwacht op {path}.",
    )
