"""The two kinds of signature in use: RSA, and GOST 34.10-2015 with 512 bits; everything else is refused.

GOST in Kazakhstan's encoding: the key is an OCTET STRING of X and Y, the signature is r and s, each of these four numbers
little-endian; the Streebog digest is read backwards when it is verified, not when it stands in `messageDigest`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import ClassVar

from asn1crypto import core, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from gostcrypto import gosthash, gostsignature

GOST_KEY = "1.2.398.3.10.1.1.2.2"
GOST_SIGNATURE = "1.2.398.3.10.1.1.2.3.2"
STREEBOG_512 = "1.2.398.3.10.1.3.3"
STREEBOG_512_TC26 = "1.2.643.7.1.1.2.3"
CURVE = gostsignature.CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-12-512-paramSetA"]

RSA_KEY = "1.2.840.113549.1.1.1"
SHA = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
RSA_WITH = {
    "1.2.840.113549.1.1.11": "2.16.840.1.101.3.4.2.1",
    "1.2.840.113549.1.1.12": "2.16.840.1.101.3.4.2.2",
    "1.2.840.113549.1.1.13": "2.16.840.1.101.3.4.2.3",
}
SHORTEST_RSA = 2048  # bits
HALF = 64  # bytes of one number of GOST


class KeyAlgorithm(core.Sequence):  # type: ignore[misc]
    """Which algorithm a key is of."""

    _fields: ClassVar = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class PublicKey(core.Sequence):  # type: ignore[misc]
    """SubjectPublicKeyInfo; asn1crypto's own knows no GOST."""

    _fields: ClassVar = [("algorithm", KeyAlgorithm), ("public_key", core.OctetBitString)]


class NotInUse(ValueError):
    """An algorithm that is not accepted."""


def digest(oid: str, content: bytes) -> bytes:
    """The hash of `content` by the algorithm of this OID; raises `NotInUse`."""
    if oid in (STREEBOG_512, STREEBOG_512_TC26):
        return streebog(content)
    if oid not in SHA:
        raise NotInUse(oid)
    return hashlib.new(SHA[oid].name, content).digest()


def streebog(content: bytes) -> bytes:
    """The Streebog hash of 512 bits."""
    return bytes(gosthash.new("streebog512", data=bytearray(content)).digest())


def digest_of(signature_oid: str, stated: str) -> str:
    """The OID of the hash that a signature algorithm goes with; `stated` where the algorithm names none."""
    if signature_oid in (GOST_SIGNATURE, GOST_KEY):
        return STREEBOG_512
    return RSA_WITH.get(signature_oid, stated)


def is_signed(key: PublicKey, signature_oid: str, hash_oid: str, content: bytes, signature: bytes) -> bool:
    """Whether the holder of `key` has signed `content`; raises `NotInUse`."""
    kind = key["algorithm"]["algorithm"].dotted
    if kind == GOST_KEY and signature_oid in (GOST_SIGNATURE, GOST_KEY):
        return _gost(key, content, signature)
    if kind == RSA_KEY and signature_oid in (RSA_KEY, *RSA_WITH):
        return _rsa(key, digest_of(signature_oid, hash_oid), content, signature)
    raise NotInUse(signature_oid)


def kind_of(key: PublicKey) -> str:
    """rsa or gost; raises `NotInUse`."""
    kinds = {RSA_KEY: "rsa", GOST_KEY: "gost"}
    oid = key["algorithm"]["algorithm"].dotted
    if oid not in kinds:
        raise NotInUse(oid)
    return kinds[oid]


def _rsa(key: PublicKey, hash_oid: str, content: bytes, signature: bytes) -> bool:
    public = load_der_public_key(raw(key))
    if not isinstance(public, rsa.RSAPublicKey) or public.key_size < SHORTEST_RSA or hash_oid not in SHA:
        raise NotInUse(hash_oid)
    try:
        public.verify(signature, content, padding.PKCS1v15(), SHA[hash_oid])
    except InvalidSignature:
        return False
    return True


def _gost(key: PublicKey, content: bytes, signature: bytes) -> bool:
    point = bytes(core.OctetString.load(bits(key), strict=True).native)
    if len(point) != 2 * HALF or len(signature) != 2 * HALF:
        return False
    public, signed = backwards(point), backwards(signature)
    if not _is_on_curve(public):
        return False
    return bool(gost().verify(bytearray(public), bytearray(streebog(content)[::-1]), bytearray(signed)))


@cache
def gost() -> gostsignature.GOST34102012:
    """GOST on the one curve that is in use; the library examines a curve for a while before it lets one have it."""
    return gostsignature.new(gostsignature.MODE_512, CURVE)


def _is_on_curve(point: bytes) -> bool:
    """Whether X and Y, big-endian, are a point of the curve: the library takes them on trust."""
    x, y = int.from_bytes(point[:HALF], "big"), int.from_bytes(point[HALF:], "big")
    a, b, p = int(CURVE["a"]), int(CURVE["b"]), int(CURVE["p"])
    return x < p and y < p and (y * y - x * x * x - a * x - b) % p == 0


def bits(key: PublicKey) -> bytes:
    """The content of the BIT STRING in which a public key stands."""
    return bytes(key["public_key"].native)


def key_of(certificate: x509.Certificate) -> PublicKey:
    """The public key of a certificate; ValueError."""
    key: PublicKey = PublicKey.load(raw(certificate["tbs_certificate"]["subject_public_key_info"]), strict=True)
    return key


def raw(sequence: core.Sequence) -> bytes:
    """A sequence as it came. Its dump() takes a length that ends in 80 for an indefinite one and encodes everything anew,
    which no key of GOST survives."""
    return bytes(core.Sequence(contents=sequence.contents).dump())


def backwards(pair: bytes) -> bytes:
    """Two numbers side by side, each with its bytes turned round."""
    return pair[:HALF][::-1] + pair[HALF:][::-1]
