"""What a plugin adds carries its id in front, so that two plugins never mean the same."""

from __future__ import annotations

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.catalogue.local import Local
from pps_advisor.reading.yaml.problems import Problems, shown

NOT_AN_ID = frozenset(("kern", "pps-advisor"))


def is_own(name: str, plugin: str) -> bool:
    """Whether an id is one that a plugin may give."""
    rest = name.removeprefix(plugin)
    return name.startswith(plugin) and (not rest or rest[0] in ".-_")


def check_own_ids(catalogue: Catalogue, local: Local, problems: Problems) -> None:
    """Report ids of plugins that are not theirs to give."""
    taken = NOT_AN_ID.union(one.id for one in catalogue.rulesets if not one.plugin)
    for head in local.heads:
        if head.plugin.id in taken:
            problems.add(
                head.place,
                "vreemde-id",
                f"{shown(head.plugin.id)} kan niet als id van een plug-in: zo heet een deel van "
                "de kern.",
                "Gebruik de naam van de gemeente.",
            )
    plugin_of = {one.id: one.plugin for one in catalogue.rulesets if one.plugin}
    parts: list[tuple[str, str, str, SourceLocation | None]] = [
        ("regelset", one.id, one.plugin, one.location) for one in catalogue.rulesets if one.plugin
    ]
    for word, things in (
        ("vraag", [one for one in catalogue.questions if one.id.count(".") == 1]),
        ("regel", catalogue.rules),
        ("aanbeveling", catalogue.recommendations),
        ("parameter", catalogue.parameters),
    ):
        parts += [
            (word, one.id, plugin_of[one.ruleset], one.location)
            for one in things
            if one.ruleset in plugin_of
        ]
    for word, name, plugin, place in parts:
        if not is_own(name, plugin):
            example = f"{plugin}.naam" if word in ("vraag", "regel") else f"{plugin}-naam"
            problems.found.append(
                Problem(
                    place or SourceLocation(plugin),
                    "vreemde-id",
                    f"De {word} {shown(name)} begint niet met de id van de plug-in.",
                    f"Noem haar bijvoorbeeld '{example}'.",
                )
            )
