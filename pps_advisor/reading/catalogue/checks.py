"""Checks between the parts of a catalogue: what is derived, what goes round, what explodes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pps_advisor.errors import SourceLocation
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import (
    Condition,
    Operator,
    TooManyBranches,
    branches,
    tests_of,
)
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.reading.rules.condition import Vocabulary
from pps_advisor.reading.yaml.node import ScalarNode
from pps_advisor.reading.yaml.problems import Problems, nearest, shown

MAX_BRANCHES = 64
NOWHERE = SourceLocation("regels")


def check_catalogue(catalogue: Catalogue, derivations: Collection[str], problems: Problems) -> None:
    """Add a Problem for what only shows when everything is read."""
    _check_derived(catalogue, derivations, problems)
    _check_rules(catalogue, problems)
    _check_recommendations(catalogue, problems)


def check_renamed(
    renamed: Mapping[str, ScalarNode], vocabulary: Vocabulary, problems: Problems
) -> None:
    """Report a name that was replaced by nothing, or that is still in use."""
    known = {*vocabulary.questions, *vocabulary.names.rules}
    for old, node in renamed.items():
        new = node.text.strip()
        if new not in known:
            problems.add(
                node,
                "onbekende-regel",
                f"'vervangen' noemt {shown(new)}, en die vraag of regel bestaat niet.",
                nearest(new, known),
            )
        if old in known:
            problems.add(
                node,
                "dubbele-id",
                f"{shown(old)} is volgens 'vervangen' vervangen, maar bestaat nog.",
                "Verwijder de oude, of haal de regel onder 'vervangen' weg.",
            )


def _check_derived(catalogue: Catalogue, derivations: Collection[str], problems: Problems) -> None:
    of_plugins = {one.id for one in catalogue.rulesets if one.plugin}
    for question in catalogue.questions:
        if question.derived and question.id.count(".") == 1 and question.id not in derivations:
            problems.add(
                question.location or NOWHERE,
                "geen-berekening",
                f"Voor het afgeleide feit {shown(question.id)} bestaat geen berekening.",
                "Installeer het pakket van de plug-in, waarin de berekening staat."
                if question.ruleset in of_plugins
                else nearest(question.id, derivations) or "Laat 'afgeleid' weg om het te vragen.",
            )


def _check_rules(catalogue: Catalogue, problems: Problems) -> None:
    for rule in catalogue.rules:
        _check_branches(rule.condition, f"De regel '{rule.id}'", rule.location, problems)
    chain = {
        rule.id: [t.subject for t in tests_of(rule.condition) if t.operator is Operator.FOUND]
        for rule in catalogue.rules
    }
    circle = find_circle(chain)
    if circle:
        problems.add(
            catalogue.rule[circle[0]].location or NOWHERE,
            "kring",
            f"Deze regels bouwen in een kring op elkaar: {' > '.join(circle)}.",
            "Laat een van de regels op feiten toetsen in plaats van op een bevinding.",
        )


def _check_branches(
    condition: Condition, what: str, place: SourceLocation | None, problems: Problems
) -> None:
    try:
        branches(condition, MAX_BRANCHES)
    except TooManyBranches:
        problems.add(
            place or NOWHERE,
            "te-veel-takken",
            f"{what} heeft meer dan {MAX_BRANCHES} combinaties van toetsen.",
            "Splits hem, of laat een deel in een regel van soort context uitrekenen.",
        )


def _check_recommendations(catalogue: Catalogue, problems: Problems) -> None:
    for recommendation in catalogue.recommendations:
        for name, condition in _conditions_of(recommendation).items():
            what = f"'{name}' van '{recommendation.id}'"
            _check_branches(condition, what, recommendation.location, problems)
    circle = find_circle({one.id: one.first for one in catalogue.recommendations})
    if circle:
        problems.add(
            catalogue.recommendation[circle[0]].location or NOWHERE,
            "kring",
            f"Bij 'eerst' verwijzen aanbevelingen in een kring naar elkaar: {' > '.join(circle)}.",
            "Haal bij een van hen de verwijzing weg.",
        )


def _conditions_of(recommendation: Recommendation) -> dict[str, Condition]:
    found = {
        "niet_als": recommendation.excluded_if and recommendation.excluded_if.condition,
        "al_geregeld_als": recommendation.arranged_if,
        "begin_klein": recommendation.start_small and recommendation.start_small.condition,
    }
    return {name: condition for name, condition in found.items() if condition}


def find_circle(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """A closed path through the edges, its first name repeated at the end; [] if there is none."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path, stack = {start: None}, [iter(edges[start])]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                done.add(path.popitem()[0])
            elif following in path:
                names = list(path)
                return [*names[names.index(following) :], following]
            elif following not in done and following in edges:
                path[following] = None
                stack.append(iter(edges[following]))
    return []
