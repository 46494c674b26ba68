"""The clock of the running product: the one place that asks the machine for the time."""

from datetime import UTC, datetime


class SystemClock:
    """Now, as the machine has it."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)
