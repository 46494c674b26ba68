"""SIGEX in its own dialect, with the part that eGov Mobile plays: a session, a document in it, a signature or a refusal.

`POST /api/egovQr`, then long polls: `POST dataURL` returns when the phone has opened the session, `GET signURL` when the
person has signed or refused. Errors are `{"message", "requestID"}`, some of them with status 200, as there. The phone's
side lies at `/egov/…`: the page in the browser, and the calls of /sim, use it.
"""

from __future__ import annotations

import asyncio
import base64
import io
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import segno
from aiohttp import web

from playground.calls import Calls
from playground.clock import MovableClock
from playground.faults import Faults
from playground.telegram import drop

Json = dict[str, Any]

LASTS = timedelta(minutes=10)
LONG_POLL = 20.0
TARGET = "sigex"


@dataclass
class Session:
    """One signing: what the bot asked for, what the person did."""

    id: str
    description: str
    back_url: str
    expires_at: datetime
    documents: list[Json] = field(default_factory=list)
    method: str = ""
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    cms: bytes | None = None
    settled_at: float = 0.0
    told: bool = False

    @property
    def content(self) -> bytes:
        """The bytes to be signed."""
        return base64.b64decode(self.documents[0]["document"]["file"]["data"])


class Sigex:
    """The sessions, and the addresses they answer at."""

    def __init__(self, clock: MovableClock, faults: Faults, calls: Calls, url: Callable[[], str]) -> None:
        self._clock, self._faults, self._calls, self._url = clock, faults, calls, url
        self._sessions: dict[str, Session] = {}
        self._answered = 0.0

    def add_to(self, app: web.Application) -> None:
        """Put the addresses into the server."""
        app.router.add_post("/api/egovQr", self.register)
        app.router.add_post("/api/egovQr/{id}", self.hand_over)
        app.router.add_get("/api/egovQr/{id}/sign", self.fetch)

    def forget(self) -> None:
        """No session is known any more."""
        self._sessions.clear()

    @property
    def settled(self) -> bool:
        """Whether the bot, if it asks, has been told all that the people have done, and has had a moment to hear it."""
        now = asyncio.get_running_loop().time()
        untold = [s for s in self._sessions.values() if s.done.is_set() and not s.told and self._is_live(s)]
        return all(now - s.settled_at > DEAF for s in untold) and now - self._answered > HEARD

    def session(self, id: str) -> Session | None:
        """The session, if it is known and not over."""
        found = self._sessions.get(id)
        return found if found and self._is_live(found) else None

    def settle(self, session: Session, cms: bytes | None) -> None:
        """The person has signed, or (None) refused."""
        session.cms, session.settled_at = cms, asyncio.get_running_loop().time()
        session.opened.set()
        session.done.set()

    def _is_live(self, session: Session) -> bool:
        return self._clock.now() < session.expires_at

    async def register(self, request: web.Request) -> web.StreamResponse:
        """A new session."""
        asked = await _json(request)
        if (fault := self._fault("register")) is not None:
            return self._answer(request, "register", *fault)
        if not isinstance(asked.get("description"), str):
            return self._answer(request, "register", 200, "description is missing")
        id, done = secrets.token_urlsafe(12), asked.get("whenDone") or {}
        expires_at = self._clock.now() + LASTS
        self._sessions[id] = Session(id, asked["description"], str(done.get("backUrl", "")), expires_at)
        own = f"{self._url()}/api/egovQr/{id}"
        link = quote(f"{self._url()}/egov/{id}", safe="")
        return self._answer(
            request,
            "register",
            200,
            None,
            {
                "expireAt": int(expires_at.timestamp() * 1000),
                "qrCode": base64.b64encode(_qr(f"mobileSign:{self._url()}/egov/{id}")).decode(),
                "dataURL": own,
                "signURL": f"{own}/sign",
                "eGovMobileLaunchLink": f"https://m.egov.kz/mobileSign/?link={link}",
                "eGovBusinessLaunchLink": f"https://m.egov.kz/mobileSign/business/?link={link}",
            },
        )

    async def hand_over(self, request: web.Request) -> web.StreamResponse:
        """The document; answered when the phone has fetched it."""
        asked = await _json(request)
        if (fault := self._fault("data")) is not None:
            return self._answer(request, "data", *fault)
        session = self.session(request.match_info["id"])
        if session is None:
            return self._answer(request, "data", 200, "the signing session is unknown or expired")
        if not _is_whole(asked):
            return self._answer(request, "data", 200, "documentsToSign are wrong")
        session.documents, session.method = asked["documentsToSign"], asked["signMethod"]
        if not await _waits(session.opened):
            return self._answer(request, "data", 504, None)
        return self._answer(request, "data", 200, None, {"signURL": str(request.url) + "/sign"})

    async def fetch(self, request: web.Request) -> web.StreamResponse:
        """The signature; answered when the person has signed or refused."""
        if (fault := self._fault("sign")) is not None:
            return self._answer(request, "sign", *fault)
        session = self.session(request.match_info["id"])
        if session is None:
            return self._answer(request, "sign", 200, "the signing session is unknown or expired")
        if not await _waits(session.done):
            return self._answer(request, "sign", 504, None)
        session.told, self._answered = True, asyncio.get_running_loop().time()
        if session.cms is None:
            return self._answer(request, "sign", 200, None, {"status": "CANCELED", "documentsToSign": []})
        (document,) = session.documents
        signed = document | {"document": {"file": {"mime": "", "data": base64.b64encode(session.cms).decode()}}}
        return self._answer(request, "sign", 200, None, {"status": "SIGNED", "documentsToSign": [signed]})

    def _fault(self, method: str) -> tuple[int, str] | None:
        fault = self._faults.take(TARGET, method)
        return (int(fault.code), fault.description or "a fault on demand") if fault else None

    def _answer(
        self, request: web.Request, method: str, status: int, message: str | None, body: Json | None = None
    ) -> web.StreamResponse:
        said = {"message": message, "requestID": secrets.token_hex(8)} if message else body or {}
        self._calls.note(TARGET, method, {}, status, message, 0)
        return web.json_response(said, status=status) if status else drop(request)


HEARD = 0.1  # seconds in which a bot on the same machine has heard an answer and taken it up
DEAF = 5.0  # seconds after which a bot that has not asked does not care any more


async def _waits(event: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(event.wait(), LONG_POLL)
    except TimeoutError:
        return False
    return True


def _is_whole(asked: Json) -> bool:
    try:
        (document,) = asked["documentsToSign"]
        names = all(isinstance(document[name], str) for name in ("nameRu", "nameKz", "nameEn"))
        base64.b64decode(document["document"]["file"]["data"], validate=True)
        return names and asked["signMethod"] == "CMS_SIGN_ONLY" and isinstance(document["meta"], list)
    except (KeyError, TypeError, ValueError):
        return False


def _qr(text: str) -> bytes:
    image = io.BytesIO()
    segno.make(text, error="m", micro=False).save(image, kind="png", scale=6, border=3)
    return image.getvalue()


def session_in(url: str) -> str | None:
    """The session that a launch link leads to."""
    found = re.search(r"/egov/([\w-]+)", url.replace("%2F", "/"))
    return found[1] if found else None


async def _json(request: web.Request) -> Json:
    try:
        asked = await request.json()
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}
