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
    "[required]": "[verplicht]",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT ...",
}


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
        translated = [(name, _translated(words)) for name, words in rows]
        super().write_dl(translated, col_max, col_spacing)


class DutchContext(click.Context):
    """The context of a command whose help is in Dutch."""

    formatter_class = DutchFormatter


def in_dutch(command: click.Command) -> click.Command:
    """Give a command, and those under it, help pages in Dutch."""
    command.context_class = DutchContext
    command.no_args_is_help = False
    for inner in getattr(command, "commands", {}).values():
        in_dutch(inner)
    return command


def usage_lines(error: click.UsageError) -> list[str]:
    """What is wrong with the command line, how it is used, and where to read more."""
    lines = [visible(_sentence(error))]
    if error.ctx is not None:
        lines.append(error.ctx.get_usage())
        lines.append(f"Zie '{error.ctx.command_path} --help'.")
    return lines


def _translated(text: str) -> str:
    for english, dutch in _WORDS.items():
        text = text.replace(english, dutch)
    return text


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return _no_option(error)
    if isinstance(error, click.MissingParameter):
        return f"{_name_of(error.param)} ontbreekt achter de opdracht."
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        takes_none = "not take a value" in error.message
        return (
            f"Achter {error.option_name} hoort geen waarde."
            if takes_none
            else f"Achter {error.option_name} hoort een waarde."
        )
    if match := re.match(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return (
            f"'{match[1]}' staat er te veel. Een naam met een spatie hoort tussen aanhalingstekens."
        )
    if match := re.match(r"No such command '(.*?)'", error.message, re.DOTALL):
        return f"Er is geen opdracht '{match[1]}'. {_commands_of(error)}"
    if error.message.startswith("Missing command"):
        return f"Er ontbreekt een opdracht. {_commands_of(error)}"
    return error.format_message()


def _no_option(error: click.NoSuchOption) -> str:
    near = sorted(error.possibilities or [])
    hint = f" Bedoelt u {' of '.join(near)}?" if near else ""
    return f"De optie {error.option_name} bestaat niet.{hint}"


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Path):
        return f"Het bestand of de map bij {_name_of(error.param)} mag niet worden gebruikt."
    if not isinstance(kind, click.Choice):
        return f"Bij {_name_of(error.param)} past deze waarde niet: {error.message}"
    match = re.match(r"'(.*)' is not one of", error.message, re.DOTALL)
    value = f"'{match[1]}'" if match else "Deze waarde"
    choices = ", ".join(map(str, kind.choices))
    return f"{value} kan niet bij {_name_of(error.param)}. Kies uit: {choices}."


def _name_of(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.human_readable_name if param is not None else "een waarde"


def _commands_of(error: click.UsageError) -> str:
    if error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return ""
    return f"Kies uit: {', '.join(error.ctx.command.list_commands(error.ctx))}."
