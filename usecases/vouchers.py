"""The voucher's life: load, decide, save, tell — one function for whatever happens to it (R-50 … R-58, R-64)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain import voucher
from domain.calendar import local_day
from domain.journal import record
from domain.not_allowed import NotAllowed, Reason
from domain.person import born_by, years_old
from domain.rules import Rules
from domain.voucher import (
    Admitted,
    AgedOut,
    Archived,
    Cancelled,
    Command,
    ContractRefused,
    ContractSent,
    Enrolled,
    Event,
    Extended,
    InterestConfirmed,
    Issued,
    KindergartenSilent,
    Left,
    OfferDeclined,
    OfferLapsed,
    PlaceOffered,
    Reinstated,
    Restored,
    Signature,
    State,
    StopListed,
    Transferred,
    TransferRefused,
    TransferSent,
    TransferTakenBack,
    Voucher,
    VoucherRefused,
    WaitingBegan,
    WaitingOver,
    Withdrawn,
)
from usecases import kin, ladder, queues
from usecases.act import Act, Row, dumps, instant, seconds
from usecases.journal import note
from usecases.letters import after_quiet_hours, post

FAMILY_IS_TOLD: dict[type[Any], str] = {
    Issued: "issued",
    InterestConfirmed: "interest_confirmed",
    StopListed: "stop_listed",
    Restored: "restored",
    Archived: "archived",
    VoucherRefused: "voucher_refused",
    ContractSent: "contract_sent",
    Extended: "extended",
    ContractRefused: "contract_refused",
    Enrolled: "enrolled",
    Admitted: "enrolled",
    Cancelled: "cancelled",
    Withdrawn: "withdrawn",
    AgedOut: "aged_out",
    WaitingBegan: "waiting_began",
    PlaceOffered: "offered",
    OfferDeclined: "offer_declined",
    OfferLapsed: "offer_lapsed",
    WaitingOver: "waiting_over",
    TransferSent: "transfer_sent",
    Transferred: "transferred",
    TransferRefused: "transfer_refused",
    TransferTakenBack: "transfer_back",
    Left: "left",
    Reinstated: "reinstated",
}

DEADLINE_IS_TOLD = (Issued, InterestConfirmed, StopListed, Extended, PlaceOffered, WaitingOver)
OLDEST = 20  # years, far beyond any group


def voucher_of(row: Row) -> Voucher:
    """The voucher kept in a row of `application`."""
    return Voucher(
        id=row["id"],
        region=row["region"],
        state=State(row["state"]),
        clock_started=instant(row["clock_started"]),
        due_at=instant(row["due_at"]),
        restores=row["restores"],
        extended=bool(row["extended"]),
        round_id=row["round_id"],
        kindergarten_id=row["kindergarten_id"],
        group_id=row["group_id"],
        contract_due_at=instant(row["contract_due_at"]),
        lists=tuple(int(one) for one in row["lists"].split(",") if one),
        days_left=row["days_left"],
        pause_left=row["pause_left"],
        pause_due_at=instant(row["pause_due_at"]),
        held_kindergarten_id=row["held_kindergarten_id"],
        held_group_id=row["held_group_id"],
        missed=date.fromisoformat(row["missed"]) if row["missed"] else None,
    )


async def own(act: Act, parent_id: int | None, application_id: int) -> Row:
    """An application of the parent's own children; NotAllowed NOT_YOURS for any other, there or not."""
    row = await act.tx.application_for(parent_id=parent_id, application_id=application_id)
    if row is None:
        raise NotAllowed(Reason.NOT_YOURS)
    return row


async def carry_out(act: Act, row: Row, command: Command) -> Voucher:
    """Let the command happen to the voucher of this row: decided, journalled, kept, told; NotAllowed if it may not,
    and LINK_CONTESTED (R-21)."""
    await kin.may_act(act, row["child_id"])
    before = after = voucher_of(row)
    events = voucher.decide(before, command, act.now, act.law.calendar, act.law.rulebook)
    for event in events:
        after = voucher.evolve(after, event)
        await note(act, "voucher", row["id"], event)
    if events:
        await _save(act, row, after)
        await _keep_lists(act, before, after)
        await _keep_stays(act, before, after)
        if after.restores > before.restores:
            await queues.rejoin(act, row["id"])
        for event in events:
            await _tell(act, row, event)
    return after


async def _keep_lists(act: Act, before: Voucher, after: Voucher) -> None:
    """The lists as their kindergartens see them: in the order of joining (R-56)."""
    if set(before.lists) - set(after.lists):
        await act.tx.leave_lists(application_id=after.id, kept=dumps(after.lists))
    for kindergarten_id in after.lists:
        if kindergarten_id not in before.lists:
            await act.tx.join_list(application_id=after.id, kindergarten_id=kindergarten_id, now=act.seconds)


async def _keep_stays(act: Act, before: Voucher, after: Voucher) -> None:
    """From which day to which the child belongs to a kindergarten; the day of a transfer belongs to the new one.

    A cancelling that is taken back has ended nothing (R-64); who comes back later otherwise begins anew (R-67).
    """
    was = before.kindergarten_id if before.state is State.ENROLLED else None
    now = after.kindergarten_id if after.state is State.ENROLLED else None
    today = local_day(act.now)
    if was is not None and was != now:
        last = today - timedelta(days=1) if now else today
        await act.tx.end_stay(application_id=after.id, kindergarten_id=was, day=last.isoformat())
    if now is not None and before.state is State.CANCELLED:
        await act.tx.resume_stay(application_id=after.id, kindergarten_id=now)
    elif now is not None and was != now:
        await act.tx.begin_stay(
            application_id=after.id, kindergarten_id=now, day=today.isoformat(), group_id=after.group_id
        )


async def issue_all(act: Act, round_id: int, application_ids: list[int]) -> None:
    """Issue the vouchers of a round (R-43, R-50), decided once for all that are alike, written and told set-based.

    All or nothing: NotAllowed NOT_NOW if one of them has left the queue meanwhile.
    """
    alike: dict[Voucher, list[int]] = defaultdict(list)
    for row in await act.tx.applications_by_ids(ids=dumps(application_ids)):
        alike[replace(voucher_of(row), id=0)].append(row["id"])
    issued = [await _issue(act, one, round_id, ids) for one, ids in alike.items()]
    if sum(issued) != len(application_ids):
        raise NotAllowed(Reason.NOT_NOW)


async def _issue(act: Act, one: Voucher, round_id: int, ids: list[int]) -> int:
    """Issue vouchers that are alike; how many there were."""
    (event,) = voucher.decide(one, voucher.Issue(round_id), act.now, act.law.calendar, act.law.rulebook)
    assert isinstance(event, Issued), "what is queued can only be issued"
    after, every = voucher.evolve(one, event), dumps(ids)
    upcoming = ladder.next_step(act, after)
    issued = await act.tx.issue_vouchers(
        ids=every,
        state=after.state,
        round_id=round_id,
        clock_started=seconds(after.clock_started),
        due_at=seconds(after.due_at),
        remind_at=seconds(upcoming.at) if upcoming else None,
    )
    name, data = record(event)
    await act.tx.note_issued(ids=every, name=name, data=dumps(data), person_id=act.person_id)
    rules = act.law.rulebook.at(local_day(act.now))
    await act.tx.post_round(
        ids=every,
        person_id=act.person_id,
        deadline=seconds(event.due_at),
        rung=str(seconds(event.at)),
        not_before=seconds(after_quiet_hours(act.now, rules, event.due_at)),
    )
    return int(issued)


async def _save(act: Act, row: Row, after: Voucher) -> None:
    if not await act.tx.save_voucher(**_kept(act, row, after)):
        raise NotAllowed(Reason.NOT_NOW)


def _kept(act: Act, row: Row, after: Voucher) -> dict[str, Any]:
    """The voucher as its row keeps it, with the instant of the next reminder."""
    enrolled_on = row["enrolled_on"]
    moved = row["state"] == State.ENROLLED and row["kindergarten_id"] != after.kindergarten_id
    if after.state is State.ENROLLED and (enrolled_on is None or moved):
        enrolled_on = local_day(act.now).isoformat()
    upcoming = ladder.next_step(act, after)
    return {
        "application_id": row["id"],
        "version": row["version"],
        "state": after.state,
        "clock_started": seconds(after.clock_started),
        "due_at": seconds(after.due_at),
        "remind_at": seconds(upcoming.at) if upcoming else None,
        "restores": after.restores,
        "extended": int(after.extended),
        "round_id": after.round_id,
        "kindergarten_id": after.kindergarten_id,
        "group_id": after.group_id,
        "contract_due_at": seconds(after.contract_due_at),
        "enrolled_on": enrolled_on,
        "lists": ",".join(map(str, after.lists)),
        "days_left": after.days_left,
        "pause_left": after.pause_left,
        "pause_due_at": seconds(after.pause_due_at),
        "held_kindergarten_id": after.held_kindergarten_id,
        "held_group_id": after.held_group_id,
        "missed": after.missed.isoformat() if after.missed else None,
    }


async def _tell(act: Act, row: Row, event: Event) -> None:
    """The family is told what happened, the kindergarten and the department what they have to do."""
    family = await act.tx.family_of_child(child_id=row["child_id"])
    if kind := FAMILY_IS_TOLD.get(type(event)):
        due_at = getattr(event, "due_at", None) if type(event) in DEADLINE_IS_TOLD else None
        await post(act, family, kind, row["id"], due_at=due_at, rung=str(seconds(event.at)))
    if isinstance(event, ContractSent | TransferSent):
        staff = await _kindergarten_staff(act, event.kindergarten_id)
        await post(act, staff, "contract_incoming", row["id"], due_at=event.due_at, rung=str(seconds(event.at)))
    if isinstance(event, Transferred | Left):
        staff = await _kindergarten_staff(act, row["kindergarten_id"])
        await post(act, staff, "child_leaves", row["id"], rung=f"{row['kindergarten_id']}:{seconds(event.at)}")
    if isinstance(event, Reinstated):
        staff = await _kindergarten_staff(act, row["kindergarten_id"])
        await post(act, staff, "child_returns", row["id"], rung=str(seconds(event.at)))
    if isinstance(event, KindergartenSilent):
        department = await act.tx.staff_in(role="department", scope=row["queue_place"])
        await post(act, department, "kindergarten_silent", row["id"], rung=str(seconds(event.at)))


async def _kindergarten_staff(act: Act, kindergarten_id: int | None) -> list[Row]:
    kindergarten = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
    return list(await act.tx.staff_in(role="kindergarten", scope=kindergarten["code"])) if kindergarten else []


async def remind(act: Act, row: Row) -> None:
    """Post the reminder that has fallen due and note when the next one does.

    Only the newest of those that fell due is posted: after a long outage nobody gets a row of stale ones. A family that is
    silent is tried another way.
    """
    of = voucher_of(row)
    due = [r for r in ladder.rungs(act, of) if r.at <= act.now]
    if of.due_at is not None and act.now < of.due_at:
        await ladder.escalate(act, row, of)
        if due and due[-1].at >= (
            instant(row["remind_at"]) or act.now
        ):  # an older one was said, or is of an old deadline
            await _say(act, row, of, due)
    upcoming = ladder.next_step(act, of)
    await act.tx.set_remind(application_id=row["id"], remind_at=seconds(upcoming.at) if upcoming else None)


async def _say(act: Act, row: Row, of: Voucher, due: Sequence[voucher.Reminder]) -> None:
    """The newest of the reminders that fell due, to whoever has to answer."""
    assert of.due_at is not None, "a clock runs"
    answering = asked_kindergarten(of)
    people = (
        await _kindergarten_staff(act, answering)
        if answering is not None
        else await ladder.listeners(act, row, due, of.due_at)
    )
    await post(
        act,
        people,
        f"remind_{of.state if answering is None else State.CONTRACT_SENT}",
        row["id"],
        due_at=of.due_at,
        rung=due[-1].rung,
        not_before=due[-1].at,
        expires_at=of.due_at,
    )


def asked_kindergarten(of: Voucher) -> int | None:
    """The kindergarten that has a contract to answer: a first one, or of a transfer."""
    if of.state is State.CONTRACT_SENT:
        return of.kindergarten_id
    return of.held_kindergarten_id if of.state is State.ENROLLED else None


def lapsed(act: Act, row: Row) -> tuple[Event, ...]:
    """What has lapsed by now and no tick has noted yet (R-4)."""
    return voucher.decide(voucher_of(row), voucher.TimePasses(), act.now, act.law.calendar, act.law.rulebook)


def as_of_now(act: Act, row: Row) -> Row:
    """The row as it is by now: what has lapsed shows even if no tick has run yet (R-4). To look at, not to save."""
    events = lapsed(act, row)
    return {**dict(row), **_kept(act, row, voucher.replay(voucher_of(row), events))} if events else row


def rules_of(act: Act, row: Row) -> Rules:
    """The rules of an application: of its region, for the clock that runs (R-1)."""
    return act.law.rulebook.at(local_day(instant(row["clock_started"]) or act.now), row["region"])


def signatures(act: Act, row: Row, key: str) -> tuple[Signature, ...]:
    """With what may be signed, by the rule of this name that holds for the application (R-51, R-55)."""
    named = rules_of(act, row).text(key).split("_or_")
    every: tuple[Signature, ...] = ("eds", "code")
    return tuple(one for one in every if one in named)


def fitting(act: Act, row: Row) -> dict[str, Any]:
    """What makes a group fit an application: place, group type, language, age (R-55)."""
    return {
        "application_id": row["id"],
        "queue_place": row["queue_place"],
        "district": row["district"],
        "group_type": row["group_type"],
        "language": row["language"],
        "age": years_old(date.fromisoformat(row["born"]), local_day(act.now)),
        "born_by": births(act),
    }


def births(act: Act) -> str:
    """The latest days of birth of those who are 0, 1, 2 … years old today."""
    today = local_day(act.now)
    return dumps([born_by(years, today).isoformat() for years in range(OLDEST)])


async def free_classes(act: Act, row: Row) -> list[Row]:
    """Groups with a free place that fit the application (R-55).

    A place that is offered to somebody or asked for is taken; one that somebody waits for is promised (R-56).
    """
    return list(await act.tx.free_classes(**fitting(act, row)))


async def free_class(act: Act, row: Row, group_id: int) -> Row:
    """A group that fits and has a free place; NotAllowed NO_FREE_PLACE if it has just gone."""
    chosen = next((one for one in await free_classes(act, row) if one["group_id"] == group_id), None)
    if chosen is None:
        raise NotAllowed(Reason.NO_FREE_PLACE)
    return chosen


async def send_contract(act: Act, row: Row, group_id: int, signature: Signature = "code") -> Voucher:
    """Sign and send the contract with the kindergarten of a group, chosen or offered; NotAllowed NO_FREE_PLACE."""
    chosen = await free_class(act, row, group_id)
    return await carry_out(act, row, voucher.SendContract(chosen["id"], group_id, signature))
