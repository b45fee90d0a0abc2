"""The durable engine: what it takes from durable-rules, what it keeps out, and its answers.

The first half pins how durable-rules 2.0.28 behaves, so that an upgrade that changes it is
noticed: where such a test fails, read what the adapter does about it and adapt both.
"""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("durable", reason="durable-rules is not installed on this platform")

from durable import engine
from factories import found, holds, make_catalogue, make_rule

from pps_advisor.errors import InvalidInput, SourceLocation
from pps_advisor.model.knowledge.condition import AllOf, AnyOf, Condition, Operator, Test
from pps_advisor.model.knowledge.rule import Rule, Status
from pps_advisor.reasoning.inference import durable_engine, engines, plain_engine
from pps_advisor.reasoning.inference.program import Firings, Program, compile_program, firings_of
from pps_advisor.reasoning.inference.trace import trace

Error = engine.durable_rules_engine.error


class QuietHost(engine.Host):
    """A Host without timer threads."""

    def _run(self) -> None:
        pass


def host_with(**rules: dict[str, Any]) -> QuietHost:
    """A Host with one ruleset, `r`."""
    host = QuietHost()
    host.set_rulesets({"r": rules})
    return host


def when(*conditions: dict[str, Any], run: Any = lambda c: None) -> dict[str, Any]:
    """A durable rule over conditions that are given names in their order."""
    return {"all": [{f"m_{i}": one} for i, one in enumerate(conditions)], "run": run}


def matches(*conditions: dict[str, Any], facts: list[dict[str, Any]]) -> int:
    """How often a rule over these conditions runs when the facts are asserted one by one."""
    seen: list[int] = []
    host = host_with(a=when(*conditions, run=lambda c: seen.append(1)))
    for fact in facts:
        host.assert_fact("r", fact)
    return len(seen)


def in_a_process(code: str, seconds: float = 20) -> int | None:
    """The exit status of a program, below 0 when it crashes, None when it does not end."""
    environment = {**os.environ, "MALLOC_PERTURB_": "165"}  # fresh memory is never all zeros
    command = [sys.executable, "-c", "from durable import engine\n" + code]
    try:
        ended = subprocess.run(command, capture_output=True, env=environment, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    return ended.returncode


class TestTrapsOfDurableRules:
    def test_an_exception_in_an_action_is_swallowed(self) -> None:
        """An action that raises leaves no more than a text in the state."""

        def fail(c: Any) -> None:
            raise ValueError("kapot")

        host = host_with(a=when({"t": 1}, run=fail))
        host.assert_fact("r", {"t": 1})
        assert "kapot" in host.get_state("r")["exception"]

    def test_an_action_with_two_arguments_never_completes(self) -> None:
        """An action with a default argument is taken for asynchronous and stops all others."""
        seen: list[str] = []

        def act(c: Any, word: str = "a") -> None:
            seen.append("a")

        other = when({"t": 1}, run=lambda c: seen.append("b"))
        host = host_with(a=when({"t": 1}, run=act), b=other)
        host.assert_fact("r", {"t": 1})
        assert seen == ["a"]

    def test_a_fact_that_no_condition_handles_raises(self) -> None:
        """Asserting a fact that nothing looks at is an exception."""
        with pytest.raises(engine.MessageNotHandledException):
            matches({"t": 1}, facts=[{"t": 2}])

    def test_an_equal_fact_twice_raises(self) -> None:
        """Asserting a fact that is there already is an exception."""
        with pytest.raises(engine.MessageObservedException):
            matches({"t": 1}, facts=[{"t": 1}, {"t": 1}])

    def test_a_host_starts_threads(self) -> None:
        """Every Host starts timer threads; one that overrides _run does not."""
        code = (
            "import threading\n"
            "class Quiet(engine.Host):\n    def _run(self): pass\n"
            "Quiet(); quiet = threading.active_count()\n"
            "engine.Host()\n"
            "import os\n"
            "os._exit(10 * quiet + threading.active_count())"
        )
        assert in_a_process(code) == 13

    def test_not_depends_on_the_order_of_facts(self) -> None:
        """What `$not` excludes is matched all the same when it is asserted later."""
        seen: list[int] = []
        conditions = [{"m_0": {"t": 1}}, {"m_1$not": {"t": 2}}]
        host = host_with(a={"all": conditions, "run": lambda c: seen.append(1)})
        host.assert_facts("r", [{"t": 2, "sid": 1}, {"t": 1, "sid": 1}])
        assert seen == []
        host.assert_fact("r", {"t": 1, "sid": 2})
        host.assert_fact("r", {"t": 2, "sid": 2})
        assert seen == [1]

    def test_text_passes_for_a_truth_value(self) -> None:
        """The text "true" equals True."""
        assert matches({"t": True}, facts=[{"t": "true"}]) == 1

    def test_text_passes_for_a_number(self) -> None:
        """The text "7" is at least 5."""
        assert matches({"$gte": {"t": 5}}, facts=[{"t": "7"}]) == 1

    def test_a_misspelt_name_in_a_condition_is_no_match(self) -> None:
        """A rule that names a fact that never comes says nothing."""
        assert matches({"t": 1}, {"misspelt": 1}, facts=[{"t": 1}]) == 0

    def test_set_rulesets_changes_the_definition(self) -> None:
        """A definition loses its actions, and cannot be used again."""
        definition = {"r": {"a": when({"t": 1})}}
        QuietHost().set_rulesets(definition)
        assert "run" not in definition["r"]["a"]

    def test_an_assert_from_an_action_fails_when_two_actions_do_so(self) -> None:
        """Two branches of a rule cannot both assert its finding."""

        def conclude(c: Any) -> None:
            c.assert_fact({"t": 9})

        host = host_with(
            a=when({"t": 1}, run=conclude), b=when({"t": 1}, run=conclude), c=when({"t": 9})
        )
        host.assert_fact("r", {"t": 1})
        assert "MessageObservedException" in host.get_state("r")["exception"]

    def test_a_fact_does_not_match_two_conditions_of_a_rule(self) -> None:
        """A rule that names the same test twice waits for a second fact."""
        assert matches({"t": 1}, {"t": 1}, facts=[{"t": 1}]) == 0

    @pytest.mark.parametrize(("number", "error"), [(64, ""), (65, "303")])
    def test_one_fact_meets_at_most_64_tests(self, number: int, error: str) -> None:
        """A fact that 65 different tests hold for is refused."""
        host = host_with(**{str(i): when({"$gte": {"t": i}}) for i in range(number)})
        assert error in _error_of(lambda: host.assert_fact("r", {"t": 100}))

    @pytest.mark.parametrize(("number", "error"), [(252, ""), (255, "302")])
    def test_one_fact_has_fewer_than_255_keys(self, number: int, error: str) -> None:
        """A fact with 255 keys is refused."""
        host = host_with(a=when({"k0": 1}))
        fact = {f"k{i}": 1 for i in range(number)}
        assert error in _error_of(lambda: host.assert_fact("r", fact))

    @pytest.mark.parametrize(("number", "error"), [(16, ""), (17, "304")])
    def test_a_rule_joins_at_most_16_facts(self, number: int, error: str) -> None:
        """A rule over 17 facts is refused when the last of them comes."""
        host = host_with(a=when(*[{"t": i} for i in range(number)]))
        facts = [{"t": i} for i in range(number)]
        assert error in _error_of(lambda: host.assert_facts("r", facts))

    @pytest.mark.parametrize(("number", "error"), [(4096, ""), (4097, "106")])
    def test_a_ruleset_has_at_most_4096_rules(self, number: int, error: str) -> None:
        """Rule 4,097 of a ruleset is refused."""
        rules = {str(i): when({f"t{i % 100}": 1}) for i in range(number)}
        assert error in _error_of(lambda: host_with(**rules))

    @pytest.mark.parametrize(("number", "status"), [(511, 0), (513, None)])
    def test_many_different_tests_in_a_ruleset_hang(self, number: int, status: int | None) -> None:
        """A ruleset of 513 different tests is never made; up to 511 it is."""
        code = (
            "run = engine.Promise(lambda c: None)\n"
            "rules = {str(i): {'all': [{'m': {'t': i}}], 'run': run} for i in range(%d)}\n"
            "engine.Ruleset('r', None, rules).assert_fact({'t': 510})"
        )
        assert in_a_process(code % number, seconds=20 if status == 0 else 2) == status

    def test_many_equal_tests_in_a_ruleset_crash(self) -> None:
        """A fact that 256 rules wait for makes the process crash; with 255 it does not."""
        code = (
            "run = engine.Promise(lambda c: None)\n"
            "rules = {str(i): {'all': [{'m': {'t': 1}}], 'run': run} for i in range(%d)}\n"
            "engine.Ruleset('r', None, rules).assert_fact({'t': 1})"
        )
        assert in_a_process(code % 255) == 0
        assert (in_a_process(code % 256) or 0) < 0

    def test_deleting_a_state_in_which_no_action_ran_crashes(self) -> None:
        """A state can only be deleted when an action has run in it."""
        code = (
            "rules = {'a': {'all': [{'m_0': {'t': 1}}, {'m_1': {'t': 2}}],\n"
            "               'run': lambda c: None}}\n"
            "ruleset = engine.Ruleset('r', None, rules)\n"
            "facts = [{'t': 1}, {'t': 2}][:%d]\n"
            "ruleset.do_actions(ruleset.assert_facts(facts), lambda error, state: None)\n"
            "ruleset.delete_state(None)"
        )
        assert in_a_process(code % 2) == 0
        assert (in_a_process(code % 1) or 0) < 0


def _error_of(call: Any) -> str:
    try:
        call()
    except Error as error:
        return str(error)
    return ""


def program_of(*rules: Rule) -> Program:
    return compile_program(make_catalogue(rules))


def agreed(program: Program, verdicts: list[int]) -> Firings:
    """The firings, when both engines and the trace agree on them."""
    expected = firings_of(program, trace(program, verdicts).truths)
    assert expected == plain_engine.infer(program, verdicts)
    assert expected == durable_engine.infer(program, verdicts)
    return expected


class TestAnswers:
    @pytest.mark.parametrize(
        ("verdicts", "expected"),
        [
            ([2, 2], {"p.r": Status.DEFINITE}),
            ([2, 1], {"p.r": Status.POSSIBLE}),
            ([1, 1], {"p.r": Status.POSSIBLE}),
            ([1, 0], {}),
            ([0, 0], {}),
        ],
    )
    def test_a_branch_is_as_certain_as_its_least_test(
        self, verdicts: list[int], expected: Firings
    ) -> None:
        """A conjunction is the minimum of its parts."""
        program = program_of(make_rule("p.r", AllOf((holds("p.a"), holds("p.b")))))
        assert agreed(program, verdicts) == expected

    def test_a_rule_is_as_certain_as_its_best_branch(self) -> None:
        """A disjunction is the maximum of its parts."""
        program = program_of(make_rule("p.r", AnyOf((holds("p.a"), holds("p.b")))))
        assert agreed(program, [1, 2]) == {"p.r": Status.DEFINITE}

    def test_a_possible_finding_makes_the_next_one_possible(self) -> None:
        """Uncertainty travels along a chain."""
        program = program_of(
            make_rule("p.one"),
            make_rule("p.two", AllOf((found("p.one"), holds("p.b")))),
        )
        by_name = {"proef.a": 1, "p.b": 2}
        expected = {"p.one": Status.POSSIBLE, "p.two": Status.POSSIBLE}
        assert agreed(program, [by_name[test.subject] for test in program.tests]) == expected

    def test_a_test_that_stands_twice_in_a_branch_counts_once(self) -> None:
        """A test with a parameter and the same test with a literal are one input."""
        literal = Test("p.a", Operator.ONE_OF, ("ja",))
        parameter = Test("p.a", Operator.ONE_OF, ("ja",), parameter="p.grens")
        program = program_of(make_rule("p.r", AllOf((literal, parameter))))
        assert agreed(program, [2]) == {"p.r": Status.DEFINITE}

    @pytest.mark.parametrize("number", [16, 17, 40, 300])
    def test_a_branch_may_be_longer_than_durable_rules_allows(self, number: int) -> None:
        """A long conjunction is joined in parts."""
        tests = tuple(holds(f"p.v{i}") for i in range(number))
        program = program_of(make_rule("p.r", AllOf(tests)))
        assert agreed(program, [2] * number) == {"p.r": Status.DEFINITE}
        assert agreed(program, [2] * (number - 1) + [1]) == {"p.r": Status.POSSIBLE}
        assert agreed(program, [2] * (number - 1) + [0]) == {}

    def test_a_test_may_stand_in_any_number_of_rules(self) -> None:
        """Six hundred rules on one test neither crash nor are refused."""
        program = program_of(*[make_rule(f"p.r{i}") for i in range(600)])
        assert len(agreed(program, [1])) == 600

    def test_a_chain_may_be_long(self) -> None:
        """A chain of fifty rules carries its finding to the end."""
        rules = [make_rule("p.r0")]
        rules += [make_rule(f"p.r{i}", found(f"p.r{i - 1}")) for i in range(1, 50)]
        program = program_of(*rules)
        assert len(program.strata) == 50
        assert agreed(program, [2])["p.r49"] is Status.DEFINITE

    def test_both_engines_and_the_trace_agree(self) -> None:
        """Random catalogues with chains and nested conditions give the same firings."""
        for seed in range(120):
            rnd = random.Random(seed)
            rules = random_rules(rnd, rnd.randrange(1, 40))
            program = program_of(*rules)
            for chances in ((0, 1, 2), (1,), (2,), (0, 0, 2), (1, 2)):
                agreed(program, [rnd.choice(chances) for _ in program.tests])

    def test_the_order_of_rules_does_not_matter(self) -> None:
        """A catalogue that is read in another order gives the same firings."""
        for seed in range(40):
            rnd = random.Random(seed)
            rules = random_rules(rnd, 25)
            outcomes = {}
            firings = []
            for _ in range(3):
                rnd.shuffle(rules)
                program = program_of(*rules)
                verdicts = [outcomes.setdefault(t, rnd.randrange(3)) for t in program.tests]
                firings.append(agreed(program, verdicts))
            assert firings[0] == firings[1] == firings[2]


def random_rules(rnd: random.Random, number: int) -> list[Rule]:
    """Rules with nested conditions over facts and over the findings of earlier rules."""
    return [make_rule(f"p.r{i}", random_condition(rnd, i)) for i in range(number)]


def random_condition(rnd: random.Random, rule: int, depth: int = 2) -> Condition:
    kind = rnd.random()
    if depth == 0 or kind < 0.3:
        if rule and rnd.random() < 0.3:
            return found(f"p.r{rnd.randrange(rule)}")
        return holds(f"p.v{rnd.randrange(12)}", rnd.choice(["ja", "nee"]))
    parts = tuple(random_condition(rnd, rule, depth - 1) for _ in range(rnd.randrange(1, 4)))
    return AllOf(parts) if kind < 0.65 else AnyOf(parts)


class TestGuards:
    def test_a_branch_without_tests_is_refused(self) -> None:
        """A condition that tests nothing is a Problem that names the rule and its place."""
        place = SourceLocation("regels.yaml", 7, 3)
        program = program_of(make_rule("p.r", AllOf(()), location=place))
        with pytest.raises(InvalidInput) as raised:
            durable_engine.infer(program, [])
        (problem,) = raised.value.problems
        assert (problem.location, problem.code) == (place, "lege-voorwaarde")
        assert "p.r" in problem.sentence
        assert problem.hint

    @pytest.mark.parametrize("verdicts", [[], [2, 2], [3], ["2"]])
    def test_only_a_verdict_for_each_test_is_taken(self, verdicts: list[int]) -> None:
        """A number of verdicts that differs, or a verdict that is none, is an error."""
        with pytest.raises(ValueError, match="verdict"):
            durable_engine.infer(program_of(make_rule("p.r")), verdicts)

    def test_a_mistake_while_collecting_is_raised(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An exception comes out, and the next case is not touched by what was left behind."""
        program = program_of(make_rule("p.r", AnyOf((holds("p.a"), holds("p.b")))))
        durable_engine.infer(program, [2, 2])
        with monkeypatch.context() as patch:
            patch.setattr(durable_engine, "json", SimpleNamespace(loads=lambda text: 1 / 0))
            with pytest.raises(ZeroDivisionError):
                durable_engine.infer(program, [2, 2])
        assert agreed(program, [0, 1]) == {"p.r": Status.POSSIBLE}

    def test_a_ruleset_that_reports_nothing_is_noticed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A ruleset that silently does not run is an error, not an answer."""
        monkeypatch.setattr(durable_engine._Ruleset, "_flush_actions", lambda *args: None)
        with pytest.raises(RuntimeError, match="no match"):
            durable_engine.infer(program_of(make_rule("p.r")), [2])

    def test_no_thread_is_started(self) -> None:
        """The adapter has no Host, and so no timer threads."""
        before = threading.active_count()
        durable_engine.infer(program_of(make_rule("p.r")), [2])
        assert threading.active_count() == before

    def test_threads_may_share_a_program(self) -> None:
        """Cases that are assessed at the same time do not see each other's facts."""
        program = program_of(*random_rules(random.Random(3), 20))
        rnd = random.Random(4)
        cases = [[rnd.randrange(3) for _ in program.tests] for _ in range(200)]
        expected = [plain_engine.infer(program, case) for case in cases]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda case: durable_engine.infer(program, case), cases))
        assert answers == expected

    def test_the_adapter_is_an_engine(self) -> None:
        """Asked for by name, the durable engine is what comes, and it agrees with the trace."""
        chosen = engines.choose_engine("durable")
        assert chosen.NAME == "durable"
        assert engines.run(chosen, program_of(make_rule("p.r")), [1]).truths == [1]


def resident_megabytes() -> float:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="reads memory from /proc")
class TestMemory:
    def test_cases_leave_nothing_behind(self) -> None:
        """Two thousand cases with one Program take no more memory than twenty."""
        rnd = random.Random(5)
        program = program_of(*random_rules(rnd, 30))
        cases = [[rnd.randrange(3) for _ in program.tests] for _ in range(20)]
        for case in cases * 2:
            durable_engine.infer(program, case)
        before = resident_megabytes()
        for case in cases * 100:
            durable_engine.infer(program, case)
        assert resident_megabytes() - before < 10

    def test_programs_leave_nothing_behind(self) -> None:
        """The durable rulesets of a Program are deleted with it."""
        rules = random_rules(random.Random(6), 30)
        made = []
        for turn in range(120):
            program = program_of(*rules)
            durable_engine.infer(program, [1] * len(program.tests))
            made.append(weakref.ref(program))
            del program
            if turn == 20:
                gc.collect()
                before = resident_megabytes()
        gc.collect()
        assert not any(reference() for reference in made)
        assert resident_megabytes() - before < 15


class TestSize:
    def test_a_large_catalogue_is_answered_as_the_trace_does(self) -> None:
        """A catalogue of 1,500 rules, past every limit of one ruleset, gives the same firings."""
        rnd = random.Random(7)
        rules = [make_rule(f"p.r{i}", large_condition(rnd, i)) for i in range(1500)]
        program = program_of(*rules)
        verdicts = [rnd.randrange(3) for _ in program.tests]
        agreed(program, verdicts)


def large_condition(rnd: random.Random, rule: int) -> Condition:
    def fact() -> Test:
        return holds(f"p.v{rnd.randrange(2000)}", rnd.choice(["ja", "nee"]))

    if rule > 20 and rnd.random() < 0.15:
        return AllOf((found(f"p.r{rnd.randrange(rule - 20, rule)}"), fact()))
    return AllOf((fact(), AnyOf((fact(), fact(), AllOf((fact(), fact()))))))
