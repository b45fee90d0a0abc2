"""A standing with some values changed, recomputing only what those values bear on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pps_advisor.model.values import Value
from pps_advisor.reasoning.inference.program import evaluate
from pps_advisor.reasoning.inference.trace import Trace, truth_of
from pps_advisor.reasoning.ranking.scoring import Bounds, severity_bounds
from pps_advisor.reasoning.ranking.standing import Priority, Standing


def shifted(
    base: Standing, changed: Mapping[str, Value]
) -> tuple[Standing, set[int], Collection[int]]:
    """The standing with the changed values, and what was looked at again for it.

    Those are the rules, and in order the recommendations.
    """
    values = {**base.values, **changed}
    found, touched = _infer(base, values, changed)
    bounds = list(base.bounds)
    program = base.scorer.program
    for subject in changed:
        for number in program.about.get(subject, ()):
            bounds[number] = severity_bounds(program.rules[number], values[subject])
            touched.add(number)
    excluded, looked_at = _excluded(base, values, changed)
    again = _priorities(base, touched, looked_at, excluded, found.truths, bounds)
    priorities = list(base.priorities)
    for place, both in again.items():
        priorities[place] = both
    new = Standing(base.scorer, values, found, bounds, priorities, excluded)
    return new, touched, sorted(again)


def _infer(
    base: Standing, values: Mapping[str, Value], changed: Collection[str]
) -> tuple[Trace, set[int]]:
    """The trace with the changed values, and the rules that were looked at again."""
    program = base.scorer.program
    verdicts, truths = list(base.trace.verdicts), list(base.truths)
    queue: set[int] = set()
    for subject in changed:
        for index in program.tests_on.get(subject, ()):
            verdicts[index] = evaluate(program.tests[index], values[subject])
        queue.update(program.users.get(subject, ()))
    touched = set()
    while queue:
        number = min(queue)  # what a rule builds on has a lower number
        queue.discard(number)
        touched.add(number)
        truth = truth_of(program.branches[number], verdicts, truths)
        if truth != truths[number]:
            truths[number] = truth
            queue.update(program.followers.get(number, ()))
    return Trace(verdicts, truths), touched


def _excluded(
    base: Standing, values: Mapping[str, Value], changed: Collection[str]
) -> tuple[frozenset[int], set[int]]:
    """The recommendations that are excluded now, and those looked at again for it."""
    exclusions = base.scorer.exclusions
    looked_at = {place for subject in changed for place in exclusions.get(subject, ())}
    if not looked_at:
        return base.excluded, looked_at
    now = {place for place in looked_at if base.is_excluded(place, values)}
    return (base.excluded - looked_at) | now, looked_at


def _priorities(
    base: Standing,
    touched: Collection[int],
    looked_at: Collection[int],
    excluded: Collection[int],
    truths: Sequence[int],
    bounds: Sequence[Bounds],
) -> dict[int, Priority | None]:
    """The priorities that the rules that were touched bear on, as they are now."""
    scorer = base.scorer
    places = {place for number in touched for place in scorer.advised_by.get(number, ())}
    priorities: dict[int, Priority | None] = {}
    for place in places.union(looked_at):
        both = scorer.priority(place, truths, bounds)
        priorities[place] = both if both[1] and place not in excluded else None
    return priorities
