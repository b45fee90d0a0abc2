"""Reading the case, against ruamel's own parse

Bound: at most 1.3 times. The bare event stream of libyaml makes no tree, no place and no type;
it is shown so that nobody has to guess which parse is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.timing import ratio
from pps_advisor import load_case, load_catalogue

CASE = Path("cases/den-haag-instapeconomie.yaml")


def measure() -> Iterator[str]:
    """The time of load_case() and its ratio to each way in which ruamel reads the file."""
    catalogue = load_catalogue()
    text = CASE.read_text(encoding="utf-8")
    ways = {
        "ruamel, round trip": lambda: YAML().load(text),
        "ruamel, safe (pure)": lambda: YAML(typ="safe", pure=True).load(text),
        "ruamel, safe (libyaml)": lambda: YAML(typ="safe").load(text),
        "ruamel, events (libyaml)": lambda: list(YAML(typ="safe").parse(text)),
    }
    yield f"{'against':<26} {'ours ms':>8} {'theirs ms':>10} {'ratio':>6}"
    for name, way in ways.items():
        own, other, times = ratio(lambda: load_case(CASE, catalogue), way)
        yield f"{name:<26} {own * 1000:>8.2f} {other * 1000:>10.2f} {times:>6.2f}"
