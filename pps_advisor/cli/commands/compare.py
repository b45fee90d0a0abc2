"""`pps-advisor compare`: two dates of one case, or two cases."""

from __future__ import annotations

from pathlib import Path

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.documents import deliver, deliver_content, document_options, form_for
from pps_advisor.cli.shared.options import PATH, catalogue_options, completing

_FORMS = ("tekst", "markdown", "html", "json")


@click.command(
    "compare",
    help=(
        "Vergelijk twee datums van een casus, of twee casussen: wat kwam erbij, verdween, werd "
        "beter of slechter."
        "\n\nOUD en NIEUW zijn casusbestanden. Met --decision ziet u ook of aanbevelingen die zijn "
        "overgenomen, in de nieuwe antwoorden terug te zien zijn."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor compare casus-2025.yaml casus-2026.yaml\n"
        "  pps-advisor compare casus-2025.yaml casus-2026.yaml -o verschil.html\n"
        "  pps-advisor compare casus-2025.yaml casus-2026.yaml --decision besluiten.yaml"
    ),
)
@click.argument("old", metavar="OUD", type=PATH, shell_complete=completing("cases"))
@click.argument("new", metavar="NIEUW", type=PATH, shell_complete=completing("cases"))
@click.option(
    "--decision",
    metavar="BESTAND",
    type=PATH,
    help="De besluiten over de aanbevelingen bij OUD, uit een bestand van 'decisions new'.",
)
@document_options(*_FORMS)
@catalogue_options
def command(
    old: Path,
    new: Path,
    decision: Path | None,
    form: str | None,
    output: Path | None,
    overwrite: bool,
    choice: Choice,
) -> None:
    form = form_for(form, output, _FORMS)
    from pps_advisor.api import assess
    from pps_advisor.reading.case.decisions import load_decisions
    from pps_advisor.reasoning.change.decision_effects import effects
    from pps_advisor.reasoning.change.difference import difference

    before, after = (
        assess(*choice.case(path), "plain", draws=0, with_open_questions=False)
        for path in (old, new)
    )
    found = difference(before, after)
    decided = None
    if decision is not None:
        decided = effects(found, load_decisions(decision, before.catalogue, before.case.id))
    sources = [one for one in (old, new, decision) if one is not None]
    if form == "json":
        from pps_advisor.writing.exchange.difference import write_json

        deliver_content(write_json(found, decided), form, output, overwrite, sources)
        return
    from pps_advisor.writing.documents.difference.compare import compare_document

    document = compare_document(found, decided, pictures=form != "tekst")
    deliver(document, form, output, overwrite, sources)
