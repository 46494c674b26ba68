"""One person may write only so fast: beyond that one polite word, then silence until the flood is over."""

from collections import deque
from datetime import datetime, timedelta
from enum import Enum, auto

WINDOW = timedelta(minutes=1)
AT_MOST = 60  # messages within the window; nobody answers questions faster than that
REMEMBERED = 10_000  # chats, beyond which quiet ones are forgotten


class Flow(Enum):
    """How fast somebody writes."""

    CALM = auto()
    TOO_FAST = auto()
    STILL = auto()


class Flood:
    """Counts the messages of each chat within the last minute."""

    def __init__(self) -> None:
        self._messages: dict[int, deque[datetime]] = {}
        self._told: set[int] = set()

    def count(self, chat_id: int, now: datetime) -> Flow:
        """One more message: calm, too fast for the first time, or still too fast."""
        if len(self._messages) > REMEMBERED:
            self._forget(now)
        recent = self._messages.setdefault(chat_id, deque(maxlen=AT_MOST + 1))
        recent.append(now)
        while now - recent[0] >= WINDOW:
            recent.popleft()
        if len(recent) <= AT_MOST:
            self._told.discard(chat_id)
            return Flow.CALM
        if chat_id in self._told:
            return Flow.STILL
        self._told.add(chat_id)
        return Flow.TOO_FAST

    def _forget(self, now: datetime) -> None:
        self._messages = {chat: times for chat, times in self._messages.items() if now - times[-1] < WINDOW}
        self._told &= set(self._messages)
