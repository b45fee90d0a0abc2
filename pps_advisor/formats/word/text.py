"""Running text as WordprocessingML: runs with their properties, whatever characters come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from pps_advisor.formats.document import Run, Text
from pps_advisor.formats.word.tree import Node

Properties = tuple[tuple[str, str], ...]
"""Properties of a run: the name of each, and its XML."""

# The order that the standard asks for, as far as properties occur here.
_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
    " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
).split()
_PLACES = {f"w:{name}": place for place, name in enumerate(_ORDER)}
_BOLD: Properties = (("w:b", "<w:b/>"), ("w:bCs", "<w:bCs/>"))
_ITALIC: Properties = (("w:i", "<w:i/>"), ("w:iCs", "<w:iCs/>"))
_EMPHASIS = ("w:b", "w:bCs", "w:i", "w:iCs")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
_RIGHT_TO_LEFT = re.compile(f"([{_RIGHT}](?:[{_RIGHT}\\s]*[{_RIGHT}])?)")
_PIECES = re.compile("([\n\t])")


def xml_text(text: str) -> str:
    """Text as the content or an attribute of an element; what XML cannot hold becomes \ufffd."""
    return escape(_safe(text))


def runs(text: Text, base: Properties = (), dutch: bool = True, bold: bool = False) -> str:
    """Running text as runs, each with the properties of `base`.

    `dutch` says that the document is Dutch by itself; where it is not, each run says so. With
    `bold` all of the text is.
    """
    return "".join(_run(run, base, dutch, bold) for run in text)


def plain_runs(text: str, base: Properties = (), dutch: bool = True, bold: bool = False) -> str:
    """Text without emphasis as runs."""
    return runs((Run(text),), base, dutch, bold)


def base_properties(node: Node | None) -> Properties:
    """The properties of a ``w:rPr`` that new text takes over: all but emphasis and placeholder."""
    if node is None:
        return ()
    return tuple(
        (child.name, child.source)
        for child in node.children
        if child.name in _PLACES and child.name not in (*_EMPHASIS, "w:rtl", "w:lang", "w:vanish")
        if "laceholder" not in child.get("w:val") and "laatsaanduiding" not in child.get("w:val")
    )


def with_emphasis(node: Node | None) -> Properties:
    """The properties of a ``w:rPr`` with its emphasis."""
    if node is None:
        return ()
    return tuple((child.name, child.source) for child in node.children if child.name in _PLACES)


def run_properties(properties: Iterable[tuple[str, str]]) -> str:
    """The element that holds the properties of a run, or "" for none."""
    kept = dict(properties)
    inner = "".join(kept[name] for name in sorted(kept, key=lambda name: _PLACES[name]))
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _safe(text: str) -> str:
    """Text without what XML cannot hold, and without what turns the words after it around."""
    return _OVERRIDES.sub("", _ILLEGAL.sub("\ufffd", text))


def _run(run: Run, base: Properties, dutch: bool, bold: bool) -> str:
    own = (*base, *(_BOLD if bold or run.bold else ()), *(_ITALIC if run.italic else ()))
    text = _safe(_BREAKS.sub("\n", run.text))
    pieces = []
    for number, piece in enumerate(_RIGHT_TO_LEFT.split(text)):
        if not piece:
            continue
        language = (("w:lang", '<w:lang w:val="nl-NL"/>'),) if not dutch else ()
        if number % 2:
            language = (("w:rtl", "<w:rtl/>"),)
        inner = "".join(_content(piece))
        pieces.append(f"<w:r>{run_properties((*own, *language))}{inner}</w:r>")
    return "".join(pieces)


def _content(text: str) -> Iterator[str]:
    for piece in _PIECES.split(text):
        if piece == "\n":
            yield "<w:br/>"
        elif piece == "\t":
            yield "<w:tab/>"
        elif piece:
            yield f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
