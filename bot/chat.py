"""Showing screens in a chat: one living screen, edited on a tap, renewed below after words.

Telegram's refusals are told apart: a flood limit is waited out exactly, an outage retried for a while, a blocked bot
noted, a screen that is already there left alone.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Message, ReplyKeyboardRemove, Update

from bot import methods, typed
from bot.house import House
from bot.mishaps import where
from bot.screen import Drawing, File, Paper, Pin, Screen
from bot.words import _
from usecases.act import Act, Row

log = logging.getLogger(__name__)
T = TypeVar("T")

RETRIES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between attempts while Telegram is out of reach
LONGEST_FLOOD = 60  # seconds; a longer limit leaves the screen to the sweep


class Unreachable(Exception):
    """The person blocked the bot, deleted the account, or never pressed Start."""


async def call(house: House, method: TelegramMethod[T]) -> T:
    """Call Telegram; wait out a flood limit, retry an outage. Raises Unreachable and what can't be mended."""
    waits = iter(RETRIES)
    while True:
        try:
            return await house.bot(method)
        except TelegramRetryAfter as flood:
            if flood.retry_after > LONGEST_FLOOD:
                raise
            house.metrics.floods.inc()
            house.pace.pause(flood.retry_after)
            await asyncio.sleep(flood.retry_after)
        except (TelegramNetworkError, TelegramServerError):
            if (wait := next(waits, None)) is None:
                raise
            await asyncio.sleep(wait)
        except TelegramForbiddenError:
            raise Unreachable from None
        except TelegramBadRequest as no:
            if "chat not found" in no.message:
                raise Unreachable from None
            raise


class Chat:
    """One person's chat."""

    def __init__(self, house: House, person: Row) -> None:
        self._house, self._person = house, person
        self._chat_id: int = person["telegram_id"]
        self._screen_id: int | None = person["screen_id"]
        self._keyboard = bool(person["keyboard"])

    async def show(self, screen: Screen | None, update: Update) -> None:
        """Answer an update: the callback first, then the screen."""
        query, message = update.callback_query, update.message
        if query is not None:
            await self._answer(query.id, screen)
        if screen is None:
            return
        screen = await with_picture(self._house, screen)
        if self._person["papers"] or screen.papers or screen.pin:
            await self._show_papers(screen.papers, screen.pin)
        if message is not None and screen.forget:
            await self._delete(message.message_id)
        if screen.document is not None:
            await call(self._house, methods.send_document(self._chat_id, *screen.document))
        if screen.drawing is not None:
            drawing = await drawn(self._house, screen.drawing)
            await call(self._house, methods.send_document(self._chat_id, *drawing))
        if screen.files is not None:
            async for file in screen.files():
                await call(self._house, methods.send_document(self._chat_id, *file))
        tapped = query.message.message_id if query is not None and query.message else None
        living = tapped is not None and tapped == self._screen_id
        pictured = query is not None and isinstance(query.message, Message) and query.message.photo is not None
        new = screen.fresh or screen.asks_below or screen.picture or screen.document or screen.drawing
        in_place = living and not pictured and not new
        if in_place and await self._edit(screen):
            await self._remember(screen)
            return
        await self.renew(screen)

    async def _answer(self, query_id: str, screen: Screen | None) -> None:
        toast = (screen.toast or "")[:200] if screen else ""
        with suppress(TelegramBadRequest):  # too old to be answered: nothing waits for it any more
            await call(self._house, methods.answer(query_id, toast, show_alert=bool(screen and screen.alert)))

    async def _show_papers(self, papers: tuple[Paper, ...], pin: Pin | None) -> None:
        """Take away the secret papers and the place on the map that were shown before, and show these."""
        for kept in self._person["papers"].split():
            await self._delete(int(kept))
        sent = [(paper, await self._send_paper(paper)) for paper in papers]
        passing = [message.message_id for paper, message in sent if paper.secret]
        if pin is not None:
            passing.append((await call(self._house, methods.venue(self._chat_id, pin))).message_id)
        async with self._house.acting() as act:
            await act.tx.set_papers(person_id=self._person["id"], papers=" ".join(map(str, passing)))

    async def _send_paper(self, paper: Paper) -> Message:
        if paper.kind != "pdf":
            try:
                return await call(self._house, methods.photo(self._chat_id, paper))
            except TelegramBadRequest:  # too narrow for a photo: then as a file
                pass
        return await call(self._house, methods.document(self._chat_id, paper))

    async def _delete(self, message_id: int) -> None:
        with suppress(TelegramBadRequest):
            await call(self._house, methods.delete(self._chat_id, message_id))

    async def _edit(self, screen: Screen) -> bool:
        assert self._screen_id is not None
        try:
            await call(self._house, methods.edit(self._chat_id, self._screen_id, screen))
        except TelegramBadRequest as no:
            return "message is not modified" in no.message
        return True

    async def renew(self, screen: Screen) -> None:
        """Send the screen below, and take the buttons off the one before."""
        await self._retire()
        if self._keyboard and not screen.asks_below:
            await call(
                self._house, methods.send(self._chat_id, Screen(screen.echo or _("Good.")), ReplyKeyboardRemove())
            )
        sent = await send(self._house, self._chat_id, screen)
        self._screen_id, self._keyboard = sent.message_id, screen.asks_below
        async with self._house.acting() as act:
            await act.tx.set_screen(
                person_id=self._person["id"],
                screen_id=None if screen.asks_below else self._screen_id,
                keyboard=int(self._keyboard),
            )
            await self._remember_in(act, screen)

    async def _remember(self, screen: Screen) -> None:
        """The buttons that may be typed, kept only when they are others than before."""
        if typed.of_screen(screen) != typed.of_person(self._house.store.seal, self._person):
            async with self._house.acting() as act:
                await self._remember_in(act, screen)

    async def _remember_in(self, act: Act, screen: Screen) -> None:
        buttons = typed.of_screen(screen)
        if buttons or self._person["buttons"] is not None:
            box = act.seal.close_json(typed.TABLE, str(self._person["id"]), buttons) if buttons else None
            await act.tx.set_buttons(person_id=self._person["id"], buttons=box)

    async def _retire(self) -> None:
        if self._screen_id is not None:
            with suppress(TelegramBadRequest):
                await call(self._house, methods.retire(self._chat_id, self._screen_id))


async def drawn(house: House, drawing: Drawing) -> File:
    """A file, drawn beside everything else that goes on."""
    name = (await house.bot.me()).username or ""
    async with house.easel:
        return await asyncio.to_thread(drawing, name)


async def with_picture(house: House, screen: Screen) -> Screen:
    """With its picture drawn, beside everything else that goes on; without one where it could not be."""
    if screen.sketch is None:
        return screen
    try:
        async with house.easel:
            picture = await asyncio.to_thread(screen.sketch)
    except Exception as error:  # the same facts stand in the text
        log.error("a picture could not be drawn: %s", where(error))
        picture = None
    return replace(screen, sketch=None, picture=picture)


async def apart(house: House, chat_id: int, screen: Screen) -> Screen:
    """A picture whose words are too long for a caption goes before them, as a message of its own."""
    if screen.picture is None or methods.fits_below(screen.text):
        return screen
    await call(house, methods.photo(chat_id, Paper("png", screen.picture)))
    return replace(screen, picture=None)


async def send(house: House, chat_id: int, screen: Screen) -> Message:
    """Send a screen as a new message; one whose HTML Telegram can't read goes out as plain text, loudly logged."""
    screen = await apart(house, chat_id, screen)
    try:
        return await call(house, methods.send(chat_id, screen, screen.reply() or screen.inline()))
    except TelegramBadRequest as no:
        if "can't parse entities" not in no.message:
            raise
        log.error("a screen has HTML that Telegram can't parse")
        return await call(house, methods.send_plain(chat_id, screen))
