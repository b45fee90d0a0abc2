"""The command `pps-advisor`: finds the command asked for and imports only that."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module

import click

from pps_advisor import __version__
from pps_advisor.errors import EnginesDisagree, EngineUnavailable, InvalidInput

COMMANDS = {
    "assess": "Beoordeel een casus en krijg gerangschikt advies.",
    "explain": "Leg uit waarom een bevinding of advies er wel of niet is.",
    "schema": "Toon het JSON Schema van een casusbestand.",
}

EXIT_INVALID = 2
EXIT_BUG = 70


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, so that the rest starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pps_advisor.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Opdrachten"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"Bedoelt u '{near[0]}'?" if near else f"Kies uit: {', '.join(COMMANDS)}."
            raise click.UsageError(f"Er is geen opdracht '{args[0]}'. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin met: pps-advisor assess CASUS.yaml",
)
@click.version_option(__version__, message="pps-advisor %(version)s", help="Toon de versie.")
def cli() -> None:
    """Advies over samenwerking van een gemeente met bedrijven, corporaties en organisaties."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every mistake of a user ends in a sentence and exit code 2."""
    try:
        cli(args=arguments, prog_name="pps-advisor")
    except InvalidInput as error:
        _complain(*map(str, error.problems), _closing(len(error.problems)))
        sys.exit(EXIT_INVALID)
    except (EngineUnavailable, EnginesDisagree) as error:
        _complain(str(error))
        sys.exit(EXIT_INVALID)
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:
        if os.environ.get("PPS_ADVISOR_DEBUG"):
            raise
        _complain(
            f"Er ging iets mis in pps-advisor zelf: {type(error).__name__}: {error}",
            "Meld dit aan de makers. Met PPS_ADVISOR_DEBUG=1 ziet u de technische details.",
        )
        sys.exit(EXIT_BUG)


def _closing(count: int) -> str:
    problems = "1 probleem" if count == 1 else f"{count} problemen"
    return f"{problems} gevonden; er is niets beoordeeld."


def _complain(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)


def _leave_quietly() -> None:
    """The reader of our output has gone; say nothing, also not when Python closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)
