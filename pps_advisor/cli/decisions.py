"""`pps-advisor decisions`: record what became of each recommendation."""

from __future__ import annotations

from pathlib import Path

import click

from pps_advisor.cli.options import PATH, Choice, case_argument, catalogue_options, engine_option
from pps_advisor.cli.output import save, show


@click.group("decisions", help="Leg vast wat er met het advies is besloten.")
def command() -> None:
    """The group; its commands follow."""


@command.command(
    "new",
    help=(
        "Maak een bestand waarin u per aanbeveling het besluit vastlegt."
        "\n\nVul het in en geef het mee aan 'memo --decision'."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor decisions new casus.yaml -o besluiten.yaml"
    ),
)
@case_argument
@click.option(
    "-o", "--output", metavar="BESTAND", type=PATH, help="Schrijf naar een bestand (.yaml)."
)
@click.option("--overwrite", is_flag=True, help="Overschrijf een bestaand bestand.")
@catalogue_options
@engine_option
def new(
    case: Path, output: Path | None, overwrite: bool, choice: Choice, engine: str | None
) -> None:
    from pps_advisor.api import assess
    from pps_advisor.writing.decisions import write_decisions

    text = write_decisions(assess(*choice.case(case), engine))
    if output is None:
        show(text, for_people=False)
        return
    # An earlier version holds decisions that somebody typed: it is never ours to replace.
    save(text, output, overwrite, case, is_ours=lambda _: False)
    click.echo(f"Geschreven: {output}", err=True)
