"""Reminding about a month that waits: the rungs of R-66, «Көрдім», and the other ways to a silent family at risk (R-65).

A rung is posted to a whole country in slices of open sheets, each one statement and one short transaction, so that
parents who tap meanwhile don't wait. How far it has got is kept, and a letter's identity is unique: a slice is safe to
repeat.
"""

from collections.abc import Awaitable, Callable
from datetime import date, time
from functools import partial
from typing import Any

from domain import timesheet
from domain.calendar import at_local, local_day
from domain.rules import Rules
from domain.timesheet import Rung
from usecases import ladder, timesheets
from usecases.act import Act, Row, instant, seconds
from usecases.letters import SLICE, post
from usecases.timesheets import month_before, month_of

Slice = Callable[[Act, int, Rung, int, int], Awaitable[None]]
"""What is done about a month's open sheets after one id, up to and including another."""

EndOfSlice = Callable[..., Awaitable[Any]]
"""The last id of the slice that begins after the id `after`; None when nothing is left."""

SILENT_SMS = "sheets_sms"
SILENT_SLICE = 500  # families at risk in one transaction: each is looked at by itself


def every(month: date, rules: Rules) -> tuple[Rung, ...]:
    """All the windows about a month, whatever they post."""
    return (*timesheet.rungs(month, rules), *timesheet.risk_steps(month, rules))


def rules_of(act: Act) -> Rules:
    """The rules of the rungs: the same in the whole country."""
    return act.law.rulebook.at(local_day(act.now))


async def post_rungs(act: Act) -> bool:
    """Post the next slice of the rung whose window is open to every family that has not answered (R-66)."""
    for row in await act.tx.open_sheet_months():
        for rung in timesheet.rungs(month_of(row["month"]), rules_of(act))[1:]:
            if rung.opens <= act.now < rung.closes and await _next_slice(act, row["month"], rung, SLICE, _post):
                return True
    return False


async def try_the_silent(act: Act) -> bool:
    """Tell the other parents of the next slice of silent families at risk, or send an SMS (R-65)."""
    for row in await act.tx.open_sheet_months():
        for step in timesheet.risk_steps(month_of(row["month"]), rules_of(act)):
            if step.opens <= act.now < step.closes and await _next_slice(act, row["month"], step, SILENT_SLICE, _try):
                return True
    return False


async def _next_slice(act: Act, month: int, rung: Rung, at_most: int, do: Slice) -> bool:
    """Whether there was something left to do."""
    end = partial(act.tx.end_of_open_sheets, month=month, at_most=at_most)
    return await in_slices(act, month, rung.name, end, partial(do, act, month, rung))


async def in_slices(
    act: Act, month: int, name: str, end: EndOfSlice, do: Callable[[int, int], Awaitable[None]]
) -> bool:
    """Do what `name` is about a month for the next slice of ids; whether there was something left to do."""
    await act.tx.begin_rung(month=month, rung=name)
    kept = await act.tx.rung_posting(month=month, rung=name)
    if kept["done"]:
        return False
    after = kept["posted_to"]
    last = await end(after=after)
    if last is not None:
        await do(after, last)
    await act.tx.rung_posted_to(month=month, rung=name, last=last or after, done=int(last is None))
    return True


async def _post(act: Act, month: int, rung: Rung, after: int, last: int) -> None:
    await act.tx.post_rung(
        month=month,
        month_before=month_before(month),
        rung=rung.name,
        opens=seconds(rung.opens),
        closes=seconds(rung.closes),
        at_risk_only=int(rung.at_risk_only),
        published_before=seconds(at_local(local_day(rung.opens), time.min)),
        after=after,
        last=last,
    )


async def _try(act: Act, month: int, step: Rung, after: int, last: int) -> None:
    rows = await act.tx.silent_at_risk(month=month, month_before=month_before(month), after=after, last=last)
    for row in rows:
        await _try_family(act, month, step, row)


async def _try_family(act: Act, month: int, step: Rung, row: Row) -> None:
    """The other parents first; the applicant's phone gets one SMS, at once where there is no other parent."""
    who, due_at = await ladder.applicant(act, row), instant(row["due_at"])
    if who is None or due_at is None:
        return
    others = [one for one in await ladder.who_may_act(act, row) if one["parent_id"] != who["parent_id"]]
    if step.name == "other_parent":
        await post(act, others, "sheets_silent", month, rung=step.name, expires_at=due_at)
    if step.name == "sms" or not others:
        await ladder.post_sms(act, SILENT_SMS, month, who["parent_id"], due_at)


# ---- «Көрдім» --------------------------------------------------------------------------------------------------------


def rungs_of(act: Act, month: int) -> tuple[Rung, ...]:
    """The rungs of R-66 about a kept month."""
    return timesheet.rungs(month_of(month), rules_of(act))


def reached(act: Act, month: int) -> int:
    """The place of the newest rung that has begun; the first, if none has."""
    return max((at for at, rung in enumerate(rungs_of(act, month)) if rung.opens <= act.now), default=0)


def spared(act: Act, month: int, seen_at: int) -> Rung | None:
    """The rung that «Көрдім» on a message sent at this place spares, if it is still to come."""
    rung = timesheet.spared_by(rungs_of(act, month), seen_at)
    return rung if rung is not None and rung.opens > act.now else None


async def see(act: Act, month: int, seen_at: int) -> Rung | None:
    """Somebody has seen a message: the rung after it is silent for them, and only that one (R-66)."""
    rung = spared(act, month, seen_at)
    await act.tx.see_sheets(month=month, person_id=act.person_id, spares=rung.name if rung else "", now=act.seconds)
    return rung


async def is_silent(act: Act, row: Row) -> bool:
    """Whether this open month puts the voucher at risk, and nobody of the family has seen or answered anything."""
    if await timesheets.at_risk(act, row) is None:
        return False
    return not await act.tx.family_has_seen_sheets(month=row["month"], child_id=row["child_id"])


PARTS = (post_rungs, try_the_silent)
