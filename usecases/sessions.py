"""Which Telegram accounts are signed in to a parent's cabinet: signing in, out here, out elsewhere, out everywhere (R-11).

A session is the link of a person to a parent. Remembered it lasts; otherwise it ends after so many hours, at the next
update or tick, whichever is first.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum, auto

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act, Row, dumps, seconds
from usecases.letters import post

WITHDRAWN = "withdrawn"
"""What stands in place of the policy's version once the consent has been withdrawn."""

SIGNING_IN = ("SignIn", "SignInByEds", "Forgotten", "Registration")
BATCH = 100


class Way(StrEnum):
    """How somebody signed in."""

    CODE = auto()
    PASSWORD = auto()
    RECOVERY = auto()
    SIGNATURE = auto()


async def begin(act: Act, parent_id: int, way: Way, *, remember: bool = True) -> None:
    """Link who acts to the parent, with what they asked and signed as a stranger. Whoever calls it has had it proven who
    they are. Half-done ways in are over, and answers that came meanwhile are told.
    """
    hours = timedelta(hours=act.law.rulebook.at(local_day(act.now)).number("session_hours"))
    await act.tx.sign_in(
        person_id=act.person_id,
        parent_id=parent_id,
        now=act.seconds,
        way=way,
        ends_at=None if remember else seconds(act.now + hours),
    )
    await act.tx.drop_drafts_of_forms(person_id=act.person_id, forms=dumps(SIGNING_IN))
    await act.tx.adopt_questions(person_id=act.person_id, parent_id=parent_id)
    await _tell_answers(act, parent_id)
    since = seconds(act.now - timedelta(days=1))
    await act.tx.adopt_signings(person_id=act.person_id, parent_id=parent_id, since=since)


async def _tell_answers(act: Act, parent_id: int) -> None:
    """Answers of support to who acts, which came while they were out (R-72)."""
    for row in await act.tx.answers_unread(person_id=act.person_id, parent_id=parent_id):
        rung = f"{row['number']}.{act.seconds}"
        await post(replace(act, person_id=None), [{"id": act.person_id}], "question_answered", row["id"], rung=rung)


async def sign_in(act: Act, parent_id: int, way: Way, *, remember: bool = True) -> None:
    """The same; the other accounts are told at once.

    NotAllowed: NOT_NOW if signed in, POLICY_NOT_ACCEPTED while the consent is withdrawn (R-10).
    """
    person = await act.tx.person_by_id(person_id=act.person_id)
    if person["parent_id"] not in (None, parent_id):
        raise NotAllowed(Reason.NOT_NOW)
    if (await act.tx.parent_by_id(parent_id=parent_id))["policy"] == WITHDRAWN:
        raise NotAllowed(Reason.POLICY_NOT_ACCEPTED)
    await begin(act, parent_id, way, remember=remember)
    accounts = await act.tx.accounts_of_parent(parent_id=parent_id)
    await post(act, accounts, "signed_in", int(person["id"]), rung=f"{act.seconds}:{way}", at_once=True)


async def accounts(act: Act, parent_id: int | None) -> list[Row]:
    """The persons who are signed in, the first first; NotAllowed NOT_REGISTERED."""
    if parent_id is None:
        raise NotAllowed(Reason.NOT_REGISTERED)
    return list(await act.tx.accounts_of_parent(parent_id=parent_id))


async def account(act: Act, parent_id: int | None, person_id: int) -> Row:
    """One of them; NotAllowed NOT_YOURS for anybody else."""
    found = next((one for one in await accounts(act, parent_id) if one["id"] == person_id), None)
    if found is None:
        raise NotAllowed(Reason.NOT_YOURS)
    return found


async def sign_out(act: Act, parent_id: int | None, who: Iterable[int], *, way_back: bool) -> None:
    """End these sessions of the parent; the persons are told, except who acts.

    `way_back`: a code or a password lets the parent in again; without it the last session stays: NotAllowed NO_WAY_BACK.
    NOT_YOURS for anybody who isn't signed in there.
    """
    every = {one["id"]: one for one in await accounts(act, parent_id)}
    ending = [await account(act, parent_id, person_id) for person_id in who]
    if not way_back and len(ending) == len(every):
        raise NotAllowed(Reason.NO_WAY_BACK)
    for person in ending:
        await end(act, person)
    await post(act, ending, "signed_out", act.seconds, at_once=True)


async def end(act: Act, person: Row) -> None:
    """The person is a stranger again: no link, nothing half-done, nothing marked, no buttons to type."""
    await act.tx.drop_every_draft(person_id=person["id"])
    await act.tx.drop_catalogue_view(person_id=person["id"])
    await act.tx.erase_watches(person_id=person["id"])
    await act.tx.erase_favourites(person_id=person["id"])
    await act.tx.drop_fsm_of(person_id=person["id"])
    await act.tx.sign_out(person_id=person["id"], parent_id=person["parent_id"])


def is_over(person: Row, now: int) -> bool:
    """Whether a session that isn't remembered has ended by now (unix seconds)."""
    return person["session_ends_at"] is not None and person["session_ends_at"] <= now


async def lapse(act: Act) -> bool:
    """End what has run out; whether there is more."""
    rows = await act.tx.sessions_over(now=act.seconds, at_most=BATCH)
    for person in rows:
        await end(act, person)
    return len(rows) == BATCH
