"""The playground's Bot API without the way there: the bot's calls go straight into the strict methods.

As strict as over HTTP, some ten times as fast. Every call is noted with the task that made it, so that a letter that
comes by itself is never taken for the answer to an update.
"""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile

from bot.delivery import LETTER
from bot.session import Session, _read, _written
from playground.parameters import Parameters, Upload
from playground.refusal import Refusal
from playground.server import Playground

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot. `status` is what the strict Telegram answered, `by_itself` that a letter was delivered."""

    method: str
    asked: Json
    status: int
    error: str
    result: Any
    by_itself: bool

    @property
    def chat_id(self) -> int:
        """The chat it is about; 0 for none."""
        return int(self.asked.get("chat_id") or 0)


class Direct(Session):
    """aiogram's session over the playground's methods."""

    def __init__(self, playground: Playground) -> None:
        super().__init__(TelegramAPIServer.from_base(playground.url))
        self._playground = playground
        self.calls: list[Call] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        """Call a method; fails as over HTTP."""
        name = method.__api_method__
        asked, files = _parameters(bot, method)
        try:
            result = await self._playground.telegram._methods[name.lower()](Parameters(asked, files))
            status, answer = 200, {"ok": True, "result": result}
        except Refusal as refusal:
            status, answer = refusal.code, refusal.body()
        task = asyncio.current_task()
        letter = task is not None and task.get_name() == LETTER
        self.calls.append(Call(name, asked, status, answer.get("description", ""), answer.get("result"), letter))
        body = orjson.dumps(answer)
        if status == 200 and (read := _read(bot, method, body)) is not None:
            return read  # type: ignore[return-value]
        return self.check_response(bot, method, status, body.decode()).result  # type: ignore[return-value]

    async def stream_content(
        self,
        url: str,
        headers: Json | None = None,
        timeout: int = 30,  # noqa: ASYNC109
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file that somebody has sent."""
        file = self._playground.files.at(url.partition(f"{self._playground.telegram._token}/")[2])
        if file is None:
            raise OSError("404")
        yield file.content


def _parameters(bot: Bot, method: TelegramMethod[Any]) -> tuple[Json, dict[str, Upload]]:
    files: dict[str, Upload] = {}
    plain: Json = {}
    for field in ("photo", "document"):
        file = getattr(method, field, None)
        if isinstance(file, BufferedInputFile):
            files[field] = Upload(file.filename or "", "application/octet-stream", file.data)
            plain[field] = ""
    bare = method.model_copy(update=plain) if plain else method
    asked: Json = orjson.loads(_written(bot, bare))
    return {name: value for name, value in asked.items() if name not in files}, files
