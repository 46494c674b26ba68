"""The acceptance list: what has to hold before a detached CMS counts as a person's signature (R-11, R-51, R-55).

One signer; `messageDigest` equals the hash of our stored bytes; the signature is right; a chain up to a pinned root; valid
now, and when it says that it was made; a key that is there to sign for oneself; not revoked, or nobody could be asked.
Reading the IIN out of a CMS without all of that would be forgeable. The mathematics takes up to a second: in a thread, and
one at a time, for a thread that computes slows everybody's replies down.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from asn1crypto import cms as syntax
from asn1crypto import core, pem
from asn1crypto.x509 import Certificate

from gateways.cms import ocsp
from gateways.cms.algorithms import NotInUse, digest, is_signed, key_of, kind_of
from gateways.cms.certificates import Trust, check_purpose, check_valid, iin_of, load, name_of
from usecases.ports import BadSignature, Flaw, Revocation, Signed

MOST_BYTES = 256 * 1024
MOST_CERTIFICATES = 8  # a chain has four at most, and each costs up to half a second
MOST_IN_ONE = 8 * 1024  # bytes of a certificate; a second of Streebog is 80 KB, and one is hashed before it is trusted
MOST_ATTRIBUTES = 4 * 1024  # bytes of what is put under the signature: a hash, a type, a time
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Checked:
    """A signature in which everything holds but what only the responder knows."""

    signed: Signed
    question: ocsp.Question


class CmsVerifier:
    """Checks signatures by the roots in these files; `ocsp_url` is the responder, None where there is none to ask."""

    def __init__(self, roots: Iterable[Path], ocsp_url: str | None, session: ClientSession) -> None:
        self._trust = Trust(load(roots))
        self._ocsp_url, self._session = ocsp_url, session
        self._one_at_a_time = asyncio.Lock()

    async def verify(self, content: bytes, cms: bytes, now: datetime) -> Signed:
        """Who has signed `content`; raises `BadSignature`."""
        if len(cms) > MOST_BYTES:
            raise BadSignature(Flaw.TOO_LARGE)
        async with self._one_at_a_time:
            checked = await asyncio.to_thread(check, content, cms, self._trust, now)
        answer = await ocsp.ask(self._session, self._ocsp_url, checked.question) if self._ocsp_url else None
        if answer is None:
            return checked.signed
        async with self._one_at_a_time:
            good = await asyncio.to_thread(ocsp.is_good, answer, checked.question, self._trust, now)
        if good is None:
            return checked.signed
        if not good:
            raise BadSignature(Flaw.REVOKED)
        return replace(checked.signed, revocation=Revocation.GOOD)


def check(content: bytes, cms: bytes, trust: Trust, now: datetime) -> Checked:
    """Everything that can be checked without asking anybody; BadSignature."""
    try:
        return _check(content, _signed_data(cms), trust, now)
    except NotInUse:
        raise BadSignature(Flaw.FOREIGN) from None
    except UNREADABLE:
        raise BadSignature(Flaw.GARBAGE) from None


def _check(content: bytes, data: Any, trust: Trust, now: datetime) -> Checked:
    if not isinstance(data["encap_content_info"]["content"], core.Void):
        raise BadSignature(Flaw.NOT_DETACHED)
    if len(data["signer_infos"]) != 1:
        raise BadSignature(Flaw.MANY_SIGNERS if len(data["signer_infos"]) else Flaw.GARBAGE)
    if len(data["certificates"]) > MOST_CERTIFICATES:
        raise BadSignature(Flaw.GARBAGE)
    (signer,) = data["signer_infos"]
    sent = [one.chosen for one in data["certificates"] if one.name == "certificate"]
    if any(len(one.contents) > MOST_IN_ONE for one in sent) or len(signer["signed_attrs"].contents) > MOST_ATTRIBUTES:
        raise BadSignature(Flaw.GARBAGE)
    certificate = _certificate_of(signer, sent)
    issuer = trust.issuer_of(certificate, sent, now)  # first: hashing what strangers send takes as long as they like
    at = _check_attributes(content, signer, certificate)
    if at is not None:
        check_valid(certificate, at)
    check_purpose(certificate)
    return Checked(
        Signed(
            iin=iin_of(certificate),
            name=name_of(certificate),
            certificate=f"{certificate.serial_number:x}",
            kind=kind_of(key_of(certificate)),
            revocation=Revocation.UNKNOWN,
            at=at,
        ),
        ocsp.Question(certificate, issuer),
    )


def _signed_data(cms: bytes) -> Any:
    """The signed data in DER, PEM, or bare Base64."""
    if pem.detect(cms):
        cms = pem.unarmor(cms)[2]
    elif not cms.startswith(b"\x30"):
        try:
            cms = base64.b64decode(b"".join(cms.split()), validate=True)
        except binascii.Error:
            raise BadSignature(Flaw.GARBAGE) from None
    info = syntax.ContentInfo.load(cms, strict=True)
    if info["content_type"].native != "signed_data":
        raise BadSignature(Flaw.GARBAGE)
    return info["content"]


def _certificate_of(signer: Any, sent: list[Certificate]) -> Certificate:
    """The one certificate that the signer names; BadSignature GARBAGE."""
    sid = signer["sid"]
    if sid.name == "issuer_and_serial_number":
        issuer, number = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
        named = [one for one in sent if one.issuer.dump() == issuer and one.serial_number == number]
    else:
        named = [one for one in sent if one.key_identifier == sid.chosen.native]
    if not named:
        raise BadSignature(Flaw.GARBAGE)
    return named[0]


def _check_attributes(content: bytes, signer: Any, certificate: Certificate) -> datetime | None:
    """What the signer has put his name to is our bytes; the time that he states, if he does."""
    attributes = signer["signed_attrs"]
    if isinstance(attributes, core.Void):
        raise BadSignature(Flaw.GARBAGE)
    hash_oid = signer["digest_algorithm"]["algorithm"].dotted
    if _only(attributes, "content_type") != "data":
        raise BadSignature(Flaw.GARBAGE)
    stated = _only(attributes, "message_digest")
    if not isinstance(stated, bytes) or not compare_digest(stated, digest(hash_oid, content)):
        raise BadSignature(Flaw.TAMPERED)
    oid = signer["signature_algorithm"]["algorithm"].dotted
    as_set = attributes.untag().dump(force=True)  # they stand under a tag of their own, and are signed as SET OF
    if not is_signed(key_of(certificate), oid, hash_oid, as_set, signer["signature"].native):
        raise BadSignature(Flaw.BAD_SIGNATURE)
    at = _only(attributes, "signing_time")
    return at if isinstance(at, datetime) else None


def _only(attributes: Any, name: str) -> object:
    """The one value of the one attribute of this type; None without it, BadSignature GARBAGE if there are several."""
    found = [one["values"] for one in attributes if one["type"].native == name]
    if not found:
        return None
    if len(found) > 1 or len(found[0]) != 1:
        raise BadSignature(Flaw.GARBAGE)
    value: object = found[0][0].native
    return value
