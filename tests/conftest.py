"""What several test files share: catalogues, and the program run as a whole."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pps_advisor.api import load_catalogue
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.catalogue.reader import read_catalogue
from pps_advisor.reading.rules.files import find_files
from pps_advisor.reasoning.facts.derive import DERIVATIONS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
GOOD_RULES = DATA / "regelsets" / "goed"
GOOD_CASE = DATA / "casussen" / "goed.yaml"

EXECUTE = """
import os, sys
os.execv(sys.executable, [sys.executable, "-m", "pps_advisor", *sys.argv[1:]])
"""
READ = "import sys; open(sys.argv[1])"
DROP_POWERS = """
import ctypes
for capability in (1, 2):  # reading and writing what one has no permission for
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # gone from the next program on
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled catalogues of a test run stay out of the cache of whoever runs it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PPS_ADVISOR_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def core(_own_cache: None) -> Catalogue:
    """The catalogue that ships with the package."""
    return load_catalogue()


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """The small ruleset in tests/data/regelsets/goed, which changes only with its tests."""
    return read_catalogue(find_files(GOOD_RULES, "regels", False), DERIVATIONS.keys())


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the program as a user does, in an empty folder; returns what it said and its code."""

    def run_program(
        *arguments: str | Path,
        cwd: Path = tmp_path,
        env: dict[str, str] | None = None,
        before: str = "",
        **how: Any,
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "PPS_ADVISOR_CACHE")}
        environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}
        start = ["-c", before + EXECUTE] if before else ["-m", "pps_advisor"]
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        return subprocess.run(
            [sys.executable, *start, *map(str, arguments)],
            cwd=cwd,
            env=environment,
            encoding="utf-8",
            timeout=60,
            check=False,
            **how,
        )

    return run_program


@pytest.fixture(scope="session")
def powerless() -> str:
    """Python that makes permissions count for a process, also when it runs as root."""
    if os.name != "posix":
        pytest.skip("permissions work otherwise on this system")
    if os.geteuid() != 0:
        return "pass\n"
    with tempfile.NamedTemporaryFile() as file:
        os.chmod(file.name, 0)
        code = f"{DROP_POWERS}{EXECUTE.replace('-m', '-c').replace('pps_advisor', READ)}"
        command = [sys.executable, "-c", code, file.name]
        if subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0:
            pytest.skip("run as root, for whom permissions do not count")
    return DROP_POWERS
