"""A detached CMS as a person's signature: each check of the acceptance list, and what breaks it (R-11, R-51, R-55)."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from asn1crypto import cms as syntax
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import pem

from gateways.cms import ocsp
from gateways.cms.algorithms import raw
from gateways.cms.certificates import ORGANISATION, Trust, load
from gateways.cms.verifier import MOST_BYTES, MOST_CERTIFICATES, CmsVerifier, check
from playground.authority import (
    EMAIL_PROTECTION,
    KINDS,
    Authority,
    Card,
    Kind,
    Whom,
    answer,
    authority,
    person,
    responder,
    roots,
    sign,
)
from usecases.ports import BadSignature, Flaw, Revocation, Signed

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)
DAY = timedelta(days=1)
TEXT = "Қызығушылықты растаймын. № 0000001".encode()
IIN = "930312400016"
SUBJECT = person(IIN, "СЫНАҚОВА", "АЙГҮЛ", "МЫСАЛҚЫЗЫ")
WHOM = Whom(SUBJECT, NOW - DAY, NOW + 365 * DAY)


@cache
def card(kind: Kind) -> Card:
    """Aigul's."""
    return authority(kind).issue(WHOM)


@cache
def stranger() -> Authority:
    """An authority that nobody has pinned."""
    return Authority("rsa")


@pytest.fixture(scope="module")
def trust() -> Trust:
    return Trust([authority(kind).root for kind in KINDS])


def flaw(content: bytes, cms: bytes, trust: Trust, now: datetime = NOW) -> Flaw:
    """Why a signature is not accepted."""
    with pytest.raises(BadSignature) as no:
        check(content, cms, trust, now)
    return no.value.flaw


def another(**changed: object) -> Card:
    """A card like Aigul's, but for this; the key is the same, for making one takes a while."""
    return authority("rsa").issue(replace(WHOM, **changed), card("rsa").key)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_that_holds(kind: Kind, trust: Trust) -> None:
    """R-51, R-55: who has signed, by which certificate, when."""
    signed = check(TEXT, sign([card(kind)], TEXT, NOW), trust, NOW).signed
    number = f"{card(kind).certificate.serial_number:x}"
    assert signed == Signed(IIN, "СЫНАҚОВА АЙГҮЛ МЫСАЛҚЫЗЫ", number, kind, Revocation.UNKNOWN, NOW)
    assert IIN not in repr(BadSignature(Flaw.FOREIGN))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_that_was_tampered_with(kind: Kind, trust: Trust) -> None:
    assert flaw(TEXT + b".", sign([card(kind)], TEXT, NOW), trust) is Flaw.TAMPERED


@pytest.mark.parametrize("kind", KINDS)
def test_signed_attributes_that_were_tampered_with(kind: Kind, trust: Trust) -> None:
    """The right hash, put under another one's signature."""
    whole, later = (sign([card(kind)], TEXT, at) for at in (NOW, NOW + timedelta(hours=1)))
    bent = whole.replace(signature_in(whole), signature_in(later))
    assert flaw(TEXT, bent, trust) is Flaw.BAD_SIGNATURE


def signature_in(cms: bytes) -> bytes:
    return bytes(syntax.ContentInfo.load(cms)["content"]["signer_infos"][0]["signature"].native)


def test_a_signature_without_signed_attributes(trust: Trust) -> None:
    """Nothing in it would be the hash of our bytes."""
    info = syntax.ContentInfo.load(sign([card("rsa")], TEXT, NOW))
    signer = info["content"]["signer_infos"][0]
    del signer["signed_attrs"]
    signer["signature"] = card("rsa").key.sign(TEXT)
    assert flaw(TEXT, info.dump(force=True), trust) is Flaw.GARBAGE


def test_a_foreign_authority(trust: Trust) -> None:
    """Of the same names, even: what counts is the key of the pinned root."""
    foreign = stranger().issue(WHOM)
    assert flaw(TEXT, sign([foreign], TEXT, NOW), trust) is Flaw.FOREIGN
    assert flaw(TEXT, sign([replace(foreign, above=card("rsa").above)], TEXT, NOW), trust) is Flaw.FOREIGN
    brought = replace(foreign, above=(*foreign.above, stranger().root))
    assert flaw(TEXT, sign([brought], TEXT, NOW), trust) is Flaw.FOREIGN


def test_a_person_who_plays_the_authority(trust: Trust) -> None:
    """A certificate signed with a person's own key, which is not there to certify."""
    aigul = card("rsa")
    forged = authority("rsa")._make(aigul.key, WHOM, aigul.certificate.subject, aigul.key)
    held = Card(aigul.key, forged, (aigul.certificate, *aigul.above))
    assert flaw(TEXT, sign([held], TEXT, NOW), trust) is Flaw.FOREIGN


def test_the_issuing_authority_may_be_the_operators(trust: Trust) -> None:
    """Phones send their own certificate alone: what lies between it and the root is given beside the roots."""
    alone = sign([replace(card("rsa"), above=())], TEXT, NOW)
    assert flaw(TEXT, alone, trust) is Flaw.FOREIGN
    wide = Trust([authority("rsa").issuing.certificate, authority("rsa").root])
    assert check(TEXT, alone, wide, NOW).signed.iin == IIN


def test_not_valid_any_more_or_not_yet(trust: Trust) -> None:
    cms = sign([card("rsa")], TEXT, NOW)
    assert flaw(TEXT, cms, trust, NOW + 366 * DAY) is Flaw.EXPIRED
    assert flaw(TEXT, cms, trust, NOW - 2 * DAY) is Flaw.EXPIRED
    assert flaw(TEXT, sign([card("rsa")], TEXT, NOW - 2 * DAY), trust) is Flaw.EXPIRED


def test_the_wrong_purpose(trust: Trust) -> None:
    """The key that signs in to portals, an organisation's, one that names nobody, one without any purpose."""
    for_portals = another(usage=frozenset({"digital_signature", "key_encipherment"}))
    assert flaw(TEXT, sign([for_portals], TEXT, NOW), trust) is Flaw.PURPOSE
    employees = another(purposes=(EMAIL_PROTECTION, ORGANISATION, f"{ORGANISATION}.5"))
    assert flaw(TEXT, sign([employees], TEXT, NOW), trust) is Flaw.ORGANISATION
    assert flaw(TEXT, sign([another(purposes=(EMAIL_PROTECTION,))], TEXT, NOW), trust) is Flaw.PURPOSE
    assert flaw(TEXT, sign([another(purposes=())], TEXT, NOW), trust) is Flaw.PURPOSE
    assert flaw(TEXT, sign([another(subject=person("", "А", "Б"))], TEXT, NOW), trust) is Flaw.PURPOSE


def test_two_signers_or_none(trust: Trust) -> None:
    assert flaw(TEXT, sign([card("rsa"), card("rsa")], TEXT, NOW), trust) is Flaw.MANY_SIGNERS
    assert flaw(TEXT, sign([], TEXT, NOW), trust) is Flaw.GARBAGE


def test_not_detached(trust: Trust) -> None:
    """It must be our own bytes that count, not the ones that came along."""
    assert flaw(TEXT, sign([card("rsa")], TEXT, NOW, attached=True), trust) is Flaw.NOT_DETACHED


def test_garbage(trust: Trust) -> None:
    whole = sign([card("rsa")], TEXT, NOW)
    certificate = raw(card("rsa").certificate)
    broken = [b"", b"\x30", b"hello", b"%PDF-1.7", b"\x30\x80" * 5000, certificate, whole[:-1], whole + b"\x00"]
    broken += [whole[:200] + bytes([whole[200] ^ 0xFF]) + whole[201:], b"-----BEGIN CMS-----\nxx\n-----END CMS-----\n"]
    for cms in broken:
        assert flaw(TEXT, cms, trust) in {Flaw.GARBAGE, Flaw.FOREIGN, Flaw.TAMPERED}, cms[:20]


def test_every_byte_matters_or_changes_nothing(trust: Trust) -> None:
    """One bit turned anywhere: refused, or still the very same person's signature under the very same bytes."""
    whole = sign([card("rsa")], TEXT, NOW)
    for at in range(0, len(whole), 29):
        bent = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with contextlib.suppress(BadSignature):
            assert check(TEXT, bent, trust, NOW).signed.iin == IIN


def test_in_any_usual_wrapping(trust: Trust) -> None:
    """DER, PEM, bare Base64 with line ends."""
    whole = sign([card("rsa")], TEXT, NOW)
    for wrapped in (whole, pem.armor("CMS", whole), base64.encodebytes(whole)):
        assert check(TEXT, wrapped, trust, NOW).signed.iin == IIN


def test_roots_are_read_from_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "roots.pem").write_bytes(roots())
    (tmp_path / "ca.cer").write_bytes(raw(authority("rsa").issuing.certificate))
    assert len(load([tmp_path])) == 3
    assert len(load([tmp_path / "roots.pem"])) == 2
    (tmp_path / "ca.cer").write_bytes(b"no certificate")
    with pytest.raises(ValueError):  # noqa: PT011 - asn1crypto's own words
        load([tmp_path])
    with pytest.raises(ValueError, match="no root"):
        Trust([authority("rsa").issuing.certificate])


# ---- revocation ------------------------------------------------------------------------------------------------------


class Responder:
    """An OCSP responder that answers as the test says."""

    def __init__(self) -> None:
        self.url = ""
        self.revoked: frozenset[int] = frozenset()
        self.at, self.status = NOW, 200
        self.by: Card | None = None
        self.last = b""
        self.replayed = b""

    async def answer(self, request: web.Request) -> web.Response:
        assert request.content_type == "application/ocsp-request"
        self.last = self.replayed or answer(self.by or signer(), await request.read(), self.revoked, self.at)
        return web.Response(body=self.last, status=self.status)


@cache
def signer() -> Card:
    return responder(authority("rsa"))


@pytest.fixture
async def asked(pinned: Path) -> AsyncIterator[tuple[Responder, CmsVerifier]]:
    """A responder, and a verifier that asks it."""
    own, app = Responder(), web.Application()
    app.router.add_post("/ocsp", own.answer)
    async with TestServer(app) as server, ClientSession() as session:
        own.url = str(server.make_url("/ocsp"))
        yield own, CmsVerifier([pinned], own.url, session)


@pytest.fixture(scope="module")
def pinned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the roots."""
    file = tmp_path_factory.mktemp("eds") / "roots.pem"
    file.write_bytes(roots())
    return file


async def verified(verifier: CmsVerifier, by: Card | None = None) -> Signed:
    return await verifier.verify(TEXT, sign([by or card("rsa")], TEXT, NOW), NOW)


async def test_good(asked: tuple[Responder, CmsVerifier]) -> None:
    """By an appointed responder, and by the authority itself."""
    own, verifier = asked
    assert (await verified(verifier)).revocation is Revocation.GOOD
    own.by = authority("rsa").issuing
    assert (await verified(verifier)).revocation is Revocation.GOOD


async def test_revoked(asked: tuple[Responder, CmsVerifier]) -> None:
    own, verifier = asked
    own.revoked = frozenset({card("rsa").certificate.serial_number})
    with pytest.raises(BadSignature) as no:
        await verified(verifier)
    assert no.value.flaw is Flaw.REVOKED


async def test_nobody_could_be_asked(asked: tuple[Responder, CmsVerifier]) -> None:
    """Recorded, not guessed: no answer, a strange one, an old one, one given before, one that a stranger has signed."""
    own, verifier = asked
    await verified(verifier)
    own.replayed = own.last
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN
    own.replayed = b"\x30\x03\x0a\x01\x06"
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN
    own.replayed = b"garbage"
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN
    own.replayed, own.status = b"", 503
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN
    own.status, own.at = 200, NOW - DAY
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN
    own.at, own.by = NOW, card("rsa")
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN
    own.by = responder(stranger())
    assert (await verified(verifier)).revocation is Revocation.UNKNOWN


async def test_nobody_is_asked_where_there_is_no_responder(pinned: Path) -> None:
    async with ClientSession() as session:
        for url in ("http://127.0.0.1:9/", None):
            assert (await verified(CmsVerifier([pinned], url, session))).revocation is Revocation.UNKNOWN


async def test_gost_is_asked_about_too(asked: tuple[Responder, CmsVerifier]) -> None:
    own, verifier = asked
    own.by = authority("gost").issuing
    signed = await verified(verifier, card("gost"))
    assert (signed.kind, signed.revocation) == ("gost", Revocation.GOOD)


async def test_a_huge_file(asked: tuple[Responder, CmsVerifier]) -> None:
    """It is not even read."""
    with pytest.raises(BadSignature) as no:
        await asked[1].verify(TEXT, b"\x30" * (MOST_BYTES + 1), NOW)
    assert no.value.flaw is Flaw.TOO_LARGE


def test_more_certificates_than_any_chain_has(trust: Trust) -> None:
    """Each costs time under a lock that everybody waits for: nothing is computed for such a file or answer."""
    own = card("rsa")
    for many, expected in ((MOST_CERTIFICATES, None), (MOST_CERTIFICATES + 1, Flaw.GARBAGE)):
        stuffed = replace(own, above=(own.above * MOST_CERTIFICATES)[: many - 1])
        cms = sign([stuffed], TEXT, NOW)
        if expected is None:
            assert check(TEXT, cms, trust, NOW).signed.iin == IIN
        else:
            assert flaw(TEXT, cms, trust) is expected
    question = ocsp.Question(own.certificate, authority("rsa").issuing.certificate)
    told = answer(signer(), question.dump(), frozenset(), NOW)
    assert ocsp.is_good(with_certificates(told, ocsp.MOST_CERTIFICATES), question, trust, NOW) is True
    assert not ocsp.is_good(with_certificates(told, ocsp.MOST_CERTIFICATES + 1), question, trust, NOW)


def with_certificates(told: bytes, many: int) -> bytes:
    """The same answer with so many certificates beside it, which nobody has signed."""
    response = asn1_ocsp.OCSPResponse.load(told)
    basic = response["response_bytes"]["response"].parsed.copy()
    basic["certs"] = [signer().certificate] * many
    inner = {"response_type": "basic_ocsp_response", "response": basic}
    return bytes(asn1_ocsp.OCSPResponse({"response_status": "successful", "response_bytes": inner}).dump())


def test_an_answer_about_another_certificate(trust: Trust) -> None:
    """Good for one is not good for all."""
    cards = (card("rsa"), another())
    questions = [ocsp.Question(one.certificate, authority("rsa").issuing.certificate) for one in cards]
    told = answer(signer(), questions[0].dump(), frozenset(), NOW)
    assert ocsp.is_good(told, questions[0], trust, NOW) is True
    assert ocsp.is_good(told, questions[1], trust, NOW) is None
