"""The chats as Telegram's server keeps them: messages, the reply keyboard shown, notices.

A message's `body` is what Telegram hands out; what only the person's screen knows stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playground.clock import MovableClock
from playground.keyboards import Rows
from playground.markup import render
from playground.signals import Signals

Json = dict[str, Any]


@dataclass
class Message:
    """`fixed`: Telegram lets nobody edit it. `changed` orders new and edited things."""

    body: Json
    from_bot: bool
    changed: int = 0
    keyboard: Rows | None = None
    media: Json | None = None
    fixed: bool = False
    edited: bool = False
    deleted: bool = False

    @property
    def id(self) -> int:
        """Its number in Telegram."""
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """Its words: the text, or the caption of a file."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """The formatting of `text`."""
        return list(self.body.get("entities") or self.body.get("caption_entities") or [])

    @property
    def inline(self) -> Rows:
        """The buttons under it."""
        return list(self.body.get("reply_markup", {}).get("inline_keyboard", []))


@dataclass
class Notice:
    """A toast or an alert over the chat: the answer to a tap."""

    kind: str
    text: str
    date: int
    changed: int


@dataclass
class Chat:
    """One chat of the bot. `person` is None for a group; `away`: the bot was blocked or left."""

    body: Json
    person: str | None
    messages: dict[int, Message] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    keyboard: Rows | None = None
    one_time: bool = False
    keyboard_from: int = 0
    away: bool = False
    typing: str | None = None

    @property
    def id(self) -> int:
        """Its number in Telegram."""
        return int(self.body["id"])

    @property
    def private(self) -> bool:
        """Is it a chat with one person?"""
        return bool(self.body["type"] == "private")


class Chats:
    """All chats, and the counters that Telegram counts by."""

    def __init__(self, clock: MovableClock, signals: Signals) -> None:
        self._clock = clock
        self._signals = signals
        self.all: dict[int, Chat] = {}
        self.last_message = 0
        self.changes = 0

    def now(self) -> int:
        """The date of what happens now, unix seconds."""
        return int(self._clock.now().timestamp())

    def open(self, body: Json, person: str | None) -> Chat:
        """The chat with this number, made if there was none."""
        return self.all.setdefault(body["id"], Chat(body, person))

    def next_id(self) -> int:
        """A number for a message."""
        self.last_message += 1
        return self.last_message

    def add(self, chat: Chat, message: Message) -> Message:
        """Put a message into a chat."""
        self.last_message = max(self.last_message, message.id)
        chat.messages[message.id] = message
        chat.typing = None
        self.touch(chat, message)
        return message

    def touch(self, chat: Chat, message: Message) -> None:
        """Note that a message is new or looks different now."""
        message.changed = self._change(chat)

    def notify(self, chat: Chat, kind: str, text: str) -> None:
        """Show a toast or an alert."""
        chat.notices.append(Notice(kind, text, self.now(), self._change(chat)))

    def type(self, chat: Chat, action: str) -> None:
        """Show that the bot is busy."""
        chat.typing = action
        self._change(chat)

    def _change(self, chat: Chat) -> int:
        self.changes += 1
        self._signals.tell(f"chat:{chat.person or chat.id}")
        return self.changes

    def forget(self) -> None:
        """No chat was ever there; the counters go on."""
        self.all.clear()


def since(chat: Chat, change: int) -> list[tuple[int, Json]]:
    """What the bot put on this screen after that change, in order: (change, how it looks)."""
    shown = [
        (m.changed, look(chat, m))
        for m in chat.messages.values()
        if m.from_bot and not m.deleted and m.changed > change
    ]
    shown += [(n.changed, _notice(chat, n)) for n in chat.notices if n.changed > change]
    return sorted(shown, key=lambda pair: pair[0])


def look(chat: Chat, message: Message) -> Json:
    """A message as it looks on the person's screen."""
    return {
        "id": message.id,
        "person": chat.person,
        "kind": "message",
        "from": "bot" if message.from_bot else "person",
        "date": iso(message.body["date"]),
        "text": message.text,
        "html": render(message.text, message.entities),
        "buttons": [[_button(key) for key in row] for row in message.inline],
        "keyboard": keys(message.keyboard),
        "edited": message.edited,
        "deleted": message.deleted,
        "media": message.media,
    }


def keys(rows: Rows | None) -> list[list[Json]] | None:
    """A reply keyboard as it looks."""
    return None if rows is None else [[_key(key) for key in row] for row in rows]


def iso(unix: int) -> str:
    """An instant of Telegram's as ISO 8601, UTC."""
    return datetime.fromtimestamp(unix, UTC).isoformat()


def _notice(chat: Chat, notice: Notice) -> Json:
    return {
        "id": None,
        "person": chat.person,
        "kind": notice.kind,
        "from": "bot",
        "date": iso(notice.date),
        "text": notice.text,
        "html": render(notice.text, []),
        "buttons": [],
        "keyboard": None,
        "edited": False,
        "deleted": False,
        "media": None,
    }


def _button(key: Json) -> Json:
    shown = {"text": key["text"]}
    if "callback_data" in key:
        shown["data"] = key["callback_data"]
    elif "url" in key:
        shown["url"] = key["url"]
    elif "copy_text" in key:
        shown["copy"] = key["copy_text"]["text"]
    return shown | ({"style": key["style"]} if key.get("style") else {})


def _key(key: Json) -> Json:
    shown: Json = {"text": key["text"]}
    if key.get("request_contact"):
        shown["contact"] = True
    if key.get("request_location"):
        shown["location"] = True
    return shown | ({"style": key["style"]} if key.get("style") else {})
