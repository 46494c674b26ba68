"""A Telegram for a crowd: answers at once, as strictly as the playground's, and remembers only the last screen of a chat."""

from collections.abc import AsyncGenerator
from functools import lru_cache
from typing import Any

import orjson
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.session import Session, _read
from playground import keyboards
from playground.markup import parse, trim, units
from playground.parameters import Parameters
from playground.refusal import Refusal, bad
from tests.crawl.direct import _parameters

Json = dict[str, Any]

NOBODY = "http://127.0.0.1:9"
SHOWN = {"sendMessage": ("text", 4096), "editMessageText": ("text", 4096), "sendPhoto": ("caption", 1024)}
BOT = {"id": 42, "is_bot": True, "first_name": "Bot", "username": "wild_bot", "can_join_groups": True}


@lru_cache(20_000)
def _length(text: str, is_html: bool) -> int:
    return units((parse(text) if is_html else trim(text, []))[0])


class Wild(Session):
    """aiogram's session over a Telegram that takes everything well-formed. `files`: what people have sent, by id."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(TelegramAPIServer.from_base(NOBODY))
        self.buttons: dict[int, list[str]] = {}
        self.asks_contact: dict[int, bool] = {}
        self.screen: dict[int, int] = {}
        self.refused: list[str] = []
        self.calls = 0
        self._files = files
        self._message_id = 100

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        """Call a method."""
        self.calls += 1
        name = method.__api_method__
        asked, _uploads = _parameters(bot, method)
        try:
            status, answer = 200, {"ok": True, "result": self._result(name, asked)}
        except Refusal as refusal:
            status, answer = refusal.code, refusal.body()
            if "file" not in refusal.description:
                self.refused.append(f"{name}: {refusal.description}")
        body = orjson.dumps(answer)
        if status == 200 and (read := _read(bot, method, body)) is not None:
            return read  # type: ignore[return-value]
        return self.check_response(bot, method, status, body.decode()).result  # type: ignore[return-value]

    def _result(self, name: str, asked: Json) -> Any:
        if name == "getMe":
            return BOT
        if name == "getFile":
            if asked["file_id"] not in self._files:
                raise bad("invalid file_id")
            return {"file_id": asked["file_id"], "file_unique_id": "u", "file_path": asked["file_id"]}
        if name in SHOWN and (name != "sendPhoto" or asked.get("caption")):  # a picture may come without words
            return self._show(asked, *SHOWN[name], fresh=name != "editMessageText")
        if name in ("sendDocument", "sendPhoto", "sendVenue"):
            return self._message(asked, self._next())
        if name == "editMessageReplyMarkup":
            return self._message(asked, asked["message_id"])
        if name == "answerCallbackQuery" and units(asked.get("text") or "") > 200:
            raise bad("MESSAGE_TOO_LONG")
        return True

    def _show(self, asked: Json, field: str, most: int, *, fresh: bool) -> Json:
        text = asked.get(field) or ""
        length = _length(text, bool(asked.get("parse_mode")))
        if not length:
            raise bad("message text is empty")
        if length > most:
            raise bad("message is too long")
        chat, markup = int(asked["chat_id"]), keyboards.read(Parameters(asked, {}).json("reply_markup"))
        self.screen[chat] = self._next() if fresh else int(asked["message_id"])
        rows = markup.rows if markup and markup.kind == "inline" else []
        self.asks_contact[chat] = markup is not None and markup.kind == "reply"
        self.buttons[chat] = [key["callback_data"] for row in rows for key in row if "callback_data" in key]
        return self._message(asked, self.screen[chat])

    def _next(self) -> int:
        self._message_id += 1
        return self._message_id

    def _message(self, asked: Json, message_id: int) -> Json:
        chat = {"id": int(asked["chat_id"]), "type": "private", "first_name": "x"}
        return {"message_id": message_id, "from": BOT, "chat": chat, "date": 0}

    async def stream_content(
        self,
        url: str,
        headers: Json | None = None,
        timeout: int = 30,  # noqa: ASYNC109
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file that somebody has sent."""
        yield self._files[url.rpartition("/")[2]]
