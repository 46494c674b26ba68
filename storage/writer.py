"""Group commit: one connection writes, first come first served, and neighbours share a COMMIT.

A COMMIT waits for the disk, and a hundred of them wait a hundred times. So each transaction is
only a savepoint in a larger one. Whoever is done hands the turn to the next in line and waits;
when nobody is in line, or after a few milliseconds, the last one commits for all of them. While
the disk works the line grows, so the busier the bot, the larger the group.

- An error inside undoes that transaction's savepoint and nobody else's.
- A failed COMMIT, or a transaction that SQLite gave up by itself (disk full), fails everybody in
  the group: nobody has been told yet that anything was kept.
- Cancellation may strike at any await. The connection's thread works strictly in order, so an
  undo comes after whatever was still on its way; and a turn, once given, is always passed on.
- Only BEGIN, COMMIT and what undoes go to that thread; the rest is done on the spot (see `storage/line.py`).
"""

import asyncio
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import aiosqlite

from storage.dialect_sqlite import BEGIN, COMMIT, GO_ON, ROLLBACK, UNDO
from storage.line import Line

PATIENCE = 0.004
"""Seconds a group may stay open while others are in line."""


class NotKept(Exception):
    """The transaction's COMMIT failed: nothing of it was kept."""


class Group:
    """The transactions that share one COMMIT; `done` tells them how it went."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.closes_at = loop.time() + PATIENCE
        self.done: asyncio.Future[None] = loop.create_future()

    def keep(self) -> None:
        self.done.set_result(None)

    def lose(self, error: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(error)
            self.done.exception()  # Perhaps nobody is left to ask.

    async def kept(self) -> None:
        """Wait for the COMMIT. Raises NotKept."""
        try:
            await asyncio.shield(self.done)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            raise NotKept("The database could not keep this change.") from error


class Writer:
    """The only connection that writes."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._taken = False
        self._group: Group | None = None

    @property
    def connection(self) -> aiosqlite.Connection:
        """The connection in its own thread."""
        return self.line.connection

    async def begin(self) -> Group:
        """Wait for the turn; `end` or `undo` follows, whatever happens."""
        await self._take()
        try:
            return await self._begin()
        except BaseException:
            await self.undo()
            raise

    async def end(self, group: Group) -> None:
        """The transaction is whole; returns once the COMMIT is on the disk."""
        await self._pass_on()
        await group.kept()

    async def undo(self) -> None:
        """Nothing of the transaction has happened."""
        await through(self._undo())

    async def close(self) -> None:
        """Let those in line finish, then close."""
        await self._take()
        if self._group is not None:
            await self._commit(self._group)
        await self.connection.close()

    async def _take(self) -> None:
        if not self._taken:
            self._taken = True
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():
                await self._pass_on()
            raise

    async def _begin(self) -> Group:
        if self._group is not None and not self.line.link.in_transaction:
            self._group.lose(RuntimeError("SQLite gave the whole transaction up by itself."))
            self._group = None
        say, words = self.line.steer, GO_ON
        if self._group is None:
            self._group, say, words = Group(), self.line.wait_for, BEGIN
        group = self._group
        try:
            await say(words)
        except Exception as error:
            # Whose savepoint an undo would meet is not certain now.
            await self._lose(error)
            raise
        return group

    async def _undo(self) -> None:
        try:
            await self.line.wait_for(UNDO)
        except Exception as error:
            await self._lose(error)
        finally:
            await self._pass_on()

    async def _pass_on(self) -> None:
        if self._group is None:
            self._next()
        elif self._group.closes_at < asyncio.get_running_loop().time() or not self._in_line():
            await through(self._commit(self._group))
        else:
            self._next()

    def _in_line(self) -> bool:
        while self._waiting and self._waiting[0].done():
            self._waiting.popleft()
        return bool(self._waiting)

    def _next(self) -> None:
        if self._in_line():
            self._waiting.popleft().set_result(None)
        else:
            self._taken = False

    async def _commit(self, group: Group) -> None:
        try:
            await self.line.wait_for(COMMIT)
            group.keep()
        except Exception as error:
            await self._lose(error)
        finally:
            group.lose(asyncio.CancelledError())
            self._group = None
            self._next()

    async def _lose(self, error: Exception) -> None:
        if self._group is not None:
            self._group.lose(error)
            self._group = None
        with suppress(Exception):
            await self.line.wait_for(ROLLBACK)


async def through(work: Coroutine[Any, Any, None]) -> None:
    """See the work through to its end even if cancelled meanwhile; then be cancelled.

    The task it takes ends here, whatever happens; nothing is left running.
    """
    task = asyncio.ensure_future(work)
    struck: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as cancelled:
            struck = cancelled
    if struck is not None:
        _ = task.cancelled() or task.exception()
        raise struck
    task.result()
