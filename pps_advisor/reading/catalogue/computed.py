"""What packages compute, put where the rest of their plugin stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.hook_values import DerivedFact, FilledParameter
from pps_advisor.reading.plugins.installed import Installed
from pps_advisor.reading.plugins.package import Package
from pps_advisor.reading.plugins.reader import Fill, PluginHead
from pps_advisor.reading.yaml.node import ScalarNode
from pps_advisor.reading.yaml.problems import shown


def with_computed(
    heads: Sequence[PluginHead], installed: Installed, municipality: str | None
) -> tuple[PluginHead, ...]:
    """The plugins with the parameters that their packages compute.

    Raises InvalidInput when a package without a plugin folder fills in a parameter.
    """
    carrying = {package.name for package, _ in installed.folders()}
    taking_part = {head.package for head in heads}
    without_folder = {one.name for one in installed.packages} - carrying
    found = installed.filled_parameters(municipality, taking_part | without_folder)
    for package, filled in found:
        if package.name not in carrying:
            raise InvalidInput([_no_folder(package, filled)])
    return tuple(_with_fills(head, found) for head in heads)


def _with_fills(head: PluginHead, found: Sequence[tuple[Package, FilledParameter]]) -> PluginHead:
    fills = [_fill(one, package) for package, one in found if package.name == head.package]
    if not fills or head.plugin.id != head.package:
        return head
    texts = [f"{one.id}={one.value}" for package, one in found if package.name == head.package]
    content = "\0".join([head.content, *texts])
    return attrs.evolve(head, fills=(*head.fills, *fills), content=content)


def _fill(one: FilledParameter, package: Package) -> Fill:
    place = f"plug-in {package.name}, hook 'parameters'"
    node = ScalarNode(_text_of(one.value), place)
    return Fill(one.id, node, "", one.reason, one.source, one.place, one.kind, node, node)


def _text_of(value: object) -> str:
    """A value as it would stand in a file."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _no_folder(package: Package, filled: FilledParameter) -> Problem:
    return Problem(
        SourceLocation(f"plug-in {package.name}"),
        "hook",
        f"De plug-in {shown(package.name)} vult {shown(filled.id)} in, zonder plugin.yaml.",
        "Voeg een map met plugin.yaml toe en geef die met de hook 'plugin_folders'.",
    )


def check_declared(facts: Iterable[tuple[str, DerivedFact]], catalogue: Catalogue) -> None:
    """Raise InvalidInput for a derived fact that no question declares: no rule could test it."""
    problems = []
    for name, fact in facts:
        question = catalogue.question.get(name)
        if question is None or not question.derived:
            problems.append(
                Problem(
                    SourceLocation(f"plug-in {name.partition('.')[0]}"),
                    "hook",
                    f"De hook 'derived_facts' berekent {shown(name)}, maar die vraag is er niet.",
                    "Zet haar met 'afgeleid: ja' in vragen.yaml van de plug-in.",
                )
            )
        problems += [
            Problem(
                SourceLocation(f"plug-in {name.partition('.')[0]}"),
                "hook",
                f"Het afgeleide feit {shown(name)} noemt bij 'uses' {shown(used)}, "
                "en die vraag bestaat niet.",
                "Controleer de id van de vraag.",
            )
            for used in fact.uses
            if used not in catalogue.question
        ]
    if problems:
        raise InvalidInput(problems)
