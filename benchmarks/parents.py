"""Parents who fill the application form by taps, each the next one only after the answer to the one before.

`saturate` lets so many of them tap as fast as they are answered. `offer` lets taps come at a fixed rate, at random
moments that are the same for every bot; one that comes before its chat has been answered waits, and the waiting counts.
"""

import asyncio
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.telegram import Chat, Telegram, now

CHATS = 100
TICK = 0.001


@dataclass(slots=True)
class Round:
    """What one round has shown."""

    seconds: float = 0.0
    updates: int = 0
    latencies: list[float] = field(default_factory=list)


class Parents:
    """A hundred chats with one bot; whoever has sent the application makes room for the next parent."""

    def __init__(self, onward: str, ids: Iterator[int]) -> None:
        self.telegram = Telegram(self._answered)
        self.sent = 0  # applications
        self._onward = re.compile(onward)
        self._ids = ids
        self._chance = random.Random(11)
        self._closed = False
        self._round = Round()
        self._busy = 0
        self._idle = asyncio.Event()
        self._late: dict[int, list[float]] = {}  # taps that wait for an answer
        self._chats = [self._newcomer() for _ in range(CHATS)]

    def _newcomer(self) -> Chat:
        chat = Chat(next(self._ids))
        self.telegram.chats[chat.id] = chat
        return chat

    # ---- the two loads ---------------------------------------------------------------------------------------------

    async def saturate(self, seconds: float) -> Round:
        """As fast as the bot answers."""
        self._round, self._closed = Round(), True
        begun = now()
        for at in range(CHATS):
            self._act(at, now())
        await asyncio.sleep(seconds)
        self._closed = False
        self._round.seconds, updates = now() - begun, self._round.updates
        await self._rest()
        self._round.updates = updates
        return self._round

    async def offer(self, rate: float, seconds: float) -> Round:
        """So many updates a second, whatever the answers."""
        self._round = Round()
        moments, begun, chat = random.Random(7), now(), 0
        due = begun
        while now() - begun < seconds:
            while due <= now():
                self._act(chat % CHATS, due)
                chat += 1
                due += moments.expovariate(rate)
            await asyncio.sleep(TICK)
        self._round.seconds = now() - begun
        await self._rest()
        return self._round

    async def _rest(self) -> None:
        """Until everybody has been answered."""
        async with asyncio.timeout(30):
            while self._busy:
                self._idle.clear()
                await self._idle.wait()

    # ---- one parent ------------------------------------------------------------------------------------------------

    def _act(self, at: int, due: float) -> None:
        chat = self._chats[at]
        if chat.since:
            self._late.setdefault(at, []).append(due)
            return
        if chat.message_id and chat.tap is None:  # the application is sent
            self.sent += 1
            del self.telegram.chats[chat.id]
            chat = self._chats[at] = self._newcomer()
        chat.at, chat.since = at, due
        self._busy += 1
        if chat.tap is None:
            self.telegram.says(chat, "/menu")
        else:
            self.telegram.taps(chat, chat.tap)

    def _answered(self, chat: Chat) -> None:
        self._round.updates += 1
        self._round.latencies.append(now() - chat.since)
        chat.since = 0.0
        chat.tap = self._next_tap(chat)
        self._busy -= 1
        if self._closed:
            self._act(chat.at, now())
        elif late := self._late.get(chat.at):
            self._act(chat.at, late.pop(0))
        elif not self._busy:
            self._idle.set()

    def _next_tap(self, chat: Chat) -> str | None:
        """A button that leads onward, any of them; None: it was the last screen."""
        rows = chat.screen.get("reply_markup", {}).get("inline_keyboard", [])
        onward = [data for row in rows for b in row if (data := b.get("callback_data")) and self._onward.match(data)]
        return self._chance.choice(onward) if onward else None
