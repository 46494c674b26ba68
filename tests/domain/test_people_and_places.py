"""Names, ages and queue places."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.person import Person, born_by, comes_of, months_old, years_old
from domain.place import queue_place, region_of
from tests.domain.law import day

births = st.dates(date(1950, 1, 1), date(2026, 12, 31))


def test_a_full_name_stands_in_the_order_of_documents() -> None:
    """R-10: not everybody has a patronymic, and a foreigner may have one name only."""
    assert Person("Serik", "Aigul", "Maratkyzy").full_name == "Serik Aigul Maratkyzy"
    assert Person("Serik", "Aigul").full_name == "Serik Aigul"
    assert Person("Madonna", "").full_name == "Madonna"


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        ("2024-06-15", "2026-06-14", 23),
        ("2024-06-15", "2026-06-15", 24),
        ("2024-08-31", "2026-02-27", 17),
        ("2024-08-31", "2026-02-28", 18),  # a month without a 31st is full on its last day
        ("2024-02-29", "2025-02-28", 12),
        ("2026-06-15", "2026-06-15", 0),
    ],
)
def test_months_of_life(born: str, on: str, months: int) -> None:
    """R-43."""
    assert months_old(day(born), day(on)) == months


def test_years_of_life() -> None:
    """R-43."""
    assert years_old(day("2020-07-01"), day("2026-06-30")) == 5
    assert years_old(day("2020-07-01"), day("2026-07-01")) == 6


@given(births, st.dates(date(2026, 12, 31), date(2050, 12, 31)))
def test_nobody_grows_younger(born: date, on: date) -> None:
    later = on.replace(year=on.year + 1, day=min(on.day, 28))
    assert 0 <= months_old(born, on) <= months_old(born, later)


@given(births, st.integers(1, 20))
def test_the_day_on_which_an_age_is_reached(born: date, years: int) -> None:
    """R-42: that day, and not the day before; also for whoever was born on 29 February."""
    reached = comes_of(born, years)
    assert years_old(born, reached) == years
    assert years_old(born, reached - timedelta(days=1)) == years - 1


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(1, 20))
def test_the_youngest_who_are_of_an_age(on: date, years: int) -> None:
    """R-42."""
    youngest = born_by(years, on)
    assert years_old(youngest, on) == years
    assert years_old(youngest + timedelta(days=1), on) == years - 1


@pytest.mark.parametrize(
    ("district", "place"),
    [
        ("711110000", "710000000"),
        ("751910000", "750000000"),
        ("791110000", "790000000"),
        ("101000000", "101000000"),
    ],
)
def test_three_cities_queue_as_a_whole_and_elsewhere_the_district(district: str, place: str) -> None:
    """R-40."""
    assert queue_place(district) == place
    assert queue_place(place) == place


def test_a_region_is_the_first_two_digits() -> None:
    assert region_of("103200000") == "100000000"
