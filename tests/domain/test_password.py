"""What a password looks like, and when the next try may be made (R-10, R-11)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain import password
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.rules import RuleBook

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # Monday, 10:00
RULES = RuleBook.load().at(local_day(NOW))


def ago(**much: float) -> datetime:
    return NOW - timedelta(**much)


@pytest.mark.parametrize("good", ["сегіз-8!", "ұ1" * 19 + "аб", "12345678"])
def test_from_8_to_40_characters_R_10(good: str) -> None:
    password.check(good, RULES)


@pytest.mark.parametrize("bad", ["жеті-7!", "а1б" * 13 + "вг", ""])
def test_any_other_length_is_refused_R_10(bad: str) -> None:
    with pytest.raises(NotAllowed) as no:
        password.check(bad, RULES)
    assert no.value.reason is Reason.PASSWORD_LENGTH
    assert no.value.facts == {"at_least": 8, "at_most": 40}


@pytest.mark.parametrize("bad", ["ааааааааа", "11221122", "930312400016", "AIGUL.SYN"])
def test_what_anybody_would_try_first_is_refused(bad: str) -> None:
    with pytest.raises(NotAllowed, match=Reason.PASSWORD_EASY):
        password.check(bad, RULES, ("930312400016", "aigul.syn", ""))


def test_four_wrong_tries_are_not_too_many_R_11() -> None:
    four = [ago(seconds=each) for each in range(4)]
    password.may_try(NOW, RULES, name=four, person=[])


@pytest.mark.parametrize(("wrong", "left"), [(1, 4), (2, 3), (4, 1), (5, 0), (6, 4), (10, 0)])
def test_how_many_tries_are_left_R_11(wrong: int, left: int) -> None:
    assert password.tries_left(RULES, name=wrong, person=wrong) == left


def test_the_nearer_pause_counts() -> None:
    assert password.tries_left(RULES, name=1, person=3) == 2


@pytest.mark.parametrize("whose", ["name", "person"])
def test_after_five_a_pause_of_ten_minutes_R_11(whose: str) -> None:
    five = [ago(seconds=10)] * 5
    tried: dict[str, list[datetime]] = {"name": [], "person": [], whose: five}
    with pytest.raises(NotAllowed) as no:
        password.may_try(NOW, RULES, **tried)
    assert no.value.reason is Reason.PASSWORD_PAUSED
    assert no.value.facts == {"seconds": 590}
    password.may_try(NOW + timedelta(seconds=590), RULES, **tried)


def test_twenty_five_a_day_till_local_midnight_R_11() -> None:
    many = [ago(minutes=20)] * 26
    with pytest.raises(NotAllowed, match=Reason.PASSWORD_DAILY_CAP):
        password.may_try(NOW, RULES, name=many, person=[])
    password.may_try(NOW + timedelta(hours=14), RULES, name=many, person=[])
