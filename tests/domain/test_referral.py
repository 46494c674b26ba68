"""A referral's life (R-71): asking, giving, confirming, enrolling, and what time does to it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import journal, voucher
from domain.not_allowed import NotAllowed, Reason
from domain.referral import (
    HOLDING,
    LIVE,
    AskMoreTime,
    Command,
    Confirm,
    Deny,
    Enrol,
    Event,
    Give,
    LeaveQueue,
    Referral,
    ReferralAsked,
    ReferralGround,
    ReferralLapsed,
    ReferralState,
    TakeBack,
    TimePasses,
    decide,
    evolve,
    recalculated,
    reminders,
    replay,
)
from domain.rules import Unit
from domain.voucher import Admit, Admitted, State, Voucher
from tests.domain.law import BOOK, CALENDAR, at, day, ruled, shown, why

AKMOLA = "110000000"
MONDAY = "2026-11-16 10:00"
NEW = Referral(7, AKMOLA)


def then(referral: Referral, command: Command, when: str) -> Referral:
    """The referral after the command at that local time."""
    return replay(referral, decide(referral, command, at(when), CALENDAR, BOOK))


def given_one() -> Referral:
    return then(NEW, Give(), MONDAY)


def confirmed_one() -> Referral:
    return then(given_one(), Confirm(), "2026-11-17 12:00")


def test_the_terms_count_working_days() -> None:
    """R-3, R-71: two to confirm, five to enrol, each from the day after."""
    assert shown(given_one().due_at) == "2026-11-19 00:00"
    assert shown(confirmed_one().due_at) == "2026-11-25 00:00"


def test_more_time_can_be_had_once_and_counts_calendar_days_from_confirming() -> None:
    extended = then(confirmed_one(), AskMoreTime(), "2026-11-20 09:00")
    assert (shown(extended.due_at), extended.extended) == ("2026-12-18 00:00", True)
    with pytest.raises(NotAllowed) as no:
        decide(extended, AskMoreTime(), at("2026-11-21 09:00"), CALENDAR, BOOK)
    assert why(no) is Reason.EXTENSION_USED


def test_more_time_never_makes_it_less() -> None:
    short = ruled("referral_extension", 1, Unit.CALENDAR_DAYS, AKMOLA, "2026-01-01")
    (event,) = decide(confirmed_one(), AskMoreTime(), at("2026-11-20 09:00"), CALENDAR, short)
    assert shown(evolve(confirmed_one(), event).due_at) == "2026-11-25 00:00"


def test_enrolled_refused_taken_back_and_left_are_the_end() -> None:
    assert then(confirmed_one(), Enrol(), "2026-11-18 09:00").state is ReferralState.ENROLLED
    refused = then(NEW, Deny(ReferralGround.PLACE_GONE), MONDAY)
    assert (refused.state, refused.ground) == (ReferralState.REFUSED, ReferralGround.PLACE_GONE)
    for one in (NEW, given_one(), confirmed_one()):
        assert then(one, TakeBack(), "2026-11-17 13:00").state is ReferralState.TAKEN_BACK
        assert then(one, LeaveQueue(), "2026-11-17 13:00").state is ReferralState.ENDED


def test_a_late_act_is_refused_before_and_after_the_tick() -> None:
    """R-4."""
    for command in (Confirm(), TakeBack(), Enrol(), AskMoreTime()):
        for one in (given_one(), then(given_one(), TimePasses(), "2026-11-19 00:00")):
            with pytest.raises(NotAllowed) as no:
                decide(one, command, at("2026-11-19 00:00"), CALENDAR, BOOK)
            assert why(no) is Reason.TOO_LATE


def test_what_lapsed_is_dated_when_it_lapsed() -> None:
    lapsed = decide(given_one(), TimePasses(), at("2026-11-30 12:00"), CALENDAR, BOOK)
    assert lapsed == (ReferralLapsed(at("2026-11-19 00:00")),)
    assert decide(given_one(), TimePasses(), at("2026-11-18 23:59"), CALENDAR, BOOK) == ()


@pytest.mark.parametrize("command", [Confirm(), Enrol(), AskMoreTime()])
def test_nothing_comes_before_it_is_given(command: Command) -> None:
    with pytest.raises(NotAllowed) as no:
        decide(NEW, command, at(MONDAY), CALENDAR, BOOK)
    assert why(no) is Reason.NOT_NOW


def test_asking_is_where_it_begins() -> None:
    assert evolve(NEW, ReferralAsked(at(MONDAY), 1, 2)) == NEW


def test_the_family_is_reminded_till_the_end() -> None:
    """R-66: the next morning, the evening before, the last morning, three hours before the end."""
    rungs = {one.rung: shown(one.at) for one in reminders(given_one(), BOOK)}
    assert rungs == {
        "evening_before": "2026-11-17 18:00", "next_morning": "2026-11-17 09:00",
        "last_morning": "2026-11-18 09:00", "last_hours": "2026-11-18 21:00",
    }  # fmt: skip
    assert reminders(NEW, BOOK) == ()


def test_a_changed_calendar_moves_what_counts_working_days() -> None:
    """R-2."""
    off = CALENDAR.with_overrides({day("2026-11-18"): False})
    moved = recalculated(given_one(), 3, at("2026-11-16 12:00"), CALENDAR, off, BOOK)
    assert moved is not None
    assert shown(evolve(given_one(), moved).due_at) == "2026-11-20 00:00"
    assert recalculated(given_one(), 3, at("2026-11-16 12:00"), CALENDAR, CALENDAR, BOOK) is None
    assert recalculated(NEW, 3, at(MONDAY), CALENDAR, off, BOOK) is None
    extended = then(confirmed_one(), AskMoreTime(), "2026-11-20 09:00")
    assert recalculated(extended, 3, at("2026-11-20 10:00"), CALENDAR, off, BOOK) is None
    assert recalculated(given_one(), 3, at("2026-11-19 10:00"), CALENDAR, off, BOOK) is None
    by_calendar = ruled("referral_confirm", 2, Unit.CALENDAR_DAYS, AKMOLA, "2026-01-01")
    assert recalculated(given_one(), 3, at("2026-11-16 12:00"), CALENDAR, off, by_calendar) is None


def test_whoever_is_admitted_is_enrolled_and_only_out_of_the_queue() -> None:
    """R-57, R-71."""
    queued = Voucher(1, AKMOLA)
    (event,) = voucher.decide(queued, Admit(3, 4), at(MONDAY), CALENDAR, BOOK)
    assert event == Admitted(at(MONDAY), 3, 4)
    after = voucher.evolve(queued, event)
    assert (after.state, after.kindergarten_id, after.group_id) == (State.ENROLLED, 3, 4)
    with pytest.raises(NotAllowed):
        voucher.decide(after, Admit(3, 4), at(MONDAY), CALENDAR, BOOK)


# ---- whatever happens ------------------------------------------------------------------------------------------------

commands = st.sampled_from(
    [
        Give(),
        Deny(ReferralGround.GROUP_UNFIT),
        Confirm(),
        AskMoreTime(),
        TakeBack(),
        Enrol(),
        LeaveQueue(),
        TimePasses(),
    ]
)
likely = st.sampled_from([Give(), Confirm(), AskMoreTime(), Enrol(), TimePasses()])
delays = st.integers(0, 4 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
steps = st.lists(st.tuples(delays, st.one_of(likely, commands)), max_size=12)
Step = tuple[timedelta, Command]


def live(taken: Sequence[Step]) -> list[tuple[Referral, datetime, list[Event]]]:
    """The referral, the instant and the new events after every step."""
    one, now, past = NEW, at(MONDAY), list[tuple[Referral, datetime, list[Event]]]()
    for delay, command in taken:
        now += delay
        events: tuple[Event, ...] = ()
        with suppress(NotAllowed):
            events = decide(one, command, now, CALENDAR, BOOK)
        one = replay(one, events)
        past.append((one, now, list(events)))
    return past


@given(steps)
def test_the_dead_do_not_rise_and_hold_no_place(taken: list[Step]) -> None:
    dead: Referral | None = None
    for one, _now, events in live(taken):
        assert dead is None or (one, events) == (dead, [])
        dead = one if one.state not in LIVE else None
        assert (one.due_at is not None) is (one.state in HOLDING)


@given(steps)
def test_the_journal_replayed_gives_the_referral(taken: list[Step]) -> None:
    past = live(taken)
    told = [event for _one, _now, events in past for event in events]
    kept = [journal.restore("voucher", *journal.record(event)) for event in told]
    assert replay(NEW, tuple(kept)) == (past[-1][0] if past else NEW)  # type: ignore[arg-type]


@given(steps)
def test_nobody_is_reminded_outside_of_the_term(taken: list[Step]) -> None:
    """R-66."""
    for one, _now, _events in live(taken):
        for rung in reminders(one, BOOK):
            assert one.clock_started is not None
            assert one.due_at is not None
            assert one.clock_started < rung.at < one.due_at


@given(steps)
def test_time_may_pass_at_any_moment_and_changes_nothing_else(taken: list[Step]) -> None:
    """R-4: whether or not a tick has run between two acts, the life is the same."""
    now = (timedelta(0), TimePasses())
    ticked = [step for delay, command in taken for step in ((delay, TimePasses()), (timedelta(0), command))]
    assert live([*taken, now])[-1][0] == live([*ticked, now])[-1][0]
