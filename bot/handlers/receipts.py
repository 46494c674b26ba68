"""The receipt of an application: opened again at any time, taken along as PDF, checked by staff (R-34)."""

import asyncio
import html
from functools import partial

from bot.handlers.localities import place_words
from bot.handlers.voucher import STATES, number_of, queue_words, tap
from bot.house import Turn
from bot.receipt import Receipt, pdf_of
from bot.screen import Button, Screen, column, lines
from bot.taps import menu_button
from bot.words import Html, _, date_words, language, moment_words, n_, say
from domain.calendar import local_day
from domain.voucher import State
from usecases import families, receipts, vouchers
from usecases.act import Act, Row, instant


def next_words(act: Act, row: Row) -> Html:
    """What happens after sending."""
    return n_(
        "What happens next: wait for the voucher. We write to you as soon as it is issued; then you have {count} working "
        "day to confirm interest. You need not do anything until then.",
        "What happens next: wait for the voucher. We write to you as soon as it is issued; then you have {count} working "
        "days to confirm interest. You need not do anything until then.",
        vouchers.rules_of(act, row).number("confirm_interest"),
    )


def received_words(row: Row) -> Html:
    """The number and the time, as they were said when the application arrived."""
    lodged_at = instant(row["lodged_at"])
    assert lodged_at is not None
    return _(
        "✅ <b>The application is received</b>\nNo. <b>{number}</b>\nTime: {moment}",
        number=number_of(row["id"]),
        moment=moment_words(lodged_at),
    )


def receipt_buttons(application_id: int) -> tuple[Button, ...]:
    """Copying the number, and the paper."""
    number = number_of(application_id)
    return Button(_("Copy the number"), copy=number), tap(_("📄 Receipt as PDF"), "pdf", application_id)


async def receipt_screen(act: Act, turn: Turn, application_id: int) -> Screen:
    """The receipt once more: number, time, what happens next."""
    row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, application_id))
    waits = row["state"] == State.QUEUED
    text = lines(
        received_words(row),
        await queue_words(act, row) if waits else say(STATES[row["state"]]),
        next_words(act, row) if waits else None,
        _("Questions? Contact centre: {centre}."),
    )
    back = tap(_("⬅ To the application"), "open", application_id)
    return Screen(text, column(*receipt_buttons(application_id), back, menu_button()))


async def receipt_on_paper(turn: Turn, application_id: int) -> Screen:
    """The same with the PDF, which is drawn beside everything else that goes on."""
    name = (await turn.house.bot.me()).username
    async with turn.looking() as act:
        screen = await receipt_screen(act, turn, application_id)
        row = await vouchers.own(act, turn.parent_id, application_id)
        plain = partial(_plain_facts, row)
        place = await place_words(act, row["region"], row["district"], row["locality"])
        receipt = Receipt(
            title=html.unescape(_("Receipt of an application for the voucher queue")),
            facts=plain(families.child_person(act, row).full_name, html.unescape(place)),
            next_steps=html.unescape(next_words(act, row)),
            scan=html.unescape(_("Staff scan this code to see whether the receipt is genuine.")),
            link=f"https://t.me/{name}?start={receipts.payload(act, row)}",
            at=act.now,
            language=language(),
        )
    paper = await asyncio.to_thread(pdf_of, receipt)
    return screen.with_document(f"balabaqsha-{number_of(application_id)}.pdf", paper)


def _plain_facts(row: Row, child: str, place: str) -> tuple[tuple[str, str], ...]:
    lodged_at = instant(row["lodged_at"])
    assert lodged_at is not None
    said = (
        (_("Number of the application"), number_of(row["id"])),
        (_("Child"), child),
        (_("Place"), place),
        (_("Time of sending"), moment_words(lodged_at)),
    )
    return tuple((html.unescape(label), value) for label, value in said)


async def checked_receipt(act: Act, payload: str) -> Html:
    """What a clerk sees who has scanned a receipt; no name stands there. NotAllowed NOT_STAFF."""
    row = await receipts.checked(act, payload)
    if row is None:
        return _("❌ <b>This receipt is not genuine.</b> No such application was received here.")
    lodged_at = instant(row["lodged_at"])
    assert lodged_at is not None
    row = vouchers.as_of_now(act, row)
    return _(
        "✅ <b>The receipt is genuine.</b>\nApplication No. {number}\nApplied on: {day}\nPlace: {place}\nNow: {state}",
        number=number_of(row["id"]),
        day=date_words(local_day(lodged_at)),
        place=await place_words(act, row["region"], row["district"], row["locality"]),
        state=say(STATES[row["state"]]),
    )
