"""Files that people send: what Telegram says of one, and fetching it."""

from dataclasses import dataclass

import aiohttp
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import GetFile
from aiogram.types import Message

from bot.chat import call
from bot.house import House
from domain.not_allowed import NotAllowed, Reason
from gateways.documents import MOST_BYTES, check_size

PATIENCE = 60  # seconds for a whole file


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as the update tells of it; nothing of it is believed but its size."""

    file_id: str
    size: int
    name: str
    mime: str


def incoming_file(message: Message) -> Incoming | None:
    """The photo in its largest size, or the document; None if there is neither."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Incoming(largest.file_id, largest.file_size or 0, "photo.jpg", "image/jpeg")
    if message.document is not None:
        sent = message.document
        return Incoming(sent.file_id, sent.file_size or 0, sent.file_name or "", sent.mime_type or "")
    return None


async def fetch(house: House, incoming: Incoming) -> bytes:
    """The file's content; NotAllowed FILE_TOO_LARGE before anything is fetched, FILE_LOST when it can't be."""
    check_size(incoming.size)
    try:
        file = await call(house, GetFile(file_id=incoming.file_id))
        url = house.bot.session.api.file_url(house.bot.token, file.file_path or "")
        content = bytearray()
        stream = house.bot.session.stream_content(url=url, timeout=PATIENCE, raise_for_status=True)
        async for piece in stream:
            content += piece
            if len(content) > MOST_BYTES:
                break
    except TelegramBadRequest as no:
        if "too big" in no.message:
            check_size(MOST_BYTES + 1)
        raise NotAllowed(Reason.FILE_LOST) from None
    except (TelegramAPIError, aiohttp.ClientError, TimeoutError, OSError):
        raise NotAllowed(Reason.FILE_LOST) from None
    check_size(len(content))
    return bytes(content)
