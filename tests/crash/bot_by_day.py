"""`python -m bot` as it is, on a clock so many seconds ahead of the machine's: where it stands it is day.

    python -m tests.crash.bot_by_day SECONDS staff add …

With `nursery` for its words it starts bots as it is told on its standard input, one after the other: what takes long
is imported once, and each life is a fork of that, a process of its own from the first line of `main` on.
"""

import json
import os
import sys
import traceback
from datetime import datetime, timedelta

import bot.__main__ as command
from bot.clock import SystemClock


class Ahead(SystemClock):
    """The machine's clock, put forward (or back)."""

    by = timedelta()

    def now(self) -> datetime:
        """The present instant there."""
        return super().now() + self.by


def run(ahead: float, words: list[str]) -> int:
    """The command, at that time."""
    Ahead.by = timedelta(seconds=ahead)
    vars(command)["SystemClock"] = Ahead
    sys.argv[1:] = words
    return command.main()


def nursery() -> None:
    """For each line {"ahead", "environment"} a bot: says its process id, then, when it is over, its exit code."""
    print("ready", flush=True)
    for line in sys.stdin:
        if (process := os.fork()) == 0:
            live(**json.loads(line))
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def live(ahead: float, environment: dict[str, str]) -> None:
    """One life, in the fork; nothing of it outlives it."""
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(environment)
    try:
        code = run(ahead, ["run"])
    except BaseException:
        traceback.print_exc()
        code = 70
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    if sys.argv[1:] == ["nursery"]:
        nursery()
    else:
        sys.exit(run(float(sys.argv[1]), sys.argv[2:]))
