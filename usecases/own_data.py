"""One's own data: a copy of everything, withdrawing the consent, deleting what need not be kept (R-10).

What is kept after deleting, how long and why, stands in docs/decisions/0013.
"""

import secrets
from dataclasses import dataclass
from datetime import date

from domain.not_allowed import NotAllowed, Reason
from domain.person import Person
from domain.voucher import State, Withdraw
from usecases import families, sessions, vouchers
from usecases.act import Act, Row
from usecases.claims import audit
from usecases.families import Child
from usecases.letters import post
from usecases.sessions import WITHDRAWN

WITHDRAWABLE = frozenset({State.QUEUED, State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.WAITING})
HELD = frozenset({State.CONTRACT_SENT, State.ENROLLED})
NOBODY = Person("—", "—")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What deleting would do: `shared` children stay with another parent, if the department has not to decide about that one
    (R-21); of the others `withdrawn` applications end, and `held` ones (a contract, R-57) forbid it.
    """

    own: tuple[Child, ...]
    shared: tuple[Child, ...]
    withdrawn: tuple[Row, ...]
    held: tuple[Row, ...]


async def outlook(act: Act, parent_id: int | None) -> Outlook:
    """What deleting the parent's data would do now (R-4)."""
    parent = await families.parent(act, parent_id)
    own, shared, rows = list[Child](), list[Child](), list[Row]()
    for child in await families.children(act, parent.id):
        if await act.tx.other_parents_of_child(child_id=child.id, parent_id=parent.id):
            shared.append(child)
            continue
        own.append(child)
        rows += [vouchers.as_of_now(act, row) for row in await act.tx.applications_of_child(child_id=child.id)]
    withdrawn = tuple(row for row in rows if row["state"] in WITHDRAWABLE)
    return Outlook(tuple(own), tuple(shared), withdrawn, tuple(row for row in rows if row["state"] in HELD))


# ---- the consent -----------------------------------------------------------------------------------------------------


async def withdraw_consent(act: Act, parent_id: int | None) -> None:
    """The policy is accepted no longer: everybody is signed out, and nobody is written to, until it is accepted anew.

    Applications stay where they are, and so do their deadlines.
    """
    parent = await families.parent(act, parent_id)
    await act.tx.withdraw_consent(parent_id=parent.id, withdrawn=WITHDRAWN, now=act.seconds)
    await audit(act, "parent", "", "consent_withdrawn", "parent", parent.id)
    every = [one["id"] for one in await sessions.accounts(act, parent.id)]
    await sessions.sign_out(act, parent.id, every, way_back=True)


# ---- deleting --------------------------------------------------------------------------------------------------------


async def delete(act: Act, parent_id: int | None) -> None:
    """Delete everything about the parent that need not be kept; who acts is a stranger afterwards.

    Applications that are only theirs are withdrawn first (R-36, R-53). NotAllowed DATA_NEEDED while a child is in a
    kindergarten by contract and nobody else of its family is here (R-57).
    """
    ahead = await outlook(act, parent_id)
    if ahead.held:
        raise NotAllowed(Reason.DATA_NEEDED)
    parent = await families.parent(act, parent_id)
    accounts = await sessions.accounts(act, parent.id)
    for row in ahead.withdrawn:
        await vouchers.carry_out(act, await act.tx.application_by_id(application_id=row["id"]), Withdraw())
    for child in ahead.shared:
        await _pass_on(act, parent.id, child.id)
    await _erase_links(act, parent.id)
    for child in ahead.own:
        await erase_child(act, child.id)
    for row in await act.tx.children_of_nobody(parent_id=parent.id):
        await erase_child(act, row["id"])
    for person in accounts:
        await _erase_person(act, person)
    await _erase_parent(act, parent.id)
    await post(act, accounts, "account_deleted", act.seconds, at_once=True)
    if act.person_id is not None and not await act.tx.staff_of(person_id=act.person_id):
        await act.tx.forget_telegram(person_id=act.person_id)


async def _pass_on(act: Act, parent_id: int, child_id: int) -> None:
    """What a child has belongs to its other parent alone from now on."""
    heir = (await act.tx.other_parents_of_child(child_id=child_id, parent_id=parent_id))[0]["parent_id"]
    await act.tx.pass_applications_on(parent_id=parent_id, child_id=child_id, heir=heir)
    await act.tx.pass_claims_on(parent_id=parent_id, child_id=child_id, heir=heir)


async def _erase_links(act: Act, parent_id: int) -> None:
    await act.tx.erase_documents(parent_id=parent_id)
    await act.tx.erase_claims(parent_id=parent_id)
    await act.tx.keep_joinings(parent_id=parent_id)
    await act.tx.erase_joinings(parent_id=parent_id)
    await act.tx.erase_invitations(parent_id=parent_id)
    await act.tx.erase_reviews(parent_id=parent_id)
    await act.tx.erase_signings(parent_id=parent_id)
    await act.tx.erase_questions(parent_id=parent_id)
    await act.tx.erase_kin(parent_id=parent_id)


async def erase_child(act: Act, child_id: int) -> None:
    """A child whom nobody else has: gone, or where the journals of a queue name its application, without a name."""
    await act.tx.erase_joinings_of_child(child_id=child_id)
    await act.tx.erase_invitations_of_child(child_id=child_id)
    await act.tx.erase_kin_of_child(child_id=child_id)
    rows = await act.tx.applications_of_child(child_id=child_id)
    if not rows:
        await act.tx.delete_child(child_id=child_id)
        return
    for row in rows:
        await act.tx.erase_application(application_id=row["id"], born=_year_of(row["born"]))
        await act.tx.erase_import(application_id=row["id"])
        await act.tx.erase_sheet_words(application_id=row["id"])
    nobody = secrets.token_bytes(32)
    await act.tx.erase_child(
        child_id=child_id,
        iin_hash=nobody,
        data=act.seal.close_json("child", nobody.hex(), families.nobodys_data(NOBODY, nationality=None)),
        born=_year_of(rows[0]["born"]),
    )


def _year_of(born: str) -> str:
    """The year of birth is what categories are made of (R-41); the day is nobody's business any more."""
    return date.fromisoformat(born).replace(month=1, day=1).isoformat()


async def _erase_person(act: Act, person: Row) -> None:
    await sessions.end(act, person)
    await act.tx.erase_loose_documents(person_id=person["id"])
    await act.tx.erase_letters(person_id=person["id"])
    await act.tx.erase_seen(person_id=person["id"])
    await act.tx.erase_seen_sheets(person_id=person["id"])
    await act.tx.erase_person(person_id=person["id"])


async def _erase_parent(act: Act, parent_id: int) -> None:
    """The row stays as a shell without anything in it: ids in the journals refer to it."""
    nobody = secrets.token_bytes(32)
    await act.tx.drop_credential(parent_id=parent_id)
    await act.tx.erase_parent(
        parent_id=parent_id,
        iin_hash=nobody,
        phone_hash=secrets.token_bytes(32),
        data=act.seal.close_json("parent", nobody.hex(), families.nobodys_data(NOBODY, phone="")),
        now=act.seconds,
    )
    await audit(act, "parent", "", "data_deleted", "parent", parent_id)
