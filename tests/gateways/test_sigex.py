"""Signing on a phone through SIGEX: its dialect, and whatever may come back instead of it (R-51, R-55)."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer

from gateways.sigex import Sigex
from usecases.ports import Cancelled, Paper, PhoneSession, Refused, Unavailable

PAPER = Paper("Келісімшарт", "Договор", True, b"%PDF-1.7")
IMPATIENT = ClientTimeout(total=0.3)


@dataclass
class Service:
    """What is answered, and what was asked."""

    url: str = ""
    status: int = 200
    body: Any = field(default_factory=dict)
    raw: bytes | None = None
    silent: bool = False
    asked: list[tuple[str, str, Any]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        said = await request.json() if request.can_read_body else None
        self.asked.append((request.method, request.path_qs, said))
        if self.silent:
            await asyncio.sleep(1)
        if self.raw is not None:
            return web.Response(body=self.raw, status=self.status)
        return web.json_response(self.body, status=self.status)

    def opened(self, **changed: Any) -> None:
        """A session is answered, but for this."""
        self.body = {
            "expireAt": 1_795_000_000_000,
            "qrCode": base64.b64encode(b"PNG").decode(),
            "dataURL": f"{self.url}/api/egovQr/7",
            "signURL": f"{self.url}/api/egovQr/7/sign?long=1",
            "eGovMobileLaunchLink": f"https://m.egov.kz/mobileSign/?link={self.url}/e/7",
            "eGovBusinessLaunchLink": "",
            **changed,
        }

    @property
    def session(self) -> PhoneSession:
        own = f"{self.url}/api/egovQr/7"
        return PhoneSession(own, f"{own}/sign", "", b"", datetime(2026, 11, 16, tzinfo=UTC))


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    own, app = Service(), web.Application()
    app.router.add_route("*", "/{path:.*}", own.answer)
    async with TestServer(app) as server:
        own.url = str(server.make_url("")).rstrip("/")
        yield own


@pytest.fixture
async def sigex(service: Service) -> AsyncIterator[Sigex]:
    async with ClientSession() as session:
        yield Sigex(service.url, session, IMPATIENT, IMPATIENT)


async def test_a_session_is_opened(service: Service, sigex: Sigex) -> None:
    service.opened()
    session = await sigex.open("Келісімшарт", "https://t.me/bot")
    assert session == PhoneSession(
        f"{service.url}/api/egovQr/7",
        f"{service.url}/api/egovQr/7/sign?long=1",
        f"https://m.egov.kz/mobileSign/?link={service.url}/e/7",
        b"PNG",
        datetime.fromtimestamp(1_795_000_000, UTC),
    )
    asked = {"description": "Келісімшарт", "whenDone": {"backUrl": "https://t.me/bot"}}
    assert service.asked == [("POST", "/api/egovQr", asked)]


@pytest.mark.parametrize(
    "changed",
    [
        {"dataURL": "https://elsewhere.kz/api/egovQr/7"},
        {"signURL": "http://169.254.169.254/latest"},
        {"eGovMobileLaunchLink": "https://elsewhere.kz/"},
        {"eGovMobileLaunchLink": "https://m.egov.kz/mobileSign/?link=https://elsewhere.kz/e/7"},
        {"eGovMobileLaunchLink": "https://m.egov.kz/mobileSign/"},
        {"eGovMobileLaunchLink": "http://m.egov.kz.elsewhere.kz/?link="},
        {"qrCode": "no base64!"},
        {"expireAt": "soon"},
        {"expireAt": 10**30},
    ],
)
async def test_an_address_of_another_host_is_never_taken(
    service: Service, sigex: Sigex, changed: dict[str, Any]
) -> None:
    service.opened(**changed)
    with pytest.raises(Unavailable):
        await sigex.open("Келісімшарт", "https://t.me/bot")


async def test_the_document_is_handed_over(service: Service, sigex: Sigex) -> None:
    await sigex.hand_over(service.session, PAPER)
    ((method, path, asked),) = service.asked
    assert (method, path, asked["signMethod"]) == ("POST", "/api/egovQr/7", "CMS_SIGN_ONLY")
    (document,) = asked["documentsToSign"]
    assert (document["nameKz"], document["nameRu"]) == ("Келісімшарт", "Договор")
    assert document["document"]["file"] == {"mime": "@file/pdf", "data": base64.b64encode(PAPER.content).decode()}


async def test_the_signature_is_fetched(service: Service, sigex: Sigex) -> None:
    file = {"data": base64.b64encode(b"CMS").decode()}
    service.body = {"status": "SIGNED", "documentsToSign": [{"document": {"file": file}}]}
    assert await sigex.signature(service.session) == b"CMS"
    assert service.asked[0][0] == "GET"


async def test_the_person_refused(service: Service, sigex: Sigex) -> None:
    service.body = {"status": "CANCELED", "documentsToSign": []}
    with pytest.raises(Cancelled):
        await sigex.signature(service.session)


async def test_a_message_is_an_error_even_with_200(service: Service, sigex: Sigex) -> None:
    """Nothing of its words is passed on."""
    service.body = {"message": "СЫНАҚОВА 930312400016", "requestID": "1"}
    with pytest.raises(Refused) as no:
        await sigex.signature(service.session)
    assert "930312400016" not in str(no.value)
    service.status = 502
    with pytest.raises(Unavailable):
        await sigex.signature(service.session)


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b"{}", b'{"documentsToSign": [{}, {}]}', b"x" * 3_000_000])
async def test_whatever_else_comes_is_no_signature(service: Service, sigex: Sigex, raw: bytes) -> None:
    service.raw = raw
    with pytest.raises(Unavailable):
        await sigex.signature(service.session)


async def test_no_answer_in_time_a_status_a_closed_door(service: Service, sigex: Sigex) -> None:
    service.status = 404
    with pytest.raises(Unavailable, match="HTTP 404"):
        await sigex.signature(service.session)
    service.silent = True
    with pytest.raises(Unavailable, match="in time"):
        await sigex.signature(service.session)
    async with ClientSession() as session:
        with pytest.raises(Unavailable, match="connection failed"):
            await Sigex("http://127.0.0.1:9", session).open("", "")
        with pytest.raises(Unavailable, match="another host"):
            await Sigex("http://127.0.0.1:9", session).signature(service.session)
