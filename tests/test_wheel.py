"""The wheel: built, installed in a fresh environment, and used in another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("wheel")


def _run(*command: str | Path, cwd: Path, **environment: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PPS_"))}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from that archive."""
    folder = tmp_path_factory.mktemp("built")
    temporary = tmp_path_factory.mktemp("temporary")
    _run(sys.executable, "-m", "build", "-o", folder, ROOT, cwd=folder, TMPDIR=str(temporary))
    assert not list(temporary.iterdir()), "the build leaves temporary files behind"
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


def test_the_source_archive_can_be_tested_and_measured(built: Path) -> None:
    """All that `make test`, `make check`, `make bench` and a build need travels in it."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    needed = "Makefile pyproject.toml hatch_build.py requirements-dev.txt requirements-axe.txt"
    needed += " requirements-plain.txt .ci/run benchmarks/__main__.py tests/conftest.py"
    assert set(needed.split()) - names == set()


def test_wheel_carries_the_rules_the_cases_and_the_compiled_catalogue(wheel: Path) -> None:
    """Everything that an assessment needs travels in the wheel, and nothing of the tests."""
    names = zipfile.ZipFile(wheel).namelist()

    assert "pps_advisor/data/rules/governance/regels.yaml" in names
    assert "pps_advisor/data/cases/den-haag-instapeconomie.yaml" in names
    assert any(
        n.startswith("pps_advisor/data/compiled/") and n.endswith(".catalogus") for n in names
    )
    assert "pps_advisor/formats/web/beoordeling.html.j2" in names
    assert "pps_advisor/formats/pdf/document.typ" in names
    assert "pps_advisor/formats/odf/odt-styles.xml" in names
    assert "pps_advisor/formats/common/fonts/SourceSansPro-Regular.ttf" in names
    assert not any(name.startswith(("tests", "benchmarks")) for name in names)


def test_installed_wheel_assesses_a_case_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """A fresh environment in another folder gives advice without reading or compiling rules."""
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    work, cache = tmp_path / "werk", tmp_path / "cache"
    work.mkdir()
    case = ROOT / "cases" / "den-haag-instapeconomie.yaml"
    (work / "casus.yaml").write_bytes(case.read_bytes())

    output = _run(
        scripts / "pps-advisor",
        "assess",
        "casus.yaml",
        "--format",
        "json",
        cwd=work,
        PPS_ADVISOR_CACHE=str(cache),
    )

    assessment = json.loads(output)
    assert assessment["formaat"] == "pps-advisor/beoordeling@1"
    assert assessment["aanbevelingen"]
    assert not cache.exists(), "the compiled catalogue in the wheel was not used"
    _run(scripts / "pps-advisor", "plugins", "new", "eigen", "--municipality", "Zwolle", cwd=work)
    checked = _run(scripts / "pps-advisor", "plugins", "check", "eigen", cwd=work)
    assert "0 opmerkingen" in checked
