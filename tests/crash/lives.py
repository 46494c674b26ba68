"""The bot's lives, one after the other over the same file, and how each ends: mostly by `kill -9`, amid a salvo."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.crash.processes import Bot, Variables
from tests.crash.salvo import Gate

LONGEST = 0.45  # seconds between a salvo and the blow
EARLY = 2.5  # seconds after a start in which a life that ends early is struck


@dataclass(frozen=True, slots=True)
class End:
    """How a life ends: struck so many seconds after its last salvo; without salvos, after its start."""

    salvos: int
    after: float
    gently: bool = False


def ends(chance: Random, kills: int) -> list[End]:
    """So many kills, a few of them while the bot is still starting, and one SIGTERM among them."""
    early = [End(0, chance.uniform(0.2, EARLY)) for _ in range(kills // 4)]
    amid = [End(chance.randint(1, 3), chance.uniform(0, LONGEST)) for _ in range(kills - len(early))]
    gentle = End(chance.randint(1, 2), chance.uniform(0, LONGEST / 3), gently=True)
    plan = [*early, *amid, gentle]
    chance.shuffle(plan)
    return plan


class Lives:
    """Starts the bot, strikes it, starts it again. `struck` counts, end by end, who was waiting for an answer."""

    def __init__(self, environment: Variables, gate: Gate, chance: Random) -> None:
        self.environment, self.log = environment, list[str]()
        self.struck: list[int] = []
        self._gate, self._chance = gate, chance
        self._bot: Bot | None = None

    async def walk(self, plan: list[End], ahead: float, over: Callable[[], bool]) -> None:
        """Live and die by the plan, until it is over; then live on, and let everybody hurry.

        `ahead` is how far the bot's clock is ahead of the machine's, in seconds.
        """
        for end in plan:
            if over():
                break
            self._bot = await Bot.start(self.environment, ahead, self.log)
            await self._live(self._bot, end, over)
            await self._die(self._bot, end)
        self._bot = await Bot.start(self.environment, ahead, self.log)
        self._gate.leave_open()
        await self._bot.running()

    async def _live(self, bot: Bot, end: End, over: Callable[[], bool]) -> None:
        if end.salvos:
            await bot.running()
        elif self._chance.random() < 0.5:  # what people say while nobody listens waits at Telegram
            self._gate.salvo()
        for _ in range(end.salvos):
            await self._gate.full()
            if over():
                return
            self._gate.salvo()
        await asyncio.sleep(end.after)

    async def _die(self, bot: Bot, end: End) -> None:
        self.struck.append(self._gate.busy)
        self.log.append(f"--- {'SIGTERM' if end.gently else 'kill -9'}: {self._gate.busy} people wait for an answer")
        await (bot.terminate() if end.gently else bot.kill())

    async def end(self) -> None:
        """The last life ends as it should, and everybody waits."""
        self._gate.close()
        assert self._bot is not None
        await self._bot.terminate()

    async def destroy(self) -> None:
        """Leave nothing running, whatever happened."""
        if self._bot is not None:
            await self._bot.destroy()
