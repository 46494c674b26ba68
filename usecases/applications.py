"""Applications and the queue: lodging one, and rounds of vouchers (R-30 … R-43)."""

from dataclasses import dataclass
from datetime import date

from domain import queue
from domain.application import Application, Right
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.person import years_old
from domain.place import queue_place, region_of
from domain.queue import Candidate, Picked
from domain.rules import Rules
from usecases import kin
from usecases.act import Act, Row, dumps, instant
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


@dataclass(frozen=True, slots=True)
class Preview:
    """What a round would do: whom it takes, whom it passes over for age.

    Of those it takes: whose data nobody has verified, who has not told again that a place is wanted (R-35), and whose
    parents nobody can reach, as none has joined an imported application (R-21).
    """

    picked: Picked
    unverified: int
    unconfirmed: int
    unjoined: int = 0


async def preview(act: Act, place: str, count: int) -> Preview:
    """Who would get a voucher in a round (R-43); NotAllowed ROUND_TOO_FEW (available)."""
    rows = await act.tx.queue_candidates(queue_place=place)
    today, rules = local_day(act.now), rules_for(act, region_of(place))
    picked = queue.pick(map(_candidate, rows), count, today, rules)
    ids = {one.id for one in picked.taken}
    taken = [row for row in rows if row["id"] in ids]
    return Preview(
        picked,
        unverified=sum(not row["verified"] for row in taken),
        unconfirmed=sum(not queue.reconfirmed(wish(row), today, rules) for row in taken),
        unjoined=await act.tx.count_unjoined_of(ids=dumps(list(ids))),
    )


def _candidate(row: Row) -> Candidate:
    lodged_at = instant(row["lodged_at"])
    assert lodged_at is not None
    return Candidate(row["id"], row["category"], lodged_at, row["id"], date.fromisoformat(row["born"]))


async def hold_round(act: Act, place: str, count: int, operation: int) -> int:
    """Issue so many vouchers for a queue place, all or nothing (R-43), and return the round's id.

    `operation` names what the clerk asked for: the same one twice is NotAllowed ROUND_DONE. The clerk's right to the
    place is checked by `staff.must_serve`.
    """
    picked = (await preview(act, place, count)).picked
    round_id = await act.tx.add_round(
        queue_place=place,
        vouchers=count,
        person_id=act.person_id,
        operation=operation,
        now=act.seconds,
    )
    if round_id is None:
        raise NotAllowed(Reason.ROUND_DONE)
    await issue_all(act, int(round_id), [candidate.id for candidate in picked.taken])
    return int(round_id)
