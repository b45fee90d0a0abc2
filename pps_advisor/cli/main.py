"""The command `pps-advisor`: finds the command asked for and imports only that."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from pps_advisor import __version__
from pps_advisor.cli.dutch import DutchContext, in_dutch, usage_lines
from pps_advisor.cli.output import ReaderGone
from pps_advisor.errors import (
    EnginesDisagree,
    EngineUnavailable,
    InvalidInput,
    reason_of,
    visible,
)

COMMANDS = {
    "assess": "Beoordeel een casus en krijg gerangschikt advies.",
    "decisions": "Leg vast wat er met het advies is besloten.",
    "explain": "Leg uit waarom een bevinding of advies er wel of niet is.",
    "memo": "Maak een nota van het advies, of vul die in een bestaand document in.",
    "whatif": "Laat zien wat andere antwoorden zouden veranderen.",
    "compare": "Vergelijk twee datums van een casus, of twee casussen.",
    "guide": "Maak een gespreksleidraad voor de volgende bijeenkomst.",
    "questions": "Toon alle vragen als vragenlijst voor een gesprek.",
    "rules": "Bekijk, test en controleer de regels.",
    "schema": "Toon het JSON Schema van een casusbestand.",
}

EXIT_INVALID = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
_NO_OUTPUT = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG)


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, so that the rest starts fast."""

    context_class = DutchContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pps_advisor.cli.{cmd_name}").command
        return in_dutch(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Opdrachten"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"Bedoelt u '{near[0]}'?" if near else f"Kies uit: {', '.join(COMMANDS)}."
            raise click.UsageError(f"Er is geen opdracht '{args[0]}'. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin met: pps-advisor assess CASUS.yaml",
)
@click.version_option(__version__, message="pps-advisor %(version)s", help="Toon de versie.")
def cli() -> None:
    """Advies over samenwerking van een gemeente met bedrijven, corporaties en organisaties."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every mistake of a user ends in a sentence and exit code 2."""
    sys.exit(_run(arguments))


def run() -> NoReturn:
    """Be the program `pps-advisor`: as main(), but without taking the process down tidily.

    Freeing every object one by one at the end costs a tenth of the whole run.
    """
    code = _run(None)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _run(arguments: list[str] | None) -> int:
    """Run a command and say what went wrong; the exit code."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "closed")
        return cli.main(arguments, "pps-advisor", standalone_mode=False) or 0
    except InvalidInput as error:
        _complain(*map(str, error.problems), _closing(len(error.problems)))
    except click.UsageError as error:
        _complain(*usage_lines(error))
    except (EngineUnavailable, EnginesDisagree) as error:
        _complain(visible(str(error)))
    except click.Abort:
        _complain("Afgebroken.")
        return EXIT_INTERRUPTED
    except ReaderGone:
        _drop_output()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_OUTPUT:
            _complain(f"De uitvoer kan niet worden geschreven: {reason_of(error)}.")
            _drop_output()
            return EXIT_INVALID
        return _report_bug(error)
    return EXIT_INVALID


def _report_bug(error: Exception) -> int:
    if os.environ.get("PPS_ADVISOR_DEBUG"):
        raise error
    _complain(
        visible(f"Er ging iets mis in pps-advisor zelf: {type(error).__name__}: {error}"),
        "Meld dit aan de makers. Met PPS_ADVISOR_DEBUG=1 ziet u de technische details.",
    )
    return EXIT_BUG


def _closing(count: int) -> str:
    problems = "1 probleem" if count == 1 else f"{count} problemen"
    return f"{problems} gevonden; er is geen uitvoer gemaakt."


def _complain(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)


def _drop_output() -> None:
    """Let Python close stdout without a word about what could not be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
