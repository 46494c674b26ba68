"""Everything that happens because time passes: deadlines, reminders, forgetting what is no longer needed.

A tick is safe to repeat, to miss, and to run for a month at once: what is due follows from the rows, and a letter's
identity is unique. It never sends anything.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from functools import partial

from domain import timesheet, voucher
from domain.calendar import first_of_month, last_of_month, local_day
from domain.reminder import Reminder
from usecases import (
    announcements,
    bulletins,
    documents,
    letters,
    queue_days,
    referrals,
    sessions,
    sheet_rungs,
    statistics,
    support,
    timesheets,
    vouchers,
    waiting,
)
from usecases.act import Act, instant, seconds
from usecases.timesheets import month_before, month_number, month_of

BATCH = 100
GARDENS = 500  # kindergartens whose month is looked at in one transaction
UPDATES_KEPT = timedelta(days=3)  # Telegram offers an update for 24 hours at most
DRAFTS_KEPT = timedelta(days=30)
SIGNINGS_KEPT = timedelta(days=30)  # those that came to nothing; the others are evidence
CODES_KEPT = timedelta(days=2)
LETTERS_KEPT = timedelta(days=400)

Acting = Callable[[], AbstractAsyncContextManager[Act]]
Part = Callable[[Act], Awaitable[bool]]


async def do(acting: Acting, part: Part) -> None:
    """Do one part in short transactions, until nothing of it is left."""
    more = True
    while more:
        async with acting() as act:
            more = await part(act)


async def _vouchers_lapse(act: Act) -> bool:
    rows = await act.tx.vouchers_due(now=act.seconds, at_most=BATCH)
    for row in rows:
        await vouchers.carry_out(act, row, voucher.TimePasses())
    return len(rows) == BATCH


async def _vouchers_remind(act: Act) -> bool:
    rows = await act.tx.vouchers_to_remind(now=act.seconds, at_most=BATCH)
    for row in rows:
        await vouchers.remind(act, row)
    return len(rows) == BATCH


async def _sheets_lapse(act: Act) -> bool:
    rows = await act.tx.sheets_due(now=act.seconds, at_most=BATCH)
    for row in rows:
        await timesheets.carry_out_sheet(act, await act.tx.sheet_by_id(sheet_id=row["id"]), timesheet.TimePasses())
    return len(rows) == BATCH


async def _publish_reminders(act: Act) -> bool:
    """Remind the next slice of kindergartens of a month that is over, or nearly, and not yet published (R-67)."""
    today = local_day(act.now)
    rules = act.law.rulebook.at(today)
    for month in (
        first_of_month(today),
        month_of(month_before(month_number(first_of_month(today)))),
    ):
        due = [r for r in timesheet.publish_reminders(month, act.law.calendar, rules) if r.at <= act.now]
        if due and local_day(due[-1].at) == today and await _remind_to_publish(act, month, due[-1]):
            return True
    return False


async def _remind_to_publish(act: Act, month: date, due: Reminder) -> bool:
    """Whether there was a slice left to be reminded."""
    rules = act.law.rulebook.at(local_day(act.now))

    async def remind(after: int, last: int) -> None:
        await act.tx.remind_to_publish(
            month=month_number(month),
            first_day=month.isoformat(),
            last_day=last_of_month(month).isoformat(),
            rung=due.rung,
            not_before=seconds(letters.after_quiet_hours(max(due.at, act.now), rules)),
            after=after,
            last=last,
        )

    end = partial(act.tx.end_of_kindergartens, at_most=GARDENS)
    return await sheet_rungs.in_slices(act, month_number(month), f"publish:{due.rung}", end, remind)


async def _once(act: Act, name: str, again: timedelta | None = None) -> bool:
    """Whether this is still to be done: once, or once in so long."""
    before = seconds(act.now - again) if again else -1
    return bool(await act.tx.turn_clockwork(name=name, now=act.seconds, before=before))


async def _forget(act: Act) -> bool:
    if not await _once(act, "forget", timedelta(hours=1)):
        return False
    await act.tx.forget_updates(before=seconds(act.now - UPDATES_KEPT))
    await act.tx.forget_drafts(before=seconds(act.now - DRAFTS_KEPT))
    await act.tx.forget_signings(before=seconds(act.now - SIGNINGS_KEPT))
    await act.tx.forget_codes(before=seconds(act.now - CODES_KEPT))
    await act.tx.forget_letters(before=seconds(act.now - LETTERS_KEPT))
    await act.tx.forget_watches(before=seconds(act.now - LETTERS_KEPT))
    await act.tx.forget_seen_sheets(before=month_before(month_before(month_number(local_day(act.now)))))
    await act.tx.forget_password_tries(before=seconds(act.now - CODES_KEPT))
    await act.tx.withdraw_dead_claims(now=act.seconds)
    await documents.forget(act)
    await support.forget(act)
    return False


async def next_due(act: Act) -> datetime | None:
    """The next instant from now at which anything falls due: a deadline, a reminder, a waiting letter, a look-up."""
    now = act.seconds
    kept = [
        await act.tx.next_voucher_instant(now=now),
        await act.tx.next_sheet_instant(now=now),
        await act.tx.next_referral_instant(now=now),
        await act.tx.next_question_instant(now=now),
        await act.tx.next_letter(now=now),
        await act.tx.next_retry(),
        await act.tx.next_session_end(now=now),
        await act.tx.next_signing_end(now=now),
        seconds(await queue_days.next_day(act)),
    ]
    instants = [at for at in map(instant, kept) if at is not None and at > act.now]
    rules = act.law.rulebook.at(local_day(act.now))
    for row in await act.tx.open_sheet_months():
        instants += [r.opens for r in sheet_rungs.every(month_of(row["month"]), rules) if r.opens > act.now]
    return min([*instants, *await _next_publish_reminder(act)], default=None)


async def _next_publish_reminder(act: Act) -> list[datetime]:
    today = local_day(act.now)
    rules = act.law.rulebook.at(today)
    for month in (month_of(month_before(month_number(today))), first_of_month(today)):
        behind = await act.tx.kindergartens_behind(month=month_number(month), last_day=last_of_month(month).isoformat())
        if behind:
            every = timesheet.publish_reminders(month, act.law.calendar, rules)
            if coming := [r.at for r in every if r.at > act.now]:
                return coming[:1]
    return []


PARTS: tuple[Part, ...] = (
    letters.sweep,
    _vouchers_lapse,
    *referrals.PARTS,
    waiting.offer,
    _vouchers_remind,
    _sheets_lapse,
    *sheet_rungs.PARTS,
    _publish_reminders,
    *bulletins.PARTS,
    *queue_days.PARTS,
    *statistics.PARTS,
    *announcements.PARTS,
    support.lapse,
    sessions.lapse,
    _forget,
)
