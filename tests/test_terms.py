"""Counting in whole months, and the dates of council elections."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pps_advisor.reasoning.facts.terms import (
    elections_around,
    nearest_election,
    next_election,
    ordinary_election,
    term_in_months,
    whole_months,
)

day = dt.date.fromisoformat
dates = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("begin", "end", "months"),
    [
        ("2025-01-01", "2026-12-31", 24),
        ("2025-01-01", "2025-12-31", 12),
        ("2025-01-01", "2025-01-31", 1),
        ("2025-01-01", "2025-01-30", 0),
        ("2025-01-15", "2025-02-14", 1),
        ("2025-01-15", "2025-02-13", 0),
        ("2024-02-01", "2024-02-29", 1),
        ("2024-02-01", "2024-02-28", 0),
        ("2025-02-01", "2025-02-28", 1),
        ("2025-01-31", "2025-02-27", 1),
        ("2025-08-31", "2025-09-29", 1),
        ("2025-01-01", "2025-01-01", 0),
        ("2025-01-02", "2025-01-01", 0),
        ("2025-07-01", "2024-07-01", 0),
        ("2025-01-01", "9999-12-31", 12 * (9999 - 2025 + 1)),
        ("2025-01-02", "9999-12-31", 12 * (9999 - 2025 + 1) - 1),
    ],
)
def test_a_term_counts_whole_months_with_its_last_day(begin: str, end: str, months: int) -> None:
    """A term runs from its first day to the end of its last day, in whole months."""
    assert term_in_months(day(begin), day(end)) == months


def test_what_remains_counts_from_the_reference_date() -> None:
    """On 11 July 2025 money until 31 December 2026 is certain for another 17 whole months."""
    assert term_in_months(day("2025-07-11"), day("2026-12-31")) == 17


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-31", "2025-02-28", 1),
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-30", "2025-02-28", 1),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2025-02-28", "2025-03-28", 1),
        ("2025-02-28", "2025-03-27", 0),
        ("2025-07-11", "2026-03-18", 8),
        ("2026-03-18", "2025-07-11", -8),
        ("2026-12-31", "2026-12-31", 0),
        ("9999-01-31", "9999-12-31", 11),
    ],
)
def test_whole_months_between_dates(start: str, end: str, months: int) -> None:
    """A month is whole on the same day of a later month, or on its last day if it has no such."""
    assert whole_months(day(start), day(end)) == months


@given(dates, dates)
def test_whole_months_change_sign_with_the_order(one: dt.date, other: dt.date) -> None:
    """From one date to another is as far as the way back."""
    assert whole_months(one, other) == -whole_months(other, one)


@given(dates, st.integers(0, 400), st.integers(0, 400))
def test_a_longer_term_is_never_fewer_months(begin: dt.date, days: int, more: int) -> None:
    """A term that ends later has at least as many months."""
    end = begin + dt.timedelta(days=days)
    assert term_in_months(begin, end) <= term_in_months(begin, end + dt.timedelta(days=more))


@given(st.integers(1, 28), dates, st.integers(0, 200))
def test_a_term_of_n_months_is_n_months(number: int, date: dt.date, months: int) -> None:
    """Months that begin on the same day and end the day before add up exactly."""
    begin = date.replace(day=number)
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    after = dt.date(year, month + 1, number)
    assert term_in_months(begin, after - dt.timedelta(days=1)) == months


@pytest.mark.parametrize("date", ["2022-03-16", "2026-03-18", "2030-03-20"])
def test_election_days_of_the_electoral_act(date: str) -> None:
    """Polling day is the 44th day after the Monday between 30 January and 5 February."""
    assert ordinary_election(day(date).year) == day(date)


@given(st.integers(0, 300))
def test_elections_are_on_a_wednesday_in_march(cycle: int) -> None:
    """An ordinary election is on a Wednesday from 15 to 21 March (its year is no leap year)."""
    election = ordinary_election(2022 + 4 * cycle)
    assert election.isoweekday() == 3
    assert dt.date(election.year, 3, 15) <= election <= dt.date(election.year, 3, 21)


@pytest.mark.parametrize(
    ("date", "election"),
    [
        ("2025-07-11", "2026-03-18"),
        ("2026-03-17", "2026-03-18"),
        ("2026-03-18", "2030-03-20"),
        ("2022-03-15", "2022-03-16"),
    ],
)
def test_the_next_election_comes_after_the_date(date: str, election: str) -> None:
    """On election day itself the next one is four years away."""
    assert next_election(day(date)) == day(election)


@pytest.mark.parametrize(
    ("date", "election"),
    [
        ("2026-12-31", "2026-03-18"),
        ("2026-03-18", "2026-03-18"),
        ("2028-01-01", "2026-03-18"),
        ("2028-12-31", "2030-03-20"),
        ("9999-12-31", "9998-03-18"),
    ],
)
def test_the_nearest_election_can_lie_before_the_date(date: str, election: str) -> None:
    """The nearest election is the one with the fewest days in between, before or after."""
    assert nearest_election(day(date)) == day(election)


def test_own_election_takes_the_place_of_the_ordinary_one() -> None:
    """A municipality that merges votes in November 2027 and skips March 2026, but not 2030."""
    own = day("2027-11-24")
    assert next_election(day("2025-07-11"), own) == own
    assert next_election(own, own) == day("2030-03-20")
    assert day("2026-03-18") not in elections_around(own, own)


def test_own_election_two_years_away_replaces_nothing() -> None:
    """An election of its own exactly two years before the ordinary one comes beside it."""
    own = day("2024-03-18")
    assert next_election(own, own) == day("2026-03-18")


def test_no_election_after_the_last_year() -> None:
    """At the end of the calendar there is no next election, and no crash."""
    assert next_election(dt.date.max) is None


@given(dates, st.none() | dates)
def test_next_is_later_and_nearest_is_nearest(date: dt.date, own: dt.date | None) -> None:
    """The next election is the first later one; no election is nearer than the nearest."""
    around = elections_around(date, own)
    assert next_election(date, own) == min(d for d in around if d > date)
    gap = abs(nearest_election(date, own) - date)
    assert all(abs(election - date) >= gap for election in around)
    assert gap.days <= 4 * 366
