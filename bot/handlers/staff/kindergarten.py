"""The staff's room, and a kindergarten's contracts to sign or refuse (R-55, R-58)."""

from datetime import date

from aiogram.fsm.context import FSMContext

from bot.handlers.contracts import drawing_of, group_with
from bot.handlers.endings import GROUNDS
from bot.handlers.forms import Forms
from bot.handlers.gardens import group_words
from bot.handlers.staff import joinings, marking, marks_file, months, referral_desk, troubles
from bot.handlers.staff.boss_buttons import department_rows
from bot.handlers.staff.documents import documents_button
from bot.handlers.staff.garden import GARDEN_DEEDS, documents_of, garden_rows, show
from bot.handlers.staff.reviews import answers_button, moderation_button
from bot.handlers.staff.support import questions_button
from bot.handlers.voucher import number_of, working_deadline
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import StaffTap, go, menu_button, staff_button
from bot.words import Html, _, bold, date_words, escape, say
from domain import voucher
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import Ground
from usecases import contracts, families, staff, timesheets, transfers, vouchers
from usecases.act import Act, Row, instant

button = staff_button


async def staff_room(act: Act, turn: Turn) -> Screen:
    """What this clerk can do, for every place where they serve."""
    rows: list[tuple[Button, ...]] = []
    for one in await act.tx.staff_of(person_id=turn.person_id):
        if one["role"] == "department":
            rows.append((go(_("🎫 Hold a round of vouchers"), "round", one["scope"]),))
            rows.append((await documents_button(act, one["scope"]),))
            rows += await troubles.trouble_rows(act, one["scope"])
            rows += department_rows(one["scope"])
            rows += await joinings.joining_rows(act, one["scope"])
            rows += await referral_desk.department_rows(act, one["scope"])
            rows.append((await moderation_button(act, one["scope"]),))
        elif one["role"] == "support":
            rows.append((await questions_button(act),))
        else:
            garden = await act.tx.kindergarten_by_code(code=one["scope"])
            rows += await _kindergarten_rows(act, garden)
    if not rows:
        raise NotAllowed(Reason.NOT_STAFF)
    return Screen(bold(_("Staff")), (*rows, (menu_button(),)))


async def _kindergarten_rows(act: Act, garden: Row) -> list[tuple[Button, ...]]:
    sent = await act.tx.contracts_sent_to(kindergarten_id=garden["id"])
    contracts = _("✍ Contracts to sign: {count}", count=len(sent))
    return [
        (button(contracts, "contracts", garden["id"]),),
        *await referral_desk.kindergarten_rows(act, garden),
        *await garden_rows(act, garden),
        (button(_("📅 Timesheets"), "months", garden["id"]),),
        (await answers_button(act, garden["id"]),),
    ]


async def press(turn: Turn, state: FSMContext, forms: Forms, tapped: StaffTap) -> Screen:
    """A clerk's button; whether it is theirs is checked by the use case."""
    if tapped.verb == "republish":
        async with turn.looking() as act:
            await timesheets.of_staff(act, tapped.id)
        return await forms.open(turn, state, "Reply", {"sheet": str(tapped.id)})
    if tapped.verb in marks_file.VERBS:
        return await marks_file.pressed(turn, state, forms, tapped)
    if tapped.verb == "group":
        async with turn.looking() as act:
            await contracts.own_group(act, tapped.id)
        return await forms.open(turn, state, "Places", {"group": str(tapped.id)})
    if tapped.verb == "reinstate":
        async with turn.looking() as act:
            await transfers.to_reinstate(act, tapped.id)
        return await forms.open(turn, state, "Reinstate", {"application": str(tapped.id)})
    do = DEEDS.get(tapped.verb)
    async with turn.acting() as act:
        return await do(act, tapped) if do else await staff_room(act, turn)


# ---- contracts -------------------------------------------------------------------------------------------------------


async def _contracts(act: Act, tapped: StaffTap) -> Screen:
    garden = await staff.own_kindergarten(act, tapped.id)
    sent = await act.tx.contracts_sent_to(kindergarten_id=garden["id"])
    text = lines(bold(_("Contracts to sign")), None if sent else _("No contract waits for your signature."))
    buttons = [button(escape(families.child_person(act, row).full_name), "contract", row["id"]) for row in sent[:20]]
    return Screen(text, column(*buttons, go(_("🗂 Staff"), "staff")))


async def _own_contract(act: Act, application_id: int) -> Row:
    row = await act.tx.application_by_id(application_id=application_id)
    garden = _answering(row) if row else None
    if garden is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.own_kindergarten(act, garden)
    return row


def _answering(row: Row) -> int | None:
    """The kindergarten with which the contract lies; once it has answered, the child's own."""
    kindergarten_id: int | None = vouchers.asked_kindergarten(vouchers.voucher_of(row)) or row["kindergarten_id"]
    return kindergarten_id


async def contract_screen(act: Act, application_id: int) -> Screen:
    """An incoming contract: the child, the group, the family's documents, until when to answer."""
    row = await _own_contract(act, application_id)
    garden = _answering(row)
    sent = await act.tx.contracts_sent_to(kindergarten_id=garden)
    whole = next((one for one in sent if one["id"] == application_id), None)
    if whole is None:
        raise NotAllowed(Reason.NOT_NOW)
    person, due_at = families.child_person(act, whole), instant(row["due_at"])
    told, shows = await documents_of(act, application_id)
    contract = await contracts.of_own_kindergarten(act, application_id)
    text = lines(
        _("<b>Contract, application No. {number}</b>", number=number_of(application_id)),
        _("🔁 A transfer: the child comes from another kindergarten, and the voucher with it.")
        if transfers.moves(row)
        else None,
        _("Child: <b>{name}</b>\nDate of birth: {born}", name=person.full_name, born=date_words(_born(person.born))),
        _("Group: {group}", group=group_words(await group_with(act, contract.group_id))),
        told,
        _("Answer by: {deadline}", deadline=working_deadline(act, due_at))
        if due_at
        else _("The term for your answer is over; please answer today."),
    )
    return Screen(
        text,
        column(
            *shows,
            button(_("📄 Contract as PDF"), "paper", application_id),
            button(_("✍ Sign"), "sign", application_id),
            button(_("Refuse the contract"), "grounds", application_id),
            button(_("⬅ Back"), "contracts", garden or 0),
        ),
    )


def _born(born: date | None) -> date:
    assert born is not None, "a child is not kept without its date of birth"
    return born


async def _contract(act: Act, tapped: StaffTap) -> Screen:
    return await contract_screen(act, tapped.id)


async def _document(act: Act, tapped: StaffTap) -> Screen:
    """A document of the family, shown until the next screen."""
    screen = await contract_screen(act, tapped.id)
    return await show(act, screen, tapped.id, int(tapped.arg) if tapped.arg.isdecimal() else 0)


async def _sign(act: Act, tapped: StaffTap) -> Screen:
    row = await _own_contract(act, tapped.id)
    await vouchers.carry_out(act, row, voucher.KindergartenSigns())
    done = _done(_("✅ <b>Signed.</b> The child is enrolled, and the family is told."), _answering(row) or 0)
    contract = await contracts.of_own_kindergarten(act, tapped.id)
    return Screen(done.text, done.rows, drawing=await drawing_of(act, contract))


async def _grounds(act: Act, tapped: StaffTap) -> Screen:
    row = await _own_contract(act, tapped.id)
    text = _(
        "<b>Refusing a contract</b>\n\nThe law knows only these grounds. The family is told the ground and chooses "
        "again.\nWhich ground is it?"
    )
    buttons = [button(say(words), "refuse", tapped.id, ground) for ground, words in GROUNDS.items()]
    return Screen(text, column(button(_("⬅ Back"), "contract", row["id"]), *buttons))


async def _refuse(act: Act, tapped: StaffTap) -> Screen:
    row = await _own_contract(act, tapped.id)
    if tapped.arg not in set(Ground):
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    await vouchers.carry_out(act, row, voucher.KindergartenRefuses(Ground(tapped.arg)))
    return _done(_("The contract is refused, and the family is told the ground."), _answering(row) or 0)


def _done(words: Html, kindergarten_id: int) -> Screen:
    return Screen(words, column(button(_("✍ Contracts"), "contracts", kindergarten_id), menu_button()))


DEEDS = {
    "contracts": _contracts,
    "contract": _contract,
    "document": _document,
    "sign": _sign,
    "grounds": _grounds,
    "refuse": _refuse,
    **GARDEN_DEEDS,
    **months.DEEDS,
    **marking.DEEDS,
    **troubles.DEEDS,
    **joinings.DEEDS,
    **referral_desk.DEEDS,
}
