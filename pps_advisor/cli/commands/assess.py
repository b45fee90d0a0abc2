"""`pps-advisor assess`: a case in, advice out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.formats import FORMATS, FormatType, form_of, writer_of
from pps_advisor.cli.shared.options import (
    PATH,
    case_argument,
    catalogue_options,
    engine_option,
)
from pps_advisor.cli.shared.output import save, screen_takes, show, terminal_width
from pps_advisor.model.knowledge.rule import SEVERITIES, RuleKind, Status
from pps_advisor.model.outcome.assessment import Assessment


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
    "--format", "form", type=FormatType(FORMATS), help="De vorm van de uitvoer; standaard tekst."
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

    form = form or form_of(output, choice.local)
    local_writer = writer_of(form, choice.local)
    assessment = assess(*choice.case(case), engine)
    for remark in assessment.remarks:
        place = f"{remark.location}: " if remark.location else ""
        click.echo(f"{place}let op: {remark.sentence}", err=True)
    if local_writer:
        _give(local_writer(assessment), output, overwrite, case)
    elif output is None:
        bars = screen_takes("█")
        show(_written(assessment, form, full, terminal_width(), bars), form == "tekst")
    else:
        save(_written(assessment, form, full, 80, True), output, overwrite, case)
        click.echo(f"Geschreven: {output}", err=True)
    if fail_on and _worst(assessment) >= SEVERITIES[fail_on]:
        sys.exit(1)


def _give(written: str | bytes, output: Path | None, overwrite: bool, case: Path) -> None:
    """Show or save what the format of a plugin wrote."""
    if output is not None:
        save(written, output, overwrite, case)
        click.echo(f"Geschreven: {output}", err=True)
    elif isinstance(written, bytes):
        raise click.UsageError("Deze vorm past niet op het scherm; noem een bestand met -o.")
    else:
        show(written, for_people=False)


def _written(assessment: Assessment, form: str, full: bool, width: int, bars: bool) -> str:
    if form == "json":
        from pps_advisor.writing.exchange.json_ import write_json

        return write_json(assessment)
    if form == "markdown":
        from pps_advisor.writing.documents.assessment.markdown import write_markdown

        return write_markdown(assessment)
    if form == "html":
        from pps_advisor.writing.documents.assessment.html import write_html

        return write_html(assessment)
    from pps_advisor.writing.documents.assessment.text import Detail, write_text

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
