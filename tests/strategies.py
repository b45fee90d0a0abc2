"""Random catalogues, values and cases, and the plain truths to hold the code against.

Everything takes a `random.Random`: a test gives a seeded one for many quick cases, or lets
hypothesis give one that it can shrink.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from factories import THEME, found, make_catalogue, make_question, make_rule

from pps_advisor.model.case.case import Answer, Case
from pps_advisor.model.knowledge.catalogue import Catalogue, Ruleset
from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, PerParty, Question
from pps_advisor.model.knowledge.recommendation import (
    Effort,
    Exclusion,
    LeadTime,
    LighterForm,
    Recommendation,
)
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, SeverityCase
from pps_advisor.model.knowledge.source import Citation, EvidenceKind
from pps_advisor.model.values import UNKNOWN, Known, Value
from pps_advisor.reasoning.inference.program import evaluate

THEMES = (THEME, "tweede")
REFERENCE_DATE = dt.date(2025, 7, 11)
NUMBERS = tuple(Decimal(n) / 2 for n in range(15))
LIKERT = tuple(Decimal(n) / 2 for n in range(2, 11))
_ORDERED = (Operator.AT_LEAST, Operator.AT_MOST, Operator.MORE_THAN, Operator.LESS_THAN)


def make_recommendation(id: str, **changes: Any) -> Recommendation:
    """A recommendation of middle effort that pays within months."""
    values: dict[str, Any] = {
        "id": id,
        "title": f"Doe {id}",
        "short": id,
        "why": "Omdat het werkt.",
        "steps": (),
        "lead": "de gemeentesecretaris",
        "effort": Effort.MIDDLE,
        "lead_time": LeadTime.MONTHS,
        "indicator": "Het is gedaan.",
        "instrument": "collegebesluit",
        "pitfalls": (),
        "cautions": (),
        "citations": (),
        "scales": (),
        "phases": (),
        "ruleset": THEME,
    }
    return Recommendation(**{**values, **changes})


def make_case(values: Mapping[str, Value] | None = None, **changes: Any) -> Case:
    """A case with these answers, without parties or money flows."""
    answers = tuple(Answer(name, value) for name, value in (values or {}).items())
    given: dict[str, Any] = {
        "id": "proef",
        "title": "Proef",
        "municipality": "Proefstad",
        "reference_date": REFERENCE_DATE,
        "answers": answers,
    }
    return Case(**{**given, **changes})


def domain(question: Question) -> Sequence[Known]:
    """Enough answers to a question to have one on, below, between and above all thresholds."""
    if question.options:
        return question.option_ids
    return LIKERT if question.type is AnswerType.LIKERT else NUMBERS


def random_values(catalogue: Catalogue, rng: random.Random, known: float = 0.5) -> dict[str, Value]:
    """A value for about this share of the questions, and UNKNOWN for the others."""
    return {
        question.id: rng.choice(domain(question)) if rng.random() < known else UNKNOWN
        for question in catalogue.questions
    }


def completed(
    values: Mapping[str, Value], catalogue: Catalogue, rng: random.Random
) -> dict[str, Value]:
    """The same values with something in place of every unknown."""
    return {
        question.id: rng.choice(domain(question))
        if values.get(question.id, UNKNOWN) is UNKNOWN
        else values[question.id]
        for question in catalogue.questions
    }


def random_catalogue(rng: random.Random) -> Catalogue:
    """A small catalogue with chains, graded severities and every kind of rule."""
    questions = [_question(number, rng) for number in range(rng.randint(2, 6))]
    names = [f"advies-{letter}" for letter in "abcdefg"[: rng.randint(1, 7)]]
    rules: list[Rule] = []
    for number in range(rng.randint(1, 9)):
        rules.append(_rule(f"{THEME}.r{number}", questions, names, rules, rng))
    rng.shuffle(rules)
    recommendations = tuple(_recommendation(name, names, questions, rng) for name in names)
    rulesets = tuple(Ruleset(theme, theme.title(), "1.0", "proef", "") for theme in THEMES)
    return make_catalogue(rules, questions, recommendations=recommendations, rulesets=rulesets)


def _question(number: int, rng: random.Random) -> Question:
    name = f"{THEME}.q{number}"
    changes: dict[str, Any] = {"theme": rng.choice(THEMES)}
    kind = rng.choice([AnswerType.THREE_WAY, AnswerType.LIKERT, AnswerType.NUMBER])
    if kind is not AnswerType.THREE_WAY:
        favourable = (Test(name, Operator.AT_LEAST, (Decimal(4),)),)
        changes |= {"type": kind, "options": (), "favourable": favourable}
    if number and rng.random() < 0.2:
        changes["only_if"] = (Test(f"{THEME}.q0", Operator.NOT, (Decimal(3), "nee")),)
    return make_question(name, **changes)


def random_test(question: Question, rng: random.Random) -> Test:
    """A test that fits the type of a question."""
    if question.options:
        chosen = rng.sample(question.option_ids, rng.randint(1, len(question.options) - 1))
        return Test(question.id, rng.choice([Operator.ONE_OF, Operator.NOT]), tuple(chosen))
    threshold = rng.choice([Decimal(2), Decimal(3), Decimal(4)])
    return Test(question.id, rng.choice(_ORDERED), (threshold,))


def _condition(
    questions: Sequence[Question], rules: Sequence[Rule], rng: random.Random, depth: int = 2
) -> Condition:
    if depth and rng.random() < 0.6:
        parts = [_condition(questions, rules, rng, depth - 1) for _ in range(rng.randint(1, 3))]
        return rng.choice([AllOf, AnyOf])(tuple(parts))
    if rules and rng.random() < 0.35:
        return found(rng.choice(rules).id)
    return random_test(rng.choice(questions), rng)


def _rule(
    name: str,
    questions: Sequence[Question],
    names: Sequence[str],
    rules: Sequence[Rule],
    rng: random.Random,
) -> Rule:
    about = rng.choice(questions)
    kind = rng.choices(list(RuleKind), weights=[6, 1, 2, 1])[0]
    asked = rng.sample(names, rng.randint(1, len(names))) if kind.advises else []
    cut = rng.randint(1, len(asked)) if asked else 0
    return make_rule(
        name,
        _condition(questions, rules, rng),
        kind=kind,
        theme=rng.choice(THEMES),
        about=about.id,
        severities=_severities(about, rng),
        main=tuple(asked[:cut]),
        support=tuple(asked[cut:]),
        citations=_citations(rng),
    )


def _severities(about: Question, rng: random.Random) -> tuple[SeverityCase, ...]:
    if rng.random() < 0.4:
        return (SeverityCase((), rng.choice(list(Severity))),)
    return tuple(
        SeverityCase((random_test(about, rng),), rng.choice(list(Severity)))
        for _ in range(rng.randint(1, 3))
    )


def _citations(rng: random.Random) -> tuple[Citation, ...]:
    return tuple(
        Citation(rng.choice("xyz"), str(number), rng.choice(list(EvidenceKind)))
        for number in range(rng.randint(0, 3))
    )


def _recommendation(
    name: str, names: Sequence[str], questions: Sequence[Question], rng: random.Random
) -> Recommendation:
    def condition() -> Condition:
        return AllOf((random_test(rng.choice(questions), rng),))

    def sometimes(thing: object) -> Any:
        return thing if rng.random() < 0.25 else None

    earlier = names[: names.index(name)]
    return make_recommendation(
        name,
        effort=rng.choice(list(Effort)),
        lead_time=rng.choice(list(LeadTime)),
        excluded_if=sometimes(Exclusion(condition(), "het hier niet past")),
        arranged_if=sometimes(condition()),
        start_small=sometimes(LighterForm(condition(), "Begin met twee partijen.")),
        first=tuple(rng.sample(earlier, rng.randint(0, min(2, len(earlier))))),
    )


def kleene(condition: Condition, values: Mapping[str, Value], truths: Mapping[str, int]) -> int:
    """The truth of a condition, straight from its tree: all is the minimum, any the maximum."""
    if isinstance(condition, Test):
        if condition.operator is Operator.FOUND:
            return truths[condition.subject]
        return evaluate(condition, values.get(condition.subject, UNKNOWN))
    parts = [kleene(part, values, truths) for part in condition.parts]
    return min(parts, default=2) if isinstance(condition, AllOf) else max(parts, default=0)


def plain_truths(catalogue: Catalogue, values: Mapping[str, Value]) -> dict[str, int]:
    """The truth of every rule, the ones that build on others after those others."""
    truths: dict[str, int] = {}
    waiting = list(catalogue.rules)
    while waiting:
        for rule in list(waiting):
            try:
                truths[rule.id] = kleene(rule.condition, values, truths)
            except KeyError:
                continue
            waiting.remove(rule)
    return truths


_PARTY_KINDS = ("bedrijf", "woningcorporatie", "maatschappelijke_organisatie", "fonds", "onbekend")
_ROLES = ("opdrachtgever", "financier", "partner", "uitvoerder", "regisseur")
_FLOW_KINDS = ("subsidie", "opdracht", "gift", "fonds", "marktomzet", "in_natura", "onbekend")


def random_tree(
    catalogue: Catalogue, rng: random.Random, known: float | None = None
) -> dict[str, Any]:
    """A case as plain mappings, for the questions of a catalogue as it is read from files."""
    known = rng.random() if known is None else known
    parties = _parties(rng)
    answers: dict[str, dict[str, Any]] = {}
    for question in catalogue.questions:
        if not question.derived and rng.random() < known:
            theme, _, name = question.id.partition(".")
            answers.setdefault(theme, {})[name] = _answer(question, parties, rng)
    tree: dict[str, Any] = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Proef",
        "gemeente": "Proefstad",
        "peildatum": _day(2024, rng),
        "partijen": parties,
        "geldstromen": [_flow(parties, rng) for _ in range(rng.randint(0, 4))],
        "antwoorden": answers,
    }
    return {key: value for key, value in tree.items() if value}


def _parties(rng: random.Random) -> list[dict[str, Any]]:
    parties: list[dict[str, Any]] = [{"id": "gemeente", "naam": "Gemeente", "soort": "gemeente"}]
    for number in range(rng.randint(1, 4)):
        name = f"partij{number}"
        parties.append({"id": name, "naam": name, "soort": rng.choice(_PARTY_KINDS)})
    for party in parties:
        if rng.random() < 0.7:
            party["rollen"] = rng.sample(_ROLES, rng.randint(1, 3))
    return parties


def _day(year: int, rng: random.Random) -> str:
    day = dt.date(year, 1, 1) + dt.timedelta(days=rng.randint(0, 1000))
    return day.isoformat()


def _flow(parties: Sequence[Mapping[str, Any]], rng: random.Random) -> dict[str, Any]:
    giver, receiver = rng.sample([party["id"] for party in parties], 2)
    flow: dict[str, Any] = {
        "van": giver,
        "naar": receiver,
        "soort": rng.choice(_FLOW_KINDS),
    }
    if rng.random() < 0.7:
        flow["begin"] = _day(2021, rng)
    if rng.random() < 0.7:
        flow["einde"] = _day(2024, rng)
    if rng.random() < 0.6:
        flow["bedrag_per_jaar"] = str(rng.choice([50_000, 100_000, 250_000]))
    if rng.random() < 0.4:
        flow["eenmalig"] = rng.choice(["ja", "nee", "onbekend"])
    if rng.random() < 0.3:
        flow["zekerheid"] = rng.choice(["zeker", "voorwaardelijk", "aangevraagd", "onbekend"])
    return flow


def _answer(question: Question, parties: Sequence[Mapping[str, Any]], rng: random.Random) -> Any:
    if question.per_party is None or rng.random() < 0.5:
        return _plain_answer(question, rng)
    asked = [
        party["id"]
        for party in parties
        if question.per_party is PerParty.ALL or party["soort"] != "gemeente"
    ]
    return {
        "per_partij": {
            name: rng.choice([_plain_answer(question, rng), "onbekend"])
            for name in asked
            if rng.random() < 0.9
        }
        or "onbekend"
    }


def _plain_answer(question: Question, rng: random.Random) -> str:
    if question.options:
        return rng.choice(question.option_ids)
    if question.type is AnswerType.DATE:
        return _day(2024, rng)
    return str(rng.choice(LIKERT if question.type is AnswerType.LIKERT else NUMBERS))


def with_keys_shuffled(tree: Any, rng: random.Random) -> Any:
    """The same mappings with their keys in another order; lists keep theirs."""
    if isinstance(tree, dict):
        keys = rng.sample(list(tree), len(tree))
        return {key: with_keys_shuffled(tree[key], rng) for key in keys}
    if isinstance(tree, list):
        return [with_keys_shuffled(item, rng) for item in tree]
    return tree
