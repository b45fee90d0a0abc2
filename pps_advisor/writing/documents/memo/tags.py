"""The tags of a memo's parts, as a list for who marks a document."""

from __future__ import annotations

from pps_advisor.formats.document import PREFIX
from pps_advisor.writing.documents.memo.parts import ADVICE_WORDS, Part

TAGS = tuple(part.value for part in Part)
_INTRO = (
    "Met deze merken geeft u aan waar een deel van de nota in uw eigen document hoort.",
    "In Word is dat de tag van een inhoudsbesturingselement, in ODT de naam van een sectie,",
    "en in Markdown een regel commentaar ervoor en erna. Alleen wat erbinnen staat, verandert.",
)


def tags_text() -> str:
    """The tags with what stands in each part."""
    rows = [(part.value, part.words) for part in Part]
    rows.append(("aanbeveling:ID", ADVICE_WORDS))
    size = max(len(tag) for tag, _ in rows) + len(PREFIX)
    lines = [f"{PREFIX + tag:<{size}}  {words}" for tag, words in rows]
    return "\n".join([*_INTRO, "", *lines]) + "\n"
