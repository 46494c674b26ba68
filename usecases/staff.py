"""Staff of education departments and kindergartens: invited by the operator, bound to one place each."""

import csv
import io
import secrets
from collections.abc import Sequence
from datetime import timedelta

from domain.application import GroupType, Language
from domain.not_allowed import NotAllowed, Reason
from domain.place import queue_place
from usecases.act import Act, Row, dumps, seconds

INVITATION_LASTS = timedelta(days=7)
COLUMNS = (
    "code", "name_kk", "name_ru", "district", "address_kk", "address_ru", "phone", "group_type", "language",
    "age_from", "age_to", "places",
)  # fmt: skip


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


async def remove(act: Act, telegram_id: int, forms: Sequence[str]) -> int:
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
        await act.tx.drop_drafts_of_forms(person_id=person["id"], forms=dumps(list(forms)))
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


async def import_kindergartens(act: Act, text: str, districts: set[str]) -> int:
    """Add or renew kindergartens and their groups from CSV, one row per group; all rows or none.

    Returns the number of rows. ValueError names every line that can't be read and why.
    """
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    errors = [f"line {n}: {why}" for n, row in enumerate(rows, 2) if (why := _wrong(row, districts))]
    if errors or not rows:
        raise ValueError("\n".join(errors) or f"no rows; the first line names the columns {', '.join(COLUMNS)}")
    for row in rows:
        kindergarten_id = await act.tx.put_kindergarten(
            queue_place=queue_place(row["district"]),
            **{column: row[column].strip() for column in COLUMNS[:7]},
        )
        if locality := (row.get("locality") or "").strip():  # of the column that may be left out
            await act.tx.set_kindergarten_locality(kindergarten_id=kindergarten_id, locality=locality)
        await act.tx.put_class(
            kindergarten_id=kindergarten_id,
            group_type=row["group_type"],
            language=row["language"],
            **{column: int(row[column]) for column in COLUMNS[9:]},
        )
    return len(rows)


def _wrong(row: dict[str, str], districts: set[str]) -> str | None:
    missing = [column for column in COLUMNS if not (row.get(column) or "").strip()]
    if missing:
        return f"empty or missing: {', '.join(missing)}"
    if row["district"] not in districts:
        return f"district {row['district']} is not a KATO code of a district or city"
    if row["group_type"] not in set(GroupType) or row["language"] not in set(Language):
        return f"group_type is one of {', '.join(GroupType)}, language one of {', '.join(Language)}"
    if not all(row[column].strip().isdecimal() for column in COLUMNS[9:]):
        return "age_from, age_to and places are whole numbers"
    return None
