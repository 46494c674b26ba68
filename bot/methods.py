"""The few Telegram methods the bot calls, with only the fields that are set."""

from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVenue,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.screen import Paper, Pin, Screen, bare, length

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None
CAPTION = 1024  # characters of UTF-16, as Telegram counts
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def send(chat_id: int, screen: Screen, markup: Markup = None) -> SendMessage | SendPhoto:
    """A new message; a screen with a picture is a photo with its text as the caption."""
    if screen.picture is not None:
        photo = BufferedInputFile(screen.picture, "picture.png")
        return SendPhoto(chat_id=chat_id, photo=photo, caption=screen.text, parse_mode="HTML", reply_markup=markup)
    return SendMessage(
        chat_id=chat_id, text=screen.text, parse_mode="HTML", reply_markup=markup, link_preview_options=_NO_PREVIEW
    )


def fits_below(text: str) -> bool:
    """Whether a text is short enough to be a picture's caption."""
    return length(text) <= CAPTION


def send_plain(chat_id: int, screen: Screen) -> SendMessage:
    """The same without formatting."""
    return SendMessage(chat_id=chat_id, text=bare(screen.text), reply_markup=screen.reply() or screen.inline())


def send_document(chat_id: int, name: str, content: bytes) -> SendDocument:
    """A file."""
    return SendDocument(chat_id=chat_id, document=BufferedInputFile(content, filename=name))


def send_under(chat_id: int, name: str, content: bytes, screen: Screen) -> SendDocument:
    """A file with a screen's text as its caption, and its buttons."""
    file = BufferedInputFile(content, filename=name)
    return SendDocument(
        chat_id=chat_id, document=file, caption=screen.text, parse_mode="HTML", reply_markup=screen.inline()
    )


def venue(chat_id: int, pin: Pin) -> SendVenue:
    """A place on the map."""
    return SendVenue(
        chat_id=chat_id, latitude=pin.latitude, longitude=pin.longitude, title=pin.title, address=pin.address
    )


def edit(chat_id: int, message_id: int, screen: Screen) -> EditMessageText:
    """The screen in place of the one that was tapped."""
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=screen.text,
        parse_mode="HTML",
        reply_markup=screen.inline(),
        link_preview_options=_NO_PREVIEW,
    )


def retire(chat_id: int, message_id: int) -> EditMessageReplyMarkup:
    """Take the buttons off."""
    return EditMessageReplyMarkup(chat_id=chat_id, message_id=message_id)


def answer(query_id: str, toast: str, *, show_alert: bool) -> AnswerCallbackQuery:
    """Answer a tap, with a word over the chat if there is one."""
    return AnswerCallbackQuery(callback_query_id=query_id, text=toast or None, show_alert=show_alert or None)


def delete(chat_id: int, message_id: int) -> DeleteMessage:
    """Delete a message, such as one that held a code."""
    return DeleteMessage(chat_id=chat_id, message_id=message_id)


def photo(chat_id: int, paper: Paper) -> SendPhoto:
    """A picture to be looked at."""
    file = BufferedInputFile(paper.content, f"document.{paper.kind}")
    return SendPhoto(chat_id=chat_id, photo=file, protect_content=paper.secret or None)


def document(chat_id: int, paper: Paper) -> SendDocument:
    """A document to be opened."""
    file = BufferedInputFile(paper.content, f"document.{paper.kind}")
    return SendDocument(chat_id=chat_id, document=file, protect_content=paper.secret or None)
