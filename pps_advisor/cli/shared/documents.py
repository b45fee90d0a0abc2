"""Documents of commands other than `memo`: their form, and where they go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pps_advisor.cli.shared.options import PATH
from pps_advisor.cli.shared.output import save, show, terminal_width
from pps_advisor.formats.writers import writer_of

if TYPE_CHECKING:
    from pps_advisor.formats.document import Document

F = TypeVar("F", bound=Callable[..., Any])
_ENDINGS = {
    "tekst": (".txt",),
    "markdown": (".md",),
    "html": (".html", ".htm"),
    "docx": (".docx",),
    "odt": (".odt",),
    "pdf": (".pdf",),
    "json": (".json",),
}
_FILES_ONLY = ("docx", "odt", "pdf")


def document_options(*forms: str) -> Callable[[F], F]:
    """``--format``, ``-o`` and ``--overwrite`` for a document in one of these forms."""
    endings = [ending for form in forms for ending in _ENDINGS[form][:1]]
    listed = f"{', '.join(endings[:-1])} of {endings[-1]}"

    def with_options(function: F) -> F:
        for option in (
            click.option("--overwrite", is_flag=True, help="Overschrijf een bestaand bestand."),
            click.option(
                "-o",
                "--output",
                metavar="BESTAND",
                type=PATH,
                help=f"Schrijf naar een bestand; de vorm volgt uit {listed}.",
            ),
            click.option(
                "--format",
                "form",
                type=click.Choice(forms),
                help="De vorm van de uitvoer; standaard tekst.",
            ),
        ):
            function = option(function)
        return function

    return with_options


def form_for(form: str | None, output: Path | None, forms: Collection[str]) -> str:
    """The form that is asked for, or that follows from the name of the file."""
    if form is None and output is not None:
        endings = {ending: one for one in forms for ending in _ENDINGS[one]}
        form = endings.get(output.suffix.lower())
        if form is None:
            raise click.UsageError(
                f"Uit de naam '{output.name}' blijkt niet welke vorm u wilt. Gebruik "
                f"{', '.join(endings)}, of kies een vorm met --format."
            )
    form = form or "tekst"
    if form in _FILES_ONLY and output is None:
        raise click.UsageError(f"Een document als {form} past niet op het scherm. Gebruik -o.")
    return form


def deliver(
    document: Document,
    form: str,
    output: Path | None,
    overwrite: bool,
    sources: Sequence[Path],
) -> None:
    """Write a document to the screen, or to a file that is none of the `sources`."""
    width = terminal_width() if output is None else 80
    deliver_content(_written(document, form, width), form, output, overwrite, sources)


def _written(document: Document, form: str, width: int) -> str | bytes:
    writer: Any = writer_of(form)
    content: str | bytes = (
        writer.write(document, width) if form == "tekst" else writer.write(document)
    )
    return content


def deliver_content(
    content: str | bytes, form: str, output: Path | None, overwrite: bool, sources: Sequence[Path]
) -> None:
    """Show a text, or write it to a file that is none of the `sources`."""
    if output is None:
        show(str(content), form == "tekst")
        return
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    same = [source for source in sources if _is_same(output, source)]
    # Somebody may have gone on writing in an earlier version: only the very same is ours.
    save(content, output, overwrite, same[0] if same else None, lambda old: old == data)
    click.echo(f"Geschreven: {output}", err=True)


def _is_same(output: Path, source: Path) -> bool:
    try:
        return output.samefile(source)
    except OSError:
        return False  # one of the two is not there
