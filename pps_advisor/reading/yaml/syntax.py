"""What a YAML parser's complaint means, in words for someone who does not write YAML daily."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pps_advisor.errors import Problem, SourceLocation

LONGEST_KEY = 1024
"""The parser gives up looking for the colon of a key after this many characters."""

_QUOTES = 'Zet de hele tekst tussen aanhalingstekens ("...").'


class _Meaning(NamedTuple):
    """What a complaint that matches `pattern` means; `at_start`: where the piece began."""

    pattern: str
    sentence: str
    hint: str
    at_start: bool = False
    code: str = "yaml"


_MEANINGS = (
    _Meaning(
        r"directive|version number",
        "Een regel die met % begint, mag hier niet.",
        f"Verwijder de regel. Hoort het % bij een tekst? {_QUOTES}",
    ),
    _Meaning(
        r"tab character|found character '\\t'",
        "Hier staat een tab.",
        "Gebruik spaties in plaats van tabs.",
        code="tab",
    ),
    _Meaning(
        r"\btag\b|'!'",
        "Een waarde kan niet met ! beginnen.",
        _QUOTES,
        at_start=True,
        code="tag",
    ),
    _Meaning(
        r"(scanning|parsing) an (alias|anchor)|alphabetic or numeric",
        "Een waarde kan niet met * of & beginnen.",
        _QUOTES,
        at_start=True,
        code="anker",
    ),
    _Meaning(
        r"cannot start any token|mapping keys are not allowed",
        "Hier staat een teken waarmee in YAML geen waarde kan beginnen.",
        f"Hoort het teken bij de tekst? {_QUOTES}",
    ),
    _Meaning(
        r"escape|hexdecimal",
        "Een \\ heeft tussen dubbele aanhalingstekens een eigen betekenis.",
        "Zet de tekst tussen enkele aanhalingstekens ('...'), of laat de \\ weg.",
    ),
    _Meaning(
        r"mapping values are not allowed|found unexpected ':'",
        "Hier staat een dubbele punt die niet past: er begint een tweede sleutel op deze plek.",
        "Controleer het inspringen, of zet een tekst met ': ' tussen rechte aanhalingstekens "
        '("...").',
    ),
    _Meaning(
        r"could not find expected ':'",
        "Achter een sleutel ontbreekt de dubbele punt.",
        "Schrijf 'sleutel: waarde', met een spatie na de dubbele punt.",
        at_start=True,
    ),
    _Meaning(
        r"quoted scalar",
        "Het aanhalingsteken dat hier staat, wordt niet gesloten.",
        "Zet aan het eind van de tekst hetzelfde teken. Een tekst die met een apostrof begint "
        "('s avonds) hoort tussen dubbele aanhalingstekens.",
        at_start=True,
    ),
    _Meaning(
        r"block scalar|line break|chomping|indentation indicator",
        "Achter | of > mag op deze regel niets meer staan.",
        "Begin de tekst op de volgende regel, met twee spaties meer. "
        f"Hoort het teken bij de tekst? {_QUOTES}",
        at_start=True,
    ),
    _Meaning(
        r"sequence entries are not allowed",
        "Een lijst met '- ' kan hier niet beginnen.",
        f"Begin de lijst op de volgende regel. Hoort het streepje bij de tekst? {_QUOTES}",
    ),
    _Meaning(
        r"document (start|end|indicator|separator)|<document start>",
        "Na '---' of '...' mag hier niets meer volgen.",
        "Houd één document in het bestand; verwijder wat erna komt.",
        code="documenten",
    ),
)
_OPEN_BRACKET = _Meaning(
    r"flow",
    "De [ of { die hier begint, wordt niet gesloten.",
    "Zet aan het eind een ] of }, en een komma tussen de onderdelen.",
    at_start=True,
)
_IN_BRACKETS = _Meaning(
    r"flow",
    "Tussen [ en ] of { en } ontbreekt een komma of een sluitteken.",
    "Zet een komma tussen de onderdelen, en aan het eind een ] of }.",
)
_AFTER_CLOSING = _Meaning(
    r"",
    "Na een gesloten aanhalingsteken of haakje staat op deze regel nog tekst.",
    "Zet de hele waarde tussen aanhalingstekens, of haal de tekst erachter weg.",
)
_OUT_OF_PLACE = _Meaning(
    r"",
    "De regel past niet in wat eromheen staat.",
    "Controleer of hij even ver inspringt als de regels van dezelfde groep (spaties, geen tabs), "
    "en of elk haakje en aanhalingsteken gesloten wordt.",
)
_LONG_KEY = _Meaning(
    r"",
    "Deze sleutel is te lang, of de dubbele punt erachter ontbreekt.",
    f"Een sleutel heeft hoogstens {LONGEST_KEY} tekens.",
    at_start=True,
)


def syntax_problem(error: Any, text: str, name: str) -> Problem:
    """The Problem for an error of the YAML parser."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = (mark.line, mark.column) if mark else (0, 0)
    start_mark = getattr(error, "context_mark", None)
    start = (start_mark.line, start_mark.column) if start_mark else place
    lines = text.splitlines()
    indented = _wrong_indent(lines, (place[0], place[0] - 1, start[0]), name)
    if indented:
        return indented
    complaint = f"{getattr(error, 'problem', '') or error} {getattr(error, 'context', '') or ''}"
    meaning = _meaning(complaint, lines, place, start)
    line, column = start if meaning.at_start else place
    location = SourceLocation(name, line + 1, column + 1)
    return Problem(location, meaning.code, meaning.sentence, meaning.hint)


def _meaning(
    complaint: str, lines: list[str], place: tuple[int, int], start: tuple[int, int]
) -> _Meaning:
    if "expected ':'" in complaint and len(_line(lines, start[0])) > LONGEST_KEY:
        return _LONG_KEY
    for meaning in _MEANINGS:
        if re.search(meaning.pattern, complaint):
            return meaning
    if "flow" in complaint:
        return _IN_BRACKETS if place[0] == start[0] else _OPEN_BRACKET
    before = _line(lines, place[0])[: place[1]]
    return _AFTER_CLOSING if re.search(r"[\"'\]}]\s*$", before) else _OUT_OF_PLACE


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _wrong_indent(lines: list[str], near: tuple[int, ...], name: str) -> Problem | None:
    """A tab, or a space that is not the ordinary one, where a line near the error indents."""
    for number in near:
        line = _line(lines, number)
        if found := re.match(r" *\t", line):
            return Problem(
                SourceLocation(name, number + 1, found.end()),
                "tab",
                "Deze regel springt in met een tab.",
                "Gebruik spaties in plaats van tabs.",
            )
        if found := re.search(r"^ *[^\S ]|(?<=:)[^\S \t]", line):
            return Problem(
                SourceLocation(name, number + 1, found.end()),
                "spatie",
                "Hier staat een bijzondere spatie, zoals tekstverwerkers die maken.",
                "Vervang haar door een gewone spatie, bijvoorbeeld door de regel over te typen.",
            )
    return None
