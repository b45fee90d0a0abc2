"""How time grows with rules and cases (plain engine); linear keeps the last column level"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.timing import once, seconds
from pps_advisor import assess, load_case, load_catalogue
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.condition import AllOf, Operator, Test
from pps_advisor.model.knowledge.question import AnswerType, Question
from pps_advisor.model.knowledge.rule import Rule, RuleKind, Severity, SeverityCase
from pps_advisor.model.values import UNKNOWN, Value
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.inference.program import compile_program
from pps_advisor.reasoning.inference.trace import trace

RULES = (100, 300, 1000, 3000, 5000)
CASES = (1, 10, 100, 1000, 10_000)
CASE = "cases/den-haag-instapeconomie.yaml"


def measure() -> Iterator[str]:
    """Time per rule for growing catalogues, time per case for growing numbers of cases."""
    core = load_catalogue()
    yield f"{'rules':>7} {'compile ms':>11} {'infer ms':>9} {'infer us/rule':>14}"
    for number in RULES:
        catalogue, values = grown(core, number)
        program = compile_program(catalogue)

        def infer(program=program, values=values) -> None:  # type: ignore[no-untyped-def]
            verdicts = program.verdicts(values)
            plain_engine.infer(program, verdicts)
            trace(program, verdicts)

        compiling = seconds(lambda catalogue=catalogue: compile_program(catalogue), 3)
        time = seconds(infer)
        each = time * 1e6 / number
        yield f"{number:>7} {compiling * 1e3:>11.1f} {time * 1e3:>9.2f} {each:>14.2f}"
    case = load_case(CASE, core)
    yield ""
    yield f"{'cases':>7} {'s':>8} {'us/case':>9}"
    for number in CASES:

        def run(number: int = number) -> None:
            for _ in range(number):
                assess(case, core, "plain", draws=0, with_open_questions=False)

        time = seconds(run, 3) if number < 1000 else once(run)
        yield f"{number:>7} {time:>8.3f} {time * 1e6 / number:>9.0f}"


def grown(core: Catalogue, rules: int) -> tuple[Catalogue, dict[str, Value]]:
    """A synthetic catalogue of so many rules, one in five on a finding, with facts for it."""
    draw = random.Random(rules)
    questions = [
        Question(f"groei.v{n}", "governance", "?", "?", AnswerType.NUMBER) for n in range(rules)
    ]
    made: list[Rule] = []
    for n in range(rules):
        tests = [_test(draw, rules) for _ in range(3)]
        if n % 5 == 4:
            tests[0] = Test(made[draw.randrange(len(made))].id, Operator.FOUND)
        made.append(_rule(n, tuple(tests)))
    values: dict[str, Value] = {
        question.id: UNKNOWN if draw.random() < 0.3 else Decimal(draw.randrange(10))
        for question in questions
    }
    return evolve(core, questions=tuple(questions), rules=tuple(made)), values


def _test(draw: random.Random, rules: int) -> Test:
    subject = f"groei.v{draw.randrange(rules)}"
    return Test(subject, Operator.AT_LEAST, (Decimal(draw.randrange(10)),))


def _rule(number: int, tests: tuple[Test, ...]) -> Rule:
    severity = SeverityCase((), Severity.MIDDLE)
    name = f"groei.r{number}"
    return Rule(name, name, "governance", RuleKind.PROBLEM, AllOf(tests), (severity,), "", name)
