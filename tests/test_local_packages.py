"""The plugins in plugins/ as packages: built, installed together, and used by the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from test_local_plugins import LOCAL, PLUGINS, ROOT

pytestmark = pytest.mark.xdist_group("local packages")
each_plugin = pytest.mark.parametrize("name", LOCAL)


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", *map(str, arguments), "--quiet", "--no-deps"]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A wheel of each plugin, built without a network."""
    folder = tmp_path_factory.mktemp("wheels")
    sources = [PLUGINS / f"pps-advisor-{name}" for name in LOCAL]
    _pip("wheel", "--no-build-isolation", "--no-index", "-w", folder, *sources)
    return {name: next(folder.glob(f"*{name.replace('-', '_')}*.whl")) for name in LOCAL}


@pytest.fixture(scope="module")
def site(wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all four are installed."""
    folder = tmp_path_factory.mktemp("site")
    _pip("install", "--no-index", "--target", folder, *wheels.values())
    return folder


def assess(run: Run, case: str, *options: str, site: Path | None = None) -> str:
    """What `assess` writes as JSON for a case of the core."""
    path = os.pathsep.join(map(str, [ROOT, *([site] if site else [])]))
    source = ROOT / "cases" / f"{case}.yaml"
    done = run("assess", source, "--format", "json", *options, env={"PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@each_plugin
def test_a_wheel_carries_the_rules_and_no_tests(wheels: dict[str, Path], name: str) -> None:
    """Each installs by itself, with its rules and own case as package data."""
    package = f"pps_advisor_{name.replace('-', '_')}"
    with zipfile.ZipFile(wheels[name]) as wheel:
        names = set(wheel.namelist())
        points = wheel.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
    carried = {
        f"{package}/plugin.yaml",
        f"{package}/casussen/{LOCAL[name].own_case}.yaml",
        *(
            f"{package}/regelsets/{name}/{part}.yaml"
            for part in ("regelset", "vragen", "regels", "aanbevelingen")
        ),
    }

    assert carried <= names
    assert f"[pps_advisor]\n{name} = {package}\n" == points
    code = {one for one in names if one.endswith(".py")}
    assert code <= {f"{package}/__init__.py", f"{package}/facts.py"}
    assert bool(code) is LOCAL[name].has_code


@each_plugin
def test_an_installed_plugin_takes_part_by_itself(run: Run, site: Path, name: str) -> None:
    """With all four installed a case gets the advice of its own municipality's, unasked."""
    found: dict[str, Any] = json.loads(assess(run, LOCAL[name].case, site=site))

    assert [name] == [one["id"] for one in found["verantwoording"]["plugins"]]
    assert LOCAL[name].advice <= {one["id"] for one in found["aanbevelingen"]}
    ours = {one["id"] for one in found["aanbevelingen"] if one["id"].startswith(tuple(LOCAL))}
    assert LOCAL[name].advice == ours


def test_installed_plugins_leave_other_municipalities_and_no_plugins_alone(
    run: Run, site: Path
) -> None:
    """Elsewhere, and with --no-plugins, the output is byte for byte that of the core."""
    elsewhere = "gezonde-samenwerking"

    assert assess(run, elsewhere) == assess(run, elsewhere, site=site)
    own = LOCAL["zwolle"].case
    assert assess(run, own) == assess(run, own, "--no-plugins", site=site)


def test_the_tests_beside_a_plugin_with_code_pass() -> None:
    """Where a plugin derives facts in Python, its own tests of them run here too."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    tests = PLUGINS / "pps-advisor-amsterdam" / "tests"
    done = subprocess.run([*command, tests], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stdout


def test_a_package_that_adds_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    """A package that lost its plugin.yaml never means that there are silently fewer rules."""
    package = tmp_path / "pps_advisor_leeg"
    package.mkdir()
    (package / "__init__.py").write_text("")
    about = tmp_path / "pps_advisor_leeg-1.0.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: pps-advisor-leeg\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[pps_advisor]\nleeg = pps_advisor_leeg\n")
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    case = ROOT / "cases" / "kaal.yaml"

    done = run("assess", case, env={"PYTHONPATH": path})

    assert done.returncode == 2
    assert done.stdout == ""
    assert "pps-advisor-leeg" in done.stderr
    assert "plugin.yaml" in done.stderr
    assert run("assess", case, "--no-plugins", env={"PYTHONPATH": path}).returncode == 0


@each_plugin
def test_who_has_it_installed_can_check_the_folder(run: Run, site: Path, name: str) -> None:
    """The folder that is named is looked at, also when another copy of it is installed."""
    path = os.pathsep.join(map(str, [ROOT, site]))
    folder = PLUGINS / f"pps-advisor-{name}"
    done = run("plugins", "check", folder, env={"PYTHONPATH": path})

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Plug-in {name} 1.0.0: " in done.stdout
    assert f"let op: Deze plug-in is ook geïnstalleerd, in {site}" in done.stderr


def test_the_list_names_the_package_as_pip_knows_it(run: Run, site: Path) -> None:
    """Who wants a plugin gone, reads in the list what to uninstall."""
    path = os.pathsep.join(map(str, [ROOT, site]))
    done = run("plugins", "list", env={"PYTHONPATH": path})

    for name in LOCAL:
        assert f"Komt van: pakket pps-advisor-{name}, map" in " ".join(done.stdout.split())


def test_two_copies_in_an_assessment_clash_with_a_remedy(run: Run, site: Path) -> None:
    """Which copy counts is for the user to say; how is in the message."""
    path = os.pathsep.join(map(str, [ROOT, site]))
    folder = PLUGINS / "pps-advisor-zwolle"
    case = ROOT / "cases" / "zwolle-sociale-basis.yaml"
    done = run("assess", case, "--plugin", folder, env={"PYTHONPATH": path})

    assert (done.returncode, done.stdout) == (2, "")
    assert f"De eerste staat in {folder}{os.sep}plugin.yaml" in done.stderr
    assert "'pip uninstall pps-advisor-zwolle'" in done.stderr
