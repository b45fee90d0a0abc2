"""The command `pps-advisor`: finds the command asked for and imports only that."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from pps_advisor import __version__
from pps_advisor.cli.shared.dutch import DutchContext, in_dutch, no_such_command, usage_lines
from pps_advisor.cli.shared.output import ReaderGone
from pps_advisor.errors import (
    EnginesDisagree,
    EngineUnavailable,
    InvalidInput,
    reason_of,
    visible,
)
from pps_advisor.reading.plugins.installed_scan import may_have_plugins

COMMANDS = {
    "new": "Maak een casusbestand met alle vragen erin.",
    "interview": "Vul een casus in met vragen en antwoorden.",
    "assess": "Beoordeel een casus en krijg gerangschikt advies.",
    "explain": "Leg uit waarom een bevinding of advies er wel of niet is.",
    "memo": "Maak een nota van het advies, ook in een document dat er al is.",
    "decisions": "Leg vast wat er met het advies is besloten.",
    "survey": "Vraag de partijen zelf, en lees hun antwoorden in.",
    "guide": "Maak een gespreksleidraad voor de volgende bijeenkomst.",
    "questions": "Toon alle vragen als vragenlijst voor een gesprek.",
    "whatif": "Laat zien wat andere antwoorden zouden veranderen.",
    "compare": "Vergelijk twee datums van een casus, of twee casussen.",
    "plugins": "Bekijk, maak en controleer de regels van een gemeente.",
    "rules": "Bekijk, test en controleer de regels.",
    "schema": "Toon het JSON Schema van een casusbestand.",
    "completion": "Laat uw shell aanvullen wat u typt.",
}

EXIT_INVALID = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
_NO_OUTPUT = (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG)


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, so that the rest starts fast."""

    context_class = DutchContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *_plugin_commands()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            added = _plugin_commands().get(cmd_name)
            return in_dutch(added) if added else None
        command: click.Command = import_module(f"pps_advisor.cli.commands.{cmd_name}").command
        return in_dutch(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Opdrachten"):
            width = max(map(len, COMMANDS))
            for name, about in COMMANDS.items():  # they fit; wrapping them would cost more
                formatter.write(f"  {name:<{width}}  {about}\n")
        try:
            added = _plugin_commands()
        except InvalidInput as error:
            with formatter.section("Let op"):
                formatter.write_dl([("plug-in", problem.sentence) for problem in error.problems])
            return
        if added:
            with formatter.section("Opdrachten van plug-ins"):
                rows = [(name, one.get_short_help_str()) for name, one in added.items()]
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and not self._knows(args[0]):
            if args[0].endswith((".yaml", ".yml")):
                hint = f"Bedoelt u 'pps-advisor assess {args[0]}'?"
                raise click.UsageError(f"'{args[0]}' is geen opdracht. {hint}", ctx)
            raise click.UsageError(no_such_command(args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)

    @staticmethod
    def _knows(name: str) -> bool:
        return name in COMMANDS or name in _plugin_commands()


def _plugin_commands() -> dict[str, click.Command]:
    """The commands that installed plugins add; raises InvalidInput when a plugin is broken."""
    if not may_have_plugins():
        return {}
    from pps_advisor.reading.plugins.installed import load_installed

    packages = load_installed()
    if packages is None:
        return {}
    return packages.commands(COMMANDS, lambda one: isinstance(one, click.Command))


FIRST_STEPS = """\
Advies over samenwerking van een gemeente met bedrijven, corporaties en organisaties.

Zo begint u:
  1. Beschrijf een samenwerking:   pps-advisor interview casus.yaml
  2. Lees het advies:              pps-advisor assess casus.yaml
  3. Maak er een nota van:         pps-advisor memo casus.yaml -o nota.docx

Alle opdrachten: pps-advisor --help. Uitleg bij een opdracht: pps-advisor assess --help."""


@click.group(
    cls=LazyGroup,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nVoorbeelden:\n  pps-advisor interview casus.yaml\n  pps-advisor assess casus.yaml",
)
@click.version_option(__version__, message="pps-advisor %(version)s", help="Toon de versie.")
@click.pass_context
def cli(context: click.Context) -> None:
    """Advies over samenwerking van een gemeente met bedrijven, corporaties en organisaties."""
    if context.invoked_subcommand is None:
        click.echo(FIRST_STEPS)


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
    except click.ClickException as error:
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
