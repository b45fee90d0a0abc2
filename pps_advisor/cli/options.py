"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from pps_advisor.model.case import Case
    from pps_advisor.model.catalogue import Catalogue

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)
"""A path as it is given; whoever reads or writes it says in Dutch what is wrong with it."""


def completing(what: str) -> Callable[..., Any]:
    """A `shell_complete` from complete.py, which is imported when a shell asks for it."""

    def complete(context: click.Context, param: click.Parameter, typed: str) -> Any:
        from pps_advisor.cli import complete

        return getattr(complete, what)(context, param, typed)

    return complete


case_argument = click.argument(
    "case", metavar="CASUS", type=PATH, shell_complete=completing("cases")
)


class Choice(NamedTuple):
    """Which rules take part, as chosen on the command line."""

    rules: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()

    def catalogue(self, with_examples: bool = False) -> Catalogue:
        """The catalogue of this choice. Raises InvalidInput with every Problem found."""
        from pps_advisor.api import load_catalogue

        return load_catalogue(self.rules, self.without, with_examples=with_examples)

    def case(self, path: Path) -> tuple[Case, Catalogue]:
        """A case with the catalogue that holds for it. Raises InvalidInput."""
        from pps_advisor.api import load_case

        catalogue = self.catalogue()
        return load_case(path, catalogue), catalogue


def catalogue_options(function: F) -> F:
    """``--rules`` and ``--without``, which the command gets as one `choice`."""

    @wraps(function)
    def with_choice(*args: Any, rules: Any, without: Any, **kwargs: Any) -> Any:
        return function(*args, choice=Choice(rules, without), **kwargs)

    for option in (
        click.option(
            "--without",
            metavar="REGELSET",
            multiple=True,
            shell_complete=completing("themes"),
            help="Laat de regels van een regelset weg, bijvoorbeeld dubbelrol.",
        ),
        click.option(
            "--rules",
            metavar="MAP",
            multiple=True,
            type=PATH,
            help="Voeg de regelsets uit een map toe; mag vaker.",
        ),
    ):
        with_choice = option(with_choice)
    return with_choice  # type: ignore[return-value]


engine_option = click.option(
    "--engine",
    type=click.Choice(["durable", "plain"]),
    help="De motor die de regels uitvoert; beide geven hetzelfde advies.",
)
