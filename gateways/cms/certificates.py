"""Certificates: the roots that the operator trusts, the chain up to one of them, whom a certificate names and for what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem
from asn1crypto.x509 import Certificate

from gateways.cms.algorithms import NotInUse, is_signed, key_of, raw
from usecases.ports import BadSignature, Flaw

INDIVIDUAL = "1.2.398.3.3.4.1.1"
ORGANISATION = "1.2.398.3.3.4.1.2"
OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
LONGEST_CHAIN = 4
SERIAL_NUMBER, SURNAME, GIVEN_NAME, COMMON_NAME = "2.5.4.5", "2.5.4.4", "2.5.4.42", "2.5.4.3"
HEEDED = {"key_usage", "extended_key_usage", "basic_constraints", "certificate_policies"}
"""Critical extensions that are heeded, or, of the policies, that may be any; a certificate with another one is refused."""


def load(paths: Iterable[Path]) -> list[Certificate]:
    """The certificates in these files, or in the files of these folders, PEM or DER; ValueError, OSError."""
    found: list[Certificate] = []
    for path in paths:
        files = sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]
        for file in files:
            found += [_whole(der) for der in _ders(file.read_bytes())]
    return found


def _whole(der: bytes) -> Certificate:
    certificate = Certificate.load(der, strict=True)
    certificate.not_valid_after  # noqa: B018 - asn1crypto reads lazily: what is broken has to break here
    return certificate


def _ders(content: bytes) -> Iterator[bytes]:
    if pem.detect(content):
        yield from (der for _name, _headers, der in pem.unarmor(content, multiple=True))
    else:
        yield content


class Trust:
    """Roots, pinned, with whatever certificates between them and people the operator has given beside them."""

    def __init__(self, certificates: Iterable[Certificate]) -> None:
        every = list(certificates)
        self._roots = [one for one in every if one.subject.dump() == one.issuer.dump()]
        self._between = [one for one in every if one.subject.dump() != one.issuer.dump()]
        if not self._roots:
            raise ValueError("there is no root certificate")

    def issuer_of(self, certificate: Certificate, beside: Iterable[Certificate], now: datetime) -> Certificate:
        """Who has issued it, when the whole chain up to a pinned root holds at `now`; BadSignature FOREIGN, EXPIRED."""
        chain = self._chain(certificate, [*self._between, *beside])
        for one in (certificate, *chain):
            check_valid(one, now)
        return chain[0]

    def _chain(self, certificate: Certificate, between: list[Certificate]) -> list[Certificate]:
        chain: list[Certificate] = []
        below = certificate
        while len(chain) < LONGEST_CHAIN:
            for root in self._roots:
                if _vouches(root, below):
                    return [*chain, root]
            above = next((one for one in between if one not in chain and _vouches(one, below)), None)
            if above is None:
                break
            chain.append(above)
            below = above
        raise BadSignature(Flaw.FOREIGN)


def check_valid(certificate: Certificate, at: datetime) -> None:
    """BadSignature EXPIRED unless the certificate is valid at this moment."""
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise BadSignature(Flaw.EXPIRED)


def _vouches(issuer: Certificate, certificate: Certificate) -> bool:
    """Whether the one is an authority that has signed the other."""
    if issuer.subject.dump() != certificate.issuer.dump() or not _is_authority(issuer) or _has_unheeded(certificate):
        return False
    return _has_signed(raw(issuer), raw(certificate))


def _is_authority(certificate: Certificate) -> bool:
    basic, usage = certificate.basic_constraints_value, certificate.key_usage_value
    is_ca = basic is not None and bool(basic["ca"].native)
    return is_ca and (usage is None or "key_cert_sign" in usage.native) and not _has_unheeded(certificate)


def _has_unheeded(certificate: Certificate) -> bool:
    return not set(certificate.critical_extensions) <= HEEDED


@lru_cache(maxsize=64)
def _has_signed(issuer_der: bytes, der: bytes) -> bool:
    """Kept, for one of them takes half a second and every chain has the same ones at its top."""
    issuer, certificate = Certificate.load(issuer_der), Certificate.load(der)
    stated = certificate["tbs_certificate"]["signature"]["algorithm"].dotted
    oid = certificate["signature_algorithm"]["algorithm"].dotted
    if stated != oid:
        return False
    content, signature = raw(certificate["tbs_certificate"]), certificate["signature_value"].native
    try:
        return is_signed(key_of(issuer), oid, oid, content, signature)
    except NotInUse:
        return False


# ---- whom, and for what ----------------------------------------------------------------------------------------------


def purposes(certificate: Certificate) -> set[str]:
    """The OIDs of the extended key usage."""
    value = certificate.extended_key_usage_value
    return set() if value is None else {one.dotted for one in value}


def check_purpose(certificate: Certificate) -> None:
    """BadSignature: ORGANISATION for an organisation's key, PURPOSE for one that is not there to sign for oneself."""
    named = purposes(certificate)
    if any(oid == ORGANISATION or oid.startswith(f"{ORGANISATION}.") for oid in named):
        raise BadSignature(Flaw.ORGANISATION)
    usage = certificate.key_usage_value
    if INDIVIDUAL not in named or usage is None or "non_repudiation" not in usage.native:
        raise BadSignature(Flaw.PURPOSE)


def iin_of(certificate: Certificate) -> str:
    """The IIN of the person whom the certificate names; BadSignature PURPOSE when it names none."""
    stated = [value for oid, value in _subject(certificate) if oid == SERIAL_NUMBER]
    found = re.fullmatch(r"IIN(\d{12})", stated[0]) if len(stated) == 1 else None
    if found is None:
        raise BadSignature(Flaw.PURPOSE)
    return found[1]


def name_of(certificate: Certificate) -> str:
    """Surname, name and patronymic as the certificate tells them: the first two in CN, the last in GIVENNAME."""
    said = dict(_subject(certificate))
    return " ".join(filter(None, (said.get(COMMON_NAME, said.get(SURNAME)), said.get(GIVEN_NAME))))


def _subject(certificate: Certificate) -> Iterator[tuple[str, str]]:
    for several in certificate.subject.chosen:
        for one in several:
            yield one["type"].dotted, str(one["value"].native)
