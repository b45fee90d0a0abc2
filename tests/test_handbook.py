"""docs/handleiding.md, tried literally: its commands in an empty folder, its pictures anew."""

from __future__ import annotations

import builtins
import glob
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from html import escape
from pathlib import Path

import pytest
from conftest import DATA, ROOT
from player import Player
from survey_factory import fill, same_for

from pps_advisor.api import load_case, load_catalogue
from pps_advisor.cli import main

GUIDE = ROOT / "docs" / "handleiding.md"
PICTURES = ROOT / "docs" / "beelden"
FACTS = DATA / "handleiding" / "buurtkamer.yaml"
DAY = "2026-11-01"
ANSWERED = 60
TYPED = "\0"
"""Stands before what a user types, so that a picture can show it apart."""


class Tour:
    """Runs the commands of the guide in one folder; remembers what was on the screen."""

    def __init__(self) -> None:
        self.screens: dict[str, str] = {}

    def run(self, line: str) -> str:
        """Run a command line of the guide; its output, with what was typed."""
        if before := _BY_HAND.get(" ".join(line.split()[1:3])):
            before()
        words = [found for word in shlex.split(line) for found in sorted(glob.glob(word)) or [word]]
        assert words[0] == "pps-advisor", f"the guide can only be tried with our own: {line}"
        # A reader has today; pictures need one day.
        extra = ["--date", DAY] if words[1:2] == ["new"] else []
        player: _Stopping | _Agreeing | None = None
        if words[1:3] == ["survey", "import"]:
            player = _Agreeing()
        if words[1:2] == ["interview"]:
            player = _Stopping()
        if isinstance(player, _Stopping) and any(
            earlier.startswith("pps-advisor interview") for earlier in self.screens
        ):
            player.resume()
        screen, code = _played(words[1:] + extra, player)
        assert code == 0, f"{line}\n{screen}"
        self.screens[line] = f"$ {TYPED}{line}\n{screen}"
        return screen


class _Stopping(Player):
    """Answers with the facts of the guide, and stops after enough questions."""

    def __init__(self) -> None:
        catalogue = load_catalogue()
        super().__init__(load_case(FACTS, catalogue), catalogue)
        self._script = self._start_of_existing()

    def _start_of_existing(self) -> Iterator[str]:
        script = self._start()
        next(script), next(script)  # title and municipality stand in the file already
        yield from script

    def reply(self, screen: str) -> str:
        stop = len(self.asked) >= ANSWERED and re.search(r"Vraag \d+ \(", screen)
        return "q" if stop else super().reply(screen)


class _Agreeing:
    """Says yes."""

    def reply(self, screen: str) -> str:
        return "j"


def _partners_fill_in() -> None:
    """What the reader waits for: three people of each party fill in their sheet."""
    Path("ingevuld").mkdir()
    empty = Path("vragenlijsten/enquete-buurtkamer.xlsx").read_bytes()
    answers = {"Gemeente Voorbeeldstad": "4 eens", "Stichting Buurtkamer": "2 oneens"}
    for name, answer in answers.items():
        people = same_for(answer, "relaties.vertrouwen", "relaties.respect")
        Path(f"ingevuld/{name}.xlsx").write_bytes(fill(empty, {name: people}))


def _half_a_year_passes() -> None:
    """What the guide says to do by hand: a copy with a new date; and a steering group came."""
    text = Path("buurtkamer.yaml").read_text(encoding="utf-8")
    for old, new in (
        (f"peildatum: {DAY}", "peildatum: 2027-05-01"),
        ("\n    stuurgroep: nee\n", "\n    stuurgroep: ja\n"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path("buurtkamer-2027.yaml").write_text(text, encoding="utf-8")


_BY_HAND = {"survey import": _partners_fill_in, "compare buurtkamer.yaml": _half_a_year_passes}


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _played(arguments: list[str], player: Player | _Agreeing | None) -> tuple[str, int]:
    """Run the program in this process, as if in a terminal of 80 columns."""
    raw = io.BytesIO()
    screen = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    seen = 0

    def read(prompt: str) -> str:
        nonlocal seen
        assert player is not None
        text = raw.getvalue().decode()
        typed = player.reply(text[seen:])
        seen = len(text)
        screen.write(f"{prompt}{TYPED}{typed}\n")
        return typed

    kept, builtins.input = builtins.input, read
    keyboard, sys.stdin = sys.stdin, _Terminal() if player else sys.stdin
    try:
        with (
            redirect_stdout(screen),
            redirect_stderr(io.StringIO()),
            pytest.raises(SystemExit) as end,
        ):
            main(arguments)
    finally:
        builtins.input, sys.stdin = kept, keyboard
    return raw.getvalue().decode(), int(end.value.code or 0)


@contextmanager
def empty_folder() -> Iterator[Path]:
    """Be in an empty folder."""
    back = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(back)


def console_blocks() -> Iterator[list[str]]:
    """The blocks of the guide that show a terminal, line by line."""
    for block in re.findall(r"```console\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        yield block.splitlines()


def take_the_tour() -> tuple[Tour, dict[str, str]]:
    """Run every command of the guide in order; with what the guide says came out of each."""
    tour, claimed = Tour(), {}
    with empty_folder():
        for block in console_blocks():
            for line in block:
                if line.startswith("$ "):
                    command = line.removeprefix("$ ")
                    tour.run(command)
                    claimed[command] = ""
                else:
                    claimed[command] += f"{line}\n"
        case = load_case("buurtkamer.yaml", load_catalogue())
        assert len(case.parties or ()) == 3
        for path in Path().glob("*.yaml"):
            tour.screens[path.name] = path.read_text(encoding="utf-8")
    return tour, claimed


def pictures(tour: Tour) -> dict[str, str]:
    """The pictures of the guide, by the name of their file."""
    interview = tour.screens["pps-advisor interview buurtkamer.yaml"]
    assess = tour.screens["pps-advisor assess buurtkamer.yaml"]
    explain = tour.screens["pps-advisor explain buurtkamer.yaml stuurgroep"]
    new = tour.screens["kort.yaml"]
    filled = tour.screens["pps-advisor survey import buurtkamer.yaml ingevuld/*.xlsx"]
    later = tour.screens["pps-advisor compare buurtkamer.yaml buurtkamer-2027.yaml"]
    return {
        "eerste-stappen.svg": drawn(
            "Wat pps-advisor zonder opdracht laat zien", tour.screens["pps-advisor"]
        ),
        "partijen.svg": drawn(
            "De vragenlijst vraagt eerst naar de partijen", _lines(interview, 0, 34)
        ),
        "vragen.svg": drawn(
            "Twee vragen met hun antwoord en het effect op het advies",
            _between(interview, r"Vraag 4 \(", r"Vraag 6 \("),
        ),
        "gestopt.svg": drawn(
            "Na q staat er wat het advies nu is en hoe u verder gaat",
            _from_last(interview, r"Vraag \d+ \("),
        ),
        "advies.svg": drawn("Het eerste scherm van het advies", _lines(assess, 0, 24)),
        "uitleg.svg": drawn(
            "Waarom een advies op zijn plaats staat, toets voor toets", _lines(explain, 0, 24)
        ),
        "ingelezen.svg": drawn("Wat er in de casus zou komen, en de vraag of dat goed is", filled),
        "veranderd.svg": drawn("Wat er in een half jaar veranderde", _lines(later, 0, 30)),
        "bestand.svg": drawn(
            "Een vraag in het casusbestand, klaar om te beantwoorden",
            "\n\n".join(new.partition("  # =====")[2].split("\n\n")[:2]).partition("\n")[2],
        ),
    }


def _lines(text: str, first: int, count: int) -> str:
    lines = text.splitlines()
    more = ["..."] if len(lines) > first + count else []
    return "\n".join([*lines[first : first + count], *more])


def _between(text: str, begin: str, end: str, at_most: int = 40) -> str:
    start = re.search(begin, text)
    assert start
    stop = re.search(end, text[start.end() :])
    found = text[start.start() : start.end() + stop.start()] if stop else text[start.start() :]
    return "\n".join(found.rstrip().splitlines()[:at_most])


def _from_last(text: str, begin: str) -> str:
    return text[list(re.finditer(begin, text))[-1].start() :]


def drawn(title: str, screen: str) -> str:
    """A picture of a terminal as SVG: sharp at any size, with its text as text."""
    lines = screen.rstrip().splitlines()
    height = 20 * len(lines) + 24
    width = max(700, round(8.43 * max(map(len, lines)))) + 40
    rows = "\n".join(_row(line, 28 + 20 * number) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="t">\n'
        f'<title id="t">{escape(title)}</title>\n'
        '<rect width="100%" height="100%" rx="6" fill="#f6f6f4" stroke="#8a8a85"/>\n'
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" '
        f'fill="#1b1b1b">\n{rows}\n</g>\n</svg>\n'
    )


def _row(line: str, y: int) -> str:
    shown, _, typed = line.partition(TYPED)
    text = escape(shown)
    if typed:
        text += f'<tspan font-weight="bold" fill="#0b4f8a">{escape(typed)}</tspan>'
    return f'<text x="16" y="{y}" xml:space="preserve">{text}</text>'


@pytest.fixture(scope="module")
def toured() -> tuple[Tour, dict[str, str]]:
    return take_the_tour()


def test_every_command_of_the_guide_works_from_an_empty_folder(
    toured: tuple[Tour, dict[str, str]],
) -> None:
    """In the order of the guide each command ends well, and says what the guide says it says."""
    tour, claimed = toured

    assert claimed
    for command, lines in claimed.items():
        said = " ".join(tour.screens[command].replace(TYPED, "").split())
        for line in lines.splitlines():
            assert " ".join(line.split()) in said, command


def test_the_pictures_are_of_what_the_program_shows_now(
    toured: tuple[Tour, dict[str, str]],
) -> None:
    """When the program or the rules change the pictures change with them: run `make pages`."""
    made = pictures(toured[0])

    assert made.keys() == {path.name for path in PICTURES.glob("*.svg")}
    assert [
        name
        for name, picture in made.items()
        if picture != (PICTURES / name).read_text(encoding="utf-8")
    ] == []


def test_the_guide_shows_every_picture_with_its_words(toured: tuple[Tour, dict[str, str]]) -> None:
    """Each picture stands in the guide, with a text for who cannot see it; links lead somewhere."""
    text = GUIDE.read_text(encoding="utf-8")

    shown = dict(re.findall(r"!\[([^\]]+)\]\(beelden/([^)]+)\)", text))
    assert pictures(toured[0]).keys() == set(shown.values())
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (GUIDE.parent / link).exists(), link


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, picture in pictures(take_the_tour()[0]).items():
        (PICTURES / name).write_text(picture, encoding="utf-8")
    sys.exit()
