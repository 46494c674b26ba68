"""What holds of every voucher's life, whatever is done to it and whenever."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain import journal
from domain.calendar import next_month
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import (
    AgeOut,
    AskExtension,
    Command,
    ConfirmInterest,
    Event,
    Ground,
    Issue,
    KindergartenRefuses,
    KindergartenSigns,
    MissMonths,
    Refuse,
    Restore,
    SendContract,
    State,
    TimePasses,
    Voucher,
    Withdraw,
    decide,
    evolve,
    reminders,
    replay,
)
from tests.domain.law import BOOK, CALENDAR, at, day
from tests.domain.lives import NEW

START = at("2026-01-05 09:00")
DEAD = (State.REFUSED, State.ARCHIVED, State.CANCELLED, State.WITHDRAWN, State.AGED_OUT)
JANUARY = day("2026-01-01")

Step = tuple[timedelta, Command]
Done = tuple[Voucher, datetime, list[Event]]

# hours mostly, so that lives go on; weeks sometimes, so that terms lapse
delays = st.one_of(
    st.integers(0, 30 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 40).map(lambda days: timedelta(days=days)),
)
signatures = st.sampled_from(["code", "eds"])
ordinary: st.SearchStrategy[Command] = st.one_of(
    st.builds(Issue, st.integers(1, 9)),
    st.builds(ConfirmInterest, signatures),
    st.builds(SendContract, st.integers(1, 9), st.integers(1, 9), signatures),
    st.just(KindergartenSigns()),
    st.builds(KindergartenRefuses, st.sampled_from(Ground)),
    st.just(Restore()),
    st.just(AskExtension()),
)
commands: st.SearchStrategy[Command] = st.one_of(
    ordinary,
    ordinary,
    st.just(TimePasses()),
    st.just(Refuse()),
    st.just(Withdraw()),
    st.builds(AgeOut, st.dates(day("2018-01-01"), day("2024-01-01"))),
    st.just(MissMonths(JANUARY, next_month(JANUARY))),
)
steps = st.lists(st.tuples(delays, commands), max_size=25)


def outcome(voucher: Voucher, command: Command, now: datetime) -> tuple[Event, ...] | Reason:
    """What follows, or why nothing does."""
    try:
        return decide(voucher, command, now, CALENDAR, BOOK)
    except NotAllowed as no:
        return no.reason


def live(taken: Sequence[Step]) -> list[Done]:
    """The voucher, the instant and the new events after every step."""
    voucher, now, past = NEW, START, list[Done]()
    for delay, command in taken:
        now += delay
        found = outcome(voucher, command, now)
        events = [] if isinstance(found, Reason) else list(found)
        voucher = replay(voucher, tuple(events))
        past.append((voucher, now, events))
    return past


def lived(taken: Sequence[Step]) -> tuple[Voucher, datetime]:
    """The voucher and the instant at the end."""
    voucher, now, _ = (live(taken) or [(NEW, START, [])])[-1]
    return voucher, now


@given(steps)
def test_the_dead_do_not_rise(taken: list[Step]) -> None:
    """R-36, R-52, R-53, R-64."""
    dead: Voucher | None = None
    for voucher, _, events in live(taken):
        assert dead is None or (voucher, events) == (dead, [])
        dead = voucher if voucher.state in DEAD else None
        assert dead is None or dead.due_at is None


@given(steps)
def test_the_journal_replayed_gives_the_row(taken: list[Step]) -> None:
    """Also after it has been written down and read again."""
    kept = [journal.record(event) for _, _, events in live(taken) for event in events]
    voucher = NEW
    for name, data in kept:
        event = journal.restore("voucher", name, data)
        voucher = evolve(voucher, event)  # type: ignore[arg-type]
    assert voucher == lived(taken)[0]


@given(steps)
def test_events_are_dated_in_order_and_never_ahead(taken: list[Step]) -> None:
    latest = START
    for _, now, events in live(taken):
        for event in events:
            assert latest <= event.at <= now
            latest = event.at


@given(steps)
def test_what_was_done_leaves_no_term_in_the_past(taken: list[Step]) -> None:
    """R-4: after whatever was allowed, a clock that runs ends later than now."""
    for voucher, now, events in live(taken):
        assert not events or voucher.due_at is None or voucher.due_at > now


@given(steps)
def test_an_act_that_is_not_allowed_changes_nothing(taken: list[Step]) -> None:
    before = NEW
    for voucher, _, events in live(taken):
        assert events or voucher == before
        before = voucher


@given(steps, delays, commands)
def test_it_never_matters_whether_a_job_has_run(taken: list[Step], delay: timedelta, command: Command) -> None:
    """R-4."""
    voucher, now = lived(taken)
    now += delay
    lapsed = decide(voucher, TimePasses(), now, CALENDAR, BOOK)
    noticed = outcome(replay(voucher, lapsed), command, now)
    unnoticed = outcome(voucher, command, now)
    assert unnoticed == (noticed if isinstance(noticed, Reason) else (*lapsed, *noticed))


@given(steps, st.lists(delays, min_size=1))
def test_time_passes_to_the_same_end_in_whatever_ticks(taken: list[Step], ticks: list[timedelta]) -> None:
    """R-4: often or seldom, in order or not."""
    voucher, now = lived(taken)
    at_once = decide(voucher, TimePasses(), now + max(ticks), CALENDAR, BOOK)
    found = list[Event]()
    for tick in ticks:
        events = decide(replay(voucher, tuple(found)), TimePasses(), now + tick, CALENDAR, BOOK)
        found.extend(events)
    assert tuple(found) == at_once


@given(steps)
def test_nobody_is_reminded_after_the_deadline_or_of_nothing(taken: list[Step]) -> None:
    """R-50 to R-55."""
    for voucher, _, _ in live(taken):
        found = reminders(voucher, CALENDAR, BOOK)
        instants = [reminder.at for reminder in found]
        assert instants == sorted(set(instants))
        if voucher.clock_started is None or voucher.due_at is None:
            assert not found
        else:
            assert all(voucher.clock_started < instant < voucher.due_at for instant in instants)


@given(steps)
def test_it_comes_back_once_at_most(taken: list[Step]) -> None:
    """R-52."""
    assert all(voucher.restores <= 1 for voucher, _, _ in live(taken))


@given(steps)
def test_a_clock_runs_exactly_where_somebody_is_awaited(taken: list[Step]) -> None:
    awaited = (State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.CONTRACT_SENT)
    for voucher, _, _ in live(taken):
        assert (voucher.clock_started is not None) == (voucher.state in awaited)
        under_contract = (State.CONFIRMED, State.CONTRACT_SENT)
        assert (voucher.contract_due_at is not None) == (voucher.state in under_contract)


def test_lives_are_long_enough_to_mean_something() -> None:
    """The strategies can reach every state: one life through each."""
    hour = timedelta(hours=1)
    whole: list[Step] = [
        (hour, Issue(1)),
        (timedelta(days=20), Restore()),
        (hour, Issue(2)),
        (hour, ConfirmInterest("code")),
        (hour, SendContract(1, 1, "eds")),
        (hour, KindergartenSigns()),
        (timedelta(days=90), MissMonths(JANUARY, next_month(JANUARY))),
    ]
    assert lived(whole)[0].state is State.CANCELLED
