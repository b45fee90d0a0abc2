"""`pps-advisor new`: a case file with every question in it, ready to be filled in."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import PATH, catalogue_options
from pps_advisor.cli.shared.output import save

if TYPE_CHECKING:
    from pps_advisor.model.case.case import Party
    from pps_advisor.model.knowledge.catalogue import Catalogue


@click.command(
    "new",
    help=(
        "Maak een casusbestand met alle vragen erin, om in een editor in te vullen."
        "\n\nIn een terminal vraagt de opdracht wat zij nodig heeft. Daarbuiten geeft u het mee "
        "met --title, --municipality en --party."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor new casus.yaml\n"
        "  pps-advisor new casus.yaml --short\n"
        "  pps-advisor new casus.yaml --title 'Samen wonen' --municipality Almere \\\n"
        "      --party 'gemeente=Gemeente Almere' --party 'woningcorporatie=Wonen Almere'"
    ),
)
@click.argument("file", metavar="BESTAND", type=PATH)
@click.option(
    "--short", is_flag=True, help="Alleen de vijftien vragen die gemiddeld het meest doen."
)
@click.option("--title", metavar="TEKST", help="De naam van de samenwerking.")
@click.option("--municipality", metavar="NAAM", help="De gemeente waarvoor u adviseert.")
@click.option("--date", metavar="JJJJ-MM-DD", help="De peildatum; standaard vandaag.")
@click.option(
    "--party",
    "parties",
    metavar="SOORT=NAAM",
    multiple=True,
    help="Een partij, bijvoorbeeld 'bedrijf=Bakkerij Jansen'; mag vaker.",
)
@catalogue_options
def command(
    file: Path,
    short: bool,
    title: str | None,
    municipality: str | None,
    date: str | None,
    parties: tuple[str, ...],
    choice: Choice,
) -> None:
    from pps_advisor.cli.asking.ask import Stopped, prepare_terminal, say

    _check_free(file)
    given = [_party_of(text, parties[:number]) for number, text in enumerate(parties)]
    day = _date_of(date)
    if title is None or municipality is None or (not parties and sys.stdin.isatty()):
        if not sys.stdin.isatty():
            missing = "--title" if title is None else "--municipality"
            raise click.UsageError(f"Geef {missing} mee; zonder terminal kan ik er niet om vragen.")
        prepare_terminal()
        try:
            _ask_and_write(file, choice, short, title, municipality, day, given)
        except Stopped as stopped:
            going_on = f"Gestopt. Verder gaan: pps-advisor interview {file}"
            say(going_on if file.exists() else "Gestopt; er is niets geschreven.")
            sys.exit(130 if stopped.interrupted else 0)
    else:
        _write(file, choice, short, title, municipality, day, given)
    say(f"Geschreven: {file}")
    say(f"Vul het in met een editor, of met vragen: pps-advisor interview {file}")


def ask_new_case(file: Path, choice: Choice) -> None:
    """Make a case file that was not there, asking what it needs. Raises Stopped."""
    from pps_advisor.cli.asking.ask import say

    _check_free(file)
    say(f"{file} bestaat nog niet; wij maken een nieuwe casus.")
    title, municipality = _ask_head(None, None)
    _write(file, choice, False, title, municipality, _date_of(None), [])


def _ask_and_write(
    file: Path,
    choice: Choice,
    short: bool,
    title: str | None,
    municipality: str | None,
    day: dt.date,
    parties: list[Party],
) -> None:
    from pps_advisor.cli.asking.ask_parties import ask_who_and_what
    from pps_advisor.cli.asking.case_file import CaseFile

    title, municipality = _ask_head(title, municipality)
    _write(file, choice, short, title, municipality, day, parties)
    if not parties:
        ask_who_and_what(CaseFile(file, choice))


def _ask_head(title: str | None, municipality: str | None) -> tuple[str, str]:
    from pps_advisor.cli.asking.ask import Said, ask_text, say

    title_given = title
    while True:
        while title is None:
            said = ask_text("Naam van de samenwerking: ", "Zoals lezers haar kennen.")
            if isinstance(said, Said):
                say("De naam is nodig. Typ haar, of q om te stoppen.")
            else:
                title = said
        if municipality is not None:
            return title, municipality
        said = ask_text("Gemeente: ", "De gemeente waarvoor u adviseert.")
        if not isinstance(said, Said):
            return title, said
        if said is Said.BACK and title_given is None:
            title = None
        else:
            say("De gemeente is nodig. Typ haar naam, of q om te stoppen.")


def _write(
    file: Path,
    choice: Choice,
    short: bool,
    title: str,
    municipality: str,
    day: dt.date,
    parties: list[Party],
) -> None:
    from pps_advisor.reading.case.new import id_from, new_case

    catalogue = choice.catalogue()
    only = None
    if short:
        from pps_advisor.reasoning.influence.short_list import SHORT

        only = SHORT
    id = id_from(file.stem).replace("_", "-")
    text = new_case(catalogue, id, title, municipality, day, parties, only, str(file))
    save(text, file, overwrite=False, is_ours=lambda _: False)
    _write_schema(file, catalogue)


def _write_schema(file: Path, catalogue: Catalogue) -> None:
    """Put the schema that the first line of the case names beside it, unless a file is there."""
    import json

    from pps_advisor.errors import InvalidInput
    from pps_advisor.reading.case.new import SCHEMA_NAME
    from pps_advisor.reading.case.schema import case_schema

    text = json.dumps(case_schema(catalogue), ensure_ascii=False, indent=2) + "\n"
    place = file.parent / SCHEMA_NAME
    try:
        save(text, place, overwrite=False)
    except InvalidInput:
        click.echo(f"let op: {place} is niet geschreven; daar staat al iets anders.", err=True)


def _check_free(file: Path) -> None:
    """Refuse a name that is taken before anything is asked."""
    from pps_advisor.errors import InvalidInput, Problem, SourceLocation

    if not file.parent.is_dir():
        place = SourceLocation(str(file.parent))
        sentence, hint = "Deze map bestaat niet.", "Maak haar eerst, of kies een andere plek."
        raise InvalidInput([Problem(place, "map-ontbreekt", sentence, hint)])
    if file.exists():
        raise InvalidInput(
            [
                Problem(
                    SourceLocation(str(file)),
                    "bestaat-al",
                    "Dit bestand bestaat al en wordt niet overschreven.",
                    f"Kies een andere naam, of vul het aan met: pps-advisor interview {file}",
                )
            ]
        )


def _date_of(text: str | None) -> dt.date:
    from pps_advisor.reading.forms.typed import date_in

    if text is None:
        return dt.date.today()
    date = date_in(text)
    if isinstance(date, str):
        raise click.UsageError(f"--date: {date}")
    return date


def _party_of(text: str, before: tuple[str, ...]) -> Party:
    from pps_advisor.model.case.case import Party, PartyKind
    from pps_advisor.reading.case.new import id_from
    from pps_advisor.reading.yaml.problems import nearest

    kind, equals, name = (part.strip() for part in text.partition("="))
    kinds = {one.value: one for one in PartyKind}
    if not equals or not name or kind not in kinds:
        hint = nearest(kind, kinds) if equals else "Schrijf soort=naam."
        raise click.UsageError(f"--party '{text}' is geen soort met een naam. {hint}")
    taken: list[str] = []
    for earlier in (*before, text):
        id = "gemeente" if earlier.startswith("gemeente=") else id_from(earlier.partition("=")[2])
        taken.append(id if id not in taken else id_from(id, taken))
    return Party(taken[-1], name, kinds[kind])
