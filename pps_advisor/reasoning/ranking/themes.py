"""The judgement of each theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import RuleKind, Severity
from pps_advisor.model.outcome.assessment import Judgement, ThemeJudgement
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.inference.program import Program, evaluate
from pps_advisor.reasoning.ranking.standing import Standing

ENOUGH_ANSWERED = 0.5


@frozen
class ThemePlan:
    """What a theme is judged on: its asked core questions and the numbers of its rules.

    `facts` are the facts that tell whether those questions matter and are answered.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    problems: tuple[int, ...]
    strengths: tuple[int, ...]
    facts: frozenset[str]


def plan_themes(program: Program) -> tuple[ThemePlan, ...]:
    """The themes that can be judged, in the order of the catalogue: those with rules."""
    catalogue = program.catalogue
    return tuple(
        plan
        for plan in (_plan(program, catalogue, ruleset.id) for ruleset in catalogue.rulesets)
        if plan.problems and plan.questions
    )


def _plan(program: Program, catalogue: Catalogue, theme: str) -> ThemePlan:
    core = {ruleset.id for ruleset in catalogue.rulesets if ruleset.core}
    questions = tuple(
        question
        for question in catalogue.questions
        if question.theme == theme and not question.derived and question.ruleset in core
    )
    facts = frozenset(name for question in questions for name in _looked_at(question))
    problems = _numbers(program, theme, RuleKind.PROBLEM)
    strengths = _numbers(program, theme, RuleKind.STRENGTH)
    title = catalogue.ruleset[theme].title
    return ThemePlan(theme, title, questions, problems, strengths, facts)


def _numbers(program: Program, theme: str, kind: RuleKind) -> tuple[int, ...]:
    """The numbers of the rules of a kind in a theme."""
    rules = enumerate(program.rules)
    return tuple(n for n, rule in rules if rule.theme == theme and rule.kind is kind)


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
    """The judgement of a theme with what it rests on: design, section 7, last paragraph."""
    answered, asked = answered_of(plan, standing.values)
    truths = standing.truths
    return ThemeJudgement(
        id=plan.id,
        title=plan.title,
        judgement=judgement_of(plan, standing),
        answered=answered,
        asked=asked,
        problems=sum(truths[number] == 2 for number in plan.problems),
        possible=sum(truths[number] == 1 for number in plan.problems),
        strengths=sum(truths[number] == 2 for number in plan.strengths),
    )


def judgement_of(plan: ThemePlan, standing: Standing) -> Judgement:
    """Only the judgement, which the trial of answers needs hundreds of times."""
    worst = 0
    for number in plan.problems:
        if standing.truths[number] == 2 and standing.bounds[number][0] > worst:
            worst = standing.bounds[number][0]
    if worst == Severity.HIGH:
        return Judgement.PROBLEM
    answered, asked = answered_of(plan, standing.values)
    if answered < ENOUGH_ANSWERED * asked or not answered:
        return Judgement.TOO_LITTLE_KNOWN
    return Judgement.ATTENTION if worst == Severity.MIDDLE else Judgement.GOOD


def answered_of(plan: ThemePlan, values: Mapping[str, Value]) -> tuple[int, int]:
    """How many of the questions that matter are answered, and how many those are."""
    answered = asked = 0
    for question in plan.questions:
        if not question.only_if or matters(question, values):
            asked += 1
            answered += is_answered(question, values)
    return answered, asked
