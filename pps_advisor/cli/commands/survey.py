"""`pps-advisor survey`: questionnaires to the parties, and their answers into the case."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import (
    PATH,
    case_argument,
    catalogue_options,
    completing,
)
from pps_advisor.cli.shared.output import save, show, terminal_width
from pps_advisor.cli.shared.progress import followed
from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of

if TYPE_CHECKING:
    from pps_advisor.model.case.case import Answer
    from pps_advisor.model.case.survey import Survey
    from pps_advisor.model.knowledge.catalogue import Catalogue

MOST_PEOPLE = 50


def _people(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """How many people can answer on one sheet, as a number."""
    if value is None:
        return None
    if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MOST_PEOPLE:
        return int(value)
    raise click.UsageError(
        f"Bij --people hoort een getal van 1 tot en met {MOST_PEOPLE}, geen '{value}'.", ctx
    )


@click.group(
    "survey",
    help=(
        "Vraag de partijen zelf: maak vragenlijsten en lees de antwoorden in."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor survey make casus.yaml -o enquete\n"
        "  pps-advisor survey import casus.yaml ingevuld.xlsx"
    ),
)
def command() -> None:
    """The group; its commands follow."""


@command.command(
    "make",
    help=(
        "Maak een vragenlijst voor de partijen van een casus: als Excel-werkmap, en als CSV voor "
        "enquêteprogramma's."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor survey make casus.yaml -o enquete\n"
        "  pps-advisor survey make casus.yaml -o enquete --separate\n"
        "  pps-advisor survey make casus.yaml -o enquete --shared --theme relaties"
    ),
)
@case_argument
@click.option(
    "-o",
    "--output",
    metavar="MAP",
    type=PATH,
    required=True,
    help="De map waarin de bestanden komen.",
)
@click.option("--shared", is_flag=True, help="Eén blad voor iedereen; wie invult, kiest de partij.")
@click.option("--separate", is_flag=True, help="Een eigen werkmap voor elke partij.")
@click.option(
    "--people",
    metavar="AANTAL",
    callback=_people,
    help="Voor zoveel mensen een kolom op elk blad; standaard 5, met --shared of --separate 1.",
)
@click.option(
    "--theme",
    "themes",
    metavar="THEMA",
    multiple=True,
    shell_complete=completing("themes"),
    help="Alleen dit thema.",
)
@click.option("--contact", metavar="TEKST", default="", help="Bij wie men terecht kan met vragen.")
@click.option("--overwrite", is_flag=True, help="Overschrijf bestanden die er al staan.")
@catalogue_options
def make(
    case: Path,
    output: Path,
    shared: bool,
    separate: bool,
    people: int | None,
    themes: tuple[str, ...],
    contact: str,
    overwrite: bool,
    choice: Choice,
) -> None:
    from pps_advisor.reasoning.conversation.survey import questionnaire

    if shared and separate:
        raise click.UsageError("Kies --shared of --separate, niet allebei.")
    read, catalogue = choice.case(case)
    _check_themes(themes, catalogue)
    survey = questionnaire(read, catalogue, themes)
    _check_askable(survey, case)
    files = _files(survey, shared, separate, people, contact)
    _check_free(output, files, overwrite)
    _make_folder(output)
    for name, content in files.items():
        save(content, output / name, True, case)
        click.echo(f"Geschreven: {output / name}", err=True)


def _files(
    survey: Survey, shared: bool, separate: bool, people: int | None, contact: str
) -> dict[str, str | bytes]:
    """The files to write, by name."""
    from pps_advisor.writing.exchange.survey_csv import (
        write_limesurvey,
        write_questions,
        write_table,
    )
    from pps_advisor.writing.exchange.survey_workbook import write_workbook

    base = f"enquete-{survey.case_id}"
    files: dict[str, str | bytes] = {}
    if separate:
        for party in survey.parties:
            if survey.asked(party):
                name = f"{base}-{party.id}.xlsx"
                files[name] = write_workbook(survey, [party], people or 1, contact)
    elif shared:
        files[f"{base}.xlsx"] = write_workbook(survey, [None], people or 1, contact)
    else:
        asked = [party for party in survey.parties if survey.asked(party)]
        files[f"{base}.xlsx"] = write_workbook(survey, asked, people or 5, contact)
    files[f"{base}-vragen.csv"] = write_questions(survey)
    files[f"{base}-antwoorden.csv"] = write_table(survey)
    files[f"{base}-limesurvey.txt"] = write_limesurvey(survey, contact)
    return files


def _check_themes(themes: tuple[str, ...], catalogue: Catalogue) -> None:
    from pps_advisor.model.case.survey import can_be_asked
    from pps_advisor.reading.yaml.problems import nearest

    known = {one.theme for one in catalogue.questions if can_be_asked(one)}
    problems = [
        Problem(
            SourceLocation("--theme"),
            "onbekend-thema",
            f"Er is geen thema '{theme}' met vragen voor de partijen.",
            nearest(theme, known),
        )
        for theme in themes
        if theme not in known
    ]
    if problems:
        raise InvalidInput(problems)


def _check_askable(survey: Survey, case: Path) -> None:
    if survey.questions:
        return
    if survey.parties:
        sentence, hint = "Er zijn geen vragen voor de partijen van deze casus.", ""
    else:
        sentence = "In deze casus staan nog geen partijen, dus er is niemand om iets te vragen."
        hint = "Vul eerst 'partijen' in."
    raise InvalidInput([Problem(SourceLocation(str(case)), "geen-vragen", sentence, hint)])


def _check_free(folder: Path, files: Mapping[str, str | bytes], overwrite: bool) -> None:
    """Refuse before anything is written: a file that is there may hold someone's answers."""
    problems = [
        Problem(
            SourceLocation(str(folder / name)),
            "bestaat-al",
            "Dit bestand bestaat al; er kunnen antwoorden in staan.",
            "Kies een andere map, of gebruik --overwrite.",
        )
        for name, content in files.items()
        if not overwrite and (folder / name).exists() and not _is_same(folder / name, content)
    ]
    if problems:
        raise InvalidInput(problems)


def _is_same(path: Path, content: str | bytes) -> bool:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"Deze map kan niet worden gemaakt: {reason_of(error)}."
        place = SourceLocation(str(folder))
        raise InvalidInput([Problem(place, "niet-geschreven", sentence)]) from None


@command.command(
    "import",
    help=(
        "Lees ingevulde vragenlijsten (.xlsx) en exports van enquêteprogramma's (.csv, .xlsx) in "
        "de casus."
        "\n\nToont eerst wat er verandert. Per partij komt het middelste antwoord in de casus, "
        "met het aantal mensen. Antwoorden van minder dan drie mensen blijven weg, tenzij u "
        "--small gebruikt."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor survey import casus.yaml ingevuld/*.xlsx\n"
        "  pps-advisor survey import casus.yaml export.csv --dry-run\n"
        "  pps-advisor survey import casus.yaml export.csv --yes"
    ),
)
@case_argument
@click.argument("files", metavar="BESTAND ...", nargs=-1, required=True, type=PATH)
@click.option("--small", is_flag=True, help="Neem ook antwoorden van minder dan drie mensen op.")
@click.option("--partial", is_flag=True, help="Een tabel mag vragen overslaan.")
@click.option("--dry-run", is_flag=True, help="Toon alleen wat er zou veranderen.")
@click.option("--yes", is_flag=True, help="Schrijf zonder te vragen.")
@catalogue_options
def import_answers(
    case: Path,
    files: tuple[Path, ...],
    small: bool,
    partial: bool,
    dry_run: bool,
    yes: bool,
    choice: Choice,
) -> None:
    from pps_advisor.reading.survey.reader import read_filled
    from pps_advisor.reasoning.conversation.survey import (
        answers_with,
        changes_by,
        outcomes,
        questionnaire,
        together,
    )
    from pps_advisor.writing.exchange.survey_changes import write_changes

    before = _bytes_of(case)
    read, catalogue = choice.case(case)
    survey = questionnaire(read, catalogue)
    follow = functools.partial(followed, what="Bestanden lezen", total=len(files))
    filled = read_filled(files, survey, catalogue, partial, follow)
    for remark in filled.remarks:
        click.echo(f"let op: {remark}", err=True)
    found = outcomes(catalogue.questions, survey.parties, filled.responses)
    kept = [one for one in found if small or not one.small]
    changes = changes_by(read, kept)
    left_out = [one for one in found if one.small and not small]
    answers = answers_with(read, changes)
    text = write_changes(
        survey,
        catalogue.question,
        filled.responses,
        changes,
        left_out,
        together(read, catalogue, answers),
        terminal_width(),
    )
    show(text, for_people=True)
    if changes and not dry_run and _agreed(yes, case):
        _write(case, before, catalogue, answers)
        click.echo(f"Geschreven: {case}", err=True)


def _bytes_of(case: Path) -> bytes:
    from pps_advisor.reading.yaml.door import read_bytes

    return read_bytes(case, str(case))


def _agreed(yes: bool, case: Path) -> bool:
    """Whether the changes may be written; asked at a terminal, and nowhere else."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError(
            "Er is niets geschreven: hier kan niet om toestemming worden gevraagd. "
            "Voeg --yes toe om te schrijven, of --dry-run om alleen te kijken."
        )
    agreed = _asked(f"Schrijven naar {case}?")
    if not agreed:
        click.echo("Er is niets geschreven.", err=True)
    return agreed


def _asked(question: str) -> bool:
    """Ask on stderr, for stdout may go to a file; who stops says no."""
    from pps_advisor.cli.asking.ask import Stopped, yes

    try:
        with contextlib.redirect_stdout(sys.stderr):
            return yes(question)
    except Stopped as stopped:
        if stopped.interrupted:
            raise click.Abort from None
        return False


def _write(case: Path, before: bytes, catalogue: Catalogue, answers: tuple[Answer, ...]) -> None:
    """Put the answers into the case, which must still be what it was when it was read."""
    from pps_advisor.reading.case.edit import with_answers

    text = with_answers(before.decode("utf-8"), catalogue, answers, name=str(case))
    if _bytes_of(case) != before:
        raise InvalidInput(
            [
                Problem(
                    SourceLocation(str(case)),
                    "intussen-veranderd",
                    "De casus is intussen veranderd; er is niets geschreven.",
                    "Probeer het opnieuw.",
                )
            ]
        )
    save(text.encode("utf-8"), case, True)
