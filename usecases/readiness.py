"""How ready a family is for its voucher while its number comes near (R-42, R-50)."""

from datetime import date

from domain import readiness as rules_of_readiness
from domain.calendar import local_day
from domain.claim import certificate_ends
from domain.readiness import Facts, Readiness
from usecases import families, vouchers
from usecases.act import Act, Row
from usecases.board import certificate_of
from usecases.ports import Answer


async def of_application(act: Act, person: Row, row: Row, phone: Answer | None = None) -> Readiness:
    """For this person of the family; `phone`: what МАБ has just answered about the number, if it was asked and has."""
    every = await act.tx.parents_of_child(child_id=row["child_id"])
    here = [one for one in every if one["accounts"]]
    parent = await families.parent(act, person["parent_id"])
    facts = Facts(
        phone_valid=parent.verified if phone is None else phone is Answer.VALID,
        certificate_ends=await _certificate(act, row),
        favourites=await act.tx.count_favourites_of_child(child_id=row["child_id"]),
        parents=len(here),
        everybody_reachable=all(one["unreachable"] < one["accounts"] for one in here),
        has_place=person["district"] is not None,
    )
    return rules_of_readiness.readiness(facts, local_day(act.now), vouchers.rules_of(act, row))


async def _certificate(act: Act, row: Row) -> date | None:
    claim = await certificate_of(act, row)
    return None if claim is None else certificate_ends(claim["issued"], vouchers.rules_of(act, row))
