"""The places in a template of someone else that text goes into: `{{ titel }}` and the like.

A place holds one name out of a short list and no code, so that a template can do nothing but say
where something stands. Word cuts text in pieces as it likes, so a place is looked for in a
paragraph as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import attrs

from pps_advisor.errors import Problem, SourceLocation
from pps_advisor.formats.document import Document
from pps_advisor.formats.word.text import xml_text
from pps_advisor.formats.word.tree import Edit, Node
from pps_advisor.model.frozen import frozen
from pps_advisor.model.values import date_text

CONTENT = "inhoud"
FIELDS = ("titel", "ondertitel", "datum", "gemeente", "onderwerp", "auteur", "trefwoorden")
_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAME = re.compile(r"[^\W\d]\w*")
_CODE = re.compile(r"\{%|\{\{|\}\}")
_GONE = ("w:del", "w:moveFrom")


@frozen
class Place:
    """A place in a paragraph: what stands between the braces, and from where to where."""

    name: str
    begin: int
    end: int
    paragraph: Node = attrs.field(repr=False)


def field_texts(document: Document) -> dict[str, str]:
    """What goes into the places, but for the content."""
    return {
        "titel": document.title,
        "ondertitel": document.subtitle,
        "datum": date_text(document.date),
        "gemeente": document.municipality,
        "onderwerp": document.subject,
        "auteur": document.author,
        "trefwoorden": ", ".join(document.keywords),
    }


def find_places(root: Node) -> Iterator[Place]:
    """The places in a part, in their order."""
    for node in root.walk("w:p"):
        text = "".join(piece.text for piece in _pieces(node))
        for found in _PLACE.finditer(text):
            name = found[1].strip()
            known = name.lower() if name.lower() in (*FIELDS, CONTENT) else name
            yield Place(known, found.start(), found.end(), node)


def problems_in(root: Node, file: str, where: str, may_hold_content: bool) -> Iterator[Problem]:
    """What is wrong with the places in a part. `where` names the part, as in "de koptekst"."""
    places = list(find_places(root))
    for place in places:
        if place.name == CONTENT:
            yield from _content_problem(place, file, where, may_hold_content)
        elif place.name not in FIELDS:
            yield _unknown(place, file, where)
    if sum(place.name == CONTENT for place in places) > 1:
        sentence = f"'{{{{ {CONTENT} }}}}' staat meer dan een keer in {where}."
        yield Problem(SourceLocation(file), "dubbele-invulplek", sentence, "Laat er een staan.")
    for node in root.walk("w:p"):
        rest = _PLACE.sub("", "".join(piece.text for piece in _pieces(node)))
        found = _CODE.search(rest)
        if found:
            yield Problem(SourceLocation(file), "code-in-sjabloon", _loose(found[0], where), _HOW)


def _loose(braces: str, where: str) -> str:
    if braces == "{%":
        return f"In {where} staat code: '{braces}'."
    missing = "}}" if braces == "{{" else "{{"
    return f"In {where} staat '{braces}' zonder '{missing}' in dezelfde alinea."


_HOW = (
    "Een invulplek is een naam tussen dubbele accolades, zoals {{ titel }}; "
    "een sjabloon voert geen code uit."
)


def filled_in(root: Node, texts: Mapping[str, str]) -> list[Edit]:
    """The edits that put texts in the places of a part."""
    edits: list[Edit] = []
    by_paragraph: dict[int, list[Place]] = {}
    for place in find_places(root):
        if place.name in texts:
            by_paragraph.setdefault(place.paragraph.start, []).append(place)
    for places in by_paragraph.values():
        edits += _filled_paragraph(places, texts)
    return edits


def stands_alone(place: Place) -> bool:
    """Whether a paragraph holds this place and nothing else."""
    pieces = [piece.text for piece in _pieces(place.paragraph)]
    others = next(place.paragraph.walk("w:drawing", "w:pict", "w:object", "w:sectPr"), None)
    text = "".join(pieces)
    return others is None and not (text[: place.begin] + text[place.end :]).strip()


def _content_problem(
    place: Place, file: str, where: str, may_hold_content: bool
) -> Iterator[Problem]:
    around = {one.name for one in place.paragraph.ancestors()}
    if not may_hold_content or around & {"w:txbxContent", "w:sdt"}:
        sentence = f"'{{{{ {CONTENT} }}}}' kan niet in {where} of in een tekstvak of veld staan."
        hint = "Zet het in de tekst zelf, op een eigen regel."
        yield Problem(SourceLocation(file), "inhoud-past-niet", sentence, hint)
    elif not stands_alone(place):
        sentence = f"'{{{{ {CONTENT} }}}}' staat niet alleen op zijn regel."
        hint = "De tekst van de nota begint op een eigen regel; zet er niets voor of achter."
        yield Problem(SourceLocation(file), "inhoud-past-niet", sentence, hint)


def _unknown(place: Place, file: str, where: str) -> Problem:
    shown = f"{{{{ {place.name} }}}}"
    if not _NAME.fullmatch(place.name):
        sentence = f"In {where} staat '{shown}', en dat is geen naam."
        return Problem(SourceLocation(file), "code-in-sjabloon", sentence, _HOW)
    known = (*FIELDS, CONTENT)
    near = get_close_matches(place.name.lower(), known, 1)
    hint = f"Bedoelt u {{{{ {near[0]} }}}}?" if near else f"U kunt kiezen uit: {', '.join(known)}."
    sentence = f"In {where} staat de onbekende invulplek '{shown}'."
    return Problem(SourceLocation(file), "onbekende-invulplek", sentence, hint)


def _pieces(paragraph: Node) -> list[Node]:
    """The pieces of text of a paragraph itself, not of a text box that hangs on it."""
    return [
        node
        for node in paragraph.walk("w:t")
        if next(one for one in node.ancestors() if one.name == "w:p") is paragraph
        and not any(one.name in _GONE for one in node.ancestors())
    ]


def _filled_paragraph(places: list[Place], texts: Mapping[str, str]) -> Iterator[Edit]:
    """New text in the pieces that a place touches; the first of them gets all of it."""
    at = 0
    for piece in _pieces(places[0].paragraph):
        begin, end = at, at + len(piece.text)
        at = end
        touching = [one for one in places if one.begin < end and one.end > begin]
        if touching:
            text = _new_piece(piece.text, begin, touching, texts)
            yield (piece.start, piece.end, f'<w:t xml:space="preserve">{xml_text(text)}</w:t>')


def _new_piece(text: str, begin: int, places: list[Place], texts: Mapping[str, str]) -> str:
    kept, at = "", 0
    for place in places:
        from_here, until = max(0, place.begin - begin), min(len(text), place.end - begin)
        kept += text[at:from_here] + (texts[place.name] if place.begin >= begin else "")
        at = until
    return kept + text[at:]
