"""Statistics for everybody, registered or not (R-70): queue, vouchers, free places, over time and by region.

Each is a picture with the same facts in its text. What may be told of a number is decided in `domain.statistics`.
"""

import html
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from babel.numbers import format_decimal

from bot.drawing import Bars, Chart, draw, draw_bars
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import StatTap, menu_button
from bot.words import LOCALES, N_, Html, Msg, _, bold, date_words, escape, language, month_words, say
from domain.not_allowed import NotAllowed, Reason
from domain.statistics import Count, sum_of
from usecases import statistics
from usecases.act import Act
from usecases.statistics import COUNTRY, Region

PAGE = 7  # regions to choose from
POINTS = 5  # told in words below the picture, which holds all of them
PICTURES = 200  # of at most 60 kB, the same for everybody all day long

QUEUE, VOUCHERS, FREE = "queue", "vouchers", "free"
TOPICS: dict[str, Msg] = {
    QUEUE: N_("📈 Queue"),
    VOUCHERS: N_("🎫 Vouchers"),
    FREE: N_("🪑 Free places"),
}


def tap(words: str, verb: str, topic: str, region: str = COUNTRY, page: int = 0) -> Button:
    """A button of the room."""
    return Button(words, StatTap(verb=verb, topic=topic, region=region, page=page).pack())


# ---- the room --------------------------------------------------------------------------------------------------------


async def room(act: Act, turn: Turn) -> Screen:
    """The queue of the region of «My place», or of the whole country."""
    return await _over_time(act, QUEUE, statistics.region_where(turn.person["district"]))


async def pressed(turn: Turn, tapped: StatTap) -> Screen:
    """A button of the room; NotAllowed ANSWER_UNKNOWN for one that isn't ours."""
    known = {COUNTRY, *places().regions}
    if tapped.verb not in {*VERBS, "pick"} or tapped.topic not in TOPICS or tapped.region not in known:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    if tapped.verb == "pick":
        return _choice(tapped.topic, tapped.region, tapped.page)
    async with turn.looking() as act:
        return await VERBS[tapped.verb](act, tapped.topic, tapped.region)


async def _over_time(act: Act, topic: str, region: str) -> Screen:
    told = await TELL[topic](act, region)
    return replace(told, rows=_buttons(topic, region, compared=False))


def _buttons(topic: str, region: str, *, compared: bool) -> Rows:
    others = [tap(say(words), "show", other, region) for other, words in TOPICS.items() if compared or other != topic]
    compare = () if compared else ((tap(_("🗺 By region"), "regions", topic, region),),)
    return (
        tuple(others),
        *compare,
        (tap(_("📍 Another region"), "pick", topic, region),),
        (menu_button(),),
    )


def _head(topic: Msg, region: str) -> Html:
    return Html("\n".join((bold(say(topic)), _("Where: {place}", place=_place(region)))))


def _place(region: str) -> Html:
    return say(places().name(region)) if region else _("the whole country")


# ---- numbers in words ------------------------------------------------------------------------------------------------


def number_words(number: int) -> str:
    """12 345"""
    return format_decimal(number, locale=LOCALES[language()])


def count_words(count: Count, small: int) -> Html:
    """A number of children of one region as it may be told."""
    return _("fewer than {small}", small=small) if count.is_small else sum_words(count)


def sum_words(count: Count) -> Html:
    """A number of children that is a sum, of which a little may be left out."""
    if count.is_small:
        return _("a few")
    number = number_words(count.told)
    return _("at least {number}", number=number) if count.hidden else Html(number)


def _hidden_words(small: int) -> Html:
    """Why a number is not told."""
    return _(
        "Where fewer than {small} children are counted the number is not told, so that nobody can be recognised; sums and "
        "the picture are without them.",
        small=small,
    )


# ---- over time -------------------------------------------------------------------------------------------------------


async def _queue(act: Act, region: str) -> Screen:
    every = await statistics.mornings(act, region)
    said = [(one.day, one.waiting.told, sum_words(one.waiting)) for one in every]
    hidden = any(one.waiting.hidden for one in every)
    text = lines(
        _head(N_("📈 Statistics: the queue for a voucher"), region),
        _("Children in the queue in the morning:\n{days}", days=_days(said)) if said else say(NOTHING),
        _hidden_words(statistics.small(act)) if hidden else None,
    )
    return _with_chart(text, said, _("Children in the queue"))


NOTHING = N_("Nothing has been counted here yet. Look in again tomorrow.")

Said = tuple[date, int, Html]
"""A day, its number as it is drawn, and in words."""


async def _free(act: Act, region: str) -> Screen:
    every = await statistics.mornings(act, region)
    said = [(one.day, one.free, Html(number_words(one.free))) for one in every if one.free is not None]
    text = lines(
        _head(N_("📈 Statistics: free places"), region),
        _("Free places in kindergartens in the morning:\n{days}", days=_days(said)) if said else say(NOTHING),
        _("Free is what is not taken, not offered to anybody and not promised to those who wait. Which kindergartens they "
          "are in stands in the catalogue."),
    )  # fmt: skip
    return _with_chart(text, said, _("Free places"))


def _days(said: Sequence[Said]) -> Html:
    return Html("\n".join(f"{date_words(day)}: {words}" for day, _number, words in _some(said)))


def _some(said: Sequence[Said]) -> Sequence[Said]:
    """The first, the last, and some evenly between."""
    if len(said) <= POINTS:
        return said
    step = (len(said) - 1) / (POINTS - 1)
    return [said[round(n * step)] for n in range(POINTS)]


def _with_chart(text: Html, said: Sequence[Said], title: Html) -> Screen:
    if not said:
        return Screen(text)
    ends = (html.unescape(said[0][2]), html.unescape(said[-1][2]))
    points = tuple((day, number) for day, number, _words in said)
    return Screen(text, sketch=partial(drawn, Chart(points, (), html_free(title), Html(""), Html(""), ends)))


def html_free(words: Html) -> Html:
    """Words for a picture, where nothing is HTML."""
    return Html(html.unescape(words))


async def _vouchers(act: Act, region: str) -> Screen:
    every, small = await statistics.vouchers_by_month(act, region), statistics.small(act)
    total = sum_of(count for _month, count in every)
    said = [
        (month_words(month), count.told, count_words(count, small) if region else sum_words(count))
        for month, count in every
    ]
    text = lines(
        _head(N_("📈 Statistics: vouchers issued"), region),
        Html("\n".join(f"{month}: {words}" for month, _number, words in said)),
        _("Together: {count}", count=sum_words(total)),
        _hidden_words(small) if total.hidden else None,
    )
    return _with_bars(text, _("Vouchers issued by month"), said)


def _with_bars(text: Html, title: Html, said: Sequence[tuple[str, int, Html]], own: str | None = None) -> Screen:
    bars = tuple((name, number, html.unescape(words)) for name, number, words in said)
    return Screen(text, sketch=partial(drawn, Bars(html_free(title), bars, own)))


# ---- by region -------------------------------------------------------------------------------------------------------

Told = Callable[[Region], tuple[int, Html]]
"""What is told of a region: the length of its bar, and the words."""


async def _by_region(act: Act, topic: str, region: str) -> Screen:
    every = await statistics.by_region(act, list(places().regions))
    said = [(html.unescape(_place(one.code)), *OF_REGION[topic](one)) for one in every]
    said.sort(key=lambda one: -one[1])
    own = html.unescape(_place(region)) if region else None
    hidden = topic != FREE and any((one.waiting if topic == QUEUE else one.vouchers).hidden for one in every)
    text = lines(
        bold(say(BY_REGION[topic])),
        Html("\n".join(f"{'▸ ' if name == own else ''}{escape(name)}: {words}" for name, _number, words in said)),
        _hidden_words(statistics.small(act)) if hidden else None,
    )
    screen = _with_bars(text, say(BY_REGION[topic]), said, own)
    return replace(screen, rows=_buttons(topic, region, compared=True))


BY_REGION: dict[str, Msg] = {
    QUEUE: N_("Children in the queue this morning, by region"),
    VOUCHERS: N_("Vouchers issued in twelve months, by region"),
    FREE: N_("Free places this morning, by region"),
}


def _free_in(one: Region) -> tuple[int, Html]:
    return one.free or 0, Html(number_words(one.free)) if one.free is not None else _("not counted")


OF_REGION: dict[str, Told] = {
    QUEUE: lambda one: (one.waiting.told, sum_words(one.waiting)),
    VOUCHERS: lambda one: (one.vouchers.told, sum_words(one.vouchers)),
    FREE: _free_in,
}


# ---- choosing a region -----------------------------------------------------------------------------------------------


def _choice(topic: str, region: str, page: int) -> Screen:
    """The whole country first, then the regions, page by page."""
    every = [COUNTRY, *places().regions]
    pages = -(-len(every) // PAGE)
    page = min(max(page, 0), pages - 1)
    names = [("✔ " if code == region else "") + _label(code) for code in every]
    shown = list(zip(every, names, strict=True))[page * PAGE : (page + 1) * PAGE]
    turning = (
        tap("◀", "pick", topic, region, (page - 1) % pages),
        tap(f"{page + 1} / {pages}", "pick", topic, region, page),
        tap("▶", "pick", topic, region, (page + 1) % pages),
    )
    text = lines(bold(say(TOPICS[topic])), _("Which region?"))
    back = tap(_("⬅ Back"), "show", topic, region)
    return Screen(text, (*column(*(tap(name, "show", topic, code) for code, name in shown)), turning, (back,)))


def _label(code: str) -> Html:
    return say(places().name(code)) if code else _("The whole country")


# ---- drawing ---------------------------------------------------------------------------------------------------------


@lru_cache(PICTURES)
def drawn(what: Chart | Bars) -> bytes:
    """The picture, drawn once for everybody; the first time it takes a while."""
    return draw(what) if isinstance(what, Chart) else draw_bars(what)


TELL: dict[str, Callable[[Act, str], Awaitable[Screen]]] = {QUEUE: _queue, VOUCHERS: _vouchers, FREE: _free}
VERBS: dict[str, Callable[[Act, str, str], Awaitable[Screen]]] = {"show": _over_time, "regions": _by_region}
