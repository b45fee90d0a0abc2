"""From facts to findings: three-valued truth, chains, reasons, severity, and both engines."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import SimpleNamespace

import pytest
from factories import found, holds, make_catalogue, make_question, make_rule
from hypothesis import given
from hypothesis import strategies as st
from strategies import make_case, plain_truths, random_catalogue, random_values

from pps_advisor.errors import EnginesDisagree, EngineUnavailable
from pps_advisor.model.knowledge.catalogue import Catalogue, Parameter
from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.knowledge.question import AnswerType
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, SeverityCase, Status
from pps_advisor.model.outcome.assessment import Assessment, Finding
from pps_advisor.model.values import UNKNOWN, Known, Truth, Value
from pps_advisor.reasoning.assessment.assess import assess
from pps_advisor.reasoning.inference import engines, plain_engine
from pps_advisor.reasoning.inference.program import (
    Firings,
    Program,
    compile_program,
    evaluate,
    firings_of,
)
from pps_advisor.reasoning.ranking.scoring import severity_bounds

A, B, C = "proef.a", "proef.b", "proef.c"
QUESTIONS = [make_question(name) for name in (A, B, C, "proef.d")]
WORDS = {Truth.TRUE: "ja", Truth.FALSE: "nee", Truth.UNKNOWN: UNKNOWN}


def outcome(condition: Condition, values: Mapping[str, Value], *others: Rule) -> Status | None:
    """What a rule with this condition finds, by the way of the whole assessment."""
    rule = make_rule("proef.regel", condition)
    return statuses(make_catalogue([*others, rule], QUESTIONS), values).get(rule.id)


def statuses(catalogue: Catalogue, values: Mapping[str, Value]) -> Firings:
    found_by_rule = {f.rule.id: f.status for f in run(catalogue, values).findings}
    return dict(sorted(found_by_rule.items()))


def run(catalogue: Catalogue, values: Mapping[str, Value], engine: str = "plain") -> Assessment:
    return assess(make_case(values), catalogue, engine, draws=0, with_open_questions=False)


def finding(rules: Sequence[Rule], values: Mapping[str, Value], name: str) -> Finding:
    findings = run(make_catalogue(rules, QUESTIONS), values).findings
    return next(one for one in findings if one.rule.id == name)


@pytest.mark.parametrize(("one", "other"), list(itertools.product(Truth, Truth)))
def test_truth_table(one: Truth, other: Truth) -> None:
    """Conjunction is the minimum and disjunction the maximum of false, unknown and true."""
    status = {Truth.TRUE: Status.DEFINITE, Truth.UNKNOWN: Status.POSSIBLE, Truth.FALSE: None}
    values = {A: WORDS[one], B: WORDS[other]}
    assert outcome(AllOf((holds(A), holds(B))), values) is status[min(one, other)]
    assert outcome(AnyOf((holds(A), holds(B))), values) is status[max(one, other)]


def test_a_false_test_decides_whatever_else_is_unknown() -> None:
    """With one part false the whole is false, however many parts are unknown."""
    assert outcome(AllOf((holds(A), holds(B), holds(C))), {A: "nee"}) is None


def test_a_disjunction_over_every_answer_stays_possible() -> None:
    """`ja` or `not ja` of an unknown question is not read as true."""
    either = AnyOf((holds(A), holds(A, "deels", "nee")))
    assert outcome(either, {}) is Status.POSSIBLE


NUMBER, DATE, SET = Decimal(3), dt.date(2025, 7, 11), ("financier", "partner")


@pytest.mark.parametrize(
    ("operator", "operands", "value", "truth"),
    [
        (Operator.ONE_OF, ("ja", "deels"), "deels", Truth.TRUE),
        (Operator.ONE_OF, ("ja", "deels"), "nee", Truth.FALSE),
        (Operator.ONE_OF, (Decimal(3),), Decimal("3.0"), Truth.TRUE),
        (Operator.NOT, ("ja", "deels"), "nee", Truth.TRUE),
        (Operator.NOT, ("ja", "deels"), "deels", Truth.FALSE),
        (Operator.AT_LEAST, (Decimal(3),), NUMBER, Truth.TRUE),
        (Operator.AT_LEAST, (Decimal("3.01"),), NUMBER, Truth.FALSE),
        (Operator.AT_MOST, (Decimal(3),), NUMBER, Truth.TRUE),
        (Operator.AT_MOST, (Decimal("2.99"),), NUMBER, Truth.FALSE),
        (Operator.MORE_THAN, (Decimal("2.99"),), NUMBER, Truth.TRUE),
        (Operator.MORE_THAN, (Decimal(3),), NUMBER, Truth.FALSE),
        (Operator.LESS_THAN, (Decimal("3.01"),), NUMBER, Truth.TRUE),
        (Operator.LESS_THAN, (Decimal(3),), NUMBER, Truth.FALSE),
        (Operator.AT_LEAST, (DATE,), DATE, Truth.TRUE),
        (Operator.LESS_THAN, (DATE,), DATE, Truth.FALSE),
        (Operator.CONTAINS, ("partner",), SET, Truth.TRUE),
        (Operator.CONTAINS, ("part",), SET, Truth.FALSE),
        (Operator.CONTAINS, ("partner",), (), Truth.FALSE),
    ],
)
def test_operators(
    operator: Operator, operands: tuple[Known, ...], value: Known, truth: Truth
) -> None:
    """Every operator on a known value, and on an unknown one."""
    test = Test(A, operator, operands)
    assert evaluate(test, value) == truth
    assert evaluate(test, UNKNOWN) == Truth.UNKNOWN


@pytest.mark.parametrize(
    ("operator", "operand", "value"),
    [
        (Operator.AT_LEAST, Decimal(5), "7"),
        (Operator.LESS_THAN, DATE, Decimal(3)),
        (Operator.CONTAINS, "part", "partner"),
    ],
)
def test_values_of_another_type_are_an_error(
    operator: Operator, operand: Known, value: Known
) -> None:
    """A text is no number and no set: such a test is never silently true or false."""
    with pytest.raises(TypeError):
        evaluate(Test(A, operator, (operand,)), value)


def chain() -> list[Rule]:
    """Double role and fear give a risk, and the risk with weak trust gives a closed door."""
    return [
        make_rule("proef.z-dubbel", holds(A), kind=RuleKind.CONTEXT),
        make_rule("proef.risico", AllOf((found("proef.z-dubbel"), holds(B)))),
        make_rule("proef.a-dicht", AllOf((found("proef.risico"), holds(C)))),
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({A: "ja", B: "ja", C: "ja"}, {"risico": "vast", "a-dicht": "vast"}),
        ({A: "ja", B: "ja"}, {"risico": "vast", "a-dicht": "mogelijk"}),
        ({B: "ja", C: "ja"}, {"risico": "mogelijk", "a-dicht": "mogelijk"}),
        ({A: "nee", B: "ja", C: "ja"}, {}),
        ({A: "ja", B: "nee", C: "ja"}, {}),
        ({A: "ja", B: "ja", C: "nee"}, {"risico": "vast"}),
    ],
)
def test_findings_build_on_findings(values: dict[str, Value], expected: dict[str, str]) -> None:
    """A test on a finding is true when it is definite, unknown when possible, else false."""
    for rules in itertools.permutations(chain()):
        found_here = {
            name.partition(".")[2]: status.value
            for name, status in statuses(make_catalogue(rules, QUESTIONS), values).items()
        }
        assert found_here == expected


def test_context_is_never_listed() -> None:
    """A rule of kind context chains into others and is no finding by itself."""
    assert "proef.z-dubbel" not in statuses(make_catalogue(chain()), {A: "ja"})


def test_reasons_are_the_tests_of_the_best_branches() -> None:
    """Branches that hold give the reasons, sorted and each once; weaker branches do not."""
    condition = AnyOf(
        (
            AllOf((holds(C), holds(A))),
            AllOf((holds(B), holds(A))),
            AllOf((holds(A), holds("proef.d"))),
        )
    )
    rule = make_rule("proef.regel", condition)
    reasons = finding([rule], {A: "ja", B: "ja", C: "ja"}, rule.id).reasons

    assert [(one.test.subject, one.outcome) for one in reasons] == [
        (A, Truth.TRUE),
        (B, Truth.TRUE),
        (C, Truth.TRUE),
    ]
    assert all(one.fact is not None and one.fact.value == "ja" for one in reasons)


def test_reasons_of_a_possible_finding_name_what_is_unknown() -> None:
    """What is not known yet is among the reasons, with the outcome unknown and no fact."""
    rule = make_rule("proef.regel", AllOf((holds(A), holds(B))))
    reasons = finding([rule], {A: "ja"}, rule.id).reasons
    assert [(r.test.subject, r.outcome, r.fact is None) for r in reasons] == [
        (A, Truth.TRUE, False),
        (B, Truth.UNKNOWN, True),
    ]


def test_a_chained_finding_names_the_finding_it_builds_on() -> None:
    """The reason is the test on the finding, with its own truth."""
    reasons = finding(chain(), {A: "ja", B: "ja"}, "proef.risico").reasons
    assert [(r.test, r.outcome) for r in reasons] == [
        (holds(B), Truth.TRUE),
        (found("proef.z-dubbel"), Truth.TRUE),
    ]


GRADED = (
    SeverityCase((holds(A, "nee"),), Severity.HIGH),
    SeverityCase((holds(A, "deels"),), Severity.LOW),
)


@pytest.mark.parametrize(
    ("answer", "bounds"),
    [
        ("nee", (Severity.HIGH, Severity.HIGH)),
        ("deels", (Severity.LOW, Severity.LOW)),
        (UNKNOWN, (Severity.LOW, Severity.HIGH)),
        ("ja", (Severity.LOW, Severity.LOW)),
    ],
)
def test_severity_follows_the_answer(answer: Value, bounds: tuple[Severity, Severity]) -> None:
    """Known, the answer sets the severity; unknown, it can be the least or the greatest."""
    rule = make_rule("proef.regel", holds(B), about=A, severities=GRADED)
    one = finding([rule], {A: answer, B: "ja"}, rule.id)
    assert (one.severity, one.severity_max) == bounds


def test_the_first_severity_that_holds_counts() -> None:
    """Severities are tried in their order, and all tests of one must hold."""
    number = make_question(A, type=AnswerType.NUMBER, options=(), favourable=())
    cases = (
        SeverityCase((Test(A, Operator.LESS_THAN, (Decimal(2),)),), Severity.HIGH),
        SeverityCase(
            (
                Test(A, Operator.AT_LEAST, (Decimal(2),)),
                Test(A, Operator.LESS_THAN, (Decimal(4),)),
            ),
            Severity.MIDDLE,
        ),
        SeverityCase((Test(A, Operator.LESS_THAN, (Decimal(9),)),), Severity.LOW),
    )
    rule = make_rule("proef.regel", holds(B), about=A, severities=cases)
    assert number.id == rule.about
    severities = [severity_bounds(rule, Decimal(n))[0] for n in (1, 2, 3, 4, 8)]
    assert [severity.word for severity in severities] == [
        "hoog",
        "midden",
        "midden",
        "laag",
        "laag",
    ]


def test_certain_and_severe_findings_come_first() -> None:
    """Findings stand definite before possible, then by severity, then by id."""
    rules = [
        make_rule("proef.b", holds(A), severities=(SeverityCase((), Severity.LOW),)),
        make_rule("proef.d", holds(A), severities=(SeverityCase((), Severity.HIGH),)),
        make_rule("proef.a", holds(B), severities=(SeverityCase((), Severity.HIGH),)),
        make_rule("proef.c", holds(A), severities=(SeverityCase((), Severity.LOW),)),
    ]
    names = [f.rule.id[-1] for f in run(make_catalogue(rules, QUESTIONS), {A: "ja"}).findings]
    assert names == ["d", "b", "c", "a"]


def test_the_text_is_filled_in() -> None:
    """A finding names the value of this case, or says that it is unknown, and the parameter."""
    months = make_question(A, type=AnswerType.NUMBER, options=(), unit="maanden", favourable=())
    rule = make_rule("proef.regel", holds(B), text="Nog {proef.a}; {proef.b}; minder dan {$grens}.")
    limit = Parameter("grens", "Grens", Decimal(18), "maanden")
    catalogue = make_catalogue([rule], [months, make_question(B)], parameters=(limit,))

    texts = [
        run(catalogue, {A: value, B: "ja"}).findings[0].text for value in (Decimal("7.5"), UNKNOWN)
    ]

    assert texts == [
        "Nog 7,5 maanden; ja; minder dan 18 maanden.",
        "Nog een onbekend aantal maanden; ja; minder dan 18 maanden.",
    ]


@given(st.randoms(use_true_random=False))
def test_findings_are_those_of_the_plain_truth(rng: random.Random) -> None:
    """On random catalogues and cases the findings follow from minimum and maximum alone."""
    catalogue = random_catalogue(rng)
    values = random_values(catalogue, rng)
    program = compile_program(catalogue)
    truths = plain_truths(catalogue, values)

    found_here = engines.run(plain_engine, program, program.verdicts(values))

    assert [truths[rule.id] for rule in program.rules] == list(found_here.truths)


def test_rules_come_after_what_they_build_on() -> None:
    """Strata cut the rules into runs that do not build on each other."""
    program = compile_program(make_catalogue(chain()))
    assert [rule.id for rule in program.rules] == [
        "proef.z-dubbel",
        "proef.risico",
        "proef.a-dicht",
    ]
    assert [list(stratum) for stratum in program.strata] == [[0], [1], [2]]


def test_equal_tests_are_evaluated_once() -> None:
    """The same test in two rules, also by way of a parameter, is one test in the program."""
    by_parameter = Test(A, Operator.ONE_OF, ("ja",), parameter="woord")
    rules = [make_rule("proef.x", holds(A)), make_rule("proef.y", by_parameter)]
    assert len(compile_program(make_catalogue(rules)).tests) == 1


def test_every_loaded_rule_is_evaluated() -> None:
    """Loaded N rules, evaluated N: also those that do not fire."""
    provenance = run(make_catalogue(chain()), {}).provenance
    assert provenance.rules_loaded == provenance.rules_evaluated == len(chain())


def liar(firings: Firings) -> engines.Engine:
    """An engine that always gives the same firings."""

    def infer(program: Program, verdicts: Sequence[int]) -> Firings:
        return firings

    return SimpleNamespace(NAME="leugen", infer=infer)


@pytest.mark.parametrize(
    "firings",
    [
        {},
        {"proef.risico": Status.POSSIBLE, "proef.z-dubbel": Status.DEFINITE},
        {
            "proef.risico": Status.DEFINITE,
            "proef.z-dubbel": Status.DEFINITE,
            "proef.a-dicht": Status.DEFINITE,
        },
    ],
)
def test_an_engine_that_lies_gives_no_advice(firings: Firings) -> None:
    """A rule that the engine misses, adds or grades otherwise stops the run, and is named."""
    program = compile_program(make_catalogue(chain()))
    verdicts = program.verdicts({A: "ja", B: "ja", C: "nee"})
    with pytest.raises(EnginesDisagree, match=r"leugen.*proef\."):
        engines.run(liar(firings), program, verdicts)


def test_an_engine_that_tells_the_truth_passes() -> None:
    """The firings of the trace are accepted, whoever gives them."""
    program = compile_program(make_catalogue(chain()))
    verdicts = program.verdicts({A: "ja", B: "ja", C: "nee"})
    true = plain_engine.infer(program, verdicts)
    assert firings_of(program, engines.run(liar(true), program, verdicts).truths) == true


def test_an_unknown_engine_is_refused() -> None:
    """A misspelt engine is not quietly another one."""
    with pytest.raises(EngineUnavailable, match="durabel"):
        run(make_catalogue(chain()), {}, engine="durabel")


def test_durable_says_why_it_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where durable-rules is not installed, plain is the default and durable says why it fails."""
    monkeypatch.setattr(engines, "durable_installed", lambda: False)
    assert engines.choose_engine(None) is plain_engine
    with pytest.raises(EngineUnavailable, match="Linux"):
        engines.choose_engine("durable")
