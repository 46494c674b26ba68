"""What people can do with their phones: each act becomes the update that Telegram would send."""

from __future__ import annotations

import re
from typing import Any

from playground.chats import Chat, Chats, Message
from playground.files import Files, picture_size
from playground.people import Person
from playground.profile import Profile
from playground.sms import digits
from playground.taps import Tap, Taps
from playground.updates import Updates

Json = dict[str, Any]

MESSAGES = ("message", "edited_message")
DIALOG_INSTANCE = "4611686018427387904"
HOME = {"latitude": 43.2389, "longitude": 76.8897}
MEDIA = (
    "photo",
    "document",
    "sticker",
    "voice",
    "video",
    "video_note",
    "audio",
    "animation",
    "contact",
    "location",
    "venue",
    "poll",
    "dice",
)


class NotPossible(Exception):
    """The phone has nothing to press for that; `facts` go into the answer."""

    def __init__(self, status: int, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.status = status
        self.facts = facts


class Phones:
    """The acts. None of them waits for the bot."""

    def __init__(self, chats: Chats, updates: Updates, taps: Taps, files: Files, profile: Profile) -> None:
        self._chats = chats
        self._updates = updates
        self._taps = taps
        self._files = files
        self._profile = profile

    def chat(self, person: Person) -> Chat | None:
        """The person's chat with the bot; None before the first Start."""
        return self._chats.all.get(person.user_id)

    def start(self, person: Person, payload: str | None) -> None:
        """Press Start, by a deep link if there is a payload; a blocked bot is unblocked."""
        if payload and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise NotPossible(400, "A payload is 1–64 characters of A–Z, a–z, 0–9, _ and -.")
        chat = self._chats.open(person.chat(), person.id)
        if chat.away:
            self.unblock(person)
        self._write(person, chat, f"/start {payload}" if payload else "/start")

    def say(self, person: Person, text: str) -> None:
        """Type and send."""
        if not text.strip():
            raise NotPossible(400, "There is nothing to send.")
        if text.split()[0] == "/start" and self.chat(person) is None:
            self._chats.open(person.chat(), person.id)
        chat = self._open(person)
        self._write(person, chat, text.strip())

    def tap(self, person: Person, text: str | None, data: str | None, message_id: int | None) -> Json:
        """Press a button: under the newest message that has it, else on the reply keyboard.

        Returns what a press does besides: {"opened": url} or {"copied": text}.
        """
        chat = self._open(person)
        for message in sorted(chat.messages.values(), key=lambda m: m.id, reverse=True):
            if message.deleted or not message.from_bot or message_id not in (None, message.id):
                continue
            for key in [key for row in message.inline for key in row]:
                if _named(key, text, data):
                    return self._press(person, chat, message, key)
        if message_id is None and data is None:
            for key in [key for row in chat.keyboard or [] for key in row]:
                if key["text"] == text:
                    return self._press_reply(person, chat, key)
        raise NotPossible(404, "There is no such button.", buttons=_buttons(chat, message_id))

    def contact(self, person: Person, phone: str | None, user_id: int | None) -> None:
        """Send a contact card."""
        chat = self._open(person)
        card: Json = {"phone_number": phone or person.phone.lstrip("+")}
        card["first_name"] = person.user()["first_name"] if user_id == person.user_id else "Контакт"
        if user_id is not None:
            card["user_id"] = user_id
        self._send(person, chat, {"contact": card}, _replied(chat))

    def own_card(self, person: Person, phone: str | None) -> int | None:
        """Whose card a phone without user_id is: the own one if the number is the own one."""
        own = phone is None or digits(phone) == digits(person.phone)
        return person.user_id if own else None

    def location(self, person: Person, latitude: float, longitude: float) -> None:
        """Send a place on the map."""
        chat = self._open(person)
        place = {"latitude": latitude, "longitude": longitude}
        self._send(person, chat, {"location": place}, _replied(chat))

    def file(self, person: Person, name: str, mime: str, content: bytes, caption: str, photo: bool) -> None:
        """Send a file, or a picture as a photo."""
        chat = self._open(person)
        file = self._files.keep(name, mime, content, "photos" if photo else "documents")
        body: Json = {"caption": caption} if caption else {}
        if photo:
            width, height = picture_size(content)
            body["photo"] = [file.telegram() | {"width": width, "height": height}]
        else:
            body["document"] = file.telegram() | {"file_name": name, "mime_type": mime}
        self._send(person, chat, body, media=file.media())

    def block(self, person: Person) -> None:
        """Stop the bot: its calls are refused with 403 from now on."""
        self._member(person, self._open(person), "member", "kicked")

    def unblock(self, person: Person) -> None:
        """Let the bot write again."""
        chat = self.chat(person)
        if chat is None or not chat.away:
            raise NotPossible(409, f"{person.id} has not blocked the bot.")
        self._member(person, chat, "kicked", "member")

    def raw(self, person: Person, update: Json) -> int | None:
        """Any update as it stands; what is missing in it is filled in from the person."""
        kinds = [name for name in update if name != "update_id"]
        if len(kinds) != 1 or not isinstance(update[kinds[0]], dict):
            raise NotPossible(400, 'An update has one object in it, such as {"message": {…}}.')
        kind, payload = kinds[0], dict(update[kinds[0]])
        payload.setdefault("from", person.user())
        if kind in MESSAGES:
            payload = self._raw_message(person, payload)
        if kind == "callback_query":
            payload = self._raw_tap(person, payload)
        if kind == "my_chat_member":
            payload = self._raw_member(person, payload)
        return self._updates.push(kind, payload, _key(payload, kind), update.get("update_id"))

    def _raw_message(self, person: Person, payload: Json) -> Json:
        chat = self._chat_of(person, payload)
        payload = {"date": self._chats.now(), **payload, "chat": chat.body}
        payload.setdefault("message_id", self._chats.next_id())
        if payload["message_id"] not in chat.messages:
            message = Message(payload, from_bot=False, media=_raw_media(payload))
            self._chats.add(chat, message)
        return payload

    def _raw_tap(self, person: Person, payload: Json) -> Json:
        chat = self._chat_of(person, payload.get("message", {}))
        payload = {"chat_instance": DIALOG_INSTANCE, **payload}
        payload.setdefault("id", f"{person.user_id}{self._chats.next_id():08d}")
        if isinstance(payload.get("message"), dict):
            known = chat.messages.get(payload["message"].get("message_id"))
            shown = {"message_id": 0, "date": 0} | (known.body if known else {}) | payload["message"]
            payload["message"] = shown | {"chat": chat.body}
        self._taps.add(str(payload["id"]), Tap(chat, self._chats.now()))
        return payload

    def _raw_member(self, person: Person, payload: Json) -> Json:
        chat = self._chat_of(person, payload)
        return {"date": self._chats.now(), **payload, "chat": chat.body}

    def _chat_of(self, person: Person, payload: Json) -> Chat:
        body = payload.get("chat") or person.chat()
        return self._chats.open(body, person.id if body["id"] == person.user_id else None)

    def _open(self, person: Person) -> Chat:
        chat = self.chat(person)
        if chat is None:
            raise NotPossible(409, f"{person.id} has not pressed Start yet.")
        if chat.away:
            raise NotPossible(409, f"{person.id} has blocked the bot; unblock or start first.")
        return chat

    def _write(self, person: Person, chat: Chat, text: str) -> None:
        body: Json = {"text": text}
        command = re.match(r"/[A-Za-z0-9_]{1,32}(?=\s|$)", text)
        if command:
            body["entities"] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
        self._send(person, chat, body)

    def _send(
        self,
        person: Person,
        chat: Chat,
        body: Json,
        replied: Message | None = None,
        media: Json | None = None,
    ) -> None:
        head = {
            "message_id": self._chats.next_id(),
            "from": person.user(),
            "chat": chat.body,
            "date": self._chats.now(),
        }
        whole = head | body
        if replied:
            whole["reply_to_message"] = replied.body
        media = media or _raw_media(whole)
        self._chats.add(chat, Message(whole, from_bot=False, media=media))
        self._updates.push("message", whole, chat.id)

    def _press(self, person: Person, chat: Chat, message: Message, key: Json) -> Json:
        if "callback_data" not in key:
            copied = key.get("copy_text", {}).get("text")
            return {"copied": copied} if copied else {"opened": key["url"]}
        query = {
            "id": f"{person.user_id}{self._chats.next_id():08d}",
            "from": person.user(),
            "message": message.body,
            "chat_instance": DIALOG_INSTANCE,
            "data": key["callback_data"],
        }
        self._taps.add(str(query["id"]), Tap(chat, self._chats.now()))
        self._updates.push("callback_query", query, ("taps", person.user_id))
        return {}

    def _press_reply(self, person: Person, chat: Chat, key: Json) -> Json:
        if key.get("request_contact"):
            self.contact(person, None, person.user_id)
        elif key.get("request_location"):
            self.location(person, **HOME)
        else:
            self._write(person, chat, key["text"])
        if chat.one_time:
            chat.keyboard = None
        return {}

    def _member(self, person: Person, chat: Chat, before: str, after: str) -> None:
        chat.away = after == "kicked"
        bot = self._profile.user()
        change = {
            "chat": chat.body,
            "from": person.user(),
            "date": self._chats.now(),
            "old_chat_member": _membership(bot, before),
            "new_chat_member": _membership(bot, after),
        }
        self._updates.push("my_chat_member", change, chat.id)


def _membership(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def _named(key: Json, text: str | None, data: str | None) -> bool:
    if data is not None:
        return bool(key.get("callback_data") == data)
    return bool(key["text"] == text)


def _buttons(chat: Chat, message_id: int | None) -> list[Json]:
    there = [
        {"message_id": message.id, "text": key["text"], "data": key.get("callback_data")}
        for message in chat.messages.values()
        if not message.deleted and message_id in (None, message.id)
        for row in message.inline
        for key in row
    ]
    reply = chat.keyboard if message_id is None else None
    return there + [{"message_id": None, "text": key["text"], "data": None} for row in reply or [] for key in row]


def _replied(chat: Chat) -> Message | None:
    return chat.messages.get(chat.keyboard_from) if chat.keyboard else None


def _key(payload: Json, kind: str) -> object:
    if kind == "callback_query":
        return "taps", payload["from"]["id"]
    return (payload.get("chat") or payload["from"])["id"]


def _raw_media(body: Json) -> Json | None:
    kind = next((name for name in MEDIA if name in body), None)
    if kind is None:
        return None
    what = body[kind] if isinstance(body[kind], dict) else {}
    media: Json = {"type": kind, "name": what.get("file_name", ""), "url": None}
    if kind == "contact":
        media |= {"name": what.get("first_name", ""), "phone": what.get("phone_number")}
    if kind == "location":
        place = {"latitude": what.get("latitude"), "longitude": what.get("longitude")}
        media |= {"name": f"{place['latitude']}, {place['longitude']}", **place}
    return media
