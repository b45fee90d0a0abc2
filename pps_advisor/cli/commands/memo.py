"""`pps-advisor memo`: advice as a document, new or inside one that exists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.memo_files import (
    FORMATS,
    Look,
    Target,
    check_usage,
    fill_existing,
    form_for,
    read_document,
    read_if,
    write_new,
)
from pps_advisor.cli.shared.options import (
    PATH,
    catalogue_options,
    completing,
    engine_option,
)

if TYPE_CHECKING:
    from pps_advisor.model.outcome.assessment import Assessment
    from pps_advisor.writing.documents.memo.choice import MemoChoice

F = TypeVar("F", bound=Callable[..., Any])
_KINDS = ("beleidsnotitie", "collegeadvies", "raadsinformatiebrief", "bijlage")


class Day(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on only
    """A day as jjjj-mm-dd."""

    name = "datum"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is geen datum. Schrijf een datum als 2026-03-18.", param, ctx)


class Amount(click.ParamType):  # type: ignore[type-arg]
    """A whole number of things."""

    name = "aantal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", str(value)):
            self.fail(f"'{value}' is geen aantal. Schrijf een heel getal als 8.", param, ctx)
        return int(value)


def _ruleset_option(function: Any) -> Any:
    """Here ``--without`` names a recommendation; for a ruleset there is ``--without-ruleset``."""
    for option in function.__click_params__:
        if option.name == "without":
            option.opts = ["--without-ruleset"]
    return function


def _recommendation_option(*names: str, help: str) -> Callable[[F], F]:
    completes = completing("recommendations")
    return click.option(*names, metavar="ID", multiple=True, shell_complete=completes, help=help)


@click.command(
    "memo",
    help=(
        "Maak een nota van het advies over een casus, of vul die in een bestaand document in."
        "\n\nZonder -o staat de tekst op het scherm."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor memo casus.yaml -o nota.docx\n"
        "  pps-advisor memo casus.yaml --kind collegeadvies -o advies.pdf\n"
        "  pps-advisor memo casus.yaml --into nota.docx --dry-run\n"
        "  pps-advisor memo --tags"
    ),
)
@click.argument(
    "case", metavar="CASUS", type=PATH, required=False, shell_complete=completing("cases")
)
@click.option(
    "-o",
    "--output",
    metavar="BESTAND",
    type=PATH,
    help="Schrijf naar een bestand; de vorm volgt uit .docx, .odt, .pdf, .html, .md of .txt.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="De vorm van de nota.")
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default=_KINDS[0],
    help=f"Het soort nota; standaard {_KINDS[0]}.",
)
@click.option(
    "--top",
    metavar="AANTAL",
    type=Amount(),
    help="Hoeveel aanbevelingen worden uitgewerkt (standaard 5); de andere staan in een tabel.",
)
@_recommendation_option("--only", help="Alleen deze aanbeveling; mag vaker.")
@_recommendation_option("--without", "left_out", help="Zonder deze aanbeveling; mag vaker.")
@click.option(
    "--decision",
    metavar="BESTAND",
    type=PATH,
    help="Neem de besluiten op uit een bestand van 'decisions new'.",
)
@click.option(
    "--date", "day", type=Day(), help="De datum op de nota; standaard de peildatum van de casus."
)
@click.option("--author", metavar="NAAM", default="", help="Wie de nota opstelt.")
@click.option(
    "--into",
    metavar="BESTAND",
    type=PATH,
    help="Vul de gemerkte delen in een bestaand document (.docx, .odt of .md) in.",
)
@click.option("--dry-run", is_flag=True, help="Zeg wat --into zou veranderen, en verander niets.")
@click.option("--tags", is_flag=True, help="Toon de merken van de delen die u kunt invullen.")
@click.option(
    "--template",
    metavar="BESTAND",
    type=PATH,
    help="Gebruik een Word-sjabloon in uw huisstijl; een bestand, of de naam uit een plug-in.",
)
@click.option(
    "--check-template", "checked", metavar="BESTAND", type=PATH, help="Controleer een sjabloon."
)
@click.option("--archive", is_flag=True, help="Maak een pdf voor het archief (PDF/A).")
@click.option("--overwrite", is_flag=True, help="Overschrijf een bestaand bestand.")
@_ruleset_option
@catalogue_options
@engine_option
def command(
    case: Path | None,
    choice: Choice,
    engine: str | None,
    output: Path | None,
    form: str | None,
    overwrite: bool,
    into: Path | None,
    dry_run: bool,
    template: Path | None,
    archive: bool,
    tags: bool,
    checked: Path | None,
    **wanted: Any,
) -> None:
    if tags:
        return _show_tags()
    if checked is not None:
        return _check_template(checked)
    if case is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    form = form_for(form, output, into)
    if template is not None or (form == "docx" and into is None):
        template = choice.memo_template(case, template)
    look = Look(form, read_if(template), str(template or ""), archive)
    check_usage(look, output, into, dry_run)
    original = read_if(into)
    assessment, memo = _assessed(case, choice, engine, **wanted)
    if into is None or original is None:
        return write_new(assessment, memo, look, case, output, overwrite)
    target = Target(into, original, output, overwrite)
    return fill_existing(assessment, memo, target, case, dry_run)


def _show_tags() -> None:
    from pps_advisor.cli.shared.output import show
    from pps_advisor.writing.documents.memo.tags import tags_text

    show(tags_text(), for_people=True)


def _check_template(path: Path) -> None:
    docx: Any = import_module("pps_advisor.formats.word.docx")
    found = docx.check_template(read_document(path), str(path))
    click.echo(f"{path}: dit sjabloon is bruikbaar. {found}".rstrip())


def _assessed(
    path: Path,
    choice: Choice,
    engine: str | None,
    kind: str,
    top: int | None,
    only: tuple[str, ...],
    left_out: tuple[str, ...],
    decision: Path | None,
    day: dt.date | None,
    author: str,
) -> tuple[Assessment, MemoChoice]:
    """The assessment of a case, and what the adviser wants to see of it."""
    from pps_advisor.api import assess
    from pps_advisor.reading.case.decisions import load_decisions
    from pps_advisor.writing.documents.memo.choice import MemoChoice, check_choice
    from pps_advisor.writing.documents.memo.parts import Kind

    case, catalogue = choice.case(path)
    decisions = load_decisions(decision, catalogue, case.id) if decision else None
    assessment = assess(case, catalogue, engine)
    extra = choice.memo_sections(assessment)
    memo = MemoChoice(Kind(kind), top, only, left_out, decisions, day, author, extra)
    check_choice(memo, assessment)
    for remark in assessment.remarks:
        place = f"{remark.location}: " if remark.location else ""
        click.echo(f"{place}let op: {remark.sentence}", err=True)
    return assessment, memo
