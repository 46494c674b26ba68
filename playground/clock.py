"""The clock of the playground: runs at real speed or stands still, and can be moved forward."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class MovableClock:
    """Now, as the playground has it. Without `start` it begins at the machine's own present."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._at = (start or datetime.now(UTC)).astimezone(UTC)
        self._since = time.monotonic()
        self._frozen = frozen

    @property
    def frozen(self) -> bool:
        """Does it stand still between moves?"""
        return self._frozen

    def now(self) -> datetime:
        """The present instant of the playground, UTC, whole seconds when it stands still."""
        if self._frozen:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def set(self, instant: datetime) -> None:
        """Go to this instant; a running clock runs on from there."""
        self._at = instant.astimezone(UTC)
        self._since = time.monotonic()

    def freeze(self, frozen: bool) -> None:
        """Stand still, or run at real speed."""
        self.set(self.now())
        self._frozen = frozen


def first_update_id() -> int:
    """A number above those of every earlier run, as a bot's database remembers the ids it saw."""
    return int((datetime.now(UTC) - datetime(2024, 1, 1, tzinfo=UTC)).total_seconds()) * 10
