"""What stands above a document, the same in every format."""

from __future__ import annotations

from pps_advisor.formats.document import Document
from pps_advisor.model.values import date_text


def day_line(document: Document) -> str:
    """The date as a line under the subtitle; empty where the subtitle names that day already."""
    day = date_text(document.date)
    return "" if day in document.subtitle else day
