"""The durable engine: durable-rules joins verdicts into branches, and branches into chains.

Python evaluates every test on a fact once. What is true (2) or unknown (1) is asserted as a
fact ``{toets, uitkomst}``; a branch is a durable rule over such facts, and its match says how
certain it is: the least `uitkomst`. Findings do not cross from one durable ruleset to another,
so the outer loop asserts each of them once, with its final status, to the layers above.

The traps of durable-rules 2.0.28, each pinned in tests/test_durable_engine.py:

- A `Host` starts timer threads that can steal matches: there is none here, only its Rulesets.
- An action that raises is passed over, one of two arguments never ends, and every action
  rewrites the state: `_flush_actions` is ours, it collects matches and calls no action.
- A state that is deleted before an action ran frees memory at random, and the process crashes:
  each ruleset has a rule that always matches, and its match is waited for. A state that is
  never deleted is never freed.
- 512 different tests in one ruleset hang, 256 equal ones crash, 4,097 rules and 17 tests in a
  branch are refused: `_MAX_CONDITIONS` and `_MAX_INPUTS` stay below. One fact that meets 65
  tests is refused too: here a fact meets exactly one.
- Two tests in a branch never match the same fact: a branch names every input once.
- An unhandled fact raises, a misspelt name does not: only inputs of the ruleset are asserted,
  by the same two names as in the definition. ``"7"`` satisfies ``>= 5``: only ints go in.
- A definition loses its `run` keys: it is built for one ruleset and not kept.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any, TypeAlias

from durable import engine  # type: ignore[import-untyped]

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.model.knowledge.rule import Rule
from pps_advisor.reasoning.inference.program import Branch, Firings, Program, firings_of

NAME = "durable"

_MAX_INPUTS = 16
_MAX_CONDITIONS = 64  # measured: 48 to 96 are as quick, 256 makes a first case 30% slower
_ALWAYS = -1

_Join: TypeAlias = tuple[int, tuple[int, ...]]
"""A conclusion and the inputs that it takes; both are numbers of the network."""

_NO_ACTION = engine.Promise(lambda context: None)
_networks: weakref.WeakKeyDictionary[Program, _Network] = weakref.WeakKeyDictionary()
_lock = threading.Lock()

# The states of a case are large and short-lived. Once a large block has been freed, glibc keeps
# such memory instead of asking the system for it again: half the time of a case (measured).
_large = bytes(4 << 20)
del _large


def infer(program: Program, verdicts: Sequence[int]) -> Firings:
    """The rules that fire, given the truth of every test on facts.

    Raises InvalidInput when a rule has a branch without tests.
    """
    if len(verdicts) != len(program.tests) or not {*verdicts} <= {0, 1, 2}:
        raise ValueError("a verdict of 0, 1 or 2 is needed for each test")
    with _lock:
        network = _networks.get(program)
        if network is None:
            network = _networks[program] = _Network(program)
        try:
            truths = network.truths(verdicts)
        except BaseException:
            # A case that was broken off leaves its facts behind, and deleting them may crash.
            del _networks[program]
            raise
    return firings_of(program, truths)


class _Network:
    """The durable rulesets of a Program, for as long as the Program lives.

    Numbers: first the tests on facts, then the rules, then the parts of long branches.
    """

    def __init__(self, program: Program) -> None:
        numbers = count(len(program.tests) + len(program.rules))
        self._layers = [
            [_Ruleset(joins) for joins in _portions(layer)]
            for stratum in program.strata
            for layer in _shortened(_joins(program, stratum), numbers)
        ]
        self._rules = slice(len(program.tests), len(program.tests) + len(program.rules))
        self._conclusions = next(numbers) - len(program.tests)

    def truths(self, verdicts: Sequence[int]) -> list[int]:
        """The truth of each rule: the greatest of its branches."""
        truths = [*verdicts, *[0] * self._conclusions]
        for layer in self._layers:
            for ruleset in layer:
                for conclusion, outcome in ruleset.matches(truths):
                    truths[conclusion] = max(truths[conclusion], outcome)
        return truths[self._rules]


class _Ruleset(engine.Ruleset):  # type: ignore[misc]
    """One durable ruleset, of which the matches are collected instead of acted upon."""

    def __init__(self, joins: Sequence[_Join]) -> None:
        joins = [(_ALWAYS, (_ALWAYS,)), *joins]
        super().__init__("regels", None, {str(i): _definition(j) for i, (_, j) in enumerate(joins)})
        self._definition = None  # durable-rules never looks at it again
        self._conclusions = [conclusion for conclusion, _ in joins]
        self._inputs = sorted({number for _, inputs in joins[1:] for number in inputs})
        self._found: list[tuple[int, int]] = []
        # durable-rules itself never gives the memory of a ruleset back.
        delete = engine.durable_rules_engine.delete_ruleset
        weakref.finalize(self, delete, self._handle).atexit = False

    def matches(self, truths: Sequence[int]) -> list[tuple[int, int]]:
        """The conclusions that the inputs lead to, with the truth of each way to get there."""
        facts = [
            {"toets": number, "uitkomst": truths[number]}
            for number in self._inputs
            if truths[number]
        ]
        if not facts:
            return []
        self._found = []
        state = self.assert_facts([{"toets": _ALWAYS, "uitkomst": 2}, *facts])
        self.do_actions(state, _raise)
        # The rule that always matches is the first to be reported; see the traps above.
        if self._found[:1] != [(_ALWAYS, 2)]:
            raise RuntimeError("durable-rules reported no match for a fact that has one")
        self.delete_state(None)
        return self._found[1:]

    def _flush_actions(
        self, state: object, result: dict[str, Any], handle: int, complete: object
    ) -> None:
        """Collect the matches; `result` holds the first, the others are asked for one by one."""
        following = engine.durable_rules_engine.complete_and_start_action
        message = result["message"]
        while message:
            ((name, match),) = message.items()
            outcome = min([fact["uitkomst"] for fact in match.values()])
            self._found.append((self._conclusions[int(name)], outcome))
            answer = following(self._handle, handle)
            message = json.loads(answer) if answer else None


def _raise(error: BaseException | None, state: object) -> None:
    """Told by durable-rules how collecting ended: it would keep an error to itself."""
    if error:
        raise error


def _definition(inputs: Sequence[int]) -> dict[str, Any]:
    conditions = [{f"m_{place}": {"toets": number}} for place, number in enumerate(inputs)]
    return {"all": conditions, "run": _NO_ACTION}


def _joins(program: Program, stratum: Iterable[int]) -> list[_Join]:
    """The branches of the rules of a stratum, in numbers of the network."""
    first = len(program.tests)
    return [
        (first + index, _inputs(branch, first, program.rules[index]))
        for index in stratum
        for branch in program.branches[index]
    ]


def _inputs(branch: Branch, first_rule: int, rule: Rule) -> tuple[int, ...]:
    facts, findings = branch
    inputs = tuple(dict.fromkeys([*facts, *[first_rule + index for index in findings]]))
    if not inputs:
        problem = Problem(
            rule.location or SourceLocation("regels"),
            "lege-voorwaarde",
            f"De regel '{rule.id}' heeft een voorwaarde zonder toets.",
            "Zet onder 'als' ten minste één toets, of haal de lege 'alle' weg.",
        )
        raise InvalidInput([problem])
    return inputs


def _shortened(joins: list[_Join], numbers: Iterator[int]) -> list[list[_Join]]:
    """Layers in which no join is too long: its parts are conclusions of a layer below."""
    layers = [joins]
    while any(len(inputs) > _MAX_INPUTS for _, inputs in layers[-1]):
        parts: list[_Join] = []
        whole: list[_Join] = []
        for conclusion, inputs in layers[-1]:
            if len(inputs) > _MAX_INPUTS:
                cut = [inputs[i : i + _MAX_INPUTS] for i in range(0, len(inputs), _MAX_INPUTS)]
                named = [(next(numbers), part) for part in cut]
                parts += named
                inputs = tuple(number for number, _ in named)
            whole.append((conclusion, inputs))
        layers[-1:] = [parts, whole]
    return layers


def _portions(joins: Iterable[_Join]) -> Iterator[list[_Join]]:
    """The joins in portions that each fit in one durable ruleset."""
    portion: list[_Join] = []
    room = _MAX_CONDITIONS
    for join in joins:
        room -= len(join[1])
        if room < 0:
            yield portion
            portion, room = [], _MAX_CONDITIONS - len(join[1])
        portion.append(join)
    if portion:
        yield portion
