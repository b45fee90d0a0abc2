"""`pps-advisor explain`: why something did or did not come out."""

from __future__ import annotations

from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import (
    case_argument,
    catalogue_options,
    completing,
    engine_option,
)
from pps_advisor.cli.shared.output import show, terminal_width


@click.command(
    "explain",
    help=(
        "Leg uit waarom een regel, aanbeveling of feit er zo uit komt, toets voor toets."
        "\n\nID is de naam die in het advies tussen [haken] staat."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor explain casus.yaml stuurgroep\n"
        "  pps-advisor explain casus.yaml governance.geen-stuurgroep\n"
        "  pps-advisor explain casus.yaml financiering.zekere_looptijd_jaren"
    ),
)
@case_argument
@click.argument("name", metavar="ID", shell_complete=completing("explainable"))
@catalogue_options
@engine_option
def command(case: Path, name: str, choice: Choice, engine: str | None) -> None:
    from pps_advisor.reasoning.assessment.explain import explain
    from pps_advisor.writing.documents.explanation import write_explanation

    explanation = explain(*choice.case(case), name, engine)
    show(write_explanation(explanation, terminal_width()), for_people=True)
