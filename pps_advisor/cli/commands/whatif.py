"""`pps-advisor whatif`: what other answers would change, and what a goal would take."""

from __future__ import annotations

from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.documents import deliver, deliver_content, document_options, form_for
from pps_advisor.cli.shared.options import case_argument, catalogue_options, completing
from pps_advisor.cli.shared.progress import followed

_FORMS = ("tekst", "markdown", "json")


@click.command(
    "whatif",
    help=(
        "Laat zien wat andere antwoorden zouden veranderen, of wat een doel zou vragen."
        "\n\nDe casus zelf verandert niet. Schrijf VRAAG=ANTWOORD, of VRAAG@PARTIJ=ANTWOORD voor "
        "het antwoord van één partij. Met --goal noemt u een bevinding die moet verdwijnen, een "
        "thema dat beter moet worden of een advies dat niet meer nodig moet zijn; u krijgt de "
        "kleinste sets van andere antwoorden, van hoogstens drie."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor whatif casus.yaml governance.stuurgroep=ja\n"
        "  pps-advisor whatif casus.yaml relaties.vertrouwen@huurders=4\n"
        "  pps-advisor whatif casus.yaml --goal governance.geen-stuurgroep\n"
        "  pps-advisor whatif casus.yaml --goal governance\n"
        "  pps-advisor whatif casus.yaml --goal governance=goed"
    ),
)
@case_argument
@click.argument(
    "answers", metavar="[VRAAG=ANTWOORD]...", nargs=-1, shell_complete=completing("answers")
)
@click.option(
    "--goal",
    "goals",
    metavar="ID",
    multiple=True,
    shell_complete=completing("goals"),
    help="Wat zou er waar moeten zijn? Een regel, thema of aanbeveling; mag vaker.",
)
@document_options(*_FORMS)
@catalogue_options
def command(
    case: Path,
    answers: tuple[str, ...],
    goals: tuple[str, ...],
    form: str | None,
    output: Path | None,
    overwrite: bool,
    choice: Choice,
) -> None:
    if not answers and not goals:
        raise click.UsageError(
            "Noem een ander antwoord (VRAAG=ANTWOORD), een doel met --goal, of allebei."
        )
    form = form_for(form, output, _FORMS)
    from pps_advisor.reading.case.changes import read_changes
    from pps_advisor.reasoning.change.goal import ways_to
    from pps_advisor.reasoning.change.what_if import what_if
    from pps_advisor.writing.documents.difference.what_if import what_if_document
    from pps_advisor.writing.exchange.difference import write_json

    described, catalogue = choice.case(case)
    changes = read_changes(answers, described, catalogue)
    difference = what_if(described, catalogue, changes) if changes else None
    changed = difference.new.case if difference is not None else described
    wanted = followed(dict.fromkeys(goals), "Doelen", len(goals))
    found = [ways_to(changed, catalogue, name) for name in wanted]
    if form == "json":
        text = write_json(difference, goals=found)
        deliver_content(text, form, output, overwrite, [case])
    else:
        deliver(what_if_document(difference, found), form, output, overwrite, [case])
