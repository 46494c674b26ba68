"""The playground put together: one server on 127.0.0.1, and the bot that talks to it.

Nothing here knows what a voucher is; it knows telephones, a clock and when the bot is idle.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from playground import authority
from playground.bot_process import (
    REGISTRY_TOKEN,
    ROOTS,
    SMS_LOGIN,
    SMS_PASSWORD,
    TOKEN,
    Bot,
    BotFactory,
    environment,
    real_bot,
)
from playground.calls import Calls
from playground.chats import Chats
from playground.clock import MovableClock, first_update_id
from playground.faults import Faults
from playground.files import SEND, Files
from playground.messages import Messages
from playground.pens import Pens
from playground.people import Person, seeds
from playground.phone import Phones
from playground.profile import Profile
from playground.registry import Registers
from playground.sigex import Sigex
from playground.signals import Signals
from playground.sms import SmsCentre
from playground.taps import Taps
from playground.telegram import BotApi
from playground.updates import Updates

KINDERGARTENS = Path(__file__).with_name("kindergartens.csv")
PATIENCE = 20.0
STEP = 0.004
SILENCE = 0.3
ROOM = SEND + 1024 * 1024


class Forgetful(Protocol):
    """What a reset empties."""

    def forget(self) -> None:
        """Be as at the beginning."""


class Playground:
    """Start it, act through `url`/sim, stop it.

    `database`: the bot's file, kept; without it a temporary one. `now`: where the clock begins;
    without it the machine's present. `port` 0 takes any free one. `make_bot` builds the bot from
    its environment and the clock; `with_bot=False` leaves it to another process.
    """

    def __init__(
        self,
        database: Path | str | None = None,
        now: datetime | None = None,
        port: int = 0,
        *,
        frozen: bool = False,
        with_bot: bool = True,
        make_bot: BotFactory = real_bot,
    ) -> None:
        self._begin = (now, frozen)
        self._wanted_port = port
        self._with_bot = with_bot
        self._make_bot = make_bot
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.database = Path(database or "")
        self.port = 0
        self.bot: Bot | None = None
        self._runner: web.AppRunner | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._changing = asyncio.Lock()
        self._furnish()

    def _furnish(self) -> None:
        self.clock = MovableClock(self._begin[0], frozen=self._begin[1])
        self.signals = Signals()
        self.people = seeds()
        self.faults = Faults()
        self.calls = Calls(self.clock, self.signals)
        self.chats = Chats(self.clock, self.signals)
        self.updates = Updates(self.clock)
        self.taps = Taps()
        self.files = Files()
        self.profile = Profile(int(TOKEN.partition(":")[0]), self.signals)
        self.phones = Phones(self.chats, self.updates, self.taps, self.files, self.profile)
        self.sms = SmsCentre(SMS_LOGIN, SMS_PASSWORD, self.clock, self.faults, self.calls, self.signals)
        self.registers = Registers(REGISTRY_TOKEN, lambda: self.people, self.faults, self.calls)
        self.sigex = Sigex(self.clock, self.faults, self.calls, lambda: self.url)
        self.pens = Pens(self.clock, self.faults, self.calls, lambda: self.people)
        self.telegram = self._bot_api()

    def _bot_api(self) -> BotApi:
        messages = Messages(self.chats, self.files, self.taps, self.profile)
        methods = {
            "getupdates": self.updates.get_updates,
            "setwebhook": self.updates.set_webhook,
            "deletewebhook": self.updates.delete_webhook,
            "getwebhookinfo": self.updates.webhook_info,
            **self.profile.methods(),
            **messages.methods(),
        }
        return BotApi(TOKEN, methods, self.files, self.faults, self.calls)

    @property
    def url(self) -> str:
        """Where the page, the Bot API and everything else answer."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables for a bot in another process."""
        return environment(self.url, self.database)

    async def start(self) -> None:
        """Open the server, then start the bot with the seeds."""
        if self.database == Path():
            self._temporary = tempfile.TemporaryDirectory(prefix="playground-")
            self.database = Path(self._temporary.name, "balabaqsha.db")
        elif self.database.exists():  # its bot remembers messages that the new chats do not hold
            self.chats.last_message = first_update_id()
        # making keys takes a second or two, once in a process
        pinned = await asyncio.to_thread(authority.roots)
        self.database.with_name(ROOTS).write_bytes(pinned)
        await self._serve()
        self._spawn(self.updates.deliver())
        await self._start_bot()
        await self._seed()

    async def stop(self) -> None:
        """Stop the bot, then the server; a temporary database goes."""
        await self._stop_bot()
        self.signals.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()
        if self._temporary:
            self._temporary.cleanup()

    async def rebuild_bot(self) -> None:
        """Stop the bot and start it again over the same database, as a deployment does."""
        async with self._changing:
            await self._stop_bot()
            await self._start_bot()

    async def reset(self, now: datetime | None = None) -> None:
        """Wipe everything and begin anew; the bot starts with the seeds."""
        async with self._changing:
            await self._stop_bot()
            self._wipe()
            self._rewind(now)
            await self._start_bot()
            await self._seed()
        for name in ("people", "clock", "sms", "calls", "bot"):
            self.signals.tell(name)

    async def idle(self) -> bool:
        """Has the bot taken over every update and worked everything off?"""
        if self.updates.unconfirmed or self.telegram.flying or not self.sigex.settled:
            return False
        if self.bot:
            return await self.bot.idle()
        return asyncio.get_running_loop().time() - self.telegram.last > SILENCE

    async def until_idle(self, patience: float = PATIENCE) -> bool:
        """Wait for it; false if the bot is still busy after `patience` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while not await self.idle():  # noqa: ASYNC110 - nobody but the bot could tell
                    await asyncio.sleep(STEP)
                return True
        return False

    async def move_clock(self, target: datetime) -> None:
        """Go forward, stopping at every due instant on the way. Raises ValueError backwards."""
        if target < self.clock.now():
            raise ValueError("The clock goes forward only; reset the playground to go back.")
        async with self._changing:
            frozen = self.clock.frozen
            self.clock.freeze(True)
            try:
                await self._pass_time(target)
            finally:
                self.clock.freeze(frozen)
                self.signals.tell("clock")

    async def next_due(self) -> datetime | None:
        """The next instant at which anything falls due, as far as the bot here tells."""
        return await self.bot.next_due() if self.bot else None

    async def invite(self, person: Person) -> None:
        """Give a clerk a one-time link."""
        if self.bot and person.scope:
            person.invitation = await self.bot.invite_staff(person.role, person.scope)

    async def _pass_time(self, target: datetime) -> None:
        last = None
        while (due := await self.next_due()) and due < target and due != last:
            last = due
            await self._stand_at(max(due, self.clock.now()))
        await self._stand_at(target)

    async def _stand_at(self, instant: datetime) -> None:
        self.clock.set(instant)
        if self.bot:
            await self.bot.tick()
            await self.until_idle()

    async def _serve(self) -> None:
        from playground.sim import add_sim

        app = web.Application(client_max_size=ROOM)
        for part in (self.telegram, self.sms, self.registers, self.sigex, self.pens):
            part.add_to(app)
        add_sim(app, self)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._wanted_port).start()
        self.port = self._runner.addresses[0][1]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start_bot(self) -> None:
        if self._with_bot:
            bot = self._make_bot(self.environment, self.clock)
            await bot.start()
            self.bot = bot  # whoever asks it something meanwhile would ask too early

    async def _stop_bot(self) -> None:
        bot, self.bot = self.bot, None
        if bot:
            await bot.stop()

    async def _seed(self) -> None:
        if self.bot:
            await self.bot.import_kindergartens(KINDERGARTENS.read_text("utf-8"))
        for person in self.people.all.values():
            await self.invite(person)

    def _wipe(self) -> None:
        if self._with_bot:
            for ending in ("", "-wal", "-shm", "-journal"):
                Path(f"{self.database}{ending}").unlink(missing_ok=True)
        self.people = seeds()
        forgetful: tuple[Forgetful, ...] = (
            *(self.chats, self.updates, self.taps, self.files),
            *(self.profile, self.sms, self.calls, self.faults),
            *(self.sigex, self.pens),
        )
        for part in forgetful:
            part.forget()

    def _rewind(self, now: datetime | None) -> None:
        begin = MovableClock(now or self._begin[0], frozen=True)
        self.clock.freeze(self._begin[1])
        self.clock.set(begin.now())
