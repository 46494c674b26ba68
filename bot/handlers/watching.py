"""«Tell me of places»: what a person watches, taking it back, and the one letter that ends a watch (R-70)."""

from collections.abc import Awaitable, Callable

from bot.handlers.catalogue import look_elsewhere
from bot.handlers.gardens import address_of, group_words, name_of, places_words
from bot.handlers.public_queues import button, place_looked_at, which_place
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Rows, Screen, column, lines, pairs
from bot.taps import PortalTap, go, menu_button
from bot.words import Html, _, bold, escape, say
from domain.not_allowed import NotAllowed, Reason
from domain.place import queue_place
from usecases import bulletins, families, watches
from usecases.act import Act, Row
from usecases.notices import Category, muted_of

CHILDREN = 6  # to choose from


async def watches_room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """What the person watches; each is taken back by its button."""
    children = await watches.looking(act, turn.parent_id)
    every = [(row["id"], _watched(act, row, children)) for row in await watches.of_person(act)]
    told = Html("\n".join(f"• {words}" for _id, words in every))
    person = await act.tx.person_by_id(person_id=turn.person_id)
    is_muted = Category.PLACES in muted_of(person)
    text = lines(
        head,
        bold(_("🔔 Tell me of places")),
        _("We write once when a place appears that was not there before; then the watch ends."),
        _("You watch:\n{watches}", watches=told) if every else _("You watch nothing yet."),
        _("To watch one kindergarten, open it in the catalogue."),
        _("🔕 These letters are switched off in «Notifications», so nothing comes.") if is_muted else None,
    )
    gone = [button(_("✖ {name}", name=words), "unwatch", id) for id, words in every]
    return Screen(
        text,
        (
            *column(
                *gone,
                button(_("➕ Watch a district or city"), "where"),
                go(_("🔔 Notifications"), "notices") if is_muted else None,
            ),
            (go(_("🪑 Free places"), "bulletins"), menu_button()),
        ),
    )


def _watched(act: Act, row: Row, children: list[Row]) -> Html:
    """A kindergarten or a district, with the child for whom, if it is for one of one's own."""
    name = say(places().name(row["district"])) if row["district"] else say(name_of(row))
    given = [families.child_person(act, one).given for one in children if one["id"] == row["application_id"]]
    return Html(f"{name} · {escape(given[0])}") if given else name


async def which_district(act: Act, turn: Turn) -> Screen:
    """Which district of the place looked at, or all of it."""
    title, place = bold(_("Which district or city do you want to watch?")), await place_looked_at(act, turn)
    if place is None:
        return which_place(title, "watches")
    known = places()
    codes = [place, *(code for code in known.districts if code != place and queue_place(code) == place)]
    every = [button(say(known.name(code)), "watch", arg=code) for code in codes]
    rows: Rows = ((every[0],), *pairs(*every[1:]))
    children = await watches.looking(act, turn.parent_id)
    text = lines(title, _fitting_words(act, children) if len(children) < 2 else None)
    return Screen(text, (*rows, (look_elsewhere("watches"),), (go(_("⬅ Back"), "watches"), menu_button())))


def _fitting_words(act: Act, children: list[Row]) -> Html:
    """Of which places somebody with one child that looks for a place is told, or with none."""
    if children:
        name = families.child_person(act, children[0]).given
        return _("We write of a place in a group that fits the child: {name}.", name=name)
    return _("We write of any place there, whatever the age, the group type and the language.")


def _for_whom(act: Act, district: str, children: list[Row]) -> Screen:
    """Several children look for a place: for which of them, or for any place."""
    every = [
        button(families.child_person(act, row).given, "watchfor", row["id"], district) for row in children[:CHILDREN]
    ]
    text = lines(
        bold(_("For which child do you look?")),
        _("We write of a place in a group that fits the child: its age, the group type and the language."),
    )
    rest = button(_("Any place there"), "watchfor", 0, district)
    return Screen(text, (*column(*every, rest), (go(_("⬅ Back"), "watches"), menu_button())))


async def _where(act: Act, turn: Turn, _tapped: PortalTap) -> Screen:
    return await which_district(act, turn)


async def _watch(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """For the one child that looks for a place; who has several says for which."""
    children = await watches.looking(act, turn.parent_id)
    if len(children) > 1:
        return _for_whom(act, tapped.arg, children)
    return await _watched_for(act, turn, tapped.arg, children[0]["id"] if children else 0)


async def _watch_for(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    return await _watched_for(act, turn, tapped.arg, tapped.id)


async def _watched_for(act: Act, turn: Turn, district: str, application_id: int) -> Screen:
    known = places()
    if district not in known.districts and district not in known.queue_places():
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    await watches.watch_district(act, turn.parent_id, district, application_id)
    return await watches_room(act, turn, _("✅ Watched: {place}", place=known.name(district)))


async def _unwatch(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    await watches.take_back(act, tapped.id)
    return await watches_room(act, turn)


async def _again(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """The button of the letter: the same watch once more."""
    row = await act.tx.watch(watch_id=tapped.id)
    if row is None or row["person_id"] != turn.person_id:
        raise NotAllowed(Reason.NOT_YOURS)
    if row["district"]:
        await watches.watch_district(act, turn.parent_id, row["district"], row["application_id"] or 0)
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
    "watchfor": _watch_for,
    "unwatch": _unwatch,
    "again": _again,
}
WATCH_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {"place_appeared": _place_appeared}
