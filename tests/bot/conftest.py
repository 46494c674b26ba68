"""The real application on the playground's Telegram, its clock standing still, and a look into its database."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from bot.app import App
from bot.house import House
from playground.server import Playground
from tests.conversations.harness import Person, World, open_world
from usecases.act import Row

MONDAY = datetime.fromisoformat("2026-11-16T10:00:00+05:00")


class Inside:
    """What an operator could see of the bot: its parts, and the rows of its file."""

    def __init__(self, world: World, playground: Playground) -> None:
        self.world, self.playground = world, playground

    @property
    def app(self) -> App:
        """The application that runs now."""
        assert isinstance(self.playground.bot, App)
        return self.playground.bot

    @property
    def house(self) -> House:
        """Its long-lived parts."""
        return self.app._house

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the file."""
        with closing(sqlite3.connect(self.playground.database)) as connection:
            return connection.execute(sql, values).fetchall()

    async def row_of(self, person: Person) -> Row:
        """The person's row."""
        async with self.house.looking() as act:
            return await act.tx.person_by_telegram(telegram_id=person.user_id)

    async def takes(self, *updates: dict[str, Any]) -> None:
        """Updates as they come from Telegram; waits until they are worked off."""
        await self.app._inbox.take(list(updates))
        await self.until_idle()

    async def until_idle(self) -> None:
        """Wait until nothing is at work."""
        assert await self.playground.until_idle(10)

    async def heard(self, person: Person) -> list[str]:
        """What the bot has written to a person, oldest first."""
        return [message["text"] for message in await person.chat() if message["from"] == "bot"]


@pytest.fixture
async def inside(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Inside]:
    """A playground on Monday, 16 November 2026, 10:00."""
    monkeypatch.setattr("bot.app.PER_CHAT", 0.0)
    playground = Playground(now=MONDAY, frozen=True)
    async with open_world(playground, rebuilding=False) as world:
        yield Inside(world, playground)


@pytest.fixture
def world(inside: Inside) -> World:
    """Who lives in it."""
    return inside.world
