"""Letters about the contract; the paper comes with them, and the words stand under it."""

from collections.abc import Awaitable, Callable

from bot.handlers.contracts import drawing_of
from bot.handlers.gardens import name_of
from bot.handlers.voucher import number_of
from bot.screen import Screen, column
from bot.taps import go
from bot.words import Html, _
from domain.not_allowed import NotAllowed
from domain.voucher import State
from usecases import contracts, families, vouchers
from usecases.act import Act, Row


async def _own(act: Act, letter: Row, state: State) -> Row | None:
    try:
        row = await vouchers.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    return row if row["state"] == state else None


async def _with_paper(act: Act, row: Row, text: Html) -> Screen:
    details = go(_("Details"), "app", str(row["id"]))
    contract = await contracts.of_application(act, row["id"])
    return Screen(text, column(details), drawing=await drawing_of(act, contract))


async def _contract_sent(act: Act, letter: Row) -> Screen | None:
    """The other parent is told what was signed (R-55)."""
    row = await _own(act, letter, State.CONTRACT_SENT)
    if row is None:
        return None
    name = families.child_person(act, row).given
    text = _(
        "✍ <b>The contract for {name} is signed and sent</b> to the kindergarten.",
        name=name,
        number=number_of(row["id"]),
    )
    return await _with_paper(act, row, text)


async def _enrolled(act: Act, letter: Row) -> Screen | None:
    """The child is enrolled (R-57): the contract signed by both."""
    row = await _own(act, letter, State.ENROLLED)
    if row is None:
        return None
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    text = _(
        "🎉 <b>{name} is enrolled in the kindergarten {kindergarten}.</b>\n\nWhat happens next: each month, from the "
        "1st to the 10th, you confirm the timesheet here. We remind you.",
        name=families.child_person(act, row).given,
        kindergarten=name_of(garden),
    )
    return await _with_paper(act, row, text)


CONTRACT_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {
    "contract_sent": _contract_sent,
    "enrolled": _enrolled,
}
