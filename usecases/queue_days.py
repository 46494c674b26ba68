"""What the days and the years do to the queues (R-35, R-42): refresh, daily numbers, the yearly question, ages.

Each piece of work is done once for a day or a year of a queue place, in short slices, and remembers how far it has
got: the writer is never held for long, and a tick that was killed goes on where it stopped. Nothing of it is on the
way of an answer to anybody.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from domain import queue, voucher
from domain.application import Right
from domain.calendar import at_local, local_day
from domain.person import born_by
from domain.place import region_of
from usecases.act import Act, Row, seconds
from usecases.chores import Chore, finish, go_on, next_chore
from usecases.letters import after_quiet_hours
from usecases.queues import day_number, rules_of
from usecases.vouchers import carry_out

SLICE = 500  # applications in one transaction: a few hundredths of a second
BATCH = 100
WORSE_LASTS = timedelta(days=1)  # the next day has its own
MARK_LASTS = timedelta(days=3)


async def _places(act: Act) -> list[str]:
    return [row["code"] for row in await act.tx.queue_places()]


async def _regions(act: Act) -> list[str]:
    return sorted({region_of(place) for place in await _places(act)})


def _morning(act: Act, day: date) -> datetime:
    """Nine o'clock of a day, or as soon after it as a phone may ring."""
    rules = act.law.rulebook.at(day)
    return after_quiet_hours(max(act.now, at_local(day, rules.time("reminder_morning"))), rules)


# ---- ages ------------------------------------------------------------------------------------------------------------


async def age_out(act: Act) -> bool:
    """Children who have grown over the age of the queue leave it, and the family is told."""
    today, more = local_day(act.now), False
    for region in await _regions(act):
        youngest = born_by(rules_of(act, region).number("max_age_queue"), today)
        rows = await act.tx.over_age(region=region, born_by=youngest.isoformat(), at_most=BATCH)
        for row in rows:
            await carry_out(act, row, voucher.AgeOut(date.fromisoformat(row["born"])))
        more = more or len(rows) == BATCH
    return more


async def warn_of_age(act: Act) -> bool:
    """Families are told once, a month ahead, that their child outgrows the queue."""
    today = local_day(act.now)
    chore = await next_chore(act, "ages", await _regions(act), lambda _region: day_number(today))
    if chore is None:
        return False
    rules = rules_of(act, chore.scope)
    years, ahead = rules.number("max_age_queue"), timedelta(days=rules.number("age_warning"))
    await act.tx.warn_of_age(
        region=chore.scope,
        over=born_by(years, today).isoformat(),
        soon=born_by(years, today + ahead).isoformat(),
        not_before=seconds(_morning(act, today)),
    )
    return await finish(act, chore)


# ---- the refresh of 30 June ------------------------------------------------------------------------------------------


async def refresh(act: Act) -> bool:
    """The year of the queue begins: everybody who waits gets the category of the new age (R-42)."""
    today = local_day(act.now)
    chore = await next_chore(
        act, "refresh", await _places(act), lambda place: queue.queue_year(today, rules_of(act, region_of(place)))
    )
    if chore is None:
        return False
    if chore.is_new:
        await act.tx.put_category_of_year(_categories(chore.doing))
    slice_ = await _slice_of_ids(act, chore)
    if slice_ is None:
        return await finish(act, chore)
    await act.tx.note_refresh(now=act.seconds, year=chore.doing, **slice_)
    await act.tx.tell_refresh(
        year=chore.doing, rung=str(day_number(today)), not_before=seconds(_morning(act, today)), **slice_
    )
    await act.tx.refresh(year=chore.doing, **slice_)
    return await go_on(act, chore, slice_["last"])


def _categories(year: int) -> list[dict[str, int | str]]:
    return [
        {
            "year": year,
            "verified_right": right,
            "birth_year": born,
            "category": queue.category_of_year(right, born, year),
        }
        for right in Right
        for born in queue.birth_years(year)
    ]


async def _slice_of_ids(act: Act, chore: Chore) -> dict[str, Any] | None:
    last = await act.tx.end_of_ids(queue_place=chore.scope, after=chore.after, at_most=SLICE)
    return None if last is None else {"queue_place": chore.scope, "after": chore.after, "last": last}


# ---- every day: how many stand where, and the number of each ---------------------------------------------------------


async def count(act: Act) -> bool:
    """Once a local day: how many stand where, and the number of each, where it has changed (R-42)."""
    today = local_day(act.now)
    chore = await next_chore(act, "count", await _places(act), lambda _place: day_number(today))
    if chore is None:
        return False
    if chore.is_new:
        await act.tx.keep_day(day=chore.doing, queue_place=chore.scope)
    last = await act.tx.end_of_slice(
        queue_place=chore.scope,
        category=chore.category,
        lodged_at=chore.lodged_at,
        after=chore.after,
        at_most=SLICE,
    )
    if last is None:
        return await finish(act, chore)
    await _count_slice(act, chore, last)
    return await go_on(act, chore, last["id"], last["category"], last["lodged_at"])


async def _count_slice(act: Act, chore: Chore, last: Row) -> None:
    bounds = {
        "day": chore.doing,
        "queue_place": chore.scope,
        "category": chore.category,
        "lodged_at": chore.lodged_at,
        "after": chore.after,
        "last_category": last["category"],
        "last_lodged_at": last["lodged_at"],
        "last": last["id"],
    }
    passed = await _passed(act, chore)
    if await act.tx.keep_numbers(passed=passed, **bounds):
        await _tell(act, chore, passed, bounds)


async def _passed(act: Act, chore: Chore) -> int:
    """How many stand in the slices before, by now."""
    first = await act.tx.queue_number(
        queue_place=chore.scope,
        category=chore.category,
        lodged_at=chore.lodged_at,
        application_id=chore.after + 1,
    )
    return int(first) - 1


async def _tell(act: Act, chore: Chore, passed: int, bounds: dict[str, Any]) -> None:
    """The families of a slice: whose number has worsened, and whose has come to a mark."""
    rules = rules_of(act, region_of(chore.scope))
    at = _morning(act, local_day(act.now))
    await act.tx.tell_worse(
        worse_by=rules.number("queue_worse_by"),
        rung=str(chore.doing),
        not_before=seconds(at),
        expires_at=seconds(at + WORSE_LASTS),
        **bounds,
    )
    marks = queue.marks(rules)
    told = [
        {"mark": mark, "next_mark": next_mark, **bounds}
        for mark, next_mark in zip(marks, (*marks[1:], 0), strict=True)
        if mark > passed
    ]
    if told:
        when = {"not_before": seconds(at), "expires_at": seconds(at + MARK_LASTS)}
        await act.tx.tell_marks([{**one, **when} for one in told])


async def thin(act: Act) -> bool:
    """Once a month: of months long past only the last number of each application stays."""
    today = local_day(act.now)
    rules = act.law.rulebook.at(today)
    chore = await next_chore(act, "thin", [""], lambda _country: day_number(today) // 100)
    if chore is None:
        return False
    last = await act.tx.end_of_past(after=chore.after, at_most=SLICE)
    if last is None:
        return await finish(act, chore)
    before = today - timedelta(days=rules.number("queue_history_daily"))
    await act.tx.thin_past(after=chore.after, last=last, before=day_number(before))
    return await go_on(act, chore, last)


# ---- each spring: does the family still want a place -----------------------------------------------------------------


async def ask(act: Act) -> bool:
    """Before the refresh families are asked whether they still want a place, if they didn't say so this spring (R-35)."""
    today = local_day(act.now)

    def year(place: str) -> int:
        return today.year if queue.is_asked(today, rules_of(act, region_of(place))) else 0

    chore = await next_chore(act, "ask", await _places(act), year)
    if chore is None:
        return False
    slice_ = await _slice_of_ids(act, chore)
    if slice_ is None:
        return await finish(act, chore)
    rules = rules_of(act, region_of(chore.scope))
    await act.tx.ask_interest(
        rung=str(chore.doing),
        not_before=seconds(_morning(act, today)),
        expires_at=seconds(at_local(queue.refresh_of(chore.doing, rules), time.min)),
        counts_from=seconds(at_local(queue.wish_counts_from(chore.doing, rules), time.min)),
        **slice_,
    )
    return await go_on(act, chore, slice_["last"])


async def next_day(act: Act) -> datetime | None:
    """The next local midnight, if anybody waits: then the days and years do their work."""
    if not await act.tx.anybody_waits():
        return None
    return at_local(local_day(act.now) + timedelta(days=1), time.min)


PARTS = (age_out, refresh, count, warn_of_age, ask, thin)
