"""How fast we may speak: one slot after the other, evenly, and one pause for everybody when Telegram says so."""

import asyncio

CHATS_KEPT = 10_000


class Pace:
    """Slots for letters: so many a second in all, one in `per_chat` seconds for each chat.

    Replies don't wait for slots, so they go first; but a flood limit that a reply meets stops the letters too.
    """

    def __init__(self, per_second: float, per_chat: float) -> None:
        self.per_second = per_second
        self._gap, self._per_chat = 1 / per_second, per_chat
        self._next = self._paused_until = 0.0
        self._chats: dict[int, float] = {}

    def pause(self, seconds: float) -> None:
        """No letter goes out for so long, not even one that has its slot already."""
        self._paused_until = max(self._paused_until, asyncio.get_running_loop().time() + seconds)
        self._next = max(self._next, self._paused_until)

    async def slot(self, chat_id: int) -> None:
        """Wait for the next slot that also suits this chat."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._reserve(chat_id, loop.time()) - loop.time())
            if loop.time() >= self._paused_until:
                return

    def _reserve(self, chat_id: int, now: float) -> float:
        everybody = max(now, self._next)
        at = max(everybody, self._chats.get(chat_id, 0.0))
        # A chat that has to wait for its own second doesn't hold up the others.
        self._next, self._chats[chat_id] = everybody + self._gap, at + self._per_chat
        if len(self._chats) > CHATS_KEPT:
            self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        return at
