"""Joining an application by invitation, objecting to somebody who joined, and deciding it (R-21).

An invitation names nobody: a random token of which only the keyed hash is kept, for one person, within seven days. It
does not prove kinship. The register does; where it is silent, the one who invited signs with a code for the one who
came. Where the register knows of no kinship, an invitation is worth nothing: the department decides on a document.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from domain.not_allowed import NotAllowed, Reason
from domain.voucher import State
from usecases import families, kin, staff, vouchers
from usecases.act import Act, Row, seconds
from usecases.claims import audit
from usecases.letters import post

PREFIX = "join_"
LASTS = timedelta(days=7)
LIVE = frozenset(
    {State.QUEUED, State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.WAITING, State.CONTRACT_SENT, State.ENROLLED}
)


@dataclass(frozen=True, slots=True)
class Member:
    """A parent of a child's family: who it is to the child, and what stands about the joining, if it was one."""

    parent_id: int
    relation: str
    joining_id: int | None
    joining_state: str | None


async def family(act: Act, row: Row) -> list[Member]:
    """Who sees an application and may act: the applicant first, then in the order of joining."""
    every = await act.tx.family_parents(child_id=row["child_id"], parent_id=row["parent_id"])
    return [Member(one["parent_id"], one["relation"], one["joining_id"], one["joining_state"]) for one in every]


# ---- inviting --------------------------------------------------------------------------------------------------------


async def invite(act: Act, parent_id: int | None, application_id: int) -> str:
    """What the deep link carries; earlier invitations of the same parent for the child are void from now on.

    NotAllowed: NOT_YOURS, NOT_NOW when the application is over, LINK_CONTESTED.
    """
    row = await vouchers.own(act, parent_id, application_id)
    await kin.may_act(act, row["child_id"])
    if row["state"] not in LIVE:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    token = PREFIX + secrets.token_urlsafe(24)
    await act.tx.void_family_invitations(parent_id=parent_id, child_id=row["child_id"])
    await act.tx.add_family_invitation(
        token_hash=_hash(act, token),
        application_id=application_id,
        child_id=row["child_id"],
        parent_id=parent_id,
        person_id=act.person_id,
        expires_at=seconds(act.now + LASTS),
    )
    return token


def _hash(act: Act, token: str) -> bytes:
    return act.seal.fingerprint("family_invitation", token)


async def invited(act: Act, token: str) -> Row:
    """A valid invitation; NotAllowed INVITE_UNKNOWN, INVITE_USED."""
    row = await act.tx.family_invitation_by_token(token_hash=_hash(act, token))
    return _valid(act, row)


async def invitation(act: Act, invitation_id: int) -> Row:
    """The same, by its number."""
    return _valid(act, await act.tx.family_invitation_by_id(invitation_id=invitation_id))


def _valid(act: Act, row: Row | None) -> Row:
    if row is None or row["state"] == "void" or (row["state"] != "used" and row["expires_at"] <= act.seconds):
        raise NotAllowed(Reason.INVITE_UNKNOWN)
    if row["state"] == "used":
        raise NotAllowed(Reason.INVITE_USED)
    return row


async def take_up(act: Act, parent_id: int, invitation_id: int) -> Row:
    """The invitation, for a parent who may use it: not of the family yet, and the first to come.

    NotAllowed: as `invited`, CHILD_EXISTS, LINK_REMOVED.
    """
    row = await invitation(act, invitation_id)
    if row["asked_by"] not in (None, parent_id):
        raise NotAllowed(Reason.INVITE_USED)
    if await act.tx.relation_of(parent_id=parent_id, child_id=row["child_id"]) is not None:
        raise NotAllowed(Reason.CHILD_EXISTS)
    if await act.tx.relation_of(parent_id=row["parent_id"], child_id=row["child_id"]) is None:
        raise NotAllowed(Reason.INVITE_UNKNOWN)
    await kin.may_join(act, parent_id, row["child_id"], "invitation")
    return row


async def use(act: Act, parent_id: int, invitation_id: int) -> Row:
    """Use it up: once, by one parent. The link itself is made by whoever proves the kinship."""
    row = await take_up(act, parent_id, invitation_id)
    if not await act.tx.use_family_invitation(invitation_id=invitation_id, parent_id=parent_id):
        raise NotAllowed(Reason.INVITE_USED)
    return row


async def ask_inviter(act: Act, parent_id: int, invitation_id: int) -> None:
    """The register is silent: the one who invited is asked to sign for the one who came."""
    row = await take_up(act, parent_id, invitation_id)
    if row["state"] == "open" and not await act.tx.ask_inviter(invitation_id=invitation_id, parent_id=parent_id):
        raise NotAllowed(Reason.INVITE_USED)
    inviters = await act.tx.accounts_of_parent(parent_id=row["parent_id"])
    await post(act, inviters, "vouch_asked", invitation_id)


async def to_vouch(act: Act, parent_id: int | None, invitation_id: int) -> Row:
    """An invitation of one's own that somebody has taken up; NotAllowed NOT_YOURS for any other, there or not."""
    row = await act.tx.family_invitation_by_id(invitation_id=invitation_id)
    if row is None or parent_id is None or row["parent_id"] != parent_id:
        raise NotAllowed(Reason.NOT_YOURS)
    if row["state"] != "asked":
        raise NotAllowed(Reason.LINK_DECIDED)
    _valid(act, row)
    await kin.may_act(act, row["child_id"])
    return row


async def vouch(act: Act, parent_id: int | None, invitation_id: int) -> None:
    """The inviter has signed: the one who came is linked to the child, and told."""
    row = await to_vouch(act, parent_id, invitation_id)
    await use(act, row["asked_by"], invitation_id)
    await families.link_invited(act, row["asked_by"], row["child_id"], by=row["parent_id"])
    place = await act.tx.application_by_id(application_id=row["application_id"])
    await audit(act, "parent", place["queue_place"], "joining_vouched", "family_invitation", invitation_id)
    await post(act, await act.tx.accounts_of_parent(parent_id=row["asked_by"]), "vouched", invitation_id)


async def do_not_vouch(act: Act, parent_id: int | None, invitation_id: int) -> None:
    """The inviter does not know who came: the invitation is void."""
    row = await to_vouch(act, parent_id, invitation_id)
    await act.tx.void_family_invitation(invitation_id=invitation_id)
    await post(act, await act.tx.accounts_of_parent(parent_id=row["asked_by"]), "not_vouched", invitation_id)


# ---- objecting -------------------------------------------------------------------------------------------------------


async def to_contest(act: Act, parent_id: int | None, joining_id: int) -> Row:
    """A joining that this parent may object to: of the same child, later than one's own, not settled yet.

    NotAllowed: NOT_YOURS for any other, there or not; LINK_DECIDED, LINK_CONTESTED.
    """
    link = await act.tx.joining_by_id(joining_id=joining_id)
    if link is None or parent_id is None or link["parent_id"] == parent_id:
        raise NotAllowed(Reason.NOT_YOURS)
    if await act.tx.relation_of(parent_id=parent_id, child_id=link["child_id"]) is None:
        raise NotAllowed(Reason.NOT_YOURS)
    own = await act.tx.joining_of(child_id=link["child_id"], parent_id=parent_id)
    if own is not None and own["id"] > joining_id:
        raise NotAllowed(Reason.NOT_YOURS)
    await kin.may_act(act, link["child_id"])
    if link["state"] != "joined":
        raise NotAllowed(Reason.LINK_DECIDED)
    return link


async def contest(act: Act, parent_id: int | None, joining_id: int) -> Row:
    """Object to somebody who joined: they may look, but not act, until the department has decided."""
    before = await act.tx.joining_by_id(joining_id=joining_id)
    if before is not None and before["state"] == "contested" and before["contested_by"] == act.person_id:
        return before  # pressed twice
    link = await to_contest(act, parent_id, joining_id)
    if not await act.tx.contest_joining(joining_id=joining_id, person_id=act.person_id, now=act.seconds):
        raise NotAllowed(Reason.LINK_DECIDED)
    await audit(act, "parent", link["queue_place"], "joining_contested", "joining", joining_id)
    await post(act, await act.tx.accounts_of_parent(parent_id=link["parent_id"]), "link_contested", joining_id)
    clerks = await act.tx.staff_in(role="department", scope=link["queue_place"])
    await post(act, clerks, "link_to_decide", joining_id)
    return link


async def to_decide(act: Act, joining_id: int) -> Row:
    """A contested joining of the clerk's own queue place; NotAllowed NOT_STAFF for any other, LINK_DECIDED, OWN_CASE."""
    link = await act.tx.joining_by_id(joining_id=joining_id)
    if link is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", link["queue_place"])
    if link["state"] != "contested" or link["iin_hash"] is not None:  # decided, or gone with all they had here
        raise NotAllowed(Reason.LINK_DECIDED)
    contesting = await act.tx.person_by_id(person_id=link["contested_by"])
    both = (link["parent_id"], contesting["parent_id"])  # also one who has taken the child off the list meanwhile
    parties = [person for one in both for person in await act.tx.accounts_of_parent(parent_id=one)]
    staff.must_be_others(act, [*await act.tx.family_of_child(child_id=link["child_id"]), *parties])
    return link


async def decide(act: Act, joining_id: int, *, keep: bool) -> Row:
    """The department keeps the link or removes it; both parents are told."""
    link = await to_decide(act, joining_id)
    state = "kept" if keep else "removed"
    both = list(await act.tx.family_of_child(child_id=link["child_id"]))
    if not await act.tx.decide_joining(joining_id=joining_id, state=state, person_id=act.person_id, now=act.seconds):
        raise NotAllowed(Reason.LINK_DECIDED)
    if keep:
        await post(act, both, "link_kept", joining_id)
    else:
        await act.tx.drop_kin(parent_id=link["parent_id"], child_id=link["child_id"])
        await post(act, both, "link_removed", joining_id)
    await audit(act, "department", link["queue_place"], f"joining_{state}", "joining", joining_id)
    return link
