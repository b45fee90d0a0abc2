"""The tools of who writes a plugin: new, check, list, show, the rule tools, and pytest."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run
from plugin_factory import make_case, make_plugin

from pps_advisor.errors import InvalidInput
from pps_advisor.reading.plugins.new import new_plugin, plugin_id
from pps_advisor.reading.plugins.project import read_project
from pps_advisor.reasoning.rule_tools.plugin_tests import check

TODAY = dt.date(2026, 3, 1)
CHANGE = """\
aanpassingen:
  - regel: governance.geen-stuurgroep
    {}
    reden: Daarom.
    eigenaar: Piet
    tot: {}
"""


@pytest.mark.parametrize(
    "name", ["Zwolle", "'s-Hertogenbosch", "Súdwest-Fryslân", "Bergen (NH.)", "Den Haag"]
)
def test_a_new_plugin_works_as_it_stands(run: Run, name: str) -> None:
    """It passes its own check, for every way in which a municipality can be written."""
    made = run("plugins", "new", "mijn", "--municipality", name)
    checked = run("plugins", "check", "mijn")

    assert (made.returncode, checked.returncode) == (0, 0), checked.stdout
    assert "4 voorbeelden en 1 casus nagekeken, 0 opmerkingen." in checked.stdout


def test_a_new_plugin_passes_the_rule_tools_and_is_listed(tmp_path: Path, run: Run) -> None:
    """`rules check`, `rules test`, `plugins list` and `plugins show` work on it."""
    run("plugins", "new", "mijn", "--municipality", "Zwolle")
    folder = tmp_path / "mijn"

    assert run("rules", "check", "--plugin", "mijn").returncode == 0
    tested = run("rules", "test", "--plugin", "mijn", "-v")
    assert (tested.returncode, "zwolle.niet-in-wijkoverleg :: onbekend" in tested.stdout) == (
        0,
        True,
    )
    listed = run("plugins", "list", "--municipality", "Utrecht", cwd=folder).stdout
    for words in ("zwolle 0.1", "1 vraag, 1 regel en 1 aanbeveling", "Doet mee voor Utrecht: nee"):
        assert words in listed
    shown = run("plugins", "show", "zwolle", cwd=folder).stdout
    for words in ("[zwolle.wijkoverleg]", "[zwolle-wijkoverleg]", "van 4 keer per jaar naar 2"):
        assert words in shown
    assert "zwolle.niet-in-wijkoverleg" in run("rules", "list", cwd=folder).stdout
    assert "minimale_looptijd_jaren: 5 jaar" in run("plugins", "show", "kern").stdout


def test_what_stands_there_is_never_overwritten(tmp_path: Path, run: Run) -> None:
    """A folder that holds anything is left alone; an empty one is used."""
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("bewaar mij")
    (tmp_path / "leeg").mkdir()
    full = run("plugins", "new", "vol", "--municipality", "Zwolle")

    assert (full.returncode, "bestaat al en is niet leeg" in full.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]
    assert run("plugins", "new", "leeg", "--municipality", "Zwolle").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["leeg", "vol"]


@pytest.mark.parametrize("name", ["", " ", "Zwolle: x", "{a}", "a\nb: c", "[x]", "12", "---"])
def test_no_name_can_break_out_of_the_file(name: str) -> None:
    """What cannot be the name of a municipality is refused before anything is written."""
    with pytest.raises(InvalidInput, match="kan niet als naam van een gemeente"):
        new_plugin(name, TODAY)


def test_an_id_follows_from_the_name() -> None:
    """Small letters and hyphens, without accents."""
    names = ("Den Haag", "'s-Hertogenbosch", "Súdwest-Fryslân", "gemeente Zwolle")
    assert list(map(plugin_id, names)) == [
        "den-haag",
        "s-hertogenbosch",
        "sudwest-fryslan",
        "zwolle",
    ]


def bad_example(folder: Path) -> None:
    with open(folder / "regelsets" / "zwolle" / "regels.yaml", "a", encoding="utf-8") as file:
        file.write("    - {naam: fout, feiten: {zwolle.tafel: ja}, verwacht: vast}\n")


def case_that(expected: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "casussen").mkdir()
        make_case(folder / "casussen" / "een.yaml", more=f"verwacht:\n  {expected}\n")

    return write


def term(text: str) -> str:
    return f"termen: [{{{text}, reden: Zo heet het.}}]\n"


FAULTS = {
    "an adaptation that ended": (CHANGE.format("uit: ja", "2026-02-28"), None, "verlopen"),
    "a severity that holds already": (
        CHANGE.format("ernst: hoog", "2026-12-31").replace(
            "geen-stuurgroep", "veel-partijen-zonder-stuurgroep"
        ),
        None,
        "past-niets-aan",
    ),
    "advice that is given already": (
        CHANGE.format("extra_advies: {hoofd: [stuurgroep]}", "2026-12-31"),
        None,
        "past-niets-aan",
    ),
    "a word that is not there": (term("van: kwast, naar: borstel"), None, "past-niets-aan"),
    "an example that fails": ("", bad_example, "verwacht vast, maar de uitkomst is niet"),
    "a finding": ("", case_that("bevindingen: {zwolle.geen-tafel: niet}"), "De uitkomst is: vast"),
    "a finding that is absent": (
        "",
        case_that("bevindingen: {dubbelrol.dubbele-rol: vast}"),
        "De uitkomst is: ",
    ),
    "an advice too low": (
        "",
        case_that("aanbevelingen: {in_eerste: {1: [zwolle-tafel]}, niet: [zwolle-tafel]}"),
        "Verwacht bij 'zwolle-tafel': geen vast advies.",
    ),
    "a judgement": ("", case_that("oordelen: {governance: goed}"), "De uitkomst is: knelpunt"),
    "a rule that is not there": (
        "",
        case_that("bevindingen: {zwolle.geen-tafl: vast}"),
        "Bedoelt u 'zwolle.geen-tafel'?",
    ),
    "an advice that is not there": (
        "",
        case_that("aanbevelingen: {verschijnt: [zwolle-tafl]}"),
        "Bedoelt u 'zwolle-tafel'?",
    ),
    "a status that is not there": (
        "",
        case_that("bevindingen: {zwolle.geen-tafel: misschien}"),
        "'misschien' kan niet",
    ),
    "a key that is not there": ("", case_that("bevinding: {}"), "Bedoelt u 'bevindingen'?"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_the_check_finds(tmp_path: Path, what: str) -> None:
    """Adaptations that ended or do nothing, examples that fail, cases with other advice."""
    head, also, words = FAULTS[what]
    folder = make_plugin(tmp_path / "zwolle", head)
    if also:
        also(folder)
    found = check(folder, TODAY)

    assert any(words in str(problem) for problem in found.problems), found.problems
    assert all(str(folder) in str(problem) for problem in found.problems)


def test_the_check_is_content_with_what_is_right(tmp_path: Path) -> None:
    """Every kind of expectation can be met."""
    folder = make_plugin(tmp_path / "zwolle", CHANGE.format("ernst: laag", "2026-03-01"))
    case_that(
        "bevindingen: {zwolle.geen-tafel: vast, governance.gemeente-dominant: mogelijk}\n"
        "  aanbevelingen: {verschijnt: [zwolle-tafel], niet: [meerjarenfonds], "
        "in_eerste: {2: [zwolle-tafel]}}\n"
        "  oordelen: {governance: knelpunt}"
    )(folder)
    found = check(folder, TODAY)

    assert (found.problems, found.examples, found.cases) == ((), 3, 1)


def test_longer_words_that_keep_the_old_name_are_pointed_out(tmp_path: Path) -> None:
    """A compound that is not named is a remark; a named one is not."""
    files = {
        "regelsets/zwolle/aanbevelingen.yaml": (
            make_plugin(tmp_path / "eerst") / "regelsets/zwolle/aanbevelingen.yaml"
        )
        .read_text(encoding="utf-8")
        .replace("Aan een tafel praat", "Aan een tafelblad praat")
    }
    start = "van: tafel, naar: bank, meervoud: {tafels: banken}"
    head = term(start)
    problems = check(make_plugin(tmp_path / "een", head, files=files), TODAY).problems
    assert any("tafelblad" in problem.sentence for problem in problems)

    named = term(f"{start}, samenstellingen: {{tafelblad: zitvlak}}")
    problems = check(make_plugin(tmp_path / "twee", named, files=files), TODAY).problems
    assert not any("tafelblad" in problem.sentence for problem in problems)


def run_pytest(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run pytest as a municipality does, with the plugin that comes with pps-advisor."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "pps_advisor.pytest_plugin",
        "plugin.yaml",
    ]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        timeout=60,
    )


def test_pytest_runs_the_examples_and_cases_of_a_plugin(tmp_path: Path) -> None:
    """Each is a test of its own: right ones pass, wrong ones fail with their place."""
    folder = make_plugin(tmp_path / "zwolle")
    case_that("bevindingen: {zwolle.geen-tafel: vast}")(folder)
    good = run_pytest(folder)
    assert (good.returncode, "5 passed" in good.stdout) == (0, True), good.stdout

    bad_example(folder)
    bad = run_pytest(folder)
    assert (bad.returncode, "1 failed, 5 passed" in bad.stdout) == (1, True)
    assert "verwacht vast, maar de uitkomst is niet" in bad.stdout
    assert "Traceback" not in bad.stdout


def test_pytest_leaves_other_files_of_that_name_alone(tmp_path: Path) -> None:
    """A ``plugin.yaml`` of another tool is none of ours; a broken one of ours is an error."""
    (tmp_path / "plugin.yaml").write_text("name: iets anders\n", encoding="utf-8")
    assert "collected" not in run_pytest(tmp_path).stdout.replace("no tests collected", "")
    (tmp_path / "plugin.yaml").write_text("formaat: pps-advisor/plugin@1\n", encoding="utf-8")
    broken = run_pytest(tmp_path)
    assert "ontbreekt" in broken.stdout
    assert broken.returncode not in (0, 5)


def test_the_project_file_of_the_guide_can_be_read(tmp_path: Path) -> None:
    """The example in docs/lokale-regels.md is a project file."""
    guide = (ROOT / "docs" / "lokale-regels.md").read_text(encoding="utf-8")
    text = "formaat: pps-advisor/project@1" + guide.partition("formaat: pps-advisor/project@1")[2]
    path = tmp_path / "pps-advisor.yaml"
    path.write_text(text.partition("```")[0], encoding="utf-8")
    project = read_project(path)

    assert [tmp_path / ".." / "regels-van-onze-gemeente"] == list(project.plugins)
    assert tmp_path / "huisstijl.docx" == project.memo_template
