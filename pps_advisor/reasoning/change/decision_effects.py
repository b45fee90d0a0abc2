"""Whether recommendations that were adopted can be seen in the answers of a later date."""

from __future__ import annotations

from collections.abc import Iterator

from pps_advisor.model.case.decision import Decision, Decisions, Verdict
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.recommendation import LeadTime, Recommendation
from pps_advisor.model.knowledge.rule import Rule, Status
from pps_advisor.model.outcome.assessment import Assessment, Finding
from pps_advisor.model.outcome.difference import Difference, Effect, Visibility
from pps_advisor.reasoning.facts.terms import whole_months

_BECAME = ("gone", "milder", "same", "worse", "unsure")
_TAKEN = (Verdict.ADOPTED, Verdict.ADAPTED)
_MONTHS = {LeadTime.WEEKS: 3, LeadTime.MONTHS: 12, LeadTime.YEAR: 24}
"""Ours: how many months after the decision a recommendation may be expected to show."""


def effects(difference: Difference, decisions: Decisions) -> tuple[Effect, ...]:
    """What became of each recommendation that was adopted, in the order of the file."""
    return tuple(_effects(difference, decisions))


def _effects(difference: Difference, decisions: Decisions) -> Iterator[Effect]:
    recommendations = difference.new.catalogue.recommendation
    for decision in decisions.decisions:
        recommendation = recommendations.get(decision.recommendation)
        if decision.verdict in _TAKEN and recommendation is not None:
            yield _effect(difference, decision, recommendation)


def _effect(difference: Difference, decision: Decision, recommendation: Recommendation) -> Effect:
    found: dict[str, list[Rule]] = {name: [] for name in _BECAME}
    for rule in _carried_by(difference.old, recommendation):
        found[_became(rule, difference)].append(rule)
    effect = Effect(
        decision,
        recommendation,
        Visibility.CANNOT_TELL,
        "",
        **{name: tuple(rules) for name, rules in found.items()},
    )
    visibility, because = _visibility(effect, difference)
    return evolve(effect, visibility=visibility, because=because)


def _carried_by(old: Assessment, recommendation: Recommendation) -> list[Rule]:
    """The rules that asked for a recommendation at the old date, with certainty."""
    advice = next((a for a in old.advice if a.recommendation.id == recommendation.id), None)
    names = (*advice.main, *advice.support) if advice else ()
    return [old.catalogue.rule[name] for name in names]


def _became(rule: Rule, difference: Difference) -> str:
    """What became of the definite finding of a rule."""
    old, new = _finding(difference.old, rule), _finding(difference.new, rule)
    if rule.id not in difference.new.catalogue.rule or old is None:
        return "unsure"
    if new is None:
        return "gone"
    if new.status is Status.POSSIBLE:
        return "unsure"
    if new.severity == old.severity:
        return "same"
    return "milder" if new.severity < old.severity else "worse"


def _finding(assessment: Assessment, rule: Rule) -> Finding | None:
    return next((one for one in assessment.findings if one.rule.id == rule.id), None)


def _visibility(effect: Effect, difference: Difference) -> tuple[Visibility, str]:
    """The conclusion, with the sentence that says why."""
    better, left = effect.gone + effect.milder, effect.same + effect.worse
    if better and not left and not effect.unsure:
        return Visibility.VISIBLE, "Wat dit advies nodig maakte, is weg of minder ernstig."
    if better:
        return Visibility.PARTLY, "Een deel van wat dit advies nodig maakte, is weg of milder."
    if effect.unsure and not left:
        return Visibility.CANNOT_TELL, "De antwoorden waaruit het moet blijken, ontbreken nu."
    if not left:
        return (
            Visibility.CANNOT_TELL,
            "Bij de eerste beoordeling vroeg geen vaste bevinding hierom.",
        )
    return _too_early(effect, difference)


def _too_early(effect: Effect, difference: Difference) -> tuple[Visibility, str]:
    """Whether the time that such a recommendation takes has passed."""
    begin = effect.decision.date or difference.old.case.reference_date
    since = whole_months(begin, difference.new.case.reference_date)
    allowed = _MONTHS[effect.recommendation.lead_time]
    after = "het besluit" if effect.decision.date else "de eerste beoordeling"
    if since < allowed:
        return Visibility.NOT_YET, f"Reken op ongeveer {allowed} maanden na {after}."
    return Visibility.NOT, f"Ongeveer {allowed} maanden na {after} hoort er iets te zien te zijn."
