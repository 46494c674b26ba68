"""Taking a secret out of the chat."""

from aiogram.exceptions import TelegramAPIError

from bot import methods
from bot.house import Turn


async def erase(turn: Turn, message_id: int | None) -> bool:
    """Delete a message at once, before anything else is done with it; if not, who shows the screen tries once more."""
    if message_id is None:
        return True
    try:
        return await turn.house.bot(methods.delete(turn.person["telegram_id"], message_id))
    except TelegramAPIError:
        return False
