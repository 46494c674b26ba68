"""The rooms of one's own account behind «My data», and the buttons in them."""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext

from bot.handlers import access, notices, own_data, signing_in, trail
from bot.handlers.forms import Forms
from bot.house import Turn
from bot.screen import Screen
from bot.taps import MeTap
from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act

FORMS = {
    "password": "SetPassword",
    "login": "SetLogin",
    "phone": "ChangePhone",
    "export": "ExportData",
    "erase": "DeleteData",
}
LOOKS: dict[str, Callable[[Act, Turn], Awaitable[Screen]]] = {
    "access": access.room,
    "sessions": access.sessions_room,
    "notices": notices.room,
    "quiet": notices.quiet_room,
    "mydata": own_data.room,
    "trail": trail.room,
}
DEEDS: dict[str, Callable[[Act, Turn, MeTap], Awaitable[Screen]]] = {
    **access.DEEDS,
    **notices.DEEDS,
    **own_data.DEEDS,
    **trail.DEEDS,
}
ROOMS = {"signin", *FORMS, *LOOKS}


async def room(turn: Turn, state: FSMContext, forms: Forms, to: str, arg: str) -> Screen:
    """Open a room, or the form that it is."""
    if to == "signin":
        return await signing_in.room(turn, state, forms, arg)
    if to in FORMS:
        return await access.open_form(turn, state, forms, FORMS[to])
    async with turn.looking() as act:
        return await LOOKS[to](act, turn)


async def pressed(turn: Turn, tapped: MeTap) -> Screen:
    """A button was pressed; NotAllowed NOT_NOW for one that isn't ours, and what the use case says."""
    if tapped.verb not in DEEDS:
        raise NotAllowed(Reason.NOT_NOW)
    async with turn.acting() as act:
        return await DEEDS[tapped.verb](act, turn, tapped)
