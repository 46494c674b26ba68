"""The month's life (R-60 to R-67), in the shape of the voucher's: `decide`, `evolve`, reminders.

A kindergarten marks and publishes a month; the parent confirms it or names the days that are wrong.
`month` is everywhere the reporting month, by its first day; its window lies in the month after it.
Whoever answers says which `revision` was seen, so nobody confirms what has changed since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from functools import reduce
from itertools import groupby, pairwise
from operator import attrgetter

from domain.calendar import (
    Calendar,
    at_local,
    last_of_month,
    local_day,
    midnight_after,
    next_month,
)
from domain.not_allowed import NotAllowed, Reason
from domain.reminder import Reminder
from domain.rules import Rules


class Mark(StrEnum):
    """What a kindergarten says of a child's day (R-60)."""

    PRESENT = auto()
    SICK = auto()
    LEAVE = auto()
    OTHER_REASON = auto()
    NO_REASON = auto()
    DAY_OFF = auto()
    CLOSED = auto()


ABSENCES = frozenset({Mark.SICK, Mark.LEAVE, Mark.OTHER_REASON, Mark.NO_REASON})


def mark_of_day(said: Mark | None, *, working: bool) -> Mark:
    """The mark of a day by what a clerk has said of it: everybody is present unless the exception is marked (R-60).

    Days off come from the calendar (R-2), also one that was declared after somebody had been marked absent on it. Only
    a kindergarten that works on a day off says so.
    """
    if not working:
        return said if said in (Mark.PRESENT, Mark.CLOSED) else Mark.DAY_OFF
    return Mark.PRESENT if said in (None, Mark.DAY_OFF) else said


def check_mark(mark: Mark, day: int, *, working: bool) -> None:
    """NotAllowed DAY_IS_OFF (day) for an absence on a day off, DAY_IS_WORKING (day) for a day off on any other."""
    if not working and mark in ABSENCES:
        raise NotAllowed(Reason.DAY_IS_OFF, day=day)
    if working and mark is Mark.DAY_OFF:
        raise NotAllowed(Reason.DAY_IS_WORKING, day=day)


class SheetState(StrEnum):
    """Where a month stands. REFUSED is never counted as unconfirmed (R-63)."""

    MARKING = auto()
    PUBLISHED = auto()
    CONFIRMED = auto()
    DISPUTED = auto()
    UNCONFIRMED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One child's month in one kindergarten. `revision` counts its publications."""

    id: int
    month: date
    state: SheetState = SheetState.MARKING
    published_at: datetime | None = None
    first_published_at: datetime | None = None
    due_at: datetime | None = None
    disputed_days: tuple[int, ...] = ()
    revision: int = 0


# Commands.


@dataclass(frozen=True, slots=True)
class Publish:
    """The kindergarten publishes. `complete`: every day of the child's stay has a mark."""

    complete: bool


@dataclass(frozen=True, slots=True)
class Confirm:
    """The parent agrees with the revision that was seen (R-61)."""

    revision: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """The parent names the days of the month that are wrong. `explained`: of each it is said what was true (R-63)."""

    revision: int
    days: tuple[int, ...]
    explained: bool


@dataclass(frozen=True, slots=True)
class TimePasses:
    """Nobody did anything."""


Command = Publish | Confirm | Dispute | TimePasses


# Events.


@dataclass(frozen=True, slots=True)
class Published:
    """To be answered before `due_at`; `again`: after a dispute."""

    at: datetime
    due_at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Confirmed; it cannot be changed any more (R-61)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Disputed:
    """The parent says that these days are wrong (R-63)."""

    at: datetime
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WentUnconfirmed:
    """The window closed without an answer (R-64)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class StayedRefused:
    """Published again after a dispute and not answered: the month stays refused (R-63)."""

    at: datetime


Event = Published | Confirmed | Disputed | WentUnconfirmed | StayedRefused


def decide(sheet: Sheet, command: Command, now: datetime, rules: Rules) -> tuple[Event, ...]:
    """What follows from the command at that instant: first what lapsed, then the act itself.

    `rules`: of the kindergarten's region on the day of publication.
    NotAllowed: TOO_LATE, ALREADY_ANSWERED (state), NOT_NOW (state), MONTH_NOT_OVER, MARKS_MISSING,
    SHEET_CHANGED, DAYS_MISSING, DAY_OUTSIDE_MONTH (day), WORDS_MISSING. TimePasses always may.
    """
    lapsed = _lapses(sheet, now)
    if isinstance(command, TimePasses):
        return lapsed
    return (*lapsed, _act(replay(sheet, lapsed), command, now, rules))


def evolve(sheet: Sheet, event: Event) -> Sheet:
    """The sheet after the event."""
    match event:
        case Published():
            return _published(sheet, event)
        case Disputed():
            return replace(_answered(sheet, SheetState.DISPUTED), disputed_days=event.days)
    return _answered(sheet, _STATE_AFTER[type(event)])


def replay(sheet: Sheet, events: tuple[Event, ...]) -> Sheet:
    """The sheet after all these events."""
    return reduce(evolve, events, sheet)


def may_mark(sheet: Sheet) -> bool:
    """Whether the kindergarten may change marks: before publishing and after a dispute."""
    return sheet.state in (SheetState.MARKING, SheetState.DISPUTED)


def _lapses(sheet: Sheet, now: datetime) -> tuple[Event, ...]:
    if sheet.due_at is None or now < sheet.due_at:
        return ()
    again = sheet.revision > 1
    return (StayedRefused(sheet.due_at) if again else WentUnconfirmed(sheet.due_at),)


_STATE_AFTER: Mapping[type[Event], SheetState] = {
    Confirmed: SheetState.CONFIRMED,
    WentUnconfirmed: SheetState.UNCONFIRMED,
    StayedRefused: SheetState.REFUSED,
}
_ANSWERED = (SheetState.CONFIRMED, SheetState.DISPUTED)
_LAPSED = (SheetState.UNCONFIRMED, SheetState.REFUSED)


def _act(sheet: Sheet, command: Publish | Confirm | Dispute, now: datetime, rules: Rules) -> Event:
    match command:
        case Publish(complete):
            return _publish(sheet, complete, now, rules)
        case Confirm(revision):
            _check_open(sheet, revision)
            return Confirmed(now)
    _check_open(sheet, command.revision)
    return Disputed(now, _wrong_days(sheet, command))


def _publish(sheet: Sheet, complete: bool, now: datetime, rules: Rules) -> Published:
    if not may_mark(sheet):
        raise NotAllowed(Reason.NOT_NOW, state=sheet.state.value)
    if local_day(now) < next_month(sheet.month):
        raise NotAllowed(Reason.MONTH_NOT_OVER)
    if not complete:
        raise NotAllowed(Reason.MARKS_MISSING)
    again = sheet.state is SheetState.DISPUTED
    return Published(now, _answer_by(sheet, now, again, rules), again)


def _answer_by(sheet: Sheet, now: datetime, again: bool, rules: Rules) -> datetime:
    if again:
        return _days_after(now, rules.number("timesheet_republished_answer"))
    at_least = _days_after(now, rules.number("timesheet_open_at_least"))
    return max(window_end(sheet.month, rules), at_least)


def _days_after(now: datetime, days: int) -> datetime:
    return midnight_after(local_day(now) + timedelta(days=days))


def window_end(month: date, rules: Rules) -> datetime:
    """The exclusive end of the window in which the month is to be confirmed (R-62)."""
    return midnight_after(next_month(month).replace(day=rules.number("timesheet_window_last")))


def _check_open(sheet: Sheet, revision: int) -> None:
    if sheet.state in _LAPSED:
        raise NotAllowed(Reason.TOO_LATE)
    if sheet.state in _ANSWERED:
        raise NotAllowed(Reason.ALREADY_ANSWERED, state=sheet.state.value)
    if sheet.state is not SheetState.PUBLISHED:
        raise NotAllowed(Reason.NOT_NOW, state=sheet.state.value)
    if sheet.revision != revision:
        raise NotAllowed(Reason.SHEET_CHANGED)


def _wrong_days(sheet: Sheet, dispute: Dispute) -> tuple[int, ...]:
    if not dispute.days:
        raise NotAllowed(Reason.DAYS_MISSING)
    for day in dispute.days:
        if not 1 <= day <= last_of_month(sheet.month).day:
            raise NotAllowed(Reason.DAY_OUTSIDE_MONTH, day=day)
    if not dispute.explained:
        raise NotAllowed(Reason.WORDS_MISSING)
    return tuple(sorted(set(dispute.days)))


def _published(sheet: Sheet, event: Published) -> Sheet:
    return replace(
        sheet,
        state=SheetState.PUBLISHED,
        published_at=event.at,
        first_published_at=sheet.first_published_at or event.at,
        due_at=event.due_at,
        revision=sheet.revision + 1,
    )


def _answered(sheet: Sheet, state: SheetState) -> Sheet:
    return replace(sheet, state=state, due_at=None)


# The run of missed months.


def counts_as_missed(sheet: Sheet, rules: Rules) -> bool:
    """Unconfirmed although published early enough (R-64); a later one never counts."""
    if sheet.state is not SheetState.UNCONFIRMED or sheet.first_published_at is None:
        return False
    by = next_month(sheet.month).replace(day=rules.number("timesheet_counts_if_published_by"))
    return local_day(sheet.first_published_at) <= by


def run_to_cancel(sheets: Iterable[Sheet], rules: Rules) -> tuple[date, date] | None:
    """The first two months in a row that were missed, in whatever order they came to be settled (R-64, R-4).

    A child may have a sheet in each of two kindergartens. The kinder reading: such a month is
    missed when one of them counts as missed, none is still open to an answer, and the family has
    disputed none. A month never published breaks the run.
    """
    missed = sorted(month for month, of_month in _by_month(sheets).items() if _missed(of_month, rules))
    return next(((first, second) for first, second in pairwise(missed) if first == _month_before(second)), None)


def missed_before(sheets: Iterable[Sheet], month: date, forgiven: date | None = None) -> bool:
    """Whether the month before went unconfirmed, so that this one could cost the voucher.

    Warnings go by the harsher reading (R-64): a sheet published late is warned of too. `forgiven`: a cancelling was
    taken back, and the months up to this one count no more.
    """
    before = _month_before(month)
    if forgiven is not None and before <= forgiven:
        return False
    return any(one.month == before and one.state is SheetState.UNCONFIRMED for one in sheets)


def _by_month(sheets: Iterable[Sheet]) -> Mapping[date, list[Sheet]]:
    by_month = attrgetter("month")
    return {month: list(group) for month, group in groupby(sorted(sheets, key=by_month), by_month)}


def _missed(sheets: list[Sheet], rules: Rules) -> bool:
    open_or_refused = any(sheet.state is SheetState.PUBLISHED or _was_disputed(sheet) for sheet in sheets)
    return not open_or_refused and any(counts_as_missed(sheet, rules) for sheet in sheets)


def _was_disputed(sheet: Sheet) -> bool:
    """Whether the family has refused it, now or before it was published again (R-63)."""
    return sheet.state is SheetState.DISPUTED or sheet.revision > 1


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


# What a correction has changed.


@dataclass(frozen=True, slots=True)
class Change:
    """A day that is marked otherwise than before; None: the day was not, or is no longer, in the sheet."""

    day: int
    before: Mark | None
    after: Mark | None


def changes(before: Mapping[int, Mark], after: Mapping[int, Mark]) -> tuple[Change, ...]:
    """The days that differ, in order (R-63)."""
    days = sorted({*before, *after})
    return tuple(Change(day, before.get(day), after.get(day)) for day in days if before.get(day) != after.get(day))


# Reminders.


@dataclass(frozen=True, slots=True)
class Rung:
    """A window in which the families that have not answered are reminded (R-66)."""

    name: str
    opens: datetime
    closes: datetime
    at_risk_only: bool = False

    def concerns(self, sheet: Sheet) -> bool:
        """Whether the sheet waits for an answer and was published before the rung's day.

        The first rung says that it is ready, so it concerns all that are.
        """
        if sheet.state is not SheetState.PUBLISHED or sheet.published_at is None:
            return False
        return self.name == "ready" or local_day(sheet.published_at) < local_day(self.opens)


_RUNGS = ("ready", "day_4", "day_7", "day_9", "day_10", "last_word")


def rungs(month: date, rules: Rules) -> tuple[Rung, ...]:
    """The windows of reminding about a reporting month, all in the month after it (R-66)."""
    return tuple(_rung(name, next_month(month), rules) for name in _RUNGS)


_RISK_STEPS = ("other_parent", "sms")


def risk_steps(month: date, rules: Rules) -> tuple[Rung, ...]:
    """When a silent family whose month could cost the voucher is tried another way, before the last day (R-65, R-66)."""
    return tuple(_window(name, f"timesheet_risk_{name}", next_month(month), rules, True) for name in _RISK_STEPS)


def spared_by(every: Sequence[Rung], seen_at: int) -> Rung | None:
    """The rung that «Seen» on a message of the rung at this place spares: the next; never the word to those at risk."""
    following = every[seen_at + 1] if 0 <= seen_at < len(every) - 1 else None
    return None if following is None or following.at_risk_only else following


def red_warning_at(month: date, rules: Rules) -> datetime:
    """When a family whose month went unconfirmed is warned in red (R-65)."""
    day = next_month(month).replace(day=rules.number("red_warning_day"))
    return at_local(day, rules.time("reminder_morning"))


def publish_reminders(month: date, calendar: Calendar, rules: Rules) -> tuple[Reminder, ...]:
    """When a kindergarten is reminded to publish the month (R-67)."""
    last = _last_working_day(month, calendar)
    afternoon = at_local(last, rules.time("publish_reminder_afternoon"))
    return (Reminder(afternoon, "last_working_day"), *_first_mornings(month, rules))


def _rung(name: str, window: date, rules: Rules) -> Rung:
    return _window(name, f"timesheet_rung_{name}", window, rules, name == "last_word")


def _window(name: str, rule: str, month: date, rules: Rules, at_risk_only: bool) -> Rung:
    day, hours = rules.text(rule).split()
    opens, closes = hours.split("-")
    on = month.replace(day=int(day))
    return Rung(name, at_local(on, opens), at_local(on, closes), at_risk_only)


def _first_mornings(month: date, rules: Rules) -> Iterator[Reminder]:
    for day in range(1, rules.number("publish_reminder_last") + 1):
        morning = at_local(next_month(month).replace(day=day), rules.time("reminder_morning"))
        yield Reminder(morning, f"day_{day}")


def _last_working_day(month: date, calendar: Calendar) -> date:
    last = last_of_month(month)
    days = (last - timedelta(days=n) for n in range(last.day))
    return next(filter(calendar.is_working, days), last)
