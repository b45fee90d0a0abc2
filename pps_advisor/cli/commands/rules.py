"""`pps-advisor rules`: the tools of a rule author."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.options import PATH, catalogue_options, completing
from pps_advisor.cli.shared.output import show, terminal_width
from pps_advisor.cli.shared.progress import followed
from pps_advisor.errors import InvalidInput, Problem, SourceLocation, reason_of


@click.group(
    "rules",
    help=(
        "Bekijk, test en controleer de regels."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor rules list --theme governance\n"
        "  pps-advisor rules test --rules mijn-regels"
    ),
)
def command() -> None:
    """The group; its commands follow."""


@command.command(
    "list",
    help=(
        "Toon de regels, met hun soort en titel."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor rules list --theme governance\n"
        "  pps-advisor rules list --recommendation stuurgroep"
    ),
)
@click.option(
    "--theme",
    metavar="THEMA",
    shell_complete=completing("themes"),
    help="Alleen de regels van een thema.",
)
@click.option(
    "--source",
    metavar="BRON",
    shell_complete=completing("sources"),
    help="Alleen de regels die op een bron rusten.",
)
@click.option(
    "--recommendation",
    metavar="ID",
    shell_complete=completing("recommendations"),
    help="Alleen de regels die dit adviseren.",
)
@catalogue_options
def list_rules(
    theme: str | None,
    source: str | None,
    recommendation: str | None,
    choice: Choice,
) -> None:
    catalogue = choice.catalogue(with_examples=True)
    _check_known("thema", theme, catalogue.ruleset)
    _check_known("bron", source, catalogue.source)
    _check_known("aanbeveling", recommendation, catalogue.recommendation)
    chosen = [
        rule
        for rule in catalogue.rules
        if theme in (None, rule.theme)
        and (source is None or source in {citation.source for citation in rule.citations})
        and (recommendation is None or recommendation in rule.main + rule.support)
    ]
    width = max((len(rule.id) for rule in chosen), default=0)
    lines = [f"{rule.id:<{width}}  {rule.kind.value:<9}  {rule.title}" for rule in chosen]
    show("\n".join([*lines, f"{len(chosen)} regels."]) + "\n", for_people=True)


@command.command(
    "show",
    short_help="Toon de pagina van een regel.",
    help=(
        "Toon de pagina van een regel: wat, wanneer, waarom en waarop zij rust."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor rules show governance.geen-stuurgroep"
    ),
)
@click.argument("name", metavar="ID", shell_complete=completing("rules"))
@catalogue_options
def show_rule(name: str, choice: Choice) -> None:
    from pps_advisor.writing.documents.rule_page import write_rule_page

    catalogue = choice.catalogue(with_examples=True)
    name = dict(catalogue.renamed).get(name, name)
    _check_known("regel", name, catalogue.rule)
    show(write_rule_page(catalogue.rule[name], catalogue), for_people=True)


@command.command(
    "test",
    short_help="Voer de voorbeelden van de regels uit.",
    help=(
        "Voer alle voorbeelden van de regels uit; code 1 als er een faalt."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor rules test\n"
        "  pps-advisor rules test --rules mijn-regels --verbose"
    ),
)
@click.option("-v", "--verbose", is_flag=True, help="Toon ook elk voorbeeld dat slaagt.")
@catalogue_options
def test_rules(verbose: bool, choice: Choice) -> None:
    from pps_advisor.reasoning.rule_tools.rule_examples import run_examples

    catalogue = choice.catalogue(with_examples=True)
    total = sum(len(rule.examples) for rule in catalogue.rules)
    results = list(followed(run_examples(catalogue), "Voorbeelden van regels", total))
    failed = [result for result in results if not result.passed]
    lines = []
    for result in results:
        name = f"{result.rule.id} :: {result.example.name}"
        if result.failure:
            lines.append(f"MISLUKT  {name}")
            lines.append(f"         {result.example.location}: {result.failure}")
        elif verbose:
            lines.append(f"geslaagd {name}")
    lines.append(f"{len(results) - len(failed)} geslaagd, {len(failed)} mislukt")
    show("\n".join(lines) + "\n", for_people=True)
    sys.exit(1 if failed else 0)


@command.command(
    "check",
    help=(
        "Zoek wat mag maar niet bedoeld kan zijn; code 1 als er iets is."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor rules check --rules mijn-regels"
    ),
)
@catalogue_options
def check_rules(choice: Choice) -> None:
    from pps_advisor.reasoning.rule_tools.lint import lint

    catalogue = choice.catalogue(with_examples=True)
    remarks = lint(catalogue)
    lines = [str(remark) for remark in remarks]
    counts = (
        f"{len(catalogue.rules)} regels, {len(catalogue.questions)} vragen en feiten en "
        f"{len(catalogue.recommendations)} aanbevelingen bekeken"
    )
    found = "1 opmerking" if len(remarks) == 1 else f"{len(remarks)} opmerkingen"
    show("\n".join([*lines, f"{counts}: {found}."]) + "\n", for_people=True)
    sys.exit(1 if remarks else 0)


@command.command(
    "coverage",
    short_help="Toon welke regels nooit uitkomen.",
    help=(
        "Toon welke regels en takken nooit uitkomen, over casussen en voorbeelden."
        "\n\nZonder CASUSSEN tellen de meegeleverde casussen."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor rules coverage\n"
        "  pps-advisor rules coverage casus.yaml --rules mijn-regels"
    ),
)
@click.argument(
    "cases", metavar="[CASUSSEN]...", nargs=-1, type=PATH, shell_complete=completing("cases")
)
@catalogue_options
def coverage_of_rules(cases: tuple[Path, ...], choice: Choice) -> None:
    from pps_advisor.api import load_case
    from pps_advisor.reading.catalogue.store import data_folder
    from pps_advisor.reasoning.rule_tools.coverage import coverage
    from pps_advisor.writing.documents.coverage import write_coverage

    catalogue = choice.catalogue(with_examples=True)
    paths = cases or tuple(sorted(data_folder("cases").glob("*.yaml")))
    read = followed(paths, "Casussen", len(paths))
    found = coverage(catalogue, [load_case(path, catalogue) for path in read])
    names = [path.stem for path in paths]
    show(write_coverage(found, names, catalogue, terminal_width()), for_people=True)


@command.command(
    "pages",
    help=(
        "Schrijf per thema een pagina met alle regels naar een map."
        "\n\n\b\nVoorbeeld:\n"
        "  pps-advisor rules pages regels-op-papier"
    ),
)
@click.argument("folder", metavar="MAP", type=PATH)
@click.option("--overwrite", is_flag=True, help="Overschrijf bestanden die er al staan.")
@catalogue_options
def write_pages(folder: Path, overwrite: bool, choice: Choice) -> None:
    from pps_advisor.cli.shared.output import save
    from pps_advisor.writing.documents.rule_page import write_theme_page

    catalogue = choice.catalogue(with_examples=True)
    counts = Counter(rule.theme for rule in catalogue.rules)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"Deze map kan niet worden gemaakt: {reason_of(error)}."
        place = SourceLocation(str(folder))
        raise InvalidInput([Problem(place, "niet-geschreven", sentence)]) from None
    for theme in counts:
        save(write_theme_page(theme, catalogue), folder / f"{theme}.md", overwrite)
    click.echo(f"{len(counts)} pagina's geschreven naar {folder}", err=True)


def _check_known(what: str, name: str | None, known: dict[str, object] | object) -> None:
    from pps_advisor.reading.yaml.problems import nearest

    if name is not None and name not in known:  # type: ignore[operator]
        problem = Problem(
            SourceLocation("rules"),
            f"onbekende-{what}",
            f"Er is geen {what} '{name}'.",
            nearest(name, known),  # type: ignore[arg-type]
        )
        raise InvalidInput([problem])
