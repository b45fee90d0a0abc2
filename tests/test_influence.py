"""Influence: which unanswered question would change the advice most."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from factories import holds, make_catalogue, make_question, make_rule
from strategies import (
    domain,
    make_case,
    make_recommendation,
    random_catalogue,
    random_values,
)

import pps_advisor
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Option, Question
from pps_advisor.model.knowledge.recommendation import Exclusion
from pps_advisor.model.knowledge.rule import Severity, SeverityCase
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.model.values import UNKNOWN, Known, Unknown, Value
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.influence.possible_answers import comparisons_of, possible_answers

A, B, C = "proef.a", "proef.b", "proef.c"


def run(catalogue: Catalogue, values: dict[str, Value]) -> Assessment:
    return assess(make_case(values), catalogue, "plain", draws=0)


def first_five(assessment: Assessment) -> list[str]:
    return [one.recommendation.id for one in assessment.advice if one.priority > 0][:5]


def moves(old: Sequence[str], new: Sequence[str]) -> int:
    """Positions moved; who is not among the first five stands just below them."""
    total = 0
    for name in {*old, *new}:
        was = old.index(name) if name in old else len(old)
        total += abs(was - (new.index(name) if name in new else len(new)))
    return total


def difference(old: Assessment, new: Assessment) -> float:
    """Positions moved, themes judged otherwise, and a hundredth of the priorities changed."""
    themes = sum(
        one.judgement is not other.judgement
        for one, other in zip(old.themes, new.themes, strict=True)
    )
    before, after = (
        {one.recommendation.id: one.priority for one in assessment.advice}
        for assessment in (old, new)
    )
    changed = sum(abs(before.get(k, 0) - after.get(k, 0)) for k in {*before, *after})
    return moves(first_five(old), first_five(new)) + themes + changed / 100


def can_matter(question: Question, values: dict[str, Value]) -> bool:
    return all(evaluate(test, values.get(test.subject, UNKNOWN)) for test in question.only_if)


def brute_force(catalogue: Catalogue, values: dict[str, Value]) -> dict[str, float]:
    """The influence of each open question: assess the whole case anew for every answer."""
    base = run(catalogue, values)
    found = {}
    for question in catalogue.questions:
        if isinstance(values[question.id], Unknown) and can_matter(question, values):
            answers = domain(question)
            tried = [run(catalogue, {**values, question.id: answer}) for answer in answers]
            found[question.id] = round(max(difference(base, one) for one in tried), 2)
    return {name: size for name, size in found.items() if size > 0}


@pytest.mark.parametrize("part", range(4))
def test_influence_equals_assessing_every_answer_anew(part: int) -> None:
    """On 300 random catalogues trying answers piece by piece gives what full assessments give."""
    for seed in range(75):
        rng = random.Random(1_000 * part + seed)
        catalogue = random_catalogue(rng)
        values = random_values(catalogue, rng)
        found = {one.question: one.influence for one in run(catalogue, values).open_questions}
        assert found == pytest.approx(brute_force(catalogue, values), abs=0.011), seed


def asking(name: str, subject: str, severity: Severity, answer: str = "nee") -> dict[str, Any]:
    severities = (SeverityCase((), severity),)
    return {
        "id": f"proef.{name}",
        "condition": holds(subject, answer),
        "severities": severities,
        "main": (name,),
    }


def small() -> Catalogue:
    """Two questions that matter differently, and one that nothing looks at."""
    rules = [
        make_rule(**asking("stuurgroep", A, Severity.HIGH)),
        make_rule(**asking("fonds", B, Severity.LOW)),
    ]
    recommendations = tuple(map(make_recommendation, ("stuurgroep", "fonds")))
    questions = [make_question(A), make_question(B), make_question(C, theme="elders")]
    return make_catalogue(rules, questions, recommendations=recommendations)


def test_the_greatest_influence_comes_first() -> None:
    """Answering a brings in 60 and the judgement `knelpunt`, answering b only 15."""
    questions = run(small(), {}).open_questions

    assert [one.question for one in questions] == [A, B]
    assert questions[0].influence > questions[1].influence
    assert questions[0].answer == "nee"
    assert questions[0].effect == "'stuurgroep' komt op plaats 1"
    assert questions[0].text == "Hoe is het met proef.a?"


def test_answered_questions_and_questions_without_effect_are_left_out() -> None:
    """What is answered is not open, and what changes nothing is not asked."""
    assert [one.question for one in run(small(), {A: "ja"}).open_questions] == [B]


def test_the_effect_says_what_rises() -> None:
    """An advice that is already there and goes up is named with both places."""
    rules = [
        make_rule(**asking("fonds", A, Severity.MIDDLE)),
        make_rule(**asking("stuurgroep", A, Severity.LOW)),
        make_rule(**{**asking("stuurgroep", B, Severity.HIGH), "id": "proef.meer"}),
    ]
    recommendations = tuple(map(make_recommendation, ("fonds", "stuurgroep")))
    catalogue = make_catalogue(rules, recommendations=recommendations)
    effects = [one.effect for one in run(catalogue, {A: "nee"}).open_questions]
    assert effects == ["'stuurgroep' gaat van plaats 2 naar 1"]


def test_an_answer_that_rules_an_advice_out_has_influence() -> None:
    """A question that only decides on `niet_als` counts what falls away."""
    excluded = make_recommendation("fonds", excluded_if=Exclusion(holds(B), "het niet past"))
    rule = make_rule("proef.1", holds(A, "nee"), main=("fonds",))
    questions = [make_question(name, theme="elders") for name in (A, B)]
    catalogue = make_catalogue([rule], questions, recommendations=(excluded,))

    found = run(catalogue, {A: "nee"}).open_questions

    assert [(one.question, one.answer) for one in found] == [(B, "ja")]
    assert found[0].effect == "de prioriteit van 'fonds' verandert"
    before, after = run(catalogue, {A: "nee"}), run(catalogue, {A: "nee", B: "ja"})
    assert found[0].influence == pytest.approx(difference(before, after), abs=0.005)


def test_at_most_ten_questions_sorted_by_influence() -> None:
    """On the real catalogue an empty case asks ten questions, the most telling one first."""
    catalogue = pps_advisor.load_catalogue()
    questions = run(catalogue, {}).open_questions
    sizes = [one.influence for one in questions]
    assert len(questions) == 10
    assert sizes == sorted(sizes, reverse=True)
    assert all(one.effect and one.answer and one.text for one in questions)


def make(kind: AnswerType, **changes: object) -> Question:
    return make_question(A, **{"type": kind, "options": (), "favourable": (), **changes})


def tried(question: Question, *operands: Known, subject: str = A) -> list[Known]:
    rules = [
        make_rule(f"proef.{n}", Test(subject, Operator.LESS_THAN, (one,)))
        for n, one in enumerate(operands)
    ]
    return possible_answers(question, comparisons_of(make_catalogue(rules, [question])))


def test_one_number_for_each_outcome_of_the_tests() -> None:
    """The least number on each side of a threshold; only a derived fact goes below zero."""
    number = make(AnswerType.NUMBER)
    derived = make(AnswerType.NUMBER, derived=True)
    assert tried(number, Decimal(12), Decimal(18)) == [0, 12, 18]
    assert tried(number, Decimal(0)) == [0]
    assert tried(derived, Decimal(0)) == [-1, 0]


def test_a_question_that_no_rule_tests_is_tried_as_well() -> None:
    """Its answer counts for how much of the theme is known, whatever it is."""
    assert tried(make(AnswerType.NUMBER)) == [0]
    assert tried(make(AnswerType.LIKERT)) == [1]


def test_scores_stay_on_their_scale() -> None:
    """A score is tried from 1 to 5, also against the thresholds of the least favourable one."""
    likert = make(AnswerType.LIKERT)
    assert tried(likert, Decimal(3)) == [1, 3]
    assert tried(likert, Decimal(3), subject=f"{A}.minst_gunstig") == [1, 3]


def test_comparisons_of_severities_and_exclusions_count() -> None:
    """A number that only a severity or an exclusion looks at is tried as well."""
    severity = (SeverityCase((Test(A, Operator.LESS_THAN, (Decimal(2),)),), Severity.HIGH),)
    rule = make_rule("proef.x", holds(B), about=A, severities=severity)
    excluded = Exclusion(Test(A, Operator.AT_LEAST, (Decimal(9),)), "het niet past")
    recommendation = make_recommendation("fonds", excluded_if=excluded)
    catalogue = make_catalogue(
        [rule], [make(AnswerType.NUMBER), make_question(B)], recommendations=(recommendation,)
    )
    answers = possible_answers(make(AnswerType.NUMBER), comparisons_of(catalogue))
    assert answers == [0, 2, 9]


def test_dates_on_both_sides_of_a_threshold() -> None:
    """A date is tried before a threshold and on it, where the outcome changes."""
    day = dt.date(2025, 7, 11)
    assert tried(make(AnswerType.DATE), day) == [dt.date(2025, 7, 10), day]


def test_options_and_words_are_all_tried() -> None:
    """Each option of a choice, and each word of a set by itself."""
    options = (Option("partner", "partner"), Option("financier", "financier"))
    assert tried(make(AnswerType.WORDS, options=options)) == [("partner",), ("financier",)]
    assert tried(make_question(A)) == ["ja", "deels", "nee"]
