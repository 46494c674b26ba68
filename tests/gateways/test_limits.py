"""What strangers send costs little: answers are read to their end, trust comes before hashing (R-51)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from asn1crypto import cms as syntax
from asn1crypto import core
from openpyxl import load_workbook

from gateways import wire
from gateways.cms import verifier
from gateways.cms.certificates import Trust
from gateways.cms.verifier import MOST_ATTRIBUTES, MOST_IN_ONE, CmsVerifier
from gateways.workbooks import Page, workbook
from playground.authority import KINDS, answer, authority, person, sign
from tests.gateways.test_cms import IIN, NOW, TEXT, WHOM, another, card, flaw, pinned, signer, stranger
from usecases.ports import BadSignature, Flaw

__all__ = ["pinned"]


@pytest.fixture(scope="module")
def trust() -> Trust:
    return Trust([authority(kind).root for kind in KINDS])


async def test_an_answer_that_comes_in_two_packets(pinned: Path) -> None:
    """A revoked certificate is revoked however the network cuts the answer."""
    revoked = frozenset({card("rsa").certificate.serial_number})

    async def in_two(request: web.Request) -> web.StreamResponse:
        body = answer(signer(), await request.read(), revoked, NOW)
        out = web.StreamResponse(headers={"Content-Type": "application/ocsp-response"})
        await out.prepare(request)
        await out.write(body[:200])
        await asyncio.sleep(0.1)
        await out.write(body[200:])
        return out

    app = web.Application()
    app.router.add_post("/ocsp", in_two)
    async with TestServer(app) as server, ClientSession() as session:
        asking = CmsVerifier([pinned], str(server.make_url("/ocsp")), session)
        with pytest.raises(BadSignature) as no:
            await asking.verify(TEXT, sign([card("rsa")], TEXT, NOW), NOW)
    assert no.value.flaw is Flaw.REVOKED


async def test_no_more_is_read_than_is_wanted() -> None:
    stream = asyncio.StreamReader()
    for _ in range(4):
        stream.feed_data(b"x" * 10)
    assert len(await wire.read_whole(stream, 25)) == 26  # type: ignore[arg-type]
    stream.feed_eof()
    assert len(await wire.read_whole(stream, 25)) == 14  # type: ignore[arg-type]


def test_nothing_is_hashed_for_who_is_not_trusted(trust: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streebog takes a second for 80 KB, under a lock that everybody waits for."""
    foreign = sign([stranger().issue(WHOM)], TEXT, NOW)
    hashed: list[int] = []
    monkeypatch.setattr(verifier, "digest", lambda _oid, content: hashed.append(len(content)))
    assert flaw(TEXT, foreign, trust) is Flaw.FOREIGN
    assert hashed == []


def test_long_attributes(trust: Trust) -> None:
    info = syntax.ContentInfo.load(sign([card("rsa")], TEXT, NOW))
    attributes = info["content"]["signer_infos"][0]["signed_attrs"]
    attributes.append({"type": "1.2.3.4", "values": [core.OctetString(bytes(MOST_ATTRIBUTES))]})
    assert flaw(TEXT, info.dump(force=True), trust) is Flaw.GARBAGE


def test_a_long_certificate(trust: Trust) -> None:
    """It is hashed to see whether it is trusted."""
    long = another(subject=person(IIN, "СЫНАҚОВА", "АЙГҮЛ", "Ы" * MOST_IN_ONE))
    assert flaw(TEXT, sign([long], TEXT, NOW), trust) is Flaw.GARBAGE
    beside = replace(card("rsa"), above=(*card("rsa").above, long.certificate))
    assert flaw(TEXT, sign([beside], TEXT, NOW), trust) is Flaw.GARBAGE


def test_control_characters_have_no_place_in_a_workbook() -> None:
    """A register may give a name with one; the template is written all the same."""
    (sheet,) = load_workbook(BytesIO(workbook([Page("А", [["аты"], ["Әли\x0bхан\x00"], ["=1+1"]])]))).worksheets
    assert [row[0].value for row in sheet.iter_rows()] == ["аты", "Әлихан", "=1+1"]
    assert sheet["A3"].data_type == "s"
