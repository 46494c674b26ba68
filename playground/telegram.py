"""The strict Bot API: token, body, fault, method, answer, and a note of every call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from playground.calls import Calls
from playground.faults import Fault, Faults
from playground.files import DOWNLOAD, Files
from playground.parameters import Parameters, parameters_of
from playground.refusal import Refusal, bad
from playground.updates import CONFLICT

Method = Callable[[Parameters], Awaitable[Any]]

QUIET = frozenset({"getupdates"})
NO_PARAMETERS = Parameters({}, {})
BY_FAULT = {
    400: "Bad Request: a fault on demand",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: CONFLICT,
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class BotApi:
    """Answers at /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(
        self,
        token: str,
        methods: Mapping[str, Method],
        files: Files,
        faults: Faults,
        calls: Calls,
    ) -> None:
        self._token = token
        self._methods = dict(methods) | {"getfile": self.get_file}
        self._files = files
        self._faults = faults
        self._calls = calls
        self.flying = 0
        self.last = 0.0

    def add_to(self, app: web.Application) -> None:
        """Put the two addresses into the server."""
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self.call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of a method."""
        name = request.match_info["method"]
        loop = asyncio.get_running_loop()
        begin = loop.time()
        quiet = name.lower() in QUIET
        self.flying += not quiet
        asked = NO_PARAMETERS
        try:
            self._check_token(request)
            asked = await parameters_of(request)
            answer = await self._answer(name, asked)
        except Refusal as refusal:
            answer = web.json_response(refusal.body(), status=refusal.code)
            self._note(name, asked, refusal.code, refusal.description, loop.time() - begin)
        except _Dropped:
            answer = drop(request)
            self._note(name, asked, 0, "connection dropped", loop.time() - begin)
        else:
            if not quiet:
                self._note(name, asked, 200, None, loop.time() - begin)
        finally:
            self.flying -= not quiet
            self.last = self.last if quiet else loop.time()
        return answer

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file whose path `getFile` gave."""
        file = self._files.at(request.match_info["path"])
        if request.match_info["token"] != self._token or file is None:
            return web.json_response(Refusal(404, "Not Found").body(), status=404)
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def get_file(self, asked: Parameters) -> dict[str, Any]:
        """getFile: at most 20 MB."""
        file = self._files.get(asked.text("file_id"))
        if file is None:
            raise bad("invalid file_id")
        if len(file.content) > DOWNLOAD:
            raise bad("file is too big")
        return file.telegram() | {"file_path": file.path}

    async def _answer(self, name: str, asked: Parameters) -> web.Response:
        method = self._methods.get(name.lower())
        if method is None:
            raise Refusal(404, "Not Found: method not found")
        fault = self._faults.take("telegram", name)
        if fault and not fault.after:
            raise _failure(fault)
        result = await method(asked)
        if fault:
            raise _failure(fault)
        return web.json_response({"ok": True, "result": result})

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._token:
            raise Refusal(401, "Unauthorized")

    def _note(self, name: str, asked: Parameters, status: int, error: str | None, seconds: float) -> None:
        self._calls.note("telegram", name, asked.shown(), status, error, seconds)


class _Dropped(Exception):
    """The connection ends without an answer."""


def _failure(fault: Fault) -> Exception:
    code = fault.code
    if not isinstance(code, int) or code == 0:
        return _Dropped()
    if code == 429:
        seconds = fault.retry_after or 1
        return Refusal(429, f"Too Many Requests: retry after {seconds}", seconds)
    words = fault.description or BY_FAULT.get(code, "A fault on demand")
    return Refusal(code, words, fault.retry_after)


def drop(request: web.Request) -> web.Response:
    """Cut the connection off; the answer returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
