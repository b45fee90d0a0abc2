"""What was meant by a text that is nearly a number or a date; imported when there is one."""

from __future__ import annotations

import re

from pps_advisor.model.values import MONTHS
from pps_advisor.reading.forms.notation import DASHES, NUMBER
from pps_advisor.reading.yaml.problems import odd_characters

_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
_AROUND_NUMBER = re.compile(r"[€%\s]|euro|eur|procent|,-{1,2}$", re.IGNORECASE)
_LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})", re.ASCII)


def without_points(text: str) -> str:
    """A number with points between thousands, without them; empty for any other text."""
    return text.replace(".", "").replace(",", ".") if _THOUSANDS.fullmatch(text) else ""


def number_hint(text: str) -> str:
    """What to do about a text that is no number."""
    bare = _AROUND_NUMBER.sub("", text)
    if bare != text and NUMBER.fullmatch(bare) and not _THOUSANDS.fullmatch(bare):
        return f"Schrijf alleen het getal: {bare}."
    if re.fullmatch(r"-?\d{16,}([.,]\d*)?", text):
        return "Het getal is te groot; controleer het aantal nullen."
    return odd_characters(text) or "Schrijf alleen het getal, zonder eenheid of euroteken."


def date_meant(text: str) -> str:
    """The date that is meant, as jjjj-mm-dd, whether it exists or not; empty for no date."""
    text = text.translate(DASHES).casefold()
    if match := _LOOSE_DATE.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    match = _DUTCH_DATE.fullmatch(text)
    if not match:
        return ""
    if match[2].isdigit():
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    months = [place for place, month in enumerate(MONTHS, 1) if month.startswith(match[2][:3])]
    return f"{match[3]}-{months[0]:02}-{int(match[1]):02}" if months else ""
