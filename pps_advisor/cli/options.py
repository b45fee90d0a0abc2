"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from pps_advisor.reading.installed_scan import may_have_plugins
from pps_advisor.reading.project_file import find_project

if TYPE_CHECKING:
    from pps_advisor.model.assessment import Assessment
    from pps_advisor.model.case import Case
    from pps_advisor.model.catalogue import Catalogue
    from pps_advisor.reading.plugins import Installed
    from pps_advisor.reading.rulebook import Rulebook
    from pps_advisor.writing.document import Section

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
    plugins: tuple[Path, ...] = ()
    local: bool = True

    def catalogue(self, with_examples: bool = False, municipality: str | None = None) -> Catalogue:
        """The catalogue of this choice, without a case.

        Without a municipality every plugin that was chosen takes part. Raises InvalidInput with
        every Problem found.
        """
        return self.rulebook().catalogue(municipality, with_examples=with_examples)

    def rulebook(self) -> Rulebook:
        """All rules that may take part, as seen from the current folder. Raises InvalidInput."""
        from pps_advisor.api import rulebook

        project = find_project(Path.cwd()) if self.local else None
        return rulebook(self.rules, self.without, self.plugins, project, installed=self.local)

    def memo_template(self, case: Path, name: Path | None = None) -> Path | None:
        """The template with a name: of a plugin, or else a file; without a name the project's.

        Raises InvalidInput.
        """
        if name is not None:
            packages = self._packages()
            return packages.memo_templates().get(str(name), name) if packages else name
        found = find_project(case) if self.local else None
        if found is None:
            return None
        from pps_advisor.reading.project import read_project

        return read_project(found).memo_template

    def memo_sections(self, assessment: Assessment) -> tuple[Section, ...]:
        """The sections that plugins add to a memo. Raises InvalidInput."""
        packages = self._packages()
        return tuple(packages.memo_sections(assessment)) if packages else ()

    def _packages(self) -> Installed | None:
        """The installed packages with plugins, where they take part and there are any."""
        if not self.local or not may_have_plugins():
            return None
        from pps_advisor.reading.plugins import load_installed

        return load_installed()

    def case(self, path: Path) -> tuple[Case, Catalogue]:
        """A case with the catalogue that holds for it. Raises InvalidInput."""
        from pps_advisor.api import open_case

        return open_case(path, self.rules, self.without, plugins=self.plugins, local=self.local)


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
