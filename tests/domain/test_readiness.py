"""What a family has ready before its number comes (R-42, R-50)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.readiness import Check, Facts, is_near, is_told_at, readiness
from tests.domain.law import day, rules

NOTHING = Facts(
    phone_valid=False, certificate_ends=None, favourites=0, parents=1, everybody_reachable=False, has_place=False
)
TODAY = day("2026-11-16")


def test_from_nothing_to_all() -> None:
    """Each thing done is one more of the same five."""
    steps = (
        replace(NOTHING, phone_valid=True),
        replace(NOTHING, phone_valid=True, favourites=2),
        replace(NOTHING, phone_valid=True, favourites=2, parents=2),
        replace(NOTHING, phone_valid=True, favourites=2, parents=2, everybody_reachable=True),
        replace(NOTHING, phone_valid=True, favourites=2, parents=2, everybody_reachable=True, has_place=True),
    )
    told = [readiness(facts, TODAY, rules()) for facts in steps]
    assert [(len(one.ready), one.whole) for one in told] == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert told[-1].missing == ()


@pytest.mark.parametrize(
    ("ends", "ready"), [("2026-11-15", False), ("2026-11-22", False), ("2026-11-23", True), ("2027-01-01", True)]
)
def test_a_certificate_has_to_last_some_days(ends: str, ready: bool) -> None:
    """R-32: it is one more check where the right rests on one."""
    shown = readiness(replace(NOTHING, certificate_ends=day(ends)), TODAY, rules())
    assert shown.whole == 6
    assert (Check.PAPERS in shown.ready) == ready
    assert (Check.PAPERS in shown.missing) != ready


@given(
    st.builds(
        Facts, st.booleans(), st.none() | st.dates(), st.integers(0, 3), st.integers(1, 2), st.booleans(), st.booleans()
    )
)
def test_every_check_is_told_once(facts: Facts) -> None:
    shown = readiness(facts, date(2026, 11, 16), rules())
    told = [*shown.ready, *shown.missing]
    assert sorted(told) == sorted(set(Check) - ({Check.PAPERS} if facts.certificate_ends is None else set()))


def test_when_it_is_spoken_of() -> None:
    """R-42: from number 100 on, in letters at the marks 20, 10, 5."""
    assert (is_near(100, rules()), is_near(101, rules())) == (True, False)
    assert [mark for mark in (100, 50, 20, 10, 5) if is_told_at(mark, rules())] == [20, 10, 5]
