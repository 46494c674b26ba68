"""One connection and the two threads that use it, never both at once.

aiosqlite owns the connection and a thread for it. What may wait — for the disk, for a lock, for a long scan — goes there.
What is found by key takes microseconds, and the hop to the thread and back would take ten times as long: it is done
on the spot, in the loop's thread, while the connection's own one is at rest.

Whether it is at rest is known here. Whoever sends work there and is cancelled leaves the line `away`; from then on
everything follows into the thread, which works strictly in order, until a steering word has come back from it.
"""

import sqlite3

import aiosqlite


class Line:
    """A connection: `link` for the loop's thread, `connection` for its own."""

    __slots__ = ("away", "connection", "link")

    def __init__(self, connection: aiosqlite.Connection, link: sqlite3.Connection) -> None:
        self.connection, self.link = connection, link
        self.away = False

    async def steer(self, words: str) -> None:
        """Say words that cannot wait for anything: here, unless something is under way in the thread."""
        if self.away:
            await self.wait_for(words)
        else:
            self.link.executescript(words)

    async def wait_for(self, words: str) -> None:
        """Say words that may wait for the disk or a lock; after them the thread is at rest."""
        self.away = True
        try:
            await self.connection.executescript(words)
        except Exception:
            self.away = False
            raise
        self.away = False
