"""Taking a secret out of the chat."""

from contextlib import suppress

from aiogram.exceptions import TelegramAPIError

from bot import methods
from bot.house import Turn


async def erase(turn: Turn, message_id: int | None) -> None:
    """Delete a message at once, before anything else is done with it; who shows the screen tries once more."""
    if message_id is not None:
        with suppress(TelegramAPIError):
            await turn.house.bot(methods.delete(turn.person["telegram_id"], message_id))
