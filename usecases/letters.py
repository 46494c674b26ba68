"""Posting letters: who is told what, and not before when. Delivery is another affair.

A letter's identity — recipient, channel, kind, subject, deadline, rung — is unique in the database, so posting is
safe to repeat. Nothing rings between 21:00 and 08:00 unless a deadline falls due before the morning.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from domain.calendar import at_local, local, local_day
from domain.rules import Rules
from usecases.act import Act, Row, seconds

AT_ONCE, LAW, MULTITUDE, BULK = 0, 1, 2, 3
"""The lanes: somebody waits for it; of the law; of the law, for a multitude; announcements. One goes before the next."""
LANES = (AT_ONCE, LAW, MULTITUDE)
SLICE = 5000


def after_quiet_hours(at: datetime, rules: Rules, due_at: datetime | None = None) -> datetime:
    """The first moment from `at` on at which a phone may ring."""
    return after_hours(at, rules.time("quiet_from"), rules.time("quiet_to"), due_at)


def after_hours(at: datetime, begins: time, ends: time, due_at: datetime | None) -> datetime:
    """The first moment from `at` on outside of these local hours, or `at` itself if something falls due before they end."""
    hour = local(at).time()
    if ends <= hour < begins:
        return at
    day = local_day(at) if hour < ends else local_day(at) + timedelta(days=1)
    morning = at_local(day, ends)
    return at if due_at is not None and due_at <= morning else morning


def letter_row(person_id: int, kind: str, subject: int) -> str:
    """The name under which a letter's body is sealed."""
    return f"{person_id}:{kind}:{subject}"


async def post(
    act: Act,
    people: Iterable[Row],
    kind: str,
    subject: int,
    *,
    due_at: datetime | None = None,
    rung: str = "",
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    at_once: bool = False,
    lane: int = LAW,
) -> None:
    """Tell each of these people, except who acts. `at_once`: they are waiting for it, so quiet hours don't count.

    `lane`: MULTITUDE for what goes to so many that letters of the law must not stand behind it.
    """
    rules = act.law.rulebook.at(local_day(act.now))
    at = act.now if at_once else after_quiet_hours(max(not_before or act.now, act.now), rules, due_at)
    for person in people:
        if person["id"] != act.person_id:
            await act.tx.post(
                person_id=person["id"],
                channel="telegram",
                kind=kind,
                subject=subject,
                deadline=seconds(due_at) or 0,
                rung=rung,
                body=None,
                not_before=seconds(at),
                expires_at=seconds(expires_at),
                urgency=AT_ONCE if at_once else lane,
            )


async def post_sms(
    act: Act, person_id: int, kind: str, subject: int, body: Mapping[str, Any], expires_at: datetime
) -> None:
    """Send a text message at once: what it says can't be derived, so it is sealed until it is sent."""
    await act.tx.post(
        person_id=person_id,
        channel="sms",
        kind=kind,
        subject=subject,
        deadline=0,
        rung="",
        body=act.seal.close_json("letter", letter_row(person_id, kind, subject), dict(body)),
        not_before=act.seconds,
        expires_at=seconds(expires_at),
        urgency=AT_ONCE,
    )


async def sweep(act: Act) -> bool:
    """Drop what has expired while nobody could send it, so that it isn't in the way; whether there is more."""
    return bool(await act.tx.drop_stale_letters(now=act.seconds, at_most=SLICE) == SLICE)
