"""«Tell me of places»: what a person watches, taking it back, and the one letter that ends a watch (R-70)."""

from collections.abc import Awaitable, Callable

from bot.handlers.catalogue import look_elsewhere
from bot.handlers.gardens import address_of, group_words, name_of, places_words
from bot.handlers.public_queues import button, place_looked_at, which_place
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Rows, Screen, column, lines, pairs
from bot.taps import PortalTap, go, menu_button
from bot.words import Html, Words, _, bold, say
from domain.not_allowed import NotAllowed, Reason
from domain.place import queue_place
from usecases import bulletins, watches
from usecases.act import Act, Row


async def watches_room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """What the person watches; each is taken back by its button."""
    every = await watches.of_person(act)
    told = Html("\n".join(f"• {say(_watched(row))}" for row in every))
    text = lines(
        head,
        bold(_("🔔 Tell me of places")),
        _("We write once when a place appears that was not there before; then the watch ends."),
        _("You watch:\n{watches}", watches=told) if every else _("You watch nothing yet."),
        _("To watch one kindergarten, open it in the catalogue."),
    )
    gone = [button(_("✖ {name}", name=_watched(row)), "unwatch", row["id"]) for row in every]
    return Screen(
        text,
        (
            *column(*gone, button(_("➕ Watch a district or city"), "where")),
            (go(_("🪑 Free places"), "bulletins"), menu_button()),
        ),
    )


def _watched(row: Row) -> Words:
    return places().name(row["district"]) if row["district"] else name_of(row)


async def which_district(act: Act, turn: Turn) -> Screen:
    """Which district of the place looked at, or all of it."""
    title, place = bold(_("Which district or city do you want to watch?")), await place_looked_at(act, turn)
    if place is None:
        return which_place(title, "watches")
    known = places()
    codes = [place, *(code for code in known.districts if code != place and queue_place(code) == place)]
    every = [button(say(known.name(code)), "watch", arg=code) for code in codes]
    rows: Rows = ((every[0],), *pairs(*every[1:]))
    return Screen(title, (*rows, (look_elsewhere("watches"),), (go(_("⬅ Back"), "watches"), menu_button())))


async def _where(act: Act, turn: Turn, _tapped: PortalTap) -> Screen:
    return await which_district(act, turn)


async def _watch(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    known = places()
    if tapped.arg not in known.districts and tapped.arg not in known.queue_places():
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    await watches.watch_district(act, tapped.arg)
    return await watches_room(act, turn, _("✅ Watched: {place}", place=known.name(tapped.arg)))


async def _unwatch(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    await watches.take_back(act, tapped.id)
    return await watches_room(act, turn)


async def _again(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """The button of the letter: the same watch once more."""
    row = await act.tx.watch(watch_id=tapped.id)
    if row is None or row["person_id"] != turn.person_id:
        raise NotAllowed(Reason.NOT_YOURS)
    if row["district"]:
        await watches.watch_district(act, row["district"])
    else:
        await watches.watch_kindergarten(act, turn.parent_id, row["kindergarten_id"], row["application_id"] or 0)
    return await watches_room(act, turn)


async def _place_appeared(act: Act, letter: Row) -> Screen | None:
    """A place has appeared in what was watched: what is free there at this moment."""
    watch = await act.tx.watch(watch_id=letter["subject"])
    if watch is None or watch["group_id"] is None or watch["person_id"] != letter["person_id"]:
        return None
    one = await bulletins.one(act, watch["group_id"])
    row = one.listed.row
    text = lines(
        _("🔔 <b>A free place has appeared: {name}</b>", name=name_of(row)),
        Html("\n".join((say(places().name(row["district"])), say(address_of(row)), group_words(one.group)))),
        places_words(one.group) if one.group.free else _("It has been taken meanwhile."),
        _("This watch has ended. You can watch again."),
    )
    return Screen(text, column(_view(one.group.id), button(_("🔔 Watch again"), "again", watch["id"])))


def _view(group_id: int) -> Button:
    return button(_("👁 View"), "view", group_id)


LOOKS: dict[str, Callable[[Act, Turn, PortalTap], Awaitable[Screen]]] = {"where": _where}
DEEDS: dict[str, Callable[[Act, Turn, PortalTap], Awaitable[Screen]]] = {
    "watch": _watch,
    "unwatch": _unwatch,
    "again": _again,
}
WATCH_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {"place_appeared": _place_appeared}
