"""How fast we may speak: one slot after the other, evenly, and one pause for everybody when Telegram says so."""

import asyncio

CHATS_KEPT = 10_000


class Pace:
    """Slots for letters: so many a second in all, one in `per_chat` seconds for each chat.

    Replies don't wait for slots, so they go first; but a flood limit that a reply meets stops the letters too.
    """

    def __init__(self, per_second: float, per_chat: float) -> None:
        self._gap, self._per_chat, self._next = 1 / per_second, per_chat, 0.0
        self._chats: dict[int, float] = {}

    def pause(self, seconds: float) -> None:
        """No letter goes out for so long."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)

    async def slot(self, chat_id: int) -> None:
        """Wait for the next slot that also suits this chat."""
        loop = asyncio.get_running_loop()
        everybody = max(loop.time(), self._next)
        at = max(everybody, self._chats.get(chat_id, 0.0))
        # A chat that has to wait for its own second doesn't hold up the others.
        self._next, self._chats[chat_id] = everybody + self._gap, at + self._per_chat
        if len(self._chats) > CHATS_KEPT:
            self._chats = {chat: free for chat, free in self._chats.items() if free > loop.time()}
        await asyncio.sleep(at - loop.time())
