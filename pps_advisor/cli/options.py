"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)
"""A path as it is given; whoever reads or writes it says in Dutch what is wrong with it."""

case_argument = click.argument("case", metavar="CASUS", type=PATH)


def catalogue_options(function: F) -> F:
    """``--rules`` and ``--without``: which rules take part."""
    function = click.option(
        "--without",
        metavar="REGELSET",
        multiple=True,
        help="Laat de regels van een regelset weg, bijvoorbeeld dubbelrol.",
    )(function)
    return click.option(
        "--rules",
        metavar="MAP",
        multiple=True,
        type=PATH,
        help="Voeg de regelsets uit een map toe; mag vaker.",
    )(function)


engine_option = click.option(
    "--engine",
    type=click.Choice(["durable", "plain"]),
    help="De motor die de regels uitvoert; beide geven hetzelfde advies.",
)
