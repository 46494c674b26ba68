"""`python -m bot` as it is, on a clock so many seconds ahead of the machine's: where letters go out, it is day."""

import sys
from datetime import datetime, timedelta

import bot.__main__ as command
from bot.clock import SystemClock


class Ahead(SystemClock):
    """The machine's clock, put forward (or back)."""

    by = timedelta()

    def now(self) -> datetime:
        """The present instant there."""
        return super().now() + self.by


if __name__ == "__main__":
    Ahead.by = timedelta(seconds=float(sys.argv.pop(1)))
    vars(command)["SystemClock"] = Ahead
    sys.exit(command.main())
