"""Bulletins: a group has one while it has a free place, and who watches is told when it appears (R-70, R-71).

What is free is counted when asked; a bulletin keeps since when. Triggers name the kindergartens where a place may have come
or gone, so that a tick looks at no others. A place that is promised to a waiting list is not free (R-56).
"""

from dataclasses import dataclass

from domain.calendar import local_day
from domain.kindergarten import Group
from domain.not_allowed import NotAllowed, Reason
from usecases import catalogue, watches
from usecases.act import Act, Row
from usecases.catalogue import Listed
from usecases.letters import after_quiet_hours

BATCH = 50  # kindergartens in one transaction
TOLD = 100  # bulletins in one transaction
SLICE = 500  # watches in one transaction


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A group with free places, its kindergarten, and since when (unix seconds; None: since a moment ago)."""

    listed: Listed
    group: Group
    since: int | None


async def of_place(act: Act, listed: list[Listed], queue_place: str) -> list[Bulletin]:
    """The bulletins of these kindergartens of a queue place, in their order."""
    since = {row["group_id"]: row["since"] for row in await act.tx.bulletins_of_place(queue_place=queue_place)}
    return [Bulletin(one, group, since.get(group.id)) for one in listed for group in one.garden.groups if group.free]


async def one(act: Act, group_id: int) -> Bulletin:
    """The bulletin of a group, free places or not; NotAllowed ANSWER_UNKNOWN if there is no such group."""
    row = await act.tx.class_by_id(group_id=group_id)
    if row is None:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    listed = await catalogue.one(act, row["kindergarten_id"])
    group = next(group for group in listed.garden.groups if group.id == group_id)
    kept = await act.tx.bulletin(group_id=group_id)
    return Bulletin(listed, group, kept["since"] if kept else None)


# ---- time ------------------------------------------------------------------------------------------------------------


async def renew(act: Act) -> bool:
    """Open and close bulletins where places have come or gone; whether there is more to look through."""
    day = local_day(act.now)
    if await act.tx.turn_clockwork(name=f"bulletins:{day}", now=act.seconds, before=-1):
        await act.tx.stir_awaited()
    rows = await act.tx.stirred(at_most=BATCH)
    for row in rows:
        await _renew(act, row["kindergarten_id"])
    return len(rows) == BATCH


async def _renew(act: Act, kindergarten_id: int) -> None:
    await act.tx.settle_stirred(kindergarten_id=kindergarten_id)
    told = {row["group_id"] for row in await act.tx.bulletins_of(kindergarten_id=kindergarten_id)}
    for group in map(catalogue.group_of, await catalogue.rows_of(act, kindergarten_id)):
        if group.free and group.id not in told:
            await act.tx.open_bulletin(group_id=group.id, kindergarten_id=kindergarten_id, now=act.seconds)
        elif not group.free and group.id in told:
            await act.tx.close_bulletin(group_id=group.id)


async def tell(act: Act) -> bool:
    """Tell who watches, in hours in which a phone may ring: a place that goes in the night wakes nobody's hope.

    A slice of watches, of some bulletins; whether there is more.
    """
    rules = act.law.rulebook.at(local_day(act.now))
    if after_quiet_hours(act.now, rules) > act.now:
        return False
    rows, told = await act.tx.untold_bulletins(at_most=TOLD), 0
    for row in rows:
        told += await _tell(act, row, SLICE - told)
        if told == SLICE:
            return True
    return len(rows) == TOLD


async def _tell(act: Act, bulletin: Row, at_most: int) -> int:
    """Tell so many of those who watch for one; how many were looked at."""
    watching = await act.tx.watches_to_tell(
        kindergarten_id=bulletin["kindergarten_id"],
        district=bulletin["district"],
        queue_place=bulletin["queue_place"],
        since=bulletin["since"],
        after=bulletin["told_to"],
        at_most=at_most,
    )
    if watching:
        group = (await one(act, bulletin["group_id"])).group
        for watch in watching:
            await watches.tell(act, watch, group)
    told_to = watching[-1]["id"] if len(watching) == at_most else None
    await act.tx.bulletin_told(group_id=bulletin["group_id"], told_to=told_to)
    return len(watching)


PARTS = (renew, tell)
