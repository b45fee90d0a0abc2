"""Small catalogues built in Python, with defaults for all that a test does not care about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pps_advisor.model.knowledge.catalogue import Catalogue, Ruleset, Weight, Weights
from pps_advisor.model.knowledge.condition import Condition, Operator, Test, tests_of
from pps_advisor.model.knowledge.question import AnswerType, Option, Question
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, SeverityCase
from pps_advisor.model.values import Known

THEME = "proef"


def holds(subject: str, *operands: Known) -> Test:
    """A test that the answer to `subject` is one of `operands` (by default "ja")."""
    return Test(subject, Operator.ONE_OF, operands or ("ja",))


def found(rule: str) -> Test:
    """A test on the finding of a rule."""
    return Test(rule, Operator.FOUND)


def make_question(id: str, **changes: Any) -> Question:
    """A question answered with ja, deels or nee."""
    values: dict[str, Any] = {
        "id": id,
        "theme": THEME,
        "text": f"Hoe is het met {id}?",
        "short": id,
        "type": AnswerType.THREE_WAY,
        "options": tuple(Option(word, word) for word in ("ja", "deels", "nee")),
        "favourable": (holds(id),),
        "ruleset": THEME,
    }
    return Question(**{**values, **changes})


def make_rule(id: str, condition: Condition | None = None, **changes: Any) -> Rule:
    """A problem of middle severity; by default it fires when `proef.a` is "ja"."""
    condition = condition if condition is not None else holds(f"{THEME}.a")
    tests = [test for test in tests_of(condition) if test.operator is not Operator.FOUND]
    values: dict[str, Any] = {
        "id": id,
        "title": f"Titel van {id}",
        "theme": THEME,
        "kind": RuleKind.PROBLEM,
        "condition": condition,
        "severities": (SeverityCase((), Severity.MIDDLE),),
        "text": f"Bevinding van {id}.",
        "about": tests[0].subject if tests else id,
        "ruleset": THEME,
    }
    return Rule(**{**values, **changes})


def make_weights() -> Weights:
    """The weights of section 7 of the design."""

    def weight(value: float) -> Weight:
        return Weight(value, max(0.0, value - 0.1), min(1.0, value + 0.1))

    return Weights(
        severity={"hoog": weight(0.6), "midden": weight(0.35), "laag": weight(0.15)},
        role={"hoofd": weight(1.0), "steun": weight(0.5)},
        evidence={
            "aanbeveling": weight(1.0),
            "bevinding": weight(0.9),
            "respondent": weight(0.7),
            "literatuur": weight(0.7),
            "afgeleid": weight(0.5),
        },
        opportunity=weight(0.7),
        second_source=weight(0.1),
    )


def make_catalogue(
    rules: Iterable[Rule] = (), questions: Iterable[Question] | None = None, **changes: Any
) -> Catalogue:
    """A catalogue of one theme; by default with a question for every fact that a rule tests."""
    rules = tuple(rules)
    if questions is None:
        tests = [test for rule in rules for test in tests_of(rule.condition)]
        names = dict.fromkeys(t.subject for t in tests if t.operator is not Operator.FOUND)
        questions = [make_question(name) for name in names]
    values: dict[str, Any] = {
        "rulesets": (Ruleset(THEME, "Proef", "1.0", "proef", "Een thema om mee te proberen."),),
        "questions": tuple(questions),
        "rules": rules,
        "recommendations": (),
        "parameters": (),
        "sources": (),
        "weights": make_weights(),
        "fingerprint": "0" * 64,
    }
    return Catalogue(**{**values, **changes})
