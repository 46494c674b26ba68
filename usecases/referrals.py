"""Referrals: where a region works by them, a family asks for a place of a bulletin, the department gives or refuses, the
kindergarten takes the child (R-71).

A department gives in the order of the queue (R-41). A place that is given is held (see the counts of free places); whatever
ends the referral gives it back, and the application keeps its place in the queue.
"""

from collections.abc import Sequence
from datetime import date

from domain import referral, voucher
from domain.calendar import Calendar, local_day
from domain.kindergarten import Wanted
from domain.not_allowed import NotAllowed, Reason
from domain.person import years_old
from domain.referral import HOLDING, LIVE, Command, Event, Referral, ReferralGround, ReferralState
from domain.voucher import State
from usecases import bulletins, catalogue, kin, queues, staff, vouchers
from usecases.act import Act, Row, instant, seconds
from usecases.bulletins import Bulletin
from usecases.claims import audit
from usecases.journal import note
from usecases.letters import post

BATCH = 100
SHOWN = 8
"""On a page of a clerk's list."""
REFERRAL, VOUCHER = "referral", "voucher"

FAMILY_IS_TOLD: dict[type[Event], str] = {
    referral.ReferralGiven: "referral_given",
    referral.ReferralDenied: "referral_denied",
    referral.ReferralConfirmed: "referral_confirmed",
    referral.ReferralExtended: "referral_extended",
    referral.ReferralTakenBack: "referral_taken_back",
    referral.ReferralLapsed: "referral_lapsed",
    referral.ReferralMoved: "referral_moved",
}
"""Who is enrolled, or gets a voucher, is told so by the voucher's own letter."""


KINDERGARTEN_IS_TOLD: dict[type[Event], str] = {
    referral.ReferralConfirmed: "referral_coming",
    referral.ReferralExtended: "referral_coming",
    referral.ReferralMoved: "referral_coming_moved",
    referral.ReferralTakenBack: "referral_gone",
    referral.ReferralLapsed: "referral_gone",
    referral.ReferralEnded: "referral_gone",
}


def ways_in(act: Act, region: str) -> frozenset[str]:
    """How a place is got in a region today: by voucher, referral, or both (R-71)."""
    return frozenset(queues.rules_of(act, region).text("admission").split("_or_"))


def referral_of(row: Row) -> Referral:
    """The referral kept in a row, which has the `region` of its application."""
    return Referral(
        id=row["id"],
        region=row["region"],
        state=ReferralState(row["state"]),
        clock_started=instant(row["clock_started"]),
        due_at=instant(row["due_at"]),
        extended=bool(row["extended"]),
        ground=ReferralGround(row["ground"]) if row["ground"] else None,
    )


# ---- the family ------------------------------------------------------------------------------------------------------


def fits(act: Act, application: Row, bulletin: Bulletin) -> bool:
    """Whether a bulletin is for an application that waits in the queue: of its queue place, group type, language, age."""
    age = years_old(date.fromisoformat(application["born"]), local_day(act.now))
    wanted = Wanted(application["group_type"], application["language"], age)
    same = application["queue_place"] == bulletin.listed.row["queue_place"]
    return bool(same and application["state"] == State.QUEUED and bulletin.group.fits(wanted))


async def askable(act: Act, parent_id: int | None, bulletin: Bulletin) -> list[Row]:
    """The applications of a family for which a place of this bulletin can be asked for now."""
    if parent_id is None or not bulletin.group.free:
        return []
    every = [row for row in await act.tx.applications_of(parent_id=parent_id) if fits(act, row, bulletin)]
    return [row for row in every if REFERRAL in ways_in(act, row["region"]) and await live_of(act, row["id"]) is None]


async def fitting(act: Act, parent_id: int | None, application_id: int) -> list[Bulletin]:
    """The bulletins that an application of one's own can ask for now; NotAllowed NOT_YOURS."""
    row = await vouchers.own(act, parent_id, application_id)
    listed = await catalogue.of_place(act, row["queue_place"])
    return [one for one in await bulletins.of_place(act, listed, row["queue_place"]) if fits(act, row, one)]


async def of_application(act: Act, application_id: int) -> Row | None:
    """The newest referral of an application, as of now; None if there was none."""
    row = await act.tx.referral_of_application(application_id=application_id)
    return as_of_now(act, row) if row is not None else None


async def live_of(act: Act, application_id: int) -> Row | None:
    """The referral that an application asks for or has."""
    row = await of_application(act, application_id)
    return row if row is not None and row["state"] in LIVE else None


async def holding(act: Act, application_id: int) -> bool:
    """Whether a place is held for the application."""
    row = await of_application(act, application_id)
    return row is not None and row["state"] in HOLDING


async def ask(act: Act, parent_id: int | None, application_id: int, group_id: int) -> int:
    """Ask for a place of a bulletin; the referral's id. The department is told.

    NotAllowed: NOT_YOURS, LINK_CONTESTED, NOT_NOW (state), REFERRALS_NOT_HERE, GROUP_DOES_NOT_FIT, NO_FREE_PLACE,
    REFERRAL_EXISTS.
    """
    row = await vouchers.own(act, parent_id, application_id)
    await kin.may_act(act, row["child_id"])
    if row["state"] != State.QUEUED:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    if REFERRAL not in ways_in(act, row["region"]):
        raise NotAllowed(Reason.REFERRALS_NOT_HERE)
    bulletin = await bulletins.one(act, group_id)
    if not fits(act, row, bulletin):
        raise NotAllowed(Reason.GROUP_DOES_NOT_FIT)
    if not bulletin.group.free:
        raise NotAllowed(Reason.NO_FREE_PLACE)
    await _lapse_if_due(act, application_id)
    garden = bulletin.listed.row
    referral_id = await act.tx.add_referral(
        application_id=application_id,
        kindergarten_id=garden["id"],
        group_id=group_id,
        queue_place=row["queue_place"],
        now=act.seconds,
    )
    if referral_id is None:
        raise NotAllowed(Reason.REFERRAL_EXISTS)
    await note(act, "voucher", application_id, referral.ReferralAsked(act.now, garden["id"], group_id))
    clerks = await act.tx.staff_in(role="department", scope=row["queue_place"])
    await post(act, clerks, "referral_asked", int(referral_id))
    return int(referral_id)


async def _lapse_if_due(act: Act, application_id: int) -> None:
    """What has lapsed is over, whether or not a tick has run (R-4)."""
    row = await act.tx.referral_of_application(application_id=application_id)
    if row is not None and row["due_at"] is not None and row["due_at"] <= act.seconds:
        await carry_out(act, row, referral.TimePasses())


async def own(act: Act, parent_id: int | None, referral_id: int) -> Row:
    """A referral of the family, as kept; NotAllowed NOT_YOURS for any other, there or not."""
    row = await act.tx.referral(referral_id=referral_id)
    if row is None:
        raise NotAllowed(Reason.NOT_YOURS)
    await vouchers.own(act, parent_id, row["application_id"])
    return row


async def act_on(act: Act, parent_id: int | None, referral_id: int, command: Command) -> Row:
    """The family confirms, asks for more time, or takes it back; the row after it.

    NotAllowed: NOT_YOURS, LINK_CONTESTED, and what `referral.decide` says.
    """
    row = await own(act, parent_id, referral_id)
    await kin.may_act(act, row["child_id"])
    _must_stand_in_queue(row)
    await carry_out(act, row, command)
    return await act.tx.referral(referral_id=referral_id)


def _must_stand_in_queue(row: Row) -> None:
    """A referral ends with its application's place in the queue, whether or not a tick has run (R-4): NotAllowed NOT_NOW."""
    if row["application_state"] != State.QUEUED:
        raise NotAllowed(Reason.NOT_NOW, state=ReferralState.ENDED.value)


def as_of_now(act: Act, row: Row) -> Row:
    """The row as it is by now: what has lapsed or ended shows before a tick has run (R-4). To look at, not to save."""
    before = referral_of(row)
    ended = before.state in LIVE and row["application_state"] != State.QUEUED
    command = referral.LeaveQueue() if ended else referral.TimePasses()
    events = referral.decide(before, command, act.now, act.law.calendar, act.law.rulebook)
    return {**dict(row), **_kept(act, referral.replay(before, events))} if events else row


# ---- one thing that happens ------------------------------------------------------------------------------------------


async def carry_out(act: Act, row: Row, command: Command) -> Referral:
    """Let the command happen to the referral of this row: decided, journalled, kept, told."""
    before = referral_of(row)
    events = referral.decide(before, command, act.now, act.law.calendar, act.law.rulebook)
    return await _happened(act, row, events)


async def _happened(act: Act, row: Row, events: Sequence[Event]) -> Referral:
    before = referral_of(row)
    after = referral.replay(before, tuple(events))
    if events and not await act.tx.save_referral(referral_id=row["id"], before=before.state, **_kept(act, after)):
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    for event in events:
        await note(act, "voucher", row["application_id"], event)
        await _tell(act, row, before, event)
    return after


def _kept(act: Act, after: Referral) -> dict[str, object]:
    upcoming = next((one for one in referral.reminders(after, act.law.rulebook) if one.at > act.now), None)
    return {
        "state": after.state,
        "clock_started": seconds(after.clock_started),
        "due_at": seconds(after.due_at),
        "remind_at": seconds(upcoming.at) if upcoming else None,
        "extended": int(after.extended),
        "ground": after.ground,
    }


async def _tell(act: Act, row: Row, before: Referral, event: Event) -> None:
    if kind := FAMILY_IS_TOLD.get(type(event)):
        family = await act.tx.family_of_child(child_id=row["child_id"])
        await post(act, family, kind, row["id"], due_at=getattr(event, "due_at", None), rung=str(seconds(event.at)))
    if (kind := _kindergarten_is_told(before, event)) is not None:
        garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
        clerks = await act.tx.staff_in(role="kindergarten", scope=garden["code"])
        due_at = getattr(event, "due_at", None)
        await post(act, clerks, kind, row["id"], due_at=due_at, rung=str(seconds(event.at)))


def _kindergarten_is_told(before: Referral, event: Event) -> str | None:
    """That a child comes, until when, and that it does not come after all; of nothing before the family has confirmed."""
    knows = before.state is ReferralState.CONFIRMED or isinstance(event, referral.ReferralConfirmed)
    return KINDERGARTEN_IS_TOLD.get(type(event)) if knows else None


# ---- the department --------------------------------------------------------------------------------------------------


async def asked_in(act: Act, queue_place: str, skip: int) -> list[Row]:
    """So many who ask in a queue place, group by group, in the order of the queue; NotAllowed NOT_STAFF."""
    await staff.must_serve(act, "department", queue_place)
    return list(await act.tx.referrals_asked_in(queue_place=queue_place, at_most=SHOWN, skip=skip))


async def to_decide(act: Act, referral_id: int) -> Row:
    """A referral that waits for the clerk; NotAllowed NOT_STAFF, OWN_CASE, NOT_NOW once it is decided."""
    row = await act.tx.referral(referral_id=referral_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", row["queue_place"])
    staff.must_be_others(act, await act.tx.family_of_child(child_id=row["child_id"]))
    _must_stand_in_queue(row)
    if row["state"] != ReferralState.ASKED:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    return row


async def is_first(act: Act, row: Row) -> bool:
    """Whether it is this one's turn: nobody who asks for the group stands before in the queue (R-41)."""
    first = await act.tx.first_referral_asked(queue_place=row["queue_place"], group_id=row["group_id"])
    return bool(first == row["id"])


async def give(act: Act, referral_id: int) -> Referral:
    """Give the referral; the place is held.

    NotAllowed: as `to_decide`, NOT_FIRST, NO_FREE_PLACE, GROUP_DOES_NOT_FIT once the child has grown out of the group.
    """
    row = await to_decide(act, referral_id)
    if not await is_first(act, row):
        raise NotAllowed(Reason.NOT_FIRST)
    bulletin = await bulletins.one(act, row["group_id"])
    if not bulletin.group.free:
        raise NotAllowed(Reason.NO_FREE_PLACE)
    if not fits(act, await act.tx.application_by_id(application_id=row["application_id"]), bulletin):
        raise NotAllowed(Reason.GROUP_DOES_NOT_FIT)
    after = await carry_out(act, row, referral.Give())
    await audit(act, "department", row["queue_place"], "referral_given", "referral", referral_id)
    return after


async def deny(act: Act, referral_id: int, ground: ReferralGround) -> Referral:
    """Give none, on a ground; the family is told. NotAllowed: as `to_decide`."""
    row = await to_decide(act, referral_id)
    after = await carry_out(act, row, referral.Deny(ground))
    await audit(act, "department", row["queue_place"], "referral_denied", "referral", referral_id, ground)
    return after


# ---- the kindergarten ------------------------------------------------------------------------------------------------


async def coming(act: Act, kindergarten_id: int, skip: int) -> list[Row]:
    """So many of the children whom a kindergarten is to take, the most urgent first; NotAllowed NOT_STAFF."""
    await staff.own_kindergarten(act, kindergarten_id)
    return list(await act.tx.referrals_coming(kindergarten_id=kindergarten_id, at_most=SHOWN, skip=skip))


async def to_enrol(act: Act, referral_id: int) -> Row:
    """A confirmed referral to the clerk's own kindergarten; NotAllowed NOT_STAFF, OWN_CASE, NOT_NOW, TOO_LATE."""
    row = await act.tx.referral(referral_id=referral_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.own_kindergarten(act, row["kindergarten_id"])
    staff.must_be_others(act, await act.tx.family_of_child(child_id=row["child_id"]))
    _must_stand_in_queue(row)
    referral.decide(referral_of(row), referral.Enrol(), act.now, act.law.calendar, act.law.rulebook)
    return row


async def enrol(act: Act, referral_id: int) -> Row:
    """The child is in the kindergarten; the application leaves the queue (R-57). NotAllowed: as `to_enrol`."""
    row = await to_enrol(act, referral_id)
    await carry_out(act, row, referral.Enrol())
    application = await act.tx.application_by_id(application_id=row["application_id"])
    await vouchers.carry_out(act, application, voucher.Admit(row["kindergarten_id"], row["group_id"]))
    await audit(act, "kindergarten", str(row["kindergarten_id"]), "referral_used", "referral", referral_id)
    return row


# ---- time ------------------------------------------------------------------------------------------------------------


async def lapse(act: Act) -> bool:
    """Referrals whose term is over give the place back; whether there are more."""
    rows = await act.tx.referrals_due(now=act.seconds, at_most=BATCH)
    for row in rows:
        await carry_out(act, row, referral.TimePasses())
    return len(rows) == BATCH


async def leave(act: Act) -> bool:
    """Referrals end with their application's place in the queue; whether there are more."""
    rows = await act.tx.referrals_out_of_queue(at_most=BATCH)
    for row in rows:
        await carry_out(act, row, referral.LeaveQueue())
    return len(rows) == BATCH


async def remind(act: Act) -> bool:
    """Say the newest of the reminders that fell due, to the whole family; whether there are more."""
    rows = await act.tx.referrals_to_remind(now=act.seconds, at_most=BATCH)
    for row in rows:
        of = referral_of(row)
        every = referral.reminders(of, act.law.rulebook)
        due = [one for one in every if one.at <= act.now]
        if due and of.due_at is not None:
            family = await act.tx.family_of_child(child_id=row["child_id"])
            await post(
                act, family, "remind_referral", row["id"],
                due_at=of.due_at, rung=due[-1].rung, not_before=due[-1].at, expires_at=of.due_at,
            )  # fmt: skip
        upcoming = next((one for one in every if one.at > act.now), None)
        await act.tx.set_referral_remind(referral_id=row["id"], remind_at=seconds(upcoming.at) if upcoming else None)
    return len(rows) == BATCH


async def work_out_anew(act: Act, change_id: int, before: Calendar) -> None:
    """Every deadline that counts working days, as the calendar has changed (R-2)."""
    for row in await act.tx.referrals_that_run():
        moved = referral.recalculated(referral_of(row), change_id, act.now, before, act.law.calendar, act.law.rulebook)
        if moved is not None:
            await _happened(act, row, [moved])


PARTS = (lapse, leave, remind)
