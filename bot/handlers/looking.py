"""Looking at another place: its kindergartens, without changing «My place» (R-16, R-70)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.fsm.form import Facts
from bot.fsm.looking import LookIn
from bot.handlers.bulletins import bulletins_room
from bot.handlers.catalogue import room
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.localities import listed
from bot.handlers.public_queues import queues_room
from bot.handlers.snapshot import snapshot
from bot.handlers.watching import which_district
from bot.house import Turn
from bot.screen import Screen
from domain.place import queue_place
from usecases import catalogue
from usecases.act import Act


async def _gardens(act: Act, turn: Turn) -> Screen:
    return await room(act, turn, 0)


ROOMS: dict[str, Callable[[Act, Turn], Awaitable[Screen]]] = {
    "gardens": _gardens,
    "queues": queues_room,
    "bulletins": bulletins_room,
    "watches": which_district,
}
"""The rooms that look at a place, by the name that their button says."""


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Where the districts lie, for who shares a location."""
    localities, spots = await listed(act, draft)
    return snapshot(act, turn, lists={"localities": localities}, known={"spots": spots})


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The room again, at that place; a district of a city with one queue is a filter there."""
    chosen = answers["district"]
    place = queue_place(chosen)
    view = await catalogue.view_of(act)
    filters = replace(view.filters, district=None if chosen == place else chosen)
    await catalogue.keep_view(act, replace(view, app=0, place=place, filters=filters, words="", found=()))
    return await ROOMS[draft.answers["room"]](act, turn)


LOOK_IN = Kind(LookIn, load, finish, passing=True, leads=True)
