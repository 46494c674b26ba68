"""A Telegram just good enough to press buttons against: raw HTTP over an asyncio protocol, as little work as can be.

It keeps the last screen of every chat, hands out updates to whoever polls, and tells `on_screen` when a chat has got a
new one. Answers are whole messages, as Telegram's are.
"""

import asyncio
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

BOT = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
EPOCH = 1_790_000_000
SCREENS = {"sendMessage", "editMessageText"}
BATCH = 100  # updates in one answer, as Telegram gives
Body = dict[str, Any]


class Chat:
    """One person's chat: the screen that stands in it, and how it is going."""

    __slots__ = ("at", "id", "message_id", "screen", "since", "tap")

    def __init__(self, id: int) -> None:
        self.id = id
        self.message_id = 0
        self.screen: Body = {}
        self.tap: str | None = None
        self.since = 0.0  # when the update was due that has not been answered yet; 0: none
        self.at = 0

    def message(self) -> Body:
        """The screen as Telegram sends it back."""
        return {
            "message_id": self.message_id,
            "from": BOT,
            "chat": {"id": self.id, "first_name": "Әсел", "type": "private"},
            "date": EPOCH,
            **self.screen,
        }


class Telegram:
    """The server for one bot."""

    def __init__(self, on_screen: Callable[[Chat], None]) -> None:
        self.chats: dict[int, Chat] = {}
        self.calls = 0
        self.polled = asyncio.Event()
        self._on_screen = on_screen
        self._waiting: list[Wire] = []
        self._updates: list[Body] = []
        self._update_id = self._message_id = 1000
        self._due = False

    async def start(self) -> str:
        """Listen on a free port; the address."""
        server = await asyncio.get_running_loop().create_server(lambda: Wire(self), "127.0.0.1", 0, backlog=1000)
        self._server = server
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Listen no more."""
        self._server.close()

    # ---- towards the bot -------------------------------------------------------------------------------------------

    def says(self, chat: Chat, text: str) -> None:
        """A chat's person types."""
        self._message_id += 1
        message = {
            "message_id": self._message_id,
            "from": _person(chat.id),
            "chat": {"id": chat.id, "first_name": "Әсел", "type": "private"},
            "date": EPOCH,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._give({"message": message})

    def taps(self, chat: Chat, data: str) -> None:
        """A chat's person presses a button of the screen."""
        query = {"id": f"{chat.id}{self._update_id}", "from": _person(chat.id), "message": chat.message()}
        self._give({"callback_query": {**query, "chat_instance": str(chat.id), "data": data}})

    def _give(self, update: Body) -> None:
        self._update_id += 1
        self._updates.append({"update_id": self._update_id, **update})
        if self._waiting and not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._hand_over)

    def _hand_over(self) -> None:
        self._due = False
        while self._waiting and self._updates:
            wire = self._waiting.pop()
            batch, self._updates = self._updates[:BATCH], self._updates[BATCH:]
            wire.answer(batch)

    def gone(self, wire: "Wire") -> None:
        """A connection was closed."""
        if wire in self._waiting:
            self._waiting.remove(wire)

    # ---- from the bot ----------------------------------------------------------------------------------------------

    def call(self, wire: "Wire", method: str, body: Body) -> None:
        """The bot calls a method."""
        if method == "getUpdates":
            self.polled.set()
            self._waiting.append(wire)
            self._hand_over()
            return
        self.calls += 1
        if method in SCREENS:
            chat = self._shown(method, body)
            wire.answer(chat.message())
            self._on_screen(chat)
        elif method == "editMessageReplyMarkup":
            chat = self.chats[int(body["chat_id"])]
            chat.screen.pop("reply_markup", None)
            wire.answer(chat.message())
        else:
            wire.answer(BOT if method == "getMe" else True)

    def _shown(self, method: str, body: Body) -> Chat:
        chat = self.chats[int(body["chat_id"])]
        markup = body.get("reply_markup")
        chat.screen = {"text": body["text"]}
        if markup:
            chat.screen["reply_markup"] = orjson.loads(markup) if isinstance(markup, str) else markup
        if method == "sendMessage":
            self._message_id += 1
            chat.message_id = self._message_id
        return chat


class Wire(asyncio.Protocol):
    """One keep-alive connection of the bot; requests come one after another."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram, self._got = telegram, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own are not of that class

    def connection_lost(self, error: Exception | None) -> None:
        self._telegram.gone(self)

    def data_received(self, data: bytes) -> None:
        got = self._got + data if self._got else data
        end = got.find(b"\r\n\r\n")
        if end < 0:
            self._got = got
            return
        head = got[:end].lower()
        if b"\r\ntransfer-encoding: chunked" in head:  # so aiogram sends a file
            if not got.endswith(b"\r\n0\r\n\r\n"):
                self._got = got
                return
            self._take(got, head, got[end + 4 :])
            return
        at = head.find(b"content-length:")
        length = int(head[at + 15 : (head.find(b"\r\n", at) + 1 or end + 1) - 1]) if at > 0 else 0
        if len(got) < end + 4 + length:
            self._got = got
            return
        self._take(got, head, got[end + 4 :])

    def _take(self, got: bytes, head: bytes, body: bytes) -> None:
        self._got = b""
        path = got[: got.find(b" HTTP/1.1\r\n")].rpartition(b"/")[2].decode()
        self._telegram.call(self, path, _read(head, body))

    def answer(self, result: Any) -> None:
        """200 with a result."""
        body = orjson.dumps({"ok": True, "result": result})
        head = b"HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._send(head % len(body) + body)

    def _send(self, said: bytes) -> None:
        if not self._transport.is_closing():  # the bot is stopped while letters are on their way
            self._transport.write(said)

    def flood(self, seconds: int) -> None:
        """429: wait so long."""
        refused = {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests",
            "parameters": {"retry_after": seconds},
        }
        body = orjson.dumps(refused)
        head = b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._send(head % len(body) + body)


def _read(head: bytes, body: bytes) -> Body:
    if not body:
        return {}
    if b"application/json" in head:
        read: Body = orjson.loads(body)
        return read
    if b"multipart/form-data" in head:
        return {name.decode(): value.decode() for name, value in _FIELD.findall(body)}
    return dict(parse_qsl(body.decode()))


_FIELD = re.compile(
    rb'name="(chat_id|caption)"(?:\r\n[\w-]+:[^\r]*)*\r\n\r\n(?:\r\n[0-9a-f]+\r\n)?([^\r]*)\r\n'  # in chunks, or not
)


def _person(id: int) -> Body:
    return {"id": id, "is_bot": False, "first_name": "Әсел", "username": f"parent{id}", "language_code": "kk"}


def now() -> float:
    """The generator's clock."""
    return perf_counter()
