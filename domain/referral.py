"""A referral's life, whole (R-71): where a region works by referrals, a family asks for a place of a bulletin.

The same shape as the voucher's: `decide` takes a referral, a command and the instant, and answers with the events that
follow, or raises `NotAllowed`; `evolve` makes of a referral and an event the referral after it. Both are pure. Every
decision first lets time pass up to `now`: a late act is refused whether or not a tick has run (R-4). A clock lives by the
rules of the day on which it started (R-1); its end, `due_at`, is exclusive.

While a referral is GIVEN or CONFIRMED the place is held for the child; whatever ends it gives the place back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from functools import reduce

from domain.calendar import Calendar, at_local, last_day, local_day, midnight_after, recounted
from domain.not_allowed import NotAllowed, Reason
from domain.reminder import Reminder
from domain.rules import RuleBook, Rules, Unit


class ReferralState(StrEnum):
    """Where a referral stands. Nothing leads out of the last five."""

    ASKED = auto()
    GIVEN = auto()
    CONFIRMED = auto()
    ENROLLED = auto()
    REFUSED = auto()
    TAKEN_BACK = auto()
    LAPSED = auto()
    ENDED = auto()


LIVE = frozenset({ReferralState.ASKED, ReferralState.GIVEN, ReferralState.CONFIRMED})
HOLDING = frozenset({ReferralState.GIVEN, ReferralState.CONFIRMED})
"""While it stands so, the place is the child's."""


class ReferralGround(StrEnum):
    """Why a department gives no referral (R-71, ours)."""

    PLACE_GONE = auto()
    DATA_DIFFER = auto()
    GROUP_UNFIT = auto()


@dataclass(frozen=True, slots=True)
class Referral:
    """One application's wish for a place in a group. `clock_started`, `due_at`: the running clock, if any."""

    id: int
    region: str
    state: ReferralState = ReferralState.ASKED
    clock_started: datetime | None = None
    due_at: datetime | None = None
    extended: bool = False
    ground: ReferralGround | None = None


# Commands.


@dataclass(frozen=True, slots=True)
class Give:
    """The department gives the referral; the family is to confirm."""


@dataclass(frozen=True, slots=True)
class Deny:
    """The department gives none, on a ground."""

    ground: ReferralGround


@dataclass(frozen=True, slots=True)
class Confirm:
    """The family wants the place; the child is to be enrolled."""


@dataclass(frozen=True, slots=True)
class AskMoreTime:
    """The family needs more time to bring the child, once."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The family does not want the place, or does not ask for it any more."""


@dataclass(frozen=True, slots=True)
class Enrol:
    """The kindergarten has taken the child."""


@dataclass(frozen=True, slots=True)
class LeaveQueue:
    """The application stands in the queue no more: a voucher was issued, or the family has deleted it."""


@dataclass(frozen=True, slots=True)
class TimePasses:
    """Nobody did anything."""


Command = Give | Deny | Confirm | AskMoreTime | TakeBack | Enrol | LeaveQueue | TimePasses


# Events.


@dataclass(frozen=True, slots=True)
class ReferralAsked:
    """The family has asked for a place of a bulletin."""

    at: datetime
    kindergarten_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class ReferralGiven:
    """The place is held; the family is to confirm before `due_at`."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralDenied:
    """The department has given none."""

    at: datetime
    ground: ReferralGround


@dataclass(frozen=True, slots=True)
class ReferralConfirmed:
    """The child is to be enrolled before `due_at`."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralExtended:
    """The term of enrolling now ends at `due_at`."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ReferralTakenBack:
    """The family does not want it any more; the queue place stays."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralUsed:
    """The child is in the kindergarten."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralLapsed:
    """Not confirmed, or not enrolled, in time: the place goes back, and the queue place stays."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralEnded:
    """The application has left the queue."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralMoved:
    """The calendar changed (by the change of that number) while working days were counted (R-2)."""

    at: datetime
    due_at: datetime
    change: int


Event = (
    ReferralAsked
    | ReferralGiven
    | ReferralDenied
    | ReferralConfirmed
    | ReferralExtended
    | ReferralTakenBack
    | ReferralUsed
    | ReferralLapsed
    | ReferralEnded
    | ReferralMoved
)


def decide(
    referral: Referral, command: Command, now: datetime, calendar: Calendar, rulebook: RuleBook
) -> tuple[Event, ...]:
    """What follows from the command at that instant: what lapsed, or the act itself.

    NotAllowed: TOO_LATE once the term is over, NOT_NOW (state) for what has no place in this state, EXTENSION_USED.
    TimePasses is always allowed, and LeaveQueue while the referral lives.
    """
    if referral.due_at is not None and referral.due_at <= now:
        if isinstance(command, TimePasses | LeaveQueue):
            return (ReferralLapsed(referral.due_at),)
        raise NotAllowed(Reason.TOO_LATE)
    if isinstance(command, TimePasses):
        return ()
    return (_act(referral, command, now, calendar, rulebook),)


def _act(referral: Referral, command: Command, now: datetime, calendar: Calendar, rulebook: RuleBook) -> Event:
    rules, today = rulebook.at(local_day(now), referral.region), local_day(now)
    match referral.state, command:
        case ReferralState.ASKED, Give():
            return ReferralGiven(now, rules.deadline("referral_confirm", today, calendar))
        case ReferralState.ASKED, Deny(ground):
            return ReferralDenied(now, ground)
        case ReferralState.GIVEN, Confirm():
            return ReferralConfirmed(now, rules.deadline("referral_enrol", today, calendar))
        case ReferralState.CONFIRMED, AskMoreTime():
            return _extend(referral, now, calendar, rulebook)
        case ReferralState.CONFIRMED, Enrol():
            return ReferralUsed(now)
        case state, TakeBack() if state in LIVE:
            return ReferralTakenBack(now)
        case state, LeaveQueue() if state in LIVE:
            return ReferralEnded(now)
        case ReferralState.LAPSED, (Confirm() | AskMoreTime() | TakeBack() | Enrol()):
            raise NotAllowed(Reason.TOO_LATE)
    raise NotAllowed(Reason.NOT_NOW, state=referral.state.value)


def _extend(referral: Referral, now: datetime, calendar: Calendar, rulebook: RuleBook) -> ReferralExtended:
    """To so many days after confirming, once; never less than there is already."""
    if referral.extended:
        raise NotAllowed(Reason.EXTENSION_USED)
    started, due_at = _clock(referral)
    rules = rulebook.at(local_day(started), referral.region)
    return ReferralExtended(now, max(due_at, rules.deadline("referral_extension", local_day(started), calendar)))


def _clock(referral: Referral) -> tuple[datetime, datetime]:
    assert referral.clock_started is not None, "a clock runs"
    assert referral.due_at is not None, "a clock runs"
    return referral.clock_started, referral.due_at


def evolve(referral: Referral, event: Event) -> Referral:
    """The referral after the event."""
    match event:
        case ReferralGiven():
            return replace(referral, state=ReferralState.GIVEN, clock_started=event.at, due_at=event.due_at)
        case ReferralConfirmed():
            return replace(referral, state=ReferralState.CONFIRMED, clock_started=event.at, due_at=event.due_at)
        case ReferralExtended():
            return replace(referral, due_at=event.due_at, extended=True)
        case ReferralMoved():
            return replace(referral, due_at=event.due_at)
        case ReferralDenied():
            return replace(_rests(referral, ReferralState.REFUSED), ground=event.ground)
    return _rests(referral, _STATE_AFTER[type(event)])


def replay(referral: Referral, events: tuple[Event, ...]) -> Referral:
    """The referral after all these events."""
    return reduce(evolve, events, referral)


_STATE_AFTER: Mapping[type[Event], ReferralState] = {
    ReferralAsked: ReferralState.ASKED,
    ReferralTakenBack: ReferralState.TAKEN_BACK,
    ReferralUsed: ReferralState.ENROLLED,
    ReferralLapsed: ReferralState.LAPSED,
    ReferralEnded: ReferralState.ENDED,
}


def _rests(referral: Referral, state: ReferralState) -> Referral:
    return replace(referral, state=state, clock_started=None, due_at=None)


# Reminders, and another calendar.


def reminders(referral: Referral, rulebook: RuleBook) -> tuple[Reminder, ...]:
    """What the family is to be told while the clock runs: sorted, after its start, before its end."""
    if referral.clock_started is None or referral.due_at is None:
        return ()
    started, due_at = _clock(referral)
    rules = rulebook.at(local_day(started), referral.region)
    in_time = (rung for rung in _rungs(started, due_at, rules) if started < rung.at < due_at)
    return tuple(sorted({rung.at: rung for rung in in_time}.values()))


def _rungs(started: datetime, due_at: datetime, rules: Rules) -> Iterator[Reminder]:
    """In the order of urgency: of two at one instant the more urgent stays."""
    morning, last = rules.time("reminder_morning"), last_day(due_at)
    yield Reminder(at_local(local_day(started) + timedelta(days=1), morning), "next_morning")
    yield Reminder(at_local(last - timedelta(days=1), rules.time("reminder_evening")), "evening_before")
    yield Reminder(due_at - timedelta(hours=rules.number("reminder_last_hours")), "last_hours")
    yield Reminder(at_local(last, morning), "last_morning")


COUNTED: Mapping[ReferralState, str] = {
    ReferralState.GIVEN: "referral_confirm",
    ReferralState.CONFIRMED: "referral_enrol",
}


def recalculated(
    referral: Referral, change: int, now: datetime, before: Calendar, after: Calendar, rulebook: RuleBook
) -> ReferralMoved | None:
    """The deadline worked out anew, as a calendar has changed while working days are counted (R-2); None: it stays.

    An extended term counts calendar days. One that comes nearer leaves the next day whole.
    """
    if referral.state not in COUNTED or referral.extended:
        return None
    started, due_at = _clock(referral)
    rule = rulebook.at(local_day(started), referral.region).rule(COUNTED[referral.state])
    if rule.unit is not Unit.WORKING_DAYS or due_at <= now:
        return None
    anew = recounted(local_day(started), due_at, before, after)
    moved = max(anew, min(due_at, midnight_after(local_day(now) + timedelta(days=1))))
    return ReferralMoved(now, moved, change) if moved != due_at else None
