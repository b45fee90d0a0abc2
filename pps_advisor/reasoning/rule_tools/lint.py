"""A critical reader of rules: what is allowed, but cannot be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import (
    MAX_BRANCHES,
    AllOf,
    AnyOf,
    Condition,
    Operator,
    Test,
    branches,
    tests_of,
)
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.knowledge.recommendation import Recommendation
from pps_advisor.model.knowledge.rule import Rule, Status
from pps_advisor.model.values import Known
from pps_advisor.reasoning.facts.local_facts import uses_of
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.rule_tools.imperatives import is_imperative

Check = Callable[[Catalogue], Iterator[Problem]]
NOWHERE = SourceLocation("regels")


def lint(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Every remark on a catalogue, in the order of their places."""
    return tuple(sorted({problem for check in CHECKS for problem in check(catalogue)}))


def _remark(rule_location: SourceLocation | None, code: str, sentence: str, hint: str) -> Problem:
    return Problem(rule_location or NOWHERE, code, sentence, hint)


def rules_that_cannot_fire(catalogue: Catalogue) -> Iterator[Problem]:
    """Rules of which no branch can be true, whatever the answers."""
    for rule in catalogue.rules:
        possible = [
            any(_satisfiable(facts, catalogue) for facts in _on_facts(branch, catalogue))
            for branch in branches(rule.condition, MAX_BRANCHES)
        ]
        if not any(possible):
            yield _remark(
                rule.location,
                "nooit",
                f"De regel '{rule.id}' kan nooit uitkomen: de toetsen sluiten elkaar uit.",
                "Kijk of een toets onder 'een_van' hoort in plaats van onder 'alle'.",
            )
        elif not all(possible):
            yield _remark(
                rule.location,
                "dode-tak",
                f"Een van de manieren waarop '{rule.id}' kan uitkomen, sluit zichzelf uit.",
                "Haal die combinatie onder 'een_van' weg.",
            )


def _on_facts(branch: tuple[Test, ...], catalogue: Catalogue) -> Iterator[tuple[Test, ...]]:
    """The branch with each finding replaced by the ways in which it is found."""
    chained = next((test for test in branch if test.operator is Operator.FOUND), None)
    if chained is None:
        yield branch
        return
    rest = tuple(test for test in branch if test is not chained)
    for way in branches(catalogue.rule[chained.subject].condition, MAX_BRANCHES):
        yield from _on_facts(way + rest, catalogue)


def _satisfiable(branch: tuple[Test, ...], catalogue: Catalogue) -> bool:
    return all(_passing(subject, tests, catalogue) for subject, tests in _grouped(branch).items())


def _grouped(branch: tuple[Test, ...]) -> dict[str, list[Test]]:
    by_subject: dict[str, list[Test]] = {}
    for test in branch:
        by_subject.setdefault(test.subject, []).append(test)
    return by_subject


def _passing(subject: str, tests: list[Test], catalogue: Catalogue) -> frozenset[Known]:
    """The values of a fact that pass all tests on it."""
    values = _values(subject, catalogue)
    return frozenset(v for v in values if all(evaluate(test, v) == 2 for test in tests))


def _meaning(branch: tuple[Test, ...], catalogue: Catalogue) -> frozenset[object]:
    """What a branch asks for, however it is worded."""
    asked: set[object] = set()
    for subject, tests in _grouped(branch).items():
        question = catalogue.question.get(subject)
        if question is None or question.type is AnswerType.WORDS:
            asked.update(tests)
        else:
            asked.add((subject, _passing(subject, tests, catalogue)))
    return frozenset(asked)


def _values(subject: str, catalogue: Catalogue) -> list[Known]:
    """Values that tell all tests on a subject apart."""
    question = catalogue.question[subject]
    if question.type is AnswerType.WORDS:
        return [tuple(sorted(question.option_ids))]
    if question.options:
        return list(question.option_ids)
    program = prepare(catalogue).scorer.program
    thresholds = {
        operand
        for index in program.tests_on.get(subject, ())
        for operand in program.tests[index].operands
        if isinstance(operand, Decimal)
    }
    likert = question.type is AnswerType.LIKERT
    ends = {Decimal(1), Decimal(5)} if likert else set()
    outside = {value + step for value in thresholds for step in (-1, 1)}
    ordered = sorted(thresholds | ends | outside)
    between = [(a + b) / 2 for a, b in pairwise(ordered)]
    allowed = [v for v in [*ordered, *between] if not likert or 1 <= v <= 5]
    return list(allowed)


def rules_that_fire_together(catalogue: Catalogue) -> Iterator[Problem]:
    """Rules of one kind with the same condition: one of them says it twice."""
    seen: dict[object, Rule] = {}
    for rule in catalogue.rules:
        found = branches(rule.condition, MAX_BRANCHES)
        key = (rule.kind, frozenset(_meaning(branch, catalogue) for branch in found))
        first = seen.setdefault(key, rule)
        if first is not rule:
            yield _remark(
                rule.location,
                "dubbel",
                f"De regels '{first.id}' en '{rule.id}' komen altijd samen uit.",
                "Voeg ze samen, of maak duidelijk waarin ze verschillen.",
            )


def questions_without_rule(catalogue: Catalogue) -> Iterator[Problem]:
    """Asked questions that change nothing."""
    used = _subjects(catalogue)
    for question in catalogue.questions:
        family = {question.id, f"{question.id}.minst_gunstig", f"{question.id}.verschil"}
        if not question.derived and not family & used:
            yield _remark(
                question.location,
                "ongebruikt",
                f"Geen enkele regel gebruikt de vraag '{question.id}'.",
                "Schrijf er een regel voor of schrap de vraag.",
            )


def _subjects(catalogue: Catalogue) -> set[str]:
    """Everything that a rule, a recommendation or a derived fact looks at."""
    conditions: list[Condition] = [rule.condition for rule in catalogue.rules]
    for one in catalogue.recommendations:
        conditions += [one.arranged_if] if one.arranged_if else []
        conditions += [one.excluded_if.condition] if one.excluded_if else []
        conditions += [one.start_small.condition] if one.start_small else []
    used = {test.subject for condition in conditions for test in tests_of(condition)}
    used |= {test.subject for question in catalogue.questions for test in question.only_if}
    return used | {name for uses in uses_of(catalogue).values() for name in uses}


def recommendations_without_rule(catalogue: Catalogue) -> Iterator[Problem]:
    """Recommendations that no rule gives."""
    given = {name for rule in catalogue.rules for name in rule.main + rule.support}
    for one in catalogue.recommendations:
        if one.id not in given:
            yield _remark(
                one.location,
                "onbereikbaar",
                f"Geen enkele regel adviseert '{one.id}'.",
                "Noem haar bij 'adviseert' van een regel of schrap haar.",
            )


def missing_examples(catalogue: Catalogue) -> Iterator[Problem]:
    """Rules without an example that fires, one that does not and one that is possible."""
    wanted: Mapping[Status | None, str] = {
        Status.DEFINITE: "vast",
        None: "niet",
        Status.POSSIBLE: "mogelijk",
    }
    for rule in catalogue.rules:
        there = {example.expected for example in rule.examples}
        missing = [word for status, word in wanted.items() if status not in there]
        if missing:
            yield _remark(
                rule.location,
                "voorbeelden",
                f"Bij de regel '{rule.id}' ontbreekt een voorbeeld: {', '.join(missing)}.",
                "Voeg het toe onder 'voorbeelden'.",
            )


def missing_places(catalogue: Catalogue) -> Iterator[Problem]:
    """Rules and recommendations that rest on no source."""
    things: tuple[Rule | Recommendation, ...] = (*catalogue.rules, *catalogue.recommendations)
    for thing in things:
        if not thing.citations:
            yield _remark(
                thing.location,
                "bron",
                f"Bij '{thing.id}' ontbreekt een bron met plaats.",
                "Noem bron, plaats en aard; eigen afleiding heeft aard afgeleid.",
            )


def unclear_severity(catalogue: Catalogue) -> Iterator[Problem]:
    """Graded severities that leave open an answer with which the rule fires."""
    for rule in catalogue.rules:
        question = catalogue.question.get(rule.about)
        if question is None or not rule.severities[0].tests:
            continue
        for value in _values(rule.about, catalogue):
            fires = any(
                all(evaluate(t, value) == 2 for t in branch if t.subject == rule.about)
                and any(t.subject == rule.about for t in branch)
                for branch in branches(rule.condition, MAX_BRANCHES)
            )
            graded = any(
                all(evaluate(t, value) == 2 for t in case.tests) for case in rule.severities
            )
            if fires and not graded:
                yield _remark(
                    rule.location,
                    "ernst",
                    f"De regel '{rule.id}' noemt geen ernst bij {rule.about}: {value}.",
                    "Vul 'ernst' aan, zodat elk antwoord waarbij de regel uitkomt er een heeft.",
                )


def disjunctions_over_everything(catalogue: Catalogue) -> Iterator[Problem]:
    """Alternatives that name every answer to one question: unknown, they stay possible."""
    for rule in catalogue.rules:
        for part in _any_ofs(rule.condition):
            tests = [inner for inner in part.parts if isinstance(inner, Test)]
            for subject in {test.subject for test in tests}:
                question = catalogue.question.get(subject)
                if question is not None and _covers(question, tests):
                    yield _remark(
                        rule.location,
                        "altijd",
                        f"De regel '{rule.id}' noemt bij 'een_van' elk antwoord op '{subject}'.",
                        "Bij onbekend blijft zij 'mogelijk'; haal de toets weg als elk "
                        "antwoord goed is.",
                    )


def _any_ofs(condition: Condition) -> Iterator[AnyOf]:
    if isinstance(condition, AnyOf):
        yield condition
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _any_ofs(part)


def _covers(question: Question, tests: list[Test]) -> bool:
    own = [test for test in tests if test.subject == question.id]
    return bool(question.options and question.type is not AnswerType.WORDS) and all(
        any(evaluate(test, option) == 2 for test in own) for option in question.option_ids
    )


def texts_without_action(catalogue: Catalogue) -> Iterator[Problem]:
    """Titles and steps of recommendations that do not begin with what to do."""
    for one in catalogue.recommendations:
        texts = [one.title, one.title_when_arranged, *(step.text for step in one.steps)]
        for text in filter(None, texts):
            if not is_imperative(text):
                yield _remark(
                    one.location,
                    "werkwoord",
                    f"'{text[:60]}' bij '{one.id}' begint niet met wat er moet gebeuren.",
                    "Begin met een werkwoord in de gebiedende wijs, zoals 'Stel ... in'.",
                )


CHECKS: tuple[Check, ...] = (
    rules_that_cannot_fire,
    rules_that_fire_together,
    questions_without_rule,
    recommendations_without_rule,
    missing_examples,
    missing_places,
    unclear_severity,
    disjunctions_over_everything,
    texts_without_action,
)
