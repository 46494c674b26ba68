"""Who saw or changed a family's data: from the audit journal and the journals of its applications.

Staff appear by role and place, never by name; whoever of the family did something, as themselves or the other parent.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from usecases import families
from usecases.act import Act, Row

OF_KINDERGARTEN = frozenset(
    {"Enrolled", "ContractRefused", "Transferred", "TransferRefused", "Left", "Published", "Admitted", "ReferralUsed"}
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: when, who (`you`, `family`, `department`, `kindergarten`, `operator`, `support`), where they work (KATO of
    the queue place or the kindergarten's code), what, and the number of the application if it is about one.
    """

    at: datetime
    who: str
    scope: str
    what: str
    application_id: int | None = None


async def of_parent(act: Act, parent_id: int | None) -> Sequence[Deed]:
    """Everything people have done with the data of the parent and their children, the newest first."""
    parent = await families.parent(act, parent_id)
    kin: set[int] = set()
    for child in await families.children(act, parent.id):
        kin |= {row["parent_id"] for row in await act.tx.family_of_child(child_id=child.id)}
    deeds = [_audited(row, parent.id) for row in await act.tx.trail_of_audit(parent_id=parent.id)]
    codes: dict[int, str] = {}
    for row in await act.tx.trail_of_journal(parent_id=parent.id):
        deeds.append(await _journalled(act, row, parent.id, kin, codes))
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def _audited(row: Row, parent_id: int) -> Deed:
    who = row["role"]
    if who == "parent":
        who = "you" if row["subject"] == "parent" or row["parent_id"] == parent_id else "family"
    number = row["subject_id"] if row["subject"] == "application" else None
    return Deed(datetime.fromtimestamp(row["at"], UTC), who, row["scope"], row["deed"], number)


async def _journalled(act: Act, row: Row, parent_id: int, kin: set[int], codes: dict[int, str]) -> Deed:
    at = datetime.fromtimestamp(int(json.loads(row["data"])["at"]), UTC)
    number = row["application_id"]
    if row["parent_id"] == parent_id:
        return Deed(at, "you", "", row["name"], number)
    if row["name"] in OF_KINDERGARTEN:
        garden = row["sheet_kindergarten_id"] or row["kindergarten_id"]
        return Deed(at, "kindergarten", await _code(act, garden, codes), row["name"], number)
    if row["parent_id"] in kin or row["name"] in OF_FAMILY:
        return Deed(at, "family", "", row["name"], number)
    return Deed(at, "department", row["queue_place"], row["name"], number)


OF_FAMILY = frozenset({"InterestConfirmed", "VoucherRefused", "Restored", "ContractSent", "Extended", "WaitingBegan",
                       "ListsJoined", "ListsLeft", "OfferDeclined", "TransferSent", "TransferTakenBack", "Withdrawn",
                       "StillInterested", "Confirmed", "Disputed", "ReferralAsked", "ReferralConfirmed",
                       "ReferralExtended", "ReferralTakenBack"})  # fmt: skip
"""What only a parent can do, from whichever account: who has left the family since is still «the family»."""


async def _code(act: Act, kindergarten_id: int | None, codes: dict[int, str]) -> str:
    if kindergarten_id is None:
        return ""
    if kindergarten_id not in codes:
        row = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
        codes[kindergarten_id] = row["code"] if row else ""
    return codes[kindergarten_id]
