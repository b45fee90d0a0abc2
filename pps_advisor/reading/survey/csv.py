"""Answers in a CSV file, as survey tools and spreadsheets write them."""

from __future__ import annotations

import csv
import io

from pps_advisor.errors import InvalidInput, Problem, SourceLocation
from pps_advisor.reading.survey.table import Table

MAX_ROWS, MAX_COLUMNS = 20_000, 2_000
_DELIMITERS = (";", ",", "\t", "|")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_csv(data: bytes, name: str) -> Table:
    """The rows of a CSV file.

    Takes UTF-8 with or without a byte order mark, UTF-16 with one, and else Windows-1252; a
    semicolon, comma, tab or bar between cells; cells in quotes that hold any of these, or line
    ends. Raises InvalidInput when it is no such text.
    """
    text = _decode(data)
    if not text.strip():
        raise _refusal(name, "leeg-bestand", "Dit bestand is leeg.", "Exporteer het opnieuw.")
    if "\0" in text:
        raise _refusal(
            name,
            "geen-tekst",
            "Dit is geen CSV-bestand en geen Excel-werkmap.",
            "Geef een ingevulde vragenlijst (.xlsx), of een export uit uw enquêteprogramma (.csv).",
        )
    rows = _rows(text, name)
    if len(rows) > MAX_ROWS or max(map(len, rows)) > MAX_COLUMNS:
        raise _refusal(
            name,
            "te-groot",
            f"Deze tabel is te groot; {MAX_ROWS} rijen en {MAX_COLUMNS} kolommen mag.",
            "Controleer of dit het goede bestand is.",
        )
    return Table(name, "", tuple(rows))


def _decode(data: bytes) -> str:
    if data.startswith(_WIDE):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str, name: str) -> list[tuple[str, ...]]:
    lines = io.StringIO(text, newline="")
    first = text.splitlines()[0].strip()
    if first.casefold().startswith("sep=") and len(first) == 5:  # a line for Excel
        delimiter = first[4]
        lines.readline()
    else:
        delimiter = _delimiter(text)
    rows = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(tuple(row))
            if len(rows) > MAX_ROWS:
                break
    except csv.Error:
        raise InvalidInput(
            [
                Problem(
                    SourceLocation(name, reader.line_num, 1),
                    "csv",
                    "Vanaf deze regel klopt een aanhalingsteken niet, of een cel is te lang.",
                    'Een " in een cel hoort dubbel te staan (""); exporteer het bestand opnieuw.',
                )
            ]
        ) from None
    return rows


def _delimiter(text: str) -> str:
    """What stands between the cells: what divides the first row into the most cells."""
    best, most = ";", 1
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            cells = len(next((row for row in reader if any(row)), []))
        except csv.Error:
            continue
        if cells > most:
            best, most = delimiter, cells
    return best


def _refusal(name: str, code: str, sentence: str, hint: str) -> InvalidInput:
    return InvalidInput([Problem(SourceLocation(name), code, sentence, hint)])
