"""Plain prompts in a terminal: a line asked, a line answered; fit for a screen reader and ssh."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeVar

import click

from pps_advisor.cli.shared.output import terminal_width
from pps_advisor.errors import visible

T = TypeVar("T")


class Said(Enum):
    """What can be said at any prompt instead of an answer."""

    NOTHING = ""
    BACK = "b"
    UNKNOWN = "o"
    REMARK = "t"
    PER_PARTY = "p"
    LATER = "v"


class Stopped(Exception):
    """The user stopped; `interrupted` when by Ctrl-C."""

    def __init__(self, interrupted: bool = False) -> None:
        self.interrupted = interrupted


class NotUnderstood(Exception):
    """An answer that does not fit; the message says what does, in Dutch."""


WORDS = {
    "b": Said.BACK,
    "terug": Said.BACK,
    "o": Said.UNKNOWN,
    "onbekend": Said.UNKNOWN,
    "t": Said.REMARK,
    "toelichting": Said.REMARK,
    "": Said.NOTHING,
}
_STOP = ("q", "stop")


def say(text: str = "", indent: str = "", later: str | None = None) -> None:
    """Print a paragraph, wrapped to the terminal."""
    lines = textwrap.wrap(
        visible(" ".join(text.split())),
        terminal_width(),
        initial_indent=indent,
        subsequent_indent=indent if later is None else later,
        break_on_hyphens=False,
    )
    click.echo("\n".join(lines) or "")


def prepare_terminal() -> None:
    """Let nothing typed or shown end in a traceback; let arrows work where readline is there."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.stdin.isatty():
        try:
            import readline

            readline.parse_and_bind("set enable-bracketed-paste off")
        except ImportError:  # as on Windows, whose console can do this by itself
            pass


def line(prompt: str) -> str:
    """One line typed by the user. Raises Stopped at the end of the input and at Ctrl-C."""
    try:
        return input(prompt).strip()
    except EOFError:
        click.echo()
        raise Stopped from None
    except KeyboardInterrupt:
        click.echo()
        raise Stopped(interrupted=True) from None


def ask(
    prompt: str,
    understand: Callable[[str], T],
    explain: Callable[[], None],
    words: dict[str, Said] | None = None,
) -> T | Said:
    """Ask until there is an answer that is understood, or one of the words for something else.

    `understand` raises NotUnderstood for an answer that does not fit; ``?`` calls `explain`.
    Raises Stopped.
    """
    words = WORDS if words is None else words
    while True:
        typed = line(prompt)
        word = typed.casefold()
        if word in _STOP:
            raise Stopped
        if word == "?":
            explain()
        elif word in words:
            return words[word]
        else:
            try:
                return understand(typed)
            except NotUnderstood as wrong:
                say(str(wrong))


def ask_text(prompt: str, explain: str) -> str | Said:
    """Ask for a text; only ``b``, ``q``, ``?`` and nothing at all are not taken as such."""
    words = {"b": Said.BACK, "": Said.NOTHING}
    return ask(prompt, _text, lambda: say(explain), words)


def _text(typed: str) -> str:
    if not typed.isprintable():
        raise NotUnderstood("Hier staat een onzichtbaar teken in. Typ de tekst opnieuw.")
    return typed


def yes(prompt: str) -> bool:
    """Ask a question that is answered with j or n; nothing typed is n. Raises Stopped."""
    answer = ask(
        f"{prompt} (j of n): ",
        _yes_or_no,
        lambda: say("Typ j voor ja of n voor nee."),
        {"": Said.NOTHING},
    )
    return answer is True


def _yes_or_no(typed: str) -> bool:
    known = {"j": True, "ja": True, "n": False, "nee": False}
    if typed.casefold() not in known:
        raise NotUnderstood("Typ j voor ja of n voor nee.")
    return known[typed.casefold()]


def show_options(options: Sequence[tuple[str, str]]) -> None:
    """A numbered list of answers, each with what it means."""
    for number, (answer, meaning) in enumerate(options, start=1):
        label = answer.replace("_", " ")
        say(f"{label}: {meaning}" if meaning else label, f"  {number}. ", "     ")


def choose(options: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """Understands the number of an option, or its name."""

    def understand(typed: str) -> str:
        word = "_".join(typed.casefold().split())
        if word.isdecimal() and 1 <= int(word) <= len(options):
            return options[int(word) - 1][0]
        if word in (answer for answer, _ in options):
            return word
        near = _nearest(word, [answer for answer, _ in options])
        hint = f" Bedoelt u '{near}'?" if near else ""
        raise NotUnderstood(f"'{typed}' is geen van de antwoorden.{hint} {range_of(options)}")

    return understand


def choose_some(options: Sequence[tuple[str, str]]) -> Callable[[str], tuple[str, ...]]:
    """Understands several numbers or names with commas or spaces between them."""
    one = choose(options)

    def understand(typed: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(part) for part in typed.replace(",", " ").split()))

    return understand


def range_of(options: Sequence[object]) -> str:
    """The numbers that can be typed, as a sentence."""
    return f"Typ een getal van 1 tot en met {len(options)}; ? geeft uitleg."


def _nearest(word: str, known: list[str]) -> str:
    from pps_advisor.reading.yaml.problems import nearest_word

    return nearest_word(word, known)
