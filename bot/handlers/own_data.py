"""«My data and consent»: a copy, who saw them, withdrawing the consent, deleting (R-10)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.fsm.form import Facts, Learn, Learned
from bot.fsm.own_account import ChangePhone, DeleteData, ExportData
from bot.handlers.access import foot, must_be_own, tap, ways_back
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.rooms import home
from bot.handlers.signing_in import load_own
from bot.handlers.snapshot import snapshot
from bot.handlers.voucher import number_of
from bot.house import Turn
from bot.screen import File, Screen, column, lines
from bot.taps import MeTap, go, other_language
from bot.words import Html, _, bold
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from usecases import cabinet, copies, families, own_data
from usecases.act import Act, Row
from usecases.own_data import Outlook
from usecases.ports import Unavailable

FILE = "balabaqsha-my-data.json"


async def room(act: Act, turn: Turn) -> Screen:
    """What one may ask for."""
    await families.parent(act, turn.parent_id)
    text = _(
        "These data are yours. You may see who used them, take a copy, withdraw your consent, and have deleted what need "
        "not be kept. Before anything is done we say what follows."
    )
    rows = column(
        go(_("👁 Who saw or changed my data"), "trail"),
        go(_("📄 A copy of my data (JSON)"), "export"),
        tap(_("✋ Withdraw my consent"), "withdraw"),
        go(_("🗑 Delete my data"), "erase"),
    )
    return Screen(lines(bold(_("My data and consent")), text), (*rows, foot("me")))


# ---- the phone -------------------------------------------------------------------------------------------------------


async def look_up(turn: Turn, draft: Draft, _ask: Learn) -> Learned:
    """Whether the new number is registered together with the parent's own IIN (R-11)."""
    registry, about = turn.house.registry, draft.answers.get("phone", "")
    assert registry is not None, "asked only where one is connected"
    async with turn.looking() as act:
        parent = await families.parent(act, turn.parent_id)
    try:
        value = str((await registry.registered(parent.iin, about.removeprefix("own:"))).state)
    except Unavailable:
        value = "unavailable"
    return Learned(value, about, turn.house.clock.now(), {})


async def finish_phone(act: Act, turn: Turn, _draft: Draft, answers: dict[str, str]) -> Screen:
    """The new number is kept; the other accounts are told."""
    await cabinet.change_phone(act, turn.parent_id, answers["phone"].removeprefix("own:"))
    return await home(act, turn, _("✅ <b>Your new number is kept.</b> Codes and SMS come to it from now on."))


# ---- a copy ----------------------------------------------------------------------------------------------------------


async def finish_export(act: Act, turn: Turn, _draft: Draft, _answers: dict[str, str]) -> Screen:
    """The file is sent above the menu, and after it the documents, one by one: together they may be too large."""
    parent = await families.parent(act, turn.parent_id)
    copy = await copies.of_parent(act, parent.id)
    apart = _("Your documents follow it as files of their own.") if copy.documents else None
    screen = await home(act, turn, lines(_("📄 Here is the copy of your data."), apart))

    async def documents() -> AsyncIterator[File]:
        for document_id, name in copy.documents.items():
            async with turn.house.looking() as later:
                opened = await copies.document(later, parent.id, document_id)
            if opened is not None:
                yield name, await asyncio.to_thread(opened)

    return replace(screen, drawing=lambda _bot: (FILE, copy.written()), files=documents)


# ---- the consent -----------------------------------------------------------------------------------------------------


async def ask_withdrawing(act: Act, turn: Turn, _tapped: MeTap) -> Screen:
    """What follows, before it happens; the safe choice first."""
    await _must_come_back(act, turn)
    text = lines(
        bold(_("Withdraw the consent?")),
        _(
            "• All Telegram accounts are signed out, and no letters and reminders come any more.\n• Applications, vouchers and "
            "places stay as they are, and their deadlines run on. A missed one costs the voucher or the place.\n• The "
            "department and the kindergarten go on with what has been lodged; nothing new can be lodged.\n• Your data stay, "
            "sealed. If you want them deleted, choose «Delete my data» instead."
        ),
        _("You can come back: sign in and accept the data policy anew."),
    )
    keep, withdraw = go(_("Keep my consent"), "mydata"), tap(_("Yes, withdraw"), "withdraw_yes", turn.parent_id or 0)
    return Screen(text, (*column(keep, withdraw), (other_language(),)))


async def withdraw(act: Act, turn: Turn, tapped: MeTap) -> Screen:
    """The consent is withdrawn."""
    must_be_own(turn, tapped)
    await _must_come_back(act, turn)
    await own_data.withdraw_consent(act, turn.parent_id)
    turn.person = await act.tx.person_by_id(person_id=turn.person_id)
    return await home(act, turn, _("✋ Your consent is withdrawn, and you are signed out."))


async def _must_come_back(act: Act, turn: Turn) -> None:
    await families.parent(act, turn.parent_id)
    if not await ways_back(act, turn):
        raise NotAllowed(Reason.NO_WAY_BACK)


# ---- deleting --------------------------------------------------------------------------------------------------------


async def load_erasing(act: Act, turn: Turn, _draft: Draft) -> Facts:
    """The snapshot with what deleting would do now; NotAllowed DATA_NEEDED while it may not be done."""
    parent = await families.parent(act, turn.parent_id)
    ahead = await own_data.outlook(act, parent.id)
    if ahead.held:
        raise NotAllowed(Reason.DATA_NEEDED)
    return snapshot(act, turn, known={"phone": parent.phone, "follows": _follows(act, ahead)})


def _follows(act: Act, ahead: Outlook) -> Html:
    shared = None
    if ahead.shared:
        names = ", ".join(child.person.given for child in ahead.shared)
        shared = _("👪 <b>Stays with the other parent:</b> {names}, with all applications.", names=names)
    days = act.law.rulebook.at(local_day(act.now)).number("documents_kept")
    return lines(
        _withdrawn(act, ahead.withdrawn),
        _(
            "🗑 <b>Deleted at once, for good:</b> your name, IIN, phone, e-mail, password, login, place, settings, half-done "
            "forms, letters, marked kindergartens, wishes to be told of free places, questions to support, your reviews of "
            "kindergartens, papers that no decision rests on; the names, IINs and birthdays of the children whom nobody else "
            "has here."
        ),
        shared,
        _(
            "🔒 <b>Must be kept, and why:</b>\n• Papers by which a child went ahead of others: sealed, {days} days after the "
            "decision, so that the order of the queue can be checked.\n• What you signed for an application with a "
            "digital signature (ЭЦҚ): sealed, {days} days after signing.\n• What happened to applications and timesheets, "
            "by number, without names: for good, since the queue, the vouchers and the money paid by them must be "
            "provable.\n• That somebody has objected to your joining a child, or the department has parted you from one: "
            "without your name, as long as the child is here, so that it holds if you come back.\n• Counts of codes and "
            "tries: 2 days, against misuse.",
            days=days,
        ),
    )


def _withdrawn(act: Act, rows: tuple[Row, ...]) -> Html | None:
    if not rows:
        return None
    named = [
        _("{name}, No. {number}", name=families.child_person(act, row).given, number=number_of(row["id"]))
        for row in rows
    ]
    return _(
        "❗ <b>These applications are deleted first:</b> {named}. The place in the queue and the voucher are lost.",
        named=Html("; ".join(named)),
    )


async def finish_erasing(act: Act, turn: Turn, _draft: Draft, _answers: dict[str, str]) -> Screen:
    """Everything is deleted that need not be kept; who acted is a stranger."""
    await own_data.delete(act, turn.parent_id)
    turn.person = {**dict(turn.person), "parent_id": None, "buttons": None}  # the row forgets where the answer goes
    text = _(
        "🗑 <b>Your data are deleted.</b>\nMessages in this chat are yours: delete them in Telegram. If you ever want to come "
        "back, press /start."
    )
    return Screen(text, column(go(_("🏠 Menu"), "menu")))


DEEDS = {"withdraw": ask_withdrawing, "withdraw_yes": withdraw}

OWN_KINDS = {
    "ChangePhone": Kind(ChangePhone, load_own, finish_phone, look_up),
    "ExportData": Kind(ExportData, load_own, finish_export),
    "DeleteData": Kind(DeleteData, load_erasing, finish_erasing),
}
