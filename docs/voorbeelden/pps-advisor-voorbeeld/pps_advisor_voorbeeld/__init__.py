"""A plugin that uses every hook; docs/hooks.md shows it piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import click

from pps_advisor.plugin import (
    UNKNOWN,
    Assessment,
    Derived,
    DerivedFact,
    FilledParameter,
    Given,
    Heading,
    OutputFormat,
    Paragraph,
    Run,
    Section,
    hookimpl,
)

HERE = Path(__file__).parent


# [plugin_folders]
@hookimpl
def plugin_folders() -> Iterable[Path]:
    return [HERE]


# [parameters]
@hookimpl
def parameters(municipality: str | None) -> Iterable[FilledParameter]:
    quarters_with_a_meeting = 2  # an example; in earnest, something that has to be computed
    return [
        FilledParameter(
            id="reflecties_per_jaar",
            value=quarters_with_a_meeting,
            reason="Voorbeeldstad komt elk half jaar bijeen.",
            source="voorbeeld_beleid",
            place="artikel 2",
        )
    ]


# [derived_facts]
def share_of_residents(given: Given) -> Derived:
    """Which part of the parties, in percents, are residents; unknown when parties are."""
    parties = given.case.parties
    if not parties or any(party.kind is UNKNOWN for party in parties):
        return Derived(origin="niet van elke partij is de soort bekend")
    residents = sum(party.kind.value == "bewonersinitiatief" for party in parties)
    share = Decimal(100 * residents) / len(parties)
    return Derived(round(share), f"{residents} van {len(parties)} partijen", ("partijen",))


@hookimpl
def derived_facts() -> Mapping[str, DerivedFact]:
    return {"voorbeeld.aandeel_bewoners": DerivedFact(share_of_residents)}


# [memo_sections]
@hookimpl
def memo_sections(assessment: Assessment) -> Iterable[Section]:
    found = [one.rule.title for one in assessment.findings if one.rule.ruleset == "voorbeeld"]
    text = f"Uit het beleid van Voorbeeldstad volgt: {'; '.join(found) or 'niets'}."
    return [Section("voorbeeld-beleid", (Heading(1, "Lokaal beleid"), Paragraph((Run(text),))))]


# [memo_templates]
@hookimpl
def memo_templates() -> Mapping[str, Path]:
    return {"voorbeeldstad": HERE / "sjabloon.docx"}


# [output_formats]
def write_titles(assessment: Assessment) -> str:
    lines = (f"{one.rank};{one.recommendation.title}" for one in assessment.advice)
    return "\n".join(["rang;aanbeveling", *lines]) + "\n"


@hookimpl
def output_formats() -> Iterable[OutputFormat]:
    return [OutputFormat("titels", ".csv", write_titles)]


# [commands]
@click.command("groet", help="Groet de gemeente.")
def greet() -> None:
    click.echo("Dag Voorbeeldstad.")


@hookimpl
def commands() -> Iterable[click.Command]:
    return [greet]
