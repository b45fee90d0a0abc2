"""The program as a whole: exit codes, where words go, and files whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, ROOT, Run

CASE = ROOT / "cases" / "den-haag-instapeconomie.yaml"
FOREIGN = b"Notulen van het college.\r\n\xff"

needs_full = pytest.mark.skipif(
    not os.path.exists("/dev/full"), reason="this system has no /dev/full"
)


def complaint(result: subprocess.CompletedProcess[str], *words: str) -> str:
    """What was said about a mistake: on stderr, in printable Dutch, with exit code 2."""
    assert result.returncode == 2, result.stderr
    assert not result.stdout
    assert "Traceback" not in result.stderr
    assert all(line.isprintable() for line in result.stderr.splitlines())
    for english in ("Usage", "Error", "Try ", "No such", "Missing", "Invalid", "expected"):
        assert english not in result.stderr
    for word in words:
        assert word in result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["asses"], ["Er is geen opdracht 'asses'", "Bedoelt u 'assess'?"]),
        (["xyzzy"], ["Er is geen opdracht 'xyzzy'", "Kies uit: new, interview, assess"]),
        (["ASSESS"], ["Er is geen opdracht 'ASSESS'", "Bedoelt u 'assess'?"]),
        (["beoordeel"], ["Bedoelt u 'assess'?"]),
        (["help"], ["Bedoelt u '--help'?"]),
        (["casus.yaml"], ["Bedoelt u 'pps-advisor assess casus.yaml'?"]),
        (["rules", "lst"], ["Er is geen opdracht 'lst'", "Bedoelt u 'list'?"]),
        (["assess", "x.yaml", "--format", "jsn"], ["Bedoelt u 'json'?"]),
        (["completion"], ["SHELL ontbreekt", "bash, zsh, fish, powershell"]),
        (["--xyzzy"], ["De optie --xyzzy bestaat niet", "Zie 'pps-advisor --help'"]),
        (["assess"], ["CASUS ontbreekt", "Gebruik: pps-advisor assess [OPTIES] CASUS"]),
        (["assess", "een", "twee"], ["'twee' staat er te veel", "aanhalingstekens"]),
        (["assess", "x.yaml", "--fromat", "json"], ["--fromat bestaat niet", "--format"]),
        (["assess", "x.yaml", "--format", "pdf"], ["'pdf' kan niet bij --format", "tekst, json"]),
        (["assess", "x.yaml", "--engine", "v8"], ["'v8' kan niet bij --engine", "durable, plain"]),
        (["assess", "x.yaml", "--fail-on", "erg"], ["--fail-on", "laag, midden, hoog"]),
        (["assess", "x.yaml", "-o"], ["Achter -o hoort een waarde"]),
        (["assess", "x.yaml", "--overwrite=ja"], ["Achter --overwrite hoort geen waarde"]),
        (["assess", "x.yaml", "-o", "uit.xyz"], ["'uit.xyz'", ".html, .md, .json of .txt"]),
        (["rules"], ["Er ontbreekt een opdracht"]),
        (["rules", "xyzzy"], ["Er is geen opdracht 'xyzzy'"]),
        (["assess", "\x1b[31mx"], ["\\x1b[31mx: bestand-ontbreekt"]),
        (["\x1b[31mx"], ["Er is geen opdracht '\\x1b[31mx'"]),
        (["assess", "x.yaml", "--format", "\x1b[2J"], ["'\\x1b[2J' kan niet"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_command_line_is_told(arguments: list[str], words: list[str], run: Run) -> None:
    """Whatever is wrong with the command line, the answer is a Dutch sentence and code 2."""
    complaint(run(*arguments), *words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["assess", "nergens.yaml"], ["nergens.yaml: bestand-ontbreekt"]),
        (["assess", ROOT], ["geen-bestand", "Dit is een map"]),
        (["assess", "/dev/null"], ["geen-bestand", "geen gewoon bestand"]),
        (["assess", CASE.with_suffix(".yml")], ["Bedoelt u", CASE.name]),
        (["assess", CASE, "--rules", "nergens"], ["nergens: map-ontbreekt"]),
        (["assess", CASE, "--rules", ROOT / "cases"], ["geen-regelset", "regelset.yaml"]),
        (["assess", CASE, "--rules", CASE], ["map-ontbreekt", "een bestand, geen map"]),
        (["assess", CASE, "--without", "dubbelrl"], ["--without", "Bedoelt u 'dubbelrol'?"]),
        (["explain", CASE, "stuurgrop"], ["stuurgrop", "Bedoelt u 'stuurgroep'?"]),
        (["schema", "--rules", DATA / "regelsets" / "yaml-tab"], ["geen-regelset"]),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else None,
)
def test_a_wrong_file_is_told(arguments: list[str | Path], words: list[str], run: Run) -> None:
    """A file or folder that is not what it should be ends in a sentence and code 2."""
    complaint(run(*arguments), *words)


def test_all_problems_are_told_and_counted(run: Run) -> None:
    """Every mistake is on a line of its own, and the last line says how many there are."""
    said = complaint(run("assess", DATA / "casussen" / "meer-fouten-tegelijk.yaml"))

    places = [line.split("meer-fouten-tegelijk.yaml:")[-1] for line in said.splitlines()[:3]]
    assert places[0].startswith("1:1: ontbreekt: ")
    assert places[1].startswith("4:12: onmogelijke-datum: ")
    assert said.splitlines()[-1].endswith("problemen gevonden; er is geen uitvoer gemaakt.")


def test_one_problem_is_one_problem(run: Run) -> None:
    """The closing line is good Dutch for a single mistake too."""
    assert "\n1 probleem gevonden; " in complaint(run("assess", "nergens.yaml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("titel: De", 'titel: "\\e]0;hoi\\a\\e[2JDe'),
        ("titel:", '"tit\\e[31mel":'),
        ("gemeente: Den", "gemeente: \x1b[31mDen"),
        ("soort: gemeente", 'soort: "\\e[31mgemeente"'),
        ("soort: gemeente", "soort: ge\u202emeente"),
    ],
)
def test_codes_in_a_case_do_not_reach_the_terminal(
    old: str, new: str, tmp_path: Path, run: Run
) -> None:
    """A case file from elsewhere cannot recolour, rename or wipe the reader's terminal."""
    text = CASE.read_text(encoding="utf-8").replace(old, new, 1)
    if '"\\e]0' in new:
        text = text.replace("Den Haag Zuidwest\n", 'Den Haag Zuidwest"\n', 1)
    (tmp_path / "casus.yaml").write_text(text, encoding="utf-8")

    complaint(run("assess", "casus.yaml"), "casus.yaml:", "stuurteken")


@pytest.mark.parametrize("arguments", [["--help"], ["assess", "--help"], ["rules", "--help"]])
def test_help_is_in_dutch(arguments: list[str], run: Run) -> None:
    """A help page has no word of the library's own English."""
    result = run(*arguments)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Gebruik: pps-advisor")
    for english in ("Usage", "Options", "Commands", "Show this", "OPTIONS", "ARGS"):
        assert english not in result.stdout


def test_nothing_but_the_document_is_on_stdout(run: Run) -> None:
    """JSON on stdout can be read by a program as it is."""
    result = run("assess", CASE, "--format", "json")

    assert result.returncode == 0
    assert json.loads(result.stdout)["casus"]["id"] == "den-haag-instapeconomie"


def test_a_file_is_written_whole_and_can_be_made_again(tmp_path: Path, run: Run) -> None:
    """What the program made itself it may replace, without leaving anything beside it."""
    for _ in range(2):
        result = run("assess", CASE, "-o", "advies.json")
        assert (result.returncode, result.stdout) == (0, "")
        assert "Geschreven: advies.json" in result.stderr

    assert os.listdir(tmp_path) == ["advies.json"]
    assert json.loads((tmp_path / "advies.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "command", [["assess", CASE, "--format", "tekst"], ["schema"]], ids=["assess", "schema"]
)
def test_a_foreign_file_is_left_alone(command: list[Any], tmp_path: Path, run: Run) -> None:
    """A file of someone else keeps its bytes, unless --overwrite is given."""
    target = tmp_path / "notulen.txt"
    target.write_bytes(FOREIGN)

    complaint(run(*command, "-o", target), "bestaat-al", "--overwrite")

    assert target.read_bytes() == FOREIGN
    assert run(*command, "-o", target, "--overwrite").returncode == 0
    assert target.read_bytes() != FOREIGN
    assert os.listdir(tmp_path) == ["notulen.txt"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nergens/advies.json", "de map bestaat niet"),
        ("bestand/advies.json", "een bestand, geen map"),
        ("map.json", "Dit is een map"),
        ("x" * 300 + ".json", "de naam is te lang"),
    ],
)
def test_a_place_that_cannot_be_written_is_told(
    target: str, words: str, tmp_path: Path, run: Run
) -> None:
    """An impossible place for the output is a sentence, and leaves nothing behind."""
    (tmp_path / "bestand").write_bytes(FOREIGN)
    (tmp_path / "map.json").mkdir()

    complaint(run("assess", CASE, "-o", target), words)

    assert sorted(os.listdir(tmp_path)) == ["bestand", "map.json"]
    assert (tmp_path / "bestand").read_bytes() == FOREIGN


@needs_full
def test_a_device_is_not_replaced_by_a_file(run: Run) -> None:
    """`-o /dev/full --overwrite` does not put a file in the place of a device."""
    said = run("schema", "-o", "/dev/full", "--overwrite")

    complaint(said, "/dev/full", "geen gewoon bestand")
    assert Path("/dev/full").is_char_device()


def test_a_link_stays_a_link(tmp_path: Path, run: Run) -> None:
    """Writing to a link writes to the file that it points at."""
    (tmp_path / "echt.json").write_text("")
    (tmp_path / "link.json").symlink_to("echt.json")

    assert run("schema", "-o", "link.json", "--overwrite").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "echt.json").read_text(encoding="utf-8"))


@needs_full
@pytest.mark.parametrize(
    "arguments", [["assess", CASE], ["schema"], ["--help"]], ids=["assess", "schema", "help"]
)
def test_a_full_disk_behind_stdout_is_told(arguments: list[Any], run: Run) -> None:
    """When the disk is full, that is what is said, and nothing more when Python closes."""
    with open("/dev/full", "w") as full:
        result = run(*arguments, stdout=full)

    assert result.returncode == 2
    assert (result.stderr.splitlines()) == [
        "De uitvoer kan niet worden geschreven: de schijf is vol."
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no limit on file sizes")
def test_a_file_that_does_not_fit_leaves_nothing_behind(tmp_path: Path, run: Run) -> None:
    """When writing stops halfway, the old file is still there and no half one is."""
    small_files_only = (
        "import resource, sys\n"
        "sys.dont_write_bytecode = True  # half a module in the cache would break later runs\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    )
    (tmp_path / "schema.json").write_bytes(FOREIGN)
    result = run("schema", "-o", "schema.json", "--overwrite", before=small_files_only)

    complaint(result, "schema.json: niet-geschreven", "te groot", "niets veranderd")
    assert os.listdir(tmp_path) == ["schema.json"]
    assert (tmp_path / "schema.json").read_bytes() == FOREIGN


def test_a_read_only_folder_is_told(tmp_path: Path, powerless: str, run: Run) -> None:
    """Without the right to write there, nothing is written and that is said."""
    tmp_path.chmod(0o555)
    result = run("schema", "-o", "schema.json", before=powerless)
    tmp_path.chmod(0o755)

    complaint(result, "schema.json: niet-geschreven", "u hebt hier geen rechten voor")
    assert os.listdir(tmp_path) == []


def test_a_file_without_permission_is_told(tmp_path: Path, powerless: str, run: Run) -> None:
    """A case that may not be read is called that, not absent or broken."""
    case = tmp_path / "casus.yaml"
    case.write_bytes(CASE.read_bytes())
    case.chmod(0)

    result = run("assess", "casus.yaml", before=powerless)

    complaint(result, "casus.yaml: geen-toegang", "leesrechten")


def test_rules_without_permission_are_told(tmp_path: Path, powerless: str, run: Run) -> None:
    """A folder of rules that may not be opened is called that."""
    (tmp_path / "regels").mkdir(mode=0)

    result = run("schema", "--rules", "regels", before=powerless)

    complaint(result, "regels: geen-toegang", "u hebt hier geen rechten voor")


def test_it_works_for_someone_without_a_home(powerless: str, run: Run) -> None:
    """Where no cache can be written, the program does without."""
    nowhere = {"PPS_ADVISOR_CACHE": "/nergens/cache"}

    result = run("assess", CASE, env=nowhere, before=powerless)

    assert result.returncode == 0, result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_make_it_wait(tmp_path: Path, run: Run) -> None:
    """A pipe that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "pijp.yaml")

    complaint(run("assess", "pijp.yaml"), "pijp.yaml: geen-bestand", "geen gewoon bestand")


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise on this system")
def test_a_reader_that_leaves_is_no_mistake() -> None:
    """`pps-advisor ... | head -1` ends without a word."""
    command = [sys.executable, "-m", "pps_advisor", "assess", str(CASE), "--format", "json"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="streams close otherwise on this system")
def test_a_closed_stdout_is_told(run: Run) -> None:
    """Without anywhere to write to (`>&-`), that is what is said."""
    result = run("schema", before="import os; os.close(1)\n")

    assert result.returncode == 2
    assert "De uitvoer kan niet worden geschreven: de uitvoer is gesloten." in result.stderr


def test_a_mistake_of_ours_is_not_blamed_on_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug ends in code 70 with a sentence; with PPS_ADVISOR_DEBUG=1 it shows itself."""
    from pps_advisor import api
    from pps_advisor.cli import main

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("kapot\x1b[31m")

    monkeypatch.setattr(api, "rulebook", broken)
    monkeypatch.delenv("PPS_ADVISOR_DEBUG", raising=False)
    assert exit_code_of(lambda: main(["schema"])) == 70
    said = capsys.readouterr().err
    assert "Er ging iets mis in pps-advisor zelf: RuntimeError: kapot\\x1b[31m" in said
    assert "Traceback" not in said

    monkeypatch.setenv("PPS_ADVISOR_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["schema"])


def exit_code_of(call: Callable[[], None]) -> object:
    with pytest.raises(SystemExit) as caught:
        call()
    return caught.value.code


@pytest.mark.parametrize("link", [False, True])
def test_the_case_itself_is_never_overwritten(run: Run, tmp_path: Path, link: bool) -> None:
    """Not even with --overwrite, and not by way of a link, does output replace the case."""
    case = tmp_path / "casus.yaml"
    case.write_bytes(CASE.read_bytes())
    output = tmp_path / "advies.html"
    if link:
        output.symlink_to(case)
    else:
        output = case
    arguments = ["assess", case, "-o", output, "--overwrite", "--format", "html"]
    complaint(run(*arguments), "is-de-casus", "Kies een andere naam")
    assert case.read_bytes() == CASE.read_bytes()


def test_pages_leave_the_files_of_others_alone(run: Run, tmp_path: Path) -> None:
    """`rules pages` does not write over notes that happen to have the name of a theme."""
    notes = tmp_path / "map" / "governance.md"
    notes.parent.mkdir()
    notes.write_text("notities", encoding="utf-8")
    result = run("rules", "pages", "map")
    assert result.returncode == 2
    assert notes.read_text(encoding="utf-8") == "notities"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_rules_does_not_hang(run: Run, tmp_path: Path) -> None:
    """A named pipe in a ruleset folder is refused like any file that is none."""
    folder = tmp_path / "regels"
    folder.mkdir()
    (folder / "regelset.yaml").write_text("id: x\n", encoding="utf-8")
    os.mkfifo(folder / "regels.yaml")
    result = run("assess", CASE, "--rules", "regels")
    assert result.returncode == 2
    assert "geen-bestand" in result.stderr
