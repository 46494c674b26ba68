"""Parents and children: registering, adding a child, and what each may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.not_allowed import NotAllowed, Reason
from domain.person import Person
from usecases import kin, sessions
from usecases.act import Act, Row
from usecases.letters import post
from usecases.welcome import welcome


@dataclass(frozen=True, slots=True)
class Citizen:
    """A parent as registration found one. `verified`: the registers and a code confirmed it (R-10, R-11)."""

    iin: str
    phone: str
    person: Person
    verified: bool
    policy: str


@dataclass(frozen=True, slots=True)
class Parent:
    """A registered parent."""

    id: int
    iin: str
    phone: str
    person: Person
    verified: bool
    policy: str


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a family. `live_application` is the one that stands in the queue or holds a place (R-33);
    `verified`: the registers confirmed the kinship and the data.
    """

    id: int
    person: Person
    iin: str
    verified: bool
    live_application: int | None = None


def _person_data(person: Person) -> dict[str, Any]:
    return {
        "surname": person.surname,
        "given": person.given,
        "patronymic": person.patronymic,
        "sex": person.sex,
        "born": person.born.isoformat() if person.born else None,
    }


def nobodys_data(nobody: Person, **rest: str | None) -> dict[str, Any]:
    """What stands in the row of somebody whose data have been deleted."""
    return {"iin": "", **rest, **_person_data(nobody)}


def _person(data: dict[str, Any]) -> Person:
    born = date.fromisoformat(data["born"]) if data["born"] else None
    return Person(data["surname"], data["given"], data["patronymic"], data["sex"], born)


async def register(act: Act, who: Citizen) -> None:
    """Make the person a registered parent.

    A parent who is known already signs in from one more account when registers and code confirm it, and the accounts
    they had before are told; unverified data never open what is stored: NotAllowed ACCOUNT_EXISTS (R-10).
    """
    iin_hash = act.seal.fingerprint("iin", who.iin)
    known = await act.tx.parent_by_iin(iin_hash=iin_hash)
    if known is not None and not who.verified:
        raise NotAllowed(Reason.ACCOUNT_EXISTS)
    kept = {
        "phone_hash": act.seal.fingerprint("phone", who.phone),
        "data": act.seal.close_json(
            "parent",
            iin_hash.hex(),
            {"iin": who.iin, "phone": who.phone, **_person_data(who.person)},
        ),
        "verified": int(who.verified),
        "policy": who.policy,
    }
    if known is None:
        parent_id = await act.tx.add_parent(iin_hash=iin_hash, now=act.seconds, **kept)
        await act.tx.take_up_joinings(parent_id=parent_id, iin_hash=iin_hash)
    else:
        parent_id = known["id"]
        if not known["verified"]:
            await _put_out_whoever_claimed(act, parent_id)
        await act.tx.renew_parent(parent_id=parent_id, **kept)
        await post(
            act,
            await act.tx.accounts_of_parent(parent_id=parent_id),
            "signed_in_elsewhere",
            act.seconds,
        )
    await act.tx.accept_policy(parent_id=parent_id, policy=who.policy, now=act.seconds)
    await sessions.begin(act, parent_id, sessions.Way.CODE)


async def sign_in(act: Act, iin: str, policy: str) -> None:
    """Open the account of whoever has just signed with ЭЦҚ, and tell the accounts that are signed in already (R-11).

    They have accepted this version of the data policy before signing (R-10).

    NotAllowed: NO_ACCOUNT; ACCOUNT_UNVERIFIED, for what somebody has typed under this IIN may be anybody's (R-10).
    """
    known = await act.tx.parent_by_iin(iin_hash=act.seal.fingerprint("iin", iin))
    if known is None:
        raise NotAllowed(Reason.NO_ACCOUNT)
    if not known["verified"]:
        raise NotAllowed(Reason.ACCOUNT_UNVERIFIED)
    if known["policy"] != policy:
        await act.tx.accept_policy(parent_id=known["id"], policy=policy, now=act.seconds)
    await sessions.sign_in(act, known["id"], sessions.Way.SIGNATURE)


async def _put_out_whoever_claimed(act: Act, parent_id: int) -> None:
    """An unverified account may be anybody's: the true owner's registration takes its place and what it claimed.

    Its children and e-mail stay with who was signed in to it and is confirmed now.
    """
    person = await act.tx.person_by_id(person_id=act.person_id)
    for other in await act.tx.accounts_of_parent(parent_id=parent_id):
        if other["id"] != act.person_id:
            await sessions.end(act, other)
    await act.tx.drop_credential(parent_id=parent_id)
    if person["parent_id"] != parent_id:
        await act.tx.drop_declared_kin_of_parent(parent_id=parent_id)
        await act.tx.set_email(parent_id=parent_id, email=None)
        await act.tx.claim_email(parent_id=parent_id, email_hash=None)


async def parent(act: Act, parent_id: int | None) -> Parent:
    """The registered parent; NotAllowed NOT_REGISTERED."""
    row = await act.tx.parent_by_id(parent_id=parent_id) if parent_id else None
    if row is None:
        raise NotAllowed(Reason.NOT_REGISTERED)
    data = act.seal.open_json("parent", row["iin_hash"].hex(), row["data"])
    return Parent(row["id"], data["iin"], data["phone"], _person(data), bool(row["verified"]), row["policy"])


def child_person(act: Act, row: Row) -> Person:
    """Who the child of a joined row is (columns child_data and child_hash)."""
    return _person(act.seal.open_json("child", row["child_hash"].hex(), row["child_data"]))


def child_iin(act: Act, row: Row) -> str:
    """The IIN of the child of such a row; to be shown masked."""
    iin: str = act.seal.open_json("child", row["child_hash"].hex(), row["child_data"])["iin"]
    return iin


async def children(act: Act, parent_id: int) -> list[Child]:
    """The children of a parent, in the order in which they were added."""
    return [_child(act, row) for row in await act.tx.children_of(parent_id=parent_id)]


def _child(act: Act, row: Row) -> Child:
    data = act.seal.open_json("child", row["iin_hash"].hex(), row["data"])
    verified = bool(row["verified"]) and row["relation"] != "declared"
    return Child(row["id"], _person(data), data["iin"], verified, row["live_application"])


async def add_child(
    act: Act,
    parent_id: int,
    iin: str,
    person: Person,
    *,
    nationality: str | None,
    relation: str,
    verified: bool,
    way: kin.Way = "register",
) -> int:
    """Add a child to a parent (R-20) and return its id; a family that has an application is told (R-21).

    A child known already is joined only when the register confirmed the kinship; otherwise NotAllowed
    KINSHIP_UNKNOWN, whether or not it is known to us. The same child twice: CHILD_EXISTS. Birth unknown: CHILD_INCOMPLETE.
    Parted by the department: LINK_REMOVED.
    """
    iin_hash = act.seal.fingerprint("iin", iin)
    if person.born is None:
        raise NotAllowed(Reason.CHILD_INCOMPLETE)
    known = await act.tx.child_by_iin(iin_hash=iin_hash)
    if known is not None and not verified:
        raise NotAllowed(Reason.KINSHIP_UNKNOWN)
    kept = _kept_child(act, iin, person, nationality, verified=verified)
    if known is None:
        child_id = await act.tx.add_child(iin_hash=iin_hash, now=act.seconds, **kept)
    else:
        child_id = known["id"]
        await kin.may_join(act, parent_id, child_id, way)
        if not known["verified"]:  # typed by somebody; the register knows better, and whose child it is
            await act.tx.renew_child(child_id=child_id, **kept)
            await act.tx.drop_declared_kin_of_child(child_id=child_id)
    if not await act.tx.add_kin(parent_id=parent_id, child_id=child_id, relation=relation, now=act.seconds):
        raise NotAllowed(Reason.CHILD_EXISTS)
    await welcome(act, parent_id, child_id, person.born, way)
    return int(child_id)


def _kept_child(act: Act, iin: str, person: Person, nationality: str | None, *, verified: bool) -> dict[str, Any]:
    assert person.born is not None, "checked by whoever adds the child"
    data = {"iin": iin, "nationality": nationality, **_person_data(person)}
    box = act.seal.close_json("child", act.seal.fingerprint("iin", iin).hex(), data)
    return {"data": box, "born": person.born.isoformat(), "verified": int(verified)}


async def imported_child(act: Act, iin: str, person: Person) -> int:
    """The child of an imported application: as it is known, else as the file says, unverified."""
    iin_hash = act.seal.fingerprint("iin", iin)
    known = await act.tx.child_by_iin(iin_hash=iin_hash)
    if known is not None:
        return int(known["id"])
    kept = _kept_child(act, iin, person, None, verified=False)
    return int(await act.tx.add_child(iin_hash=iin_hash, now=act.seconds, **kept))


async def link_invited(act: Act, parent_id: int, child_id: int, *, by: int) -> None:
    """Link a parent for whom another one has signed: what the other's own link is worth, this one is worth (R-21)."""
    theirs = await act.tx.relation_of(parent_id=by, child_id=child_id)
    relation = "declared" if theirs == "declared" else "vouched"
    if not await act.tx.add_kin(parent_id=parent_id, child_id=child_id, relation=relation, now=act.seconds):
        raise NotAllowed(Reason.CHILD_EXISTS)
    child = await act.tx.child_by_id(child_id=child_id)
    await welcome(act, parent_id, child_id, date.fromisoformat(child["born"]), "invitation")
