"""Help that teaches: first steps, examples, Dutch, nearest matches, completion and progress."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import ROOT, Run

from pps_advisor.cli.main import COMMANDS, cli
from pps_advisor.cli.shared.dutch import DutchContext, in_dutch, usage_lines
from pps_advisor.cli.shared.progress import followed
from pps_advisor.model.knowledge.catalogue import Catalogue

ENGLISH = re.compile(
    r"\b(?:argument|arguments|available|button|choose|command|default|deprecated|directory|does|"
    r"error|exist|file|from|integer|invalid|missing|must|option|options|path|range|readable|"
    r"required|requires|such|takes|text|the|try|unexpected|usage|valid|value|values|with)\b",
    re.IGNORECASE,
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command, with the words by which it is called."""

    def under(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield path, command
        for name, inner in getattr(command, "commands", {}).items():
            yield from under(f"{path} {name}", inner)

    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield from under(f"pps-advisor {name}", command)


ALL = dict(commands())


def page(path: str) -> str:
    command = ALL[path]
    return command.get_help(DutchContext(command, info_name=path))


def examples(path: str) -> list[str]:
    """The command lines in a help page that start with the command itself."""
    text = (ALL[path].help or "").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip().startswith(path)]


def test_alone_it_shows_the_three_first_steps(run: Run) -> None:
    """Whoever types only the name learns where to begin; this is no mistake."""
    result = run()

    assert result.returncode == 0
    assert [line[:4] for line in result.stdout.splitlines() if line.startswith("  ")] == [
        "  1.",
        "  2.",
        "  3.",
    ]
    for named in re.findall(r"pps-advisor (\w+)", result.stdout):
        assert named in COMMANDS


def test_the_list_of_commands_fits_on_a_narrow_screen(run: Run) -> None:
    """No line of the first help page is longer than 80 characters."""
    assert max(map(len, run("--help").stdout.splitlines())) <= 80


@pytest.mark.parametrize("path", ALL)
def test_every_command_has_an_example_that_can_be_typed(path: str) -> None:
    """The example names options that exist, with as many arguments as the command takes."""
    assert examples(path)
    for example in examples(path):
        words = shlex.split(re.split(r" >>? ", example)[0])[1:]
        context = click.Context(cli)
        command: click.Command = cli
        while words and isinstance(command, click.Group):
            inner = command.get_command(context, words.pop(0))
            assert inner is not None, example
            command = inner
        command.make_context(path, words)


@pytest.mark.parametrize("path", ALL)
def test_help_pages_are_dutch(path: str) -> None:
    """No word of click itself is left in English, and nothing is cut off with dots."""
    text = re.sub(r"--[a-z-]+|`[^`]*`|pps-advisor [a-z ]+|\{[^}]*\}", "", page(path))
    text = re.sub(r"(?m)^ {2,}[a-z]+  ", "", text)  # names of commands

    assert ENGLISH.findall(text) == []
    assert not re.search(r"\w\.\.\.$", page(path), re.MULTILINE)


class _Everything:
    """A command with every kind of argument and option that click has."""

    def __init__(self) -> None:
        params: list[click.Parameter] = [
            click.Argument(["pair"], metavar="PAAR", nargs=2, required=False),
            click.Option(["--count"], type=click.INT),
            click.Option(["--many"], type=click.IntRange(1, 5), default=2, show_default=True),
            click.Option(["--least"], type=click.IntRange(min=1)),
            click.Option(["--most"], type=click.FloatRange(max=1)),
            click.Option(["--share"], type=click.FLOAT),
            click.Option(["--day"], type=click.DateTime(["%Y-%m-%d"])),
            click.Option(["--kind"], type=click.Choice(["rood", "groen"])),
            click.Option(["--on"], type=click.BOOL),
            click.Option(["--old"], is_flag=True, deprecated=True),
            click.Option(["--two"], nargs=2),
            click.Option(["--here"], type=click.Path(exists=True)),
            click.Option(["--folder"], type=click.Path(exists=True, file_okay=False)),
            click.Option(["--plain"], type=click.Path(exists=True, dir_okay=False)),
            click.Option(["--opened"], type=click.File()),
            click.Option(["--text"], envvar="TEKST", show_envvar=True),
            click.Option(["--needed"], required=True, type=click.Choice(["ja", "nee"])),
        ]
        self.command = in_dutch(click.Command("alles", params=params, callback=lambda **_: None))
        self.group = in_dutch(click.Group("groep", commands=[self.command]))

    def complaint(self, arguments: list[str], command: click.Command | None = None) -> str:
        with pytest.raises(click.ClickException) as caught:
            (command or self.command).main(arguments, "alles", standalone_mode=False)
        return usage_lines(caught.value)[0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("", "De optie --needed is nodig. Kies uit: ja, nee."),
        ("--needed", "Achter --needed hoort een waarde."),
        ("--needed misschien", "'misschien' kan niet bij --needed. Kies uit: ja, nee."),
        ("--kind goen", "'goen' kan niet bij --kind. Bedoelt u 'groen'? Kies uit: rood, groen."),
        ("--count een", "'een' bij --count is geen heel getal."),
        ("--many 9", "Bij --many hoort een getal van 1 tot en met 5."),
        ("--least 0", "Bij --least hoort een getal van 1 of meer."),
        ("--most 2", "Bij --most hoort een getal van hoogstens 1."),
        ("--share half", "'half' bij --share is geen getal."),
        ("--day morgen", "'morgen' bij --day is geen datum. Schrijf jjjj-mm-dd, zoals 2026-03-18."),
        ("--on misschien", "'misschien' kan niet bij --on. Kies uit: true, false."),
        ("--old=1", "Achter --old hoort geen waarde."),
        ("--two een", "Achter --two horen 2 waarden."),
        ("--here weg.txt", "'weg.txt' bij --here bestaat niet."),
        ("--folder pyproject.toml", "'pyproject.toml' bij --folder is een bestand, geen map."),
        ("--plain tests", "'tests' bij --plain is een map, geen bestand."),
        ("--opened weg.txt", "'weg.txt' bij --opened kan niet worden gebruikt."),
        ("--cuont 1", "De optie --cuont bestaat niet. Bedoelt u --count?"),
        ("--needed ja een", "Bij pair horen 2 waarden."),
        (
            "--needed ja een twee drie",
            "'drie' staat er te veel. Een naam met een spatie hoort tussen aanhalingstekens.",
        ),
    ],
)
def test_what_click_says_about_a_mistake_is_dutch(
    arguments: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every mistake that click can find on a command line has a Dutch sentence."""
    monkeypatch.chdir(ROOT)

    assert sentence == _Everything().complaint(arguments.split())


def test_what_click_says_about_commands_is_dutch() -> None:
    """A subcommand that is missing or misspelt gets the known ones or the nearest."""
    everything = _Everything()

    missing = everything.complaint([], everything.group)
    misspelt = everything.complaint(["allse"], everything.group)

    assert missing == "Er ontbreekt een opdracht. Kies uit: alles."
    assert misspelt == "Er is geen opdracht 'allse'. Bedoelt u 'alles'?"


def test_help_pages_with_everything_in_them_are_dutch() -> None:
    """Defaults, kinds of values, what is required and old options are named in Dutch."""
    command = _Everything().command

    text = command.get_help(DutchContext(command, info_name="alles"))

    assert ENGLISH.findall(re.sub(r"--\w+", "", text)) == []
    for words in ("[standaard: 2; 1<=x<=5]", "[verplicht]", "(VEROUDERD)", "GETAL", "TEKST"):
        assert words in text


def complete(shell: str, words: list[str], cwd: Path) -> list[str]:
    """What the program answers a shell that asks how to go on after these words."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "_PPS_ADVISOR_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": shlex.join(words) if words[-1] else f"{shlex.join(words[:-1])} ",
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words) - 1),
    }
    result = subprocess.run(
        [sys.executable, "-m", "pps_advisor"],
        env=environment,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert not result.stderr
    return result.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with cases and other files."""
    for name in ("een.yaml", "twee.yml", "foto.png"):
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["pps-advisor", "inter"], ["interview"]),
        (["pps-advisor", "assess", ""], ["een.yaml", "twee.yml"]),
        (["pps-advisor", "assess", "./tw"], ["./twee.yml"]),
        (["pps-advisor", "interview", "een.yaml", "--theme", "gov"], ["governance"]),
        (
            ["pps-advisor", "explain", "een.yaml", "governance.stuurg"],
            ["governance.stuurgroep-met-heldere-rollen", "governance.stuurgroep"],
        ),
        (["pps-advisor", "explain", "een.yaml", "stuurg"], ["stuurgroep"]),
        (["pps-advisor", "rules", "show", "governance.geen-stuu"], ["governance.geen-stuurgroep"]),
        (["pps-advisor", "assess", "een.yaml", "--fail-on", "h"], ["hoog"]),
        (["pps-advisor", "explain", "een.yaml", "--rules", "weg", "stuurg"], []),
        (
            ["pps-advisor", "whatif", "een.yaml", "governance.stuur"],
            [f"governance.stuurgroep={answer}" for answer in ("ja", "deels", "nee")],
        ),
        (
            ["pps-advisor", "whatif", "een.yaml", "governance.stuurgroep", "="],
            ["ja", "deels", "nee"],
        ),
        (["pps-advisor", "whatif", "een.yaml", "governance.stuurgroep", "=", "n"], ["nee"]),
        (
            ["pps-advisor", "whatif", "een.yaml", "--goal", "governance.geen-stuu"],
            ["governance.geen-stuurgroep"],
        ),
        (["pps-advisor", "compare", "een.yaml", "tw"], ["twee.yml"]),
        (["pps-advisor", "questions", "tw"], ["twee.yml"]),
        (["pps-advisor", "memo", "tw"], ["twee.yml"]),
        (["pps-advisor", "memo", "een.yaml", "--only", "stuurg"], ["stuurgroep"]),
        (["pps-advisor", "survey", "make", "een.yaml", "--theme", "gov"], ["governance"]),
    ],
)
def test_a_shell_completes_commands_cases_and_ids(
    words: list[str], found: list[str], folder: Path
) -> None:
    """Question, rule and recommendation ids and case files are completed, without a word."""
    assert [f"plain,{name}" for name in found] == list(
        filter(None, complete("bash", words, folder))
    )


def test_answers_are_completed_with_their_question(core: Catalogue) -> None:
    """A pair of question and answer can be completed as one word."""
    from pps_advisor.cli.shared import complete

    param = click.Argument(["answers"])
    found = complete.answers(click.Context(cli), param, "governance.stuurgroep")

    assert [f"governance.stuurgroep={answer}" for answer in ("ja", "deels", "nee")] == [
        item.value for item in found
    ]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_ask_in_their_own_way(shell: str, folder: Path) -> None:
    """Each shell gets the names in the form that its script reads."""
    words = ["pps-advisor", "explain", "een.yaml", "governance.stuurg"]

    assert "governance.stuurgroep" in "\n".join(complete(shell, words, folder))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_a_shell_is_printed(shell: str, run: Run) -> None:
    """The script calls the program in the way that the tests above do."""
    result = run("completion", shell)

    assert result.returncode == 0
    assert f"{shell}_complete" in result.stdout
    assert "_PPS_ADVISOR_COMPLETE" in result.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_itself_completes_with_the_script(run: Run, folder: Path) -> None:
    """In a real bash the completion function of the script finds the case."""
    (folder / "completion.sh").write_text(run("completion", "bash").stdout, encoding="utf-8")
    program = folder / "pps-advisor"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m pps_advisor "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    lines = (
        "source ./completion.sh; COMP_WORDS=(pps-advisor assess ee); COMP_CWORD=2; "
        '_pps_advisor_completion ./pps-advisor; echo "${COMPREPLY[@]}"'
    )

    result = subprocess.run(
        ["bash", "--norc", "-c", lines],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert result.stdout == "een.yaml\n"


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("screen", "shows"), [(_Screen(), True), (io.StringIO(), False)])
def test_long_work_shows_how_far_it_is_in_a_terminal_only(
    screen: Any, shows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After half a second the count appears on stderr, and it is wiped at the end."""
    ticks = iter(range(100))
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))

    assert list(followed([1, 2, 3], "Casussen", 3)) == [1, 2, 3]

    said = screen.getvalue()
    assert ("Casussen: 3 van 3" in said) is shows
    assert said.endswith("\r") is shows


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done within half a second does not flicker."""
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    assert list(followed([1, 2], "Casussen")) == [1, 2]
    assert screen.getvalue() == ""
