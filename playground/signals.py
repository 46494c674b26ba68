"""Who listens hears what changed: the page follows the playground by these names."""

from __future__ import annotations

import asyncio


class Signals:
    """Names of changed things ("chat:aigul", "sms", "clock" …), gathered for each listener."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def tell(self, name: str) -> None:
        """Something changed."""
        for listener in self._listeners:
            listener.hear(name)

    def listen(self) -> Listener:
        """A new listener; `close` it when done."""
        listener = Listener(self._listeners)
        self._listeners.append(listener)
        return listener

    def close(self) -> None:
        """Send every listener home."""
        for listener in list(self._listeners):
            listener.close()


class Listener:
    """One who listens; names that come while nobody waits are kept once each."""

    def __init__(self, circle: list[Listener]) -> None:
        self._circle = circle
        self._heard: dict[str, None] = {}
        self._wake = asyncio.Event()
        self.closed = False

    def hear(self, name: str) -> None:
        """Note a name."""
        self._heard[name] = None
        self._wake.set()

    async def wait(self) -> list[str]:
        """The names since the last call; empty once closed."""
        await self._wake.wait()
        names = list(self._heard)
        self._heard.clear()
        if not self.closed:
            self._wake.clear()
        return names

    def close(self) -> None:
        """Hear no more."""
        self.closed = True
        if self in self._circle:
            self._circle.remove(self)
        self._wake.set()
