"""Waiting lists: joining and leaving them, and offering the places that become free (R-56).

A list is in the order of joining. Who considers an offer is passed over and keeps the place in the other lists. That a
place is held, and for whom, stands in the row of the application; there is one writer, so no place is held twice.
"""

from collections.abc import Sequence

from domain import voucher
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import Signature, State, Voucher
from usecases import vouchers
from usecases.act import Act, Row

BATCH = 100


async def fitting_kindergartens(act: Act, row: Row) -> list[Row]:
    """Kindergartens with a group that fits: places `free` for this child, `length` of the list, whether it is `joined`."""
    return list(await act.tx.fitting_kindergartens(**vouchers.fitting(act, row)))


async def full_kindergartens(act: Act, row: Row) -> list[Row]:
    """Those whose list can be joined: a group fits, no place is free, and the child does not wait there yet."""
    return [one for one in await fitting_kindergartens(act, row) if not one["free"] and not one["joined"]]


async def lists_of(act: Act, application_id: int) -> list[Row]:
    """The lists in which a child waits: the kindergarten, `number` in the list, `length` of it."""
    return list(await act.tx.lists_of(application_id=application_id))


async def join(act: Act, row: Row, kindergarten_ids: Sequence[int]) -> Voucher:
    """Wait in these kindergartens' lists; the contract clock stands still.

    NotAllowed: GROUP_DOES_NOT_FIT, HAS_FREE_PLACE, and what `voucher.decide` says to JoinLists.
    """
    fitting = {one["id"]: one for one in await fitting_kindergartens(act, row)}
    if not set(kindergarten_ids) <= set(fitting):
        raise NotAllowed(Reason.GROUP_DOES_NOT_FIT)
    joined = voucher.JoinLists(tuple(kindergarten_ids))
    voucher.decide(vouchers.voucher_of(row), joined, act.now, act.law.calendar, act.law.rulebook)
    if any(fitting[one]["free"] for one in kindergarten_ids):
        raise NotAllowed(Reason.HAS_FREE_PLACE)
    return await vouchers.carry_out(act, row, joined)


async def leave(act: Act, row: Row, kindergarten_ids: Sequence[int] = ()) -> Voucher:
    """Leave these lists, or all; NotAllowed NOT_IN_LIST."""
    left = tuple(kindergarten_ids) or vouchers.voucher_of(row).lists
    return await vouchers.carry_out(act, row, voucher.LeaveLists(left))


async def offered_group(act: Act, row: Row, group_id: int) -> None:
    """NotAllowed OFFER_OVER unless a place of this group is held for the child now (R-4)."""
    now = vouchers.as_of_now(act, row)
    if now["state"] != State.WAITING or now["held_group_id"] != group_id:
        raise NotAllowed(Reason.OFFER_OVER)


async def accept(act: Act, row: Row, group_id: int, signature: Signature = "code") -> Voucher:
    """Sign and send the contract for the place that is held; NotAllowed OFFER_OVER."""
    await offered_group(act, row, group_id)
    return await vouchers.send_contract(act, row, group_id, signature)


async def offer(act: Act) -> bool:
    """Offer the free places to whoever is first in their lists; whether there may be more to do."""
    rows = await act.tx.classes_to_offer(born_by=vouchers.births(act), at_most=BATCH)
    offered = sum([await _offer_places(act, row) for row in rows])
    return len(rows) == BATCH and offered > 0


async def _offer_places(act: Act, group: Row) -> int:
    first = await act.tx.first_in_list(
        kindergarten_id=group["kindergarten_id"],
        group_type=group["group_type"],
        language=group["language"],
        age_from=group["age_from"],
        age_to=group["age_to"],
        born_by=vouchers.births(act),
        at_most=group["free"],
    )
    return sum([await _offer_to(act, row, group) for row in first])


async def _offer_to(act: Act, row: Row, group: Row) -> bool:
    """Whether the place was offered: a pause that has just ended is for the next tick to see."""
    try:
        await vouchers.carry_out(act, row, voucher.OfferPlace(group["kindergarten_id"], group["id"]))
    except NotAllowed:
        return False
    return True
