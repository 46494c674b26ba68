"""Announcements wait while letters fail.

More than 15 of the last 100 sends that failed — a person who blocked the bot and a flood limit are no failures — and
announcements are held up. After a minute one of them is tried: when it goes through the others follow, else it is
another minute. Letters with deadlines go on as ever.
"""

from collections import deque
from datetime import datetime, timedelta

WINDOW = 100
TOLERATED = 15
PAUSE = timedelta(minutes=1)


class Breaker:
    """What came of the last sends, and whether announcements may go."""

    def __init__(self) -> None:
        self._last: deque[bool] = deque(maxlen=WINDOW)
        self._again_at: datetime | None = None
        self._trial: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether announcements are held up."""
        return self._again_at is not None

    def room(self, wanted: int, now: datetime) -> int:
        """How many letters of announcements may be begun now."""
        if self._again_at is None:
            return wanted
        return min(wanted, 1) if now >= self._again_at else 0

    def begins(self, letter_id: int, now: datetime) -> None:
        """A letter of an announcement is begun; while they are held up it is the one that is tried."""
        if self._again_at is not None:
            self._trial, self._again_at = letter_id, now + PAUSE

    def holds_up(self, letter_id: int) -> bool:
        """Whether a letter of an announcement that has been begun has to wait after all."""
        return self.is_open and letter_id != self._trial

    def went(self, letter_id: int) -> None:
        """A send went through."""
        self._last.append(True)
        if self.is_open and letter_id == self._trial:
            self._last.clear()
            self._again_at = self._trial = None

    def failed(self, now: datetime) -> bool:
        """A send failed; whether announcements are held up from now on."""
        self._last.append(False)
        if self.is_open or self._last.count(False) <= TOLERATED:
            return False
        self._again_at = now + PAUSE
        return True
