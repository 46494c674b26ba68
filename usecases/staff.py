"""Staff of education departments, kindergartens and support: invited by the operator, bound to one place each.

Support serves the whole country: its place is `kz`.
"""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act, Row, dumps, seconds

INVITATION_LASTS = timedelta(days=7)
COUNTRY = "kz"


async def invite(act: Act, role: str, scope: str) -> str:
    """A token for one person to become staff within a week; only its keyed hash is kept."""
    token = secrets.token_urlsafe(24)
    await act.tx.add_invitation(
        token_hash=act.seal.fingerprint("invitation", token),
        role=role,
        scope=scope,
        expires_at=seconds(act.now + INVITATION_LASTS),
    )
    return token


async def join(act: Act, token: str) -> Row:
    """Take up an invitation and return it; NotAllowed INVITE_UNKNOWN, INVITE_USED."""
    token_hash = act.seal.fingerprint("invitation", token)
    invitation = await act.tx.invitation(token_hash=token_hash)
    if invitation is None or (invitation["used_by"] is None and invitation["expires_at"] <= act.seconds):
        raise NotAllowed(Reason.INVITE_UNKNOWN)
    if invitation["used_by"] not in (None, act.person_id):
        raise NotAllowed(Reason.INVITE_USED)
    if invitation["used_by"] is not None:  # by this very person; one who has been removed stays removed
        await must_serve(act, invitation["role"], invitation["scope"])
        return invitation
    await act.tx.use_invitation(token_hash=token_hash, person_id=act.person_id)
    await act.tx.add_staff(person_id=act.person_id, role=invitation["role"], scope=invitation["scope"], now=act.seconds)
    return invitation


FORMS = frozenset(
    {
        "Reply", "MarksFile", "Round", "Announcement", "ReturnClaim", "Reinstate", "Places", "AnswerReview", "ReturnReview",
        "AnswerQuestion",
    }
)  # fmt: skip
"""The forms of a clerk's work: half done, they end with the clerk's rights, and are no data of the clerk's own."""


async def remove(act: Act, telegram_id: int) -> int:
    """End every right of a clerk at once, with the half-done forms of their work; how many rights there were."""
    person = await act.tx.person_by_telegram(telegram_id=telegram_id)
    rows = await act.tx.staff_of(person_id=person["id"]) if person else []
    for row in rows:
        await act.tx.audit(
            person_id=act.person_id,
            role="operator",
            scope=row["scope"],
            deed="staff_removed",
            subject="person",
            subject_id=person["id"],
            detail=row["role"],
            now=act.seconds,
        )
    if rows:
        await act.tx.remove_staff(person_id=person["id"])
        await act.tx.give_questions_back(person_id=person["id"])
        await act.tx.drop_drafts_of_forms(person_id=person["id"], forms=dumps(sorted(FORMS)))
    return len(rows)


async def must_serve(act: Act, role: str, scope: str) -> None:
    """NotAllowed NOT_STAFF unless the person serves there in this role."""
    for row in await act.tx.staff_of(person_id=act.person_id):
        if row["role"] == role and row["scope"] == scope:
            return
    raise NotAllowed(Reason.NOT_STAFF)


async def must_be_staff(act: Act) -> None:
    """NotAllowed NOT_STAFF unless the person serves anywhere."""
    if not await act.tx.staff_of(person_id=act.person_id):
        raise NotAllowed(Reason.NOT_STAFF)


async def own_kindergarten(act: Act, kindergarten_id: int) -> Row:
    """A kindergarten where the person is staff; NotAllowed NOT_STAFF for any other, there or not."""
    row = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await must_serve(act, "kindergarten", row["code"])
    return row


def must_be_others(act: Act, family: Iterable[Row]) -> None:
    """Nobody decides the case of their own family: NotAllowed OWN_CASE if the clerk is one of these people."""
    if act.person_id in {one["id"] for one in family}:
        raise NotAllowed(Reason.OWN_CASE)
