"""A document as PDF: tagged for assistive technology (PDF/UA-1), for archives as PDF/A-2a too.

typst does the work. Its one template (``document.typ``) gets the document as data.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, cast

from pps_advisor.formats.common.blocks import (
    NO_TITLE,
    Leaf,
    held,
    leaves,
    shortened,
)
from pps_advisor.formats.common.characters import breakable, is_seen, writable
from pps_advisor.formats.common.heading import day_line
from pps_advisor.formats.common.libraries import library
from pps_advisor.formats.common.pictures import FONT, FONTS
from pps_advisor.formats.document import (
    BulletList,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
    plain_text,
)

_FONTS = (FONT, "Libertinus Serif", "DejaVu Sans Mono")
"""What travels along with us and with typst, so that every machine makes the same PDF."""
_STANDARDS = ["ua-1"]
_ARCHIVAL = ["ua-1", "a-2a"]
_LETTERS_ON_A_LINE = 70
_LETTERS_IN_A_HEADING = 34
_LONG_CELL = 900
"""From so many letters a cell may go on on the next page."""
_NO_LETTER = re.compile(r'the text (?:contains the disallowed codepoint )?`"((?:[^"\\]|\\.)+)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_ROUNDS = 40
_RARE_FROM = "\u0250"

Change = Callable[[str], str]
"""What is done to every text before it is shown."""
Attempt = Callable[[Document, Change, bool], bytes]


def write(document: Document, archive: bool = False) -> bytes:
    """The document as PDF/UA-1, and with `archive` also as PDF/A-2a.

    The bytes follow from the document alone, except where it has letters that no font of ours
    has (Chinese, emoji): those come from the fonts of the system, and where it has none either
    they are written out, as in ``[U+1F600]``. Raises InvalidInput when the extra `memo` is not
    installed.
    """
    typst = library("typst", "een PDF")

    def attempt(document: Document, change: Change, system_fonts: bool) -> bytes:
        content = typst.compile(
            files("pps_advisor.formats.pdf").joinpath("document.typ").read_bytes(),
            format="pdf",
            font_paths=[str(FONTS)],
            ignore_system_fonts=not system_fonts,
            sys_inputs={"document": json.dumps(_data(document, change))},
            pdf_standards=_ARCHIVAL if archive else _STANDARDS,
            timestamp=int(dt.datetime.combine(document.date, dt.time(), dt.UTC).timestamp()),
        )
        return cast(bytes, content)

    try:
        return attempt(document, writable, False)
    except typst.TypstError as error:
        if _NO_LETTER.search(str(error)) is None:
            raise
    change = _change_that_shows(document, attempt, typst.TypstError)
    return attempt(document, lambda text: change(writable(text)), True)


def _change_that_shows(
    document: Document, attempt: Attempt, error_class: type[Exception]
) -> Change:
    """What to do to texts so that every letter is in a font of ours or of the system.

    A PDF for assistive technology may not hold a letter that is not drawn; typst refuses those
    one at a time, so this tries a document of only the rare words.
    """
    rare = _rare_words(document)
    missing: set[str] = set()
    for _ in range(_ROUNDS):
        change = _writing_out(missing)
        try:
            attempt(rare, change, True)
            return change
        except error_class as error:
            found = _not_shown(str(error)) or _marks(
                rare
            )  # of a sign with a mark it names the sign
            if not found - missing:
                break
            missing |= found
    return _writing_out_all


def _rare_words(document: Document) -> Document:
    words: set[str] = set()

    def collect(text: str) -> str:
        words.update(word for word in writable(text).split() if max(word) >= _RARE_FROM)
        return ""

    _data(document, collect)
    text = (Run(" ".join(sorted(words))),)
    return Document("-", "", document.date, (Paragraph(text),))


def _not_shown(message: str) -> set[str]:
    """The characters that typst could not show, from what it says."""
    match = _NO_LETTER.search(message)
    if match is None:
        return set()
    text = _ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], match[1])
    return {character for character in text if character >= _RARE_FROM}


def _marks(document: Document) -> set[str]:
    """The accents and other marks that go on a letter before them."""
    words = "".join(
        plain_text(block.text) for block in document.blocks if isinstance(block, Paragraph)
    )
    return {letter for letter in words if unicodedata.category(letter).startswith("M")}


def _writing_out(missing: set[str]) -> Change:
    """Write these characters out, with what joins them to the next."""
    if not missing:
        return str
    pattern = re.compile(f"([{re.escape(''.join(sorted(missing)))}])[{_JOINERS}]*")
    return lambda text: pattern.sub(lambda match: _code(match[1]), text)


def _writing_out_all(text: str) -> str:
    """The last resort: only letters that every font of ours has."""
    return "".join(letter if letter < _RARE_FROM else _code(letter) for letter in text)


def _code(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _data(document: Document, shown: Change) -> dict[str, Any]:
    """The document as the template reads it."""
    title = shown(document.title) if is_seen(document.title) else NO_TITLE
    return {
        "title": title,
        "running": shortened(title),
        "subtitle": breakable(shown(document.subtitle), _LETTERS_ON_A_LINE),
        "day": day_line(document),
        "subject": shown(document.subject),
        "author": shown(document.author),
        "keywords": [shown(keyword) for keyword in document.keywords],
        "date": [document.date.year, document.date.month, document.date.day],
        "fonts": list(_FONTS),
        "page": "Pagina",
        "of": "van",
        "blocks": list(_blocks(document, shown)),
    }


def _blocks(document: Document, shown: Change) -> Iterator[dict[str, Any]]:
    for block, hold in held(leaves(document.blocks)):
        yield {**_block(block, shown), "keep": hold.with_next}


def _block(block: Leaf, shown: Change) -> dict[str, Any]:
    match block:
        case Heading():
            text = breakable(shown(block.text), _LETTERS_IN_A_HEADING, hyphenated=False)
            return {"kind": "heading", "level": block.level, "text": text}
        case Paragraph():
            runs = _runs(block.text, shown)
            return {"kind": "paragraph", "tone": block.tone.value, "text": runs}
        case BulletList():
            items = [_runs(item, shown) for item in block.items]
            return {"kind": "list", "numbered": block.numbered, "items": items}
        case Table():
            return _table(block, shown)
        case Picture():
            return {
                "kind": "picture",
                "svg": shown(block.svg),
                "alternative": shown(block.alternative),
                "caption": shown(block.caption),
                "width": min(block.width_mm, 160),
            }
        case PageBreak():
            return {"kind": "pagebreak"}


def _table(table: Table, shown: Change) -> dict[str, Any]:
    letters = [max(4, int(share * 95) - 3) for share in table.widths]
    rows = [
        {
            "long": any(sum(len(run.text) for run in cell) > _LONG_CELL for cell in row),
            "cells": [_runs(cell, shown, letters[at]) for at, cell in enumerate(row)],
        }
        for row in table.rows
    ]
    header = [
        breakable(shown(cell), many) for cell, many in zip(table.header, letters, strict=True)
    ]
    caption = shown(table.caption)
    return {
        "kind": "table",
        "caption": caption,
        "header": header,
        "rows": rows,
        "widths": list(table.widths),
    }


def _runs(text: Text, shown: Change, letters: int = _LETTERS_ON_A_LINE) -> list[dict[str, Any]]:
    return [
        {"text": breakable(shown(run.text), letters), "bold": run.bold, "italic": run.italic}
        for run in text
    ]
