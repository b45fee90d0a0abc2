"""What differs between two assessments; pure, and used by what-if and comparison alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from pps_advisor.model.case.case import Answer, Case, MoneyFlow
from pps_advisor.model.case.fact import Fact
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Assessment, Finding, ThemeJudgement
from pps_advisor.model.outcome.difference import (
    BETTER_ORDER,
    AdviceChange,
    AnswerChange,
    Difference,
    FactChange,
    FindingChange,
    FlowChange,
    Movement,
    PartyChange,
    ThemeChange,
    Turn,
)
from pps_advisor.model.values import UNKNOWN, Value, date_text

T = TypeVar("T")
_WORST = ".minst_gunstig"


def difference(old: Assessment, new: Assessment) -> Difference:
    """Everything that differs from the old assessment to the new one."""
    answers = tuple(_answers(old, new))
    return Difference(
        old=old,
        new=new,
        basis=tuple(_basis(old, new)),
        order=tuple(_order(old.case, new.case)),
        parties=tuple(_parties(old.case, new.case)),
        flows=tuple(_flows(old.case, new.case)),
        answers=answers,
        facts=tuple(_facts(old, new)),
        themes=tuple(_themes(old, new)),
        findings=tuple(_findings(old, new)),
        advice=tuple(_advice(old, new)),
    )


def _pairs(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], str]
) -> list[tuple[str, T | None, T | None]]:
    """Things that belong together by key: those of the new list in order, then what went."""
    before, after = {key(one): one for one in old}, {key(one): one for one in new}
    names = [*after, *(name for name in before if name not in after)]
    return [(name, before.get(name), after.get(name)) for name in names]


def _basis(old: Assessment, new: Assessment) -> Iterator[str]:
    """What was different in the rules themselves, so that not all comes from the answers."""
    if old.provenance.version != new.provenance.version:
        yield (
            f"De oude beoordeling is van versie {old.provenance.version} van pps-advisor, de "
            f"nieuwe van versie {new.provenance.version}."
        )
    if old.provenance.fingerprint == new.provenance.fingerprint:
        return
    yield (
        "De twee zijn met verschillende regels beoordeeld. Een verschil kan dus ook door de regels "
        "komen, en niet alleen door de antwoorden."
    )
    sets = _pairs(old.provenance.rulesets, new.provenance.rulesets, lambda one: one[0])
    for name, before, after in sets:
        if before is None:
            yield f"De regelset '{name}' telt alleen in de nieuwe beoordeling mee."
        elif after is None:
            yield f"De regelset '{name}' telt alleen in de oude beoordeling mee."
        elif before[1] != after[1]:
            yield f"De regelset '{name}' ging van versie {before[1]} naar {after[1]}."
    for name, had, has in _pairs(old.provenance.plugins, new.provenance.plugins, str):
        if had is None or has is None:
            which = "oude" if has is None else "nieuwe"
            yield f"De plugin '{name}' telt alleen in de {which} beoordeling mee."


def _order(old: Case, new: Case) -> Iterator[str]:
    if old.id != new.id:
        yield (
            f"Dit zijn twee verschillende casussen: '{old.id}' en '{new.id}'. Wat anders is, hoeft "
            "dus niet veranderd te zijn."
        )
    elif old.reference_date > new.reference_date:
        yield (
            f"De eerste casus heeft een latere peildatum ({date_text(old.reference_date)}) dan de "
            f"tweede ({date_text(new.reference_date)}). Draai ze om als u wilt zien wat er daarna "
            "veranderde."
        )


def _parties(old: Case, new: Case) -> Iterator[PartyChange]:
    for _, before, after in _pairs(old.parties or (), new.parties or (), lambda one: one.id):
        same = before and after and evolve(before, location=None) == evolve(after, location=None)
        if not same:
            yield PartyChange(before, after)


def _flows(old: Case, new: Case) -> Iterator[FlowChange]:
    """The money flows that only one of the two has; where it stands in the file is no matter."""
    before, after = (Counter(map(_bare_flow, case.flows or ())) for case in (old, new))
    for movement, case, flows in (
        (Movement.WENT, old, before - after),
        (Movement.CAME, new, after - before),
    ):
        names = {party.id: party.name or party.id for party in case.parties or ()}
        for flow in flows.elements():
            giver, receiver = (names.get(one, one) for one in (flow.giver, flow.receiver))
            yield FlowChange(movement, flow, giver, receiver)


def _bare_flow(flow: MoneyFlow) -> MoneyFlow:
    return evolve(flow, key="", location=None, explanation="", source="")


def _answers(old: Assessment, new: Assessment) -> Iterator[AnswerChange]:
    questions = _questions(old, new)
    found = _pairs(old.case.answers, new.case.answers, lambda answer: answer.question)
    for name, before, after in sorted(found, key=lambda one: one[0]):
        if _content(before) != _content(after):
            yield AnswerChange(questions[name], before, after)


def _questions(old: Assessment, new: Assessment) -> Mapping[str, Question]:
    return {**old.catalogue.question, **new.catalogue.question}


def _content(answer: Answer | None) -> tuple[Value, frozenset[tuple[str, Value, int | None]]]:
    """What an answer says; one that says nothing equals one that was left out."""
    if answer is None:
        return UNKNOWN, frozenset()
    said = ((name, one.value, one.respondents) for name, one in answer.per_party)
    return answer.value, frozenset(one for one in said if one[1] is not UNKNOWN)


def _facts(old: Assessment, new: Assessment) -> Iterator[FactChange]:
    """The facts that were worked out: from parties, money, dates and answers per party."""
    questions = _questions(old, new)
    per_party = {a.question for a in (*old.case.answers, *new.case.answers) if a.per_party}
    found = _pairs(old.facts, new.facts, lambda fact: fact.question)
    for name, before, after in sorted(found, key=lambda one: one[0]):
        question = questions[name]
        repeats = name.endswith(_WORST) and name.removesuffix(_WORST) not in per_party
        if question.derived and not repeats and _value(before) != _value(after):
            yield FactChange(question, before, after)


def _value(fact: Fact | None) -> Value:
    return UNKNOWN if fact is None else fact.value


def _themes(old: Assessment, new: Assessment) -> Iterator[ThemeChange]:
    for _, before, after in _pairs(old.themes, new.themes, lambda theme: theme.id):
        if before != after:
            yield ThemeChange(before, after, _turn(before, after))


def _turn(old: ThemeJudgement | None, new: ThemeJudgement | None) -> Turn:
    if old is None or new is None:
        return Turn.OTHER
    if old.judgement is new.judgement:
        return Turn.SAME
    if old.judgement not in BETTER_ORDER or new.judgement not in BETTER_ORDER:
        return Turn.OTHER
    better = BETTER_ORDER.index(new.judgement) > BETTER_ORDER.index(old.judgement)
    return Turn.BETTER if better else Turn.WORSE


def _findings(old: Assessment, new: Assessment) -> Iterator[FindingChange]:
    for _, before, after in _pairs(old.findings, new.findings, lambda one: one.rule.id):
        movement = _movement(before, after, finding_weight)
        if movement is not None:
            rule = (after or before).rule  # type: ignore[union-attr]  # one of them is there
            yield FindingChange(movement, rule, before, after)


def finding_weight(finding: Finding) -> tuple[bool, int, int]:
    """How heavy a finding is: certain before possible, then severe before light."""
    return finding.status is Status.DEFINITE, finding.severity, finding.severity_max


def _movement(
    old: T | None, new: T | None, weight: Callable[[T], tuple[object, ...]]
) -> Movement | None:
    """What became of a thing; None when it has the same weight."""
    if old is None:
        return Movement.CAME
    if new is None:
        return Movement.WENT
    before, after = weight(old), weight(new)
    if before == after:
        return None
    return Movement.ROSE if after > before else Movement.FELL


def _advice(old: Assessment, new: Assessment) -> Iterator[AdviceChange]:
    ruled_out = {one.recommendation.id: one for one in new.rejected}
    found = _pairs(old.advice, new.advice, lambda one: one.recommendation.id)
    for name, before, after in found:
        movement = _movement(before, after, lambda one: (one.priority, one.priority_max))
        if movement is None and before and after and _form(before) != _form(after):
            movement = Movement.OTHER
        if movement is not None:
            recommendation = (after or before).recommendation  # type: ignore[union-attr]
            rejected = ruled_out.get(name) if after is None else None
            yield AdviceChange(movement, recommendation, before, after, rejected)


def _form(advice: Advice) -> tuple[object, ...]:
    """In what form a recommendation is given, apart from its priority."""
    return advice.arranged, advice.provided_that, advice.start_small
