"""What the text of an ODT says, whatever program wrote it; and what others hung on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from pps_advisor.model.frozen import frozen

_COMMENT = re.compile(r"<office:annotation\b(?:[^>]*/>|.*?</office:annotation>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([\w.-]+:[\w.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_NUMBER = re.compile(r"text:(?:c|outline-level)=[\"'](\d+)")
_BLOCKS = {
    "text:p": "\n",
    "text:h": "\n#",
    "table:table-cell": "\n|",
    "table:table-row": "\n-",
    "draw:frame": "\n!\n",
    "svg:desc": "\n",
    "text:change": "\n?",  # a proposal of someone else: not what we wrote
    "text:change-start": "\n?",
}
_EMPTY = re.compile("\n(?:[ \t]*\n)+|\n$")
_PARAGRAPH = re.compile(r"<text:(p|h)\b[^>]*(?<!/)>(.*?)</text:\1>", re.DOTALL)


@frozen
class Anchor:
    """A bookmark or a comment of someone else: its XML, and the words of its paragraph."""

    xml: str
    words: str


def says(xml: str) -> str:
    """The words of some XML with paragraphs, cells and pictures apart.

    Styles and empty paragraphs do not count: programs differ in those.
    """
    return unescape(_EMPTY.sub("\n", _TAG.sub(_said, _COMMENT.sub("", xml))))


def _said(tag: re.Match[str]) -> str:
    closes, name, attributes = tag.groups()
    if closes:
        return ""
    if name in ("text:s", "text:h"):
        number = _NUMBER.search(attributes)
        count = int(number[1]) if number else 1
        return " " * min(count, 999) if name == "text:s" else f"{_BLOCKS[name]}{count} "
    return {"text:tab": "\t", "text:line-break": "\v"}.get(name) or _BLOCKS.get(name, "")


def with_anchors(xml: str, anchors: Iterable[Anchor]) -> str:
    """New text with what others hung on the old text.

    An anchor goes to the paragraph that says what its own said, else to the first one.
    """
    places: dict[int, str] = {}
    paragraphs = [(says(one[2]).strip(), one.start(2)) for one in _PARAGRAPH.finditer(xml)]
    for anchor in anchors:
        same = (at for words, at in paragraphs if words and words == anchor.words)
        first = paragraphs[0][1] if paragraphs else -1
        at = next(same, first)
        places[at] = places.get(at, "") + anchor.xml
    if -1 in places:  # no text at all is left to hang them on
        return f"<text:p>{places[-1]}</text:p>{xml}"
    parts, before = [], 0
    for at, hung in sorted(places.items()):
        parts += [xml[before:at], hung]
        before = at
    return "".join([*parts, xml[before:]])
