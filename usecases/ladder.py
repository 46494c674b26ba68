"""The ladder of a family's deadline: «Көрдім», the other parent, SMS (R-50, R-52, R-54, R-56).

Every rung goes to everybody of the family. Who has seen one is spared the next, and only the next. Where nobody has seen
anything and nothing was answered, the other parents are told half-way that the applicant is silent, and then the
applicant's phone gets one SMS; where there is no other parent, the SMS comes half-way. Letters and SMS are looked at
once more before they go (`is_silent`).
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import voucher
from domain.calendar import local_day
from domain.reminder import Reminder
from domain.voucher import Voucher
from usecases import families
from usecases.act import Act, Row, instant, seconds
from usecases.letters import after_quiet_hours, letter_row, post

NOT_TWICE_WITHIN = timedelta(hours=3)
OPENING = ""
"""The rung of the letter that opened the clock."""
NOT_ANSWERED_SMS = "not_answered_sms"


def rungs(act: Act, of: Voucher) -> tuple[Reminder, ...]:
    """The reminders of the clock that runs, without those that would say again what its first letter has just said."""
    every = voucher.reminders(of, act.law.calendar, act.law.rulebook)
    if of.clock_started is None:
        return every
    rules = act.law.rulebook.at(local_day(of.clock_started), of.region)
    told = after_quiet_hours(of.clock_started, rules, of.due_at)
    return tuple(one for one in every if one.at - told >= NOT_TWICE_WITHIN)


def next_step(act: Act, of: Voucher) -> Reminder | None:
    """What is to be said or tried next."""
    every = sorted([*rungs(act, of), *voucher.escalations(of, act.law.rulebook)])
    return next((step for step in every if step.at > act.now), None)


# ---- «Көрдім» --------------------------------------------------------------------------------------------------------


def rung_after(every: Sequence[Reminder], rung: str) -> Reminder | None:
    """The rung that «Көрдім» on a letter of this one spares; None if it is the last, or none of these."""
    names = [OPENING, *(one.rung for one in every)]
    at = names.index(rung) if rung in names else len(every)
    return every[at] if at < len(every) else None


async def see(act: Act, of: Voucher, deadline: int, rung: str) -> tuple[bool, Reminder | None]:
    """Somebody has seen a letter: the next rung is silent for them, and only that one. Twice is the same as once.

    Whether a rung that is still to come was spared, and the first that is not. Another deadline's letter spares nothing.
    """
    every = rungs(act, of)
    spared = rung_after(every, rung) if deadline == seconds(of.due_at) else None
    if spared is not None:
        await act.tx.see(person_id=act.person_id, application_id=of.id, deadline=deadline, rung=rung, now=act.seconds)
    coming = next((one for one in every if one.at > act.now and one != spared), None)
    return spared is not None and spared.at > act.now, coming


async def listeners(act: Act, row: Row, due: Sequence[Reminder], due_at: datetime) -> list[Row]:
    """The family, without those who have seen the rung before the newest one that is due."""
    before = due[-2].rung if len(due) > 1 else OPENING
    spared = await _who_has_seen(act, row["id"], due_at, before)
    return [one for one in await act.tx.family_of_child(child_id=row["child_id"]) if one["id"] not in spared]


async def _who_has_seen(act: Act, application_id: int, due_at: datetime, rung: str | None) -> set[int]:
    rows = await act.tx.who_has_seen(application_id=application_id, deadline=seconds(due_at), rung=rung)
    return {row["person_id"] for row in rows}


# ---- nobody answers --------------------------------------------------------------------------------------------------


async def is_silent(act: Act, row: Row, deadline: int) -> bool:
    """Whether this very deadline still runs, and nobody of the family has seen it or done anything since it began."""
    due_at = instant(row["due_at"])
    if due_at is None or seconds(due_at) != deadline or due_at <= act.now:
        return False
    if await _who_has_seen(act, row["id"], due_at, None):
        return False
    deed = await act.tx.last_deed(subject="voucher", subject_id=row["id"], child_id=row["child_id"], at=None)
    return deed is None or int(json.loads(deed["data"])["at"]) <= int(row["clock_started"])


async def applicant(act: Act, row: Row) -> Row | None:
    """The parent who applied, or who joined first; None where nobody has joined."""
    every = await act.tx.family_parents(child_id=row["child_id"], parent_id=row["parent_id"])
    return every[0] if every else None


async def escalate(act: Act, row: Row, of: Voucher) -> None:
    """Try a silent family another way, each way once for a deadline."""
    due = [one.rung for one in voucher.escalations(of, act.law.rulebook) if one.at <= act.now]
    who = await applicant(act, row) if due else None
    if who is None or of.due_at is None or not await is_silent(act, row, seconds(of.due_at) or 0):
        return
    others = [one for one in await who_may_act(act, row) if one["parent_id"] != who["parent_id"]]
    await post(act, others, "not_answered", row["id"], due_at=of.due_at, rung="other_parent", expires_at=of.due_at)
    if "sms" in due or not others:
        await post_sms(act, NOT_ANSWERED_SMS, row["id"], who["parent_id"], of.due_at)


async def who_may_act(act: Act, row: Row) -> list[Row]:
    """The family without those whom another parent has objected to; `row` names a child and who applied."""
    every = await act.tx.family_parents(child_id=row["child_id"], parent_id=row["parent_id"])
    contested = {one["parent_id"] for one in every if one["joining_state"] == "contested"}
    family = await act.tx.family_of_child(child_id=row["child_id"])
    return [one for one in family if one["parent_id"] not in contested]


async def post_sms(act: Act, kind: str, subject: int, parent_id: int, due_at: datetime) -> None:
    """An SMS to a silent parent, never at night. Whom Telegram can't reach gets every letter by SMS already."""
    accounts = [one for one in await act.tx.accounts_of_parent(parent_id=parent_id) if one["reachable"]]
    at = after_quiet_hours(act.now, act.law.rulebook.at(local_day(act.now)))
    if not accounts or at >= due_at:
        return
    person_id, phone = accounts[0]["id"], (await families.parent(act, parent_id)).phone
    name = letter_row(person_id, kind, subject)
    await act.tx.post(
        person_id=person_id,
        channel="sms",
        kind=kind,
        subject=subject,
        deadline=seconds(due_at),
        rung="sms",
        body=act.seal.close_json("letter", name, {"phone": phone}),
        not_before=seconds(at),
        expires_at=seconds(due_at),
        urgency=1,
    )
