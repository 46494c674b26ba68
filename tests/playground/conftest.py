"""A small bot of aiogram's around which the playground is tested, so that the product may err alone."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiohttp import ClientSession

from playground.clock import MovableClock
from playground.server import Playground

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # Friday, 09:00 in Almaty
Json = dict[str, Any]


def aiogram_bot(environment: Mapping[str, str]) -> Bot:
    """aiogram's client, pointed at the playground."""
    server = TelegramAPIServer.from_base(environment["TELEGRAM_API_URL"])
    return Bot(environment["BOT_TOKEN"], session=AiohttpSession(api=server))


class EchoBot:
    """Answers by `handle`; rings at `due`; keeps count of nothing."""

    def __init__(self, environment: Mapping[str, str], clock: MovableClock) -> None:
        self.environment = environment
        self.clock = clock
        self.api = aiogram_bot(environment)
        self.ticks: list[datetime] = []
        self.due: list[datetime] = []
        self.imported = ""
        self.invited: list[tuple[str, str]] = []
        self.members: list[str] = []
        self.busy = 0
        self._polling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        dispatcher = Dispatcher()
        dispatcher.message.register(self.on_message)
        dispatcher.callback_query.register(self.on_tap)
        dispatcher.my_chat_member.register(self.on_member)
        self._polling = asyncio.get_running_loop().create_task(self._poll(dispatcher))

    async def _poll(self, dispatcher: Dispatcher) -> None:
        offset = 0
        while True:
            updates = await self.api.get_updates(offset=offset, timeout=20)
            self.busy += 1
            try:
                for update in updates:
                    await dispatcher.feed_update(self.api, update)
                    offset = update.update_id + 1
            finally:
                self.busy -= 1
            await self.api.get_updates(offset=offset, timeout=0)

    async def stop(self) -> None:
        if self._polling:
            self._polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._polling
        await self.api.session.close()

    async def idle(self) -> bool:
        return not self.busy

    async def tick(self) -> None:
        self.ticks.append(self.clock.now())
        self.due = [instant for instant in self.due if instant > self.clock.now()]

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    async def invite_staff(self, role: str, scope: str) -> str:
        self.invited.append((role, scope))
        return f"invite-{scope}"

    async def import_kindergartens(self, csv_text: str) -> int:
        self.imported = csv_text
        return csv_text.count("\n") - 1

    async def on_member(self, event: ChatMemberUpdated) -> None:
        self.members.append(event.new_chat_member.status)

    async def on_message(self, message: Message) -> None:
        if message.contact:
            own = message.contact.user_id == message.chat.id
            await message.answer(f"{message.contact.phone_number} {own}", reply_markup=ReplyKeyboardRemove())
        elif message.text == "contact":
            keys = [[KeyboardButton(text="Share", request_contact=True)], [KeyboardButton(text="No")]]
            await message.answer("?", reply_markup=ReplyKeyboardMarkup(keyboard=keys))
        elif message.document:
            await message.answer(f"got {message.document.file_name}")
        elif message.text and message.text.startswith("/start"):
            keys2 = [[InlineKeyboardButton(text="One", callback_data="one")], [_link(), _copy()]]
            text = f"<b>Hi 👋 {message.chat.first_name}</b> {message.text.removeprefix('/start').strip()}"
            keyboard = InlineKeyboardMarkup(inline_keyboard=keys2)
            await message.answer(text, parse_mode="HTML", reply_markup=keyboard)
        else:
            await message.answer(f"echo {message.text}")

    async def on_tap(self, query: CallbackQuery) -> None:
        if isinstance(query.message, Message):
            await query.message.edit_text(f"tapped {query.data}")
        await query.answer("Done", show_alert=False)


def _link() -> InlineKeyboardButton:
    return InlineKeyboardButton(text="Site", url="https://example.org/")


def _copy() -> InlineKeyboardButton:
    return InlineKeyboardButton.model_validate({"text": "Copy", "copy_text": {"text": "42"}})


class Page:
    """The /sim calls, as the page makes them."""

    def __init__(self, playground: Playground, session: ClientSession) -> None:
        self.playground = playground
        self._session = session

    async def get(self, path: str, status: int = 200) -> Json:
        async with self._session.get(f"{self.playground.url}{path}") as answer:
            body: Json = await answer.json()
            assert answer.status == status, body
            return body

    async def post(self, path: str, status: int = 200, **body: Any) -> Json:
        async with self._session.post(f"{self.playground.url}{path}", json=body) as answer:
            said: Json = await answer.json()
            assert answer.status == status, said
            return said

    async def act(self, who: str, act: str, status: int = 200, **body: Any) -> Json:
        return await self.post(f"/sim/people/{who}/{act}", status, **body)

    async def bot(self, method: str, **body: Any) -> Json:
        """A call of the Bot API, whatever comes of it."""
        url = f"{self.playground.url}/bot{self.playground.environment['BOT_TOKEN']}/{method}"
        async with self._session.post(url, json=body) as answer:
            said: Json = await answer.json()
            assert answer.status == said.get("error_code", 200)
            return said

    async def raw(self, method: str, path: str, **request: Any) -> tuple[int, bytes]:
        async with self._session.request(method, f"{self.playground.url}{path}", **request) as answer:
            return answer.status, await answer.read()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A playground with the echo bot, its clock standing still."""
    playground = Playground(now=NOW, frozen=True, make_bot=EchoBot)
    await playground.start()
    async with ClientSession() as session:
        yield Page(playground, session)
    await playground.stop()


@pytest.fixture
async def alone() -> AsyncIterator[Page]:
    """A playground whose bot is the test itself."""
    playground = Playground(now=NOW, frozen=True, with_bot=False)
    await playground.start()
    async with ClientSession() as session:
        yield Page(playground, session)
    await playground.stop()
