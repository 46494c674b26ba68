"""The two processes: the playground, which lives through everything, and the bot, which is killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
SLOWLY = 60.0  # seconds that a start or an end may take on a busy machine

Variables = Mapping[str, str]


async def _start(*arguments: str, env: Variables | None = None) -> asyncio.subprocess.Process:
    given = {name: value for name, value in os.environ.items() if not name.startswith("COV_CORE")}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=given | dict(env or {}),
        cwd=ROOT,
    )


async def _line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().rstrip()


@asynccontextmanager
async def playground(database: Path, now: datetime) -> AsyncIterator[tuple[str, Variables]]:
    """The playground without a bot: where it answers, and the environment of a bot that is to talk to it."""
    where = ("--port", "0", "--database", str(database), "--now", now.isoformat())
    process = await _start("playground", "--without-bot", "--frozen", *where)
    try:
        async with asyncio.timeout(SLOWLY):
            url, environment = (await _line(process)).split()[1], dict[str, str]()
            while "DATA_KEY" not in environment:
                name, _, value = (await _line(process)).partition("=")
                environment[name] = value
        yield url, environment
    finally:
        process.terminate()
        await process.communicate()


class Bot:
    """One life of the bot: `python -m bot run` over the playground's environment."""

    def __init__(self, process: asyncio.subprocess.Process, log: list[str]) -> None:
        self._process, self._log = process, log
        self._running = asyncio.Event()
        self._reading = asyncio.ensure_future(self._read())

    @classmethod
    async def start(cls, environment: Variables, ahead: float, log: list[str]) -> "Bot":
        """Begin a life; what it logs is added to `log`."""
        log.append("--- a life begins")
        return cls(await _start("tests.crash.bot_by_day", str(ahead), "run", env=environment), log)

    async def _read(self) -> None:
        while line := await _line(self._process):
            self._log.append(line)
            if line.endswith("running"):
                self._running.set()
        self._running.set()

    async def running(self) -> None:
        """Wait until it serves people."""
        async with asyncio.timeout(SLOWLY):
            await self._running.wait()
        assert self._process.returncode is None, self._say("The bot did not start")

    async def kill(self) -> None:
        """`kill -9`."""
        assert self._process.returncode is None, self._say("The bot ended by itself")
        await self._end(signal.SIGKILL)
        assert self._process.returncode == -signal.SIGKILL, self._say("The bot ended by itself")

    async def terminate(self) -> None:
        """SIGTERM: it finishes what it has begun and goes without a complaint."""
        await self._end(signal.SIGTERM)
        assert self._process.returncode == 0, self._say(f"After SIGTERM the bot left with {self._process.returncode}")

    async def destroy(self) -> None:
        """Whatever it is doing, it is over."""
        if self._process.returncode is None:
            await self._end(signal.SIGKILL)

    async def _end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        try:
            async with asyncio.timeout(SLOWLY):
                await self._process.wait()
                await self._reading
        except TimeoutError:
            self._process.kill()
            raise AssertionError(self._say(f"The bot did not end within {SLOWLY:.0f} s of {how.name}")) from None

    def _say(self, what: str) -> str:
        return "\n".join((f"{what}. It said last:", *self._log[-15:]))


async def command(environment: Variables, ahead: float, *words: str) -> str:
    """What another `python -m bot …` prints, while the bot may be running."""
    process = await _start("tests.crash.bot_by_day", str(ahead), *words, env=environment)
    said, _ = await process.communicate()
    assert process.returncode == 0, f"python -m bot {' '.join(words)}: {said.decode()}"
    return said.decode()
