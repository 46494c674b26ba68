"""What the buttons of the catalogue do; whose the application is, is checked every time."""

import html
from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram.fsm.context import FSMContext

from bot.handlers.catalogue import enter, must_choose, room
from bot.handlers.catalogue_card import card
from bot.handlers.catalogue_filters import choice_screen, filters_screen, with_filter
from bot.handlers.catalogue_search import ask, forget
from bot.handlers.forms import Forms
from bot.handlers.gardens import address_of, name_of
from bot.handlers.voucher import must_be_signable
from bot.house import Turn
from bot.reasons import reason_words
from bot.screen import Button, Pin, Screen, lines
from bot.taps import BACK, GardenTap, other_language
from bot.words import Html, _, bold, in_each, say
from domain.kindergarten import Filters, Spot
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import State
from usecases import catalogue, transfers, vouchers, watches
from usecases.act import Act
from usecases.catalogue import View

ASKED = 600  # seconds for which a question for the location stands


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: GardenTap) -> Screen:
    """A button of the catalogue."""
    if tapped.verb == "choose":
        return await _choose(turn, state, forms, tapped)
    if tapped.verb == "room":
        return await _opened(turn, tapped.app, tapped.id)
    look = LOOKS.get(tapped.verb)
    if look is None:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    if (change := CHANGES.get(tapped.verb)) is not None:
        async with turn.acting() as act:
            await change(act, turn, tapped)
    async with turn.looking() as act:
        return await look(act, turn, tapped)


async def to_choose(turn: Turn, application_id: int) -> Screen:
    """«Choose a kindergarten» was pressed: the room, if it is time for it."""
    async with turn.looking() as act:
        must_choose(act, await vouchers.own(act, turn.parent_id, application_id))
    return await _opened(turn, application_id)


async def gone(act: Act, turn: Turn, application_id: int, no: NotAllowed) -> Screen:
    """The place went while it was being chosen: kind words, and the room again."""
    return await room(act, turn, application_id, head=Html(f"⚠️ {reason_words(no)}"))


async def _choose(turn: Turn, state: FSMContext, forms: Forms, tapped: GardenTap) -> Screen:
    """The contract with the kindergarten of this group, to be looked through and signed."""
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, tapped.app)
        must_choose(act, row)
        free = {one["group_id"] for one in await vouchers.free_classes(act, row)}
        if tapped.id not in free:
            return await gone(act, turn, tapped.app, NotAllowed(Reason.NO_FREE_PLACE))
        moves = row["state"] == State.ENROLLED
        contract = vouchers.signatures(act, row, "contract_signature")
        must_be_signable(turn, transfers.signatures(act, row) if moves else contract)
    answers = {"application": str(tapped.app), "kindergarten": f"g{tapped.id}"}
    return await forms.open(turn, state, "Transfer" if moves else "Contract", answers)


async def _opened(turn: Turn, app: int, page: int = 0) -> Screen:
    """The room for an application; which one is kept, if it was another."""
    async with turn.looking() as act:
        view = await catalogue.view_of(act)
    if (view.app, view.asks_at) != (app, 0):
        async with turn.acting() as act:
            await enter(act, turn, app)
            await catalogue.keep_view(act, replace(await catalogue.view_of(act), app=app, asks_at=0))
    async with turn.looking() as act:
        return await room(act, turn, app, page)


async def _room(act: Act, turn: Turn, tapped: GardenTap) -> Screen:
    return await room(act, turn, tapped.app)


async def _card(act: Act, turn: Turn, tapped: GardenTap) -> Screen:
    return await card(act, turn, tapped.id, tapped.app)


async def _star(act: Act, turn: Turn, tapped: GardenTap) -> None:
    await enter(act, turn, tapped.app)
    await catalogue.set_favourite(act, tapped.id, marked=tapped.arg == "1")


async def _watch(act: Act, turn: Turn, tapped: GardenTap) -> None:
    """Be told once when a place appears here; or not any more."""
    await enter(act, turn, tapped.app)
    if tapped.arg == "1":
        await watches.watch_kindergarten(act, turn.parent_id, tapped.id, tapped.app)
    else:
        for one in await watches.of_kindergarten(act, tapped.id, tapped.app):
            await watches.take_back(act, one["id"])


async def _pin(act: Act, turn: Turn, tapped: GardenTap) -> Screen:
    """The place on the map, under the card, until the next screen."""
    screen = await card(act, turn, tapped.id, tapped.app)
    one = await catalogue.one(act, tapped.id)
    if one.garden.spot is None:
        return screen
    title, address = (html.unescape(say(words)) for words in (name_of(one.row), address_of(one.row)))
    return replace(screen, pin=Pin(*one.garden.spot, title, address))


# ---- filters ---------------------------------------------------------------------------------------------------------


async def _filters(act: Act, turn: Turn, tapped: GardenTap) -> Screen:
    return await filters_screen(act, turn, tapped.app)


async def _choice(act: Act, turn: Turn, tapped: GardenTap) -> Screen:
    return await choice_screen(act, turn, tapped.app, tapped.arg)


async def _set(act: Act, turn: Turn, tapped: GardenTap) -> None:
    await enter(act, turn, tapped.app)
    view = await catalogue.view_of(act)
    await catalogue.keep_view(act, replace(view, filters=with_filter(view.filters, tapped.arg)))


async def _clear(act: Act, turn: Turn, tapped: GardenTap) -> None:
    await enter(act, turn, tapped.app)
    view = await catalogue.view_of(act)
    await catalogue.keep_view(act, replace(view, filters=Filters(), words="", found=()))


async def _free(act: Act, turn: Turn, tapped: GardenTap) -> None:
    """Only what is free, or the full ones too: to wait for a place there, or to mark it."""
    await enter(act, turn, tapped.app)
    view = await catalogue.view_of(act)
    filters = replace(view.filters, only_free=tapped.arg == "1")
    await catalogue.keep_view(act, replace(view, filters=filters))


# ---- the nearest -----------------------------------------------------------------------------------------------------


async def _asks(act: Act, turn: Turn, tapped: GardenTap) -> None:
    await enter(act, turn, tapped.app)
    view = await catalogue.view_of(act)
    await catalogue.keep_view(act, replace(view, app=tapped.app, asks_at=act.seconds))


async def _near(_act: Act, _turn: Turn, _tapped: GardenTap) -> Screen:
    """Where do you stand? One button shares it, and any place can be sent."""
    text = lines(
        bold(_("📍 Nearest to me")),
        _(
            "Press the button under the chat to send where you are, or send any other place on the map: 📎 → Location.\n"
            "We forget it after 12 hours and tell it to nobody."
        ),
    )
    return Screen(text, ((Button(say(BACK)),), (Button(other_language().text),)), ask_location=_("📍 Send my location"))


async def heard(turn: Turn, spot: Spot | None, *, in_form: bool) -> Screen | None:
    """A place was sent to the catalogue, or (None) «Back» was typed in place of one; None: it was meant for another."""
    async with turn.looking() as act:
        view = await catalogue.view_of(act)
        asked = bool(turn.person["keyboard"]) and 0 <= act.seconds - view.asks_at < ASKED
        kept = await _moved(act, view, spot)
    if turn.person["language"] is None or not (asked or (spot is not None and not in_form)):
        return None
    async with turn.acting() as act:
        await catalogue.keep_view(act, kept)
    async with turn.looking() as act:
        return await room(act, turn, view.app)


async def _moved(act: Act, view: View, spot: Spot | None) -> View:
    """The view from where somebody stands; whoever looks for no application looks at the place there."""
    view = replace(view, asks_at=0)
    if spot is None:
        return view
    view = replace(view, near=spot, near_at=act.seconds, words="", found=())
    place = None if view.app else await catalogue.place_near(act, spot)
    if place is None or place == view.place:
        return view
    return replace(view, place=place, filters=replace(view.filters, district=None))


def is_back(text: str | None) -> bool:
    """The words of «Back», in either language, with or without the sign before them."""
    typed = (text or "").casefold().strip()
    return any(typed in (each.casefold(), each.casefold().partition(" ")[2]) for each in in_each(BACK))


LOOKS: dict[str, Callable[[Act, Turn, GardenTap], Awaitable[Screen]]] = {
    "card": _card,
    "star": _card,
    "watch": _card,
    "pin": _pin,
    "filters": _filters,
    "choice": _choice,
    "set": _filters,
    "clear": _room,
    "free": _room,
    "near": _near,
    "find": ask,
    "unfind": _room,
}
"""What is shown: to look holds nobody else up."""
CHANGES: dict[str, Callable[[Act, Turn, GardenTap], Awaitable[None]]] = {
    "star": _star,
    "watch": _watch,
    "set": _set,
    "clear": _clear,
    "free": _free,
    "near": _asks,
    "unfind": forget,
}
"""What is kept before."""
