"""Now, tomorrow, never: what a law card tells is what the machines then do (R-4, R-50 … R-64)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import referral, voucher, what_if
from domain.deadline import Clock, of_voucher
from domain.not_allowed import NotAllowed, Reason
from domain.referral import Referral, ReferralLapsed, ReferralState
from domain.timesheet import Dispute, Publish, Sheet, SheetState, StayedRefused, WentUnconfirmed
from domain.voucher import (
    Archived,
    ConfirmInterest,
    Issue,
    JoinLists,
    KindergartenSilent,
    OfferLapsed,
    OfferPlace,
    Restore,
    SendContract,
    State,
    StopListed,
    TimePasses,
    WaitingOver,
)
from domain.what_if import Ahead
from tests.domain.law import BOOK, CALENDAR, at, day, rules, shown
from tests.domain.lives import Life, Month


def ahead(life: Life, when: str) -> Ahead:
    """The roads of the clock that runs."""
    found = of_voucher(life.voucher, life.journal, life.book)
    assert found is not None
    return what_if.of_voucher(life.voucher, found.clock, at(when), CALENDAR, life.book)


def issued() -> Life:
    return Life().does(Issue(1), "2026-11-16 10:00")


def confirmed() -> Life:
    return issued().does(ConfirmInterest("code"), "2026-11-16 12:00")


def test_interest() -> None:
    """R-50, R-52."""
    told = ahead(issued(), "2026-11-17 12:00")
    assert (told.now, told.tomorrow, shown(told.due_at)) == (State.CONFIRMED, True, "2026-11-25 00:00")
    assert isinstance(told.never[0], StopListed)
    assert not ahead(issued(), "2026-11-18 12:00").tomorrow


def test_the_second_voucher_missed() -> None:
    """R-52: a place is restored once."""
    life = issued().does(Restore(), "2026-11-20 10:00").does(Issue(2), "2026-12-07 10:00")
    (event,) = ahead(life, "2026-12-07 12:00").never
    assert isinstance(event, Archived)
    assert event.cause == "second_miss"


def test_the_stop_list() -> None:
    """R-52."""
    told = ahead(issued().does(TimePasses(), "2026-11-19 00:00"), "2026-11-20 10:00")
    assert (told.now, told.due_at, told.tomorrow) == (State.QUEUED, None, True)
    (event,) = told.never
    assert isinstance(event, Archived)
    assert event.cause == "not_restored"


def test_the_contract() -> None:
    """R-54."""
    told = ahead(confirmed(), "2026-11-23 12:00")
    assert (told.now, told.tomorrow) == (State.CONTRACT_SENT, False)
    (event,) = told.never
    assert isinstance(event, Archived)
    assert event.cause == "no_contract"


def test_an_offer_and_the_pause() -> None:
    """R-56: with the last list the pause is over too."""
    waiting = confirmed().does(JoinLists((1,)), "2026-11-16 13:00")
    pause = ahead(waiting, "2026-11-20 12:00")
    assert (pause.now, pause.tomorrow) == (State.CONTRACT_SENT, True)
    assert [type(event) for event in pause.never] == [WaitingOver]
    offer = ahead(waiting.does(OfferPlace(1, 1), "2026-11-20 12:00"), "2026-11-22 12:00")
    assert (offer.now, offer.tomorrow) == (State.CONTRACT_SENT, False)
    assert [type(event) for event in offer.never] == [OfferLapsed, WaitingOver]


def test_the_kindergartens_turn() -> None:
    """R-55: the family can only wait."""
    told = ahead(confirmed().does(SendContract(1, 1, "code"), "2026-11-17 10:00"), "2026-11-17 12:00")
    assert (told.now, told.tomorrow) == (None, False)
    assert [type(event) for event in told.never] == [KindergartenSilent]


def test_what_may_not_be_done_is_told_with_its_reason() -> None:
    """A clock that is asked about in another state."""
    told = what_if.of_voucher(issued().voucher, Clock.RESTORE, at("2026-11-16 12:00"), CALENDAR, BOOK)
    assert (told.now, told.tomorrow) == (Reason.NOT_NOW, False)
    assert what_if.of_voucher(Life().voucher, Clock.RESTORE, at("2026-11-16 12:00"), CALENDAR, BOOK).never == ()


@given(st.integers(0, 4 * 24))
def test_tomorrow_is_what_happens_tomorrow(hours: int) -> None:
    """R-4: whoever acts at any hour of the next day meets what was told today."""
    life = issued()
    now = at("2026-11-16 10:00") + timedelta(hours=hours)
    told = what_if.of_voucher(life.voucher, Clock.INTEREST, now, CALENDAR, BOOK)
    for hour in (0, 12, 23):
        tomorrow = at(f"{(now + timedelta(hours=5)).date() + timedelta(days=1)} {hour:02}:59")
        assert told.tomorrow == _may(life, tomorrow)


def _may(life: Life, when: object) -> bool:
    try:
        voucher.decide(life.voucher, ConfirmInterest("code"), when, CALENDAR, BOOK)  # type: ignore[arg-type]
    except NotAllowed:
        return False
    return True


# ---- the month -------------------------------------------------------------------------------------------------------


def month(published: str = "2026-12-01 09:00") -> Month:
    return Month(Sheet(1, date(2026, 11, 1))).does(Publish(complete=True), published)


def test_a_month() -> None:
    """R-62, R-64."""
    told = what_if.of_sheet(month().sheet, at("2026-12-09 12:00"), rules())
    assert (told.now, told.tomorrow) == (SheetState.CONFIRMED, True)
    assert [type(event) for event in told.never] == [WentUnconfirmed]
    assert not what_if.of_sheet(month().sheet, at("2026-12-10 12:00"), rules()).tomorrow


def test_a_month_published_again() -> None:
    """R-63: silence leaves it refused."""
    again = month().does(Dispute(1, (3,), True), "2026-12-02 09:00").does(Publish(complete=True), "2026-12-03 09:00")
    told = what_if.of_sheet(again.sheet, at("2026-12-04 12:00"), rules())
    assert [type(event) for event in told.never] == [StayedRefused]


def test_a_month_that_is_over() -> None:
    told = what_if.of_sheet(month().sheet, at("2026-12-11 00:00"), rules())
    assert (told.now, told.tomorrow) == (Reason.TOO_LATE, False)
    marking = what_if.of_sheet(Sheet(1, date(2026, 11, 1)), at("2026-12-11 00:00"), rules())
    assert marking.never == ()


# ---- the certificate -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "taken", "tomorrow"),
    [("2026-12-01 12:00", True, True), ("2026-12-16 12:00", True, False), ("2026-12-17 00:00", False, False)],
)
def test_a_certificate(now: str, taken: bool, tomorrow: bool) -> None:
    """R-32."""
    told = what_if.of_certificate(day("2026-11-16"), at(now), rules())
    assert (told.now is None, told.tomorrow) == (taken, tomorrow)


# ---- the referral ----------------------------------------------------------------------------------------------------


def test_a_referral() -> None:
    """R-71: confirming it, then bringing the child; what isn't done in time gives the place back."""
    asked = Referral(7, "110000000")
    given_one = referral.replay(asked, referral.decide(asked, referral.Give(), at("2026-11-16 10:00"), CALENDAR, BOOK))

    def told(of: Referral, now: str) -> Ahead:
        return what_if.of_referral(of, at(now), CALENDAR, BOOK)

    first = told(given_one, "2026-11-17 12:00")
    assert (first.now, first.tomorrow) == (ReferralState.CONFIRMED, True)
    assert first.due_at == at("2026-11-25 00:00")
    assert [type(event) for event in first.never] == [ReferralLapsed]
    assert not told(given_one, "2026-11-18 12:00").tomorrow
    confirmed_one = referral.replay(
        given_one, referral.decide(given_one, referral.Confirm(), at("2026-11-17 12:00"), CALENDAR, BOOK)
    )
    assert told(confirmed_one, "2026-11-18 12:00").now is ReferralState.ENROLLED
    late = told(given_one, "2026-11-19 00:00")
    assert (late.now, late.tomorrow) == (Reason.TOO_LATE, False)
