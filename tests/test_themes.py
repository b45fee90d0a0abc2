"""The judgement of a theme, and how much of it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from factories import THEME, holds, make_catalogue, make_question, make_rule
from strategies import make_case

from pps_advisor.model.knowledge.catalogue import Ruleset
from pps_advisor.model.knowledge.condition import AllOf
from pps_advisor.model.knowledge.question import Question
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, SeverityCase
from pps_advisor.model.outcome.assessment import Judgement, ThemeJudgement
from pps_advisor.model.values import Value
from pps_advisor.reasoning.assessment.assess import assess

A, B, C, D = (f"proef.{name}" for name in "abcd")


def rule(name: str, question: str, severity: Severity, **changes: Any) -> Rule:
    """A rule that fires on "nee"."""
    severities = (SeverityCase((), severity),)
    return make_rule(f"proef.{name}", holds(question, "nee"), severities=severities, **changes)


RULES = [
    rule("hoog", A, Severity.HIGH),
    rule("midden", B, Severity.MIDDLE),
    rule("laag", C, Severity.LOW),
]


def judged(
    values: Mapping[str, Value],
    questions: list[Question] | None = None,
    rules: list[Rule] | None = None,
    **changes: Any,
) -> ThemeJudgement:
    """The judgement of a theme with four questions and a rule of each severity."""
    questions = [make_question(name) for name in (A, B, C, D)] if questions is None else questions
    catalogue = make_catalogue(RULES if rules is None else rules, questions, **changes)
    case = make_case(values)
    themes = assess(case, catalogue, "plain", draws=0, with_open_questions=False).themes
    return next(theme for theme in themes if theme.id == THEME)


@pytest.mark.parametrize(
    ("values", "judgement"),
    [
        ({A: "nee"}, Judgement.PROBLEM),
        ({A: "nee", B: "nee", C: "nee", D: "ja"}, Judgement.PROBLEM),
        ({B: "nee"}, Judgement.TOO_LITTLE_KNOWN),
        ({}, Judgement.TOO_LITTLE_KNOWN),
        ({B: "nee", C: "nee"}, Judgement.ATTENTION),
        ({A: "ja", B: "nee", C: "ja", D: "ja"}, Judgement.ATTENTION),
        ({C: "nee", D: "ja"}, Judgement.GOOD),
        ({A: "ja", B: "ja", C: "ja", D: "ja"}, Judgement.GOOD),
    ],
)
def test_judgements_in_their_order(values: dict[str, Value], judgement: Judgement) -> None:
    """Hoog beats everything, under half answered beats midden, midden beats good."""
    assert judged(values).judgement is judgement


def test_counts_of_a_theme() -> None:
    """A judgement counts definite and possible problems, strengths, and answers given."""
    strength = make_rule("proef.sterk", holds(D), kind=RuleKind.STRENGTH)
    chance = rule("kans", B, Severity.HIGH, kind=RuleKind.OPPORTUNITY)
    found = judged({B: "nee", C: "nee", D: "ja"}, rules=[*RULES, strength, chance])
    counted = (found.problems, found.possible, found.strengths, found.answered, found.asked)
    assert counted == (2, 1, 1, 3, 4)
    assert found.judgement is Judgement.ATTENTION


def test_a_possible_problem_does_not_judge() -> None:
    """Only definite problems make a theme a problem; a missing answer is not read as bad."""
    assert judged({B: "ja", C: "ja", D: "ja"}).judgement is Judgement.GOOD


def test_a_severity_that_is_not_certain_judges_at_its_least() -> None:
    """A definite problem that may be hoog or laag is no certain problem of severity hoog."""
    graded = (
        SeverityCase((holds(B, "nee"),), Severity.HIGH),
        SeverityCase((holds(B, "ja", "deels"),), Severity.MIDDLE),
    )
    graded_rule = make_rule("proef.x", holds(A, "nee"), about=B, severities=graded)
    known = {A: "nee", C: "ja", D: "ja"}
    assert judged(known, rules=[graded_rule]).judgement is Judgement.ATTENTION
    assert judged({**known, B: "nee"}, rules=[graded_rule]).judgement is Judgement.PROBLEM


def test_questions_that_cannot_matter_do_not_count() -> None:
    """`alleen_als` false takes a question out of the count; true or unknown leaves it in."""
    depends = make_question(D, only_if=(holds(A),))
    questions = [make_question(A), make_question(B), depends]

    def asked(**values: Value) -> int:
        return judged({f"proef.{k}": v for k, v in values.items()}, questions).asked

    assert (asked(a="nee"), asked(a="ja"), asked()) == (2, 3, 3)


def test_an_answer_to_a_question_that_does_not_matter_is_not_counted() -> None:
    """Two of three answered, of which one does not matter: one of two."""
    questions = [make_question(A), make_question(B), make_question(D, only_if=(holds(A),))]
    found = judged({A: "nee", D: "ja"}, questions)
    assert (found.answered, found.asked) == (1, 2)


def test_a_question_that_follows_from_a_derived_fact_counts_as_answered() -> None:
    """`blijkt_uit`: what is known from elsewhere need not be asked."""
    questions = [
        make_question(A, implied_by="partijen.aantal"),
        make_question("partijen.aantal", derived=True),
    ]
    rules = [rule("hoog", B, Severity.HIGH)]
    questions.append(make_question(B))
    catalogue = make_catalogue(rules, questions)
    known = assess(make_case(parties=()), catalogue, "plain", draws=0).themes[0]
    unknown = assess(make_case(), catalogue, "plain", draws=0).themes[0]
    assert (known.answered, known.asked) == (1, 2)
    assert (unknown.answered, unknown.asked) == (0, 2)


def test_only_core_questions_count() -> None:
    """A plugin can add questions to a theme; its unanswered questions do not weaken it."""
    core = Ruleset(THEME, "Proef", "1.0", "proef", "")
    plugin = Ruleset("stad", "Stad", "1.0", "stad", "", core=False)
    questions = [make_question(A), *(make_question(name, ruleset="stad") for name in (B, C, D))]
    found = judged({A: "ja"}, questions, rulesets=(core, plugin))
    assert (found.answered, found.asked, found.judgement) == (1, 1, Judgement.GOOD)


def test_a_theme_in_which_nothing_matters_is_not_judged_good() -> None:
    """Nothing to answer is nothing known."""
    questions = [make_question(B, theme="elders"), make_question(A, only_if=(holds(B),))]
    found = judged({B: "nee"}, questions, [rule("hoog", A, Severity.HIGH)])
    assert (found.answered, found.asked) == (0, 0)
    assert found.judgement is Judgement.TOO_LITTLE_KNOWN


def test_a_theme_without_rules_is_not_judged() -> None:
    """Themes with only questions are left out, in the order of the catalogue."""
    other = Ruleset("leeg", "Leeg", "1.0", "proef", "")
    core = Ruleset(THEME, "Proef", "1.0", "proef", "")
    questions = [make_question(A), make_question(B, theme="leeg", ruleset="leeg")]
    catalogue = make_catalogue(
        [make_rule("proef.x", AllOf((holds(A),)))], questions, rulesets=(other, core)
    )
    assert [theme.id for theme in assess(make_case(), catalogue, "plain").themes] == [THEME]
