"""Receiving by webhook: kept before Telegram is told, once, and from Telegram alone."""

import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.house import House
from playground.bot_process import Bot, real_bot
from playground.clock import MovableClock
from playground.server import Playground
from tests.bot.conftest import MONDAY, Inside
from tests.conversations.harness import open_world
from usecases.act import Act

SECRET = "a-secret-of-the-tests"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
Json = dict[str, Any]


def free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


class Hooked(Inside):
    """A bot that is called, and does not poll."""

    url: str

    async def posts(self, body: bytes | Json, secret: str | None = SECRET) -> int:
        """A call of the webhook; the status."""
        headers = {HEADER: secret} if secret is not None else {}
        data: Json = {"json": body} if isinstance(body, dict) else {"data": body}
        async with (
            ClientSession() as session,
            session.post(f"{self.url}/webhook", headers=headers, **data) as answer,
        ):
            status = answer.status
        await self.until_idle()
        return status

    def kept(self) -> list[tuple[Any, ...]]:
        """The updates in the file."""
        return self.rows("SELECT update_id, state, answered FROM inbox ORDER BY update_id")


@pytest.fixture
async def hooked() -> AsyncIterator[Hooked]:
    port = free_port()
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "WEBHOOK_PORT": str(port)}

    def make_bot(environment: Mapping[str, str], clock: MovableClock) -> Bot:
        return real_bot({**environment, **hook}, clock)

    playground = Playground(now=MONDAY, frozen=True, make_bot=make_bot)
    async with open_world(playground, rebuilding=False) as world:
        inside = Hooked(world, playground)
        inside.url = hook["WEBHOOK_URL"]
        yield inside


def start_of(user_id: int, update_id: int = 700) -> Json:
    """An update as Telegram posts it."""
    who = {"id": user_id, "is_bot": False, "first_name": "Айгүл"}
    chat = {"id": user_id, "type": "private", "first_name": "Айгүл"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": who, "text": "/start"}
    return {"update_id": update_id, "message": message}


async def test_an_update_is_answered(hooked: Hooked) -> None:
    aigul = await hooked.world.person("aigul")
    await aigul.start()
    await aigul.sees("[Қазақша]", "[Русский]")
    assert (await hooked.world.get("/sim/state"))["bot"]["mode"] == "webhook"
    assert [state[1:] for state in hooked.kept()] == [("done", 1)]


async def test_only_the_kinds_that_are_understood_are_asked_for(hooked: Hooked) -> None:
    await hooked.until_idle()
    [call] = [call for call in await hooked.world.calls("telegram") if call["method"] == "setWebhook"]
    assert "callback_query" in str(call["parameters"]["allowed_updates"])
    assert not [call for call in await hooked.world.calls("telegram") if call["method"] == "getUpdates"]


@pytest.mark.parametrize("secret", [None, "", "another", SECRET.upper(), SECRET[:-1], "құпия"])
async def test_a_stranger_has_no_effect(hooked: Hooked, secret: str | None) -> None:
    aigul = await hooked.world.person("aigul")
    assert await hooked.posts(start_of(aigul.user_id), secret) == 403
    assert hooked.kept() == []
    assert await aigul.chat() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[]", b"null", b"5", b'"update"', b"{}", b'{"update_id": null}', b'{"update_id": "x"}'],
)
async def test_what_is_no_update_is_a_bad_request(hooked: Hooked, body: bytes) -> None:
    assert await hooked.posts(body) == 400
    assert hooked.kept() == []


async def test_the_same_update_twice_acts_once(hooked: Hooked) -> None:
    aigul = await hooked.world.person("aigul")
    await aigul.start()
    before = len(await hooked.heard(aigul))
    assert [await hooked.posts(start_of(aigul.user_id)) for _time in range(3)] == [200, 200, 200]
    assert len(await hooked.heard(aigul)) == before + 1


async def test_an_update_is_kept_before_telegram_is_told(hooked: Hooked, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for a moment: Telegram hears no 200, calls again, and the person is answered once."""
    aigul = await hooked.world.person("aigul")
    acting, failures = House.acting, [OSError("no space left on device")]

    def failing(house: House, person_id: int | None = None) -> AbstractAsyncContextManager[Act]:
        if failures:
            raise failures.pop()
        return acting(house, person_id)

    monkeypatch.setattr(House, "acting", failing)
    await aigul.start()
    assert not failures
    assert "500" in hooked.playground.updates.hook.error
    assert len(await hooked.heard(aigul)) == 1
    assert [state[1:] for state in hooked.kept()] == [("done", 1)]


async def test_after_a_restart_the_webhook_answers_again(hooked: Hooked) -> None:
    aigul = await hooked.world.person("aigul")
    await aigul.start()
    await hooked.playground.rebuild_bot()
    await aigul.says("/start")
    await aigul.sees("[Қазақша]")


async def test_half_a_surrogate_pair_costs_a_sign_and_not_the_chat(hooked: Hooked) -> None:
    """What can't be kept would be answered 500, and Telegram would bring it again for ever, before all that follows."""
    aigul = await hooked.world.person("aigul")
    await aigul.start()
    update = json.dumps(start_of(aigul.user_id, 900)).replace('"/start"', r'"/help \ud83d"').encode()
    assert await hooked.posts(update) == 200
    assert (900, "done", 1) in hooked.kept()
