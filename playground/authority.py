"""A certification authority of our own: certificates of the national layout, detached CMS signatures, OCSP answers.

Both kinds, RSA and GOST 34.10-2015-512, each with a root and an issuing authority beneath it. Keys live as long as the
process; the roots are made once in it. Nothing here is worth anything outside of the playground.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Literal, Protocol

from asn1crypto import algos, cms, core, keys, ocsp, pem, x509
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateways.cms.algorithms import (
    CURVE,
    GOST_KEY,
    GOST_SIGNATURE,
    HALF,
    STREEBOG_512,
    PublicKey,
    backwards,
    bits,
    gost,
    raw,
    streebog,
)
from gateways.cms.certificates import INDIVIDUAL, OCSP_SIGNING

Kind = Literal["rsa", "gost"]
KINDS: tuple[Kind, ...] = ("rsa", "gost")

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
UNTIL = datetime(2045, 1, 1, tzinfo=UTC)
SIGNS_FOR_PEOPLE = frozenset({"digital_signature", "non_repudiation"})
AUTHORITY = frozenset({"key_cert_sign", "crl_sign"})
EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"


class Key(Protocol):
    """A private key of one kind."""

    @property
    def signature(self) -> str:
        """The OID of the algorithm that it signs by."""
        ...

    @property
    def hash(self) -> str:
        """The OID of the hash."""
        ...

    @property
    def public(self) -> Any:
        """The public key as certificates carry it."""
        ...

    def digest(self, content: bytes) -> bytes:
        """The hash of some bytes."""
        ...

    def sign(self, content: bytes) -> bytes:
        """A signature under some bytes."""
        ...


class RsaKey:
    """RSA with SHA-256, 2048 bits."""

    signature = "1.2.840.113549.1.1.11"
    hash = "2.16.840.1.101.3.4.2.1"

    def __init__(self) -> None:
        self._private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        der = self._private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.public = PublicKey.load(der)

    def digest(self, content: bytes) -> bytes:
        """SHA-256."""
        return hashlib.sha256(content).digest()

    def sign(self, content: bytes) -> bytes:
        """PKCS #1 v1.5."""
        return self._private.sign(content, padding.PKCS1v15(), hashes.SHA256())


class GostKey:
    """GOST 34.10-2015 with 512 bits, in Kazakhstan's encoding."""

    signature = GOST_SIGNATURE
    hash = STREEBOG_512

    def __init__(self) -> None:
        self._private = bytearray((1 + secrets.randbelow(int(CURVE["q"]) - 1)).to_bytes(HALF, "big"))
        point = bytes(gost().public_key_generate(self._private))
        self.public = _public_gost(backwards(point))

    def digest(self, content: bytes) -> bytes:
        """Streebog-512."""
        return streebog(content)

    def sign(self, content: bytes) -> bytes:
        """r and s, each little-endian."""
        signed = gost().sign(self._private, bytearray(streebog(content)[::-1]))
        return backwards(bytes(signed))


def _public_gost(point: bytes) -> Any:
    """X and Y, as a certificate carries them."""
    algorithm = {"algorithm": GOST_KEY, "parameters": core.Any(core.Null())}
    return PublicKey({"algorithm": algorithm, "public_key": core.OctetString(point).dump()})


KEYS: dict[Kind, type[RsaKey] | type[GostKey]] = {"rsa": RsaKey, "gost": GostKey}


@dataclass(frozen=True, slots=True)
class Card:
    """A key with its certificate, and the certificates that vouch for it up to the root, which stays out."""

    key: Key
    certificate: Certificate
    above: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a certificate is for, and what it allows."""

    subject: Any
    since: datetime
    until: datetime
    usage: frozenset[str] = SIGNS_FOR_PEOPLE
    purposes: tuple[str, ...] = (EMAIL_PROTECTION, INDIVIDUAL)
    is_ca: bool = False


def person(iin: str, surname: str, given: str, patronymic: str | None = None, **more: str) -> Any:
    """The subject of a person in the national layout; GIVENNAME is the patronymic there."""
    names = {
        "common_name": f"{surname} {given}",
        "surname": surname,
        "serial_number": f"IIN{iin}",
        "country_name": "KZ",
    }
    if patronymic:
        names["given_name"] = patronymic
    return x509.Name.build({**names, **more})


class Authority:
    """A root and an issuing authority of one kind."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._root_key = KEYS[kind]()
        name = x509.Name.build({"common_name": f"PLAYGROUND ROOT ({kind})", "country_name": "KZ"})
        self.root = self._make(self._root_key, _authority(name), name, self._root_key)
        self._issuing: Card | None = None

    @property
    def issuing(self) -> Card:
        """The authority that issues people's certificates; made when the first is asked for."""
        if self._issuing is None:
            key = KEYS[self.kind]()
            name = x509.Name.build({"common_name": f"PLAYGROUND CA ({self.kind})", "country_name": "KZ"})
            self._issuing = Card(key, self._make(key, _authority(name), self.root.subject, self._root_key))
        return self._issuing

    def issue(self, whom: Whom, key: Key | None = None) -> Card:
        """A certificate, with a fresh key unless there is one."""
        own, issuing = key or KEYS[self.kind](), self.issuing
        made = self._make(own, whom, issuing.certificate.subject, issuing.key)
        return Card(own, made, (issuing.certificate,))

    def _make(self, key: Key, whom: Whom, issuer: Any, by: Key) -> Certificate:
        algorithm = {"algorithm": by.signature}
        extensions: list[dict[str, Any]] = [
            {"extn_id": "key_usage", "critical": True, "extn_value": x509.KeyUsage(set(whom.usage))},
            {"extn_id": "key_identifier", "extn_value": core.OctetString(_identifier(key))},
        ]
        if whom.is_ca:
            basic = x509.BasicConstraints({"ca": True})
            extensions.append({"extn_id": "basic_constraints", "critical": True, "extn_value": basic})
        if whom.purposes:
            every = x509.ExtKeyUsageSyntax(list(whom.purposes))
            extensions.append({"extn_id": "extended_key_usage", "extn_value": every})
        tbs = x509.TbsCertificate(
            {
                "version": "v3",
                "serial_number": secrets.randbits(120) | 1 << 120,
                "signature": algorithm,
                "issuer": issuer,
                "validity": {"not_before": _time(whom.since), "not_after": _time(whom.until)},
                "subject": whom.subject,
                "subject_public_key_info": keys.PublicKeyInfo.load(raw(key.public)),
                "extensions": extensions,
            }
        )
        content = tbs.dump()
        rest = (x509.SignedDigestAlgorithm(algorithm), core.OctetBitString(by.sign(content)))
        # put together by hand: asn1crypto would look into the key, and it knows no GOST
        return Certificate.load(core.Sequence(contents=content + b"".join(part.dump() for part in rest)).dump())


def _authority(name: Any) -> Whom:
    return Whom(name, SINCE, UNTIL, AUTHORITY, (), is_ca=True)


def _identifier(key: Key) -> bytes:
    return hashlib.sha1(bits(key.public), usedforsecurity=False).digest()


def _time(at: datetime) -> Any:
    return x509.Time({"utc_time": at.replace(microsecond=0)})


@cache
def authority(kind: Kind) -> Authority:
    """The authority of this process."""
    return Authority(kind)


def roots() -> bytes:
    """The roots of both kinds, PEM: what the bot is told to trust."""
    return b"".join(pem.armor("CERTIFICATE", raw(authority(kind).root)) for kind in KINDS)


# ---- signing ---------------------------------------------------------------------------------------------------------


def sign(cards: Sequence[Card], content: bytes, at: datetime, *, attached: bool = False) -> bytes:
    """A CMS in DER, detached unless asked for otherwise, signed by each of the cards."""
    inner: dict[str, Any] = {"content_type": "data"}
    if attached:
        inner["content"] = content
    certificates = [one for card in cards for one in (card.certificate, *card.above)]
    data = {
        "version": "v1",
        "digest_algorithms": [algos.DigestAlgorithm({"algorithm": card.key.hash}) for card in cards],
        "encap_content_info": inner,
        "certificates": certificates,
        "signer_infos": [_signer(card, content, at) for card in cards],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump())


def _signer(card: Card, content: bytes, at: datetime) -> dict[str, Any]:
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["data"]},
            {"type": "signing_time", "values": [cms.Time({"utc_time": at.replace(microsecond=0)})]},
            {"type": "message_digest", "values": [card.key.digest(content)]},
        ]
    )
    named = {"issuer": card.certificate.issuer, "serial_number": card.certificate.serial_number}
    return {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": named}),
        "digest_algorithm": {"algorithm": card.key.hash},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": card.key.signature},
        "signature": card.key.sign(attributes.dump(force=True)),
    }


# ---- revocation ------------------------------------------------------------------------------------------------------


def answer(card: Card, asked: bytes, revoked: frozenset[int], at: datetime) -> bytes:
    """What the responder, whose card this is, answers to an OCSP request."""
    request = ocsp.OCSPRequest.load(asked)
    (one,) = request["tbs_request"]["request_list"]
    id, number = one["req_cert"], one["req_cert"]["serial_number"].native
    gone = ocsp.RevokedInfo({"revocation_time": core.GeneralizedTime(at.replace(microsecond=0))})
    single = {
        "cert_id": id,
        "cert_status": ocsp.CertStatus({"revoked": gone} if number in revoked else {"good": ocsp.StatusGood()}),
        "this_update": core.GeneralizedTime(at.replace(microsecond=0)),
        "next_update": core.GeneralizedTime(at.replace(microsecond=0) + timedelta(hours=1)),
    }
    data = ocsp.ResponseData(
        {
            "responder_id": ocsp.ResponderId({"by_name": card.certificate.subject}),
            "produced_at": core.GeneralizedTime(at.replace(microsecond=0)),
            "responses": [single],
            "response_extensions": ocsp.ResponseDataExtensions.load(
                request["tbs_request"]["request_extensions"].untag().dump()
            ),
        }
    )
    basic = {
        "tbs_response_data": data,
        "signature_algorithm": {"algorithm": card.key.signature},
        "signature": core.OctetBitString(card.key.sign(data.dump())),
        "certs": [card.certificate],
    }
    response = {"response_type": "basic_ocsp_response", "response": ocsp.BasicOCSPResponse(basic)}
    return bytes(ocsp.OCSPResponse({"response_status": "successful", "response_bytes": response}).dump())


def key_hash(card: Card) -> bytes:
    """How OCSP names an authority."""
    return _identifier(card.key)


def responder(by: Authority) -> Card:
    """A responder whom the authority has appointed."""
    name = x509.Name.build({"common_name": f"PLAYGROUND OCSP ({by.kind})", "country_name": "KZ"})
    return by.issue(Whom(name, SINCE, UNTIL, frozenset({"digital_signature"}), (OCSP_SIGNING,)))
