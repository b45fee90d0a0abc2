"""The public interface, and what the commands are made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pps_advisor.model.catalogue import Catalogue
from pps_advisor.reading import catalogue_store
from pps_advisor.reading.case_reader import case_from_tree, load_case
from pps_advisor.reasoning.assess import assess
from pps_advisor.reasoning.derive import DERIVATIONS

__all__ = ["assess", "case_from_tree", "load_case", "load_catalogue"]


def load_catalogue(
    rules: Sequence[str | Path] = (),
    without: Sequence[str] = (),
    core: bool = True,
    with_examples: bool = False,
) -> Catalogue:
    """Load the rules that ship with the package, with those of other folders.

    `rules` are folders with one or more rulesets, `without` names rulesets whose rules are
    left out; the worked examples come along `with_examples`. Raises InvalidInput with every
    Problem found.
    """
    folders = [Path(folder) for folder in rules]
    return catalogue_store.load_catalogue(DERIVATIONS.keys(), folders, without, core, with_examples)
