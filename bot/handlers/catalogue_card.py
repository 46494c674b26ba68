"""One kindergarten of the catalogue: what there is to know of it, choosing it, waiting for it, watching it (R-55, R-56)."""

from bot.handlers.catalogue import Room, enter, tap
from bot.handlers.gardens import KINDS, address_of, ages_words, far_words, group_line, hours_words, name_of
from bot.handlers.reviews import card_button, card_line
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import WaitTap
from bot.words import Html, _, bold, say
from domain.voucher import State
from usecases import catalogue, watches
from usecases.act import Act
from usecases.catalogue import Listed


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
        await card_line(act, kindergarten_id),
    ]
    waiting = await act.tx.count_waiting_of_kindergarten(kindergarten_id=one.garden.id)
    watched = bool(await watches.of_kindergarten(act, one.garden.id, where.app))
    groups = [group_line(group, where.wanted) for group in one.garden.groups]
    text = lines(
        head,
        Html(("⭐ " if star else "") + bold(say(name_of(row)))),
        Html("\n".join(fact for fact in facts if fact)),
        Html("\n".join([_("Groups:"), *groups])),
        _("On the waiting list here: {count}", count=waiting) if waiting else None,
        _full_words(where, one),
        _("🔔 We will write to you once, when a place appears here.") if watched else None,
    )
    watch = column(_watch(where, one, watched=watched))
    return Screen(text, (*column(*_choices(where, one)), *watch, *_deeds(where, one, star=star)))


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


def _watch(where: Room, one: Listed, *, watched: bool) -> Button | None:
    """To be told when a place appears, unless one that fits is there (R-70)."""
    if watched:
        return tap(_("🔕 Watch no more"), "watch", one.garden.id, where.app, "0")
    if where.wanted is not None and one.garden.free(where.wanted):
        return None
    return tap(_("🔔 Tell me when a place appears"), "watch", one.garden.id, where.app, "1")


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
        card_button(one.garden.id, where.app),
        tap(_("⬅ To the kindergartens"), "room", 0, where.app),
    )
