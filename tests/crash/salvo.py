"""Where people wait for each other, so that they act all at once and the bot is struck in the middle of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CALM = 4.0  # seconds: whoever still waits for an answer then sits this salvo out


class Gate:
    """Who is `inside` passes it before each act; a salvo lets everybody through who waits."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []
        self._inside = 0
        self._open = False
        self._changed = asyncio.Event()

    @property
    def busy(self) -> int:
        """How many are inside and wait for an answer."""
        return self._inside - len(self._waiting)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Having something to do."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._changed.set()

    async def passed(self) -> None:
        """Wait for the next salvo."""
        if self._open:
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._changed.set()
        await place

    def salvo(self) -> int:
        """Let everybody through who waits; how many."""
        waiting, self._waiting = self._waiting, []
        for place in waiting:
            if not place.done():
                place.set_result(None)
        return len(waiting)

    async def full(self) -> None:
        """Wait until everybody inside waits here, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CALM):
                while self.busy or not self._waiting:
                    self._changed.clear()
                    await self._changed.wait()

    def leave_open(self) -> None:
        """From now on everybody passes at once."""
        self._open = True
        self.salvo()

    def close(self) -> None:
        """From now on everybody waits for the salvo."""
        self._open = False
