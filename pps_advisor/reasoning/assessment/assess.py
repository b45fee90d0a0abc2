"""From case and catalogue to assessment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from pps_advisor import __version__
from pps_advisor.model.canonical import digest
from pps_advisor.model.case.case import Case
from pps_advisor.model.case.fact import Facts
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.outcome.assessment import Assessment, Provenance, Remark
from pps_advisor.model.values import Value, date_text
from pps_advisor.reasoning.facts import derive, funding, local_facts
from pps_advisor.reasoning.inference import engines
from pps_advisor.reasoning.influence.influence import open_questions
from pps_advisor.reasoning.ranking import advice, robustness
from pps_advisor.reasoning.ranking.findings import findings_of
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.set_aside import findings_set_aside
from pps_advisor.reasoning.ranking.standing import Standing, stand
from pps_advisor.reasoning.ranking.themes import judge

_TERM = "financiering.zekere_looptijd_jaren"


def assess(
    case: Case,
    catalogue: Catalogue,
    engine: str | None = None,
    *,
    draws: int = robustness.DRAWS,
    with_open_questions: bool = True,
) -> Assessment:
    """Assess a case.

    `engine` is "durable" or "plain"; by default durable where it is installed. With `draws` 0
    the robustness is left out, with `with_open_questions` False the influence of open
    questions (both take longer than the assessment itself).
    Raises EngineUnavailable, and EnginesDisagree when the engine contradicts the trace.
    """
    chosen = engines.choose_engine(engine)
    facts = local_facts.facts_of(case, catalogue)
    ready = prepare(catalogue)
    standing = stand(ready.scorer, chosen, facts)
    shares = robustness.top_shares(standing, draws) if draws else None
    return Assessment(
        case=case,
        themes=tuple(judge(plan, standing) for plan in ready.plans),
        findings=findings_of(standing, facts),
        advice=advice.rank(standing, shares),
        rejected=advice.rejected(standing),
        open_questions=open_questions(case, standing, ready.plans) if with_open_questions else (),
        facts=tuple(sorted(facts.by_id.values(), key=lambda fact: fact.question)),
        catalogue=catalogue,
        provenance=_provenance(case, standing, chosen.NAME, draws),
        remarks=(*_local_remarks(catalogue), *_remarks(case, facts)),
        set_aside=findings_set_aside(standing, facts),
    )


def _provenance(case: Case, standing: Standing, engine: str, draws: int) -> Provenance:
    catalogue = standing.scorer.program.catalogue
    code = derive.code_of_derivations()
    local_code = local_facts.code_of_derivations(catalogue)
    code = f"{code}\0{local_code}" if local_code else code
    fingerprint = hashlib.sha256(f"{catalogue.fingerprint}\0{code}".encode()).hexdigest()
    return Provenance(
        version=__version__,
        engine=engine,
        fingerprint=fingerprint,
        case_hash=digest(in_order(case)),
        rules_loaded=len(catalogue.rules),
        rules_evaluated=len(standing.truths),
        rulesets=tuple((ruleset.id, ruleset.version) for ruleset in catalogue.rulesets),
        plugins=tuple(plugin.name for plugin in catalogue.plugins),
        draws=draws or None,
        seed=robustness.SEED if draws else None,
    )


def in_order(case: Case) -> Case:
    """The case with its answers in order, whatever the order of the keys in the file."""
    answers = (
        evolve(answer, per_party=tuple(sorted(answer.per_party, key=lambda one: one[0])))
        for answer in case.answers
    )
    return evolve(case, answers=tuple(sorted(answers, key=lambda answer: answer.question)))


def _local_remarks(catalogue: Catalogue) -> Iterator[Remark]:
    """Plugins that do not take part, and adaptations that ended."""
    yield from map(Remark, catalogue.notes)
    ended = (
        Remark(
            f"De aanpassing van '{one.subject}' door {one.plugin} gold tot en met "
            f"{date_text(one.until)} en is niet toegepast.",
            one.location,
        )
        for one in catalogue.adaptations
        if not one.applied and one.until
    )
    yield from dict.fromkeys(ended)  # one adaptation can change several things


def _remarks(case: Case, facts: Facts) -> Iterator[Remark]:
    """What a reader should know about the input though it could be used."""
    if case.fictional:
        yield Remark("Deze casus is verzonnen.")
    term = facts.by_id.get(_TERM)
    stated = case.answer(funding.STATED_TERM)
    if not term or not stated or stated.question in term.inputs:
        return
    if _contradicts(term.value, stated.value):
        yield Remark(
            f"Het antwoord op '{stated.question}' past niet bij de geldstromen; "
            "de geldstromen gaan voor.",
            stated.location,
        )


def _contradicts(term: Value, stated: Value) -> bool:
    if not isinstance(term, Decimal) or not isinstance(stated, str):
        return False
    return not funding.fits_stated_term(term, stated)
