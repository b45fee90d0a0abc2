"""`pps-advisor questions`: all questions as a questionnaire."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.documents import deliver, document_options, form_for
from pps_advisor.cli.shared.options import PATH, catalogue_options, completing

_FORMS = ("tekst", "markdown", "html", "docx", "odt", "pdf")


@click.command(
    "questions",
    help=(
        "Toon alle vragen als vragenlijst voor een gesprek: met de antwoorden die mogelijk zijn, "
        "wie ze weet, en wat in de casus al is beantwoord."
        "\n\nZonder CASUS krijgt u een lege lijst."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor questions\n"
        "  pps-advisor questions casus.yaml --open --for partij\n"
        "  pps-advisor questions casus.yaml --by thema -o vragenlijst.docx"
    ),
)
@click.argument(
    "case", metavar="[CASUS]", type=PATH, required=False, shell_complete=completing("cases")
)
@click.option(
    "--by",
    type=click.Choice(["gesprek", "thema"]),
    default="gesprek",
    help="In de volgorde van een gesprek (standaard), of per thema van het advies.",
)
@click.option(
    "--for",
    "respondent",
    type=click.Choice(["adviseur", "partij", "deelnemers"]),
    help="Alleen de vragen die zij kunnen beantwoorden.",
)
@click.option("--open", "only_open", is_flag=True, help="Alleen wat nog niet is beantwoord.")
@document_options(*_FORMS)
@catalogue_options
def command(
    case: Path | None,
    by: str,
    respondent: str | None,
    only_open: bool,
    form: str | None,
    output: Path | None,
    overwrite: bool,
    choice: Choice,
) -> None:
    form = form_for(form, output, _FORMS)
    from pps_advisor.reasoning.conversation.question_list import questionnaire
    from pps_advisor.writing.documents.conversation.question_list import questionnaire_document

    described, catalogue = choice.case(case) if case else (None, choice.catalogue())
    found = questionnaire(catalogue, described, by, respondent or "", only_open)
    date = described.reference_date if described else dt.date.today()
    deliver(questionnaire_document(found, date), form, output, overwrite, [case] if case else [])
