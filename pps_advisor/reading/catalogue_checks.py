"""Checks between the parts of a catalogue: everything referred to exists, nothing goes round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pps_advisor.errors import SourceLocation
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.condition import MAX_BRANCHES, Operator, TooManyBranches, branches, tests_of
from pps_advisor.model.source import Citation
from pps_advisor.reading.fields import Problems, nearest

NOWHERE = SourceLocation("regels")


def check_catalogue(
    catalogue: Catalogue, derivations: Collection[str], problems: Problems
) -> None:
    """Add a Problem for every reference that leads nowhere and every circle."""
    _check_sources(catalogue, problems)
    _check_questions(catalogue, derivations, problems)
    _check_rules(catalogue, problems)
    _check_recommendations(catalogue, problems)


def _check_sources(catalogue: Catalogue, problems: Problems) -> None:
    cited: list[tuple[SourceLocation | None, Iterable[Citation]]] = [
        (thing.location, thing.citations)
        for group in (
            catalogue.questions,
            catalogue.rules,
            catalogue.recommendations,
            catalogue.parameters,
        )
        for thing in group
    ]
    cited += [
        (recommendation.location, alternative.citations)
        for recommendation in catalogue.recommendations
        for alternative in recommendation.alternatives
    ]
    for location, citations in cited:
        for citation in citations:
            if citation.source and citation.source not in catalogue.source:
                problems.add(
                    location or NOWHERE,
                    "onbekende-bron",
                    f"De bron '{citation.source}' staat niet in bronnen.yaml.",
                    nearest(citation.source, catalogue.source),
                )


def _check_questions(
    catalogue: Catalogue, derivations: Collection[str], problems: Problems
) -> None:
    for question in catalogue.questions:
        place = question.location or NOWHERE
        if question.theme not in catalogue.ruleset:
            problems.add(
                place,
                "onbekend-thema",
                f"Het thema '{question.theme}' van '{question.id}' bestaat niet.",
                nearest(question.theme, catalogue.ruleset),
            )
        per_party = question.id.count(".") > 1
        if question.derived and not per_party and question.id not in derivations:
            problems.add(
                place,
                "geen-berekening",
                f"Voor het afgeleide feit '{question.id}' bestaat geen berekening.",
                nearest(question.id, derivations),
            )
        if question.implied_by and question.implied_by not in catalogue.question:
            problems.add(
                place,
                "onbekende-vraag",
                f"'blijkt_uit' noemt '{question.implied_by}', en dat feit bestaat niet.",
                nearest(question.implied_by, catalogue.question),
            )


def _check_rules(catalogue: Catalogue, problems: Problems) -> None:
    for rule in catalogue.rules:
        place = rule.location or NOWHERE
        try:
            branches(rule.condition, MAX_BRANCHES)
        except TooManyBranches:
            problems.add(
                place,
                "te-veel-takken",
                f"De regel '{rule.id}' heeft meer dan {MAX_BRANCHES} mogelijke combinaties.",
                "Splits de regel, of laat een deel in een regel van soort context uitrekenen.",
            )
        if rule.theme not in catalogue.ruleset:
            problems.add(place, "onbekend-thema", f"Het thema '{rule.theme}' bestaat niet.")
        for name in rule.main + rule.support:
            _check_recommendation(name, place, catalogue, problems)
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


def _check_recommendation(
    name: str, place: SourceLocation, catalogue: Catalogue, problems: Problems
) -> None:
    if name not in catalogue.recommendation:
        problems.add(
            place,
            "onbekende-aanbeveling",
            f"Er is geen aanbeveling met id '{name}'.",
            nearest(name, catalogue.recommendation),
        )


def _check_recommendations(catalogue: Catalogue, problems: Problems) -> None:
    for recommendation in catalogue.recommendations:
        place = recommendation.location or NOWHERE
        others = [alternative.recommendation for alternative in recommendation.alternatives]
        for name in (*recommendation.first, *others):
            _check_recommendation(name, place, catalogue, problems)
    circle = find_circle({one.id: one.first for one in catalogue.recommendations})
    if circle:
        problems.add(
            catalogue.recommendation[circle[0]].location or NOWHERE,
            "kring",
            f"Bij 'eerst' verwijzen aanbevelingen in een kring naar elkaar: {' > '.join(circle)}.",
            "Haal bij een van hen de verwijzing weg.",
        )


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
