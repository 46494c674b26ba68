"""Applications and the queue: lodging one, and rounds of vouchers (R-30 … R-43)."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from domain import queue
from domain.application import Application, Right
from domain.calendar import at_local, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.person import years_old
from domain.place import is_whole_district, queue_place, region_of
from domain.queue import Candidate, Picked, Places
from domain.rules import Rules
from usecases import kin
from usecases.act import Act, Row, dumps, instant, seconds
from usecases.letters import post
from usecases.queues import Standing as Standing
from usecases.queues import keep_number, wish
from usecases.queues import standing as standing
from usecases.vouchers import issue_all


def rules_for(act: Act, region: str | None) -> Rules:
    """The rules of today in a region (R-1)."""
    return act.law.rulebook.at(local_day(act.now), region)


async def lodge(act: Act, parent_id: int, application: Application, statuses: tuple[str, ...] | None) -> int:
    """Put the child into the queue of its place (R-30, R-33, R-41) and return the application's id.

    NotAllowed: NOT_YOURS, CHILD_TOO_OLD, APPLICATION_EXISTS.
    """
    rows = await act.tx.children_of(parent_id=parent_id)
    child = next((row for row in rows if row["id"] == application.child_id), None)
    if child is None:
        raise NotAllowed(Reason.NOT_YOURS)
    await kin.may_act(act, application.child_id)
    region = region_of(application.district)
    rules, born = rules_for(act, region), date.fromisoformat(child["born"])
    if years_old(born, local_day(act.now)) >= rules.number("max_age_queue"):
        raise NotAllowed(Reason.CHILD_TOO_OLD, years=rules.number("max_age_queue"))
    application_id = await act.tx.add_application(
        child_id=application.child_id,
        parent_id=parent_id,
        region=region,
        district=application.district,
        queue_place=queue_place(application.district),
        group_type=application.group_type,
        language=application.language,
        statuses=_sealed(act, application.child_id, statuses),
        category=queue.category(Right.GENERAL, born, local_day(act.now), rules),
        born=child["born"],
        now=act.seconds,
    )
    if application_id is None:
        raise NotAllowed(Reason.APPLICATION_EXISTS)
    await keep_number(act, application_id)
    await post(act, await act.tx.family_of_child(child_id=application.child_id), "lodged", application_id)
    return int(application_id)


def _sealed(act: Act, child_id: int, statuses: tuple[str, ...] | None) -> bytes | None:
    return None if statuses is None else act.seal.close_json("application", f"{child_id}:{act.seconds}", list(statuses))


PAGE = 2000  # of a queue, read at once


@dataclass(frozen=True, slots=True)
class Preview:
    """What a round would do: whom it takes, whom it passes over and why.

    Of those it takes: whose data nobody has verified, who has not told again that a place is wanted (R-35), and whose
    parents nobody can reach, as none has joined an imported application (R-21).
    """

    picked: Picked
    unverified: int
    unconfirmed: int
    unjoined: int = 0


async def preview(act: Act, place: str, count: int) -> Preview:
    """Who would get a voucher in a round (R-40, R-43); NotAllowed ROUND_TOO_FEW (available)."""
    today, rules = local_day(act.now), rules_for(act, region_of(place))
    places = await _places(act, place)
    rows = await _head_of_queue(act, place, count, places)
    picked = queue.pick(map(_candidate, rows), count, today, rules, places)
    ids = {one.id for one in picked.taken}
    taken = [row for row in rows if row["id"] in ids]
    return Preview(
        picked,
        unverified=sum(not row["verified"] for row in taken),
        unconfirmed=sum(not queue.reconfirmed(wish(row), today, rules) for row in taken),
        unjoined=await act.tx.count_unjoined_of(ids=dumps(list(ids))),
    )


async def _head_of_queue(act: Act, place: str, count: int, places: Places | None) -> list[Row]:
    """The queue from its head on, no further than the round needs: behind them may stand a hundred thousand."""
    today, rules = local_day(act.now), rules_for(act, region_of(place))
    at_most, rows = max(PAGE, count), list[Row]()
    last: dict[str, Any] = {"category": 0, "lodged_at": 0, "after": 0}
    while True:
        page = await act.tx.queue_page(queue_place=place, now=act.seconds, at_most=at_most, **last)
        rows += page
        if len(page) < at_most or queue.suffice(map(_candidate, rows), count, today, rules, places):
            return rows
        end = page[-1]
        last = {"category": end["category"], "lodged_at": end["lodged_at"], "after": end["id"]}


async def _places(act: Act, place: str) -> Places | None:
    """Free places by locality where a district queues as a whole; None where localities don't matter (R-40)."""
    if not is_whole_district(place):
        return None
    rows = await act.tx.free_by_locality(queue_place=place)
    if not any(row["locality"] for row in rows):
        return None
    out = await act.tx.vouchers_out(queue_place=place)
    return Places.left(_by_locality(rows), _by_locality(out))


def _by_locality(rows: list[Row]) -> dict[str | None, int]:
    counts: dict[str | None, int] = {}
    for row in rows:
        locality = _known(row["locality"])
        counts[locality] = counts.get(locality, 0) + row["count"]
    return counts


def _known(locality: str | None) -> str | None:
    """A locality by its code; a name as a parent typed it says nothing here."""
    return locality if locality and locality.isdecimal() else None


def _candidate(row: Row) -> Candidate:
    lodged_at = instant(row["lodged_at"])
    assert lodged_at is not None
    born = date.fromisoformat(row["born"])
    return Candidate(
        row["id"], row["category"], lodged_at, row["id"], born, _known(row["locality"]), bool(row["referred"])
    )


async def children_of(act: Act, application_ids: list[int]) -> dict[int, Row]:
    """The applications with their children, by number."""
    rows = await act.tx.applications_with_children(ids=dumps(application_ids))
    return {row["id"]: row for row in rows}


async def same_round(act: Act, place: str, count: int) -> Row | None:
    """The newest round of today for the same place and as many vouchers: another one may be a slip."""
    midnight = seconds(at_local(local_day(act.now), time.min))
    return await act.tx.same_round(queue_place=place, vouchers=count, since=midnight)


async def hold_round(act: Act, place: str, count: int, operation: int, after: int | None = None) -> int:
    """Issue so many vouchers for a queue place, all or nothing (R-43), and return the round's id.

    `operation` names what the clerk asked for: the same one twice is NotAllowed ROUND_DONE. So is, as ROUND_REPEATED
    (round), a round like one of today, unless the clerk has seen that one (`after`). The clerk's right to the place is
    checked by `staff.must_serve`.
    """
    earlier = await same_round(act, place, count)
    if earlier is not None and earlier["operation"] != operation and earlier["id"] != after:
        raise NotAllowed(Reason.ROUND_REPEATED, round=earlier["id"])
    round_id = await act.tx.add_round(
        queue_place=place,
        vouchers=count,
        person_id=act.person_id,
        operation=operation,
        now=act.seconds,
    )
    if round_id is None:
        raise NotAllowed(Reason.ROUND_DONE)
    picked = (await preview(act, place, count)).picked
    await issue_all(act, int(round_id), [candidate.id for candidate in picked.taken])
    return int(round_id)
