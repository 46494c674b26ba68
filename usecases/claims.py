"""Claims: a right to go first (R-32), kinship that no register knows (R-20). The family lodges, the department decides.

Everything a clerk opens or decides stands in the audit journal: who, in which role and place, what, on which ids.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.calendar import local_day
from domain.claim import EXPIRING, Basis, ClaimState, Paper, check_certificate, right_of
from domain.not_allowed import NotAllowed, Reason
from domain.person import Person, Sex
from domain.place import queue_place
from domain.queue import Cause
from domain.voucher import State
from usecases import documents, families, kin, staff, vouchers
from usecases.act import Act, Row, dumps
from usecases.documents import Document
from usecases.letters import post
from usecases.ports import Relation
from usecases.queues import recategorize

MOST_DOCUMENTS = 5
DECIDABLE = frozenset(
    {State.QUEUED, State.ISSUED, State.STOP_LISTED, State.CONFIRMED, State.WAITING, State.CONTRACT_SENT}
)


@dataclass(frozen=True, slots=True)
class TypedChild:
    """A child as the parent typed it: nobody has confirmed anything of it."""

    iin: str
    person: Person
    nationality: str | None


# ---- the family ------------------------------------------------------------------------------------------------------


async def claim_right(
    act: Act,
    parent_id: int,
    application_id: int,
    basis: Basis,
    issued: date | None,
    document_ids: Sequence[int],
    operation: int,
) -> int:
    """Claim a right for an application, in place of a claim that waits; the claim's id.

    NotAllowed: NOT_YOURS, NOT_NOW when the application is over, CERTIFICATE_EXPIRED, ANSWER_MISSING without a document.
    """
    row = await vouchers.own(act, parent_id, application_id)
    await kin.may_act(act, row["child_id"])
    if row["state"] not in DECIDABLE:
        raise NotAllowed(Reason.NOT_NOW)
    if basis in EXPIRING:
        if issued is None:
            raise NotAllowed(Reason.ANSWER_MISSING, field="issued")
        today = local_day(act.now)
        check_certificate(issued, today, act.law.rulebook.at(today, row["region"]))
    await act.tx.withdraw_claim_of_application(application_id=application_id, now=act.seconds)
    return await _lodge(
        act,
        {"issued": issued.isoformat() if issued else None},
        document_ids,
        kind="right",
        operation=operation,
        parent_id=parent_id,
        application_id=application_id,
        child_hash=None,
        queue_place=row["queue_place"],
        basis=basis,
    )


async def claim_kinship(
    act: Act,
    parent_id: int,
    child: TypedChild,
    district: str,
    paper: Paper,
    document_ids: Sequence[int],
    operation: int,
) -> int:
    """Claim to be a parent or guardian of a child that no register knows as theirs; the claim's id.

    NotAllowed CHILD_EXISTS when the child is the parent's already, ANSWER_MISSING without a document.
    """
    child_hash = act.seal.fingerprint("iin", child.iin)
    if await act.tx.is_kin(parent_id=parent_id, child_hash=child_hash):
        raise NotAllowed(Reason.CHILD_EXISTS)
    await act.tx.withdraw_claims(parent_id=parent_id, child_hash=child_hash, application_id=None, now=act.seconds)
    person = child.person
    typed = {
        "iin": child.iin,
        "surname": person.surname,
        "given": person.given,
        "patronymic": person.patronymic,
        "sex": person.sex,
        "born": person.born.isoformat() if person.born else None,
        "nationality": child.nationality,
        "district": district,
    }
    return await _lodge(
        act,
        typed,
        document_ids,
        kind="kinship",
        operation=operation,
        parent_id=parent_id,
        application_id=None,
        child_hash=child_hash,
        queue_place=queue_place(district),
        basis=paper,
    )


async def _lodge(act: Act, data: Mapping[str, Any], document_ids: Sequence[int], **claim: Any) -> int:
    """Keep the claim with its documents, and tell the department's clerks."""
    if not 1 <= len(document_ids) <= MOST_DOCUMENTS:
        raise NotAllowed(Reason.ANSWER_MISSING, field="proof")
    box = act.seal.close_json("claim", str(claim["operation"]), dict(data))
    claim_id = await act.tx.add_claim(**claim, person_id=act.person_id, data=box, now=act.seconds)
    if claim_id is None:
        raise NotAllowed(Reason.CLAIM_DECIDED)
    lodged = await act.tx.lodge_documents(claim_id=claim_id, person_id=act.person_id, ids=dumps(list(document_ids)))
    if lodged != len(document_ids):
        raise NotAllowed(Reason.ANSWER_MISSING, field="proof")
    clerks = await act.tx.staff_in(role="department", scope=claim["queue_place"])
    await post(act, clerks, "claim_waiting", int(claim_id))
    return int(claim_id)


async def own(act: Act, parent_id: int | None, claim_id: int) -> Row:
    """A claim of the family; NotAllowed NOT_YOURS for any other, there or not.

    A right concerns both parents of the child, a claim of kinship only who made it.
    """
    row = await act.tx.claim_by_id(claim_id=claim_id)
    if row is None or parent_id is None:
        raise NotAllowed(Reason.NOT_YOURS)
    if row["kind"] == "right":
        await vouchers.own(act, parent_id, row["application_id"])
    elif row["parent_id"] != parent_id:
        raise NotAllowed(Reason.NOT_YOURS)
    return row


def data_of(act: Act, row: Row) -> dict[str, Any]:
    """What was typed with a claim."""
    data: dict[str, Any] = act.seal.open_json("claim", str(row["operation"]), row["data"])
    return data


def reason_of(act: Act, row: Row) -> dict[str, str] | None:
    """Why a claim was returned: `code` of a ready reason, and `words` of the clerk's own."""
    if row["reason"] is None:
        return None
    reason: dict[str, str] = act.seal.open_json("claim_reason", str(row["id"]), row["reason"])
    return reason


def typed_child(act: Act, row: Row) -> TypedChild:
    """The child of a claim of kinship."""
    data = data_of(act, row)
    born = date.fromisoformat(data["born"]) if data["born"] else None
    sex = Sex(data["sex"]) if data["sex"] else None
    person = Person(data["surname"], data["given"], data["patronymic"], sex, born)
    return TypedChild(data["iin"], person, data["nationality"])


# ---- the department --------------------------------------------------------------------------------------------------


async def of_department(act: Act, claim_id: int) -> Row:
    """A claim of the clerk's own queue place; NotAllowed NOT_STAFF for any other, there or not."""
    row = await act.tx.claim_by_id(claim_id=claim_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", row["queue_place"])
    return row


async def to_decide(act: Act, claim_id: int) -> Row:
    """The same, while it waits; NotAllowed OWN_CASE, CLAIM_DECIDED, NOT_NOW when its application is over."""
    row = await of_department(act, claim_id)
    staff.must_be_others(act, await _family(act, row))
    if row["state"] != ClaimState.WAITING:
        raise NotAllowed(Reason.CLAIM_DECIDED)
    if row["kind"] == "right":
        application = await act.tx.application_by_id(application_id=row["application_id"])
        if application["state"] not in DECIDABLE:
            raise NotAllowed(Reason.NOT_NOW)
    return row


async def show_document(act: Act, claim_id: int, document_id: int) -> Document:
    """A document of a claim that waits, opened for the clerk; that it was opened is written down."""
    claim = await to_decide(act, claim_id)
    row = await act.tx.document_of_claim(document_id=document_id, claim_id=claim_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await audit(act, "department", claim["queue_place"], "document_shown", "document", document_id)
    return documents.opened(act, row)


async def accept(act: Act, claim_id: int, relation: str | None = None) -> Row:
    """The document proves it: the right counts from now on, or the child is the parent's.

    `relation`: mother, father or guardian, for kinship. NotAllowed: as `to_decide`, ANSWER_MISSING.
    """
    row = await to_decide(act, claim_id)
    if row["kind"] == "kinship" and relation not in set(Relation):
        raise NotAllowed(Reason.ANSWER_MISSING, field="relation")
    await _decide(act, row, ClaimState.ACCEPTED, None, relation or "")
    told = False
    if row["kind"] == "right":
        application = await act.tx.application_by_id(application_id=row["application_id"])
        told = await recategorize(act, application, right_of(Basis(row["basis"])), Cause.RIGHT_VERIFIED)
    else:
        await _add_child(act, row, str(relation))
    if not told:  # the letter of the new category says it all
        await post(act, await _family(act, row), "claim_accepted", claim_id)
    return row


async def _add_child(act: Act, row: Row, relation: str) -> None:
    """The child joins the parent's; one whom the registers have confirmed meanwhile is there already."""
    if await act.tx.is_kin(parent_id=row["parent_id"], child_hash=row["child_hash"]):
        return
    child = typed_child(act, row)
    await families.add_child(
        act,
        row["parent_id"],
        child.iin,
        child.person,
        nationality=child.nationality,
        relation=relation,
        verified=True,
        way="department",
    )


async def give_back(act: Act, claim_id: int, code: str, words: str | None) -> Row:
    """Return the claim with a reason: a ready one by its code, or the clerk's own words."""
    row = await to_decide(act, claim_id)
    reason = act.seal.close_json("claim_reason", str(claim_id), {"code": code, "words": words or ""})
    await _decide(act, row, ClaimState.RETURNED, reason, code)
    await post(act, await _family(act, row), "claim_returned", claim_id)
    return row


async def _decide(act: Act, row: Row, state: ClaimState, reason: bytes | None, detail: str) -> None:
    decided = await act.tx.decide_claim(
        claim_id=row["id"], state=state, reason=reason, person_id=act.person_id, now=act.seconds
    )
    if not decided:
        raise NotAllowed(Reason.CLAIM_DECIDED)
    await audit(act, "department", row["queue_place"], f"claim_{state}", "claim", row["id"], detail)


async def _family(act: Act, row: Row) -> list[Row]:
    """Who made the claim; for a right the whole family of the child."""
    people = list(await act.tx.accounts_of_parent(parent_id=row["parent_id"]))
    if row["kind"] == "right":
        application = await act.tx.application_by_id(application_id=row["application_id"])
        known = {one["id"] for one in people}
        family = await act.tx.family_of_child(child_id=application["child_id"])
        people += [one for one in family if one["id"] not in known]
    return people


async def audit(act: Act, role: str, scope: str, deed: str, subject: str, subject_id: int, detail: str = "") -> None:
    """Write into the audit journal: ids and codes, never anything about anybody."""
    await act.tx.audit(
        person_id=act.person_id,
        role=role,
        scope=scope,
        deed=deed,
        subject=subject,
        subject_id=subject_id,
        detail=detail,
        now=act.seconds,
    )
