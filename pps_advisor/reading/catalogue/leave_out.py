"""Rulesets that are left out, on the command line or by a project file."""

from __future__ import annotations

from collections.abc import Sequence

from pps_advisor.errors import SourceLocation
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, tests_of
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind
from pps_advisor.reading.catalogue.local import Local
from pps_advisor.reading.plugins.project_file import PROJECT_FILE
from pps_advisor.reading.yaml.problems import Problems, nearest, shown


def leave_out(catalogue: Catalogue, without: Sequence[str], local: Local) -> Catalogue:
    """Leave out the rules of rulesets, and the rules that build on them."""
    by_project = local.project.left_out if local.project else ()
    named = {one.ruleset: one.node.location for one in by_project}
    named |= dict.fromkeys(without, SourceLocation("--without"))
    if not named:
        return catalogue
    problems = Problems()
    for name, place in named.items():
        if name not in catalogue.ruleset:
            problems.add(
                place,
                "onbekende-regelset",
                f"Er is geen regelset {shown(name)}.",
                nearest(name, catalogue.ruleset),
            )
    problems.raise_any()
    gone = {rule.id for rule in catalogue.rules if rule.ruleset in named}
    grew = True
    while grew:
        more = {
            rule.id
            for rule in catalogue.rules
            for test in tests_of(rule.condition)
            if test.operator is Operator.FOUND and test.subject in gone
        }
        grew = not more <= gone
        gone |= more
    return evolve(catalogue, rules=tuple(rule for rule in catalogue.rules if rule.id not in gone))


def list_left_out(catalogue: Catalogue, local: Local) -> Catalogue:
    """List the rulesets that a project file leaves out."""
    if local.project is None:
        return catalogue
    done = tuple(
        Adaptation(
            AdaptationKind.LEFT_OUT,
            one.ruleset,
            catalogue.ruleset[one.ruleset].title,
            PROJECT_FILE,
            "",
            one.reason,
            location=one.node.location,
        )
        for one in local.project.left_out
        if one.ruleset in catalogue.ruleset
    )
    return evolve(catalogue, adaptations=(*catalogue.adaptations, *done))
