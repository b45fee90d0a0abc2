"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from pps_advisor.cli.shared.choice import Choice

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)
"""A path as it is given; whoever reads or writes it says in Dutch what is wrong with it."""


def completing(what: str) -> Callable[..., Any]:
    """A `shell_complete` from complete.py, which is imported when a shell asks for it."""

    def complete(context: click.Context, param: click.Parameter, typed: str) -> Any:
        from pps_advisor.cli.shared import complete

        return getattr(complete, what)(context, param, typed)

    return complete


case_argument = click.argument(
    "case", metavar="CASUS", type=PATH, shell_complete=completing("cases")
)


def catalogue_options(function: F) -> F:
    """The options that choose rules, which the command gets as one `choice`."""

    @wraps(function)
    def with_choice(
        *args: Any, rules: Any, without: Any, plugins: Any, no_plugins: bool, **kwargs: Any
    ) -> Any:
        if plugins and no_plugins:
            raise click.UsageError(
                "Met --no-plugins doet geen enkele plug-in mee; laat --plugin dan weg."
            )
        choice = Choice(rules, without, plugins, not no_plugins)
        return function(*args, choice=choice, **kwargs)

    for option in (
        click.option(
            "--no-plugins",
            is_flag=True,
            help="Gebruik alleen de kern: geen plug-ins en geen pps-advisor.yaml.",
        ),
        click.option(
            "--plugin",
            "plugins",
            metavar="MAP",
            multiple=True,
            type=PATH,
            help="Laat de plug-in in een map meedoen; mag vaker.",
        ),
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
