"""One bot per database: an advisory lock on a file beside it, gone with the process.

The database itself stays open to short commands (`python -m bot staff add`) all the while.
"""

import fcntl
import os
from pathlib import Path


class AlreadyRunning(Exception):
    """Another bot works with this database; the text says what to do."""


class Sole:
    """Being the only one, from `Sole(path)` to `release()`. Raises AlreadyRunning."""

    def __init__(self, path: Path) -> None:
        lock = path.with_name(path.name + ".lock")
        self._file = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise AlreadyRunning(f"Another bot is already running with {path}. Please stop that one first.") from error

    def release(self) -> None:
        """Let others in; the file stays, so that two can never hold locks on two files."""
        os.close(self._file)
