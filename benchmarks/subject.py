"""A bot under test: a process of its own on a core of its own, and what the kernel says about it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.parents import Parents
from benchmarks.telegram import now

ROOT = Path(__file__).parent.parent
TOKEN = "42:benchmark"
CORES = sorted(os.sched_getaffinity(0))
OURS, THEIRS = CORES[0], CORES[-1]
HERTZ = os.sysconf("SC_CLK_TCK")


class Subject:
    """One of the two bots, with the parents who use it."""

    def __init__(self, name: str, arguments: list[str], environment: dict[str, str], parents: Parents) -> None:
        self.name, self.parents = name, parents
        self._arguments, self._environment = arguments, environment
        self.started_in = 0.0

    async def start(self) -> None:
        """Start it, pinned, and wait until it polls."""
        url = await self.parents.telegram.start()
        environment = {**os.environ, "BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, **self._environment}
        begun = now()
        self._process = subprocess.Popen(  # noqa: ASYNC220 it starts at once and is not waited for here
            [sys.executable, "-m", *self._arguments],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL if not os.environ.get("BENCH_LOG") else None,
            preexec_fn=lambda: os.sched_setaffinity(0, {THEIRS}),
        )
        async with asyncio.timeout(30):
            await self.parents.telegram.polled.wait()
        self.started_in = now() - begun

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self.parents.telegram.stop()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def cpu(self) -> float:
        """Seconds of CPU it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / HERTZ

    def memory(self) -> float:
        """Megabytes it holds (RSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
