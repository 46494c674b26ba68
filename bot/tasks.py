"""Background tasks: kept referenced, never lost, ended together."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from bot.mishaps import where

log = logging.getLogger(__name__)


class Tasks:
    """The tasks of one application; an exception in one is logged, never swallowed."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run `work` beside everything else until it ends or `stop()`."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("task %s ended: %s", task.get_name(), where(error))

    async def stop(self, *, but: frozenset[str] = frozenset()) -> None:
        """Cancel what still runs, except tasks of these names, and wait until it has gone."""
        ending = [task for task in self._running if task.get_name() not in but]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def finish(self, seconds: float) -> bool:
        """Wait until everything has ended by itself, so long at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        return not self._running
