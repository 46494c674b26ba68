"""What follows if the family acts now, tomorrow, or never: found by trying it with `decide` and `evolve`.

Nothing is told that the machines would not do themselves, so a law card cannot promise another thing than what happens.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain import referral, timesheet, voucher
from domain.calendar import Calendar, local_day, midnight_after
from domain.claim import check_certificate
from domain.deadline import Clock
from domain.not_allowed import NotAllowed, Reason
from domain.referral import Referral, ReferralState
from domain.rules import RuleBook, Rules
from domain.timesheet import Sheet, SheetState
from domain.voucher import State, Voucher

Lapse = voucher.Event | timesheet.Event | referral.Event


@dataclass(frozen=True, slots=True)
class Ahead:
    """`now`: the state that acting now leads to, and the end of the clock that runs then; or why it may not be done.

    `tomorrow`: whether acting is in time tomorrow. `never`: what time does at the deadline, in order.
    """

    now: State | SheetState | ReferralState | Reason | None
    due_at: datetime | None
    tomorrow: bool
    never: tuple[Lapse, ...] = ()


def of_voucher(of: Voucher, clock: Clock, now: datetime, calendar: Calendar, rulebook: RuleBook) -> Ahead:
    """The three roads of a voucher whose clock runs."""
    never = voucher.decide(of, voucher.TimePasses(), max(of.due_at or now, now), calendar, rulebook)
    if not clock.is_of_family:
        return Ahead(None, None, False, never)

    def tried(at: datetime) -> Voucher | Reason:
        if clock is Clock.OFFER and voucher.decide(of, voucher.TimePasses(), at, calendar, rulebook):
            return Reason.OFFER_OVER  # another contract might still be sent, but not for this place
        try:
            return voucher.replay(of, voucher.decide(of, _command(of, clock), at, calendar, rulebook))
        except NotAllowed as no:
            return no.reason

    done, later = tried(now), tried(_tomorrow(now))
    if isinstance(done, Reason):
        return Ahead(done, None, False, never)
    return Ahead(done.state, done.due_at, isinstance(later, Voucher), never)


def _command(of: Voucher, clock: Clock) -> voucher.Command:
    match clock:
        case Clock.INTEREST:
            return voucher.ConfirmInterest("code")
        case Clock.RESTORE:
            return voucher.Restore()
    kindergarten, group = of.held_kindergarten_id or 0, of.held_group_id or 0
    return voucher.SendContract(kindergarten, group, "code")


def _tomorrow(now: datetime) -> datetime:
    """The first instant of the next day: every deadline of days is a midnight, so any other of that day does as well."""
    return midnight_after(local_day(now))


def of_sheet(sheet: Sheet, now: datetime, rules: Rules) -> Ahead:
    """The three roads of a month that waits for its answer."""

    def tried(at: datetime) -> SheetState | Reason:
        try:
            events = timesheet.decide(sheet, timesheet.Confirm(sheet.revision), at, rules)
            return timesheet.replay(sheet, events).state
        except NotAllowed as no:
            return no.reason

    never = timesheet.decide(sheet, timesheet.TimePasses(), max(sheet.due_at or now, now), rules)
    return Ahead(tried(now), None, isinstance(tried(_tomorrow(now)), SheetState), never)


def of_referral(of: Referral, now: datetime, calendar: Calendar, rulebook: RuleBook) -> Ahead:
    """The three roads of a referral whose clock runs: acting is confirming it, then bringing the child."""
    command = referral.Confirm() if of.state is ReferralState.GIVEN else referral.Enrol()

    def tried(at: datetime) -> Referral | Reason:
        try:
            return referral.replay(of, referral.decide(of, command, at, calendar, rulebook))
        except NotAllowed as no:
            return no.reason

    done, later = tried(now), tried(_tomorrow(now))
    never = referral.decide(of, referral.TimePasses(), max(of.due_at or now, now), calendar, rulebook)
    if isinstance(done, Reason):
        return Ahead(done, None, False, never)
    return Ahead(done.state, done.due_at, isinstance(later, Referral), never)


def of_certificate(issued: date, now: datetime, rules: Rules) -> Ahead:
    """Whether the certificate is taken now and tomorrow."""

    def taken(at: datetime) -> bool:
        try:
            check_certificate(issued, local_day(at), rules)
        except NotAllowed:
            return False
        return True

    return Ahead(None if taken(now) else Reason.CERTIFICATE_EXPIRED, None, taken(_tomorrow(now)))
