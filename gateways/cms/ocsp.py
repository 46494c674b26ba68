"""Whether a certificate was revoked, asked of the authority's OCSP responder.

An answer counts only when the authority, or a responder that it has appointed, has signed it, and it is fresh. Whatever
cannot be asked or read is None: that is recorded, never guessed.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from asn1crypto import core, ocsp
from asn1crypto.x509 import Certificate

from gateways.cms.algorithms import NotInUse, bits, is_signed, key_of, raw
from gateways.cms.certificates import OCSP_SIGNING, Trust, purposes
from gateways.wire import read_whole
from usecases.ports import BadSignature

SKEW = timedelta(minutes=10)  # by so much two clocks may differ
FRESH = timedelta(days=1)  # an answer without nextUpdate is good for so long
PATIENCE = ClientTimeout(total=8, connect=4)
MOST_BYTES = 64 * 1024
MOST_CERTIFICATES = 4
KIND = "application/ocsp-request"


class Question:
    """A question about one certificate; `nonce` keeps an old answer from being given again."""

    def __init__(self, certificate: Certificate, issuer: Certificate) -> None:
        self.issuer = issuer
        self.nonce = secrets.token_bytes(16)
        self.id = ocsp.CertId(
            {
                "hash_algorithm": {"algorithm": "sha1", "parameters": core.Null()},
                "issuer_name_hash": _sha1(issuer.subject.dump()),
                "issuer_key_hash": _sha1(bits(key_of(issuer))),
                "serial_number": certificate.serial_number,
            }
        )

    def dump(self) -> bytes:
        """As it goes out."""
        nonce = {"extn_id": "nonce", "extn_value": core.OctetString(self.nonce)}
        asked = {"request_list": [{"req_cert": self.id}], "request_extensions": [nonce]}
        return bytes(ocsp.OCSPRequest({"tbs_request": asked}).dump())


async def ask(session: ClientSession, url: str, question: Question) -> bytes | None:
    """The responder's answer, unread; None when there is none in time."""
    try:
        async with session.post(
            url, data=question.dump(), headers={"Content-Type": KIND}, timeout=PATIENCE, allow_redirects=False
        ) as response:
            body = await read_whole(response.content, MOST_BYTES)
            return body if response.status == 200 and len(body) <= MOST_BYTES else None
    except (TimeoutError, ClientError, OSError):
        return None


def is_good(answer: bytes, question: Question, trust: Trust, now: datetime) -> bool | None:
    """Whether the certificate stands; None when the answer is none that counts."""
    try:
        return _read(answer, question, trust, now)
    except (ValueError, TypeError, KeyError, IndexError, BadSignature):
        return None


def _read(answer: bytes, question: Question, trust: Trust, now: datetime) -> bool | None:
    response = ocsp.OCSPResponse.load(answer, strict=True)
    if response["response_status"].native != "successful":
        return None
    basic = response["response_bytes"]["response"].parsed
    data = basic["tbs_response_data"]
    single = _about(data, question)
    if single is None or not _is_fresh(single, now) or _nonce(data) not in (None, question.nonce):
        return None
    if not _is_signed(basic, question.issuer, trust, now):
        return None
    return bool(single["cert_status"].name == "good")


def _about(data: Any, question: Question) -> Any:
    wanted = question.id.native
    names = ("issuer_name_hash", "issuer_key_hash", "serial_number")
    return next((s for s in data["responses"] if all(s["cert_id"].native[n] == wanted[n] for n in names)), None)


def _is_fresh(single: Any, now: datetime) -> bool:
    begun, until = single["this_update"].native, single["next_update"].native
    return bool(begun - SKEW <= now <= (until or begun + FRESH) + SKEW)


def _nonce(data: Any) -> bytes | None:
    extensions = data["response_extensions"]
    if isinstance(extensions, core.Void):
        return None
    for one in extensions:
        if one["extn_id"].native == "nonce":
            return bytes(one["extn_value"].parsed.native)
    return None


def _is_signed(basic: Any, issuer: Certificate, trust: Trust, now: datetime) -> bool:
    """By the authority itself, or by one whom it has appointed to answer."""
    oid, signature = basic["signature_algorithm"]["algorithm"].dotted, basic["signature"].native
    content = raw(basic["tbs_response_data"])
    sent = [] if isinstance(basic["certs"], core.Void) else list(basic["certs"])
    if len(sent) > MOST_CERTIFICATES:
        return False
    for signer in (issuer, *(one for one in sent if _is_appointed(one, issuer, trust, now))):
        try:
            if is_signed(key_of(signer), oid, oid, content, signature):
                return True
        except NotInUse:
            continue
    return False


def _is_appointed(certificate: Certificate, issuer: Certificate, trust: Trust, now: datetime) -> bool:
    if OCSP_SIGNING not in purposes(certificate):
        return False
    try:
        return raw(trust.issuer_of(certificate, [issuer], now)) == raw(issuer)
    except BadSignature:
        return False


def _sha1(content: bytes) -> bytes:
    return hashlib.sha1(content, usedforsecurity=False).digest()
