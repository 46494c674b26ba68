"""One application in its queue: its number, what moved it, and whether the family still wants a place (R-35, R-42).

A number is computed when asked. What was told last, or kept on a day, is history: `queue_past`.
"""

from dataclasses import dataclass
from datetime import date

from domain import queue
from domain.application import Right
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.queue import CategoryChanged, Cause, StillInterested
from domain.rules import Rules
from domain.voucher import State
from usecases import kin
from usecases.act import Act, Row, instant
from usecases.journal import note
from usecases.letters import post


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a queue: the number, of how many, in which category."""

    number: int
    waiting: int
    category: int


@dataclass(frozen=True, slots=True)
class Point:
    """The number that an application had from a day on."""

    day: date
    number: int


def day_number(day: date) -> int:
    """20261116 is 16 November 2026: a day as the history keeps it."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The day of such a number."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def rules_of(act: Act, region: str) -> Rules:
    """The rules of today in a region (R-1)."""
    return act.law.rulebook.at(local_day(act.now), region)


async def number_in(act: Act, row: Row) -> int:
    """The number of a queued application, computed now (R-41)."""
    number = await act.tx.queue_number(
        queue_place=row["queue_place"],
        category=row["category"],
        lodged_at=row["lodged_at"],
        application_id=row["id"],
    )
    return int(number)


async def standing(act: Act, row: Row) -> Standing:
    """The queue number of a queued application, and of how many, computed now (R-42)."""
    waiting = await act.tx.queue_length(queue_place=row["queue_place"])
    return Standing(await number_in(act, row), waiting, row["category"])


async def keep_number(act: Act, application_id: int) -> None:
    """Keep the number that the family is told now: what comes later is measured by it."""
    row = await act.tx.application_by_id(application_id=application_id)
    day = day_number(local_day(act.now))
    await act.tx.keep_number(application_id=application_id, day=day, number=await number_in(act, row))


async def recategorize(act: Act, row: Row, right: Right, cause: Cause) -> bool:
    """Give an application the right that was verified, or that it has left, and the category that follows (R-32, R-42).

    A category that changes is journalled with its cause, and the family is told if the application is in the queue:
    whether it was.
    """
    category = queue.category(right, date.fromisoformat(row["born"]), local_day(act.now), rules_of(act, row["region"]))
    await act.tx.set_category(application_id=row["id"], verified_right=right, category=category)
    if category == row["category"]:
        return False
    await note(act, "voucher", row["id"], CategoryChanged(act.now, cause, row["category"], category))
    if row["state"] == State.QUEUED:
        await keep_number(act, row["id"])
        family = await act.tx.family_of_child(child_id=row["child_id"])
        await post(act, family, "category_changed", row["id"], rung=str(act.seconds))
    return bool(row["state"] == State.QUEUED)


async def rejoin(act: Act, application_id: int) -> None:
    """An application that was away comes back: in the category of today, which a refresh may have passed over."""
    row = await act.tx.application_by_id(application_id=application_id)
    await recategorize(act, row, Right(row["verified_right"]), Cause.REFRESH)
    await keep_number(act, application_id)


async def still_interested(act: Act, row: Row) -> None:
    """Mark that the family still wants a place (R-35), once a day; NotAllowed NOT_NOW for one that is not in the queue."""
    await kin.may_act(act, row["child_id"])
    if row["state"] != State.QUEUED:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    if row["interested_at"] is not None and wish(row) == local_day(act.now):
        return
    await act.tx.set_interested(application_id=row["id"], now=act.seconds)
    await note(act, "voucher", row["id"], StillInterested(act.now))


def wish(row: Row) -> date:
    """The day on which the family last told that it wants a place: applying tells it too."""
    told = instant(row["interested_at"] or row["lodged_at"])
    assert told is not None
    return local_day(told)


async def past(act: Act, row: Row) -> list[Point]:
    """The numbers that were kept, each from its day on, and today's; at most one a day (R-42)."""
    today = Point(local_day(act.now), await number_in(act, row))
    kept = [Point(day_of(one["day"]), one["number"]) for one in await act.tx.numbers_of(application_id=row["id"])]
    return [*(point for point in kept if point.day < today.day), today]
