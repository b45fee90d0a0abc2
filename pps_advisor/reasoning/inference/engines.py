"""Which engine runs, and the check that it agrees with the trace."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from typing import Protocol

from pps_advisor.errors import EnginesDisagree, EngineUnavailable
from pps_advisor.reasoning.inference import plain_engine
from pps_advisor.reasoning.inference.program import Firings, Program, firings_of
from pps_advisor.reasoning.inference.trace import Trace, trace

ENGINES = ("durable", "plain")


class Engine(Protocol):
    """Infers firings from the truth of every test on facts."""

    NAME: str

    def infer(self, program: Program, verdicts: Sequence[int]) -> Firings:
        """The rules that fire, with their status."""


def choose_engine(name: str | None) -> Engine:
    """The engine asked for; by default durable where it is installed, else plain.

    Raises EngineUnavailable when the engine asked for cannot run here.
    """
    if name not in (None, *ENGINES):
        raise EngineUnavailable(f"Er is geen motor '{name}'. Kies uit: {', '.join(ENGINES)}.")
    if name == "plain" or (name is None and not durable_installed()):
        return plain_engine
    if not durable_installed():
        import platform

        raise EngineUnavailable(
            f"De motor 'durable' is hier niet geïnstalleerd (Python "
            f"{platform.python_version()} op {platform.system()}). Hij werkt op Linux met "
            "CPython 3.11 of 3.12. Laat --engine weg: de motor 'plain' geeft hetzelfde advies."
        )
    from pps_advisor.reasoning.inference import durable_engine

    return durable_engine


def durable_installed() -> bool:
    """Whether durable-rules can be imported (without importing it)."""
    if "durable" in sys.modules:
        return sys.modules["durable"] is not None
    return importlib.util.find_spec("durable") is not None


def run(engine: Engine, program: Program, verdicts: Sequence[int]) -> Trace:
    """Infer, and hold the firings against the trace.

    Raises EnginesDisagree when they differ: an advice that cannot be explained is not given.
    """
    firings = engine.infer(program, verdicts)
    found = trace(program, verdicts)
    expected = firings_of(program, found.truths)
    if firings != expected:
        wrong = sorted(
            rule for rule in {*firings, *expected} if firings.get(rule) is not expected.get(rule)
        )
        raise EnginesDisagree(
            f"De motor '{engine.NAME}' en de controle verschillen bij: {', '.join(wrong)}. "
            "Er wordt geen advies gegeven. Probeer --engine plain en meld dit aan de makers."
        )
    return found
