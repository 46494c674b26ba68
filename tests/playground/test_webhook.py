"""The webhook: the secret, repetition until a 2xx, order within a chat, no polling beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.playground.conftest import Page


class Hook:
    """A server that answers with `statuses`, then 200."""

    def __init__(self) -> None:
        self.got: list[tuple[str | None, dict[str, Any]]] = []
        self.statuses: list[int] = []
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((secret, await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """The bot's side of the webhook."""
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(alone: Page, hook: Hook) -> None:
    await alone.bot("setWebhook", url=hook.url, secret_token="s3cret")
    await alone.post("/sim/people/aigul/start")
    [(secret, update)] = hook.got
    assert secret == "s3cret"
    assert update["message"]["text"] == "/start"


async def test_a_failure_is_repeated_in_order(alone: Page, hook: Hook) -> None:
    hook.statuses = [500, 404]
    await alone.bot("setWebhook", url=hook.url)
    await alone.post("/sim/people/aigul/start?wait=0")
    await alone.post("/sim/people/aigul/say?wait=0", text="next")
    await asyncio.sleep(0.2)
    info = (await alone.bot("getWebhookInfo"))["result"]
    assert info["pending_update_count"] == 2
    assert "404" in info["last_error_message"]
    assert await alone.playground.until_idle(5)
    assert [update["message"]["text"] for _, update in hook.got] == ["/start"] * 3 + ["next"]


async def test_another_chat_does_not_wait(alone: Page, hook: Hook) -> None:
    hook.statuses = [500, 500]
    await alone.bot("setWebhook", url=hook.url)
    await alone.post("/sim/people/aigul/start?wait=0")
    await asyncio.sleep(0.1)
    await alone.post("/sim/people/olga/start?wait=0")
    await asyncio.sleep(0.2)
    assert [update["message"]["from"]["first_name"] for _, update in hook.got][-1] == "Ольга"


async def test_no_polling_beside_a_webhook(alone: Page, hook: Hook) -> None:
    await alone.bot("setWebhook", url=hook.url)
    assert (await alone.bot("getUpdates"))["error_code"] == 409
    await alone.bot("deleteWebhook")
    assert (await alone.bot("getUpdates"))["ok"]
    assert (await alone.bot("getWebhookInfo"))["result"]["url"] == ""


async def test_a_webhook_must_be_https_or_here(alone: Page) -> None:
    said = await alone.bot("setWebhook", url="http://example.org/hook")
    assert said["description"] == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
