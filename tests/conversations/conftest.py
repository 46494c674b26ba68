"""Every transcript runs in both languages, steady, and with the bot rebuilt before every single act."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime

import pytest

from playground.bot_process import Bot, real_bot
from playground.clock import MovableClock
from playground.server import Playground
from tests.conversations.harness import World, open_world
from tests.conversations.tongues import KK, RU, Tongue

MONDAY = datetime.fromisoformat("2026-11-16T10:00:00+05:00")


@pytest.fixture(autouse=True)
def nobody_waits_for_the_pace_of_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second between two letters to one chat is real time; the clock of these tests isn't."""
    monkeypatch.setattr("bot.delivery.PER_CHAT", 0.0)


@pytest.fixture(params=["steady", "rebuilt"])
def rebuilding(request: pytest.FixtureRequest) -> bool:
    """Whether the bot is rebuilt before every act."""
    return bool(request.param == "rebuilt")


@pytest.fixture(params=[KK, RU], ids=lambda tongue: tongue.code)
def w(request: pytest.FixtureRequest) -> Tongue:
    """The words, in the language in which everybody speaks in this run."""
    tongue: Tongue = request.param
    return tongue


@pytest.fixture
async def world(rebuilding: bool) -> AsyncIterator[World]:
    """A playground on Monday, 16 November 2026, 10:00, its clock standing still."""
    async with open_world(Playground(now=MONDAY, frozen=True), rebuilding=rebuilding) as world:
        yield world


@pytest.fixture
async def bare_world(rebuilding: bool) -> AsyncIterator[World]:
    """The same, with a bot that has neither registers nor an SMS centre."""
    playground = Playground(now=MONDAY, frozen=True, make_bot=bare_bot)
    async with open_world(playground, rebuilding=rebuilding) as world:
        yield world


def bare_bot(environment: Mapping[str, str], clock: MovableClock) -> Bot:
    """The product without SMS_* and REGISTRY_*."""
    kept = {key: value for key, value in environment.items() if not key.startswith(("SMS_", "REGISTRY_"))}
    return real_bot(kept, clock)
