"""Looking for a kindergarten by its name: what is typed while the catalogue stands on the screen is a name (R-70)."""

import asyncio
from dataclasses import replace

from bot import typed
from bot.garden_search import found, telling
from bot.handlers.catalogue import enter, place_of, room, tap
from bot.house import Turn
from bot.screen import Screen, lines
from bot.taps import GardenTap
from bot.words import Html, _, bold
from domain.not_allowed import NotAllowed
from usecases import catalogue, vouchers
from usecases.act import Act

LONGEST = 60  # characters of a name


async def ask(act: Act, turn: Turn, tapped: GardenTap) -> Screen:
    """What is it called?"""
    await enter(act, turn, tapped.app)
    return _question(tapped.app)


def _question(app: int, head: Html | None = None) -> Screen:
    text = _(
        "Type its name or number, or a part of it: in Kazakh or in Russian, in Cyrillic or Latin letters. A typo does no "
        "harm."
    )
    back = tap(_("⬅ To the kindergartens"), "unfind", 0, app)
    return Screen(lines(head, bold(_("🔤 What is the kindergarten called?")), text), ((back,),))


async def forget(act: Act, turn: Turn, tapped: GardenTap) -> None:
    """Not by a name any more."""
    await enter(act, turn, tapped.app)
    view = await catalogue.view_of(act)
    await catalogue.keep_view(act, replace(view, words="", found=()))


async def heard(turn: Turn, text: str, *, in_form: bool) -> Screen | None:
    """Words typed under the catalogue; None: they were meant for something else."""
    app = _asked_for(turn, in_form=in_form)
    if app is None or not text.strip() or text.startswith("/"):
        return None
    words = " ".join(text.split())[:LONGEST]
    if not telling(words):
        return _question(app, _("Letters or numbers are needed here."))
    async with turn.looking() as act:
        try:
            row = await vouchers.own(act, turn.parent_id, app) if app else None
        except NotAllowed:
            return None
        place = row["queue_place"] if row else place_of(await catalogue.view_of(act), turn.person)
        names = await catalogue.names(act, row["queue_place"] if row else None)
    async with turn.house.finder:
        ids = await asyncio.to_thread(found, words, names, place)
    async with turn.acting() as act:
        view = await catalogue.view_of(act)
        await catalogue.keep_view(act, replace(view, app=app, words=words, found=tuple(ids)))
    async with turn.looking() as act:
        return await room(act, turn, app)


def _asked_for(turn: Turn, *, in_form: bool) -> int | None:
    """The application for which the catalogue on the screen was opened (0: none); None if something else stands there.

    While a form is half done, only what answers the question for a name is one.
    """
    shown = [data.split(":") for _words, data in typed.of_person(turn.house.store.seal, turn.person)]
    verbs = {parts[1]: parts[3] for parts in shown if parts[0] == GardenTap.__prefix__ and len(parts) > 3}
    asks = "unfind" in verbs and len(shown) == 1
    if not asks and (in_form or not verbs.keys() & {"find", "unfind"}):
        return None
    app = verbs.get("unfind", verbs.get("find", ""))
    return int(app) if app.isdecimal() else None
