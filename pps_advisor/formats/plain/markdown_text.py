"""Text in Markdown that shows as it is."""

from __future__ import annotations

import re

from pps_advisor.formats.plain.layout import clean

# Everything that CommonMark, tables and the usual extensions (mathematics, citations,
# attributes, strike-through) give a meaning inside a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~^$&{}@#])")
# What opens a list or underlines a heading, at the beginning of a paragraph.
_OPENS = re.compile(r"^(\d{1,9})?([-+=.):])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = _SPECIAL.sub(r"\\\1", clean(text))
    return _OPENS.sub(lambda match: f"{match[1] or ''}\\{match[2]}", escaped)
