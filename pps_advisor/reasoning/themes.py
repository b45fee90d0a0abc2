"""The judgement of each theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pps_advisor.model.assessment import Judgement, ThemeJudgement
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.model.frozen import frozen
from pps_advisor.model.question import Question
from pps_advisor.model.rule import RuleKind, Severity
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.program import Program, evaluate
from pps_advisor.reasoning.standing import Standing

ENOUGH_ANSWERED = 0.5


@frozen
class ThemePlan:
    """What a theme is judged on: its asked core questions and the numbers of its rules.

    `facts` are the facts that tell whether those questions matter and are answered.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    rules: tuple[int, ...]
    facts: frozenset[str]


def plan_themes(program: Program) -> tuple[ThemePlan, ...]:
    """The themes that can be judged, in the order of the catalogue: those with rules."""
    catalogue = program.catalogue
    return tuple(
        plan
        for plan in (_plan(program, catalogue, ruleset.id) for ruleset in catalogue.rulesets)
        if plan.rules and plan.questions
    )


def _plan(program: Program, catalogue: Catalogue, theme: str) -> ThemePlan:
    core = {ruleset.id for ruleset in catalogue.rulesets if ruleset.core}
    questions = tuple(
        question
        for question in catalogue.questions
        if question.theme == theme and not question.derived and question.ruleset in core
    )
    rules = tuple(n for n, rule in enumerate(program.rules) if rule.theme == theme)
    facts = {name for question in questions for name in _looked_at(question)}
    return ThemePlan(theme, catalogue.ruleset[theme].title, questions, rules, frozenset(facts))


def _looked_at(question: Question) -> Iterator[str]:
    yield question.id
    yield from (test.subject for test in question.only_if)
    if question.implied_by:
        yield question.implied_by


def matters(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a question can matter: none of its conditions is false."""
    return all(evaluate(test, values.get(test.subject, UNKNOWN)) for test in question.only_if)


def is_answered(question: Question, values: Mapping[str, Value]) -> bool:
    """Whether a question is answered, or follows from a fact that is known."""
    if values.get(question.id, UNKNOWN) is not UNKNOWN:
        return True
    implied = question.implied_by
    return implied is not None and values.get(implied, UNKNOWN) is not UNKNOWN


def judge(plan: ThemePlan, standing: Standing) -> ThemeJudgement:
    """The judgement of a theme: design, section 7, last paragraph."""
    asked = [question for question in plan.questions if matters(question, standing.values)]
    answered = sum(is_answered(question, standing.values) for question in asked)
    rules, truths = standing.scorer.program.rules, standing.truths
    found: list[Severity] = []
    possible = strengths = 0
    for number in plan.rules:
        kind, truth = rules[number].kind, truths[number]
        if kind is RuleKind.PROBLEM and truth == 2:
            found.append(standing.bounds[number][0])
        elif kind is RuleKind.PROBLEM and truth == 1:
            possible += 1
        elif kind is RuleKind.STRENGTH and truth == 2:
            strengths += 1
    judgement = _judgement(max(found, default=None), answered, len(asked))
    return ThemeJudgement(
        plan.id, plan.title, judgement, answered, len(asked), len(found), possible, strengths
    )


def _judgement(worst: Severity | None, answered: int, asked: int) -> Judgement:
    if worst is Severity.HIGH:
        return Judgement.PROBLEM
    if answered < ENOUGH_ANSWERED * asked or not answered:
        return Judgement.TOO_LITTLE_KNOWN
    return Judgement.ATTENTION if worst is Severity.MIDDLE else Judgement.GOOD
