"""The assessment as JSON, for other programs; docs/beoordeling.schema.json describes it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import Any

from pps_advisor.model.case.case import Case, Party, Position
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.source import Citation
from pps_advisor.model.outcome.assessment import (
    Advice,
    Assessment,
    Finding,
    OpenQuestion,
    Provenance,
    Reason,
    Rejected,
    ThemeJudgement,
)
from pps_advisor.model.values import Unknown, Value
from pps_advisor.writing.exchange.json_local import adaptations_json, plugins_json
from pps_advisor.writing.views.build_advice import title_of
from pps_advisor.writing.words.sources import bibliography, source_id
from pps_advisor.writing.words.words import FORMAT, outcome_text

Json = dict[str, Any]


def write_json(assessment: Assessment) -> str:
    """The whole assessment, its keys in a fixed order, ending in a newline.

    Two assessments of the same case and rules give the same text, but for
    `verantwoording.motor`.
    """
    return json.dumps(_document(assessment), ensure_ascii=False, indent=2) + "\n"


def _document(assessment: Assessment) -> Json:
    catalogue = assessment.catalogue
    return {
        "formaat": FORMAT,
        "casus": _case(assessment.case),
        "partijen": _parties(assessment.case),
        "themas": [_theme(theme) for theme in assessment.themes],
        "bevindingen": [_finding(finding, catalogue) for finding in assessment.findings],
        "aanbevelingen": [_advice(advice, catalogue) for advice in _ordered(assessment.advice)],
        "afgewezen": [_rejected(rejected) for rejected in assessment.rejected],
        "openstaande_vragen": [_question(question) for question in assessment.open_questions],
        "aanpassingen": adaptations_json(assessment),
        "opmerkingen": [remark.sentence for remark in assessment.remarks],
        "feiten": [_fact(fact) for fact in sorted(assessment.facts, key=lambda f: f.question)],
        "bronnen": _sources(assessment),
        "verantwoording": _provenance(assessment.provenance, plugins_json(catalogue)),
    }


def _ordered(advice: Iterable[Advice]) -> list[Advice]:
    return sorted(advice, key=lambda one: one.rank)


def _case(case: Case) -> Json:
    return {
        "id": case.id,
        "titel": case.title,
        "gemeente": case.municipality,
        "peildatum": case.reference_date.isoformat(),
        "verzonnen": case.fictional,
        "toelichting": case.explanation,
        "bron": case.source,
    }


def _parties(case: Case) -> list[Json] | None:
    return None if case.parties is None else [_party(party) for party in case.parties]


def _party(party: Party) -> Json:
    """A party as in the case; what is not known is null."""
    return {
        "id": party.id,
        "naam": party.name,
        "soort": None if isinstance(party.kind, Unknown) else party.kind.value,
        "rollen": _words(party.roles),
        "motieven": _words(party.motives),
        "positie": {
            **_position(party.position),
            "volgens_anderen": _position(party.position_by_others),
        },
    }


def _words(words: Iterable[Enum] | None) -> list[str] | None:
    return None if words is None else [word.value for word in words]


def _position(position: Position | None) -> Json:
    known = position or Position()
    return {
        "ondernemerschap": _known_number(known.entrepreneurship),
        "waarde": _known_number(known.value),
    }


def _known_number(number: Decimal | Unknown) -> int | float | None:
    return None if isinstance(number, Unknown) else _number(number)


def _theme(theme: ThemeJudgement) -> Json:
    return {
        "id": theme.id,
        "titel": theme.title,
        "oordeel": theme.judgement.value,
        "bekend": theme.answered,
        "gevraagd": theme.asked,
        "knelpunten": theme.problems,
        "mogelijke_knelpunten": theme.possible,
        "sterktes": theme.strengths,
    }


def _finding(finding: Finding, catalogue: Catalogue) -> Json:
    rule = finding.rule
    return {
        "regel": rule.id,
        "titel": rule.title,
        "thema": rule.theme,
        "ernst": finding.severity.word,
        "ernst_tot": finding.severity_max.word,
        "status": finding.status.value,
        "soort": rule.kind.value,
        "betreft": rule.about,
        "tekst": finding.text,
        "feiten": [
            {"feit": reason.test.subject, **_reason(reason, catalogue)}
            for reason in finding.reasons
            if reason.test.operator is not Operator.FOUND
        ],
        "bevindingen": [
            {"regel": reason.test.subject, **_reason(reason, catalogue)}
            for reason in finding.reasons
            if reason.test.operator is Operator.FOUND
        ],
        "bronnen": _citations(rule.citations),
    }


def _reason(reason: Reason, catalogue: Catalogue) -> Json:
    text = outcome_text(reason.test, reason.outcome, reason.fact, catalogue)
    outcome = ("onwaar", "onbekend", "waar")[reason.outcome]
    return {"tekst": text, "uitkomst": outcome, "parameter": reason.test.parameter}


def _advice(advice: Advice, catalogue: Catalogue) -> Json:
    return {
        "rang": advice.rank,
        "id": advice.recommendation.id,
        "titel": title_of(advice),
        "status": advice.status.value,
        "prioriteit": _number(advice.priority),
        "prioriteit_tot": _number(advice.priority_max),
        "gelijk": advice.tied,
        "top5": None if advice.top_share is None else _number(advice.top_share),
        "bevindingen": [*advice.main, *advice.support, *advice.possible],
        "hoofd": list(advice.main),
        "steun": list(advice.support),
        "mogelijk": list(advice.possible),
        "al_geregeld": advice.arranged,
        "vervalt_als": advice.provided_that,
        "begin_klein": advice.start_small,
        "moment": advice.timing.value if advice.timing else None,
        "na": list(advice.after),
        **_recommendation(advice.recommendation),
    }


def _recommendation(recommendation: Recommendation) -> Json:
    """What the catalogue says about a recommendation, whatever the case."""
    return {
        "kort": recommendation.short,
        "waarom": recommendation.why,
        "stappen": [{"tekst": step.text, "eigen": step.own} for step in recommendation.steps],
        "trekker": recommendation.lead,
        "inspanning": recommendation.effort.word,
        "termijn": recommendation.lead_time.word,
        "indicator": recommendation.indicator,
        "instrument": recommendation.instrument,
        "valkuilen": list(recommendation.pitfalls),
        "let_op": [
            {"tekst": one.text, "gecontroleerd": one.checked.isoformat(), "jurist": one.lawyer}
            for one in recommendation.cautions
        ],
        "eerst": list(recommendation.first),
        "alternatieven": [
            {
                "aanbeveling": one.recommendation,
                "omdat": one.because,
                "bronnen": _citations(one.citations),
            }
            for one in recommendation.alternatives
        ],
        "schaal": list(recommendation.scales),
        "fase": list(recommendation.phases),
        "bronnen": _citations(recommendation.citations),
    }


def _rejected(rejected: Rejected) -> Json:
    return {
        "id": rejected.recommendation.id,
        "titel": rejected.recommendation.title,
        "omdat": rejected.because,
        "bevindingen": list(rejected.findings),
    }


def _question(question: OpenQuestion) -> Json:
    return {
        "vraag": question.question,
        "tekst": question.text,
        "kort": question.short,
        "invloed": _number(question.influence),
        "antwoord": question.answer,
        "gevolg": question.effect,
    }


def _fact(fact: Fact) -> Json:
    derived = {"tekst": fact.origin, "uit": list(fact.inputs)} if fact.origin else None
    return {
        "feit": fact.question,
        "waarde": value_json(fact.value),
        "afgeleid_uit": derived,
        "toelichting": fact.explanation,
        "bron": fact.source,
    }


def value_json(value: Value) -> Any:
    """A number, a list of words or a text; a date and the unknown are written as in a case."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) else value.value


def _number(number: Decimal | float) -> int | float:
    """A whole number without a fraction, any other with at most four decimals."""
    rounded = round(float(number), 4)
    return int(rounded) if rounded.is_integer() else rounded


def _citations(citations: Iterable[Citation]) -> list[Json]:
    return [{"bron": one.source, "plaats": one.place, "aard": one.kind.value} for one in citations]


def _sources(assessment: Assessment) -> list[Json]:
    catalogue = assessment.catalogue
    return [
        {"id": id_, "kort": catalogue.source[id_].short, "vermelding": text}
        for id_, text in bibliography(_used(assessment), catalogue)
    ]


def _used(assessment: Assessment) -> Iterable[str]:
    """The ids of every source that the document names."""
    catalogue = assessment.catalogue
    named = [assessment.case.source, *(fact.source for fact in assessment.facts)]
    yield from (id_ for id_ in (source_id(name, catalogue) for name in named) if id_)
    for finding in assessment.findings:
        yield from (citation.source for citation in finding.rule.citations)
    for adaptation in catalogue.adaptations:
        yield from (citation.source for citation in adaptation.citations)
    for advice in assessment.advice:
        recommendation = advice.recommendation
        cited = [*recommendation.citations]
        cited += [one for other in recommendation.alternatives for one in other.citations]
        yield from (citation.source for citation in cited)


def _provenance(provenance: Provenance, plugins: list[Json]) -> Json:
    return {
        "versie": provenance.version,
        "motor": provenance.engine,
        "catalogus": provenance.fingerprint,
        "plugins": plugins,
        "casus_sha256": provenance.case_hash,
        "regels_geladen": provenance.rules_loaded,
        "regels_beoordeeld": provenance.rules_evaluated,
        "regelsets": [{"id": id_, "versie": version} for id_, version in provenance.rulesets],
        "trekkingen": provenance.draws,
        "beginwaarde": provenance.seed,
    }
