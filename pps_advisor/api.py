"""The public interface, and what the commands are made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pps_advisor.model.catalogue import Catalogue
from pps_advisor.reading import catalogue_store
from pps_advisor.reading.case_reader import case_from_tree, load_case
from pps_advisor.reasoning.assess import assess
from pps_advisor.reasoning.derive import DERIVATIONS

if TYPE_CHECKING:
    from pps_advisor.writing.html import write_html
    from pps_advisor.writing.json_ import write_json
    from pps_advisor.writing.markdown import write_markdown
    from pps_advisor.writing.text import write_text

_WRITERS = {
    "write_html": "html",
    "write_json": "json_",
    "write_markdown": "markdown",
    "write_text": "text",
}

__all__ = [
    "assess",
    "case_from_tree",
    "load_case",
    "load_catalogue",
    "write_html",
    "write_json",
    "write_markdown",
    "write_text",
]


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


def __getattr__(name: str) -> object:
    """Import a writer when it is asked for: an assessment needs at most one."""
    if name not in _WRITERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pps_advisor.writing.{_WRITERS[name]}"), name)
