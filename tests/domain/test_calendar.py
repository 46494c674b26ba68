"""Working days and the ends of days (R-2, R-3)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    OVERRIDE,
    WEEKEND,
    Calendar,
    at_local,
    first_of_month,
    last_day,
    last_of_month,
    local,
    local_day,
    midnight_after,
    next_month,
)
from tests.domain.law import CALENDAR, KNOWN, day

days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(("year", "working"), [(2025, 246), (2026, 247), (2027, 247)])
def test_working_days_of_a_year(year: int, working: int) -> None:
    """R-2."""
    counted = CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert counted == working


@pytest.mark.parametrize(
    ("event", "term", "last"),
    [
        ("2026-03-20", 2, "2026-03-27"),  # over Nauryz and the days moved after it
        ("2026-03-20", 5, "2026-04-01"),
        ("2026-05-08", 2, "2026-05-13"),  # Victory Day falls on a Saturday
        ("2024-12-31", 2, "2025-01-06"),  # 5 January 2025 was a working Sunday
        ("2026-08-28", 1, "2026-08-31"),  # a Monday that used to be moved off
        ("2026-03-20", 0, "2026-03-20"),
    ],
)
def test_a_term_is_counted_from_the_day_after_the_event(event: str, term: int, last: str) -> None:
    """R-3."""
    assert CALENDAR.add_working_days(day(event), term) == day(last)


def test_constitution_day_is_15_march_from_2027() -> None:
    """R-2."""
    assert CALENDAR.is_working(date(2026, 8, 31))
    assert not CALENDAR.is_working(date(2027, 3, 15))


def test_what_was_skipped_is_named() -> None:
    """R-3: the parent can be told why two working days took a week."""
    off = CALENDAR.skipped(day("2026-03-20"), day("2026-03-27"))
    assert [when.day for when, _ in off] == [21, 22, 23, 24, 25]
    assert {why for _, why in off} == {"Nowruz Holiday"}
    assert CALENDAR.skipped(day("2026-06-05"), day("2026-06-07")) == [
        (day("2026-06-06"), WEEKEND),
        (day("2026-06-07"), WEEKEND),
    ]


def test_an_operators_word_wins_over_everything() -> None:
    """R-2: a day off declared at short notice, and a holiday that is worked."""
    nauryz, plain, saturday = day("2026-03-23"), day("2026-06-03"), day("2026-06-06")
    overridden = Calendar(
        CALENDAR.holidays,
        CALENDAR.working_weekends | {saturday},
        {nauryz: True, plain: False, saturday: False},
    )
    assert overridden.is_working(nauryz)
    assert overridden.skipped(plain - timedelta(1), plain) == [(plain, OVERRIDE)]
    assert not overridden.is_working(saturday)


def test_a_day_ends_at_local_midnight_and_whoever_acts_then_is_late() -> None:
    """R-3: 23:59 is the last minute; the whole country lives at UTC+5."""
    due = midnight_after(day("2026-03-27"))
    assert due == datetime(2026, 3, 27, 19, tzinfo=UTC)
    assert local(due).isoformat() == "2026-03-28T00:00:00+05:00"
    assert local_day(due) == day("2026-03-28")
    assert last_day(due) == day("2026-03-27")


def test_hours_are_local() -> None:
    nine = datetime(2026, 3, 27, 4, tzinfo=UTC)
    assert at_local(day("2026-03-27"), "09:00") == nine
    assert at_local(day("2026-03-27"), time(9)) == nine


def test_months() -> None:
    assert first_of_month(day("2026-02-17")) == day("2026-02-01")
    assert next_month(day("2026-12-31")) == day("2027-01-01")
    assert last_of_month(day("2028-02-10")) == day("2028-02-29")


@given(days)
def test_the_calendar_agrees_with_the_package(when: date) -> None:
    """R-2: the package is the base."""
    assert CALENDAR.is_working(when) == KNOWN.is_working_day(when)


@given(days, st.integers(1, 40))
def test_a_term_of_working_days_holds_exactly_so_many(event: date, term: int) -> None:
    """R-3."""
    last = CALENDAR.add_working_days(event, term)
    assert CALENDAR.is_working(last)
    assert CALENDAR.working_days_between(event, last) == term
    assert len(CALENDAR.skipped(event, last)) == (last - event).days - term


@given(days)
def test_the_last_day_is_the_one_that_ends(when: date) -> None:
    """R-3."""
    assert last_day(midnight_after(when)) == when
