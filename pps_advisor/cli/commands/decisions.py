"""`pps-advisor decisions`: record what became of each recommendation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import (
    PATH,
    case_argument,
    catalogue_options,
    engine_option,
)
from pps_advisor.cli.shared.output import save, show
from pps_advisor.errors import InvalidInput, Problem, SourceLocation

if TYPE_CHECKING:
    from pps_advisor.model.case.decision import Decisions
    from pps_advisor.model.knowledge.catalogue import Catalogue


@click.group(
    "decisions",
    help=(
        "Leg vast wat er met het advies is besloten."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor decisions new casus.yaml -o besluiten.yaml"
    ),
)
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
    from pps_advisor.writing.exchange.decisions import write_decisions

    text = write_decisions(assess(*choice.case(case), engine))
    if output is None:
        show(text, for_people=False)
        return
    # An earlier version holds decisions that somebody typed: it is never ours to replace.
    save(text, output, overwrite, case, is_ours=lambda _: False)
    click.echo(f"Geschreven: {output}", err=True)


@command.command(
    "add",
    help=(
        "Zet aanbevelingen die er nog niet in staan onder aan een besluitenbestand."
        "\n\nWat er al staat, blijft zoals het is."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor decisions add casus.yaml besluiten.yaml"
    ),
)
@case_argument
@click.argument("decisions", metavar="BESLUITEN", type=PATH)
@catalogue_options
@engine_option
def add(case: Path, decisions: Path, choice: Choice, engine: str | None) -> None:
    from pps_advisor.api import assess
    from pps_advisor.reading.case.decisions import load_decisions
    from pps_advisor.reading.yaml.door import read_text
    from pps_advisor.writing.exchange.decisions import add_entries

    the_case, catalogue = choice.case(case)
    known = load_decisions(decisions, catalogue, the_case.id)
    text = read_text(decisions, str(decisions))
    longer = add_entries(text, known, assess(the_case, catalogue, engine))
    if longer is None:
        click.echo("Elke aanbeveling staat er al in; het bestand is niet veranderd.", err=True)
        return
    number = _added(longer, decisions, known, catalogue)
    save(longer, decisions, overwrite=True, source=case)
    added = "1 aanbeveling" if number == 1 else f"{number} aanbevelingen"
    click.echo(f"{added} toegevoegd aan {decisions}", err=True)


def _added(text: str, path: Path, known: Decisions, catalogue: Catalogue) -> int:
    """How many decisions came behind those that were there. Raises InvalidInput if not so."""
    from pps_advisor.reading.case.decisions import parse_decisions

    try:
        now = parse_decisions(text, str(path), catalogue).decisions
    except InvalidInput:
        now = ()
    number = len(now) - len(known.decisions)
    if number < 1 or now[: len(known.decisions)] != known.decisions:
        problem = Problem(
            SourceLocation(str(path)),
            "verkeerde-vorm",
            "Achter deze besluiten kan niets worden toegevoegd.",
            "Zet 'besluiten' als laatste in het bestand, met elk besluit op eigen regels.",
        )
        raise InvalidInput([problem])
    return number
