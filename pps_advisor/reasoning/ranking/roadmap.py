"""The roadmap: what can stand when, apart from what matters most."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import TopologicalSorter

from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.recommendation import LeadTime
from pps_advisor.model.knowledge.rule import Status
from pps_advisor.model.outcome.assessment import Advice, Timing

_TIMING = {
    LeadTime.WEEKS: Timing.NOW,
    LeadTime.MONTHS: Timing.THIS_YEAR,
    LeadTime.YEAR: Timing.YEARS,
}
_ORDER = list(Timing)


def with_timing(advice: Sequence[Advice]) -> tuple[Advice, ...]:
    """The definite advice with its place in the roadmap, and what comes before it.

    An advice stands where its lead time puts it, and never before what should come first.
    """
    definite = {a.recommendation.id: a for a in advice if a.status is Status.DEFINITE}
    after = {
        name: tuple(first for first in a.recommendation.first if first in definite)
        for name, a in definite.items()
    }
    timing: dict[str, Timing] = {}
    for name in TopologicalSorter(after).static_order():
        own = _TIMING[definite[name].recommendation.lead_time]
        earliest = [own, *(timing[first] for first in after[name])]
        timing[name] = max(earliest, key=_ORDER.index)
    return tuple(
        evolve(a, timing=timing[a.recommendation.id], after=after[a.recommendation.id])
        if a.recommendation.id in timing
        else a
        for a in advice
    )
