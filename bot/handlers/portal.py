"""The rooms that are open to everybody beside the catalogue (R-70), and the buttons in them."""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext

from bot.handlers import bulletins, public_queues, referrals, watching
from bot.handlers.forms import Forms
from bot.house import Turn
from bot.screen import Screen
from bot.taps import PortalTap
from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act

ROOMS: dict[str, Callable[[Act, Turn], Awaitable[Screen]]] = {
    "queues": public_queues.queues_room,
    "bulletins": bulletins.bulletins_room,
    "watches": watching.watches_room,
}
Deed = Callable[[Act, Turn, PortalTap], Awaitable[Screen]]
LOOKS: dict[str, Deed] = {**public_queues.LOOKS, **bulletins.LOOKS, **watching.LOOKS, **referrals.LOOKS}
"""What only shows something: to look holds nobody else up."""
DEEDS: dict[str, Deed] = {**watching.DEEDS, **referrals.DEEDS}


async def room(turn: Turn, to: str) -> Screen:
    """Open a room; only looked at."""
    async with turn.looking() as act:
        return await ROOMS[to](act, turn)


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: PortalTap) -> Screen:
    """A button was pressed; NotAllowed ANSWER_UNKNOWN for one that isn't ours, and what the use case says."""
    if tapped.verb in LOOKS:
        async with turn.looking() as act:
            return await LOOKS[tapped.verb](act, turn, tapped)
    do = DEEDS.get(tapped.verb)
    if do is None:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    async with turn.acting() as act:
        return await do(act, turn, tapped)
