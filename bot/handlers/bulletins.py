"""«Free places»: the bulletins of a place, by kindergarten, group, age and language; open to everybody (R-70, R-71).

The filters, and where the person stands, are those of the catalogue.
"""

from bot.handlers.catalogue import enter, is_filtered, look_elsewhere, tap
from bot.handlers.gardens import address_of, far_words, group_words, name_of, places_words
from bot.handlers.public_queues import button, turning, which_place
from bot.handlers.referrals import asking
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import PortalTap, go, menu_button
from bot.words import Html, _, bold, date_words, n_, say
from domain.calendar import local_day
from domain.kindergarten import Spot, in_order, shown
from domain.place import region_of
from usecases import bulletins, catalogue, referrals
from usecases.act import Act, instant
from usecases.bulletins import Bulletin

PAGE = 5


async def bulletins_room(act: Act, turn: Turn, page: int = 0) -> Screen:
    """The free places of a place, a page of them."""
    title, where = bold(_("🪑 Free places")), await enter(act, turn, 0)
    if where.place is None:
        return which_place(title, "bulletins")
    listed = {one.garden.id: one for one in await catalogue.of_place(act, where.place)}
    passing = shown([one.garden for one in listed.values()], where.view.filters, None, where.favourites)
    ordered = [listed[one.id] for one in in_order(passing, where.near, where.district)]
    every = [one for one in await bulletins.of_place(act, ordered, where.place) if where.view.filters.admits(one.group)]
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(page, 0), pages - 1)
    here = every[page * PAGE : (page + 1) * PAGE]
    text = lines(
        title,
        Html("\n".join((_("Place: {place}", place=places().name(where.place)), _in_all(every)))),
        *(_entry(number, one, where.near) for number, one in enumerate(here, page * PAGE + 1)),
    )
    filters = _("🔎 Filters (set)") if is_filtered(where.view.filters) else _("🔎 Filters")
    controls = (
        (tap(filters, "filters"), look_elsewhere("bulletins")),
        (go(_("🔔 Tell me of places"), "watches"), menu_button()),
    )
    looks = column(*(_looks(number, one) for number, one in enumerate(here, page * PAGE + 1)))
    return Screen(text, (*looks, *turning("bulletins", page, pages), *controls))


def _in_all(every: list[Bulletin]) -> Html:
    count = sum(one.group.free for one in every)
    if not count:
        return _("There is no free place here now.")
    return n_("{count} free place.", "{count} free places.", count)


def _entry(number: int, one: Bulletin, near: Spot | None) -> Html:
    """A bulletin in three lines, with the number that its button bears: a kindergarten has several that look alike."""
    facts = (
        say(places().name(one.listed.garden.district)),
        far_words(near, one.listed.garden.spot),
        since_words(one),
    )
    return Html(
        f"<b>{number}. {say(name_of(one.listed.row))}</b>\n{group_words(one.group)} · {places_words(one.group)}\n"
        + " · ".join(each for each in facts if each)
    )


def since_words(one: Bulletin) -> Html | None:
    """Since which day there is a free place."""
    since = instant(one.since)
    return _("since: {day}", day=date_words(local_day(since))) if since else None


def _looks(number: int, one: Bulletin) -> Button:
    """The portal's own button."""
    words = _("👁 View, {number}: {name}", number=number, name=name_of(one.listed.row))
    return button(words, "view", one.group.id)


async def view(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """One bulletin, whole, as of now."""
    return await bulletin_screen(act, turn, tapped.id)


async def bulletin_screen(act: Act, turn: Turn, group_id: int, head: Html | None = None) -> Screen:
    """A group with its places, its kindergarten, and how a place is got here."""
    one = await bulletins.one(act, group_id)
    row = one.listed.row
    facts = (
        say(places().name(row["district"])),
        say(address_of(row)),
        _("Phone: {phone}", phone=row["phone"]),
        group_words(one.group),
        places_words(one.group),
        since_words(one) if one.group.free else None,
    )
    text = lines(
        head,
        _("🪑 <b>Free places: {name}</b>", name=name_of(row)),
        Html("\n".join(each for each in facts if each)),
        *_ways_words(act, region_of(row["district"])),
    )
    asks = await asking(act, turn, one)
    about = tap(_("🏫 About the kindergarten"), "card", row["id"])
    return Screen(text, (*column(*asks, about), (button(_("⬅ Free places"), "bulletins"), menu_button())))


def _ways_words(act: Act, region: str) -> list[Html]:
    """How a place is got in the region (R-71)."""
    ways, told = referrals.ways_in(act, region), list[Html]()
    if referrals.VOUCHER in ways:
        told.append(
            _(
                "Here a place is got with a voucher: apply for one, and when it is issued and you have confirmed interest, "
                "choose this kindergarten."
            )
        )
    if referrals.REFERRAL in ways:
        told.append(
            _(
                "Here a place is got by referral: a child who stands in the queue asks for the place, and the education "
                "department gives the referral in the order of the queue."
            )
        )
    return told


async def _turned(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    return await bulletins_room(act, turn, tapped.id)


LOOKS = {"bulletins": _turned, "view": view}
