"""Whether a plugin is in order: its rules, its adaptations, its examples and its own cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind
from pps_advisor.model.knowledge.rule_reports import ExampleResult
from pps_advisor.model.values import date_text
from pps_advisor.reading.catalogue.text_fields import texts_of
from pps_advisor.reasoning.rule_tools.lint import lint
from pps_advisor.reasoning.rule_tools.rule_examples import run_examples

_OF_THE_CORE = frozenset(("ongebruikt", "onbereikbaar"))
"""What a plugin may cause in the core without a mistake: a question that nothing uses."""


def remarks_on(core: Catalogue, with_plugin: Catalogue) -> tuple[Problem, ...]:
    """What is allowed but cannot be meant, as far as the plugin brought it about.

    Both catalogues are read with their examples.
    """
    before = {(one.location, one.code, one.sentence) for one in lint(core)}
    own_files = {place.file for place in _own_places(with_plugin) if place}
    found = [
        one
        for one in lint(with_plugin)
        if (one.location, one.code, one.sentence) not in before
        and (one.code not in _OF_THE_CORE or one.location.file in own_files)
    ]
    return tuple(sorted([*found, *_adaptations(with_plugin), *_compounds(with_plugin)]))


def _own_places(catalogue: Catalogue) -> Iterator[SourceLocation | None]:
    """Where the parts stand that plugins added."""
    rulesets = {one.id for one in catalogue.rulesets if one.plugin}
    for parts in (catalogue.questions, catalogue.rules, catalogue.recommendations):
        yield from (one.location for one in parts if one.ruleset in rulesets)


def _adaptations(catalogue: Catalogue) -> Iterator[Problem]:
    for one in catalogue.adaptations:
        place = one.location or SourceLocation(one.plugin)
        if not one.applied and one.until:
            yield Problem(
                place,
                "verlopen",
                f"De aanpassing van '{one.subject}' gold tot en met {date_text(one.until)}.",
                "Verleng haar bij 'tot' als zij nog nodig is, of haal haar weg.",
            )
        if one.useless:
            yield Problem(place, "past-niets-aan", *_useless(one))


def _useless(one: Adaptation) -> tuple[str, str]:
    if one.kind is AdaptationKind.TERM:
        return f"Het woord '{one.subject}' komt in geen enkele tekst voor.", "Haal de term weg."
    return (
        f"De aanpassing van '{one.subject}' verandert niets: {one.after} geldt al.",
        "Haal haar weg.",
    )


def _compounds(catalogue: Catalogue) -> Iterator[Problem]:
    """Longer words with a renamed word in them, which keep the old name."""
    text = re.sub(r"[\w-]+\.[\w-]+", " ", texts_of(catalogue))
    places = {
        one.subject: one.location
        for one in catalogue.adaptations
        if one.kind is AdaptationKind.TERM
    }
    for term in catalogue.terms:
        old = term.old.casefold()
        if old not in text:
            continue
        done = {form.casefold() for form, _ in (*term.plurals, *term.compounds)} | {old}
        pattern = rf"[\w-]*{re.escape(old)}[\w-]*"
        found = sorted(set(re.findall(pattern, text)) - done)
        found = [word for word in found if "_" not in word]  # that is an id
        if found:
            yield Problem(
                places.get(term.old) or SourceLocation("plugin.yaml"),
                "samenstelling",
                f"Deze woorden met '{term.old}' erin houden hun oude naam: {', '.join(found)}.",
                "Noem ze bij 'samenstellingen', met hun nieuwe vorm (of dezelfde).",
            )


def own_examples(catalogue: Catalogue) -> list[ExampleResult]:
    """The examples of the rules of plugins, run."""
    rulesets = {one.id for one in catalogue.rulesets if one.plugin}
    return [one for one in run_examples(catalogue) if one.rule.ruleset in rulesets]
