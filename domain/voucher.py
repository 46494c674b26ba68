"""The voucher's life, whole (R-36, R-50 to R-57, R-64).

A voucher is decided, not edited. `decide` takes a voucher, a command and the instant, and answers
with the events that follow, or raises `NotAllowed`; `evolve` makes of a voucher and an event the
voucher after it. Both are pure. Events carry everything, so the journal replayed gives the row.

That time passes is a command like any other. Every decision first lets time pass up to `now`, so it
makes no difference whether a scheduled job has run: a late act is refused either way (R-4), and
what lapsed is dated at the instant it lapsed, never at the instant somebody noticed.

A clock lives by the rules of the day on which it started (R-1). Its end, `due_at`, is exclusive.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum, auto
from functools import reduce
from typing import Literal

from domain.calendar import (
    Calendar,
    at_local,
    first_of_month,
    last_day,
    local_day,
    midnight_after,
    next_month,
    recounted,
)
from domain.not_allowed import NotAllowed, Reason
from domain.person import years_old
from domain.reminder import Reminder as Reminder
from domain.rules import RuleBook, Rules, Unit

Signature = Literal["code", "eds"]
Cause = Literal["second_miss", "not_restored", "no_contract"]


class State(StrEnum):
    """Where a voucher stands. Nothing leads out of REFUSED, ARCHIVED, CANCELLED, WITHDRAWN and AGED_OUT."""

    QUEUED = auto()
    ISSUED = auto()
    STOP_LISTED = auto()
    CONFIRMED = auto()
    CONTRACT_SENT = auto()
    ENROLLED = auto()
    REFUSED = auto()
    ARCHIVED = auto()
    CANCELLED = auto()
    WITHDRAWN = auto()
    AGED_OUT = auto()


class Ground(StrEnum):
    """The only lawful grounds on which a kindergarten may refuse a contract (R-55)."""

    INCOMPLETE_DOCUMENTS = auto()
    EXPIRED_DOCUMENTS = auto()
    UNVACCINATED_RATIO = auto()


@dataclass(frozen=True, slots=True)
class Voucher:
    """One application's voucher.

    `clock_started`, `due_at`: the running clock, if any. `contract_due_at`: the parent's own end of
    the contract term, kept while the kindergarten considers. `restores`: how often it came back.
    """

    id: int
    region: str
    state: State = State.QUEUED
    clock_started: datetime | None = None
    due_at: datetime | None = None
    restores: int = 0
    extended: bool = False
    round_id: int | None = None
    kindergarten_id: int | None = None
    group_id: int | None = None
    contract_due_at: datetime | None = None


# Commands: what somebody wants to happen.


@dataclass(frozen=True, slots=True)
class Issue:
    """A round issues the voucher (R-43)."""

    round_id: int


@dataclass(frozen=True, slots=True)
class ConfirmInterest:
    """The parent wants it, and signs (R-50, R-51)."""

    signature: Signature


@dataclass(frozen=True, slots=True)
class Refuse:
    """The parent refuses the voucher, which annuls the queue place (R-53)."""


@dataclass(frozen=True, slots=True)
class Restore:
    """The parent takes the queue place back from the stop-list (R-52)."""


@dataclass(frozen=True, slots=True)
class SendContract:
    """The parent chooses a group, signs and sends (R-55)."""

    kindergarten_id: int
    group_id: int
    signature: Signature


@dataclass(frozen=True, slots=True)
class AskExtension:
    """The parent asks for more time on the last day (R-54)."""


@dataclass(frozen=True, slots=True)
class KindergartenSigns:
    """The kindergarten signs the contract (R-55, R-57)."""


@dataclass(frozen=True, slots=True)
class KindergartenRefuses:
    """The kindergarten refuses the contract on a lawful ground (R-55)."""

    ground: Ground


@dataclass(frozen=True, slots=True)
class MissMonths:
    """Two consecutive months, named by any of their days, went unconfirmed (R-64)."""

    first: date
    second: date


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The parent deletes the application; with a live voucher that is refusing it (R-36, R-53)."""


@dataclass(frozen=True, slots=True)
class AgeOut:
    """The child, born on that day, has grown over the age of the queue (R-42)."""

    born: date


@dataclass(frozen=True, slots=True)
class TimePasses:
    """Nobody did anything."""


Command = (
    Issue
    | ConfirmInterest
    | Refuse
    | Restore
    | SendContract
    | AskExtension
    | KindergartenSigns
    | KindergartenRefuses
    | MissMonths
    | Withdraw
    | AgeOut
    | TimePasses
)


# Events: what has happened, and when.


@dataclass(frozen=True, slots=True)
class Issued:
    """A round issued the voucher; interest is to be confirmed before `due_at` (R-50)."""

    at: datetime
    round_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class InterestConfirmed:
    """The contract is to be signed before `due_at` (R-54)."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class VoucherRefused:
    """The queue place is annulled (R-53)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class StopListed:
    """Interest was not confirmed; the place can be restored before `due_at` (R-52)."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """Back in the queue with the original time of application (R-52)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Archived:
    """Over: missed a second time, not restored, or no contract in time (R-52, R-54)."""

    at: datetime
    cause: Cause


@dataclass(frozen=True, slots=True)
class ContractSent:
    """The kindergarten is to answer before `due_at`; the parent's clock stands (R-55)."""

    at: datetime
    kindergarten_id: int
    group_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Extended:
    """The contract term now ends at `due_at` (R-54)."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The child is in the contingent (R-57)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ContractRefused:
    """The parent is to choose again before `due_at` (R-55)."""

    at: datetime
    ground: Ground
    due_at: datetime


@dataclass(frozen=True, slots=True)
class KindergartenSilent:
    """The kindergarten did not answer in time; the department is told (R-55)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Two consecutive months (their first days) went unconfirmed (R-64)."""

    at: datetime
    first: date
    second: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The parent has deleted the application (R-36)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AgedOut:
    """The child is too old for the queue."""

    at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """The calendar changed (by the change of that number) while working days were counted (R-2).

    `due_at` is None where the clock has run out and only the parent's own term, which stands, has moved.
    """

    at: datetime
    before: datetime | None
    due_at: datetime | None
    contract_due_at: datetime | None
    change: int


Event = (
    Issued
    | InterestConfirmed
    | VoucherRefused
    | StopListed
    | Restored
    | Archived
    | ContractSent
    | Extended
    | Enrolled
    | ContractRefused
    | KindergartenSilent
    | Cancelled
    | Withdrawn
    | AgedOut
    | DeadlineMoved
)


def decide(
    voucher: Voucher, command: Command, now: datetime, calendar: Calendar, rulebook: RuleBook
) -> tuple[Event, ...]:
    """What follows from the command at that instant: first what lapsed, then the act itself.

    NotAllowed: TOO_LATE for an act whose term is over, NOT_NOW (state) for one that has no place in
    this state; SIGNATURE_NOT_ACCEPTED, RESTORE_USED, EXTENSION_NOT_YET (opens: the ISO day),
    EXTENSION_USED, MONTHS_NOT_MISSED, NOT_OVER_AGE (years). TimePasses is always allowed.
    """
    law = _Law(calendar, rulebook, voucher.region)
    lapsed = tuple(_lapses(voucher, now, law))
    if isinstance(command, TimePasses):
        return lapsed
    return (*lapsed, _act(replay(voucher, lapsed), command, now, law))


def evolve(voucher: Voucher, event: Event) -> Voucher:
    """The voucher after the event."""
    match event:
        case Issued():
            issued = replace(voucher, round_id=event.round_id, extended=False)
            return _runs(issued, State.ISSUED, event.at, event.due_at)
        case InterestConfirmed() | ContractRefused():
            return _chooses(voucher, event.at, event.due_at)
        case StopListed():
            return _runs(voucher, State.STOP_LISTED, event.at, event.due_at)
        case Restored():
            return Voucher(voucher.id, voucher.region, restores=voucher.restores + 1)
        case ContractSent():
            sent = _runs(voucher, State.CONTRACT_SENT, event.at, event.due_at)
            return replace(sent, kindergarten_id=event.kindergarten_id, group_id=event.group_id)
        case Extended():
            return replace(voucher, due_at=event.due_at, contract_due_at=event.due_at, extended=True)
        case KindergartenSilent():
            return replace(voucher, due_at=None)
        case DeadlineMoved():
            return replace(voucher, due_at=event.due_at, contract_due_at=event.contract_due_at)
    return _rests(voucher, _STATE_AFTER[type(event)])


def replay(voucher: Voucher, events: tuple[Event, ...]) -> Voucher:
    """The voucher after all these events."""
    return reduce(evolve, events, voucher)


def reminders(voucher: Voucher, calendar: Calendar, rulebook: RuleBook) -> tuple[Reminder, ...]:
    """What is to be said while the clock runs: sorted, after its start, before its end.

    Those of CONTRACT_SENT are for the kindergarten, all others for the family.
    """
    if voucher.clock_started is None or voucher.due_at is None:
        return ()
    law = _Law(calendar, rulebook, voucher.region)
    rungs = _rungs(voucher.state, voucher.clock_started, voucher.due_at, law)
    in_time = (rung for rung in rungs if voucher.clock_started < rung.at < voucher.due_at)
    # of two at one instant the more urgent stays: rungs come in the order of urgency
    return tuple(sorted({rung.at: rung for rung in in_time}.values()))


# Which rule counts the clock of a state; only those that count working days feel the calendar.
COUNTED: Mapping[State, str] = {
    State.ISSUED: "confirm_interest",
    State.CONFIRMED: "contract",
    State.CONTRACT_SENT: "kindergarten_answer",
}


def recalculated(
    voucher: Voucher, change: int, now: datetime, before: Calendar, after: Calendar, rulebook: RuleBook
) -> DeadlineMoved | None:
    """The deadline worked out anew, as a calendar has changed while its clock runs (R-2); None: it stays.

    The term keeps its number of working days, whatever the rules say by now (R-1). One that comes nearer leaves the
    next day whole.
    """
    if voucher.state not in COUNTED or voucher.clock_started is None:
        return None
    rules = rulebook.at(local_day(voucher.clock_started), voucher.region)
    if rules.rule(COUNTED[voucher.state]).unit is not Unit.WORKING_DAYS:
        return None
    anew = (_anew(due_at, voucher.clock_started, now, before, after) for due_at in _ends_of(voucher))
    due_at, contract_due_at = anew
    if (due_at, contract_due_at) == _ends_of(voucher):
        return None
    return DeadlineMoved(now, voucher.due_at, due_at, contract_due_at, change)


def _ends_of(voucher: Voucher) -> tuple[datetime | None, datetime | None]:
    return voucher.due_at, voucher.contract_due_at


def _anew(
    due_at: datetime | None, started: datetime, now: datetime, before: Calendar, after: Calendar
) -> datetime | None:
    if due_at is None or due_at <= now:
        return due_at
    anew = recounted(local_day(started), due_at, before, after)
    at_least = min(due_at, midnight_after(local_day(now) + timedelta(days=1)))
    return max(anew, at_least)


@dataclass(frozen=True, slots=True)
class _Law:
    """The calendar and the rules that a voucher of a region lives by."""

    calendar: Calendar
    rulebook: RuleBook
    region: str

    def on(self, start: datetime) -> Rules:
        """The rules for a clock that starts at that instant (R-1)."""
        return self.rulebook.at(local_day(start), self.region)

    def term(self, key: str, start: datetime) -> datetime:
        """The end of a clock that starts at that instant."""
        return self.on(start).deadline(key, local_day(start), self.calendar)


# Time.


def _lapses(voucher: Voucher, now: datetime, law: _Law) -> Iterator[Event]:
    while voucher.due_at is not None and voucher.due_at <= now:
        event = _lapse(voucher, voucher.due_at, law)
        yield event
        voucher = evolve(voucher, event)


def _lapse(voucher: Voucher, due_at: datetime, law: _Law) -> Event:
    match voucher.state:
        case State.ISSUED:
            return _interest_lapses(voucher, due_at, law)
        case State.STOP_LISTED:
            return Archived(due_at, "not_restored")
        case State.CONTRACT_SENT:
            return KindergartenSilent(due_at)
        case _:
            return Archived(due_at, "no_contract")


def _interest_lapses(voucher: Voucher, due_at: datetime, law: _Law) -> Event:
    rules = law.on(due_at)
    if voucher.restores >= rules.number("restores_per_application"):
        return Archived(due_at, "second_miss")
    # the place was lost with the end of the last day, so the day after it is the first that counts
    return StopListed(due_at, rules.deadline("restore_from_stop_list", last_day(due_at), law.calendar))


# Acts.

# what comes too late, and not at the wrong time, once a lapse has led here
_ACTS_THAT_LAPSE: Mapping[State, tuple[type[Command], ...]] = {
    State.STOP_LISTED: (ConfirmInterest, Refuse),
    State.ARCHIVED: (ConfirmInterest, Refuse, Restore, SendContract, AskExtension),
}


def _act(voucher: Voucher, command: Command, now: datetime, law: _Law) -> Event:
    match voucher.state, command:
        case State.QUEUED, Issue(round_id):
            return Issued(now, round_id, law.term("confirm_interest", now))
        case State.ISSUED, ConfirmInterest(signature):
            _check_signature(voucher, "confirm_interest_signature", signature, law)
            return InterestConfirmed(now, law.term("contract", now))
        case ((State.ISSUED | State.CONFIRMED), (Refuse() | Withdraw())):
            return VoucherRefused(now)
        case ((State.QUEUED | State.STOP_LISTED), Withdraw()):
            return Withdrawn(now)
        case ((State.QUEUED | State.STOP_LISTED), AgeOut(born)):
            return _age_out(born, now, law)
        case State.STOP_LISTED, Restore():
            return _restore(voucher, now, law)
        case State.CONFIRMED, SendContract(kindergarten_id, group_id, signature):
            _check_signature(voucher, "contract_signature", signature, law)
            answer_by = law.term("kindergarten_answer", now)
            return ContractSent(now, kindergarten_id, group_id, answer_by)
        case State.CONFIRMED, AskExtension():
            return _extend(voucher, now, law)
        case State.CONTRACT_SENT, KindergartenSigns():
            return Enrolled(now)
        case State.CONTRACT_SENT, KindergartenRefuses(ground):
            at_least = law.term("after_kindergarten_refusal", now)
            return ContractRefused(now, ground, max(_contract_end(voucher), at_least))
        case State.ENROLLED, MissMonths(first, second):
            return _cancel(first_of_month(first), first_of_month(second), now, law)
        case state, act if isinstance(act, _ACTS_THAT_LAPSE.get(state, ())):
            raise NotAllowed(Reason.TOO_LATE)
        case _:
            raise NotAllowed(Reason.NOT_NOW, state=voucher.state.value)


def _check_signature(voucher: Voucher, key: str, signature: Signature, law: _Law) -> None:
    if signature not in law.on(_clock(voucher)).text(key).split("_or_"):
        raise NotAllowed(Reason.SIGNATURE_NOT_ACCEPTED, signature=signature)


def _restore(voucher: Voucher, now: datetime, law: _Law) -> Restored:
    if voucher.restores >= law.on(_clock(voucher)).number("restores_per_application"):
        raise NotAllowed(Reason.RESTORE_USED)
    return Restored(now)


def _extend(voucher: Voucher, now: datetime, law: _Law) -> Extended:
    if voucher.extended:
        raise NotAllowed(Reason.EXTENSION_USED)
    last = last_day(_contract_end(voucher))
    if local_day(now) < last:
        raise NotAllowed(Reason.EXTENSION_NOT_YET, opens=last.isoformat())
    rules = law.on(_clock(voucher))
    return Extended(now, rules.deadline("contract_extension", last, law.calendar))


def _cancel(first: date, second: date, now: datetime, law: _Law) -> Cancelled:
    window_end = law.on(now).number("timesheet_window_last")
    over = midnight_after(next_month(second).replace(day=window_end))
    if next_month(first) != second or now < over:
        raise NotAllowed(Reason.MONTHS_NOT_MISSED)
    return Cancelled(now, first, second)


def _age_out(born: date, now: datetime, law: _Law) -> AgedOut:
    years = law.on(now).number("max_age_queue")
    if years_old(born, local_day(now)) < years:
        raise NotAllowed(Reason.NOT_OVER_AGE, years=years)
    return AgedOut(now)


def _clock(voucher: Voucher) -> datetime:
    assert voucher.clock_started is not None, "a clock runs in every state that asks"
    return voucher.clock_started


def _contract_end(voucher: Voucher) -> datetime:
    assert voucher.contract_due_at is not None, "the term runs from confirmation to the contract"
    return voucher.contract_due_at


# States.

_STATE_AFTER: Mapping[type[Event], State] = {
    Enrolled: State.ENROLLED,
    VoucherRefused: State.REFUSED,
    Archived: State.ARCHIVED,
    Cancelled: State.CANCELLED,
    Withdrawn: State.WITHDRAWN,
    AgedOut: State.AGED_OUT,
}


def _runs(voucher: Voucher, state: State, start: datetime, due_at: datetime) -> Voucher:
    return replace(voucher, state=state, clock_started=start, due_at=due_at)


def _chooses(voucher: Voucher, start: datetime, due_at: datetime) -> Voucher:
    choosing = replace(voucher, kindergarten_id=None, group_id=None, contract_due_at=due_at)
    return _runs(choosing, State.CONFIRMED, start, due_at)


def _rests(voucher: Voucher, state: State) -> Voucher:
    return replace(voucher, state=state, clock_started=None, due_at=None, contract_due_at=None)


# Reminders.


def _rungs(state: State, start: datetime, due_at: datetime, law: _Law) -> Iterator[Reminder]:
    rules = law.on(start)
    morning, last = rules.time("reminder_morning"), last_day(due_at)
    if state is State.STOP_LISTED:
        yield from _days_of_grace(start, morning, rules)
        return
    if state is State.ISSUED:
        yield Reminder(at_local(local_day(start) + timedelta(days=1), morning), "next_morning")
    if state in (State.ISSUED, State.CONFIRMED):
        evening = at_local(last - timedelta(days=1), rules.time("reminder_evening"))
        yield Reminder(evening, "evening_before")
        before_end = timedelta(hours=rules.number("reminder_last_hours"))
        yield Reminder(due_at - before_end, "last_hours")
    yield Reminder(at_local(last, morning), "last_morning")


def _days_of_grace(start: datetime, morning: time, rules: Rules) -> Iterator[Reminder]:
    for day in map(int, rules.text("restore_reminder_days").split()):
        counted = last_day(start) + timedelta(days=day)
        yield Reminder(at_local(counted, morning), f"day_{day}")


# The drawing.

_EVERY_COMMAND: tuple[Command, ...] = (
    Issue(1),
    ConfirmInterest("code"),
    Refuse(),
    Restore(),
    SendContract(1, 1, "code"),
    AskExtension(),
    KindergartenSigns(),
    KindergartenRefuses(Ground.INCOMPLETE_DOCUMENTS),
    MissMonths(date(2024, 1, 1), date(2024, 2, 1)),
    Withdraw(),
    AgeOut(date(2018, 1, 1)),
    TimePasses(),
)
_START = datetime(2025, 1, 1, tzinfo=UTC)
_END = midnight_after(date(2025, 1, 8))


def diagram() -> str:
    """The states as a Mermaid drawing, found by asking `decide` for every state and command."""
    rulebook = RuleBook.load()
    edges = dict.fromkeys(edge for state in State for edge in _edges(state, rulebook))
    return "\n".join(("stateDiagram-v2", "    [*] --> QUEUED", *edges, *_ends()))


def _edges(state: State, rulebook: RuleBook) -> Iterator[str]:
    for restores in (0, 1):
        voucher = Voucher(1, "", state, restores=restores)
        if state not in (State.QUEUED, *_STATE_AFTER.values()):
            voucher = replace(voucher, clock_started=_START, due_at=_END, contract_due_at=_END)
        for command in _EVERY_COMMAND:
            yield from _edge(voucher, command, rulebook)


def _edge(voucher: Voucher, command: Command, rulebook: RuleBook) -> Iterator[str]:
    now = _END if isinstance(command, TimePasses) else _END - timedelta(hours=1)
    try:
        events = decide(voucher, command, now, Calendar(), rulebook)
    except NotAllowed:
        return
    for event in events:
        after = evolve(voucher, event).state
        names = f"{type(command).__name__} / {type(event).__name__}"
        yield f"    {voucher.state.name} --> {after.name}: {names}"


def _ends() -> Iterator[str]:
    for state in (State.REFUSED, State.ARCHIVED, State.CANCELLED, State.WITHDRAWN, State.AGED_OUT):
        yield f"    {state.name} --> [*]"
