"""`pps-advisor plugins`: the rules that municipalities bring in themselves."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import PATH, catalogue_options
from pps_advisor.cli.shared.output import show, terminal_width
from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of

if TYPE_CHECKING:
    from pps_advisor.reading.catalogue.rulebook import Rulebook
    from pps_advisor.reading.plugins.reader import PluginHead
    from pps_advisor.writing.documents.plugin_page import PluginReport


@click.group(
    "plugins",
    help=(
        "Bekijk, maak en controleer de regels van een gemeente."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor plugins list\n"
        "  pps-advisor plugins new mijn-regels --municipality Zwolle"
    ),
)
def command() -> None:
    """The group; its commands follow."""


@command.command(
    "list",
    help=(
        "Toon de plug-ins: wat zij toevoegen, wat zij aanpassen, en of zij meedoen."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor plugins list\n"
        "  pps-advisor plugins list --municipality Zwolle"
    ),
)
@click.option("--municipality", metavar="NAAM", help="Zeg per plug-in of hij voor haar meedoet.")
@catalogue_options
def list_plugins(municipality: str | None, choice: Choice) -> None:
    from pps_advisor.writing.documents.plugin_page import write_list

    book = choice.rulebook()
    reports = [_report(book, head, municipality) for head in book.heads]
    show(write_list(reports, municipality, terminal_width()), for_people=True)


@command.command(
    "show",
    help=(
        "Toon alles wat een plug-in toevoegt en aanpast."
        "\n\nMet ID 'kern' ziet u welke parameters een gemeente kan invullen."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor plugins show zwolle\n"
        "  pps-advisor plugins show kern"
    ),
)
@click.argument("name", metavar="ID")
@catalogue_options
def show_plugin(name: str, choice: Choice) -> None:
    from pps_advisor.reading.yaml.problems import nearest
    from pps_advisor.writing.documents.plugin_page import CORE, write_core, write_page

    book = choice.rulebook()
    if name == CORE:
        show(write_core(book.only().catalogue(), terminal_width()), for_people=True)
        return
    heads = {head.plugin.id: head for head in book.heads}
    if name not in heads:
        sentence = f"Er is geen plug-in '{name}'."
        hint = nearest(name, [*heads, CORE]) if heads else "Noem zijn map met --plugin."
        raise InvalidInput([Problem(SourceLocation("plugins"), "onbekende-plugin", sentence, hint)])
    show(write_page(_report(book, heads[name], None), terminal_width()), for_people=True)


def _report(book: Rulebook, head: PluginHead, municipality: str | None) -> PluginReport:
    from pps_advisor.writing.documents.plugin_page import PluginReport

    package = book.distribution(head)
    origin = f"pakket {package}, map {head.folder}" if package else f"map {head.folder}"
    alone = book.only(head.plugin.id).catalogue(date=dt.date.today())
    applies = book.applies(head, municipality) if municipality is not None else None
    return PluginReport(head.plugin, origin, alone, applies)


@command.command(
    "new",
    help=(
        "Maak een werkende plug-in voor een gemeente, om uw eigen regels in te zetten."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor plugins new mijn-regels --municipality Zwolle"
    ),
)
@click.argument("folder", metavar="MAP", type=PATH)
@click.option("--municipality", metavar="NAAM", required=True, help="De gemeente van de regels.")
def make_plugin(folder: Path, municipality: str) -> None:
    from pps_advisor.reading.plugins.new import new_plugin

    files = new_plugin(municipality, dt.date.today())
    _write_new(folder, files)
    click.echo(f"Gemaakt: {folder}, met {len(files)} bestanden.", err=True)
    click.echo(f"Kijk haar na met: pps-advisor plugins check {folder}", err=True)


def _write_new(folder: Path, files: dict[str, str]) -> None:
    """Write a folder whole or not at all; one that holds anything is left alone."""
    temporary = ""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            sentence = "Deze map bestaat al en is niet leeg."
            _refuse(folder, "bestaat-al", sentence, "Kies een andere map.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:100]}.")
        os.chmod(temporary, 0o755)
        for name, text in files.items():
            path = Path(temporary, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        os.replace(temporary, folder)
        temporary = ""
    except OSError as error:
        _refuse(
            folder,
            "niet-geschreven",
            f"Deze map kan niet worden gemaakt: {reason_of(error)}.",
            "Kies een andere plek of naam; er is niets veranderd.",
        )
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _refuse(path: Path, code: str, sentence: str, hint: str) -> None:
    raise InvalidInput([Problem(SourceLocation(str(path)), code, sentence, hint)])


@command.command(
    "check",
    help=(
        "Kijk een plug-in na: regels, aanpassingen, voorbeelden en eigen casussen."
        "\n\nCode 1 als er iets niet klopt."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor plugins check mijn-regels"
    ),
)
@click.argument("folder", metavar="MAP", type=PATH)
def check_plugin(folder: Path) -> None:
    from pps_advisor.reasoning.rule_tools.plugin_tests import check
    from pps_advisor.writing.words.words import count

    found = check(folder, dt.date.today())
    lines = [str(problem) for problem in found.problems]
    examples = count(found.examples, "voorbeeld", "voorbeelden")
    cases = count(found.cases, "casus", "casussen")
    remarks = count(len(lines), "opmerking", "opmerkingen")
    lines.append(f"Plug-in {found.name}: {examples} en {cases} nagekeken, {remarks}.")
    show("\n".join(lines) + "\n", for_people=True)
    if found.instead_of:
        click.echo(
            f"let op: Deze plug-in is ook geïnstalleerd, in {found.instead_of}. De regels komen "
            "uit uw map; alleen programmacode, als die er is, komt uit het geïnstalleerde pakket.",
            err=True,
        )
    sys.exit(1 if found.problems else 0)
