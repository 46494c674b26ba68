"""The Bot API methods that put things into chats: send, edit, delete, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from playground import keyboards
from playground.chats import Chat, Chats, Message
from playground.files import PHOTO, SEND, Files, StoredFile, picture_size
from playground.keyboards import Markup
from playground.markup import Entity, parse, trim, units
from playground.parameters import Parameters
from playground.profile import Profile
from playground.refusal import Refusal, bad
from playground.taps import Taps

Json = dict[str, Any]
Method = Callable[[Parameters], Awaitable[Any]]

TEXT = 4096
CAPTION = 1024
TOAST = 200
DELETABLE = timedelta(hours=48)
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


class Messages:
    """Works on the chats; every refusal is Telegram's."""

    def __init__(self, chats: Chats, files: Files, taps: Taps, profile: Profile) -> None:
        self._chats = chats
        self._files = files
        self._taps = taps
        self._profile = profile

    def methods(self) -> dict[str, Method]:
        """By name in small letters."""
        return {
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "senddocument": self.send_document,
            "sendlocation": self.send_location,
            "sendvenue": self.send_venue,
            "sendchataction": self.send_chat_action,
            "editmessagetext": self.edit_text,
            "editmessagereplymarkup": self.edit_markup,
            "deletemessage": self.delete,
            "answercallbackquery": self.answer_tap,
            "leavechat": self.leave,
        }

    async def send_message(self, asked: Parameters) -> Json:
        """sendMessage."""
        text, entities = _text(asked, "text", "entities")
        if not text:
            raise bad("message text is empty")
        if units(text) > TEXT:
            raise bad("message is too long")
        return self._send(asked, {"text": text} | _if("entities", entities))

    async def send_photo(self, asked: Parameters) -> Json:
        """sendPhoto: PNG or JPEG, at most 10 MB."""
        file = self._file(asked, "photo", PHOTO)
        width, height = picture_size(file.content)
        size = file.telegram() | {"width": width, "height": height}
        return self._send(asked, {"photo": [size]} | _caption(asked), file)

    async def send_document(self, asked: Parameters) -> Json:
        """sendDocument: anything, at most 50 MB."""
        file = self._file(asked, "document", SEND)
        document = file.telegram() | {"file_name": file.name, "mime_type": file.mime}
        return self._send(asked, {"document": document} | _caption(asked), file)

    async def send_location(self, asked: Parameters) -> Json:
        """sendLocation: a place on the map."""
        return self._send(asked, {"location": _spot(asked)})

    async def send_venue(self, asked: Parameters) -> Json:
        """sendVenue: a place on the map, with its name and address."""
        for name in ("title", "address"):
            if not asked.text(name):
                raise bad(f"{name} must be non-empty")
        spot = _spot(asked)
        venue = {"location": spot, "title": asked.text("title"), "address": asked.text("address")}
        return self._send(asked, {"location": spot, "venue": venue})

    async def send_chat_action(self, asked: Parameters) -> bool:
        """sendChatAction."""
        chat = self._chat(asked)
        if asked.text("action") not in ACTIONS:
            raise bad("wrong parameter action in request")
        self._chats.type(chat, asked.text("action"))
        return True

    async def edit_text(self, asked: Parameters) -> Json:
        """editMessageText. Without reply_markup the buttons go."""
        text, entities = _text(asked, "text", "entities")
        if not text:
            raise bad("message text is empty")
        if units(text) > TEXT:
            raise bad("MESSAGE_TOO_LONG")
        chat, message = self._own(asked)
        if "text" not in message.body:
            raise bad("there is no text in the message to edit")
        body = {k: v for k, v in message.body.items() if k not in {"text", "entities"}}
        return self._edited(asked, chat, message, body | {"text": text} | _if("entities", entities))

    async def edit_markup(self, asked: Parameters) -> Json:
        """editMessageReplyMarkup. Without reply_markup the buttons go."""
        chat, message = self._own(asked)
        return self._edited(asked, chat, message, message.body)

    async def delete(self, asked: Parameters) -> bool:
        """deleteMessage: the bot's and the person's, for 48 hours."""
        chat = self._chat(asked)
        message = chat.messages.get(asked.number("message_id"))
        if message is None or message.deleted:
            raise bad("message to delete not found")
        if self._chats.now() - message.body["date"] > DELETABLE.total_seconds():
            raise bad("message can't be deleted for everyone")
        message.deleted = True
        self._chats.touch(chat, message)
        return True

    async def answer_tap(self, asked: Parameters) -> bool:
        """answerCallbackQuery: a toast, an alert, or only the end of the little clock."""
        text = asked.text("text")
        if units(text) > TOAST:
            raise bad("MESSAGE_TOO_LONG")
        chat = self._taps.answer(asked.text("callback_query_id"), self._chats.now())
        if text:
            self._chats.notify(chat, "alert" if asked.flag("show_alert") else "toast", text)
        return True

    async def leave(self, asked: Parameters) -> bool:
        """leaveChat: groups only."""
        chat = self._chat(asked)
        if chat.private:
            raise bad("chat member status can't be changed in private chats")
        chat.away = True
        return True

    def _chat(self, asked: Parameters) -> Chat:
        if not asked.has("chat_id"):
            raise bad("chat_id is empty")
        number = asked.text("chat_id").lstrip("-")
        chat = self._chats.all.get(asked.number("chat_id")) if number.isdigit() else None
        if chat is None:
            raise bad("chat not found")
        if chat.away:
            kind = chat.body["type"]
            left = f"bot is not a member of the {kind} chat"
            raise Refusal(403, "Forbidden: " + ("bot was blocked by the user" if chat.private else left))
        return chat

    def _own(self, asked: Parameters) -> tuple[Chat, Message]:
        chat = self._chat(asked)
        if not asked.has("message_id"):
            raise bad("message identifier is not specified")
        message = chat.messages.get(asked.number("message_id"))
        if message is None or message.deleted:
            raise bad("message to edit not found")
        if message.fixed or not message.from_bot:
            raise bad("message can't be edited")
        return chat, message

    def _send(self, asked: Parameters, content: Json, file: StoredFile | None = None) -> Json:
        chat = self._chat(asked)
        markup = keyboards.read(asked.json("reply_markup"), private=chat.private)
        replied = self._replied(asked, chat)
        body = {
            "message_id": self._chats.next_id(),
            "from": self._profile.user(),
            "chat": chat.body,
            "date": self._chats.now(),
            **content,
            **_if("reply_to_message", replied),
            **_inline(markup),
        }
        message = Message(body, from_bot=True, fixed=bool(markup and markup.kind != "inline"))
        message.media = file.media() if file else _place(content)
        self._show(chat, message, markup)
        self._chats.add(chat, message)
        return body

    @staticmethod
    def _show(chat: Chat, message: Message, markup: Markup | None) -> None:
        if markup and markup.kind == "reply":
            message.keyboard = chat.keyboard = markup.rows
            chat.one_time, chat.keyboard_from = markup.one_time, message.id
        if markup and markup.kind == "remove":
            chat.keyboard = None

    @staticmethod
    def _replied(asked: Parameters, chat: Chat) -> Json | None:
        reply = asked.json("reply_parameters") or {}
        number = int(reply.get("message_id") or asked.number("reply_to_message_id"))
        if not number:
            return None
        message = chat.messages.get(number)
        if message and not message.deleted:
            return {k: v for k, v in message.body.items() if k != "reply_to_message"}
        if reply.get("allow_sending_without_reply") or asked.flag("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")

    def _edited(self, asked: Parameters, chat: Chat, message: Message, body: Json) -> Json:
        markup = keyboards.read(asked.json("reply_markup"), private=chat.private)
        if markup and markup.kind != "inline":
            raise bad("inline keyboard expected")
        body = {k: v for k, v in body.items() if k != "reply_markup"} | _inline(markup)
        if _content(body) == _content(message.body):
            raise bad(NOT_MODIFIED)
        message.body = body | {"edit_date": self._chats.now()}
        message.edited = True
        self._chats.touch(chat, message)
        return message.body

    def _file(self, asked: Parameters, name: str, most: int) -> StoredFile:
        upload = asked.file(name)
        if upload is None:
            stored = self._files.get(asked.text(name))
            if stored:
                return stored
            if asked.text(name):
                raise bad("wrong file identifier/HTTP URL specified")
            raise bad(f"there is no {name} in the request")
        if not upload.content:
            raise bad("file must be non-empty")
        if len(upload.content) > most:
            raise Refusal(413, "Request Entity Too Large")
        return self._files.keep(upload.name, upload.mime, upload.content, f"{name}s")


def _spot(asked: Parameters) -> Json:
    """Latitude and longitude, within their limits."""
    spot = {}
    for name, most in (("latitude", 90.0), ("longitude", 180.0)):
        try:
            spot[name] = float(asked.text(name))
        except ValueError:
            raise bad(f"{name} must be a Float") from None
        if not -most <= spot[name] <= most:
            raise bad("wrong latitude or longitude specified")
    return spot


def _place(content: Json) -> Json | None:
    """A place as it looks on the person's screen."""
    spot = content.get("location")
    if spot is None:
        return None
    venue = content.get("venue", {})
    named = {"title": venue["title"], "address": venue["address"]} if venue else {}
    return {"type": "location", "name": venue.get("title", ""), "url": None, **spot, **named}


def _text(asked: Parameters, name: str, entities: str) -> tuple[str, list[Entity]]:
    text, mode = asked.text(name), asked.text("parse_mode").lower()
    if mode == "html":
        return parse(text)
    if mode:
        raise bad("unsupported parse_mode")
    return trim(text, asked.json(entities) or [])


def _caption(asked: Parameters) -> Json:
    caption, entities = _text(asked, "caption", "caption_entities")
    if units(caption) > CAPTION:
        raise bad("message caption is too long")
    return _if("caption", caption) | _if("caption_entities", entities)


def _inline(markup: Markup | None) -> Json:
    if markup is None or markup.kind != "inline" or not markup.rows:
        return {}
    return {"reply_markup": {"inline_keyboard": markup.rows}}


def _if(name: str, value: Any) -> Json:
    return {name: value} if value else {}


def _content(body: Json) -> list[Any]:
    return [body.get(name) for name in ("text", "entities", "reply_markup")]
