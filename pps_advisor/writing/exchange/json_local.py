"""The part of the JSON about what is otherwise here than in the core."""

from __future__ import annotations

from typing import Any

from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.plugin import Adaptation, Plugin
from pps_advisor.model.outcome.assessment import Assessment, Finding

Json = dict[str, Any]


def plugins_json(catalogue: Catalogue) -> list[Json]:
    """The plugins that take part, with the ids of what each adds."""
    return [_plugin(plugin, catalogue) for plugin in catalogue.plugins]


def _plugin(plugin: Plugin, catalogue: Catalogue) -> Json:
    rulesets = {one.id for one in catalogue.rulesets if one.plugin == plugin.id}
    asked = [one for one in catalogue.questions if one.id.count(".") == 1]
    return {
        "id": plugin.id,
        "versie": plugin.version,
        "titel": plugin.title,
        "gemeenten": list(plugin.municipalities),
        "contact": plugin.contact,
        "vragen": [one.id for one in asked if one.ruleset in rulesets],
        "regels": [one.id for one in catalogue.rules if one.ruleset in rulesets],
        "aanbevelingen": [one.id for one in catalogue.recommendations if one.ruleset in rulesets],
    }


def adaptations_json(assessment: Assessment) -> list[Json]:
    """Each thing that is otherwise than in the core, with what it set aside in this case."""
    set_aside = {one.rule.id: one for one in assessment.set_aside}
    return [
        _adaptation(one, set_aside.get(one.subject) if one.applied else None)
        for one in assessment.catalogue.adaptations
    ]


def _adaptation(one: Adaptation, finding: Finding | None) -> Json:
    return {
        "soort": one.kind.value,
        "id": one.subject,
        "titel": one.title,
        "van": one.before,
        "naar": one.after,
        "toegepast": one.applied,
        "reden": one.reason,
        "plugin": one.plugin,
        "versie": one.version,
        "eigenaar": one.owner,
        "tot": one.until.isoformat() if one.until else None,
        "vervallen_regels": list(one.also),
        "bronnen": [
            {"bron": cited.source, "plaats": cited.place, "aard": cited.kind.value}
            for cited in one.citations
        ],
        "afgeweken_van": _finding(finding) if finding else None,
    }


def _finding(finding: Finding) -> Json:
    return {
        "status": finding.status.value,
        "ernst": finding.severity.word,
        "ernst_tot": finding.severity_max.word,
        "tekst": finding.text,
    }
