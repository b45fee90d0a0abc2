"""Filling a Word document of others; linear keeps the last column level"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from benchmarks.timing import seconds
from pps_advisor.formats.document import Document, Paragraph, Run, Section
from pps_advisor.formats.package.archive import pack
from pps_advisor.formats.word.docx_fill import fill
from pps_advisor.formats.word.house import house_parts

PARAGRAPHS = (100, 1000, 5000)
_TEXT = (
    "<w:p><w:r><w:t>Dit is een zin van iemand anders, in een nota van vele bladzijden. </w:t></w:r>"
)
_BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>Met nadruk.</w:t></w:r></w:p>"
_CONTROL = (
    '<w:sdt><w:sdtPr><w:tag w:val="pps-advisor:samenvatting"/></w:sdtPr><w:sdtContent><w:p/>'
    "</w:sdtContent></w:sdt>"
)
_MEMO = Document(
    "Nota",
    "",
    dt.date(2025, 7, 11),
    (Section("samenvatting", (Paragraph((Run("Doen."),)),)),),
)


def measure() -> Iterator[str]:
    """The time to fill a control in documents of growing length (30 paragraphs are a page)."""
    yield f"{'paragraphs':>10} {'ms':>7} {'us/paragraph':>13}"
    for number in PARAGRAPHS:
        data = _document(number)
        time = seconds(lambda data=data: fill(data, _MEMO, "nota.docx"), 3)
        yield f"{number:>10} {time * 1e3:>7.0f} {time * 1e6 / number:>13.0f}"


def _document(paragraphs: int) -> bytes:
    parts = house_parts()
    text = parts["word/document.xml"].decode("utf-8")
    body = f"{(_TEXT + _BOLD) * paragraphs}{_CONTROL}"
    parts["word/document.xml"] = text.replace("<w:p/>", body, 1).encode("utf-8")
    return pack(parts)
