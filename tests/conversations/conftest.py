"""Every transcript runs in both languages, in one of them, by turns, with the bot rebuilt before every single act."""

import ssl
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from functools import cache
from zlib import crc32

import pytest

from domain.rules import RuleBook
from gateways import holidays_kz
from playground.bot_process import Bot, real_bot
from playground.clock import MovableClock
from playground.server import Playground
from storage import statements
from tests.conversations.given import Story
from tests.conversations.harness import World, open_world
from tests.conversations.tongues import KK, RU, Tongue
from tests.memory import IN_MEMORY

MONDAY = datetime.fromisoformat("2026-11-16T10:00:00+05:00")


@pytest.fixture(scope="session", autouse=True)
def what_never_changes_is_read_once() -> Iterator[None]:
    """Files that every start of the bot reads anew, alike: thousands of rebuilds need not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(statements, "load", cache(statements.load))
        patch.setattr(RuleBook, "load", cache(RuleBook.load))
        patch.setattr(holidays_kz, "calendar", cache(holidays_kz.calendar))
        yield


@pytest.fixture(autouse=True)
def databases_live_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process leaves on a disk is for tests/crash."""
    if IN_MEMORY is not None:
        monkeypatch.setattr(tempfile, "tempdir", str(IN_MEMORY))


@pytest.fixture(autouse=True)
def nobody_waits_for_the_pace_of_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second between two letters to one chat is real time; the clock of these tests isn't."""
    monkeypatch.setattr("bot.app.PER_CHAT", 0.0)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the four ways to run a transcript two are taken: what a restart loses isn't a matter of words."""
    spared = {item for item in items if isinstance(item, pytest.Function) and _is_spared(item)}
    config.hook.pytest_deselected(items=[*spared])
    items[:] = [item for item in items if item not in spared]


def _is_spared(item: pytest.Function) -> bool:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    if not {"rebuilding", "w"} <= params.keys():
        return False
    rebuilt_in = (KK, RU)[crc32(item.originalname.encode()) % 2]
    return (params["rebuilding"] == "rebuilt") is (params["w"] is not rebuilt_in)


@pytest.fixture(params=["steady", pytest.param("rebuilt", marks=pytest.mark.slow)])
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


@pytest.fixture
def story(world: World, w: Tongue) -> Story:
    """What may have happened before."""
    return Story(world, w)


def bare_bot(environment: Mapping[str, str], clock: MovableClock) -> Bot:
    """The product without SMS_*, REGISTRY_*, EDS_* and SIGEX_*."""
    kept = {
        key: value for key, value in environment.items() if not key.startswith(("SMS_", "REGISTRY_", "EDS_", "SIGEX_"))
    }
    return real_bot(kept, clock)
