"""aiogram's way to the Bot API, over raw kept connections.

What is called thousands of times a minute is short: JSON with the fields that are set, and of the message that comes
back no more than its number. Everything unusual is aiogram's own affair: files, errors, methods with richer results.
"""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, Response, SendMessage, SendVenue, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, Message, User
from pydantic import BaseModel

from bot.wire import BadAnswer, Wire

LEAN = (SendMessage, SendVenue, EditMessageText, EditMessageReplyMarkup)
"""Of the message that these give back only `message_id`, `date` and `chat` are read."""

KEPT = (Response[bool], Response[Message], Response[Message | bool], Response[User])
"""pydantic forgets generic types that nobody holds, and builds them anew at every answer."""


class Session(BaseSession):
    """One server's Bot API; `wire` may be used beside it."""

    def __init__(self, api: TelegramAPIServer, wire: Wire | None = None) -> None:
        super().__init__(api=api, json_loads=orjson.loads, json_dumps=_dumps)
        self.wire = wire or Wire(api.base)
        self._paths: dict[tuple[str, str], str] = {}
        self._unusual: AiohttpSession | None = None

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        """Call a method; fails as aiogram's own session does."""
        try:
            body = _written(bot, method)
        except TypeError:  # a file, or what else JSON can't say
            return await self._aiograms_own().make_request(bot, method, timeout)
        try:
            status, answer = await self.wire.post(self._path(bot, method), body, timeout or self.timeout)
        except TimeoutError:
            raise TelegramNetworkError(method=method, message="Request timeout error") from None
        except (OSError, BadAnswer) as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from None
        if status == 200 and (read := _read(bot, method, answer)) is not None:
            return cast(TelegramType, read)
        response = self.check_response(bot, method, status, answer.decode("utf-8", "replace"))
        return cast(TelegramType, response.result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file, piece by piece."""
        own = self._aiograms_own()
        async for piece in own.stream_content(url, headers, timeout, chunk_size, raise_for_status):
            yield piece

    async def close(self) -> None:
        """Hang up."""
        await self.wire.close()
        if self._unusual is not None:
            await self._unusual.close()

    def _path(self, bot: Bot, method: TelegramMethod[Any]) -> str:
        key = (bot.token, method.__api_method__)
        if key not in self._paths:
            self._paths[key] = urlsplit(self.api.api_url(*key)).path
        return self._paths[key]

    def _aiograms_own(self) -> AiohttpSession:
        if self._unusual is None:
            self._unusual = AiohttpSession(api=self.api, json_loads=self.json_loads, json_dumps=self.json_dumps)
        return self._unusual


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _written(bot: Bot, method: TelegramMethod[Any]) -> bytes:
    """The fields that are set. Raises TypeError for what JSON can't say."""
    default = bot.default

    def plain(value: Any) -> Any:
        if isinstance(value, BaseModel):
            fields = {**value.__dict__, **(value.__pydantic_extra__ or {})}
            return {
                name: one
                for name, each in fields.items()
                if (one := default[each.name] if type(each) is Default else each) is not None
            }
        if isinstance(value, datetime):
            return round(value.timestamp())
        raise TypeError

    return orjson.dumps(method, default=plain, option=orjson.OPT_PASSTHROUGH_DATETIME)


def _read(bot: Bot, method: TelegramMethod[Any], answer: bytes) -> Message | bool | None:
    """What went well and is simple; None: let aiogram read it."""
    try:
        read = orjson.loads(answer)
        result: Any = read["result"] if read["ok"] is True else None
        if isinstance(result, bool):
            return result if method.__returning__ is bool or method.__returning__ == Message | bool else None
        return _message(bot, result) if isinstance(method, LEAN) else None
    except (ValueError, KeyError, TypeError):
        return None


def _message(bot: Bot, result: dict[str, Any]) -> Message:
    chat = _CHAT.model_copy(update={"id": result["chat"]["id"], "type": result["chat"]["type"]})
    date = datetime.fromtimestamp(result["date"], UTC)
    return _MESSAGE.model_copy(update={"message_id": result["message_id"], "date": date, "chat": chat}).as_(bot)


_CHAT = Chat.model_construct(id=0, type="private")
_MESSAGE = Message.model_construct(message_id=0, date=datetime.fromtimestamp(0, UTC), chat=_CHAT)
"""Copied for every answer: pydantic needs thirty times as long to go through a hundred fields that are not there."""
