"""Which clock runs out for a family, what it is counted from and by which rule, day by day (R-3, R-50 … R-56, R-62, R-71).

A voucher's row keeps when its clock started and when it ends. What began it stands in the journal, and says from which
day on days are counted: an act counts from the day after it, what lapsed at midnight from the day that begins then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from typing import Any

from domain.calendar import Calendar, last_day, last_of_month, local_day, midnight_after, next_month
from domain.claim import certificate_ends
from domain.journal import Event
from domain.referral import COUNTED, Referral
from domain.rules import RuleBook, Rules, Unit
from domain.timesheet import Sheet, SheetState
from domain.voucher import ContractRefused, InterestConfirmed, State, Voucher, WaitingOver


class Clock(StrEnum):
    """Whose end is a deadline."""

    INTEREST = auto()
    RESTORE = auto()
    CONTRACT = auto()
    OFFER = auto()
    PAUSE = auto()
    ANSWER = auto()
    SHEET = auto()
    CERTIFICATE = auto()
    REFERRAL = auto()
    ENROL = auto()

    @property
    def is_of_family(self) -> bool:
        """Whether it is the family that has to act; a contract's answer is the kindergarten's affair."""
        return self is not Clock.ANSWER


class Origin(StrEnum):
    """What began the contract term: it decides how it was counted (R-54 … R-56)."""

    CONFIRMED = auto()
    REFUSED = auto()
    WAITED = auto()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Counted from the day after `after`; whoever acts at `due_at` is late. `rule`: its key, as of the day `on`."""

    clock: Clock
    after: date
    due_at: datetime
    unit: Unit
    rule: str
    on: date
    origin: Origin | None = None
    extended: bool = False

    @property
    def last(self) -> date:
        """The day people are shown."""
        return last_day(self.due_at)


@dataclass(frozen=True, slots=True)
class Count:
    """The days after the event, up to and including the last: those that counted, and those that did not, and why."""

    after: date
    last: date
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]


def count(deadline: Deadline, calendar: Calendar) -> Count:
    """How the date came about, day by day (R-3)."""
    days = [deadline.after + timedelta(days=n) for n in range(1, (deadline.last - deadline.after).days + 1)]
    working = deadline.unit is Unit.WORKING_DAYS
    skipped = tuple(calendar.skipped(deadline.after, deadline.last)) if working else ()
    off = {day for day, _why in skipped}
    return Count(deadline.after, deadline.last, tuple(day for day in days if day not in off), skipped)


def days_between(unit: Unit, after: date, last: date, calendar: Calendar) -> int:
    """How many days of the unit lie after the first day, up to and including the last."""
    if unit is Unit.WORKING_DAYS:
        return calendar.working_days_between(after, last)
    return max((last - after).days, 0)


# Whose clock.


def of_voucher(voucher: Voucher, told: Iterable[Event], rulebook: RuleBook) -> Deadline | None:
    """The clock that runs for the voucher; `told`: what has happened to it, oldest first."""
    start, due_at = voucher.clock_started, voucher.due_at
    if start is None or due_at is None:
        return None

    def clock(name: Clock, rule: str, after: date, **more: Any) -> Deadline:
        on = local_day(start)
        return Deadline(name, after, due_at, rulebook.rule(rule, on, voucher.region).unit, rule, on, **more)

    today = local_day(start)
    match voucher.state:
        case State.ISSUED:
            return clock(Clock.INTEREST, "confirm_interest", today)
        case State.STOP_LISTED:
            return clock(Clock.RESTORE, "restore_from_stop_list", last_day(start))
        case State.CONFIRMED:
            origin = _origin(told)
            after = last_day(start) if origin is Origin.WAITED else today
            return clock(Clock.CONTRACT, "contract", after, origin=origin, extended=voucher.extended)
        case State.WAITING if voucher.held_group_id is not None:
            return clock(Clock.OFFER, "waiting_list_answer", today)
        case State.WAITING:
            began = last_day(due_at) - timedelta(days=voucher.pause_left or 0)
            return clock(Clock.PAUSE, "waiting_list_pause", began)
    return clock(Clock.ANSWER, "kindergarten_answer", today)


def _origin(told: Iterable[Event]) -> Origin:
    began = [_ORIGINS[type(event)] for event in told if type(event) in _ORIGINS]
    return began[-1] if began else Origin.CONFIRMED


_ORIGINS: Mapping[type[Event], Origin] = {
    InterestConfirmed: Origin.CONFIRMED,
    ContractRefused: Origin.REFUSED,
    WaitingOver: Origin.WAITED,
}


def of_sheet(sheet: Sheet, rules: Rules) -> Deadline | None:
    """The month's end of answering: the window's last day, or so many days after a late or a second publication."""
    if sheet.state is not SheetState.PUBLISHED or sheet.due_at is None or sheet.published_at is None:
        return None
    published = local_day(sheet.published_at)
    if sheet.revision > 1:
        key, unit, after = "timesheet_republished_answer", Unit.CALENDAR_DAYS, published
    elif last_day(sheet.due_at) == next_month(sheet.month).replace(day=rules.number("timesheet_window_last")):
        key, unit, after = "timesheet_window_last", Unit.DAY_OF_MONTH, last_of_month(sheet.month)
    else:
        key, unit, after = "timesheet_open_at_least", Unit.CALENDAR_DAYS, published
    return Deadline(Clock.SHEET, after, sheet.due_at, unit, key, published)


def of_certificate(issued: date, rules: Rules) -> Deadline:
    """A certificate from work: valid for so many months (R-32)."""
    due_at = midnight_after(certificate_ends(issued, rules))
    return Deadline(Clock.CERTIFICATE, issued, due_at, Unit.CALENDAR_DAYS, "benefit_certificate_validity", rules.day)


def of_referral(referral: Referral, rulebook: RuleBook) -> Deadline | None:
    """The clock of a referral that is given or confirmed; an extended term is counted from the same day (R-71)."""
    start, due_at = referral.clock_started, referral.due_at
    if start is None or due_at is None:
        return None
    key, on = COUNTED[referral.state], local_day(start)
    clock = Clock.ENROL if key == ENROLLING else Clock.REFERRAL
    rule = rulebook.rule(EXTENDED if referral.extended else key, on, referral.region)
    return Deadline(clock, on, due_at, rule.unit, rule.key, on)


ENROLLING, EXTENDED = "referral_enrol", "referral_extension"
