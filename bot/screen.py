"""What a person sees at one moment: a text and the buttons under it."""

import html
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.words import Html


@dataclass(frozen=True, slots=True)
class Button:
    """One action: `data` comes back when pressed, `copy` goes to the clipboard, `url` opens."""

    text: str
    data: str | None = None
    copy: str | None = None
    url: str | None = None

    def inline(self) -> InlineKeyboardButton:
        """The button as Telegram takes it; its text is plain, not HTML."""
        text = html.unescape(self.text)
        if self.copy is not None:
            return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=self.copy))
        if self.url is not None:
            return InlineKeyboardButton(text=text, url=self.url)
        return _BUTTON.model_copy(update={"text": text, "callback_data": self.data})


_BUTTON = InlineKeyboardButton(text="")
"""Copied for every button: what we made ourselves need not be validated, which takes ten times as long."""


_MARKUP = InlineKeyboardMarkup(inline_keyboard=[])


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be looked at: pdf, jpeg or png. One that is `secret` can't be passed on, and goes with the next
    screen."""

    kind: str
    content: bytes
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map, with its name and address."""

    latitude: float
    longitude: float
    title: str
    address: str


File = tuple[str, bytes]
"""A file's name and content."""

Drawing = Callable[[str], File]
"""A file still to be drawn, which takes a while; it is given the bot's name, for links."""

Files = Callable[[], AsyncIterator[File]]
"""Files to be fetched one after the other, each when the one before has gone out."""

Sketch = Callable[[], bytes]
"""A PNG still to be drawn."""

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: replaces the one that was tapped, or stands as a new message.

    `ask_contact` puts the reply keyboard with this button under the chat, and so does `ask_location`; `fresh` asks for a
    new message even after a tap (events worth keeping); `toast` is said over the chat; `forget` deletes what the person
    typed (codes); `echo` is said on the message that takes the reply keyboard away. `picture` is a PNG that goes out above
    the text, as a new message: the text is its caption then, if it has 1024 characters at most. A `sketch` is a picture
    still to be drawn, in a thread; the same facts stand in the text, so a screen goes out without it if need be. `papers`
    are shown above it; `document` comes first, as a message of its own, and so do a `drawing` and `files`; of a letter's
    drawing the text is the caption. A `pin` is shown until the next screen.
    """

    text: Html
    rows: Rows = ()
    ask_contact: str | None = None
    fresh: bool = False
    toast: str | None = None
    alert: bool = False
    forget: bool = False
    echo: Html | None = None
    picture: bytes | None = None
    sketch: Sketch | None = None
    papers: tuple[Paper, ...] = ()
    document: File | None = None
    drawing: Drawing | None = None
    files: Files | None = None
    ask_location: str | None = None
    pin: Pin | None = None

    @property
    def asks_below(self) -> bool:
        """Whether the reply keyboard stands under the chat with it."""
        return bool(self.ask_contact or self.ask_location)

    def with_toast(self, toast: str, *, alert: bool = False) -> "Screen":
        """The same screen, with a word said over it."""
        return replace(self, toast=html.unescape(toast), alert=alert)

    def with_document(self, name: str, content: bytes) -> "Screen":
        """The same screen, below a file."""
        return replace(self, document=(name, content))

    def inline(self) -> InlineKeyboardMarkup | None:
        """Its buttons as Telegram takes them."""
        if not self.rows or self.asks_below:
            return None
        return _MARKUP.model_copy(update={"inline_keyboard": [[b.inline() for b in row] for row in self.rows]})

    def reply(self) -> ReplyKeyboardMarkup | None:
        """The reply keyboard that shares the own contact or place, the other buttons as words under it."""
        if self.ask_contact:
            share = [KeyboardButton(text=html.unescape(self.ask_contact), request_contact=True)]
        elif self.ask_location:
            share = [KeyboardButton(text=html.unescape(self.ask_location), request_location=True)]
        else:
            return None
        words = [[KeyboardButton(text=html.unescape(b.text)) for b in row] for row in self.rows]
        return ReplyKeyboardMarkup(keyboard=[share, *words], resize_keyboard=True)


def bare(text: str) -> str:
    """A text without its formatting."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def length(text: str) -> int:
    """How long a text is, as Telegram counts: units of UTF-16, without the formatting."""
    return len(bare(text).encode("utf-16-le")) // 2


def lines(*parts: str | None) -> Html:
    """Paragraphs, one below the other; empty ones fall out."""
    return Html("\n\n".join(part for part in parts if part))


def column(*buttons: Button | None) -> Rows:
    """Buttons one below the other; None falls out."""
    return tuple((button,) for button in buttons if button)


def pairs(*buttons: Button) -> Rows:
    """Buttons two by two."""
    return tuple(buttons[n : n + 2] for n in range(0, len(buttons), 2))
