"""Contracts with kindergartens: what the journal tells of them, how a paper is checked, what their staff may look at (R-55).

A contract is what the family sent, a first one or of a transfer, until it is refused, taken back, or ended by the next. It is
signed by both once the child is enrolled, or moved, after that.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest

from domain import journal
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import (
    ContractRefused,
    ContractSent,
    Enrolled,
    Transferred,
    TransferRefused,
    TransferSent,
    TransferTakenBack,
)
from usecases import catalogue, documents, staff, vouchers
from usecases.act import Act, Row
from usecases.claims import audit
from usecases.documents import Document

PREFIX = "check_c"
_PAYLOAD = re.compile(r"check_c(\d{1,18})-(\d{1,4})_([0-9a-f]{16})")
_SENT = (ContractSent, TransferSent)
_SIGNED = (Enrolled, Transferred)
_ENDED = (ContractRefused, TransferRefused, TransferTakenBack)
_TOLD = {kind.__name__ for kind in (*_SENT, *_SIGNED, *_ENDED)}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and when: the Telegram account, and which parent was signed in there."""

    person_id: int | None
    at: datetime
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of an application; `ordinal` counts those that the family sent."""

    application_id: int
    ordinal: int
    kindergarten_id: int
    group_id: int
    family: Signature
    kindergarten: Signature | None = None

    @property
    def number(self) -> str:
        """As people read it."""
        return f"{self.application_id:07d}-{self.ordinal}"


async def in_force(act: Act, application_id: int) -> list[Contract]:
    """The contracts that stand: one at most, or beside it the one of a transfer that is asked for."""
    contracts: list[Contract] = []
    ordinal = 0
    for row in await act.tx.journal_of(subject="voucher", subject_id=application_id):
        if row["name"] not in _TOLD:
            continue
        event = journal.restore("voucher", row["name"], json.loads(row["data"]))
        signature = Signature(row["person_id"], event.at, row["parent_id"])
        if isinstance(event, _SENT):
            ordinal += 1
            contracts.append(Contract(application_id, ordinal, event.kindergarten_id, event.group_id, signature))
        elif contracts and isinstance(event, _SIGNED):
            contracts = [replace(contracts[-1], kindergarten=signature)]
        elif contracts:
            contracts.pop()
    return contracts


async def coming(act: Act, application_id: int, kindergarten_id: int, group_id: int) -> Contract:
    """The contract that the family would send now, for it to be looked through and signed."""
    rows = await act.tx.journal_of(subject="voucher", subject_id=application_id)
    sent = sum(row["name"] in {kind.__name__ for kind in _SENT} for row in rows)
    signer = Signature(act.person_id, act.now, (await act.tx.person_by_id(person_id=act.person_id))["parent_id"])
    return Contract(application_id, sent + 1, kindergarten_id, group_id, signer)


async def of_application(act: Act, application_id: int) -> Contract:
    """The contract that the family sent last; NotAllowed NOT_NOW when none stands."""
    contracts = await in_force(act, application_id)
    if not contracts:
        raise NotAllowed(Reason.NOT_NOW)
    return contracts[-1]


# ---- checking a paper ------------------------------------------------------------------------------------------------


def _check_value(act: Act, contract: Contract) -> str:
    """Sixteen letters that only we can work out for this contract."""
    sent = int(contract.family.at.timestamp())
    about = f"{contract.number}:{contract.kindergarten_id}:{contract.group_id}:{sent}"
    return act.seal.fingerprint("contract", about).hex()[:16]


def payload(act: Act, contract: Contract) -> str:
    """What the deep link on the paper carries: the number and the value, nothing personal."""
    return f"{PREFIX}{contract.number}_{_check_value(act, contract)}"


async def checked(act: Act, said: str) -> tuple[Row, Contract] | None:
    """The contract a paper is about, if it is ours and still stands; NotAllowed NOT_STAFF unless a clerk asks."""
    await staff.must_be_staff(act)
    found = _PAYLOAD.fullmatch(said)
    if found is None:
        return None
    every = await in_force(act, int(found[1]))
    contract = next((one for one in every if one.ordinal == int(found[2])), None)
    if contract is None or not compare_digest(_check_value(act, contract), found[3]):
        return None
    return await act.tx.application_by_id(application_id=contract.application_id), contract


# ---- the kindergarten ------------------------------------------------------------------------------------------------


async def of_kindergarten(act: Act, application_id: int) -> Row:
    """An application with a contract of the clerk's own kindergarten; NotAllowed NOT_STAFF for any other, there or not."""
    row = await act.tx.child_of_application(application_id=application_id)
    garden = answering(row) if row is not None else None
    if garden is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.own_kindergarten(act, garden)
    return row


async def of_own_kindergarten(act: Act, application_id: int) -> Contract:
    """The contract of an application with a kindergarten of the clerk's; NotAllowed NOT_STAFF."""
    scopes = {one["scope"] for one in await act.tx.staff_of(person_id=act.person_id) if one["role"] == "kindergarten"}
    for contract in reversed(await in_force(act, application_id)):
        garden = await act.tx.kindergarten_by_id(kindergarten_id=contract.kindergarten_id)
        if garden["code"] in scopes:
            return contract
    raise NotAllowed(Reason.NOT_STAFF)


def answering(row: Row) -> int | None:
    """The kindergarten with which a contract lies; once it has answered, the child's own."""
    kindergarten_id: int | None = vouchers.asked_kindergarten(vouchers.voucher_of(row)) or row["kindergarten_id"]
    return kindergarten_id


def _is_considered(row: Row) -> bool:
    """Whether a contract lies with a kindergarten, first or of a transfer."""
    return vouchers.asked_kindergarten(vouchers.voucher_of(row)) is not None


async def papers_of(act: Act, application_id: int) -> list[Row]:
    """The documents that the family has proved the application with, while the contract waits for an answer."""
    row = await of_kindergarten(act, application_id)
    if not _is_considered(row):
        return []
    return list(await act.tx.documents_of_application(application_id=application_id))


async def show_document(act: Act, application_id: int, document_id: int) -> Document:
    """A document of an application whose contract waits; that it was opened is written down.

    NotAllowed: NOT_STAFF, NOT_NOW when the contract has been answered.
    """
    row = await of_kindergarten(act, application_id)
    if not _is_considered(row):
        raise NotAllowed(Reason.NOT_NOW)
    document = await act.tx.document_of_application(document_id=document_id, application_id=application_id)
    if document is None:
        raise NotAllowed(Reason.NOT_STAFF)
    garden = await act.tx.kindergarten_by_id(kindergarten_id=answering(row))
    await audit(act, "kindergarten", garden["code"], "document_shown", "document", document_id)
    return documents.opened(act, document)


async def change_places(act: Act, group_id: int, places: int) -> Row:
    """So many places in a group from now on; the group's row as it was before.

    NotAllowed: NOT_STAFF, PLACES_TAKEN when fewer than are taken or offered.
    """
    group = await own_group(act, group_id)
    at_least = group["taken"] + group["offered"]
    if places < at_least:
        raise NotAllowed(Reason.PLACES_TAKEN, at_least=at_least)
    if places != group["places"]:
        await act.tx.set_places(group_id=group_id, places=places)
        detail = f"{group['places']}>{places}"
        await audit(act, "kindergarten", group["code"], "places_changed", "class", group_id, detail)
    return group


async def own_group(act: Act, group_id: int) -> Row:
    """A group of the clerk's own kindergarten, with its places; NotAllowed NOT_STAFF for any other, there or not."""
    found = await act.tx.class_by_id(group_id=group_id)
    if found is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.own_kindergarten(act, found["kindergarten_id"])
    every = await catalogue.rows_of(act, found["kindergarten_id"])
    return next(row for row in every if row["group_id"] == group_id)
