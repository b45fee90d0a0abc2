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
from pps_advisor.model.catalogue import Catalogue
from pps_advisor.reading.catalogue_reader import read_catalogue
from pps_advisor.reading.rule_files import find_files
from pps_advisor.reasoning.derive import DERIVATIONS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
GOOD_RULES = DATA / "regelsets" / "goed"
GOOD_CASE = DATA / "casussen" / "goed.yaml"

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
        *arguments: str | Path, cwd: Path = tmp_path, env: dict[str, str] | None = None, **how: Any
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "PPS_ADVISOR_CACHE")}
        environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        return subprocess.run(
            [sys.executable, "-m", "pps_advisor", *map(str, arguments)],
            cwd=cwd,
            env=environment,
            encoding="utf-8",
            timeout=60,
            check=False,
            **how,
        )

    return run_program


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def ordinary_user() -> dict[str, Any]:
    """Arguments that run a process as someone for whom permissions count."""
    if os.name != "posix":
        pytest.skip("permissions work otherwise on this system")
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        user = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("run as root, and there is no user 'nobody' to run as instead")
    how = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    reaches = subprocess.run(
        [sys.executable, "-c", "import pps_advisor"], cwd=ROOT, check=False, **how
    )
    if reaches.returncode:
        pytest.skip("run as root from a folder that the user 'nobody' cannot reach")
    return how
