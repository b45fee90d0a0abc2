"""Counting in time: whole months, and the dates of municipal council elections."""

from __future__ import annotations

import datetime as dt

ELECTION_CYCLE_YEARS = 4
_AN_ELECTION_YEAR = 2022
_DAYS_FROM_NOMINATION_TO_VOTE = 44
_OWN_ELECTION_REPLACES_WITHIN_MONTHS = 24


def whole_months(start: dt.date, end: dt.date) -> int:
    """Whole months from `start` up to `end`, negative when `end` comes first.

    31 January to 28 February is a whole month: the month has no later day.
    """
    if end < start:
        return -whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    whole = end.day >= start.day or (end + dt.timedelta(days=1)).day == 1
    return months if whole else months - 1


def term_in_months(begin: dt.date, end: dt.date) -> int:
    """Whole months of a term, the last day included: 2025-01-01 to 2026-12-31 is 24."""
    if end < begin:
        return 0
    if end == dt.date.max:  # the day after it does not exist; it would be a first of January
        return whole_months(begin, end) + (begin.day == 1)
    return whole_months(begin, end + dt.timedelta(days=1))


def ordinary_election(year: int) -> dt.date:
    """Polling day of the ordinary council elections in an election year.

    Kieswet: nomination is on the Monday in the period 30 January to 5 February, polling day
    the 44th day after it.
    """
    first = dt.date(year, 1, 30)
    nomination = first + dt.timedelta(days=-first.weekday() % 7)
    return nomination + dt.timedelta(days=_DAYS_FROM_NOMINATION_TO_VOTE)


def elections_around(date: dt.date, own_date: dt.date | None = None) -> list[dt.date]:
    """Council elections near a date, earliest first.

    A municipality's `own_date` (it votes at another time because it merges) takes the place
    of an ordinary election less than two years from it.
    """
    cycle = (date.year - _AN_ELECTION_YEAR) // ELECTION_CYCLE_YEARS
    years = (
        _AN_ELECTION_YEAR + ELECTION_CYCLE_YEARS * step for step in range(cycle - 1, cycle + 4)
    )
    dates = {ordinary_election(year) for year in years if 1 <= year <= 9998}
    if own_date is not None:
        dates = {day for day in dates if not _replaced(day, own_date)} | {own_date}
    return sorted(dates)


def _replaced(ordinary: dt.date, own_date: dt.date) -> bool:
    return abs(whole_months(ordinary, own_date)) < _OWN_ELECTION_REPLACES_WITHIN_MONTHS


def next_election(date: dt.date, own_date: dt.date | None = None) -> dt.date | None:
    """The first election after a date; None when the calendar ends before it."""
    return next((day for day in elections_around(date, own_date) if day > date), None)


def nearest_election(date: dt.date, own_date: dt.date | None = None) -> dt.date:
    """The election with the fewest days between it and a date."""
    return min(elections_around(date, own_date), key=lambda day: (abs((day - date).days), day))
