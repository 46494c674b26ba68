"""The processes: the playground, which lives through everything, and the bot, which is killed."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
SLOWLY = 90.0  # seconds that a start or an end may take on a very busy machine

Variables = Mapping[str, str]
Process = asyncio.subprocess.Process


async def _start(*arguments: str, env: Variables | None = None, stdin: int | None = None) -> Process:
    pipe = asyncio.subprocess.PIPE
    words = (sys.executable, "-m", *arguments)
    environment = {**os.environ, **(env or {})}
    return await asyncio.create_subprocess_exec(
        *words, stdin=stdin, stdout=pipe, stderr=pipe, env=environment, cwd=ROOT
    )


async def _line(process: Process) -> str:
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
        with suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


async def command(environment: Variables, ahead: float, *words: str) -> str:
    """What another `python -m bot …` prints, while the bot may be running."""
    process = await _start("tests.crash.bot_by_day", str(ahead), *words, env=environment)
    said, errors = await process.communicate()
    assert process.returncode == 0, f"python -m bot {' '.join(words)}: {errors.decode()}"
    return said.decode()


class Nursery:
    """Where bots come from, one at a time. `log` is what they all said, in order."""

    def __init__(self, process: Process, environment: Variables) -> None:
        self._process, self.environment = process, environment
        self.log: list[str] = []
        self._running = asyncio.Event()
        self._bot: int | None = None
        self._reading = asyncio.ensure_future(self._read())

    @classmethod
    @asynccontextmanager
    async def opened(cls, environment: Variables) -> AsyncIterator["Nursery"]:
        """Ready to give birth; nothing runs any more when it closes."""
        nursery = cls(await _start("tests.crash.bot_by_day", "nursery", stdin=asyncio.subprocess.PIPE), environment)
        try:
            async with asyncio.timeout(SLOWLY):
                assert await _line(nursery._process) == "ready", "The nursery did not open"
            yield nursery
        finally:
            await nursery._close()

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.log.append(line.decode().rstrip())
            if self.log[-1].endswith(" running"):
                self._running.set()

    async def birth(self, ahead: float) -> None:
        """A bot begins to live."""
        assert self._bot is None
        assert self._process.stdin is not None
        self._running.clear()
        self.log.append("--- a life begins")
        wish = {"ahead": ahead, "environment": dict(self.environment)}
        self._process.stdin.write(json.dumps(wish).encode() + b"\n")
        async with asyncio.timeout(SLOWLY):
            self._bot = int(await _line(self._process))

    async def running(self) -> None:
        """Wait until the bot serves people."""
        try:
            async with asyncio.timeout(SLOWLY):
                await self._running.wait()
        except TimeoutError:
            raise AssertionError(self._said(f"The bot does not serve anybody after {SLOWLY:.0f} s")) from None

    async def kill(self) -> None:
        """`kill -9`."""
        code = await self._end(signal.SIGKILL)
        assert code == -signal.SIGKILL, self._said(f"The bot ended by itself with {code}")

    async def terminate(self) -> None:
        """SIGTERM: it finishes what it has begun and goes without a complaint."""
        code = await self._end(signal.SIGTERM)
        assert code == 0, self._said(f"After SIGTERM the bot left with {code}")

    async def _end(self, how: signal.Signals) -> int:
        assert self._bot is not None
        with suppress(ProcessLookupError):
            os.kill(self._bot, how)
        try:
            async with asyncio.timeout(SLOWLY):
                code = int(await _line(self._process))
        except TimeoutError:
            raise AssertionError(self._said(f"The bot lives {SLOWLY:.0f} s after {how.name}")) from None
        self._bot = None
        return code

    def _said(self, what: str) -> str:
        return "\n".join((f"{what}. It said last:", *self.log[-15:]))

    async def _close(self) -> None:
        if self._bot is not None:
            with suppress(ProcessLookupError):
                os.kill(self._bot, signal.SIGKILL)
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        await self._reading
