"""The interview in a real terminal: typed at, interrupted and killed."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from player import Player
from test_interview import essence

from pps_advisor.api import assess, load_case
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals exist on Unix only")

PROMPTS = (
    r"Naam van de samenwerking|Gemeente|Doet [^\n]*|Naam van de partij|Soort|Soort geld"
    r"|Rollen [^\n]*|Motieven [^\n]*|Twee getallen[^\n]*|[^\n]*Enter gaat verder"
    r"|Wie betaalt|Wie ontvangt|Eerste dag [^\n]*|Laatste dag [^\n]*|Bedrag [^\n]*|Zekerheid [^\n]*"
    r"|Antwoord \([^\n]*\)|Aantal [^\n]*|  [^\n]*\(1-\d[^\n]*\)"
)


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.screen = ""
        self._start()

    def _start(self) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "PPS_ADVISOR_CACHE")}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "pps_advisor", "interview", str(self.file)],
            env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "dumb"},
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 400),
        )
        self.child.delaybeforesend = None

    def prompted(self) -> bool:
        """Wait for a prompt; False when the program has ended. `screen` is what was shown."""
        found = self.child.expect([rf"(?:^|\n)({PROMPTS}): $", pexpect.EOF])
        self.screen = self.child.before + (self.child.after if found == 0 else "")
        return found == 0

    def ended(self) -> int:
        """Wait for the end; the exit code, negative for a signal."""
        self.child.expect(pexpect.EOF)
        self.screen = self.child.before
        self.child.close()
        return -self.child.signalstatus if self.child.signalstatus else self.child.exitstatus

    def again(self) -> None:
        self._start()


def test_interrupted_in_every_way_it_still_gives_the_case_made_by_hand(
    tmp_path: Path, core: Catalogue
) -> None:
    """With b, o, ?, wrong input, Ctrl-C, end of input and kill -9 in between, the file is valid
    after each, holds every answer given so far, and in the end the same assessment."""
    case = load_case(ROOT / "cases" / "den-haag-instapeconomie.yaml", core)
    file = tmp_path / "nieuw.yaml"
    terminal, player = Terminal(file), Player(case, core)
    asides = {3: "?", 5: "zeventien", 7: "b", 9: "?", 12: "b", 15: "-1"}
    ends = {18: "ctrl-c", 24: "ctrl-d", 30: "kill -9", 36: "q"}
    seen = ""
    while terminal.prompted():
        seen += terminal.screen
        asked = re.search(r"(Antwoord|Aantal) \([^\n]*$", terminal.screen)
        number = len(player.asked) if asked else 0
        if number in asides:
            aside = asides.pop(number)
            seen = "" if aside == "b" else seen  # another question follows
            terminal.child.sendline(aside)
        elif number in ends:
            how = ends.pop(number)
            _end(terminal, how)
            _check(file, core, player, terminal, how)
            terminal.again()
            player.resume()
            seen = ""
        else:
            terminal.child.sendline(player.reply(seen))
            seen = ""
    terminal.child.close()

    assert (asides, ends, terminal.child.exitstatus) == ({}, {}, 0)
    assert "Alle vragen zijn gesteld" in terminal.screen
    made = evolve(load_case(file, core), reference_date=case.reference_date)
    by_hand = assess(case, core, "plain", draws=0)
    assert essence(by_hand) == essence(assess(made, core, "plain", draws=0))


def _end(terminal: Terminal, how: str) -> None:
    code = {"ctrl-c": 130, "ctrl-d": 0, "q": 0, "kill -9": -signal.SIGKILL}[how]
    if how == "ctrl-c":
        terminal.child.send("ja")  # in the middle of an answer
        terminal.child.expect("ja")
        # Python's readline holds a Ctrl-C that falls between two of its waits until the next one;
        # a person sees what was typed first, and by then the program waits again.
        time.sleep(0.2)
        terminal.child.sendintr()
    elif how == "ctrl-d":
        terminal.child.sendeof()
    elif how == "q":
        terminal.child.sendline("q")
    else:
        terminal.child.send("ja")
        terminal.child.kill(signal.SIGKILL)
    assert terminal.ended() == code


def _check(file: Path, core: Catalogue, player: Player, terminal: Terminal, how: str) -> None:
    """The file is valid and holds all that was answered; the user was told how to go on."""
    answered = {answer.question for answer in load_case(file, core).answers}
    assert answered == set(player.asked)
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []
    if how != "kill -9":
        assert f"pps-advisor interview {file}" in terminal.screen
        assert "Traceback" not in terminal.screen
