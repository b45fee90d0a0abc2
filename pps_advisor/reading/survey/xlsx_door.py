"""The one door for Excel workbooks: hostile until shown otherwise, and never computed.

Every part is unpacked here within limits and looked through before anything else sees it; the
reader (calamine) gets a new archive with just those bytes. So what was checked is what is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from pps_advisor.errors import InvalidInput, Problem, SourceLocation, not_installed
from pps_advisor.reading.survey.table import Table

MAX_UNPACKED = 40_000_000
MAX_PARTS = 1_000
MAX_ROWS, MAX_COLUMNS = 20_000, 2_000
_SKIPPED = re.compile(r"xl/(media|drawings|theme|printerSettings)/|docProps/", re.IGNORECASE)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_ROW = re.compile(r"\d{1,7}", re.ASCII)
_UTF8 = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_AGAIN = "Vraag een nieuw exemplaar van de vragenlijst en vul dat in."
_REFUSED = {
    "macro": (
        re.compile(r"vbaProject|/macrosheets/", re.IGNORECASE),
        "In deze werkmap staan macro's.",
        "Sla hem op als gewone Excel-werkmap (.xlsx), zonder macro's.",
    ),
    "koppeling": (
        re.compile(r"xl/(externalLinks|connections|queryTables)", re.IGNORECASE),
        "Deze werkmap haalt gegevens uit andere bestanden of programma's.",
        _AGAIN,
    ),
    "ingesloten": (
        re.compile(r"xl/(embeddings|activeX|ctrlProps)/", re.IGNORECASE),
        "In deze werkmap zitten andere bestanden of programma's.",
        _AGAIN,
    ),
}


def read_workbook(data: bytes, name: str) -> list[Table]:
    """The sheets of a workbook, in their order.

    Raises InvalidInput when the file is no workbook, or one that is not to be trusted.
    """
    parts = _parts(data, name)
    if "xl/workbook.xml" not in parts and "META-INF/manifest.xml" in parts:
        raise _refusal(
            name,
            "ander-bestand",
            "Dit is een bestand van LibreOffice (.ods), geen Excel-werkmap.",
            "Open het in LibreOffice en sla het op als .xlsx.",
        )
    if "xl/workbook.xml" not in parts:
        raise _refusal(
            name,
            "geen-werkmap",
            "Dit is geen Excel-werkmap (.xlsx), ook al lijkt de naam of de vorm erop.",
            "Geef een ingevulde vragenlijst (.xlsx), of een export uit uw enquêteprogramma (.csv).",
        )
    _check_markup(parts, name)
    formulas = _formulas(parts, name)
    return _tables(parts, formulas, name)


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of the archive that are needed, unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            return {
                entry.filename: archive.read(entry)
                for entry in entries
                if _is_needed(entry.filename)
            }
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _refusal(
            name,
            "beschadigd",
            "Deze werkmap is beschadigd of met een wachtwoord beveiligd.",
            "Open hem in Excel of LibreOffice en sla hem opnieuw op, zonder wachtwoord.",
        ) from None


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _refusal(
            name,
            "te-groot",
            "Deze werkmap is uitgepakt veel te groot.",
            "Dat is geen gewone vragenlijst; open dit bestand niet.",
        )
    if len(set(names)) != len(names):
        raise _refusal(name, "beschadigd", "In deze werkmap zit een deel dubbel.", _AGAIN)
    for code, (pattern, sentence, hint) in _REFUSED.items():
        if any(pattern.search(one) for one in names):
            raise _refusal(name, code, sentence, hint)


def _is_needed(part: str) -> bool:
    return part.endswith((".xml", ".rels")) and not _SKIPPED.match(part)


def _check_markup(parts: Mapping[str, bytes], name: str) -> None:
    """Refuse declarations of types and entities, which no workbook has, and other encodings."""
    for data in parts.values():
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data or _UTF8.match(data):
            raise _refusal(
                name,
                "gevaarlijk",
                "In deze werkmap staat code die er niet hoort.",
                "Dit kan een aanval zijn; open dit bestand niet en vraag wie het stuurde.",
            )


def _formulas(parts: Mapping[str, bytes], name: str) -> dict[str, frozenset[tuple[int, int]]]:
    """The cells with a formula, by the part of their sheet; refuses cells that are far away."""
    return {
        part: _Cells(name).read(data)
        for part, data in parts.items()
        if part.startswith("xl/worksheets/") and part.endswith(".xml")
    }


class _Cells:
    """Goes through one sheet: where are formulas, and is every cell within the limits.

    The reader makes room for every cell up to the last, so one cell far away would take all
    memory.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.formulas: set[tuple[int, int]] = set()
        self.cell = (0, -1)

    def read(self, data: bytes) -> frozenset[tuple[int, int]]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise _broken(self.name) from None
        return frozenset(self.formulas)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "c":
            self.cell = self._place(attributes.get("r", ""))
        elif kind == "row":
            number = attributes.get("r", "")
            self.cell = int(number) - 1 if _ROW.fullmatch(number) else self.cell[0] + 1, -1
        elif kind == "f":
            self.formulas.add(self.cell)
        if kind in ("v", "is", "f") and not (
            self.cell[0] < MAX_ROWS and self.cell[1] < MAX_COLUMNS
        ):
            raise _too_far(self.name)

    def _place(self, reference: str) -> tuple[int, int]:
        """Row and column, from 0; a cell without a reference stands next to the one before."""
        match = _CELL.fullmatch(reference)
        if match is None:
            return self.cell[0], self.cell[1] + 1
        column = 0
        for letter in match[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1


def _tables(
    parts: Mapping[str, bytes], formulas: Mapping[str, frozenset[tuple[int, int]]], name: str
) -> list[Table]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise not_installed("Excel-werkmappen", "survey") from None
    try:
        part_of = _parts_of_sheets(parts)
        book = CalamineWorkbook.from_filelike(_archive(parts))
        return [
            Table(
                name,
                sheet,
                tuple(
                    tuple(map(_text, row))
                    for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                ),
                formulas.get(part_of.get(sheet, ""), frozenset()),
            )
            for sheet in book.sheet_names
        ]
    except (CalamineError, ElementTree.ParseError, ValueError, KeyError, OverflowError):
        raise _broken(name) from None


def _parts_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by its name."""
    relations = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    target = {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:]
        for one in relations
    }
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    return {
        one.get("name", ""): target.get(one.get(_RELATION, ""), "")
        for one in book.iter()
        if one.tag.rpartition("}")[2] == "sheet"
    }


def _archive(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A new archive of the parts that were looked through."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, data in parts.items():
            archive.writestr(zipfile.ZipInfo(part), data)
    buffer.seek(0)
    return buffer


def _text(value: object) -> str:
    """A cell as a person would type it: 4 for 4.0, and yes or no in Dutch."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _too_far(name: str) -> InvalidInput:
    return _refusal(
        name,
        "te-groot",
        f"Een blad in deze werkmap is te groot; {MAX_ROWS} rijen en {MAX_COLUMNS} kolommen mag.",
        _AGAIN,
    )


def _broken(name: str) -> InvalidInput:
    return _refusal(
        name,
        "beschadigd",
        "Deze werkmap is beschadigd.",
        "Open hem in Excel of LibreOffice en sla hem opnieuw op als .xlsx.",
    )


def _refusal(name: str, code: str, sentence: str, hint: str) -> InvalidInput:
    return InvalidInput([Problem(SourceLocation(name), code, sentence, hint)])
