"""Receiving updates: by long polling, or by a webhook. Either way they are kept before Telegram is told."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SetWebhook
from aiohttp import web

from bot.mishaps import where
from bot.settings import Settings
from bot.wire import Wire

log = logging.getLogger(__name__)

KINDS = ["message", "callback_query", "my_chat_member"]
POLL = 50  # seconds, the most Telegram allows
AFTER_ERROR = (1, 2, 4, 8, 15)  # seconds
Take = Callable[[list[dict[str, Any]]], Awaitable[None]]


async def poll(settings: Settings, wire: Wire, take: Take) -> None:
    """Fetch updates for ever. The offset that confirms a batch goes out only after `take` has returned."""
    path = urlsplit(f"{settings.telegram_api_url}/bot{settings.bot_token.get_secret_value()}").path
    offset, failures = 0, 0
    while True:
        try:
            if not offset:
                await wire.post(f"{path}/deleteWebhook", b"{}", AFTER_ERROR[-1])  # while one is set, polling is refused
            updates = await _fetch(wire, f"{path}/getUpdates", offset)
            await take(updates)
            offset = max([offset, *(update["update_id"] + 1 for update in updates)])
            failures = 0
        except Exception as error:
            # Whatever it is, the bot must not go deaf. Never the error's text: it may hold the URL, and that the token.
            log.warning("receiving failed: %s", getattr(error, "code", None) or where(error))
            wait = AFTER_ERROR[min(failures, len(AFTER_ERROR) - 1)]
            failures += 1
            await asyncio.sleep(getattr(error, "retry_after", None) or wait)


class NotOk(Exception):
    """Telegram answered, but not with updates."""

    def __init__(self, code: int, retry_after: int | None) -> None:
        super().__init__(code)
        self.code, self.retry_after = code, retry_after


async def _fetch(wire: Wire, path: str, offset: int) -> list[dict[str, Any]]:
    body = {"offset": offset, "timeout": POLL, "limit": 100, "allowed_updates": KINDS}
    status, answered = await wire.post(path, orjson.dumps(body), POLL + 10)
    try:
        answer = _read(answered)
    except ValueError:
        raise NotOk(status, None) from None
    if not answer.get("ok"):
        raise NotOk(int(answer.get("error_code", 0)), (answer.get("parameters") or {}).get("retry_after"))
    return list(answer["result"])


def _read(answered: bytes) -> Any:
    try:
        return orjson.loads(answered)
    except ValueError:  # half a surrogate pair, perhaps: better a sign lost than everything that comes after
        return orjson.loads(re.sub(rb"\\u[dD][89a-fA-F]..", rb"\\ufffd", answered))


async def register(bot: Bot, settings: Settings) -> None:
    """Tell Telegram where to call, until it has understood."""
    assert settings.webhook_url is not None
    assert settings.webhook_secret is not None
    method = SetWebhook(
        url=f"{settings.webhook_url}/webhook",
        secret_token=settings.webhook_secret.get_secret_value(),
        allowed_updates=KINDS,
    )
    for wait in (*AFTER_ERROR, *[60] * 60):
        try:
            await bot(method)
            return
        except TelegramAPIError as error:
            log.warning("setWebhook failed: %s", type(error).__name__)
            await asyncio.sleep(wait)


def webhook(settings: Settings, take: Take) -> web.Application:
    """The server that Telegram calls; 200 is answered when the update has been kept."""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not compare_digest(given.encode(), secret.encode()):
            return web.Response(status=403)
        try:
            update = _read(await request.read())
            int(update["update_id"])
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        await take([update])
        return web.Response()

    app = web.Application(client_max_size=1024 * 1024)
    app.router.add_post("/webhook", receive)
    return app
