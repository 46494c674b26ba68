"""Kazakhstan's working days as the product counts them (R-2, R-3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays.countries.kazakhstan import Kazakhstan

from domain.calendar import Calendar
from gateways.holidays_kz import CODES, YEARS, calendar, code


@pytest.fixture(scope="module")
def kz() -> Calendar:
    return calendar()


@pytest.mark.parametrize(("year", "days"), [(2025, 246), (2026, 247), (2027, 247)])
def test_working_days_of_a_year_R_2(kz: Calendar, year: int, days: int) -> None:
    whole = (date(year, 1, 1) + timedelta(n) for n in range(365))
    assert sum(kz.is_working(day) for day in whole) == days


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 20), 2, date(2026, 3, 27)),
        (date(2026, 3, 20), 5, date(2026, 4, 1)),
        (date(2026, 5, 8), 2, date(2026, 5, 13)),
        (date(2024, 12, 31), 2, date(2025, 1, 6)),
    ],
)
def test_known_deadlines_over_holidays_R_3(kz: Calendar, start: date, count: int, end: date) -> None:
    assert kz.add_working_days(start, count) == end


def test_a_sunday_moved_by_decree_is_worked_R_2(kz: Calendar) -> None:
    assert kz.is_working(date(2025, 1, 5))
    assert kz.is_working(date(2024, 5, 4))
    assert not kz.is_working(date(2025, 1, 3))


def test_constitution_day_moves_to_march_from_2027_R_2(kz: Calendar) -> None:
    assert kz.is_working(date(2026, 8, 31))
    assert not kz.is_working(date(2027, 3, 15))


def test_an_override_wins_R_2() -> None:
    moved = calendar({date(2027, 5, 17): False, date(2027, 5, 16): True})
    assert not moved.is_working(date(2027, 5, 17))
    assert moved.is_working(date(2027, 5, 16))


def test_every_holiday_of_every_year_has_a_code(kz: Calendar) -> None:
    assert set(kz.holidays.values()) == set(CODES.values())
    assert {day.year for day in kz.holidays} == set(YEARS)


def test_both_weekend_days_off_and_holidays_come_from_the_package(kz: Calendar) -> None:
    known = Kazakhstan(years=YEARS)
    days = (date(2024, 1, 1) + timedelta(n) for n in range((date(2033, 1, 1) - date(2024, 1, 1)).days))
    assert all(kz.is_working(day) == known.is_working_day(day) for day in days)


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Nowruz Holiday (observed)", "nauryz"),
        ("Day off (substituted from 01/05/2025)", "moved_day_off"),
        ("Eid al-Adha (estimated); Nowruz Holiday", "nauryz"),
        ("Eid al-Adha (estimated)", "kurban_ait"),
    ],
)
def test_the_packages_names_become_our_codes(name: str, ours: str) -> None:
    assert code(name) == ours


def test_a_new_name_is_noticed_at_start() -> None:
    with pytest.raises(KeyError):
        code("Day of Something New")
