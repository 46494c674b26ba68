"""The catalogue of kindergartens: a room for everybody to look round in, and to choose in with a voucher (R-55, R-70).

Which application it is for stands in every button; filters, a name that was looked for and where the person stands are
kept with the person. Whoever looks for no application needs not be registered.
"""

from dataclasses import dataclass, replace

from bot.fsm.common import GROUP_TYPES, LANGUAGES_OF_INSTRUCTION
from bot.handlers.gardens import KINDS, far_words, name_of
from bot.handlers.voucher import deadline_of
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import GardenTap, go, help_button, menu_button
from bot.words import Html, _, bold, n_, say
from domain import voucher
from domain.kindergarten import Filters, Kindergarten, Spot, Wanted, in_order, shown
from domain.not_allowed import NotAllowed
from domain.place import queue_place
from domain.voucher import State
from usecases import catalogue, families, vouchers
from usecases.act import Act, Row
from usecases.catalogue import Listed, View

PAGE = 5


def tap(words: str, verb: str, about: int = 0, app: int = 0, arg: str = "") -> Button:
    """A button of the catalogue."""
    return Button(words, GardenTap(verb=verb, id=about, app=app, arg=arg).pack())


@dataclass(frozen=True, slots=True)
class Room:
    """What a person sees the catalogue by. `near` is where they stand, `shared` if they sent it just now."""

    view: View
    row: Row | None
    choosing: bool
    place: str | None
    district: str | None
    near: Spot | None
    favourites: frozenset[int]
    wanted: Wanted | None

    @property
    def app(self) -> int:
        """The application, 0 for none."""
        return int(self.row["id"]) if self.row is not None else 0

    @property
    def must_fit(self) -> Wanted | None:
        """Who chooses sees what fits; who looks round sees everything."""
        return self.wanted if self.choosing else None

    @property
    def only_free(self) -> bool:
        """Who chooses is shown free places first of all, unless they have said otherwise."""
        asked = self.view.filters.only_free
        return self.choosing if asked is None else asked


def may_choose(act: Act, row: Row) -> bool:
    """Whether a kindergarten may be chosen for this application now (R-55)."""
    try:
        must_choose(act, row)
    except NotAllowed:
        return False
    return True


def must_choose(act: Act, row: Row) -> None:
    """NotAllowed NOT_NOW, TOO_LATE when it may not."""
    choose = voucher.AskTransfer if row["state"] == State.ENROLLED else voucher.SendContract
    command = choose(0, 0, "code")
    voucher.decide(vouchers.voucher_of(row), command, act.now, act.law.calendar, act.law.rulebook)


async def enter(act: Act, turn: Turn, app: int) -> Room:
    """The room for an application of the family, or for none, which is open to everybody; NotAllowed NOT_YOURS."""
    row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, app)) if app else None
    view = await catalogue.view_of(act)
    mine = turn.person["district"]
    district = row["district"] if row is not None else mine
    return Room(
        view=view,
        row=row,
        choosing=row is not None and may_choose(act, row),
        place=row["queue_place"] if row is not None else place_of(view, turn.person),
        district=district,
        near=view.near or await catalogue.place_spot(act, turn.person),
        favourites=await catalogue.favourites(act),
        wanted=catalogue.wanted_of(act, row) if row is not None else None,
    )


def place_of(view: View, person: Row) -> str | None:
    """The queue place that a person looks at: the one chosen last, else that of «My place»."""
    return view.place or (queue_place(person["district"]) if person["district"] else None)


# ---- the list --------------------------------------------------------------------------------------------------------


async def room(act: Act, turn: Turn, app: int, page: int = 0, head: Html | None = None) -> Screen:
    """The kindergartens of a queue place, or those called like what was looked for, a page of them."""
    where = await enter(act, turn, app)
    if where.place is None and not where.view.words:
        return _no_place(head)
    every = await _every(act, where)
    listed = {one.garden.id: one for one in every}
    found, note = _found(where, [one.garden for one in every])
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    ordered = found if where.view.words else in_order(found, where.near, where.district)
    here = [listed[one.id] for one in ordered[page * PAGE : (page + 1) * PAGE]]
    text = lines(head, _title(act, where), note, _order_words(where, len(found)), *(_entry(where, one) for one in here))
    buttons = column(*(tap(_label(where, one), "card", one.garden.id, where.app) for one in here))
    return Screen(text, (*buttons, *_turning(where, page, pages), *_controls(where)))


async def _every(act: Act, where: Room) -> list[Listed]:
    if not where.view.words:
        return await catalogue.of_place(act, where.place or "", where.app)
    every = await catalogue.these(act, where.view.found, where.app)
    return [one for one in every if where.row is None or one.row["queue_place"] == where.place]


def _no_place(head: Html | None) -> Screen:
    text = _(
        "Where do you look for a kindergarten? Choose a place, send your location, or type the name of a kindergarten: "
        "in any alphabet, and a typo does no harm."
    )
    title = bold(_("🏫 Kindergartens"))
    ways = column(look_elsewhere("gardens"), tap(_("📍 Nearest to me"), "near"), tap(_("🔤 By name"), "find"))
    return Screen(lines(head, title, text), (*ways, *column(go(_("📍 Set my place"), "place"), menu_button())))


def look_elsewhere(room_name: str) -> Button:
    """The way to another place, and from there back to this room."""
    return go(_("🗺 Another place"), "lookin", room_name)


def _found(where: Room, every: list[Kindergarten]) -> tuple[list[Kindergarten], Html | None]:
    """What passes the filters; whoever chooses and finds no free place sees where they can wait."""
    filters = replace(where.view.filters, only_free=where.only_free)
    if where.choosing:
        filters = replace(filters, language=None, age=None, group_type=None)
    found = shown(every, filters, where.must_fit, where.favourites)
    if found:
        return found, None
    if where.view.words:
        return [], _nobody_called(where)
    if is_filtered(filters) or not where.choosing:
        return [], _("No kindergarten passes these filters.")
    usual = where.view.filters.only_free is None
    return shown(every, Filters(), where.must_fit, where.favourites) if usual else [], _nothing_free()


def _nobody_called(where: Room) -> Html:
    """Nothing has such a name, or nothing of what has passes the filters."""
    if where.view.found and (is_filtered(where.view.filters) or where.only_free):
        return _("What is called like that does not pass the filters, or has no free place.")
    return _("No kindergarten is called like that. Try a part of the name, or its number.")


def _nothing_free() -> Html:
    return _(
        "At this moment no kindergarten of your place has a free place in a group that fits the child's age, group "
        "type and language.\nLook here again every day: places become free. The contact centre helps too: "
        "{centre}."
    )


def _title(act: Act, where: Room) -> Html:
    looked_for = where.view.words
    parts: list[Html | None] = [
        bold(_("🏫 Kindergartens")),
        _("Called like: «{words}»", words=looked_for) if looked_for else None,
        _("Place: {place}", place=places().name(where.place)) if where.place and not looked_for else None,
    ]
    if where.row is not None and where.wanted is not None:
        parts.append(
            _(
                "For: {name} · {group_type} · {language}",
                name=families.child_person(act, where.row).given,
                group_type=say(GROUP_TYPES[where.wanted.group_type]),
                language=say(LANGUAGES_OF_INSTRUCTION[where.wanted.language]),
            )
        )
        if where.row["state"] == State.CONFIRMED and (deadline := deadline_of(act, where.row)):
            parts.append(_("Sign by: {deadline}", deadline=deadline))
    return Html("\n".join(part for part in parts if part))


def _order_words(where: Room, count: int) -> Html | None:
    if not count:
        return None
    parts = [n_("{count} kindergarten.", "{count} kindergartens.", count)]
    if where.view.words:
        parts.append(_("The most similar names come first."))
    elif where.near is not None:
        parts.append(
            _("The nearest to you come first.") if where.view.near else _("The nearest to «My place» come first.")
        )
    if where.choosing and where.only_free:
        parts.append(_("Only groups that fit the child are shown."))
    return Html(" ".join(parts))


def _entry(where: Room, one: Listed) -> Html:
    """One kindergarten in two lines."""
    facts = (
        say(KINDS[one.garden.kind]),
        say(places().name(one.garden.district)),
        far_words(where.near, one.garden.spot),
        _free_words(where, one),
    )
    star = "⭐ " if one.garden.id in where.favourites else ""
    return Html(f"{star}<b>{say(name_of(one.row))}</b>\n" + " · ".join(each for each in facts if each))


def _free_words(where: Room, one: Listed) -> Html:
    free = one.garden.free(where.must_fit)
    return _("free places: {free}", free=free) if free else _("no free place")


def _label(where: Room, one: Listed) -> str:
    star = "⭐ " if one.garden.id in where.favourites else ""
    free = one.garden.free(where.must_fit)
    name = name_of(one.row)
    return star + (_("{name} · free: {free}", name=name, free=free) if free else _("{name} · full", name=name))


def _turning(where: Room, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    if pages == 1:
        return ()
    return (
        (
            tap("◀", "room", (page - 1) % pages, where.app),
            tap(f"{page + 1} / {pages}", "room", page, where.app),
            tap("▶", "room", (page + 1) % pages, where.app),
        ),
    )


def _controls(where: Room) -> tuple[tuple[Button, ...], ...]:
    filters = _("🔎 Filters (set)") if is_filtered(where.view.filters) else _("🔎 Filters")
    full = _("Show the full ones too") if where.only_free else _("Only with free places")
    back = go(_("⬅ To the application"), "app", str(where.app)) if where.app else look_elsewhere("gardens")
    name = _("✖ Not by name") if where.view.words else _("🔤 By name")
    return (
        (
            tap(name, "unfind" if where.view.words else "find", 0, where.app),
            tap(filters, "filters", 0, where.app),
        ),
        (
            tap(_("📍 Nearest to me"), "near", 0, where.app),
            tap(full, "free", 0, where.app, "0" if where.only_free else "1"),
        ),
        (back, help_button("kindergarten"), menu_button()),
    )


def is_filtered(filters: Filters) -> bool:
    """Whether anything is left out, beside what is full."""
    return replace(filters, only_free=None) != Filters()
