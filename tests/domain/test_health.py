"""The health light and its arithmetic (R-3, R-65)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.deadline import Clock, Deadline
from domain.health import Health, Light, health, light, missed_month
from domain.rules import Unit
from domain.timesheet import Sheet, SheetState
from tests.domain.law import CALENDAR, at, day


def deadline(after: str, last: str, unit: Unit = Unit.WORKING_DAYS) -> Deadline:
    due_at = at(f"{day(last) + timedelta(days=1)} 00:00")
    return Deadline(Clock.CONTRACT, day(after), due_at, unit, "contract", day(after))


CONTRACT = deadline("2026-11-16", "2026-11-23")  # five working days


@pytest.mark.parametrize(
    ("now", "left", "shown"),
    [
        ("2026-11-16 12:00", 5, Light.GREEN),
        ("2026-11-18 23:59", 3, Light.GREEN),
        ("2026-11-19 00:00", 2, Light.AMBER),
        ("2026-11-20 12:00", 1, Light.AMBER),
        ("2026-11-22 12:00", 1, Light.AMBER),
        ("2026-11-23 00:00", 0, Light.RED),
        ("2026-11-24 00:00", 0, Light.RED),
    ],
)
def test_five_working_days(now: str, left: int, shown: Light) -> None:
    assert health(CONTRACT, at(now), CALENDAR) == Health(shown, Unit.WORKING_DAYS, 5, left)


def test_exactly_half_is_amber() -> None:
    """More than half is green."""
    two = deadline("2026-11-16", "2026-11-18")
    assert health(two, at("2026-11-16 12:00"), CALENDAR).light is Light.GREEN
    assert health(two, at("2026-11-17 12:00"), CALENDAR).light is Light.AMBER


def test_before_the_first_day_nothing_is_gone() -> None:
    """A term that counts from a day still ahead, as a window does."""
    window = deadline("2026-11-30", "2026-12-10", Unit.DAY_OF_MONTH)
    assert health(window, at("2026-11-28 12:00"), CALENDAR).left == 10


@st.composite
def terms(draw: st.DrawFn) -> tuple[Deadline, Calendar]:
    after = draw(st.dates(date(2025, 1, 1), date(2029, 6, 1)))
    last = after + timedelta(days=draw(st.integers(0, 40)))
    unit = draw(st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.DAY_OF_MONTH]))
    return deadline(after.isoformat(), last.isoformat(), unit), CALENDAR


@given(terms(), st.integers(0, 50 * 24), st.integers(0, 50 * 24))
def test_the_light_only_grows_worse(term: tuple[Deadline, Calendar], one: int, other: int) -> None:
    found, calendar = term
    start = at(f"{found.after} 00:00")
    sooner, later = sorted((start + timedelta(hours=one), start + timedelta(hours=other)))
    before, after = health(found, sooner, calendar), health(found, later, calendar)
    assert before.light <= after.light
    assert before.left >= after.left
    assert before.whole == after.whole


@given(terms())
def test_the_last_day_is_red_and_the_first_of_three_or_more_is_green(term: tuple[Deadline, Calendar]) -> None:
    found, calendar = term
    assert health(found, at(f"{found.last} 12:00"), calendar).light is Light.RED
    first = health(found, at(f"{found.after} 12:00"), calendar)
    assert (first.light is Light.GREEN) == (first.whole > 0)


# ---- a child ---------------------------------------------------------------------------------------------------------


def lit(shown: Light) -> Health:
    return Health(shown, Unit.WORKING_DAYS, 5, 1)


def test_the_worst_clock_counts() -> None:
    assert light([]) is Light.GREEN
    assert light([lit(Light.GREEN), lit(Light.AMBER)]) is Light.AMBER
    assert light([lit(Light.RED), lit(Light.AMBER)]) is Light.RED


def test_a_missed_month_is_red() -> None:
    """R-65."""
    assert light([], missed=day("2026-11-01")) is Light.RED


def sheet(month: str, state: SheetState) -> Sheet:
    return Sheet(1, day(month), state)


def test_the_last_settled_month_decides() -> None:
    """R-64: a confirmed month breaks the run, one that is still open does not settle it."""
    november, december = "2026-11-01", "2026-12-01"
    missed = sheet(november, SheetState.UNCONFIRMED)
    assert missed_month([]) is None
    assert missed_month([missed]) == day(november)
    assert missed_month([missed, sheet(december, SheetState.PUBLISHED)]) == day(november)
    assert missed_month([missed, sheet(december, SheetState.MARKING)]) == day(november)
    assert missed_month([missed, sheet(december, SheetState.CONFIRMED)]) is None
    assert missed_month([missed, sheet(december, SheetState.DISPUTED)]) is None


def test_a_forgiven_month_is_not_missed() -> None:
    """R-64: what a reinstated voucher had lost counts no more."""
    missed = sheet("2026-11-01", SheetState.UNCONFIRMED)
    assert missed_month([missed], day("2026-11-01")) is None
    assert missed_month([missed], day("2026-10-01")) == day("2026-11-01")
