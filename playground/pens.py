"""People's signing keys, made by the authority when somebody first signs, and the responder that knows who was revoked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from aiohttp import web

from playground.authority import (
    KEYS,
    KINDS,
    Card,
    Key,
    Kind,
    Whom,
    answer,
    authority,
    key_hash,
    person,
    responder,
    sign,
)
from playground.calls import Calls
from playground.clock import MovableClock
from playground.faults import Faults
from playground.people import People
from playground.telegram import drop

TARGET = "ocsp"
YEAR = timedelta(days=365)


class Pens:
    """POST /ocsp, and signing for anybody in the registers."""

    def __init__(self, clock: MovableClock, faults: Faults, calls: Calls, people: Callable[[], People]) -> None:
        self._clock, self._faults, self._calls, self._people = clock, faults, calls, people
        self._cards: dict[tuple[str, Kind], Card] = {}
        self._revoked: set[int] = set()

    def add_to(self, app: web.Application) -> None:
        """Put the address into the server."""
        app.router.add_post("/ocsp", self.ask)

    def forget(self) -> None:
        """Nobody has a key any more, and nobody was revoked."""
        self._cards.clear()
        self._revoked.clear()

    async def sign(self, iin: str, kind: Kind, content: bytes) -> bytes:
        """A detached CMS by the holder of an IIN."""
        return await asyncio.to_thread(self._sign, iin, kind, content)

    def revoke(self, iin: str) -> None:
        """All keys that this person has so far."""
        self._revoked |= {card.certificate.serial_number for (whose, _), card in self._cards.items() if whose == iin}

    def _sign(self, iin: str, kind: Kind, content: bytes) -> bytes:
        if (iin, kind) not in self._cards:
            self._cards[iin, kind] = self._make(iin, kind)
        return sign([self._cards[iin, kind]], content, self._clock.now())

    def _make(self, iin: str, kind: Kind) -> Card:
        record, now = self._people().records[iin], self._clock.now()
        subject = person(iin, record.surname.upper(), record.given.upper(), (record.patronymic or "").upper())
        return authority(kind).issue(Whom(subject, now - YEAR / 365, now + YEAR), _key(iin, kind))

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """One OCSP request."""
        asked = await request.read()
        if (fault := self._faults.take(TARGET, "ask")) is not None:
            self._calls.note(TARGET, "ask", {}, int(fault.code), "a fault on demand", 0)
            return web.Response(status=int(fault.code)) if fault.code else drop(request)
        now, revoked = self._clock.now(), frozenset(self._revoked)
        body = await asyncio.to_thread(lambda: answer(_responder(_kind_of(asked)), asked, revoked, now))
        self._calls.note(TARGET, "ask", {}, 200, None, 0)
        return web.Response(body=body, content_type="application/ocsp-response")


@cache
def _responder(kind: Kind) -> Card:
    """Of RSA one that the authority has appointed; of GOST, where every key takes seconds, the authority itself."""
    return responder(authority(kind)) if kind == "rsa" else authority(kind).issuing


def _kind_of(asked: bytes) -> Kind:
    """Whose certificate a request is about: each authority answers for its own."""
    return next(kind for kind in KINDS if key_hash(authority(kind).issuing) in asked)


@cache
def _key(_iin: str, kind: Kind) -> Key:
    """Making one takes a while: a person keeps the key as long as the process lives."""
    return KEYS[kind]()
