"""Whole process, against the start of a bare interpreter

Bounds: assess at most 15 times a bare start, --help at most 5 times.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from compileall import compile_dir
from pathlib import Path

from benchmarks.timing import ratio

CASE = "cases/den-haag-instapeconomie.yaml"


def measure() -> Iterator[str]:
    """The time of each command and its ratio to a bare start."""
    compile_dir("pps_advisor", quiet=1)  # as in an installed wheel, whatever the environment says
    program = [str(Path(sys.executable).with_name("pps-advisor"))]
    commands = {
        "assess": [*program, "assess", CASE],
        "assess --full": [*program, "assess", CASE, "--full"],
        "assess --engine plain": [*program, "assess", CASE, "--engine", "plain"],
        "assess --format json": [*program, "assess", CASE, "--format", "json"],
        "assess --format html": [*program, "assess", CASE, "--format", "html"],
        "explain": [*program, "explain", CASE, "stuurgroep"],
        "--help": [*program, "--help"],
    }
    bare = run([sys.executable, "-c", "pass"])
    yield f"{'command':<24} {'ms':>7} {'bare ms':>8} {'ratio':>6}"
    for name, command in commands.items():
        own, other, times = ratio(run(command), bare)
        yield f"{name:<24} {own * 1000:>7.0f} {other * 1000:>8.1f} {times:>6.1f}"


def run(command: list[str]) -> Callable[[], object]:
    """A function that runs a command and waits for it."""

    def once() -> object:
        return subprocess.run(command, check=True, capture_output=True)

    return once
