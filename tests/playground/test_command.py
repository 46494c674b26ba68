"""`python -m playground` starts without a screen, says where it is, and goes quietly."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from playground.__main__ import arguments


def test_the_options() -> None:
    options = arguments(["--port", "9", "--database", "x.db", "--now", "2026-11-20T09:00", "--frozen"])
    assert (options.port, options.database, options.frozen) == (9, Path("x.db"), True)
    assert options.now == datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert arguments([]).port == 8080
    with pytest.raises(SystemExit):
        arguments(["--now", "tomorrow"])


async def test_the_command() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground", "--port", "0", "--without-bot", "--browser"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name not in {"DISPLAY", "BROWSER"}},
    )
    assert process.stdout
    greeting = (await process.stdout.readline()).decode()
    url = greeting.split()[1]
    async with ClientSession() as session, session.get(f"{url}/") as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")


async def test_a_port_in_use_is_said_in_a_line() -> None:
    taken = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground", "--port", str(port), "--without-bot"),
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    taken.close()
    await taken.wait_closed()
    assert process.returncode == 1
    assert errors.decode().count("\n") == 1
