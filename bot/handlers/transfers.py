"""After enrolment: a transfer to another kindergarten (R-58), and leaving for good."""

from aiogram.fsm.context import FSMContext

from bot.fsm.form import Facts
from bot.fsm.transfer import Transfer
from bot.handlers.contracts import contract_paper
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.voucher import (
    application_screen,
    choice,
    garden_words,
    must_be_signable,
    signed_by,
    signing_facts,
    tap,
)
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import VoucherTap
from bot.words import N_, Msg, Name, _, say
from domain import voucher
from domain.voucher import Departure
from usecases import families, transfers, vouchers
from usecases.act import Act, Row

VERBS = frozenset({"transfer", "transfer_back", "transfer_back_yes", "leave", "leave_yes", "school_yes"})


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: VoucherTap) -> Screen:
    """One of VERBS: judged by the use case, whoever pressed it and however old it is."""
    match tapped.verb:
        case "transfer":
            return await _open_transfer(turn, state, forms, tapped.id)
        case "transfer_back_yes":
            return await _take_back(turn, tapped.id)
        case "leave_yes":
            return await _leave(turn, tapped.id, "leaves")
        case "school_yes":
            return await _leave(turn, tapped.id, "school")
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, tapped.id)
        return await (ask_leave(act, row) if tapped.verb == "leave" else ask_back(act, row))


def _check(act: Act, row: Row, command: voucher.Command) -> None:
    voucher.decide(vouchers.voucher_of(row), command, act.now, act.law.calendar, act.law.rulebook)


# ---- the transfer ----------------------------------------------------------------------------------------------------


async def _open_transfer(turn: Turn, state: FSMContext, forms: Forms, application_id: int) -> Screen:
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        allowed = transfers.signatures(act, row)
        _check(act, row, voucher.AskTransfer(0, 0, allowed[0]))
    must_be_signable(turn, allowed)
    return await forms.open(turn, state, "Transfer", {"application": str(application_id)})


async def load_transfer(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The snapshot for the transfer: other kindergartens with a free place that fits (R-58)."""
    row, known = await signing_facts(act, turn, draft)
    old = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    elsewhere = await transfers.places_elsewhere(act, row)
    gone_from = Name(old["name_kk"], old["name_ru"])
    more = {"old": gone_from, "signatures": transfers.signatures(act, row)}
    return choice(act, turn, row, elsewhere, {**known, **more})


async def sign_transfer(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The contract is with the other kindergarten; the child stays where it is meanwhile."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    await transfers.ask(act, row, int(answers["kindergarten"][1:]), signed_by(answers))
    head = _("✅ <b>The transfer is asked for.</b> We tell you as soon as the other kindergarten has answered.")
    return await application_screen(act, turn, row["id"], head)


TRANSFER = Kind(Transfer, load_transfer, sign_transfer, paper=contract_paper)


async def ask_back(act: Act, row: Row) -> Screen:
    """The place elsewhere is given up; the safe choice first."""
    _check(act, row, voucher.TakeTransferBack())
    text = lines(
        _("<b>Taking the transfer back: {name}</b>", name=families.child_person(act, row).given),
        await garden_words(act, row["held_kindergarten_id"]),
        _("The place there is given up and may go to another child. The child stays in the present kindergarten."),
    )
    return Screen(
        text,
        column(
            tap(_("No, wait for the answer"), "open", row["id"]),
            tap(_("Yes, take it back"), "transfer_back_yes", row["id"]),
        ),
    )


async def _take_back(turn: Turn, application_id: int) -> Screen:
    async with turn.acting() as act:
        await transfers.take_back(act, await vouchers.own(act, turn.parent_id, application_id))
        head = _("The transfer is taken back. The child stays in the present kindergarten.")
        return await application_screen(act, turn, application_id, head)


# ---- leaving ---------------------------------------------------------------------------------------------------------


async def ask_leave(act: Act, row: Row) -> Screen:
    """What leaving would mean: its own screen, the safe choice first."""
    _check(act, row, voucher.Leave("leaves"))
    text = lines(
        _("<b>The child leaves the kindergarten: {name}</b>", name=families.child_person(act, row).given),
        await garden_words(act, row["kindergarten_id"]),
        _(
            "The contract and the voucher end today, and the place goes to another child. To come back you would have to "
            "apply again and wait from the end of the queue.\n\nThis cannot be undone. If you only want another "
            "kindergarten, choose the transfer: the voucher goes along."
        ),
    )
    return Screen(
        text,
        column(
            tap(_("No, the child stays"), "open", row["id"]),
            None if transfers.moves(row) else tap(_("🔁 Transfer to another"), "transfer", row["id"]),
            tap(_("Yes, leaves the kindergarten"), "leave_yes", row["id"]),
            tap(_("Yes, goes to school"), "school_yes", row["id"]),
        ),
    )


async def _leave(turn: Turn, application_id: int, why: Departure) -> Screen:
    async with turn.acting() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        await transfers.leave(act, row, why)
        return await application_screen(act, turn, application_id, say(GONE[why]))


GONE: dict[Departure, Msg] = {
    "leaves": N_("The child has left the kindergarten; the kindergarten is told."),
    "school": N_("The child has left for school; the kindergarten is told. All the best!"),
}
