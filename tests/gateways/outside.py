"""An outside system that answers as the test says: a real HTTP server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer

IMPATIENT = ClientTimeout(total=0.2)


@dataclass
class Outside:
    """What was asked, and what is answered: a status and a body, or silence, or a cut line."""

    url: str = ""
    status: int = 200
    body: str = "{}"
    silent: bool = False
    cut: bool = False
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        is_form = request.content_type == "application/x-www-form-urlencoded"
        said = dict(await request.post()) if is_form else await request.json()
        self.asked.append((request.path_qs, dict(request.headers), said))
        if self.silent:
            await asyncio.sleep(IMPATIENT.total or 0)
            await asyncio.sleep(IMPATIENT.total or 0)
        if self.cut and request.transport:
            request.transport.abort()
        return web.Response(status=self.status, text=self.body, content_type="application/json")


@asynccontextmanager
async def outside() -> AsyncIterator[tuple[Outside, ClientSession]]:
    """The server and a session to ask it with; both are closed afterwards."""
    system = Outside()
    app = web.Application()
    app.router.add_post("/{path:.*}", system.answer)
    async with TestServer(app) as server, ClientSession() as session:
        system.url = str(server.make_url("/"))
        yield system, session
