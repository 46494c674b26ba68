"""After enrolment: another kindergarten without a new queue (R-58), leaving, and taking a cancelling back (R-64)."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from domain import voucher
from domain.calendar import at_local, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.place import region_of
from domain.voucher import Departure, Signature, State, Voucher
from usecases import staff, vouchers
from usecases.act import Act, Row, instant, seconds
from usecases.claims import audit

SHOWN = 20  # kindergartens on a screen, or vouchers on a page


async def places_elsewhere(act: Act, row: Row) -> list[Row]:
    """Groups with a free place that fit the child, in other kindergartens."""
    return [one for one in await vouchers.free_classes(act, row) if one["id"] != row["kindergarten_id"]]


def signatures(act: Act, row: Row) -> tuple[Signature, ...]:
    """With what a transfer may be signed: by the rules of today, for no clock runs."""
    named = act.law.rulebook.at(local_day(act.now), row["region"]).text("contract_signature").split("_or_")
    every: tuple[Signature, ...] = ("eds", "code")
    return tuple(one for one in every if one in named)


async def ask(act: Act, row: Row, group_id: int, signature: Signature = "code") -> Voucher:
    """Sign the contract with another kindergarten; the place is held meanwhile. NotAllowed NO_FREE_PLACE."""
    chosen = await vouchers.free_class(act, row, group_id)
    return await vouchers.carry_out(act, row, voucher.AskTransfer(chosen["id"], group_id, signature))


async def take_back(act: Act, row: Row) -> Voucher:
    """The child stays where it is."""
    return await vouchers.carry_out(act, row, voucher.TakeTransferBack())


async def leave(act: Act, row: Row, why: Departure) -> Voucher:
    """The child leaves for good."""
    return await vouchers.carry_out(act, row, voucher.Leave(why))


# ---- the department --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Silence:
    """A kindergarten that lets a contract wait: for how many working days beyond its term."""

    application_id: int
    kindergarten: Row
    days: int


async def silent(act: Act, queue_place: str) -> list[Silence]:
    """The silent kindergartens of a queue place, the longest silence first; NotAllowed NOT_STAFF."""
    await staff.must_serve(act, "department", queue_place)
    rows = await act.tx.silent_contracts(queue_place=queue_place, at_most=SHOWN)
    return [Silence(row["id"], row, _days_of_silence(act, row)) for row in rows]


def _days_of_silence(act: Act, row: Row) -> int:
    sent_at = instant(row["clock_started"])
    assert sent_at is not None, "a contract was sent at some time"
    rules = act.law.rulebook.at(local_day(sent_at), row["region"])
    due = rules.deadline("kindergarten_answer", local_day(sent_at), act.law.calendar)
    yesterday = local_day(due) - timedelta(days=1)
    return act.law.calendar.working_days_between(yesterday, local_day(act.now))


async def cancelled(act: Act, queue_place: str, page: int = 0) -> list[Row]:
    """The vouchers of a queue place that can still be reinstated, the newest first, so many a page; NotAllowed NOT_STAFF."""
    await staff.must_serve(act, "department", queue_place)
    rows: list[Row] = await act.tx.cancelled_vouchers(
        queue_place=queue_place, since=_cancelled_since(act, queue_place), at_most=SHOWN, skip=page * SHOWN
    )
    return rows


async def count_cancelled(act: Act, queue_place: str) -> int:
    """How many there are; NotAllowed NOT_STAFF."""
    await staff.must_serve(act, "department", queue_place)
    since = _cancelled_since(act, queue_place)
    return int(await act.tx.count_cancelled_vouchers(queue_place=queue_place, since=since))


def _cancelled_since(act: Act, queue_place: str) -> int | None:
    """The beginning of the first day whose cancellings can still be taken back."""
    book, day = act.law.rulebook, local_day(act.now)

    def is_open(day: date) -> bool:
        return act.now < book.at(day, region_of(queue_place)).deadline("reinstatement", day, act.law.calendar)

    while is_open(day - timedelta(days=1)):
        day -= timedelta(days=1)
    return seconds(at_local(day, time.min))


def _decide_reinstatement(act: Act, row: Row) -> None:
    of = vouchers.voucher_of(row)
    voucher.decide(of, voucher.Reinstate(), act.now, act.law.calendar, act.law.rulebook)


async def to_reinstate(act: Act, application_id: int) -> Row:
    """A cancelled voucher of the clerk's own queue place; NotAllowed NOT_STAFF, OWN_CASE, NOT_NOW, TOO_LATE,
    APPLICATION_EXISTS.
    """
    row = await act.tx.child_of_application(application_id=application_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", row["queue_place"])
    staff.must_be_others(act, await act.tx.family_of_child(child_id=row["child_id"]))
    _decide_reinstatement(act, row)
    if await act.tx.live_application_of_child(child_id=row["child_id"]) is not None:
        raise NotAllowed(Reason.APPLICATION_EXISTS)
    return row


async def places_over(act: Act, row: Row) -> int:
    """By how many children the group would be over its places: the place may have gone to somebody else meanwhile."""
    group = await act.tx.places_in_group(group_id=row["group_id"])
    return max(int(group["taken"]) + 1 - int(group["places"]), 0)


async def reinstate(act: Act, application_id: int, reason: str) -> Row:
    """The child is in its group again, if need be over its places; the reason is kept sealed, the deed audited.

    A group that is over its places gives none away until it is below them again.
    """
    row = await to_reinstate(act, application_id)
    over = await places_over(act, row)
    await vouchers.carry_out(act, row, voucher.Reinstate())
    box = act.seal.close_json("reinstatement", f"{application_id}:{act.seconds}", reason)
    await act.tx.add_reinstatement(application_id=application_id, person_id=act.person_id, now=act.seconds, reason=box)
    detail = f"over_by_{over}" if over else ""
    await audit(act, "department", row["queue_place"], "reinstated", "application", application_id, detail)
    return row


async def reinstatements(act: Act, application_id: int) -> list[str]:
    """The reasons that were written, oldest first."""
    rows = await act.tx.reinstatements_of(application_id=application_id)
    return [act.seal.open_json("reinstatement", f"{application_id}:{row['at']}", row["reason"]) for row in rows]


def moves(row: Row) -> bool:
    """Whether a transfer lies with another kindergarten."""
    return bool(row["state"] == State.ENROLLED and row["held_kindergarten_id"] is not None)
