"""`pps-advisor assess`: a case in, advice out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pps_advisor.cli.options import PATH, Choice, case_argument, catalogue_options, engine_option
from pps_advisor.cli.output import save, screen_takes, show, terminal_width
from pps_advisor.model.assessment import Assessment
from pps_advisor.model.rule import SEVERITIES, RuleKind, Status

FORMATS = ("tekst", "json", "markdown", "html")
_BY_EXTENSION = {
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "tekst",
}


@click.command(
    "assess",
    help=(
        "Beoordeel een casus: oordeel per thema, bevindingen en gerangschikt advies."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor assess casus.yaml\n"
        "  pps-advisor assess casus.yaml -o advies.html"
    ),
)
@case_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="De vorm van de uitvoer; standaard tekst."
)
@click.option(
    "-o",
    "--output",
    metavar="BESTAND",
    type=PATH,
    help="Schrijf naar een bestand; de vorm volgt uit .html, .md, .json of .txt.",
)
@click.option("--overwrite", is_flag=True, help="Overschrijf een bestaand bestand.")
@click.option("--full", is_flag=True, help="Toon in de tekst alles, niet alleen het belangrijkste.")
@catalogue_options
@engine_option
@click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITIES)),
    help="Eindig met code 1 bij een vast knelpunt van deze ernst of hoger.",
)
def command(
    case: Path,
    form: str | None,
    output: Path | None,
    overwrite: bool,
    full: bool,
    choice: Choice,
    engine: str | None,
    fail_on: str | None,
) -> None:
    from pps_advisor.api import assess

    form = form or _form_for(output)
    assessment = assess(*choice.case(case), engine)
    for remark in assessment.remarks:
        place = f"{remark.location}: " if remark.location else ""
        click.echo(f"{place}let op: {remark.sentence}", err=True)
    if output is None:
        bars = screen_takes("█")
        show(_written(assessment, form, full, terminal_width(), bars), form == "tekst")
    else:
        save(_written(assessment, form, full, 80, True), output, overwrite, case)
        click.echo(f"Geschreven: {output}", err=True)
    if fail_on and _worst(assessment) >= SEVERITIES[fail_on]:
        sys.exit(1)


def _form_for(output: Path | None) -> str:
    if output is None:
        return "tekst"
    form = _BY_EXTENSION.get(output.suffix.lower())
    if form is None:
        raise click.UsageError(
            f"Uit de naam '{output.name}' blijkt niet welke vorm u wilt. "
            "Gebruik .html, .md, .json of .txt, of kies er een met --format."
        )
    return form


def _written(assessment: Assessment, form: str, full: bool, width: int, bars: bool) -> str:
    if form == "json":
        from pps_advisor.writing.json_ import write_json

        return write_json(assessment)
    if form == "markdown":
        from pps_advisor.writing.markdown import write_markdown

        return write_markdown(assessment)
    if form == "html":
        from pps_advisor.writing.html import write_html

        return write_html(assessment)
    from pps_advisor.writing.text import Detail, write_text

    return write_text(assessment, width, bars, Detail.FULL if full else Detail.SHORT)


def _worst(assessment: Assessment) -> int:
    """The severity of the worst definite problem; 0 when there is none."""
    return max(
        (
            finding.severity
            for finding in assessment.findings
            if finding.status is Status.DEFINITE and finding.rule.kind is RuleKind.PROBLEM
        ),
        default=0,
    )
