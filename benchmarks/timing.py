"""Timing that can be trusted on a busy machine: medians, and ratios pair by pair."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(function: Callable[[], object], runs: int = 7) -> float:
    """The median time of a call, after one that is not counted."""
    function()
    return statistics.median(once(function) for _ in range(runs))


def ratio(
    function: Callable[[], object], baseline: Callable[[], object], runs: int = 15
) -> tuple[float, float, float]:
    """Median seconds of a call and of its baseline, and the median of their ratio by pairs."""
    function(), baseline()
    pairs = [(once(function), once(baseline)) for _ in range(runs)]
    own = statistics.median(first for first, _ in pairs)
    other = statistics.median(second for _, second in pairs)
    return own, other, statistics.median(first / second for first, second in pairs)


def once(function: Callable[[], object]) -> float:
    """The time of a single call, for what takes long enough by itself."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start
