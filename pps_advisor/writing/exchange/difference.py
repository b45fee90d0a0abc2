"""A difference and goals as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pps_advisor.model.case.case import Answer
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.model.outcome.assessment import Advice, Assessment, Finding, ThemeJudgement
from pps_advisor.model.outcome.difference import Difference, Effect
from pps_advisor.model.outcome.goal import GoalAnswer, Step, Way
from pps_advisor.writing.documents.difference import phrases
from pps_advisor.writing.documents.difference.what_if import needed
from pps_advisor.writing.exchange.json_ import value_json

FORMAT = "pps-advisor/verschil@1"
Json = dict[str, Any]


def write_json(
    difference: Difference | None,
    effects: Sequence[Effect] | None = None,
    goals: Sequence[GoalAnswer] = (),
) -> str:
    """The difference, the effects of decisions and the goals, as far as they were asked for."""
    document: Json = {"formaat": FORMAT}
    if difference is not None:
        document |= _difference(difference)
    if effects is not None:
        document["besluiten"] = [_effect(effect) for effect in effects]
    if goals:
        document["doelen"] = [_goal(goal) for goal in goals]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _difference(difference: Difference) -> Json:
    return {
        "oud": _case(difference.old),
        "nieuw": _case(difference.new),
        "gelijk": difference.empty,
        "opmerkingen": [*difference.order, *difference.basis],
        "antwoorden": [
            {"vraag": one.question.id, "oud": _answer(one.old), "nieuw": _answer(one.new)}
            for one in difference.answers
        ],
        "partijen": [
            {"oud": one.old.id if one.old else None, "nieuw": one.new.id if one.new else None}
            for one in difference.parties
        ],
        "geldstromen": [
            {
                "verandering": one.movement.value,
                "van": one.flow.giver,
                "naar": one.flow.receiver,
                "tekst": phrases.flow_text(one.flow, one.giver, one.receiver),
            }
            for one in difference.flows
        ],
        "feiten": [
            {"feit": one.question.id, "oud": _fact(one.old), "nieuw": _fact(one.new)}
            for one in difference.facts
        ],
        "themas": [
            {"verandering": one.turn.value, "oud": _theme(one.old), "nieuw": _theme(one.new)}
            for one in difference.themes
        ],
        "bevindingen": [
            {
                "regel": one.rule.id,
                "soort": one.rule.kind.value,
                "verandering": one.movement.value,
                "oud": _finding(one.old),
                "nieuw": _finding(one.new),
            }
            for one in difference.findings
        ],
        "aanbevelingen": [
            {
                "id": one.recommendation.id,
                "titel": one.recommendation.title,
                "verandering": one.movement.value,
                "omdat": one.rejected.because if one.rejected else "",
                "oud": _advice(one.old),
                "nieuw": _advice(one.new),
            }
            for one in difference.advice
        ],
    }


def _case(assessment: Assessment) -> Json:
    return {
        "id": assessment.case.id,
        "titel": assessment.case.title,
        "peildatum": assessment.case.reference_date.isoformat(),
        "casus_sha256": assessment.provenance.case_hash,
        "catalogus": assessment.provenance.fingerprint,
    }


def _answer(answer: Answer | None) -> Any:
    if answer is None:
        return None
    if not answer.per_party:
        return value_json(answer.value)
    return {name: value_json(one.value) for name, one in answer.per_party}


def _fact(fact: Fact | None) -> Any:
    return None if fact is None else value_json(fact.value)


def _theme(theme: ThemeJudgement | None) -> Json | None:
    if theme is None:
        return None
    return {
        "id": theme.id,
        "oordeel": theme.judgement.value,
        "bekend": theme.answered,
        "gevraagd": theme.asked,
        "knelpunten": theme.problems,
    }


def _finding(finding: Finding | None) -> Json | None:
    if finding is None:
        return None
    return {
        "status": finding.status.value,
        "ernst": finding.severity.word,
        "ernst_hoogstens": finding.severity_max.word,
    }


def _advice(advice: Advice | None) -> Json | None:
    if advice is None:
        return None
    return {
        "rang": advice.rank,
        "prioriteit": advice.priority,
        "prioriteit_tot": advice.priority_max,
        "status": advice.status.value,
    }


def _effect(effect: Effect) -> Json:
    return {
        "aanbeveling": effect.recommendation.id,
        "besluit": effect.decision.verdict.value,
        "datum": effect.decision.date.isoformat() if effect.decision.date else None,
        "zichtbaar": effect.visibility.value,
        "toelichting": effect.because,
        "weg": _ids(effect.gone),
        "milder": _ids(effect.milder),
        "hetzelfde": _ids(effect.same),
        "ernstiger": _ids(effect.worse),
        "niet_te_zeggen": _ids(effect.unsure),
    }


def _ids(rules: Sequence[Rule]) -> list[str]:
    return [rule.id for rule in rules]


def _goal(answer: GoalAnswer) -> Json:
    goal = answer.goal
    return {
        "soort": goal.kind.value,
        "id": goal.id,
        "titel": goal.title,
        "oordeel_nu": goal.now.value if goal.now else None,
        "bereikt": answer.reached,
        "hoogstens": answer.most,
        "manieren": [_way(way) for way in answer.ways],
        "staat_in_de_weg": list(answer.blockers),
        "antwoorden_nodig": answer.missing,
    }


def _way(way: Way) -> Json:
    return {
        "oordeel": way.becomes.value if way.becomes else None,
        "antwoorden": [_step(step) for step in way.steps],
    }


def _step(step: Step) -> Json:
    return {
        "vraag": step.question.id,
        "partij": step.party,
        "nu": value_json(step.now),
        "nodig": needed(step),
        "waarden": [value_json(value) for value in step.values],
        "berekend": step.question.derived,
        "aanbevelingen": [one.id for one in step.recommendations],
    }
