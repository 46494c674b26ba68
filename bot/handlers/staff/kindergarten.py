"""A kindergarten's work: contracts to sign or refuse (R-55, R-58), the month to mark and publish (R-60, R-63)."""

from datetime import date, timedelta

from aiogram.fsm.context import FSMContext

from bot.fsm.dispute import Reply
from bot.fsm.form import Facts
from bot.handlers.contracts import drawing_of, group_with
from bot.handlers.disputes import claims_words
from bot.handlers.drafts import Draft
from bot.handlers.endings import GROUNDS
from bot.handlers.forms import Forms, Kind
from bot.handlers.gardens import group_words
from bot.handlers.snapshot import snapshot
from bot.handlers.staff import joinings, troubles
from bot.handlers.staff.boss_buttons import department_rows
from bot.handlers.staff.documents import documents_button
from bot.handlers.staff.garden import GARDEN_DEEDS, documents_of, garden_rows, show
from bot.handlers.timesheets import MARKS, SIGNS, STATES, calendar_words
from bot.handlers.voucher import number_of, working_deadline
from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import StaffTap, go, menu_button, staff_button
from bot.words import N_, Html, Msg, _, bold, date_words, escape, month_words, n_, say
from domain import voucher
from domain.calendar import first_of_month, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark, SheetState
from domain.voucher import Ground
from usecases import contracts, families, staff, timesheets, transfers, vouchers
from usecases.act import Act, Row, instant
from usecases.timesheets import month_number, month_of

CHILDREN = 40  # on one page of a month


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
        *await garden_rows(act, garden),
        (button(_("📅 Timesheets"), "months", garden["id"]),),
    ]


async def press(turn: Turn, state: FSMContext, forms: Forms, tapped: StaffTap) -> Screen:
    """A clerk's button; whether it is theirs is checked by the use case."""
    if tapped.verb == "republish":
        async with turn.looking() as act:
            await timesheets.of_staff(act, tapped.id)
        return await forms.open(turn, state, "Reply", {"sheet": str(tapped.id)})
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


# ---- the month -------------------------------------------------------------------------------------------------------


async def _months(act: Act, tapped: StaffTap) -> Screen:
    await staff.own_kindergarten(act, tapped.id)
    this = first_of_month(local_day(act.now))
    last = first_of_month(this - timedelta(days=1))
    buttons = [
        button(escape(month_words(month)), "month", tapped.id, str(month_number(month))) for month in (last, this)
    ]
    return Screen(bold(_("Timesheets")), column(*buttons, go(_("🗂 Staff"), "staff")))


def _month_arg(arg: str) -> date:
    if len(arg) != 6 or not arg.isdecimal() or not 1 <= int(arg[4:]) <= 12 or not 2020 <= int(arg[:4]) <= 2100:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return month_of(int(arg))


async def _month(act: Act, tapped: StaffTap) -> Screen:
    month, _dot, page = tapped.arg.partition(".")
    return await month_screen(act, tapped.id, _month_arg(month), page=int(page) if page.isdecimal() else 0)


async def month_screen(act: Act, kindergarten_id: int, month: date, head: Html | None = None, page: int = 0) -> Screen:
    """A kindergarten's month: every child, how each sheet stands, and publishing."""
    rows = await timesheets.open_month(act, kindergarten_id, month)
    counts = {state: sum(1 for row in rows if row["state"] == state) for state in SheetState}
    told = [Html(f"{say(CLERK_STATES[state])}: {count}") for state, count in counts.items() if count]
    text = lines(
        head,
        _("<b>Timesheets: {month}</b>", month=month_words(month)),
        _("Everybody is marked present on working days. Open a child to mark the exceptions, then publish the month.")
        if counts[SheetState.MARKING]
        else None,
        Html("\n".join(told)) if told else _("No child is enrolled in this month."),
    )
    ready = counts[SheetState.MARKING] and local_day(act.now) >= first_of_month(month + timedelta(days=31))
    publish = button(_("📣 Publish the month"), "publish", kindergarten_id, str(month_number(month)))
    children = [
        button(f"{_sheet_sign(row)} {escape(families.child_person(act, row).full_name)}", "sheet", row["id"])
        for row in rows[page * CHILDREN : (page + 1) * CHILDREN]
    ]
    pages = tuple(
        button(f"{'• ' if at == page else ''}{at + 1}", "month", kindergarten_id, f"{month_number(month)}.{at}")
        for at in range(-(-len(rows) // CHILDREN))
    )
    turning = (pages[:8],) if len(pages) > 1 else ()
    return Screen(text, (*column(publish if ready else None, *children), *turning, (go(_("🗂 Staff"), "staff"),)))


CLERK_STATES: dict[str, Msg] = {
    **STATES,
    SheetState.PUBLISHED: N_("Waits for the parent"),
    SheetState.DISPUTED: N_("Disputed by the parent: your answer is needed"),
}


def _sheet_sign(row: Row) -> str:
    signs = {SheetState.CONFIRMED: "✅", SheetState.DISPUTED: "❗", SheetState.PUBLISHED: "⏳"}
    return signs.get(row["state"], "📅")


async def _sheet(act: Act, tapped: StaffTap) -> Screen:
    return await sheet_screen(act, tapped.id)


async def sheet_screen(act: Act, sheet_id: int) -> Screen:
    """One child's month, with a button for every day while marks may be changed."""
    row = await timesheets.of_staff(act, sheet_id)
    marks, sheet = timesheets.marks_of(act, row), timesheets.sheet_of(row)
    disputed = sheet.state is SheetState.DISPUTED
    text = lines(
        _("<b>{name}: {month}</b>", name=families.child_person(act, row).full_name, month=month_words(sheet.month)),
        calendar_words(row["month"], marks, sheet.disputed_days if disputed else ()),
        bold(say(CLERK_STATES[row["state"]])),
        claims_words(act, row) if disputed else None,
    )
    may = sheet.state in (SheetState.MARKING, SheetState.DISPUTED)
    days = [button(f"{day} {SIGNS[marks[day]]}", "day", sheet_id, str(day)) for day in sorted(marks)] if may else []
    grid: Rows = tuple(tuple(days[i : i + 7]) for i in range(0, len(days), 7))
    again = button(_("📣 Publish again"), "republish", sheet_id) if disputed else None
    back = button(_("⬅ Back"), "month", row["kindergarten_id"], str(row["month"]))
    return Screen(text, (*grid, *column(again, back)))


async def _day(act: Act, tapped: StaffTap) -> Screen:
    row = await timesheets.of_staff(act, tapped.id)
    day = int(tapped.arg) if tapped.arg.isdecimal() else 0
    if day not in timesheets.marks_of(act, row):
        raise NotAllowed(Reason.DAY_OUTSIDE_MONTH, day=day)
    text = _(
        "{name}, {day}\nWhat is true for this day?",
        name=families.child_person(act, row).given,
        day=date_words(month_of(row["month"]).replace(day=day)),
    )
    marks = [button(f"{SIGNS[mark]} {say(words)}", "mark", tapped.id, f"{day}.{mark}") for mark, words in MARKS.items()]
    return Screen(text, column(*marks, button(_("⬅ Back"), "sheet", tapped.id)))


async def _mark(act: Act, tapped: StaffTap) -> Screen:
    day, _dot, mark = tapped.arg.partition(".")
    if not day.isdecimal() or mark not in set(Mark):
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    await timesheets.mark(act, tapped.id, int(day), Mark(mark))
    return await sheet_screen(act, tapped.id)


async def _publish(act: Act, tapped: StaffTap) -> Screen:
    """Publishing has its own question: after it the families are told."""
    month = _month_arg(tapped.arg)
    rows = await timesheets.open_month(act, tapped.id, month)
    count = sum(1 for row in rows if row["state"] == SheetState.MARKING)
    text = lines(
        _("<b>Publish {month}?</b>", month=month_words(month)),
        n_(
            "{count} timesheet goes to the family. After that the marks can be changed only if the parent disagrees.",
            "{count} timesheets go to the families. After that the marks can be changed only if a parent disagrees.",
            count,
        ),
    )
    return Screen(
        text,
        column(
            button(_("⬅ Back"), "month", tapped.id, tapped.arg),
            button(_("📣 Publish"), "publish_yes", tapped.id, tapped.arg),
        ),
    )


async def _publish_yes(act: Act, tapped: StaffTap) -> Screen:
    month = _month_arg(tapped.arg)
    count = await timesheets.publish_month(act, tapped.id, month)
    done = n_("✅ <b>Published: {count} timesheet.</b>", "✅ <b>Published: {count} timesheets.</b>", count)
    return await month_screen(act, tapped.id, month, done if count else _("This month has been published already."))


async def load_reply(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only the kindergarten's own sheet is answered."""
    await timesheets.of_staff(act, int(draft.answers["sheet"]))
    return snapshot(act, turn)


async def send_reply(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Published again; the parent decides again."""
    sheet_id = int(draft.answers["sheet"])
    await timesheets.publish(act, sheet_id, answers.get("words") or None)
    return await sheet_screen(act, sheet_id)


REPLY = Kind(Reply, load_reply, send_reply)

DEEDS = {
    "contracts": _contracts,
    "contract": _contract,
    "document": _document,
    "sign": _sign,
    "grounds": _grounds,
    "refuse": _refuse,
    "months": _months,
    "month": _month,
    "sheet": _sheet,
    "day": _day,
    "mark": _mark,
    "publish": _publish,
    "publish_yes": _publish_yes,
    **GARDEN_DEEDS,
    **troubles.DEEDS,
    **joinings.DEEDS,
}
