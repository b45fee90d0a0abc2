"""The forms of output to choose from: those of the core, and those that plugins add."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pps_advisor.model.knowledge.hook_values import OutputFormat
    from pps_advisor.model.outcome.assessment import Assessment

FORMATS = ("tekst", "json", "markdown", "html")
_BY_EXTENSION = {
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "tekst",
}

Writer = Callable[["Assessment"], "str | bytes"]


class FormatType(click.Choice):  # type: ignore[type-arg]  # older click has no generic
    """A choice of forms; what is not of the core is looked up among the installed plugins."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in FORMATS:
            self.choices = (*FORMATS, *(form.name for form in _of_plugins()))
        return super().convert(value, param, ctx)


def form_of(output: Path | None, local: bool) -> str:
    """The form that follows from the name of a file; raises UsageError when none does."""
    if output is None:
        return "tekst"
    extension = output.suffix.lower()
    if form := _BY_EXTENSION.get(extension):
        return form
    for added in _of_plugins() if local else ():
        if added.extension == extension:
            return added.name
    raise click.UsageError(
        f"Uit de naam '{output.name}' blijkt niet welke vorm u wilt. "
        "Gebruik .html, .md, .json of .txt, of kies er een met --format."
    )


def writer_of(form: str, local: bool) -> Writer | None:
    """How a plugin writes a form; None for a form of the core."""
    if form in FORMATS:
        return None
    found = next((one for one in _of_plugins() if one.name == form), None) if local else None
    if found is None:
        raise click.UsageError(f"De vorm '{form}' is van een plug-in; laat --no-plugins weg.")
    return found.write


def _of_plugins() -> list[OutputFormat]:
    from pps_advisor.api import load_packages

    packages = load_packages()
    return packages.output_formats(_BY_EXTENSION) if packages else []
