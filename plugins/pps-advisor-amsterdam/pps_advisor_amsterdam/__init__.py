"""Amsterdam: rules in plain text, with two facts that are derived from the case in Python."""

from __future__ import annotations

from pathlib import Path

from pps_advisor.plugin import DerivedFact, hookimpl
from pps_advisor_amsterdam.facts import initiative_takes_part, initiative_without_money


@hookimpl
def plugin_folders() -> list[Path]:
    return [Path(__file__).parent]


@hookimpl
def derived_facts() -> dict[str, DerivedFact]:
    return {
        "amsterdam.wijkinitiatief": DerivedFact(initiative_takes_part),
        "amsterdam.initiatief_zonder_geld": DerivedFact(initiative_without_money),
    }
