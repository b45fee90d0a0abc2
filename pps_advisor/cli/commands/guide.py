"""`pps-advisor guide`: a conversation guide for the next meeting."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import click

from pps_advisor.cli.shared.choice import Choice
from pps_advisor.cli.shared.documents import deliver, document_options, form_for
from pps_advisor.cli.shared.options import case_argument, catalogue_options

_FORMS = ("tekst", "markdown", "html", "docx", "odt", "pdf")
_KINDS = ("reflectie", "start", "stuurgroep")
_LEAST, _MOST = 30, 480


class Minutes(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.3 on only
    """How long a meeting lasts, in whole minutes."""

    name = "minuten"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip()
        if not re.fullmatch(r"[0-9]{1,4}", text) or not _LEAST <= int(text) <= _MOST:
            self.fail(f"noem een heel getal van {_LEAST} tot {_MOST}.", param, ctx)
        return int(text)


class Clock(click.ParamType):  # type: ignore[type-arg]
    """A time of day: 14:00, 14.00 or 14."""

    name = "tijd"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.time:
        if isinstance(value, dt.time):
            return value
        match = re.fullmatch(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?", str(value).strip())
        if match is None:
            self.fail(f"'{value}' is geen tijd. Schrijf een tijd als 14.00.", param, ctx)
        return dt.time(int(match[1]), int(match[2] or 0))


@click.command(
    "guide",
    help=(
        "Maak een gespreksleidraad voor de volgende bijeenkomst: een agenda met tijden, en de "
        "vragen die er nu het meest toe doen."
        "\n\nDe vragen komen uit wat nog open is, uit wat de partijen verschillend beleven en uit "
        "de fase van de samenwerking. Er staan er niet meer in dan in de tijd passen. Wat niet in "
        "de groep hoort, staat apart, met hoe u het dan vraagt."
        "\n\n\b\nVoorbeelden:\n"
        "  pps-advisor guide casus.yaml\n"
        "  pps-advisor guide casus.yaml --kind start --minutes 120 --begin 13.30\n"
        "  pps-advisor guide casus.yaml --kind stuurgroep -o leidraad.docx"
    ),
)
@case_argument
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default=_KINDS[0],
    help="Het soort bijeenkomst; standaard reflectie.",
)
@click.option(
    "--minutes",
    type=Minutes(),
    default=90,
    metavar="MINUTEN",
    help="Hoe lang de bijeenkomst duurt; standaard 90.",
)
@click.option(
    "--begin", type=Clock(), metavar="TIJD", help="Hoe laat zij begint, bijvoorbeeld 14.00."
)
@document_options(*_FORMS)
@catalogue_options
def command(
    case: Path,
    kind: str,
    minutes: int,
    begin: dt.time | None,
    form: str | None,
    output: Path | None,
    overwrite: bool,
    choice: Choice,
) -> None:
    form = form_for(form, output, _FORMS)
    from pps_advisor.api import assess
    from pps_advisor.reasoning.conversation.guide import make_guide
    from pps_advisor.writing.documents.conversation.guide import guide_document

    assessment = assess(*choice.case(case), "plain", draws=0, with_open_questions=False)
    document = guide_document(make_guide(assessment, kind, minutes), begin)
    deliver(document, form, output, overwrite, [case])
