"""The plain engine: every condition a closure, for all platforms and for many cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from pps_advisor.reasoning.inference.program import Branch, Firings, Program, firings_of

NAME = "plain"

_Closure = Callable[[Sequence[int], Sequence[int]], int]
_compiled: WeakKeyDictionary[Program, list[_Closure]] = WeakKeyDictionary()


def infer(program: Program, verdicts: Sequence[int]) -> Firings:
    """The rules that fire, given the truth of every test on facts."""
    closures = _compiled.get(program)
    if closures is None:
        closures = _compiled[program] = [_any_of(rule) for rule in program.branches]
    truths: list[int] = []
    for closure in closures:
        truths.append(closure(verdicts, truths))
    return firings_of(program, truths)


def _any_of(rule_branches: Sequence[Branch]) -> _Closure:
    parts = [_all_of(*branch) for branch in rule_branches]
    if len(parts) == 1:
        return parts[0]
    return lambda verdicts, truths: max([part(verdicts, truths) for part in parts], default=0)


def _all_of(facts: tuple[int, ...], findings: tuple[int, ...]) -> _Closure:
    if not findings:
        if len(facts) == 1:
            (only,) = facts
            return lambda verdicts, truths: verdicts[only]
        return lambda verdicts, truths: min([verdicts[index] for index in facts], default=2)
    return lambda verdicts, truths: min(
        [*[verdicts[index] for index in facts], *[truths[index] for index in findings]]
    )
