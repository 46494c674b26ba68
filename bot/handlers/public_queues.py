"""«Queues»: by queue place and category, and at each kindergarten; open to everybody (R-41, R-56, R-70)."""

from itertools import groupby

from bot.handlers.catalogue import look_elsewhere, place_of, tap
from bot.handlers.gardens import name_of
from bot.handlers.rights import RIGHTS
from bot.handlers.statistics import number_words, sum_words
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import PortalTap, go, menu_button
from bot.words import Html, _, bold, date_words, n_, say
from domain.calendar import local_day
from domain.statistics import sum_of
from usecases import catalogue, public_queues, statistics
from usecases.act import Act
from usecases.public_queues import Standing, Waited

PAGE = 5


def button(words: str, verb: str, about: int = 0, arg: str = "") -> Button:
    """A button of the rooms that are open to everybody."""
    return Button(words, PortalTap(verb=verb, id=about, arg=arg).pack())


async def place_looked_at(act: Act, turn: Turn) -> str | None:
    """The queue place chosen last, else that of «My place»."""
    return place_of(await catalogue.view_of(act), turn.person)


def which_place(title: Html, room_name: str) -> Screen:
    """Nobody knows yet where to look."""
    text = _("For which place? Choose a region, district or city.")
    return Screen(lines(title, text), column(look_elsewhere(room_name), menu_button()))


async def queues_room(act: Act, turn: Turn) -> Screen:
    """How many stand in the queue, category by category."""
    title, place = bold(_("👥 Queues")), await place_looked_at(act, turn)
    if place is None:
        return which_place(title, "queues")
    every = await public_queues.by_category(act, place)
    text = lines(
        title,
        Html("\n".join((_("Queue place: {place}", place=places().name(place)), _in_all(act, every)))),
        *(_right_words(act, list(group)) for _right, group in groupby(every, key=lambda one: one.right)),
        _hidden_words(act, every),
        _("The order: the category first, then the time of application.") if every else None,
        _("Your own number stands in «My applications».") if turn.parent_id is not None else None,
    )
    own = go(_("📋 My applications"), "apps") if turn.parent_id is not None else None
    return Screen(
        text,
        column(button(_("🏫 At each kindergarten"), "lists"), own, look_elsewhere("queues"), menu_button()),
    )


def _in_all(act: Act, every: list[Standing]) -> Html:
    count, today = sum_of(one.count for one in every), date_words(local_day(act.now))
    if count.hidden:
        return _("{today}: children in the queue: <b>{count}</b>.", today=today, count=sum_words(count))
    if not count.told:
        return _("{today}: nobody stands in the queue.", today=today)
    return n_(
        "{today}: <b>{count}</b> child stands in the queue.",
        "{today}: <b>{count}</b> children stand in the queue.",
        count.told,
        today=today,
    )


def _hidden_words(act: Act, every: list[Standing]) -> Html | None:
    """Why a number is not told."""
    if not any(one.count.hidden for one in every):
        return None
    return _(
        "A number below {small} is not told, so that nobody can be recognised, nor one from which it could be worked out; "
        "sums are without them.",
        small=statistics.small(act),
    )


def _right_words(act: Act, every: list[Standing]) -> Html:
    """One right: how many in all, and year by year."""
    right = say(RIGHTS[every[0].right])
    title = bold(Html(f"{right[:1].upper()}{right[1:]}: {sum_words(sum_of(one.count for one in every))}"))
    told = [
        _(
            "• category {category}, year of birth {year}: {count}",
            category=one.category,
            year=one.born,
            count=_("not told") if one.count.hidden else number_words(one.count.told),
        )
        for one in every
    ]
    return Html("\n".join((title, *told)))


async def lists_room(act: Act, turn: Turn, tapped: PortalTap) -> Screen:
    """How many wait at each kindergarten, a page of them, the most awaited first."""
    title, place = bold(_("👥 Queues at each kindergarten")), await place_looked_at(act, turn)
    if place is None:
        return which_place(title, "queues")
    every = await public_queues.at_kindergartens(act, place)
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(tapped.id, 0), pages - 1)
    here = every[page * PAGE : (page + 1) * PAGE]
    text = lines(
        title,
        _("Queue place: {place}", place=places().name(place)),
        Html("\n".join(_waited_words(one) for one in here)) if here else _("No kindergarten is known here."),
        _("Who has a voucher, and finds no free place, waits in these lists. A place that appears goes to the first."),
    )
    cards = [tap(say(name_of(one.listed.row)), "card", one.listed.garden.id) for one in here]
    back = button(_("⬅ Back"), "queues")
    return Screen(text, (*column(*cards), *turning("lists", page, pages), (back, menu_button())))


def _waited_words(one: Waited) -> Html:
    return _(
        "• {name}: waiting {waiting}, free places {free}",
        name=name_of(one.listed.row),
        waiting=one.waiting,
        free=one.free,
    )


def turning(verb: str, page: int, pages: int, arg: str = "") -> tuple[tuple[Button, ...], ...]:
    """The pages, if there are several; they go round."""
    if pages == 1:
        return ()
    return (
        (
            button("◀", verb, (page - 1) % pages, arg),
            button(f"{page + 1} / {pages}", verb, page, arg),
            button("▶", verb, (page + 1) % pages, arg),
        ),
    )


async def _queues(act: Act, turn: Turn, _tapped: PortalTap) -> Screen:
    return await queues_room(act, turn)


LOOKS = {"queues": _queues, "lists": lists_room}
