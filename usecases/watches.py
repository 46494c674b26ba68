"""Watches: to be told once when a place appears in a kindergarten or a district (R-70). A watch ends when it has told."""

from datetime import date

from domain.calendar import local_day
from domain.kindergarten import Group, Wanted
from domain.not_allowed import NotAllowed, Reason
from domain.person import years_old
from domain.place import region_of
from domain.voucher import State
from usecases import catalogue, queues, vouchers
from usecases.act import Act, Row
from usecases.letters import MULTITUDE, post

LOOKING = frozenset(
    {
        State.QUEUED, State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.WAITING, State.CONTRACT_SENT,
        State.ENROLLED,
    }
)  # fmt: skip
"""A contract that is considered may be refused; who is enrolled may move."""


async def of_person(act: Act) -> list[Row]:
    """What the person watches, the oldest first."""
    return list(await act.tx.watches_of(person_id=act.person_id))


async def of_kindergarten(act: Act, kindergarten_id: int, application_id: int) -> list[Row]:
    """The person's watches of a kindergarten that tell of a place for the child of this application; 0: all of them."""
    every = [row for row in await of_person(act) if row["kindergarten_id"] == kindergarten_id]
    return [row for row in every if not application_id or row["application_id"] in (None, application_id)]


async def watch_kindergarten(act: Act, parent_id: int | None, kindergarten_id: int, application_id: int) -> None:
    """Watch a kindergarten, for the child of an application of one's own or (0) for any place; twice is once.

    NotAllowed ANSWER_UNKNOWN, NOT_YOURS, WATCHES_FULL (at_most).
    """
    one = await catalogue.one(act, kindergarten_id)
    if application_id:
        await vouchers.own(act, parent_id, application_id)
    if not await of_kindergarten(act, kindergarten_id, application_id):
        await _add(act, one.garden.district, kindergarten_id=kindergarten_id, application_id=application_id or None)


async def looking(act: Act, parent_id: int | None) -> list[Row]:
    """The applications of a family that look for a place."""
    every = [] if parent_id is None else await act.tx.applications_of(parent_id=parent_id)
    return [row for row in every if row["state"] in LOOKING]


async def watch_district(act: Act, parent_id: int | None, district: str, application_id: int) -> None:
    """Watch a district or a queue place whose code is known, for the child of an application of one's own or (0) for any
    place; twice is once. NotAllowed NOT_YOURS, WATCHES_FULL (at_most).
    """
    if application_id:
        await vouchers.own(act, parent_id, application_id)
    watched = {(row["district"], row["application_id"]) for row in await of_person(act)}
    if (district, application_id or None) not in watched:
        await _add(act, district, district=district, application_id=application_id or None)


async def _add(
    act: Act,
    where: str,
    *,
    kindergarten_id: int | None = None,
    district: str | None = None,
    application_id: int | None = None,
) -> None:
    at_most = queues.rules_of(act, region_of(where)).number("watches_per_person")
    if len(await of_person(act)) >= at_most:
        raise NotAllowed(Reason.WATCHES_FULL, at_most=at_most)
    await act.tx.add_watch(
        person_id=act.person_id,
        kindergarten_id=kindergarten_id,
        district=district,
        application_id=application_id,
        now=act.seconds,
    )


async def take_back(act: Act, watch_id: int) -> None:
    """End a watch of one's own; one that has ended, or is another's, stays as it is."""
    await act.tx.drop_watch(watch_id=watch_id, person_id=act.person_id)


async def tell(act: Act, watch: Row, group: Group) -> None:
    """A place has appeared in a group: tell the person if it fits, once. A watch for a child that looks for no place ends."""
    if watch["application_id"] is not None:
        if watch["application_state"] not in LOOKING:
            await act.tx.end_watch(watch_id=watch["id"], now=act.seconds, group_id=None)
            return
        age = years_old(date.fromisoformat(watch["born"]), local_day(act.now))
        if not group.fits(Wanted(watch["group_type"], watch["language"], age)):
            return
    await act.tx.end_watch(watch_id=watch["id"], now=act.seconds, group_id=group.id)
    await post(act, [{"id": watch["person_id"]}], "place_appeared", watch["id"], lane=MULTITUDE)
