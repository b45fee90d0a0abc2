"""The files of `pps-advisor memo`: in which form, from which template, into which document."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from pps_advisor.cli.shared.output import save, show
from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.formats.writers import FILLED, filler_of, writer_of

if TYPE_CHECKING:
    from pps_advisor.formats.common.filled import Filled
    from pps_advisor.model.outcome.assessment import Assessment
    from pps_advisor.writing.documents.memo.choice import MemoChoice

FORMATS = ("docx", "odt", "pdf", "html", "markdown", "tekst")
_BY_EXTENSION = {
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".txt": "tekst",
}
_ON_SCREEN = ("html", "markdown", "tekst")
_OWNER_MAY_WRITE = 0o200
_LARGEST = 50_000_000


class Look(NamedTuple):
    """How a new memo looks."""

    form: str
    template: bytes | None
    template_name: str
    archive: bool


class Target(NamedTuple):
    """A document to fill in: where it stands, what is in it, and where the result goes."""

    path: Path
    original: bytes
    output: Path | None
    overwrite: bool


def form_for(form: str | None, output: Path | None, into: Path | None) -> str:
    """The form that is asked for, or that follows from the name of the file."""
    if into is not None and form is not None:
        raise click.UsageError(
            "--format hoort bij een nieuwe nota; --into houdt de vorm zoals hij is."
        )
    if form is not None or output is None or into is not None:
        return form or "tekst"
    found = _BY_EXTENSION.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(
            f"Uit de naam '{output.name}' blijkt niet welke vorm u wilt. "
            "Gebruik .docx, .odt, .pdf, .html, .md of .txt, of kies er een met --format."
        )
    return found


def check_usage(look: Look, output: Path | None, into: Path | None, dry_run: bool) -> None:
    """Refuse options that do not go together."""
    if dry_run and into is None:
        raise click.UsageError("--dry-run hoort bij --into.")
    if into is not None:
        _check_into(into, output)
    if look.template is not None and (look.form != "docx" or into is not None):
        raise click.UsageError("--template hoort bij een nieuwe nota in Word (.docx).")
    if look.archive and (look.form != "pdf" or into is not None):
        raise click.UsageError("--archive hoort bij een nieuwe nota als pdf.")
    if output is None and into is None and look.form not in _ON_SCREEN:
        raise click.UsageError(f"Een nota als {look.form} past niet op het scherm. Gebruik -o.")


def _check_into(into: Path, output: Path | None) -> None:
    suffix = into.suffix.lower()
    if suffix not in FILLED:
        known = ", ".join(FILLED)
        raise click.UsageError(f"Invullen kan in {known}, en '{into.name}' is iets anders.")
    if output is not None and output.suffix.lower() != suffix:
        raise click.UsageError(
            f"'{output.name}' moet op {suffix} eindigen, net als het document dat u invult."
        )


def read_if(path: Path | None) -> bytes | None:
    """What is in a file, if one is named. Raises InvalidInput."""
    return None if path is None else read_document(path)


def read_document(path: Path) -> bytes:
    """What is in a document of a word processor. Raises InvalidInput."""
    from pps_advisor.reading.yaml.door import read_bytes

    return read_bytes(path, str(path), _LARGEST)


def write_new(
    assessment: Assessment,
    wanted: MemoChoice,
    look: Look,
    case: Path,
    output: Path | None,
    overwrite: bool,
) -> None:
    """Write a memo to the screen or to a file."""
    from pps_advisor.writing.documents.memo.build import build_memo

    writer: Any = writer_of(look.form)
    options: dict[str, Any] = {"archive": True} if look.archive else {}
    if look.template is not None:
        options = {"template": look.template, "template_name": look.template_name}
    content: str | bytes = writer.write(build_memo(assessment, wanted), **options)
    if output is None:
        show(str(content), look.form == "tekst")
        return
    # Somebody may have gone on writing in an earlier memo: only the very same is ours.
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    save(content, output, overwrite, case, is_ours=lambda old: old == data)
    click.echo(f"Geschreven: {output}", err=True)


def fill_existing(
    assessment: Assessment, wanted: MemoChoice, target: Target, case: Path, dry_run: bool
) -> None:
    """Renew our parts of a document, in its place or as another file."""
    from pps_advisor.writing.documents.memo.build import build_parts

    output = target.output if target.output and not _same(target.output, target.path) else None
    if output is None and not dry_run:
        _check_not_in_use(target.path)
    filler: Any = filler_of(target.path.suffix.lower())
    document = build_parts(assessment, wanted)
    filled: Filled = filler.fill(target.original, document, str(target.path))
    _check_marked(filled, target.path)
    if not dry_run and output is not None:
        data = filled.content
        save(data, output, target.overwrite, case, is_ours=lambda old: old == data)
    elif not dry_run and filled.renewed:
        save(filled.content, target.path, overwrite=True, source=case)
    _report(filled, dry_run)  # only now: what could not be written was not renewed
    if dry_run:
        return
    if output is None and not filled.renewed:
        click.echo("Alles was al bijgewerkt; het document is niet veranderd.", err=True)
    else:
        click.echo(f"Geschreven: {output or target.path}", err=True)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _check_marked(filled: Filled, path: Path) -> None:
    """Refuse a document without a part for us."""
    if not (filled.renewed or filled.unchanged or filled.unknown):
        _refuse(
            path,
            "geen-merken",
            "In dit document is geen deel gemerkt met 'pps-advisor:'.",
            "Zie 'pps-advisor memo --tags' voor de merken, en de handleiding voor hoe u ze zet.",
        )


def _report(filled: Filled, dry_run: bool) -> None:
    """Say which parts are renewed; on the screen where that is all that is asked."""
    lines = (
        ("Zou vernieuwen" if dry_run else "Vernieuwd", filled.renewed),
        ("Al bijgewerkt", filled.unchanged),
    )
    for label, tags in lines:
        if tags:
            click.echo(f"{label}: {', '.join(tags)}", err=not dry_run)
    for tag in filled.unknown:
        click.echo(f"Onbekend merk, blijft zoals het is: {tag}.{_meant(tag)}", err=not dry_run)


def _meant(tag: str) -> str:
    from pps_advisor.writing.documents.memo.tags import TAGS

    near = get_close_matches(tag, TAGS, 1)
    return f" Bedoelt u '{near[0]}'?" if near else ""


def _check_not_in_use(path: Path) -> None:
    """Refuse a document that a word processor has open, or that may not be written."""
    if any(lock.exists() for lock in _locks(path)):
        _refuse(
            path,
            "in-gebruik",
            "Dit document is nu geopend in een tekstverwerker.",
            "Sluit het daar eerst, of schrijf met -o naar een ander bestand.",
        )
    if not path.stat().st_mode & _OWNER_MAY_WRITE:
        _refuse(
            path,
            "alleen-lezen",
            "Dit document is alleen-lezen.",
            "Haal dat kenmerk weg, of schrijf met -o naar een ander bestand.",
        )


def _locks(path: Path) -> Iterable[Path]:
    """The files by which LibreOffice and Word show that they have a document open."""
    yield path.with_name(f".~lock.{path.name}#")
    yield path.with_name(f"~${path.name}")
    yield path.with_name(f"~${path.name[2:]}")


def _refuse(path: Path, code: str, sentence: str, hint: str) -> NoReturn:
    raise InvalidInput([Problem(SourceLocation(str(path)), code, sentence, hint)])
