"""`pps-advisor schema`: the JSON Schema of case files, from the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import PATH, catalogue_options
from pps_advisor.cli.shared.output import save, show


@click.command(
    "schema",
    help=(
        "Toon het JSON Schema van een casusbestand, voor hulp bij het typen in een editor."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor schema -o casus.schema.json\n"
        "  (en in de casus: # yaml-language-server: $schema=casus.schema.json)"
    ),
)
@click.option(
    "-o",
    "--output",
    metavar="BESTAND",
    type=PATH,
    help="Schrijf naar een bestand.",
)
@click.option("--overwrite", is_flag=True, help="Overschrijf een bestaand bestand.")
@catalogue_options
def command(output: Path | None, overwrite: bool, choice: Choice) -> None:
    from pps_advisor.reading.case.schema import case_schema

    schema = case_schema(choice.catalogue())
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        show(text, for_people=False)
    else:
        save(text, output, overwrite)
        click.echo(f"Geschreven: {output}", err=True)
