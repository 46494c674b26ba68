"""The catalogue of kindergartens: a room to look round in while in the queue, and to choose in with a voucher (R-55, R-70).

Which application it is for stands in every button; filters and where the person stands are kept with the person.
"""

from dataclasses import dataclass, replace

from bot.fsm.common import GROUP_TYPES, LANGUAGES_OF_INSTRUCTION
from bot.handlers.gardens import KINDS, address_of, ages_words, far_words, group_line, hours_words, name_of
from bot.handlers.voucher import deadline_of
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import GardenTap, WaitTap, go, help_button, menu_button
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
    """The room for an application of the family, or for none; NotAllowed NOT_YOURS, NOT_REGISTERED."""
    await families.parent(act, turn.parent_id)
    row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, app)) if app else None
    view = await catalogue.view_of(act)
    mine = turn.person["district"]
    district = row["district"] if row is not None else mine
    return Room(
        view=view,
        row=row,
        choosing=row is not None and may_choose(act, row),
        place=row["queue_place"] if row is not None else queue_place(mine) if mine else None,
        district=district,
        near=view.near or await catalogue.place_spot(act, turn.person),
        favourites=await catalogue.favourites(act),
        wanted=catalogue.wanted_of(act, row) if row is not None else None,
    )


# ---- the list --------------------------------------------------------------------------------------------------------


async def room(act: Act, turn: Turn, app: int, page: int = 0, head: Html | None = None) -> Screen:
    """The kindergartens of a queue place, a page of them."""
    where = await enter(act, turn, app)
    if where.place is None:
        return _no_place(head)
    every = await catalogue.of_place(act, where.place, where.app)
    listed = {one.garden.id: one for one in every}
    found, note = _found(where, [one.garden for one in every])
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    here = [listed[one.id] for one in in_order(found, where.near, where.district)[page * PAGE : (page + 1) * PAGE]]
    text = lines(head, _title(act, where), note, _order_words(where, len(found)), *(_entry(where, one) for one in here))
    buttons = column(*(tap(_label(where, one), "card", one.garden.id, where.app) for one in here))
    return Screen(text, (*buttons, *_turning(where, page, pages), *_controls(where)))


def _no_place(head: Html | None) -> Screen:
    text = _("Where do you look for a kindergarten? Set «My place» once: region, district or city.")
    return Screen(
        lines(head, bold(_("🏫 Kindergartens")), text), column(go(_("📍 Set my place"), "place"), menu_button())
    )


def _found(where: Room, every: list[Kindergarten]) -> tuple[list[Kindergarten], Html | None]:
    """What passes the filters; whoever chooses and finds no free place sees where they can wait."""
    filters = replace(where.view.filters, only_free=where.only_free)
    if where.choosing:
        filters = replace(filters, language=None)
    found = shown(every, filters, where.must_fit, where.favourites)
    if found:
        return found, None
    if is_filtered(filters) or not where.choosing:
        return [], _("No kindergarten passes these filters.")
    usual = where.view.filters.only_free is None
    return shown(every, Filters(), where.must_fit, where.favourites) if usual else [], _nothing_free()


def _nothing_free() -> Html:
    return _(
        "At this moment no kindergarten of your place has a free place in a group that fits the child's age, group "
        "type and language.\nLook here again every day: places become free. The contact centre helps too: "
        "{centre}."
    )


def _title(act: Act, where: Room) -> Html:
    parts: list[Html | None] = [
        bold(_("🏫 Kindergartens")),
        _("Place: {place}", place=places().name(where.place or "")),
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
    if where.near is not None:
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
    back = go(_("⬅ To the application"), "app", str(where.app)) if where.app else None
    return (
        (tap(filters, "filters", 0, where.app), tap(_("📍 Nearest to me"), "near", 0, where.app)),
        (tap(full, "free", 0, where.app, "0" if where.only_free else "1"),),
        (*((back,) if back else ()), help_button("kindergarten"), menu_button()),
    )


def is_filtered(filters: Filters) -> bool:
    """Whether anything is left out, beside what is full."""
    return replace(filters, only_free=None) != Filters()


# ---- one kindergarten ------------------------------------------------------------------------------------------------


async def card(act: Act, turn: Turn, kindergarten_id: int, app: int, head: Html | None = None) -> Screen:
    """One kindergarten, whole, with what can be done."""
    where = await enter(act, turn, app)
    one = await catalogue.one(act, kindergarten_id, app)
    row, star = one.row, one.garden.id in where.favourites
    facts = [
        say(KINDS[row["kind"]]),
        say(address_of(row)),
        say(places().name(row["district"])),
        _("Distance: {far}", far=far) if (far := far_words(where.near, one.garden.spot)) else None,
        _("Phone: {phone}", phone=row["phone"]),
        _("E-mail: {email}", email=row["email"]) if row["email"] else None,
        _("Working days: {hours}", hours=hours_words(row["hours"])) if row["hours"] else None,
    ]
    groups = [group_line(group, where.wanted) for group in one.garden.groups]
    text = lines(
        head,
        Html(("⭐ " if star else "") + bold(say(name_of(row)))),
        Html("\n".join(fact for fact in facts if fact)),
        Html("\n".join([_("Groups:"), *groups])),
        _full_words(where, one),
    )
    return Screen(text, (*column(*_choices(where, one)), *_deeds(where, one, star=star)))


def _full_words(where: Room, one: Listed) -> Html | None:
    if not where.choosing or one.garden.free(where.wanted):
        return None
    if _waits_here(where, one):
        return _("You are on the waiting list here.")
    if not one.garden.suited(where.wanted):
        return _("No group here fits the child's age, group type and language.")
    if not _may_wait(where, one):
        return _("There is no free place in a group that fits.")
    return _("There is no free place in a group that fits. You can join the waiting list.")


def _choices(where: Room, one: Listed) -> list[Button]:
    """Choosing a group with a free place; where there is none, waiting for one (R-55, R-56)."""
    if where.row is None or not where.choosing or one.garden.id == where.row["kindergarten_id"]:
        return []
    suited = one.garden.suited(where.wanted)
    free = [group for group in suited if group.free]
    if free:
        words = _("✍ Choose this kindergarten")
        several = len(free) > 1
        return [
            tap(f"{words} · {ages_words(group)}" if several else words, "choose", group.id, where.app) for group in free
        ]
    joining = WaitTap(verb="join", id=where.app, garden=one.garden.id)
    return [Button(_("⏳ Join the waiting list"), joining.pack())] if suited and _may_wait(where, one) else []


def _may_wait(where: Room, one: Listed) -> bool:
    may = where.row is not None and where.row["state"] in (State.CONFIRMED, State.WAITING)
    return may and not _waits_here(where, one)


def _waits_here(where: Room, one: Listed) -> bool:
    return where.row is not None and str(one.garden.id) in where.row["lists"].split(",")


def _deeds(where: Room, one: Listed, *, star: bool) -> tuple[tuple[Button, ...], ...]:
    words, arg = (_("☆ Not a favourite any more"), "0") if star else (_("⭐ To the favourites"), "1")
    pin = tap(_("📍 On the map"), "pin", one.garden.id, where.app) if one.garden.spot else None
    return column(
        tap(words, "star", one.garden.id, where.app, arg),
        pin,
        tap(_("⬅ To the kindergartens"), "room", 0, where.app),
    )
