"""From case and catalogue to assessment."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import attrs

from pps_advisor import __version__
from pps_advisor.model.assessment import (
    Advice,
    Assessment,
    Finding,
    OpenQuestion,
    Provenance,
    Reason,
    Rejected,
    Remark,
    ThemeJudgement,
)
from pps_advisor.model.canonical import digest
from pps_advisor.model.case import Case
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.condition import Operator
from pps_advisor.model.fact import Facts
from pps_advisor.model.frozen import evolve
from pps_advisor.model.rule import RuleKind, Status
from pps_advisor.model.values import Truth, Unknown, Value, number_text
from pps_advisor.reasoning import derive, engines, roadmap, robustness
from pps_advisor.reasoning.influence import answer_text, open_questions
from pps_advisor.reasoning.program import compile_program
from pps_advisor.reasoning.scoring import MAIN, Scorer, all_bounds, make_scorer, order_key
from pps_advisor.reasoning.standing import Standing, exclusion, holds
from pps_advisor.reasoning.themes import judge, plan_themes
from pps_advisor.reasoning.trace import Trace, reasons

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


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
    facts = derive.facts_of(case, catalogue)
    standing, found = stand(case, catalogue, chosen, facts)
    plans = plans_of(catalogue)
    program = standing.scorer.program
    themes = tuple(
        judge(plan, program, standing.truths, standing.bounds, standing.values) for plan in plans
    )
    questions: Sequence[OpenQuestion] = ()
    if with_open_questions:
        questions = open_questions(case, standing, plans)
    return _assessment(
        case, catalogue, facts, standing, found, themes, tuple(questions), chosen.NAME, draws
    )


def stand(
    case: Case, catalogue: Catalogue, engine: engines.Engine, facts: Facts
) -> tuple[Standing, Trace]:
    """Run the engine on the facts and work out every priority."""
    scorer = scorer_of(catalogue)
    program = scorer.program
    values = facts.values()
    found = engines.run(engine, program, program.verdicts(values))
    bounds = all_bounds(program, values)
    excluded = frozenset(
        place
        for place, recommendation in enumerate(scorer.recommendations)
        if exclusion(recommendation, values) == 2
    )
    priorities: list[tuple[float, float] | None] = []
    for place in range(len(scorer.recommendations)):
        both = scorer.priority(place, found.truths, bounds)
        priorities.append(both if both[1] and place not in excluded else None)
    standing = Standing(scorer, values, found.verdicts, found.truths, bounds, priorities, excluded)
    return standing, found


@lru_cache(maxsize=8)
def _scorer_by_identity(key: int, catalogue: _Same) -> Scorer:
    return make_scorer(compile_program(catalogue.catalogue))


@attrs.frozen(eq=False)
class _Same:
    """A catalogue compared by identity: comparing its contents would cost more than it saves."""

    catalogue: Catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalogue is self.catalogue


def scorer_of(catalogue: Catalogue) -> Scorer:
    """The compiled catalogue with its scorer; compiled once for each catalogue."""
    return _scorer_by_identity(id(catalogue), _Same(catalogue))


@lru_cache(maxsize=8)
def _plans_by_identity(same: _Same):  # type: ignore[no-untyped-def]
    return plan_themes(scorer_of(same.catalogue).program)


def plans_of(catalogue: Catalogue):  # type: ignore[no-untyped-def]
    """The themes of a catalogue that can be judged."""
    return _plans_by_identity(_Same(catalogue))


def findings_of(standing: Standing, found: Trace, facts: Facts) -> tuple[Finding, ...]:
    """The findings, the certain and severe ones first; rules of kind context are not listed."""
    program = standing.scorer.program
    findings = [
        _finding(standing, found, facts, number)
        for number, truth in enumerate(found.truths)
        if truth and program.rules[number].kind is not RuleKind.CONTEXT
    ]
    return tuple(
        sorted(
            findings,
            key=lambda f: (f.status is Status.POSSIBLE, -f.severity, -f.severity_max, f.rule.id),
        )
    )


def _finding(standing: Standing, found: Trace, facts: Facts, number: int) -> Finding:
    program = standing.scorer.program
    rule = program.rules[number]
    least, most = standing.bounds[number]
    return Finding(
        rule=rule,
        status=Status.DEFINITE if found.truths[number] == 2 else Status.POSSIBLE,
        severity=least,
        severity_max=most,
        text=fill(rule.text, program.catalogue, facts),
        reasons=tuple(
            Reason(
                test,
                Truth(outcome),
                None if test.operator is Operator.FOUND else facts.by_id.get(test.subject),
            )
            for test, outcome in reasons(program, found, number)
        ),
    )


def fill(text: str, catalogue: Catalogue, facts: Facts) -> str:
    """Fill in what a text says about this case: ``{vraag.id}`` and ``{$parameter}``."""

    def words(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("$"):
            parameter = catalogue.parameter[name[1:]]
            return _with_unit(parameter.value, parameter.unit)
        question = catalogue.question[name]
        value = facts.value(name)
        if isinstance(value, Unknown):
            return f"een onbekend aantal {question.unit}" if question.unit else "onbekend"
        return answer_text(question, value)

    return _PLACEHOLDER.sub(words, text)


def _with_unit(value: Value, unit: str) -> str:
    from decimal import Decimal

    text = number_text(value) if isinstance(value, Decimal) else str(value)
    return f"{text} {unit}".strip()


def _assessment(
    case: Case,
    catalogue: Catalogue,
    facts: Facts,
    standing: Standing,
    found: Trace,
    themes: tuple[ThemeJudgement, ...],
    questions: tuple[OpenQuestion, ...],
    engine: str,
    draws: int,
) -> Assessment:
    shares = {}
    if draws:
        shares = robustness.top_shares(
            standing.scorer, standing.truths, standing.bounds, standing.excluded, draws
        )
    advice = rank(standing, shares, drawn=bool(draws))
    return Assessment(
        case=case,
        themes=themes,
        findings=findings_of(standing, found, facts),
        advice=roadmap.with_timing(advice),
        rejected=_rejected(standing),
        open_questions=questions,
        facts=tuple(sorted(facts.by_id.values(), key=lambda fact: fact.question)),
        catalogue=catalogue,
        provenance=_provenance(case, catalogue, standing, found, engine, draws),
        remarks=_remarks(case, catalogue, facts),
    )


def rank(standing: Standing, shares: dict[int, float], drawn: bool) -> tuple[Advice, ...]:
    """The recommendations that findings ask for, in order; possible ones after definite ones."""
    names = standing.scorer.recommendations
    ranked = sorted(
        (order_key(names[place], *both), place)
        for place, both in enumerate(standing.priorities)
        if both is not None
    )
    keys = [key[:3] for key, _ in ranked]
    return tuple(
        _advice(standing, place, number + 1, keys.count(keys[number]) > 1, shares, drawn)
        for number, (_, place) in enumerate(ranked)
    )


def _advice(
    standing: Standing, place: int, number: int, tied: bool, shares: dict[int, float], drawn: bool
) -> Advice:
    recommendation = standing.scorer.recommendations[place]
    both = standing.priorities[place]
    assert both is not None
    main, support, possible = _findings_for(standing, place)
    values = standing.values
    arranged = recommendation.arranged_if
    small = recommendation.start_small
    excluded = recommendation.excluded_if
    return Advice(
        rank=number,
        recommendation=recommendation,
        priority=both[0],
        priority_max=both[1],
        main=main,
        support=support,
        possible=possible,
        tied=tied,
        top_share=shares.get(place, 0.0) if drawn else None,
        arranged=arranged is not None and holds(arranged, values) == 2,
        provided_that=excluded.because if excluded and exclusion(recommendation, values) else "",
        start_small=small.text if small and holds(small.condition, values) == 2 else "",
    )


def _findings_for(
    standing: Standing, place: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids of the rules that ask for a recommendation: mainly, in support, and possibly.

    The rule that carries most comes first.
    """
    scorer = standing.scorer
    weighed: list[tuple[float, str, str]] = []
    for part in scorer.parts[place]:
        truth = standing.truths[part.rule]
        if truth:
            least, most = standing.bounds[part.rule]
            weight = scorer.weights.contribution(part, least if truth == 2 else most)
            group = "mogelijk" if truth == 1 else part.role
            weighed.append((-weight, scorer.program.rules[part.rule].id, group))
    weighed.sort()
    main = tuple(rule for _, rule, group in weighed if group == MAIN)
    support = tuple(rule for _, rule, group in weighed if group not in (MAIN, "mogelijk"))
    possible = tuple(rule for _, rule, group in weighed if group == "mogelijk")
    return main, support, possible


def _rejected(standing: Standing) -> tuple[Rejected, ...]:
    found = []
    for place in sorted(standing.excluded):
        recommendation = standing.scorer.recommendations[place]
        main, support, _ = _findings_for(standing, place)
        if recommendation.excluded_if and (main or support):
            because = recommendation.excluded_if.because
            found.append(Rejected(recommendation, because, main + support))
    return tuple(sorted(found, key=lambda one: one.recommendation.id))


def _provenance(
    case: Case, catalogue: Catalogue, standing: Standing, found: Trace, engine: str, draws: int
) -> Provenance:
    code = derive.code_of_derivations()
    fingerprint = hashlib.sha256(f"{catalogue.fingerprint}\0{code}".encode()).hexdigest()
    return Provenance(
        version=__version__,
        engine=engine,
        fingerprint=fingerprint,
        case_hash=digest(_in_order(case)),
        rules_loaded=len(catalogue.rules),
        rules_evaluated=len(found.truths),
        rulesets=tuple((ruleset.id, ruleset.version) for ruleset in catalogue.rulesets),
        draws=draws or None,
        seed=robustness.SEED if draws else None,
    )


def _in_order(case: Case) -> Case:
    """The case with its answers in order, whatever the order of the keys in the file."""
    answers = (
        evolve(answer, per_party=tuple(sorted(answer.per_party, key=lambda one: one[0])))
        for answer in case.answers
    )
    return evolve(case, answers=tuple(sorted(answers, key=lambda answer: answer.question)))


def _remarks(case: Case, catalogue: Catalogue, facts: Facts) -> tuple[Remark, ...]:
    """What a reader should know about the input though it could be used."""
    remarks = []
    if case.fictional:
        remarks.append(Remark("Deze casus is verzonnen."))
    term = facts.value("financiering.zekere_looptijd_jaren")
    stated = case.answer("financiering.toegekende_looptijd")
    fact = facts.by_id.get("financiering.zekere_looptijd_jaren")
    by_flow = fact is not None and any(key.startswith("geldstromen") for key in fact.inputs)
    if by_flow and stated and isinstance(stated.value, str):
        expected = derive.stated_term(stated.value)
        if not derive.same_class(term, expected):
            remarks.append(
                Remark(
                    "Het antwoord op 'financiering.toegekende_looptijd' past niet bij de "
                    "geldstromen; de geldstromen gaan voor.",
                    stated.location,
                )
            )
    return tuple(remarks)
