"""The assessment as plain text for a terminal: first what to do, then everything else."""

from __future__ import annotations

from enum import Enum

from pps_advisor.formats.plain.layout import wrap
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.documents.assessment.first_screen import first_screen
from pps_advisor.writing.documents.assessment.text_details import Details
from pps_advisor.writing.views.build import outline
from pps_advisor.writing.words.words import FORMAT

_NARROWEST = 40


class Detail(Enum):
    """How much a text says below the first screen."""

    NONE = "niets"
    SHORT = "kort"
    FULL = "volledig"


def write_text(
    assessment: Assessment,
    width: int = 80,
    unicode: bool = True,
    detail: Detail = Detail.FULL,
) -> str:
    """The assessment as lines of at most `width` columns (40 or more), without any markup.

    With `unicode` False all that is ours fits in cp1252. `detail` says how much follows below
    the first screen.
    """
    width = max(width, _NARROWEST)
    content = outline(assessment)
    lines = first_screen(content, width, unicode)
    if detail is Detail.NONE:
        lines += wrap(f"Vorm: {FORMAT}", width)
    else:
        details = Details(content, width)
        lines += details.all() if detail is Detail.FULL else details.short()
    return "\n".join(line.rstrip() for line in lines) + "\n"
