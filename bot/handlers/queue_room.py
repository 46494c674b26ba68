"""An application in its queue: the number and what moved it, «Interested», deleting (R-35, R-36, R-40 … R-42)."""

from dataclasses import replace
from functools import partial

from bot.drawing import chart, draw
from bot.handlers import readiness
from bot.handlers.deadlines import ready_button
from bot.handlers.rights import RIGHTS
from bot.handlers.voucher import (
    application_screen,
    ask_refusal,
    interested_button,
    number_of,
    queue_place_words,
    tap,
    wish_words,
)
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import VoucherTap, go, help_button, menu_button
from bot.words import N_, Html, Msg, _, date_words
from domain import voucher
from domain.calendar import local_day
from domain.queue import CategoryChanged, Cause, right_of
from domain.voucher import Issued, Restored, State, StopListed
from usecases import families, journal, queues, referrals, vouchers
from usecases.act import Act, Row, instant
from usecases.queues import Point

VERBS = frozenset({"queue", "interested", "withdraw", "withdraw_yes"})
POINTS, CAUSES = 5, 4  # told in words below the picture, which holds all of them: a caption has 1024 characters

Moved = CategoryChanged | Issued | StopListed | Restored

CATEGORY_MOVED: dict[Cause, Msg] = {
    Cause.REFRESH: N_("{day}: the yearly refresh, category {before} → {category}"),
    Cause.RIGHT_VERIFIED: N_("{day}: a right was verified, category {before} → {category}"),
}
STATE_MOVED: dict[type[Moved], Msg] = {
    Issued: N_("{day}: a voucher was issued"),
    StopListed: N_("{day}: the application went to the stop-list"),
    Restored: N_("{day}: the queue place was restored"),
}


async def pressed(turn: Turn, tapped: VoucherTap) -> Screen:
    """One of VERBS: judged by the use case, whoever pressed it and however old it is."""
    match tapped.verb:
        case "interested":
            return await _interested(turn, tapped.id)
        case "withdraw":
            return await _ask_withdrawal(turn, tapped.id)
        case "withdraw_yes":
            return await _withdraw(turn, tapped.id)
    return await _queue(turn, tapped.id)


# ---- the number ------------------------------------------------------------------------------------------------------


async def _queue(turn: Turn, application_id: int) -> Screen:
    """The number in words, and as a picture over time."""
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        if row["state"] != State.QUEUED:
            return await application_screen(act, turn, application_id)
        past, moved = await queues.past(act, row), await _moved(act, row)
        ready = await readiness.short_words(act, turn.person, row)
        screen = await queue_screen(act, row, past, moved, ready)
    drawing = chart([(point.day, point.number) for point in past], [local_day(event.at) for event in moved])
    return replace(screen, sketch=partial(draw, drawing), fresh=True)


async def _moved(act: Act, row: Row) -> list[Moved]:
    told = await journal.told(act, "voucher", row["id"])
    return [event for event in told if isinstance(event, Moved)]


async def queue_screen(act: Act, row: Row, past: list[Point], moved: list[Moved], ready: Html | None = None) -> Screen:
    """Everything that the picture shows, as text."""
    person = families.child_person(act, row)
    text = lines(
        _("📈 <b>The queue: {name}</b>, No. {number}", name=person.given, number=number_of(row["id"])),
        await queue_place_words(act, row),
        category_words(row),
        Html("\n".join((_("The number over time:"), *map(_point_words, _some(past))))),
        Html("\n".join((_("What moved it:"), *_causes(row, moved)))),
        _("It also moves when families ahead get a voucher or leave, and when a right is verified for somebody."),
        wish_words(row),
        ready,
    )
    buttons = column(
        ready_button(row["id"]),
        interested_button(row["id"]),
        tap(_("Details"), "open", row["id"]),
        go(_("📋 My applications"), "apps"),
    )
    return Screen(text, (*buttons, (help_button("queue"), menu_button())))


def category_words(row: Row) -> Html:
    """The category in two lines: which of the 21, and what it is made of (R-41)."""
    return _(
        "Category: <b>{category}</b> of 21\n{right}, year of birth: {year}",
        category=row["category"],
        right=RIGHTS[right_of(row["category"])],
        year=row["born"][:4],
    )


def _point_words(point: Point) -> Html:
    return Html(f"{date_words(point.day)}: {point.number}")


def _some(past: list[Point]) -> list[Point]:
    """The first, the last, and some evenly between."""
    if len(past) <= POINTS:
        return past
    step = (len(past) - 1) / (POINTS - 1)
    return [past[round(n * step)] for n in range(POINTS)]


def _causes(row: Row, moved: list[Moved]) -> list[Html]:
    lodged = instant(row["lodged_at"])
    assert lodged is not None
    applied = _("{day}: the application was sent", day=date_words(local_day(lodged)))
    return [applied, *map(moved_words, moved[-CAUSES:])]


def moved_words(event: Moved) -> Html:
    """What moved the number, and when."""
    day = date_words(local_day(event.at))
    if isinstance(event, CategoryChanged):
        return _(CATEGORY_MOVED[event.cause], day=day, before=event.before, category=event.category)
    return _(STATE_MOVED[type(event)], day=day)


# ---- what the family wants -------------------------------------------------------------------------------------------


async def _interested(turn: Turn, application_id: int) -> Screen:
    async with turn.acting() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        await queues.still_interested(act, row)
        head = _("✅ <b>Noted: you still want a place.</b> The place in the queue stays as it is.")
        return await application_screen(act, turn, application_id, head)


async def _ask_withdrawal(turn: Turn, application_id: int) -> Screen:
    """The consequence has its own screen, the safe choice first (R-36)."""
    async with turn.looking() as act:
        return await _withdrawal(act, await vouchers.own(act, turn.parent_id, application_id))


async def _withdrawal(act: Act, row: Row) -> Screen:
    voucher.decide(vouchers.voucher_of(row), voucher.Withdraw(), act.now, act.law.calendar, act.law.rulebook)
    if _has_voucher(act, row):
        return ask_refusal(act, row)
    held = await referrals.holding(act, row["id"])
    text = _(
        "<b>Deleting the application of {name}</b> (No. {number})\n\nIf you delete it, the place in the queue is lost. To "
        "get a voucher later you would have to apply again and wait from the end of the queue.\n\nThis cannot be undone.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    place = _("The place that is held by referral goes to another child.") if held else None
    return Screen(
        lines(text, place),
        column(
            tap(_("No, keep the application"), "open", row["id"]),
            tap(_("Yes, delete the application"), "withdraw_yes", row["id"]),
        ),
    )


async def _withdraw(turn: Turn, application_id: int) -> Screen:
    """Delete, unless a voucher has come meanwhile: then what would be lost is another thing, and is asked again."""
    async with turn.acting() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        if _has_voucher(act, row):
            return await _withdrawal(act, row)
        await vouchers.carry_out(act, row, voucher.Withdraw())
        head = _("The application is deleted, and its place in the queue is given up.")
        return await application_screen(act, turn, application_id, head)


def _has_voucher(act: Act, row: Row) -> bool:
    return vouchers.as_of_now(act, row)["state"] in (State.ISSUED, State.CONFIRMED, State.WAITING)
