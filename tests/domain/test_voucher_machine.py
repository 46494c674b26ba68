"""What holds of every voucher's life, whatever is done to it and whenever."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain import journal
from domain.calendar import last_day, next_month
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import (
    AgeOut,
    AskExtension,
    AskTransfer,
    Cancelled,
    Command,
    ConfirmInterest,
    ContractRefused,
    DeclineOffer,
    Event,
    Ground,
    Issue,
    JoinLists,
    KindergartenRefuses,
    KindergartenSigns,
    Leave,
    LeaveLists,
    MissMonths,
    OfferPlace,
    PlaceOffered,
    Refuse,
    Reinstate,
    Reinstated,
    Restore,
    SendContract,
    State,
    TakeTransferBack,
    TimePasses,
    Voucher,
    WaitingBegan,
    WaitingOver,
    Withdraw,
    decide,
    evolve,
    reminders,
    replay,
)
from tests.domain.law import BOOK, CALENDAR, at, day
from tests.domain.lives import NEW

START = at("2026-01-05 09:00")
DEAD = (State.REFUSED, State.ARCHIVED, State.WITHDRAWN, State.AGED_OUT, State.LEFT)
JANUARY = day("2026-01-01")

Step = tuple[timedelta, Command]
Done = tuple[Voucher, datetime, list[Event]]

# hours mostly, so that lives go on; weeks sometimes, so that terms lapse
delays = st.one_of(
    st.integers(0, 30 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 40).map(lambda days: timedelta(days=days)),
)
signatures = st.sampled_from(["code", "eds"])
gardens = st.integers(1, 4)
some_gardens = st.lists(gardens, max_size=3).map(tuple)
ordinary: st.SearchStrategy[Command] = st.one_of(
    st.builds(Issue, st.integers(1, 9)),
    st.builds(ConfirmInterest, signatures),
    st.builds(SendContract, gardens, gardens, signatures),
    st.just(KindergartenSigns()),
    st.builds(KindergartenRefuses, st.sampled_from(Ground)),
    st.just(Restore()),
    st.just(AskExtension()),
)
waiting: st.SearchStrategy[Command] = st.one_of(
    st.builds(JoinLists, some_gardens),
    st.builds(LeaveLists, some_gardens),
    st.builds(OfferPlace, gardens, gardens),
    st.just(DeclineOffer()),
)
commands: st.SearchStrategy[Command] = st.one_of(
    ordinary,
    ordinary,
    waiting,
    st.builds(AskTransfer, gardens, gardens, signatures),
    st.just(TakeTransferBack()),
    st.just(Reinstate()),
    st.just(TimePasses()),
    st.sampled_from([Refuse(), Withdraw(), Leave("leaves"), Leave("school")]),
    st.builds(AgeOut, st.dates(day("2018-01-01"), day("2024-01-01"))),
    st.just(MissMonths(JANUARY, next_month(JANUARY))),
)
hours = st.integers(0, 20).map(lambda many: timedelta(hours=many))
begun: list[Step] = [(timedelta(hours=1), Issue(1)), (timedelta(hours=1), ConfirmInterest("code"))]
placed: list[Step] = [(timedelta(hours=1), SendContract(1, 1, "eds")), (timedelta(hours=1), KindergartenSigns())]
free_steps = st.lists(st.tuples(delays, commands), max_size=25)
steps = st.one_of(
    free_steps,
    # chance alone seldom comes so far
    st.lists(st.tuples(st.one_of(hours, delays), st.one_of(waiting, commands)), max_size=15).map(
        lambda more: begun + more
    ),
    free_steps.map(lambda more: [*begun, *placed, *more]),
)


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
    """R-36, R-52, R-53."""
    dead: Voucher | None = None
    for voucher, _, events in live(taken):
        assert dead is None or (voucher, events) == (dead, [])
        dead = voucher if voucher.state in DEAD else None
        assert dead is None or dead.due_at is None


@given(steps)
def test_only_the_department_wakes_a_cancelled_voucher_and_only_in_time(taken: list[Step]) -> None:
    """R-64."""
    before: Voucher | None = None
    for voucher, now, events in live(taken):
        if before and before.state is State.CANCELLED and voucher.state is not State.CANCELLED:
            assert [type(event) for event in events] == [Reinstated]
            assert before.clock_started is not None
            assert now - before.clock_started <= timedelta(days=31)
        before = voucher


@given(steps)
def test_a_cancelling_is_never_for_months_that_were_forgiven(taken: list[Step]) -> None:
    """R-64."""
    cancelled = [event for _, _, events in live(taken) for event in events if isinstance(event, Cancelled)]
    assert all(former.second < later.first for former, later in pairwise(cancelled))


@given(steps)
def test_a_place_is_held_only_while_it_is_considered(taken: list[Step]) -> None:
    """R-56, R-58: by who waits in its list, or by a kindergarten that is asked for a transfer."""
    for voucher, _, _ in live(taken):
        assert (voucher.held_group_id is None) == (voucher.held_kindergarten_id is None)
        if voucher.held_kindergarten_id is not None:
            assert voucher.state in (State.WAITING, State.ENROLLED)
            if voucher.state is State.WAITING:
                assert voucher.held_kindergarten_id in voucher.lists


@given(steps)
def test_nobody_waits_in_too_many_lists_or_twice_in_one(taken: list[Step]) -> None:
    """R-56."""
    for voucher, _, _ in live(taken):
        assert len(set(voucher.lists)) == len(voucher.lists) <= 3
        assert bool(voucher.lists) == (voucher.state is State.WAITING)


@given(steps)
def test_the_clock_stands_still_for_thirty_days_in_all_and_as_long_as_an_offer_is_considered(taken: list[Step]) -> None:
    """R-56."""
    began: WaitingBegan | None = None
    waited, offered = 0, 0
    for event in (event for _, _, events in live(taken) for event in events):
        match event:
            case WaitingBegan():
                began = event
            case PlaceOffered():
                offered = 2
            case WaitingOver() if began is not None:
                waited += (last_day(event.at) - last_day(began.at)).days
                began = None
    assert waited <= 30 + offered


@given(steps)
def test_waiting_never_costs_a_working_day(taken: list[Step]) -> None:
    """R-56: with as many as were left the clock goes on, with one at least."""
    began: WaitingBegan | None = None
    for event in (event for _, _, events in live(taken) for event in events):
        if isinstance(event, WaitingBegan):
            began = event
        if began and isinstance(event, WaitingOver | ContractRefused):
            days = CALENDAR.working_days_between(last_day(event.at), last_day(event.due_at))
            assert days >= max(began.days_left, 1)
            assert days == max(began.days_left, 1) or isinstance(event, ContractRefused)
            began = None


@given(steps)
def test_no_letter_is_told_twice_in_whatever_order_acts_and_ticks_come(taken: list[Step]) -> None:
    """What a letter is known by, event and instant or rung and deadline, exists once."""
    told: list[tuple[str, datetime]] = []
    for voucher, now, events in live(taken):
        told += [(type(event).__name__, event.at) for event in events]
        rungs = [(one.rung, one.at) for one in reminders(voucher, CALENDAR, BOOK)]
        assert len(rungs) == len(set(rungs))
        assert all(instant <= now for _, instant in told)
    passive = [one for one in told if one[0] in {"OfferLapsed", "WaitingOver", "StopListed", "Archived"}]
    assert len(passive) == len(set(passive))


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
    awaited = (State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.WAITING, State.CONTRACT_SENT)
    for voucher, _, _ in live(taken):
        moving = voucher.state is State.ENROLLED and voucher.held_group_id is not None
        dated = (*awaited, State.CANCELLED)
        assert (voucher.clock_started is not None) == (voucher.state in dated or moving)
        assert voucher.due_at is None or voucher.state in awaited or moving
        kept = (voucher.contract_due_at is not None) + (voucher.days_left is not None)
        assert kept == (voucher.state in (State.CONFIRMED, State.WAITING, State.CONTRACT_SENT))
        assert (voucher.pause_due_at is not None) == (voucher.state is State.WAITING)


def test_lives_are_long_enough_to_mean_something() -> None:
    """The strategies can reach every state: one life through each."""
    hour = timedelta(hours=1)
    whole: list[Step] = [
        (hour, Issue(1)),
        (timedelta(days=20), Restore()),
        (hour, Issue(2)),
        (hour, ConfirmInterest("code")),
        (hour, JoinLists((1, 2, 3))),
        (hour, OfferPlace(1, 1)),
        (hour, DeclineOffer()),
        (hour, OfferPlace(2, 1)),
        (hour, SendContract(2, 1, "eds")),
        (hour, KindergartenSigns()),
        (hour, AskTransfer(4, 4, "code")),
        (hour, KindergartenSigns()),
        (timedelta(days=90), MissMonths(JANUARY, next_month(JANUARY))),
    ]
    assert lived(whole)[0].state is State.CANCELLED
    assert lived([*whole, (hour, Reinstate()), (hour, Leave("school"))])[0].state is State.LEFT
