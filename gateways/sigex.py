"""Signing on a phone with eGov Mobile through SIGEX; no public address of ours is needed for it.

A session is good once, until `expireAt`. The document is handed over and the signature fetched by long polls, which may be
asked again after a broken line or a restart. An error is `message`, even with status 200. Addresses that come back are
called only on the configured host, and a launch link is shown only if it leads to eGov Mobile or to that host.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout

from gateways.wire import PATIENCE, read_whole
from usecases.ports import Cancelled, Paper, PhoneSession, Refused, Unavailable

WHO = "SIGEX"
LONG_POLL = ClientTimeout(total=150, connect=5)
MOST_BYTES = 2 * 1024 * 1024
EGOV_MOBILE = "m.egov.kz"
CANCELED = "CANCELED"
PDF = "@file/pdf"


class Sigex:
    """Talks to SIGEX, or to whoever speaks its dialect at `url`."""

    def __init__(
        self, url: str, session: ClientSession, patience: ClientTimeout = PATIENCE, long_poll: ClientTimeout = LONG_POLL
    ) -> None:
        self._url, self._session = url.rstrip("/"), session
        self._patience, self._long_poll = patience, long_poll

    async def open(self, description: str, back_url: str) -> PhoneSession:
        """A new session; raises `Unavailable`."""
        asked = {"description": description, "whenDone": {"backUrl": back_url}}
        answer = await self._ask("POST", f"{self._url}/api/egovQr", self._patience, asked)
        try:
            opened = PhoneSession(
                data_url=str(answer["dataURL"]),
                sign_url=str(answer["signURL"]),
                link=str(answer["eGovMobileLaunchLink"]),
                qr=base64.b64decode(answer["qrCode"], validate=True),
                expires_at=datetime.fromtimestamp(int(answer["expireAt"]) // 1000, UTC),
            )
        except (KeyError, TypeError, ValueError, OverflowError, OSError):
            raise Unavailable(f"{WHO}: the answer lacks something") from None
        if not (
            self._is_theirs(opened.data_url) and self._is_theirs(opened.sign_url) and self._leads_well(opened.link)
        ):
            raise Unavailable(f"{WHO}: an address of another host")
        return opened

    async def hand_over(self, session: PhoneSession, paper: Paper) -> None:
        """Give the document; returns when the phone has fetched it. Raises `Unavailable`, `Refused`."""
        file = {"mime": PDF if paper.is_pdf else "", "data": base64.b64encode(paper.content).decode()}
        document = {
            "id": 1,
            "nameRu": paper.name_ru,
            "nameKz": paper.name_kk,
            "nameEn": paper.name_ru,
            "meta": [],
            "document": {"file": file},
        }
        asked = {"signMethod": "CMS_SIGN_ONLY", "documentsToSign": [document]}
        await self._ask("POST", session.data_url, self._long_poll, asked)

    async def signature(self, session: PhoneSession) -> bytes:
        """The CMS, when the person has signed. Raises `Cancelled`, `Unavailable`, `Refused`."""
        answer = await self._ask("GET", session.sign_url, self._long_poll)
        if answer.get("status") == CANCELED:
            raise Cancelled
        try:
            (document,) = answer["documentsToSign"]
            return base64.b64decode(document["document"]["file"]["data"], validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error):
            raise Unavailable(f"{WHO}: there is no signature in the answer") from None

    def _is_theirs(self, url: str) -> bool:
        own, given = urlsplit(self._url), urlsplit(url)
        return (given.scheme, given.netloc) == (own.scheme, own.netloc)

    def _leads_well(self, link: str) -> bool:
        """The document is fetched from where the link says: that has to be SIGEX too."""
        if self._is_theirs(link):
            return True
        parts = urlsplit(link)
        inner = parse_qs(parts.query).get("link", [])
        return parts.scheme == "https" and parts.netloc == EGOV_MOBILE and len(inner) == 1 and self._is_theirs(inner[0])

    async def _ask(
        self, method: str, url: str, patience: ClientTimeout, asked: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        if not self._is_theirs(url):
            raise Unavailable(f"{WHO}: an address of another host")
        try:
            async with self._session.request(
                method, url, json=asked, timeout=patience, allow_redirects=False
            ) as response:
                status, body = response.status, await read_whole(response.content, MOST_BYTES)
        except TimeoutError:
            raise Unavailable(f"{WHO}: no answer in time") from None
        except (ClientError, OSError) as error:
            raise Unavailable(f"{WHO}: connection failed ({type(error).__name__})") from None
        return _read(status, body)


def _read(status: int, body: bytes) -> Mapping[str, Any]:
    """The answer; a message in it is an error, whatever the status says. Its words are not ours to pass on."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Unavailable(f"{WHO}: HTTP {status}, no JSON") from None
    if not isinstance(answer, dict):
        raise Unavailable(f"{WHO}: the answer is no JSON object")
    if answer.get("message"):
        if status < 500:
            raise Refused(status)
        raise Unavailable(f"{WHO}: HTTP {status}")
    if status != 200:
        raise Unavailable(f"{WHO}: HTTP {status}")
    return answer
