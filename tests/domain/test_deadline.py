"""Which clock runs, and how its date came about, day by day (R-3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import referral, voucher
from domain.calendar import Calendar, last_day
from domain.claim import check_certificate
from domain.deadline import (
    Clock,
    Count,
    Deadline,
    Origin,
    count,
    days_between,
    of_certificate,
    of_referral,
    of_sheet,
    of_voucher,
)
from domain.not_allowed import NotAllowed
from domain.referral import Referral
from domain.rules import Unit
from domain.timesheet import Confirm, Dispute, Publish, Sheet
from domain.voucher import (
    AskExtension,
    AskTransfer,
    ConfirmInterest,
    DeclineOffer,
    Ground,
    Issue,
    JoinLists,
    KindergartenRefuses,
    KindergartenSigns,
    LeaveLists,
    OfferPlace,
    SendContract,
    TimePasses,
)
from gateways import holidays_kz
from tests.domain.law import BOOK, CALENDAR, at, day, ruled, rules, shown
from tests.domain.lives import ALMATY, NEW, Life, Month

KZ = holidays_kz.calendar()


def running(life: Life) -> Deadline:
    """The clock that runs."""
    found = of_voucher(life.voucher, life.journal, life.book)
    assert found is not None
    return found


def days(counted: Count) -> list[str]:
    """The days that counted."""
    return [one.isoformat() for one in counted.counted]


def issued(when: str = "2026-11-16 10:00") -> Life:
    return Life().does(Issue(1), when)


def confirmed(when: str = "2026-11-16 12:00") -> Life:
    return issued(when[:11] + "10:00").does(ConfirmInterest("code"), when)


# ---- which clock -----------------------------------------------------------------------------------------------------


def test_nothing_runs_in_the_queue_nor_in_the_kindergarten() -> None:
    assert of_voucher(Life().voucher, (), BOOK) is None
    life = (
        confirmed().does(SendContract(1, 1, "code"), "2026-11-17 10:00").does(KindergartenSigns(), "2026-11-18 10:00")
    )
    assert of_voucher(life.voucher, life.journal, BOOK) is None


def test_interest() -> None:
    """R-50."""
    found = running(issued())
    assert (found.clock, found.rule, found.unit, found.after) == (
        Clock.INTEREST,
        "confirm_interest",
        Unit.WORKING_DAYS,
        day("2026-11-16"),
    )
    assert shown(found.due_at) == "2026-11-19 00:00"
    assert found.last == day("2026-11-18")


def test_the_stop_list_counts_from_the_day_on_which_interest_was_lost() -> None:
    """R-52: all of 28 calendar days."""
    found = running(issued().does(TimePasses(), "2026-11-19 00:00"))
    counted = count(found, KZ)
    assert (found.clock, found.after, found.last) == (Clock.RESTORE, day("2026-11-18"), day("2026-12-16"))
    assert len(counted.counted) == 28
    assert counted.skipped == ()


def test_the_contract_counts_from_what_began_it() -> None:
    """R-54."""
    found = running(confirmed())
    assert (found.clock, found.origin, found.extended) == (Clock.CONTRACT, Origin.CONFIRMED, False)
    assert len(count(found, KZ).counted) == 5


def test_an_extension_is_counted_on() -> None:
    """R-54: five and two."""
    found = running(confirmed().does(AskExtension(), "2026-11-23 12:00"))
    assert found.extended
    assert len(count(found, KZ).counted) == 7


def test_after_the_kindergartens_refusal() -> None:
    """R-55: from the refusal on."""
    life = confirmed().does(SendContract(1, 1, "code"), "2026-11-23 12:00")
    answer = running(life)
    assert (answer.clock, answer.rule) == (Clock.ANSWER, "kindergarten_answer")
    assert not answer.clock.is_of_family
    found = running(life.does(KindergartenRefuses(Ground.EXPIRED_DOCUMENTS), "2026-11-24 12:00"))
    assert (found.origin, found.after) == (Origin.REFUSED, day("2026-11-24"))
    assert days(count(found, KZ)) == ["2026-11-25", "2026-11-26"]


def test_after_the_pause_the_day_that_begins_then_counts() -> None:
    """R-56: the pause ends at midnight, so the day after it is the first of those left."""
    life = confirmed().does(JoinLists((1,)), "2026-11-16 13:00")
    pause = running(life)
    assert (pause.clock, pause.after, len(count(pause, KZ).counted)) == (Clock.PAUSE, day("2026-11-16"), 30)
    found = running(life.does(TimePasses(), "2026-12-17 00:00"))
    assert (found.origin, found.after) == (Origin.WAITED, day("2026-12-16"))
    assert days(count(found, KZ)) == ["2026-12-17", "2026-12-18", "2026-12-21", "2026-12-22", "2026-12-23"]
    assert count(found, KZ).skipped == ((day("2026-12-19"), "weekend"), (day("2026-12-20"), "weekend"))


def test_an_offer_and_the_pause_after_it() -> None:
    """R-56."""
    life = confirmed().does(JoinLists((1, 2)), "2026-11-16 13:00").does(OfferPlace(1, 1), "2026-11-20 12:00")
    offer = running(life)
    assert (offer.clock, offer.after, offer.last) == (Clock.OFFER, day("2026-11-20"), day("2026-11-22"))
    pause = running(life.does(DeclineOffer(), "2026-11-21 12:00"))
    assert (pause.clock, pause.after, pause.last) == (Clock.PAUSE, day("2026-11-16"), day("2026-12-16"))
    found = running(life.does(LeaveLists((2,)), "2026-11-25 12:00"))
    assert (found.origin, found.after) == (Origin.WAITED, day("2026-11-25"))


def test_a_transfer_is_the_other_kindergartens_to_answer() -> None:
    """R-58."""
    life = (
        confirmed().does(SendContract(1, 1, "code"), "2026-11-17 10:00").does(KindergartenSigns(), "2026-11-18 10:00")
    )
    assert running(life.does(AskTransfer(2, 2, "code"), "2026-11-19 10:00")).clock is Clock.ANSWER


def test_a_region_may_count_otherwise() -> None:
    """R-1: the unit is the rule's of that day and region."""
    book = ruled("confirm_interest", 3, Unit.CALENDAR_DAYS, ALMATY, "2026-01-01")
    found = running(Life(book=book).does(Issue(1), "2026-11-20 10:00"))
    assert (found.unit, found.last) == (Unit.CALENDAR_DAYS, day("2026-11-23"))


def test_no_journal_is_as_good_as_confirmed() -> None:
    assert of_voucher(confirmed().voucher, (), BOOK) == running(confirmed())


# ---- the month -------------------------------------------------------------------------------------------------------


def month(published: str) -> Month:
    return Month(Sheet(1, date(2026, 11, 1))).does(Publish(complete=True), published)


def test_the_window_of_a_month() -> None:
    """R-62: from the 1st to the 10th, both included."""
    found = of_sheet(month("2026-12-01 09:00").sheet, rules())
    assert found is not None
    assert (found.unit, found.after, found.last) == (Unit.DAY_OF_MONTH, day("2026-11-30"), day("2026-12-10"))
    assert len(count(found, KZ).counted) == 10


def test_a_month_published_late_and_one_published_again() -> None:
    """R-63, R-64: five days from then on."""
    late = of_sheet(month("2026-12-08 09:00").sheet, rules())
    assert late is not None
    assert (late.rule, late.after, late.last) == ("timesheet_open_at_least", day("2026-12-08"), day("2026-12-13"))
    disputed = month("2026-12-01 09:00").does(Dispute(1, (3,), True), "2026-12-02 09:00")
    again = of_sheet(disputed.does(Publish(complete=True), "2026-12-03 09:00").sheet, rules())
    assert again is not None
    assert (again.rule, again.last) == ("timesheet_republished_answer", day("2026-12-08"))


def test_a_month_that_is_answered_has_no_clock() -> None:
    assert of_sheet(month("2026-12-01 09:00").does(Confirm(1), "2026-12-02 09:00").sheet, rules()) is None


# ---- the certificate -------------------------------------------------------------------------------------------------


def test_a_certificate_lasts_a_month() -> None:
    """R-32: the day named is the last on which it is taken."""
    found = of_certificate(day("2026-01-31"), rules())
    assert (found.clock, found.last) == (Clock.CERTIFICATE, day("2026-02-28"))
    check_certificate(day("2026-01-31"), found.last, rules())
    with pytest.raises(NotAllowed):
        check_certificate(day("2026-01-31"), found.last + timedelta(days=1), rules())


# ---- day by day ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "counted", "skipped"),
    [
        ("2026-03-20", ["2026-03-26", "2026-03-27"], {"nauryz": [21, 22, 23, 24, 25]}),
        ("2026-05-08", ["2026-05-12", "2026-05-13"], {"victory_day": [9, 11], "weekend": [10]}),
        ("2024-12-31", ["2025-01-05", "2025-01-06"], {"new_year": [1, 2], "moved_day_off": [3], "weekend": [4]}),
    ],
)
def test_the_days_around_holidays(event: str, counted: list[str], skipped: dict[str, list[int]]) -> None:
    """R-3: the check values, with the reason for every day that did not count."""
    found = running(Life().does(Issue(1), f"{event} 10:00"))
    shown_days = count(found, KZ)
    told: dict[str, list[int]] = {}
    for one, why in shown_days.skipped:
        told.setdefault(why, []).append(one.day)
    assert days(shown_days) == counted
    assert told == skipped


events = st.dates(date(2024, 6, 1), date(2029, 12, 31))


@given(events, st.sampled_from(list(Unit)), st.integers(1, 60))
def test_counted_and_skipped_days_are_all_days_between(event: date, unit: Unit, whole: int) -> None:
    """R-3: none is lost, none is told twice, and only in working days is any skipped."""
    last = event + timedelta(days=whole)
    due_at = at(f"{last + timedelta(days=1)} 00:00")
    found = Deadline(Clock.CONTRACT, event, due_at, unit, "contract", event)
    counted = count(found, KZ)
    off = [one for one, _why in counted.skipped]
    assert sorted([*counted.counted, *off]) == [event + timedelta(days=n) for n in range(1, whole + 1)]
    assert counted.last == last_day(due_at) == last
    assert unit is Unit.WORKING_DAYS or not off
    assert len(counted.counted) == days_between(unit, event, last, KZ)
    assert days_between(unit, last, event, KZ) == 0


@given(events, st.integers(0, 86_399))
def test_the_days_told_are_the_days_of_the_rule(event: date, second: int) -> None:
    """R-50: whenever in the day the voucher was issued, two working days are told."""
    now = at(f"{event} 00:00") + timedelta(seconds=second)
    told = voucher.decide(NEW, Issue(1), now, CALENDAR, BOOK)
    found = of_voucher(voucher.replay(NEW, told), told, BOOK)
    assert found is not None
    assert len(count(found, CALENDAR).counted) == 2


def test_an_operators_word_is_named() -> None:
    """R-2: a plain day declared off."""
    off = Calendar(KZ.holidays, KZ.working_weekends, {day("2026-11-17"): False})
    found = replace(running(issued()), due_at=at("2026-11-20 00:00"))
    counted = count(found, off)
    assert counted.skipped == ((day("2026-11-17"), "override"),)


# ---- referrals -------------------------------------------------------------------------------------------------------


def test_a_referral() -> None:
    """R-71: two working days to confirm, five to bring the child, or once thirty calendar days from the same day."""
    asked = Referral(7, "110000000")
    assert of_referral(asked, BOOK) is None

    def after(one: Referral, command: referral.Command, when: str) -> Referral:
        return referral.replay(one, referral.decide(one, command, at(when), CALENDAR, BOOK))

    given_one = after(asked, referral.Give(), "2026-11-16 10:00")
    confirmed_one = after(given_one, referral.Confirm(), "2026-11-17 10:00")
    extended = after(confirmed_one, referral.AskMoreTime(), "2026-11-18 10:00")
    every = [of_referral(one, BOOK) for one in (given_one, confirmed_one, extended)]
    told = [(one.clock, one.rule, one.unit, one.after, one.last) for one in every if one is not None]
    assert told == [
        (Clock.REFERRAL, "referral_confirm", Unit.WORKING_DAYS, day("2026-11-16"), day("2026-11-18")),
        (Clock.ENROL, "referral_enrol", Unit.WORKING_DAYS, day("2026-11-17"), day("2026-11-24")),
        (Clock.ENROL, "referral_extension", Unit.CALENDAR_DAYS, day("2026-11-17"), day("2026-12-17")),
    ]
    assert of_referral(after(extended, referral.Enrol(), "2026-11-20 10:00"), BOOK) is None
