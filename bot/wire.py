"""HTTP/1.1 as far as the Bot API needs it: JSON posted over a few connections that are kept open.

Each connection carries one request at a time and is used again while it is fresh. Nothing is sent twice from here: a
connection that breaks is an error, and whoever asked decides. Asking raises OSError, BadAnswer or TimeoutError.
"""

import asyncio
import ssl
from collections import deque
from urllib.parse import urlsplit

import certifi

CONNECTIONS = 100
FRESH = 15.0  # seconds a connection may have been idle and still be used
END = b"\r\n\r\n"


class BadAnswer(Exception):
    """What came back is not HTTP."""


class Line(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self.idle_since = 0.0
        self.usable = True
        self._got = b""
        self._head: Head | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]  # uvloop's are not of that class

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; the status and the body that come back."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        self.usable = False
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._answer is None:  # nobody has asked
            self._fail(BadAnswer("unasked"))
            return
        self._got = self._got + data if self._got else data
        try:
            while self._read():
                pass
        except (ValueError, IndexError):
            self._fail(BadAnswer("not HTTP"))

    def connection_lost(self, error: Exception | None) -> None:
        self.usable = False
        head = self._head
        if head is not None and head.until_close and error is None:
            self._done(head, self._got)
        else:
            self._fail(error if isinstance(error, OSError) else ConnectionResetError("Server disconnected"))

    def _read(self) -> bool:
        """Take one step; False when more has to arrive first."""
        if self._head is None:
            return self._read_head()
        head, body = self._head, None
        if head.chunked:
            body = _unchunked(self._got)
        elif not head.until_close and len(self._got) >= head.length:
            body = self._got[: head.length]
        if body is not None:
            self._done(head, body)
        return False

    def _read_head(self) -> bool:
        end = self._got.find(END)
        if end < 0:
            return False
        head, self._got = Head(self._got[:end]), self._got[end + len(END) :]
        if head.status >= 200:  # before that it only says that the answer is coming
            self._head = head
        return True

    def _done(self, head: "Head", body: bytes) -> None:
        answer, self._answer, self._head, self._got = self._answer, None, None, b""
        if head.closes:
            self.close()
        if answer is not None and not answer.done():
            answer.set_result((head.status, body))

    def _fail(self, error: Exception) -> None:
        answer, self._answer = self._answer, None
        self.close()
        if answer is not None and not answer.done():
            answer.set_exception(error)


class Head:
    """What stands before an answer's body."""

    __slots__ = ("chunked", "closes", "length", "status", "until_close")

    def __init__(self, head: bytes) -> None:
        if not head.startswith(b"HTTP/1."):
            raise ValueError(head)
        self.status = int(head[9:12])
        lower = head.lower() + b"\r\n"
        self.chunked = b"\r\ntransfer-encoding: chunked\r\n" in lower
        at = lower.find(b"\r\ncontent-length:")
        self.length = int(lower[at + 17 : lower.find(b"\r\n", at + 17)]) if at >= 0 else 0
        empty = self.status in (204, 304)
        self.until_close = at < 0 and not self.chunked and not empty
        self.closes = self.until_close or b"\r\nconnection: close\r\n" in lower or head.startswith(b"HTTP/1.0")


def _unchunked(got: bytes) -> bytes | None:
    """The body of a chunked answer; None while it is not whole."""
    parts: list[bytes] = []
    at = 0
    while (end := got.find(b"\r\n", at)) >= 0:
        size = int(got[at:end].partition(b";")[0], 16)
        if size == 0:
            return b"".join(parts) if got.find(b"\r\n", end + 2) >= 0 else None
        if len(got) < end + 2 + size + 2:
            return None
        parts.append(got[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return None


class Wire:
    """The connections to one server."""

    def __init__(self, url: str, tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if secure else 80)
        self._tls = (tls or ssl.create_default_context(cafile=certifi.where())) if secure else None
        self._rest = f" HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\nContent-Length: "
        self._idle: list[Line] = []
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._lines: set[Line] = set()
        self._opening = 0

    async def post(self, path: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Post JSON; the status and the body that come back, within so many seconds."""
        request = f"POST {path}{self._rest}{len(body)}\r\n\r\n".encode() + body
        async with asyncio.timeout(seconds):
            line = await self._take()
            try:
                answer = await line.ask(request)
            except BaseException:
                line.close()
                raise
            finally:
                self._give_back(line)
        return answer

    async def close(self) -> None:
        """Hang up everywhere."""
        for line in self._lines:
            line.close()
        self._idle.clear()
        self._lines.clear()
        await asyncio.sleep(0)  # until the sockets are closed

    async def _take(self) -> Line:
        now = asyncio.get_running_loop().time()
        while True:
            while self._idle:
                line = self._idle.pop()
                if line.usable and now - line.idle_since < FRESH:
                    return line
                line.close()
                self._lines.discard(line)
            if len(self._lines) + self._opening < CONNECTIONS:
                return await self._connect()
            place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            try:
                await place
            except asyncio.CancelledError:
                if not place.cancelled():
                    self._call_next()
                raise

    async def _connect(self) -> Line:
        self._opening += 1
        try:
            _, line = await asyncio.get_running_loop().create_connection(Line, self._host, self._port, ssl=self._tls)
        except BaseException:
            self._call_next()
            raise
        finally:
            self._opening -= 1
        self._lines.add(line)
        return line

    def _give_back(self, line: Line) -> None:
        if line.usable:
            line.idle_since = asyncio.get_running_loop().time()
            self._idle.append(line)
        else:
            line.close()
            self._lines.discard(line)
        self._call_next()

    def _call_next(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
