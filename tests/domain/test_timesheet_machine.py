"""What holds of every month's life, whatever is done to it and whenever."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain import journal
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import (
    Command,
    Confirm,
    Dispute,
    Event,
    Publish,
    Sheet,
    SheetState,
    TimePasses,
    counts_as_missed,
    decide,
    evolve,
    may_mark,
    replay,
    window_end,
)
from tests.domain.law import at, day, rules

START = at("2026-02-27 09:00")
NEW = Sheet(1, day("2026-02-01"))
DONE = (SheetState.CONFIRMED, SheetState.UNCONFIRMED, SheetState.REFUSED)

Step = tuple[timedelta, Command]
Done = tuple[Sheet, datetime, list[Event]]

delays = st.integers(0, 4 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
revisions = st.integers(0, 3)
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(Publish, st.sampled_from([True, True, False])),
    st.builds(Confirm, revisions),
    st.builds(
        Dispute,
        revisions,
        st.lists(st.integers(0, 29), max_size=3).map(tuple),
        st.sampled_from([True, True, False]),
    ),
    st.just(TimePasses()),
)
steps = st.lists(st.tuples(delays, commands), max_size=20)


def outcome(sheet: Sheet, command: Command, now: datetime) -> tuple[Event, ...] | Reason:
    """What follows, or why nothing does."""
    try:
        return decide(sheet, command, now, rules())
    except NotAllowed as no:
        return no.reason


def live(taken: Sequence[Step]) -> list[Done]:
    """The sheet, the instant and the new events after every step."""
    sheet, now, past = NEW, START, list[Done]()
    for delay, command in taken:
        now += delay
        found = outcome(sheet, command, now)
        events = [] if isinstance(found, Reason) else list(found)
        sheet = replay(sheet, tuple(events))
        past.append((sheet, now, events))
    return past


def lived(taken: Sequence[Step]) -> tuple[Sheet, datetime]:
    """The sheet and the instant at the end."""
    sheet, now, _ = (live(taken) or [(NEW, START, [])])[-1]
    return sheet, now


@given(steps)
def test_what_is_settled_stays_settled(taken: list[Step]) -> None:
    """R-61, R-63, R-64."""
    done: Sheet | None = None
    for sheet, _, events in live(taken):
        assert done is None or (sheet, events) == (done, [])
        done = sheet if sheet.state in DONE else None


@given(steps)
def test_the_journal_replayed_gives_the_row(taken: list[Step]) -> None:
    """Also after it has been written down and read again."""
    kept = [journal.record(event) for _, _, events in live(taken) for event in events]
    sheet = NEW
    for name, data in kept:
        event = journal.restore("timesheet", name, data)
        sheet = evolve(sheet, event)  # type: ignore[arg-type]
    assert sheet == lived(taken)[0]


@given(steps)
def test_the_parent_never_has_less_than_the_window_or_five_days(taken: list[Step]) -> None:
    """R-62 to R-64."""
    for sheet, _, _ in live(taken):
        open_to_answer = sheet.state is SheetState.PUBLISHED
        assert (sheet.due_at is not None) == open_to_answer
        if sheet.due_at is not None and sheet.published_at is not None:
            assert sheet.due_at - sheet.published_at >= timedelta(days=5)
            assert sheet.revision > 1 or sheet.due_at >= window_end(sheet.month, rules())


@given(steps)
def test_a_month_that_was_ever_disputed_never_counts_as_missed(taken: list[Step]) -> None:
    """R-63, R-64."""
    ever = False
    for sheet, _, _ in live(taken):
        ever = ever or sheet.state is SheetState.DISPUTED
        assert not (ever and counts_as_missed(sheet, rules()))


@given(steps)
def test_marks_never_change_under_an_answer(taken: list[Step]) -> None:
    """R-61: whoever answers a revision answers the marks that were published with it."""
    for sheet, _, _ in live(taken):
        assert not (may_mark(sheet) and sheet.due_at)


@given(steps, delays, commands)
def test_it_never_matters_whether_a_job_has_run(taken: list[Step], delay: timedelta, command: Command) -> None:
    """R-4."""
    sheet, now = lived(taken)
    now += delay
    lapsed = decide(sheet, TimePasses(), now, rules())
    noticed = outcome(replay(sheet, lapsed), command, now)
    unnoticed = outcome(sheet, command, now)
    assert unnoticed == (noticed if isinstance(noticed, Reason) else (*lapsed, *noticed))


@given(steps, st.lists(delays, min_size=1))
def test_time_passes_to_the_same_end_in_whatever_ticks(taken: list[Step], ticks: list[timedelta]) -> None:
    """R-4: often or seldom, in order or not."""
    sheet, now = lived(taken)
    at_once = decide(sheet, TimePasses(), now + max(ticks), rules())
    found = list[Event]()
    for tick in ticks:
        found.extend(decide(replay(sheet, tuple(found)), TimePasses(), now + tick, rules()))
    assert tuple(found) == at_once
