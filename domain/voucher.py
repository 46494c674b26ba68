"""The voucher's life, whole (R-36, R-50 to R-58, R-64).

A voucher is decided, not edited. `decide` takes a voucher, a command and the instant, and answers
with the events that follow, or raises `NotAllowed`; `evolve` makes of a voucher and an event the
voucher after it. Both are pure. Events carry everything, so the journal replayed gives the row.

That time passes is a command like any other. Every decision first lets time pass up to `now`, so it
makes no difference whether a scheduled job has run: a late act is refused either way (R-4), and
what lapsed is dated at the instant it lapsed, never at the instant somebody noticed.

A clock lives by the rules of the day on which it started (R-1). Its end, `due_at`, is exclusive.

While the family waits in lists (R-56) the contract clock stands still: what is kept is how many working days were
left, and it goes on with them, to the end of a day. An offered place has a clock of its own, and the pause lasts at
least as long as an offer that is being considered.
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
Over = Literal["no_list", "pause"]
Departure = Literal["leaves", "school"]


class State(StrEnum):
    """Where a voucher stands. Nothing leads out of REFUSED, ARCHIVED, WITHDRAWN, AGED_OUT and LEFT."""

    QUEUED = auto()
    ISSUED = auto()
    STOP_LISTED = auto()
    CONFIRMED = auto()
    WAITING = auto()
    CONTRACT_SENT = auto()
    ENROLLED = auto()
    REFUSED = auto()
    ARCHIVED = auto()
    CANCELLED = auto()
    WITHDRAWN = auto()
    AGED_OUT = auto()
    LEFT = auto()


class Ground(StrEnum):
    """The only lawful grounds on which a kindergarten may refuse a contract (R-55)."""

    INCOMPLETE_DOCUMENTS = auto()
    EXPIRED_DOCUMENTS = auto()
    UNVACCINATED_RATIO = auto()


@dataclass(frozen=True, slots=True)
class Voucher:
    """One application's voucher.

    `clock_started`, `due_at`: the running clock, if any; of a cancelled voucher, when it was cancelled.
    `contract_due_at`: the parent's own end of the contract term, kept while the kindergarten considers.
    `restores`: how often it came back. `missed`: the second of the two months that cost the voucher.

    Waiting lists: the kindergartens of `lists`, the working days left of the contract term (`days_left`), the end of the
    pause, and how many calendar days of pause there were at its beginning or are left after it (`pause_left`). `held_…`
    is a place kept for the child: an offered one, or the one that a transfer asks for.
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
    lists: tuple[int, ...] = ()
    days_left: int | None = None
    pause_left: int | None = None
    pause_due_at: datetime | None = None
    held_kindergarten_id: int | None = None
    held_group_id: int | None = None
    missed: date | None = None


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
class JoinLists:
    """The parent joins the waiting lists of kindergartens that have no free place (R-56)."""

    kindergarten_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeaveLists:
    """The parent leaves some of the lists, or all; leaving the one that offers a place declines it (R-56)."""

    kindergarten_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfferPlace:
    """A place has become free for the first in a list (R-56)."""

    kindergarten_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """The parent does not want the offered place, and leaves that list (R-56)."""


@dataclass(frozen=True, slots=True)
class KindergartenSigns:
    """The kindergarten signs the contract that lies with it, a first one or of a transfer (R-55, R-57, R-58)."""


@dataclass(frozen=True, slots=True)
class KindergartenRefuses:
    """The kindergarten refuses the contract that lies with it on a lawful ground (R-55, R-58)."""

    ground: Ground


@dataclass(frozen=True, slots=True)
class AskTransfer:
    """The parent chooses a group elsewhere and signs; the child stays where it is meanwhile (R-58)."""

    kindergarten_id: int
    group_id: int
    signature: Signature


@dataclass(frozen=True, slots=True)
class TakeTransferBack:
    """The parent lets the child stay where it is (R-58)."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The child leaves the kindergarten, or goes to school; for good."""

    why: Departure


@dataclass(frozen=True, slots=True)
class MissMonths:
    """Two consecutive months, named by any of their days, went unconfirmed (R-64)."""

    first: date
    second: date


@dataclass(frozen=True, slots=True)
class Reinstate:
    """The department takes the cancelling back (R-64)."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The parent deletes the application; with a live voucher that is refusing it (R-36, R-53)."""


@dataclass(frozen=True, slots=True)
class AgeOut:
    """The child, born on that day, has grown over the age of the queue (R-42)."""

    born: date


@dataclass(frozen=True, slots=True)
class Admit:
    """The kindergarten has taken the child by referral, without a voucher (R-71)."""

    kindergarten_id: int
    group_id: int


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
    | JoinLists
    | LeaveLists
    | OfferPlace
    | DeclineOffer
    | KindergartenSigns
    | KindergartenRefuses
    | AskTransfer
    | TakeTransferBack
    | Leave
    | MissMonths
    | Reinstate
    | Withdraw
    | AgeOut
    | Admit
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
class WaitingBegan:
    """The contract clock stands still before `due_at` at the latest; so many working days of it are left, and so many
    calendar days of pause (R-56)."""

    at: datetime
    kindergarten_ids: tuple[int, ...]
    days_left: int
    pause_left: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ListsJoined:
    """The family waits in more lists (R-56)."""

    at: datetime
    kindergarten_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListsLeft:
    """The family waits in fewer lists (R-56)."""

    at: datetime
    kindergarten_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """The place is held for the child before `due_at` (R-56)."""

    at: datetime
    kindergarten_id: int
    group_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """The family did not want the place; it has left that list (R-56)."""

    at: datetime
    kindergarten_id: int


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """The family did not answer in time; it is off that list (R-56)."""

    at: datetime
    kindergarten_id: int


@dataclass(frozen=True, slots=True)
class WaitingOver:
    """No list is left, or the pause is over: the contract clock goes on, to `due_at` (R-56)."""

    at: datetime
    cause: Over
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
    """The kindergarten did not answer in time; the department is told (R-55, R-58)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TransferSent:
    """The other kindergarten is to answer before `due_at`; the child stays where it is (R-58)."""

    at: datetime
    kindergarten_id: int
    group_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Transferred:
    """The other kindergarten has signed, and the old contract has ended (R-58)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TransferRefused:
    """The other kindergarten has refused; the old contract goes on (R-58)."""

    at: datetime
    ground: Ground


@dataclass(frozen=True, slots=True)
class TransferTakenBack:
    """The family has thought better of it; the old contract goes on (R-58)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """The child has left the contingent for good."""

    at: datetime
    why: Departure


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Two consecutive months (their first days) went unconfirmed (R-64)."""

    at: datetime
    first: date
    second: date


@dataclass(frozen=True, slots=True)
class Reinstated:
    """The child is in the contingent again; the months that were missed count no more (R-64)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The parent has deleted the application (R-36)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AgedOut:
    """The child is too old for the queue."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Admitted:
    """The child is in the contingent, by referral (R-57, R-71)."""

    at: datetime
    kindergarten_id: int
    group_id: int


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
    | WaitingBegan
    | ListsJoined
    | ListsLeft
    | PlaceOffered
    | OfferDeclined
    | OfferLapsed
    | WaitingOver
    | Enrolled
    | ContractRefused
    | KindergartenSilent
    | TransferSent
    | Transferred
    | TransferRefused
    | TransferTakenBack
    | Left
    | Cancelled
    | Reinstated
    | Withdrawn
    | AgedOut
    | Admitted
    | DeadlineMoved
)


def decide(
    voucher: Voucher, command: Command, now: datetime, calendar: Calendar, rulebook: RuleBook
) -> tuple[Event, ...]:
    """What follows from the command at that instant: first what lapsed, then the act itself and what it entails.

    NotAllowed: TOO_LATE for an act whose term is over, NOT_NOW (state) for one that has no place in
    this state; SIGNATURE_NOT_ACCEPTED, RESTORE_USED, EXTENSION_NOT_YET (opens: the ISO day),
    EXTENSION_USED, LISTS_FULL (at_most), IN_LIST, NOT_IN_LIST, PAUSE_USED (days), OFFER_CONSIDERED, OFFER_OVER,
    TRANSFER_UNDER_WAY, SAME_KINDERGARTEN, MONTHS_NOT_MISSED, NOT_OVER_AGE (years). TimePasses is always allowed.
    """
    law = _Law(calendar, rulebook, voucher.region)
    lapsed = tuple(_lapses(voucher, now, law))
    if isinstance(command, TimePasses):
        return lapsed
    voucher = replay(voucher, lapsed)
    done = _act(voucher, command, now, law)
    return (*lapsed, done, *_entailed(evolve(voucher, done), now, law))


def evolve(voucher: Voucher, event: Event) -> Voucher:
    """The voucher after the event."""
    match event:
        case Issued():
            issued = replace(voucher, round_id=event.round_id, extended=False)
            return _runs(issued, State.ISSUED, event.at, event.due_at)
        case InterestConfirmed() | ContractRefused() | WaitingOver():
            return _chooses(_waits_no_more(voucher, event.at), event.at, event.due_at)
        case StopListed():
            return _runs(voucher, State.STOP_LISTED, event.at, event.due_at)
        case Restored():
            return Voucher(voucher.id, voucher.region, restores=voucher.restores + 1)
        case ContractSent():
            sent = _runs(_waits_no_more(voucher, event.at), State.CONTRACT_SENT, event.at, event.due_at)
            return replace(sent, kindergarten_id=event.kindergarten_id, group_id=event.group_id)
        case Extended():
            return replace(voucher, due_at=event.due_at, contract_due_at=event.due_at, extended=True)
        case WaitingBegan():
            return _begins_to_wait(voucher, event)
        case ListsJoined():
            return replace(voucher, lists=(*voucher.lists, *event.kindergarten_ids))
        case ListsLeft():
            return _leaves_lists(voucher, event.kindergarten_ids, event.at)
        case OfferDeclined() | OfferLapsed():
            return _leaves_lists(voucher, (event.kindergarten_id,), event.at)
        case PlaceOffered():
            return _holds(voucher, State.WAITING, event)
        case TransferSent():
            return _holds(voucher, State.ENROLLED, event)
        case Transferred():
            moved = replace(voucher, kindergarten_id=voucher.held_kindergarten_id, group_id=voucher.held_group_id)
            return _rests(moved, State.ENROLLED)
        case Admitted():
            admitted = replace(voucher, kindergarten_id=event.kindergarten_id, group_id=event.group_id)
            return _rests(admitted, State.ENROLLED)
        case KindergartenSilent():
            return replace(voucher, due_at=None)
        case Cancelled():
            return replace(_rests(voucher, State.CANCELLED), clock_started=event.at, missed=event.second)
        case DeadlineMoved():
            return replace(voucher, due_at=event.due_at, contract_due_at=event.contract_due_at)
    return _rests(voucher, _STATE_AFTER[type(event)])


def replay(voucher: Voucher, events: tuple[Event, ...]) -> Voucher:
    """The voucher after all these events."""
    return reduce(evolve, events, voucher)


def reminders(voucher: Voucher, calendar: Calendar, rulebook: RuleBook) -> tuple[Reminder, ...]:
    """What is to be said while the clock runs: sorted, after its start, before its end.

    Those of CONTRACT_SENT and ENROLLED are for the kindergarten that has to answer, all others for the family.
    """
    if voucher.clock_started is None or voucher.due_at is None:
        return ()
    law = _Law(calendar, rulebook, voucher.region)
    rungs = _rungs(voucher, voucher.clock_started, voucher.due_at, law)
    in_time = (rung for rung in rungs if voucher.clock_started < rung.at < voucher.due_at)
    # of two at one instant the more urgent stays: rungs come in the order of urgency
    return tuple(sorted({rung.at: rung for rung in in_time}.values()))


# Which rule counts the clock of a state; only those that count working days feel the calendar.
COUNTED: Mapping[State, str] = {
    State.ISSUED: "confirm_interest",
    State.CONFIRMED: "contract",
    State.CONTRACT_SENT: "kindergarten_answer",
    State.ENROLLED: "kindergarten_answer",  # while a transfer waits for the other kindergarten
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


def escalations(voucher: Voucher, rulebook: RuleBook) -> tuple[Reminder, ...]:
    """When a family that is silent so far is tried another way: through the other parent, then by SMS."""
    if voucher.clock_started is None or voucher.due_at is None:
        return ()
    if voucher.state is not State.STOP_LISTED and not _family_answers(voucher):
        return ()
    rules, whole = rulebook.at(local_day(voucher.clock_started), voucher.region), voucher.due_at - voucher.clock_started
    return tuple(
        Reminder(voucher.clock_started + _part(whole, rules.number(f"ladder_{rung}")), rung)
        for rung in ("other_parent", "sms")
    )


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
        lapsed = _lapse(voucher, voucher.due_at, law)
        for event in (lapsed, *_entailed(evolve(voucher, lapsed), lapsed.at, law)):
            yield event
            voucher = evolve(voucher, event)


def _entailed(voucher: Voucher, at: datetime, law: _Law) -> Iterator[Event]:
    """Who waits in no list any more, or whose pause has ended while an offer was considered, chooses again."""
    if voucher.state is State.WAITING:
        if not voucher.lists:
            yield WaitingOver(at, "no_list", _goes_on(voucher, at, law))
        elif voucher.due_at is not None and voucher.due_at <= at:
            yield WaitingOver(at, "pause", _goes_on(voucher, at, law))


def _goes_on(voucher: Voucher, at: datetime, law: _Law) -> datetime:
    """The end of a contract term that stood still: with the days that were left, one at least (R-56)."""
    days = max(voucher.days_left or 0, 1)
    return midnight_after(law.calendar.add_working_days(last_day(at), days))


def _lapse(voucher: Voucher, due_at: datetime, law: _Law) -> Event:
    match voucher.state:
        case State.ISSUED:
            return _interest_lapses(voucher, due_at, law)
        case State.STOP_LISTED:
            return Archived(due_at, "not_restored")
        case State.WAITING if voucher.held_kindergarten_id is not None:
            return OfferLapsed(due_at, voucher.held_kindergarten_id)
        case State.WAITING:
            return WaitingOver(due_at, "pause", _goes_on(voucher, due_at, law))
        case State.CONTRACT_SENT | State.ENROLLED:
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
    State.ARCHIVED: (
        ConfirmInterest,
        Refuse,
        Restore,
        SendContract,
        AskExtension,
        JoinLists,
        LeaveLists,
        DeclineOffer,
    ),
}


def _act(voucher: Voucher, command: Command, now: datetime, law: _Law) -> Event:
    match voucher.state, command:
        case State.QUEUED, Issue(round_id):
            return Issued(now, round_id, law.term("confirm_interest", now))
        case State.ISSUED, ConfirmInterest(signature):
            _check_signature(voucher, "confirm_interest_signature", signature, law)
            return InterestConfirmed(now, law.term("contract", now))
        case ((State.ISSUED | State.CONFIRMED | State.WAITING), (Refuse() | Withdraw())):
            return VoucherRefused(now)
        case ((State.QUEUED | State.STOP_LISTED), Withdraw()):
            return Withdrawn(now)
        case State.QUEUED, Admit(kindergarten_id, group_id):
            return Admitted(now, kindergarten_id, group_id)
        case ((State.QUEUED | State.STOP_LISTED), AgeOut(born)):
            return _age_out(born, now, law)
        case State.STOP_LISTED, Restore():
            return _restore(voucher, now, law)
        case ((State.CONFIRMED | State.WAITING), SendContract(kindergarten_id, group_id, signature)):
            _check_signature(voucher, "contract_signature", signature, law)
            answer_by = law.term("kindergarten_answer", now)
            return ContractSent(now, kindergarten_id, group_id, answer_by)
        case State.CONFIRMED, AskExtension():
            return _extend(voucher, now, law)
        case ((State.CONFIRMED | State.WAITING), JoinLists(kindergarten_ids)):
            return _join(voucher, kindergarten_ids, now, law)
        case State.WAITING, LeaveLists(kindergarten_ids):
            return _leave_lists(voucher, kindergarten_ids, now)
        case State.WAITING, OfferPlace(kindergarten_id, group_id):
            return _offer(voucher, kindergarten_id, group_id, now, law)
        case ((State.CONFIRMED | State.WAITING), DeclineOffer()):
            return OfferDeclined(now, _offered(voucher))
        case State.CONTRACT_SENT, KindergartenSigns():
            return Enrolled(now)
        case State.CONTRACT_SENT, KindergartenRefuses(ground):
            return ContractRefused(now, ground, _chooses_by(voucher, now, law))
        case State.ENROLLED, AskTransfer(kindergarten_id, group_id, signature):
            return _ask_transfer(voucher, kindergarten_id, group_id, signature, now, law)
        case State.ENROLLED, KindergartenSigns() if voucher.held_group_id is not None:
            return Transferred(now)
        case State.ENROLLED, KindergartenRefuses(ground) if voucher.held_group_id is not None:
            return TransferRefused(now, ground)
        case State.ENROLLED, TakeTransferBack() if voucher.held_group_id is not None:
            return TransferTakenBack(now)
        case State.ENROLLED, Leave(why):
            return Left(now, why)
        case State.ENROLLED, MissMonths(first, second):
            return _cancel(voucher, first_of_month(first), first_of_month(second), now, law)
        case State.CANCELLED, Reinstate():
            return _reinstate(voucher, now, law)
        case state, act if isinstance(act, _ACTS_THAT_LAPSE.get(state, ())):
            raise NotAllowed(Reason.TOO_LATE)
        case _:
            raise NotAllowed(Reason.NOT_NOW, state=voucher.state.value)


def _check_signature(voucher: Voucher, key: str, signature: Signature, law: _Law) -> None:
    _check_signature_by(law.on(_clock(voucher)), key, signature)


def _check_signature_by(rules: Rules, key: str, signature: Signature) -> None:
    if signature not in rules.text(key).split("_or_"):
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


def _join(voucher: Voucher, kindergarten_ids: tuple[int, ...], now: datetime, law: _Law) -> Event:
    """Into more lists; the first of them stop the contract clock, for as long as there is pause left (R-56)."""
    at_most = law.on(_clock(voucher)).number("waiting_lists_per_child")
    joined = tuple(dict.fromkeys(kindergarten_ids))
    if not joined or set(joined) & set(voucher.lists):
        raise NotAllowed(Reason.IN_LIST)
    if len(voucher.lists) + len(joined) > at_most:
        raise NotAllowed(Reason.LISTS_FULL, at_most=at_most)
    if voucher.state is State.WAITING:
        return ListsJoined(now, joined)
    pause = law.on(now).number("waiting_list_pause")
    left = pause if voucher.pause_left is None else voucher.pause_left
    if left < 1:
        raise NotAllowed(Reason.PAUSE_USED, days=pause)
    today = local_day(now)
    days = law.calendar.working_days_between(today, last_day(_contract_end(voucher)))
    return WaitingBegan(now, joined, days, left, midnight_after(today + timedelta(days=left)))


def _leave_lists(voucher: Voucher, kindergarten_ids: tuple[int, ...], now: datetime) -> ListsLeft:
    left = tuple(dict.fromkeys(kindergarten_ids))
    if not left or not set(left) <= set(voucher.lists):
        raise NotAllowed(Reason.NOT_IN_LIST)
    return ListsLeft(now, left)


def _offer(voucher: Voucher, kindergarten_id: int, group_id: int, now: datetime, law: _Law) -> PlaceOffered:
    if kindergarten_id not in voucher.lists:
        raise NotAllowed(Reason.NOT_IN_LIST)
    if voucher.held_group_id is not None:
        raise NotAllowed(Reason.OFFER_CONSIDERED)
    return PlaceOffered(now, kindergarten_id, group_id, law.term("waiting_list_answer", now))


def _offered(voucher: Voucher) -> int:
    if voucher.held_kindergarten_id is None:
        raise NotAllowed(Reason.OFFER_OVER)
    return voucher.held_kindergarten_id


def _chooses_by(voucher: Voucher, now: datetime, law: _Law) -> datetime:
    """After a refusal the parent has what was left of the term, and never less than the rules give (R-55)."""
    left = voucher.contract_due_at or _goes_on(voucher, now, law)
    return max(left, law.term("after_kindergarten_refusal", now))


def _ask_transfer(
    voucher: Voucher, kindergarten_id: int, group_id: int, signature: Signature, now: datetime, law: _Law
) -> TransferSent:
    if voucher.held_group_id is not None:
        raise NotAllowed(Reason.TRANSFER_UNDER_WAY)
    if kindergarten_id == voucher.kindergarten_id:
        raise NotAllowed(Reason.SAME_KINDERGARTEN)
    _check_signature_by(law.on(now), "contract_signature", signature)
    return TransferSent(now, kindergarten_id, group_id, law.term("kindergarten_answer", now))


def _cancel(voucher: Voucher, first: date, second: date, now: datetime, law: _Law) -> Cancelled:
    window_end = law.on(now).number("timesheet_window_last")
    over = midnight_after(next_month(second).replace(day=window_end))
    forgiven = voucher.missed is not None and first <= voucher.missed
    if next_month(first) != second or now < over or forgiven:
        raise NotAllowed(Reason.MONTHS_NOT_MISSED)
    return Cancelled(now, first, second)


def _reinstate(voucher: Voucher, now: datetime, law: _Law) -> Reinstated:
    if now >= law.term("reinstatement", _clock(voucher)):
        raise NotAllowed(Reason.TOO_LATE)
    return Reinstated(now)


def reinstatement_ends(voucher: Voucher, calendar: Calendar, rulebook: RuleBook) -> datetime:
    """The instant from which a cancelled voucher can't be reinstated any more."""
    return _Law(calendar, rulebook, voucher.region).term("reinstatement", _clock(voucher))


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
    TransferRefused: State.ENROLLED,
    TransferTakenBack: State.ENROLLED,
    Reinstated: State.ENROLLED,
    VoucherRefused: State.REFUSED,
    Archived: State.ARCHIVED,
    Withdrawn: State.WITHDRAWN,
    AgedOut: State.AGED_OUT,
    Left: State.LEFT,
}


def _runs(voucher: Voucher, state: State, start: datetime, due_at: datetime) -> Voucher:
    return replace(voucher, state=state, clock_started=start, due_at=due_at)


def _chooses(voucher: Voucher, start: datetime, due_at: datetime) -> Voucher:
    choosing = replace(voucher, kindergarten_id=None, group_id=None, contract_due_at=due_at, days_left=None)
    return _runs(choosing, State.CONFIRMED, start, due_at)


def _begins_to_wait(voucher: Voucher, event: WaitingBegan) -> Voucher:
    waiting = replace(
        voucher,
        lists=event.kindergarten_ids,
        days_left=event.days_left,
        pause_left=event.pause_left,
        pause_due_at=event.due_at,
        contract_due_at=None,
    )
    return _runs(waiting, State.WAITING, event.at, event.due_at)


def _holds(voucher: Voucher, state: State, event: PlaceOffered | TransferSent) -> Voucher:
    holding = replace(voucher, held_kindergarten_id=event.kindergarten_id, held_group_id=event.group_id)
    return _runs(holding, state, event.at, event.due_at)


def _leaves_lists(voucher: Voucher, kindergarten_ids: tuple[int, ...], at: datetime) -> Voucher:
    """Out of these lists; where one of them had offered a place, the pause is the clock that runs again."""
    fewer = replace(voucher, lists=tuple(one for one in voucher.lists if one not in kindergarten_ids))
    if voucher.held_kindergarten_id not in kindergarten_ids:
        return fewer
    free = replace(fewer, held_kindergarten_id=None, held_group_id=None)
    return replace(free, clock_started=at, due_at=voucher.pause_due_at)


def _waits_no_more(voucher: Voucher, at: datetime) -> Voucher:
    """Out of all lists; of the pause is left what was not used, and every waiting uses a day at least (R-56)."""
    if voucher.pause_due_at is None or voucher.pause_left is None:
        return voucher
    unused = (last_day(voucher.pause_due_at) - last_day(at)).days
    left = max(min(unused, voucher.pause_left - 1), 0)
    alone = replace(voucher, lists=(), pause_left=left, pause_due_at=None)
    return replace(alone, held_kindergarten_id=None, held_group_id=None)


def _rests(voucher: Voucher, state: State) -> Voucher:
    return Voucher(
        voucher.id,
        voucher.region,
        state,
        restores=voucher.restores,
        extended=voucher.extended,
        round_id=voucher.round_id,
        kindergarten_id=voucher.kindergarten_id,
        group_id=voucher.group_id,
        missed=voucher.missed,
    )


# Reminders.


def _rungs(voucher: Voucher, start: datetime, due_at: datetime, law: _Law) -> Iterator[Reminder]:
    rules, state = law.on(start), voucher.state
    morning, last = rules.time("reminder_morning"), last_day(due_at)
    if state is State.STOP_LISTED:
        yield from _days_of_grace(start, morning, rules)
        return
    if _family_answers(voucher):
        yield Reminder(at_local(local_day(start) + timedelta(days=1), morning), "next_morning")
        evening = at_local(last - timedelta(days=1), rules.time("reminder_evening"))
        yield Reminder(evening, "evening_before")
        before_end = timedelta(hours=rules.number("reminder_last_hours"))
        yield Reminder(due_at - before_end, "last_hours")
    yield Reminder(at_local(last, morning), "last_morning")


def _part(whole: timedelta, percent: int) -> timedelta:
    """So much of a term, in whole seconds: what is kept has no smaller ones."""
    return timedelta(seconds=int(whole.total_seconds()) * percent // 100)


def _family_answers(voucher: Voucher) -> bool:
    offered = voucher.state is State.WAITING and voucher.held_group_id is not None
    return offered or voucher.state in (State.ISSUED, State.CONFIRMED)


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
    JoinLists((2,)),
    LeaveLists((1,)),
    OfferPlace(1, 1),
    DeclineOffer(),
    KindergartenSigns(),
    KindergartenRefuses(Ground.INCOMPLETE_DOCUMENTS),
    AskTransfer(2, 2, "code"),
    TakeTransferBack(),
    Leave("leaves"),
    MissMonths(date(2024, 1, 1), date(2024, 2, 1)),
    Reinstate(),
    Withdraw(),
    AgeOut(date(2018, 1, 1)),
    Admit(1, 1),
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
    for voucher in _every_voucher(state):
        for command in _EVERY_COMMAND:
            yield from _edge(voucher, command, rulebook)


def _every_voucher(state: State) -> Iterator[Voucher]:
    """Vouchers in this state that may go different ways."""
    voucher = Voucher(1, "", state)
    match state:
        case State.WAITING:
            for lists in ((1,), (1, 3)):
                waits = replace(voucher, lists=lists, days_left=1, pause_left=30, pause_due_at=_END)
                yield _runs(waits, state, _START, _END)
                yield _runs(replace(waits, held_kindergarten_id=1, held_group_id=1), state, _START, _END)
        case State.CANCELLED:
            yield replace(voucher, clock_started=_START)
        case State.ENROLLED:
            yield voucher
            yield _runs(replace(voucher, held_kindergarten_id=1, held_group_id=1), state, _START, _END)
        case State.ISSUED | State.STOP_LISTED | State.CONFIRMED | State.CONTRACT_SENT:
            for restores in (0, 1):
                yield _runs(replace(voucher, restores=restores, contract_due_at=_END), state, _START, _END)
        case _:
            yield voucher


def _edge(voucher: Voucher, command: Command, rulebook: RuleBook) -> Iterator[str]:
    now = _END if isinstance(command, TimePasses) else _END - timedelta(hours=1)
    try:
        events = decide(voucher, command, now, Calendar(), rulebook)
    except NotAllowed:
        return
    for event in events:
        before, voucher = voucher.state, evolve(voucher, event)
        names = f"{type(command).__name__} / {type(event).__name__}"
        yield f"    {before.name} --> {voucher.state.name}: {names}"


def _ends() -> Iterator[str]:
    for state in (State.REFUSED, State.ARCHIVED, State.CANCELLED, State.WITHDRAWN, State.AGED_OUT, State.LEFT):
        yield f"    {state.name} --> [*]"
