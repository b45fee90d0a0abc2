"""What would have to be true: the smallest sets of answers, held against trying everything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from factories import THEME, holds, make_catalogue, make_question, make_rule
from strategies import domain, make_case, random_catalogue, random_test, random_values

from pps_advisor.api import load_case
from pps_advisor.errors import InvalidInput
from pps_advisor.model.case.case import Answer, Case, Party, PartyAnswer, PartyKind
from pps_advisor.model.case.change import Change
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, PerParty
from pps_advisor.model.knowledge.rule import Severity, SeverityCase
from pps_advisor.model.outcome.goal import Goal, GoalKind, Span
from pps_advisor.model.values import UNKNOWN
from pps_advisor.reasoning.change.changes import with_changes
from pps_advisor.reasoning.change.goal import goal_of, ways_to
from pps_advisor.reasoning.change.goal_search import is_reached, smallest_sets
from pps_advisor.reasoning.change.moves import Moves
from pps_advisor.reasoning.facts import derive
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.ranking.prepared import prepare
from pps_advisor.reasoning.ranking.standing import Standing, stand
from pps_advisor.reasoning.ranking.themes import ThemePlan
from pps_advisor.writing.documents.difference.what_if import span_text

from conftest import ROOT  # isort: skip


def standing_of(case: Case, catalogue: Catalogue) -> Standing:
    return stand(prepare(catalogue).scorer, plain_engine, derive.facts_of(case, catalogue))


def goals(case: Case, catalogue: Catalogue) -> Iterator[tuple[Goal, ThemePlan | None]]:
    """Every goal that can be set in a catalogue and that does not hold already."""
    ready, base = prepare(catalogue), standing_of(case, catalogue)
    names = [rule.id for rule in catalogue.rules if rule.kind.advises]
    names += [plan.id for plan in ready.plans] + [f"{plan.id}=goed" for plan in ready.plans]
    names += [one.id for one in catalogue.recommendations]
    for name in names:
        goal = goal_of(name, ready, base)
        plan = ready.plans[goal.number] if goal.kind is GoalKind.THEME else None
        if not is_reached(goal, base, plan):
            yield goal, plan


def by_trying_everything(
    goal: Goal, plan: ThemePlan | None, case: Case, catalogue: Catalogue, moves: Moves, most: int
) -> set[frozenset[Change]]:
    """All smallest sets of changes that reach a goal, each assessed from the start."""
    changes = {q.id: moves.on(q.id) for q in catalogue.questions if not q.derived}
    for size in range(1, most + 1):
        found = set()
        for names in combinations(changes, size):
            for chosen in product(*(changes[name] for name in names)):
                after = standing_of(with_changes(case, catalogue, chosen), catalogue)
                if is_reached(goal, after, plan):
                    found.add(frozenset(chosen))
        if found:
            return found
    return set()


@pytest.mark.parametrize("seed", range(25))
def test_the_search_finds_all_smallest_sets(seed: int) -> None:
    """On small catalogues the search gives exactly what trying every set of answers gives."""
    rng = random.Random(seed)
    catalogue = random_catalogue(rng)
    most = 3 if len(catalogue.questions) < 5 else 2
    case = make_case(random_values(catalogue, rng, rng.choice([0.3, 0.7, 1.0])))
    base = standing_of(case, catalogue)
    for goal, plan in rng.sample(found := list(goals(case, catalogue)), min(4, len(found))):
        moves = Moves(case, base)
        expected = by_trying_everything(goal, plan, case, catalogue, moves, most)
        assert set(smallest_sets(goal, moves, plan, most)) == expected, goal


@pytest.mark.parametrize("seed", range(25))
def test_no_other_answer_does_better(seed: int) -> None:
    """Trying one answer per interval misses nothing: no other answer reaches a goal sooner."""
    rng = random.Random(1000 + seed)
    catalogue = random_catalogue(rng)
    case = make_case(random_values(catalogue, rng, 0.8))
    base = standing_of(case, catalogue)
    for goal, plan in goals(case, catalogue):
        sets = smallest_sets(goal, Moves(case, base), plan, 1)
        single = [
            question.id
            for question in catalogue.questions
            for answer in domain(question)
            if is_reached(
                goal,
                standing_of(
                    with_changes(case, catalogue, [Change(question.id, answer)]), catalogue
                ),
                plan,
            )
        ]
        assert {change.question for one in sets for change in one} == set(single), goal


PARTIES = (
    Party("gemeente", "Gemeente", PartyKind.MUNICIPALITY),
    Party("huurders", "Huurders", PartyKind.RESIDENTS),
    Party("bedrijf", "Bedrijf", PartyKind.COMPANY),
)
TRUST = make_question(
    "proef.vertrouwen",
    type=AnswerType.LIKERT,
    options=(),
    per_party=PerParty.ALL,
    favourable=(Test("proef.vertrouwen", Operator.AT_LEAST, (Decimal(4),)),),
)


def two_rules() -> Catalogue:
    """A chain of two: the second needs the first and a further answer."""
    first = make_rule("proef.eerst", AllOf((holds("proef.a", "nee"), holds("proef.b", "nee"))))
    second = make_rule(
        "proef.tweede", AnyOf((holds("proef.c", "nee"), Test("proef.eerst", Operator.FOUND)))
    )
    return make_catalogue([first, second])


def test_a_chain_is_followed_to_the_answers_under_it() -> None:
    """A finding that rests on another finding disappears with an answer under that other one."""
    catalogue = two_rules()
    case = make_case({"proef.a": "nee", "proef.b": "nee", "proef.c": "nee"})

    answer = ways_to(case, catalogue, "proef.tweede")

    assert [[step.question.id for step in way.steps] for way in answer.ways] == [
        ["proef.a", "proef.c"],
        ["proef.b", "proef.c"],
    ]
    assert answer.ways[0].steps[0].values == ("deels", "ja")


def test_a_goal_that_holds_already_says_so() -> None:
    """Nothing has to change for what is so already."""
    catalogue = two_rules()
    case = make_case(dict.fromkeys(["proef.a", "proef.b", "proef.c"], "ja"))

    assert ways_to(case, catalogue, "proef.tweede").reached


def test_what_takes_more_than_the_most_is_said_to_be_out_of_reach() -> None:
    """Four findings of their own cannot go with three answers; they are named."""
    names = [f"proef.{letter}" for letter in "abcd"]
    high = (SeverityCase((), Severity.HIGH),)
    catalogue = make_catalogue(
        make_rule(f"proef.r-{name[-1]}", holds(name, "nee"), severities=high) for name in names
    )
    case = make_case(dict.fromkeys(names, "nee"))

    answer = ways_to(case, catalogue, THEME)

    assert (answer.ways, answer.reached) == ((), False)
    assert len(answer.blockers) == 4
    assert len(ways_to(case, catalogue, THEME, most=4).ways) == 1


def test_one_party_is_enough_where_only_its_answer_counts() -> None:
    """Of answers per party the way with the fewest parties comes first."""
    least = Test("proef.vertrouwen.minst_gunstig", Operator.LESS_THAN, (Decimal(3),))
    from pps_advisor.reading.catalogue.reader import party_questions

    catalogue = make_catalogue([make_rule("proef.laag", least)], [TRUST, *party_questions(TRUST)])
    given = {"gemeente": 5, "huurders": 2, "bedrijf": 4}
    per_party = tuple((name, PartyAnswer(Decimal(n))) for name, n in given.items())
    case = make_case(parties=PARTIES, answers=(Answer("proef.vertrouwen", per_party=per_party),))

    (way,) = ways_to(case, catalogue, "proef.laag").ways

    (step,) = way.steps
    assert (step.party, step.now) == ("huurders", 2)
    assert step.spans == (Span(Decimal(3), True, None, True),)


def test_what_follows_from_money_is_named_as_such(core: Catalogue) -> None:
    """Where no answer can help, the derived fact is named with what to change in the case."""
    case = load_case(ROOT / "cases" / "zwolle-sociale-basis.yaml", core)

    answer = ways_to(case, core, "financiering.zekerheid-loopt-af")

    ((step,),) = [way.steps for way in answer.ways]
    assert step.question.id == "financiering.resterende_zekerheid"
    assert step.spans == (Span(Decimal(18), True, None, True),)
    assert step.in_case == "Vul bij de belangrijkste geldstroom 'einde' in."


@pytest.mark.parametrize("name", ["den-haag-instapeconomie", "zwolle-sociale-basis"])
def test_every_way_is_true(core: Catalogue, name: str) -> None:
    """In real cases, giving the answers of a way does what the way says."""
    case = load_case(ROOT / "cases" / f"{name}.yaml", core)
    for goal, plan in goals(case, core):
        for way in ways_to(case, core, goal.id).ways[:3]:
            if any(step.in_case for step in way.steps):
                continue
            after = standing_of(with_changes(case, core, way.changes), core)
            assert is_reached(goal, after, plan) or goal.kind is GoalKind.THEME, goal
            if plan is not None:
                assert is_reached(
                    goal_of(goal.id, prepare(core), standing_of(case, core)), after, plan
                )


def test_every_value_of_a_way_will_do(core: Catalogue) -> None:
    """The alternatives of a way are all alternatives, in every combination."""
    case = load_case(ROOT / "cases" / "zwolle-sociale-basis.yaml", core)
    ready = prepare(core)
    goal = goal_of("politiek=goed", ready, standing_of(case, core))
    plan = ready.plans[goal.number]
    for way in ways_to(case, core, "politiek=goed").ways:
        for values in product(*(step.values for step in way.steps)):
            changes = [
                Change(step.question.id, value, step.party)
                for step, value in zip(way.steps, values, strict=True)
            ]
            assert is_reached(goal, standing_of(with_changes(case, core, changes), core), plan)


def test_an_unknown_goal_gets_the_nearest_name(core: Catalogue) -> None:
    """A slip in the name of a goal is a Problem with what was meant."""
    with pytest.raises(InvalidInput, match=r"Bedoelt u 'governance\.geen-stuurgroep'"):
        ways_to(make_case(), core, "governance.geen-stuurgrop")


def test_a_theme_that_is_not_known_needs_enough_answers() -> None:
    """Of eight questions four must be answered; each pair of the missing answers is a way."""
    names = [f"proef.{letter}" for letter in "abcdefgh"]
    rules = [make_rule(f"proef.r-{name[-1]}", holds(name, "nee")) for name in names]
    catalogue = make_catalogue(rules)
    case = make_case({"proef.a": "ja", "proef.b": "ja"})

    ways = ways_to(case, catalogue, THEME).ways

    assert {tuple(step.question.id for step in way.steps) for way in ways} == set(
        combinations(names[2:], 2)
    )
    bare = ways_to(make_case(), catalogue, THEME)
    assert (bare.ways, bare.missing) == ((), 4)


@pytest.mark.parametrize("seed", range(30))
def test_an_interval_holds_exactly_the_answers_that_will_do(seed: int) -> None:
    """Of every answer on the scale: it lies in an interval when the finding is then gone."""
    rng = random.Random(seed)
    question = make_question("proef.a", type=AnswerType.LIKERT, options=(), favourable=())
    tests = [random_test(question, rng) for _ in range(2)]
    catalogue = make_catalogue(
        [make_rule("proef.r", rng.choice([AllOf, AnyOf])(tuple(tests)))], [question]
    )
    case = make_case({"proef.a": UNKNOWN})
    answer = ways_to(case, catalogue, "proef.r")

    spans = [span for way in answer.ways for step in way.steps for span in step.spans]
    for value in domain(question):
        changed = with_changes(case, catalogue, [Change("proef.a", value)])
        gone = not standing_of(changed, catalogue).truths[0]
        assert gone == any(_holds(span, value) for span in spans) or answer.reached, value


def _holds(span: Span, value: Any) -> bool:
    above = span.low is None or value > span.low or (span.low_included and value == span.low)
    below = span.high is None or value < span.high or (span.high_included and value == span.high)
    return above and below


@pytest.mark.parametrize(
    ("name", "span", "said"),
    [
        ("relaties.respect", Span(Decimal(3), True, None, True), "minstens 3"),
        ("relaties.respect", Span(Decimal("2.5"), False, None, True), "meer dan 2,5"),
        ("relaties.respect", Span(None, True, None, True), "elk antwoord"),
        (
            "relaties.respect.verschil",
            Span(Decimal(-2), False, Decimal(2), False),
            "meer dan -2 punten en minder dan 2 punten",
        ),
    ],
)
def test_an_interval_is_said_in_words(core: Catalogue, name: str, span: Span, said: str) -> None:
    """Whether the end of an interval will do itself can be heard in the words."""
    assert span_text(span, core.question[name]) == said


def test_before_and_after_are_not_turned_round(core: Catalogue) -> None:
    """Twelve months before or more is a number of minus twelve or less."""
    question = core.question["politiek.einde_geld_na_verkiezing"]

    found = span_text(Span(None, True, Decimal(-12), True), question)

    assert found != "hoogstens 12 maanden ervoor"
    assert "12 maanden ervoor" in found


def test_an_unanswered_question_can_be_part_of_a_way() -> None:
    """A possible finding disappears with an answer to what is still unknown."""
    catalogue = make_catalogue([make_rule("proef.r", holds("proef.a", "nee"))])
    (way,) = ways_to(make_case({"proef.a": UNKNOWN}), catalogue, "proef.r").ways

    assert way.steps[0].now is UNKNOWN
    assert set(way.steps[0].values) == {"ja", "deels"}
