"""What is otherwise here than in the core: which plugins take part, and what they change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind, Plugin
from pps_advisor.model.knowledge.rule import RuleKind
from pps_advisor.model.outcome.assessment import Assessment, Finding
from pps_advisor.model.values import date_text
from pps_advisor.writing.views.outline import LocalView
from pps_advisor.writing.words.sources import citation_texts
from pps_advisor.writing.words.words import count, joined, sentence, severity_text, upper_first

ABOUT_RULES = frozenset(
    (AdaptationKind.OFF, AdaptationKind.SEVERITY, AdaptationKind.TEXT, AdaptationKind.ADVICE)
)


def local_views(assessment: Assessment) -> tuple[LocalView, ...]:
    """The plugins that take part, then each thing that they change about the core."""
    catalogue = assessment.catalogue
    plugins = [_plugin(plugin, catalogue) for plugin in catalogue.plugins]
    found = {one.rule.id: one for one in (*assessment.findings, *assessment.set_aside)}
    return (
        *plugins,
        *(_adaptation(one, found.get(one.subject), catalogue) for one in catalogue.adaptations),
    )


def origin_text(ruleset: str, catalogue: Catalogue) -> str:
    """The plugin that brought in a ruleset, with its version; "" for the core."""
    found = catalogue.ruleset.get(ruleset)
    if found is None or not found.plugin:
        return ""
    return next((f"plug-in {one.name}" for one in catalogue.plugins if one.id == found.plugin), "")


def marks_text(finding: Finding, catalogue: Catalogue) -> str:
    """The severity of a finding, whose rule it is, and that it was adapted here."""
    adapted = any(
        one.applied and one.subject == finding.rule.id and one.kind in ABOUT_RULES
        for one in catalogue.adaptations
    )
    marks = (
        severity_text(finding),
        origin_text(finding.rule.ruleset, catalogue),
        "lokaal aangepast" if adapted else "",
    )
    return ", ".join(filter(None, marks))


def _plugin(plugin: Plugin, catalogue: Catalogue) -> LocalView:
    places = joined(plugin.municipalities) or "alle gemeenten"
    details = [
        ("Geldt voor", places),
        ("Voegt toe", additions_text(plugin.id, catalogue)),
        ("Toelichting", plugin.explanation),
        ("Contact", plugin.contact),
    ]
    return LocalView(
        f"Plug-in {plugin.name}: {plugin.title}",
        plugin.id,
        tuple((label, text) for label, text in details if text),
    )


def additions_text(plugin: str, catalogue: Catalogue) -> str:
    """How much a plugin adds to the core: `1 vraag, 2 regels en 1 aanbeveling`."""
    rulesets = {one.id for one in catalogue.rulesets if one.plugin == plugin}
    asked = [one for one in catalogue.questions if one.id.count(".") == 1]
    parts = (
        ([one for one in asked if not one.derived], "vraag", "vragen"),
        ([one for one in asked if one.derived], "afgeleid feit", "afgeleide feiten"),
        (catalogue.rules, "regel", "regels"),
        (catalogue.recommendations, "aanbeveling", "aanbevelingen"),
        (catalogue.parameters, "parameter", "parameters"),
    )
    counted = [
        (sum(one.ruleset in rulesets for one in things), singular, plural)
        for things, singular, plural in parts
    ]
    found = [count(number, singular, plural) for number, singular, plural in counted if number]
    return joined(found) or "niets"


def _adaptation(adaptation: Adaptation, finding: Finding | None, catalogue: Catalogue) -> LocalView:
    return LocalView(
        f"{upper_first(adaptation.kind.value)}: {adaptation.title}",
        adaptation.subject if adaptation.kind is not AdaptationKind.TERM else "",
        tuple(_details(adaptation, finding, catalogue)),
    )


def _details(
    one: Adaptation, finding: Finding | None, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    if not one.applied and one.until:
        yield "Niet toegepast", f"Deze aanpassing gold tot en met {date_text(one.until)}."
    if change := change_text(one):
        yield "Wijziging", change
    if one.also:
        yield "Komen daardoor ook niet uit", joined(one.also)
    if one.kind in ABOUT_RULES and one.applied:
        yield "In deze casus", _in_this_case(one, finding)
    yield "Reden", sentence(one.reason) if one.reason else "Er is geen reden genoemd."
    yield "Door", f"plug-in {one.plugin} {one.version}" if one.version else one.plugin
    if one.owner:
        yield "Eigenaar", one.owner
    if one.applied and one.until and one.until != dt.date.max:
        yield "Geldt tot en met", date_text(one.until)
    if one.citations:
        yield "Bron", "; ".join(citation_texts(one.citations, catalogue))


def change_text(one: Adaptation) -> str:
    """What was before and what is now."""
    if one.kind is AdaptationKind.OFF:
        return ""
    if one.before and one.after:
        return f"van {one.before} naar {one.after}"
    return one.after


def _in_this_case(one: Adaptation, finding: Finding | None) -> str:
    if finding is None:
        return "De regel is niet uitgekomen."
    severity = severity_text(finding) if finding.rule.kind is not RuleKind.CONTEXT else ""
    stands = ", ".join(filter(None, (finding.status.value, severity)))
    if one.kind is AdaptationKind.OFF:
        return f"Zonder deze aanpassing was dit een bevinding ({stands}): {finding.text}"
    return f"De regel is uitgekomen ({stands})."
