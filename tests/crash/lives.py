"""The bot's lives, one after the other over the same file, and how each ends: mostly by `kill -9`, amid a salvo."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.crash.processes import Nursery
from tests.crash.salvo import Gate

LONGEST = 0.3  # seconds between a salvo and the blow
EARLY = 0.8  # seconds after a start in which a life that ends early is struck


@dataclass(frozen=True, slots=True)
class End:
    """How a life ends: struck so many seconds after its last salvo; without salvos, after its start."""

    salvos: int
    after: float
    gently: bool = False


def ends(chance: Random, kills: int) -> list[End]:
    """So many kills, a few of them while the bot is still starting, and one SIGTERM among them."""
    early = [End(0, chance.uniform(0.02, EARLY)) for _ in range(kills // 4)]
    amid = [End(chance.randint(1, 2), chance.uniform(0, LONGEST)) for _ in range(kills - len(early))]
    gentle = End(chance.randint(1, 2), chance.uniform(0, LONGEST / 2), gently=True)
    plan = [*early, *amid, gentle]
    chance.shuffle(plan)
    return plan


class Lives:
    """Starts the bot, strikes it, starts it again. `struck` counts, end by end, who was waiting for an answer."""

    def __init__(self, nursery: Nursery, gate: Gate, chance: Random) -> None:
        self.struck: list[int] = []
        self._nursery, self._gate, self._chance = nursery, gate, chance

    async def walk(self, plan: list[End], ahead: float, over: Callable[[], bool]) -> None:
        """Live and die by the plan, until it is over; then live on, and let everybody hurry.

        `ahead` is how far the bot's clock is ahead of the machine's, in seconds.
        """
        for end in plan:
            if over():
                break
            await self._nursery.birth(ahead)
            await self._live(end)
            await self._die(end)
        await self._nursery.birth(ahead)
        self._gate.leave_open()
        await self._nursery.running()

    async def _live(self, end: End) -> None:
        if end.salvos:
            await self._nursery.running()
        elif self._chance.random() < 0.5:  # what people say while nobody listens waits at Telegram
            self._gate.salvo()
        for _ in range(end.salvos):
            await self._gate.full()
            self._gate.salvo()
        await asyncio.sleep(end.after)

    async def _die(self, end: End) -> None:
        self.struck.append(self._gate.busy)
        how = "SIGTERM" if end.gently else "kill -9"
        self._nursery.log.append(f"--- {how} {end.after:.3f} s after it; {self._gate.busy} wait for an answer")
        await (self._nursery.terminate() if end.gently else self._nursery.kill())

    async def end(self) -> None:
        """The last life ends as it should, and everybody waits."""
        self._gate.close()
        await self._nursery.terminate()
