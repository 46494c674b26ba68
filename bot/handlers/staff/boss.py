"""The department's rooms beside rounds and documents: announcements, who can't be reached."""

from collections.abc import Awaitable, Callable

from bot.fsm.common import masked_phone
from bot.handlers.staff import region_sheets
from bot.handlers.staff.announcements import (
    ask_stop,
    list_screen,
    one_screen,
    paused,
    resumed,
    stopped,
)
from bot.handlers.staff.boss_buttons import button
from bot.handlers.voucher import number_of
from bot.house import Turn
from bot.places import places
from bot.screen import Screen, lines
from bot.taps import BossTap, go
from bot.words import Html, _, bold, n_
from domain.not_allowed import NotAllowed, Reason
from usecases import families, staff
from usecases.act import Act, Row
from usecases.announcements import live_states

PAGE = 10  # people on a page


async def press(turn: Turn, tapped: BossTap) -> Screen:
    """A department clerk's button; whether the place is theirs is checked by what is done."""
    if tapped.verb in region_sheets.VERBS:
        return await region_sheets.pressed(turn, tapped)
    do = DEEDS.get(tapped.verb)
    if do is None:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    async with turn.acting() as act:
        return await do(act, tapped)


async def _unreached(act: Act, tapped: BossTap) -> Screen:
    """Who can't be reached in Telegram: masked, with what became of the letters that the law knows a deadline for."""
    scope, _dot, at = tapped.arg.partition(".")
    await staff.must_serve(act, "department", scope)
    rows = await act.tx.unreachable_people(queue_place=scope, states=live_states())
    pages = max(1, -(-len(rows) // PAGE))
    page = min(int(at) if at.isdecimal() else 0, pages - 1)
    shown = [await _unreached_words(act, row) for row in rows[page * PAGE : (page + 1) * PAGE]]
    text = lines(
        bold(_("People who cannot be reached in Telegram")),
        _("Queue place: {place}", place=places().name(scope)),
        n_("{count} person has blocked the bot or left.", "{count} people have blocked the bot or left.", len(rows)),
        _(
            "Letters with a deadline: by SMS {by_sms}, not at all {lost}",
            by_sms=sum(row["by_sms"] for row in rows),
            lost=sum(row["lost"] for row in rows),
        )
        if rows
        else None,
        Html("\n".join(shown)),
    )
    turning = (
        button("◀", "unreached", 0, f"{scope}.{(page - 1) % pages}"),
        button(f"{page + 1} / {pages}", "unreached", 0, f"{scope}.{page}"),
        button("▶", "unreached", 0, f"{scope}.{(page + 1) % pages}"),
    )
    return Screen(text, (*((turning,) if pages > 1 else ()), (go(_("🗂 Staff"), "staff"),)))


async def _unreached_words(act: Act, row: Row) -> Html:
    parent = await families.parent(act, row["parent_id"])
    return _(
        "No. {number}, {phone}: by SMS {by_sms}, not at all {lost}",
        number=number_of(row["application_id"]),
        phone=masked_phone(parent.phone),
        by_sms=row["by_sms"],
        lost=row["lost"],
    )


DEEDS: dict[str, Callable[[Act, BossTap], Awaitable[Screen]]] = {
    "list": list_screen,
    "open": one_screen,
    "pause": paused,
    "resume": resumed,
    "stop": ask_stop,
    "stop_yes": stopped,
    "unreached": _unreached,
}
