"""click in Dutch: its help pages, and what it says about a wrong command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from pps_advisor.errors import visible

_WORDS = {
    "Options": "Opties",
    "Commands": "Opdrachten",
    "Arguments": "Gegevens",
    "Positional arguments": "Gegevens",
    "Show this message and exit.": "Toon deze uitleg.",
    "Show the version and exit.": "Toon de versie.",
    "[OPTIONS]": "[OPTIES]",
    "[COMMAND] [ARGS]...": "OPDRACHT ...",
    "COMMAND [ARGS]...": "OPDRACHT ...",
    "COMMAND1 [ARGS]... [COMMAND2 [ARGS]...]...": "OPDRACHT ...",
}
_PARTS = (
    ("required", r"\[(.*; )?required\]", r"[\1verplicht]"),
    ("env var", r"(?<=\[)env var: ", "omgevingsvariabele: "),
    ("default", r"(?<=[\[ ])default: ", "standaard: "),
    ("dynamic", r"\(dynamic\)", "(wordt berekend)"),
    ("DEPRECATED", r"\(DEPRECATED(: )?", r"(VEROUDERD\1"),
    ("INTEGER", r"(?<=[ \[])INTEGER( RANGE)?\b", "GETAL"),
    ("FLOAT", r"(?<=[ \[])FLOAT( RANGE)?\b", "GETAL"),
    ("TEXT", r"(?<=[ \[])TEXT\b", "TEKST"),
    ("FILE", r"(?<=[ \[])(FILENAME|FILE)\b", "BESTAND"),
    ("DIRECTORY", r"(?<=[ \[])DIRECTORY\b", "MAP"),
    ("PATH", r"(?<=[ \[])PATH\b", "PAD"),
    ("BOOLEAN", r"(?<=[ \[])BOOLEAN\b", "ja|nee"),
)
"""What click adds to help pages around the words of our own.

First a word by which it is known: compiling every pattern would cost `--help` a twentieth.
"""

_PATHS = (
    ("does not exist", "bestaat niet"),
    ("is a file", "is een bestand, geen map"),
    ("is a directory", "is een map, geen bestand"),
    ("is not readable", "mag niet worden gelezen"),
    ("is not writable", "mag niet worden geschreven"),
    ("is not executable", "mag niet worden uitgevoerd"),
)
_MEANT = {
    "advies": "assess",
    "beoordeel": "assess",
    "casus": "new",
    "help": "--help",
    "invullen": "interview",
    "leg-uit": "explain",
    "nieuw": "new",
    "regels": "rules",
    "uitleg": "explain",
    "versie": "--version",
    "vragen": "interview",
}
"""What Dutch users type for a command, or for what is an option."""


class DutchFormatter(click.HelpFormatter):
    """Lays out a help page, with Dutch for the words of click itself."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _translated(args), prefix or "Gebruik: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_translated(name)):
            yield

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        translated = [(_translated(name), _translated(words)) for name, words in rows]
        super().write_dl(translated, col_max, col_spacing)


class DutchContext(click.Context):
    """The context of a command whose help is in Dutch."""

    formatter_class = DutchFormatter


def in_dutch(command: click.Command) -> click.Command:
    """Give a command, and those under it, help pages in Dutch."""
    command.context_class = DutchContext
    command.no_args_is_help = False
    command.short_help = command.short_help or (command.help or "").partition("\n\n")[0]
    for inner in getattr(command, "commands", {}).values():
        in_dutch(inner)
    return command


def usage_lines(error: click.ClickException) -> list[str]:
    """What is wrong with the command line, how it is used, and where to read more."""
    if not isinstance(error, click.UsageError):
        return [visible(_about_file(error))]
    lines = [visible(_sentence(error))]
    if error.ctx is not None:
        lines.append(error.ctx.get_usage())
        lines.append(f"Zie '{error.ctx.command_path} --help'.")
    return lines


def no_such_command(name: str, known: Iterable[str]) -> str:
    """That a command does not exist, with the one that was probably meant."""
    from difflib import get_close_matches

    commands = list(known)
    meant = _MEANT.get(name.casefold(), "")
    if meant.startswith("-") or meant in commands:
        return f"Er is geen opdracht '{name}'. Bedoelt u '{meant}'?"
    near = get_close_matches(name.casefold(), commands, 1)
    hint = f"Bedoelt u '{near[0]}'?" if near else f"Kies uit: {', '.join(commands)}."
    return f"Er is geen opdracht '{name}'. {hint}"


def _translated(text: str) -> str:
    if text in _WORDS:
        return _WORDS[text]
    for english, dutch in _WORDS.items():
        text = text.replace(english, dutch)
    for word, pattern, dutch in _PARTS:
        if word in text:
            text = re.sub(pattern, dutch, text)
    return text


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return _no_option(error)
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        return _option_value(error)
    if match := re.match(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return (
            f"'{match[1]}' staat er te veel. Een naam met een spatie hoort tussen aanhalingstekens."
        )
    if match := re.match(r"Argument '(.*?)' takes (\d+) values", error.message):
        return f"Bij {match[1]} horen {match[2]} waarden."
    if match := re.match(r"No such command '(.*?)'", error.message, re.DOTALL):
        return no_such_command(match[1], _commands(error))
    if error.message.startswith("Missing command"):
        return f"Er ontbreekt een opdracht. Kies uit: {', '.join(_commands(error))}."
    return error.format_message()


def _about_file(error: click.ClickException) -> str:
    if isinstance(error, click.FileError):
        return f"Het bestand {error.ui_filename} kan niet worden geopend."
    return error.format_message()


def _missing(error: click.MissingParameter) -> str:
    name = _name_of(error.param)
    choices = error.param.type if error.param is not None else None
    hint = ""
    if isinstance(choices, click.Choice):
        hint = f" Kies uit: {', '.join(map(str, choices.choices))}."
    if isinstance(error.param, click.Option):
        return f"De optie {name} is nodig.{hint}"
    return f"{name} ontbreekt achter de opdracht.{hint}"


def _option_value(error: click.BadOptionUsage) -> str:
    if "not take a value" in error.message:
        return f"Achter {error.option_name} hoort geen waarde."
    if match := re.search(r"requires (\d+) arguments", error.message):
        return f"Achter {error.option_name} horen {match[1]} waarden."
    return f"Achter {error.option_name} hoort een waarde."


def _no_option(error: click.NoSuchOption) -> str:
    near = error.possibilities or []  # the nearest first
    hint = f" Bedoelt u {near[0]}?" if near else ""
    return f"De optie {error.option_name} bestaat niet.{hint}"


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    name = _name_of(error.param)
    match = re.match(r"(?:\w+ )?'(.*)'(?: is| does|:)", error.message, re.DOTALL)
    value = f"'{match[1]}'" if match else "Deze waarde"
    if isinstance(kind, click.Path | click.File):
        reasons = [dutch for english, dutch in _PATHS if english in error.message]
        return f"{value} bij {name} {reasons[0] if reasons else 'kan niet worden gebruikt'}."
    if isinstance(kind, click.Choice):
        return _bad_choice(value, name, [str(one) for one in kind.choices])
    if isinstance(kind, click.IntRange | click.FloatRange):
        return f"Bij {name} hoort een getal{_range(kind)}."
    if isinstance(kind, click.DateTime):
        return f"{value} bij {name} is geen datum. Schrijf jjjj-mm-dd, zoals 2026-03-18."
    if kind in (click.INT, click.FLOAT):
        return f"{value} bij {name} is geen {'heel ' if kind is click.INT else ''}getal."
    if kind is click.BOOL:
        return f"{value} kan niet bij {name}. Kies uit: true, false."
    if match := re.match(r"Takes (\d+) values", error.message):
        return f"Bij {name} horen {match[1]} waarden."
    return f"Bij {name} past deze waarde niet: {error.message}"


def _bad_choice(value: str, name: str, choices: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(value.strip("'").casefold(), choices, 1)
    meant = f"Bedoelt u '{near[0]}'? " if near else ""
    return f"{value} kan niet bij {name}. {meant}Kies uit: {', '.join(choices)}."


def _range(kind: click.IntRange | click.FloatRange) -> str:
    if kind.min is not None and kind.max is not None:
        return f" van {kind.min} tot en met {kind.max}"
    return f" van {kind.min} of meer" if kind.min is not None else f" van hoogstens {kind.max}"


def _name_of(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.human_readable_name if param is not None else "een waarde"


def _commands(error: click.UsageError) -> list[str]:
    if error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return []
    return error.ctx.command.list_commands(error.ctx)
