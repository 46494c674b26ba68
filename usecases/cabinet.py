"""What a parent may change about themselves: the e-mail, the policy accepted, the list of children (R-10, R-13, R-20)."""

from dataclasses import dataclass
from datetime import datetime

from domain.not_allowed import NotAllowed, Reason
from usecases import families, own_data
from usecases.act import Act, instant
from usecases.claims import audit
from usecases.families import Parent
from usecases.letters import post


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept about a parent beside what the registers say."""

    parent: Parent
    email: str | None
    policy: str
    policy_at: datetime | None


async def account(act: Act, parent_id: int | None) -> Account:
    """The parent's own data; NotAllowed NOT_REGISTERED."""
    parent = await families.parent(act, parent_id)
    row = await act.tx.parent_by_id(parent_id=parent.id)
    email = act.seal.open_json("parent.email", str(parent.id), row["email"]) if row["email"] else None
    return Account(parent, email, row["policy"], instant(row["policy_at"]))


async def set_email(act: Act, parent_id: int | None, email: str) -> None:
    """Keep an e-mail, sealed (R-13), and its keyed hash: a name to sign in by (R-11), unless another account had it first.

    Nothing proves whose an e-mail is, so a later one must not take it from the first.
    """
    parent = await families.parent(act, parent_id)
    box = act.seal.close_json("parent.email", str(parent.id), email)
    await act.tx.set_email(parent_id=parent.id, email=box)
    await act.tx.claim_email(parent_id=parent.id, email_hash=act.seal.fingerprint("email", email.casefold()))


async def change_phone(act: Act, parent_id: int | None, phone: str) -> None:
    """Keep another number, proven by whoever calls this (R-10, R-11); the other accounts are told. NotAllowed PHONE_SAME."""
    parent = await families.parent(act, parent_id)
    if parent.phone == phone:
        raise NotAllowed(Reason.PHONE_SAME)
    row = await act.tx.parent_by_id(parent_id=parent.id)
    name = row["iin_hash"].hex()
    data = {**act.seal.open_json("parent", name, row["data"]), "phone": phone}
    box = act.seal.close_json("parent", name, data)
    await act.tx.set_phone(parent_id=parent.id, phone_hash=act.seal.fingerprint("phone", phone), data=box)
    await audit(act, "parent", "", "phone_changed", "parent", parent.id)
    others = await act.tx.accounts_of_parent(parent_id=parent.id)
    await post(act, others, "phone_changed", act.seconds, at_once=True)


async def accept_policy(act: Act, parent_id: int | None, version: str) -> None:
    """The parent has read this version of the data policy and agrees; the first time is kept (R-10)."""
    parent = await families.parent(act, parent_id)
    if parent.policy != version:
        await act.tx.accept_policy(parent_id=parent.id, policy=version, now=act.seconds)


async def remove_child(act: Act, parent_id: int | None, child_id: int) -> families.Child:
    """Take a child off the parent's list; what is known stays with whoever else has the child, or with its applications.

    NotAllowed: NOT_YOURS, CHILD_HAS_APPLICATION while one is live.
    """
    child = await removable(act, parent_id, child_id)
    await act.tx.drop_kin(parent_id=parent_id, child_id=child_id)
    others = await act.tx.other_parents_of_child(child_id=child_id, parent_id=parent_id)
    if not others and not await act.tx.applications_of_child(child_id=child_id):
        await own_data.erase_child(act, child_id)
    return child


async def removable(act: Act, parent_id: int | None, child_id: int) -> families.Child:
    """The parent's child, if it may be taken off the list."""
    every = await families.children(act, parent_id or 0)
    child = next((one for one in every if one.id == child_id), None)
    if child is None:
        raise NotAllowed(Reason.NOT_YOURS)
    if child.live_application is not None:
        raise NotAllowed(Reason.CHILD_HAS_APPLICATION)
    return child
