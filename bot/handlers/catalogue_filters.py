"""The filters of the catalogue: kind, language, district, age, group type, favourites; one screen, and one for each choice."""

from collections.abc import Iterable
from dataclasses import replace

from bot.fsm.common import GROUP_TYPES, LANGUAGES_OF_INSTRUCTION
from bot.handlers.catalogue import Room, enter, is_filtered, tap
from bot.handlers.gardens import KINDS
from bot.house import Turn
from bot.places import places
from bot.screen import Screen, column, lines, pairs
from bot.taps import go
from bot.words import N_, Html, Msg, Words, _, bold, say
from domain.application import GroupType, Language
from domain.kindergarten import Filters, Kind
from usecases import catalogue
from usecases.act import Act

FILTERS: dict[str, Msg] = {
    "kind": N_("Kind"),
    "language": N_("Language of instruction"),
    "district": N_("District or city"),
    "age": N_("Age"),
    "group_type": N_("Group type"),
}
AGES = range(1, 7)  # full years
ANY = N_("any")


def with_filter(filters: Filters, arg: str) -> Filters:
    """The filters with one set, as a button says it: `kind.private`, `language.` for any, `favourites.1`."""
    name, _dot, value = arg.partition(".")
    match name:
        case "kind" if value in {"", *Kind}:
            return replace(filters, kind=value or None)
        case "language" if value in {"", *Language}:
            return replace(filters, language=value or None)
        case "district" if value == "" or value in places().districts:
            return replace(filters, district=value or None)
        case "age" if value == "" or value in map(str, AGES):
            return replace(filters, age=int(value) if value else None)
        case "group_type" if value in {"", *GroupType}:
            return replace(filters, group_type=value or None)
        case "favourites":
            return replace(filters, only_favourites=value == "1")
    return filters


async def filters_screen(act: Act, turn: Turn, app: int) -> Screen:
    """What is set; each filter is changed by its button."""
    where = await enter(act, turn, app)
    filters = where.view.filters
    names = [name for name in FILTERS if await _applies(act, where, name)]
    favourites = _("⭐ Show all") if filters.only_favourites else _("⭐ Favourites only")
    text = lines(
        bold(_("🔎 Filters")),
        Html("\n".join(f"{say(FILTERS[name])}: <b>{say(_chosen(filters, name))}</b>" for name in names)),
        _("Only favourites are shown.") if filters.only_favourites else None,
    )
    return Screen(
        text,
        (
            *pairs(*(tap(f"✎ {say(FILTERS[name])}", "choice", 0, app, name) for name in names)),
            *column(
                tap(favourites, "set", 0, app, f"favourites.{int(not filters.only_favourites)}"),
                tap(_("Clear the filters"), "clear", 0, app) if is_filtered(filters) else None,
                tap(_("⬅ To the kindergartens"), "room", 0, app),
                None if app else go(_("🪑 Free places"), "bulletins"),
            ),
        ),
    )


async def _applies(act: Act, where: Room, name: str) -> bool:
    """Who chooses sees the groups that fit the application; one district is no choice."""
    if name in ("language", "age", "group_type"):
        return not where.choosing
    return name != "district" or len(await _districts(act, where)) > 1


async def _districts(act: Act, where: Room) -> list[str]:
    every = await catalogue.of_place(act, where.place) if where.place else []
    return sorted({one.garden.district for one in every})


def _chosen(filters: Filters, name: str) -> Words:
    value: str | int | None = getattr(filters, name)
    return ANY if value is None else _words(name, str(value))


def _words(name: str, value: str) -> Words:
    if name == "district":
        return places().name(value)
    if name == "age":
        return _("{ages} years", ages=value)
    return {"kind": KINDS, "group_type": GROUP_TYPES}.get(name, LANGUAGES_OF_INSTRUCTION)[value]


VALUES: dict[str, Iterable[object]] = {"kind": KINDS, "language": Language, "age": AGES, "group_type": GroupType}


async def choice_screen(act: Act, turn: Turn, app: int, name: str) -> Screen:
    """The values of one filter; a name that we never made leads to all filters."""
    where = await enter(act, turn, app)
    if name not in FILTERS:
        return await filters_screen(act, turn, app)
    values = await _districts(act, where) if name == "district" else [*map(str, VALUES[name])]
    options = [tap(say(_words(name, value)), "set", 0, app, f"{name}.{value}") for value in values]
    return Screen(
        bold(say(FILTERS[name])),
        column(
            tap(say(ANY), "set", 0, app, f"{name}."),
            *options,
            tap(_("⬅ Back"), "filters", 0, app),
        ),
    )
