"""The formats by name: where each is written, and where a file of somebody else is filled.

A format costs nothing until somebody asks for it, so its module is imported by name.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WRITERS = {
    "tekst": "plain.text",
    "markdown": "plain.markdown",
    "html": "web.html",
    "docx": "word.docx",
    "odt": "odf.odt",
    "pdf": "pdf.pdf",
}
FILLED = {
    ".docx": "word.docx_fill",
    ".odt": "odf.odt_fill",
    ".md": "plain.markdown_fill",
}
"""By the ending of the file that is filled."""


def writer_of(form: str) -> Any:
    """The module whose `write` makes text or bytes of a Document."""
    return import_module(f"pps_advisor.formats.{_WRITERS[form]}")


def filler_of(ending: str) -> Any:
    """The module whose `fill` puts a Document into a file with this ending."""
    return import_module(f"pps_advisor.formats.{FILLED[ending]}")
