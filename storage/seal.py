"""What must not be read from a stolen file is sealed, and bound to its place.

A box is `key id (4) + nonce (12) + AES-256-GCM`, with “table:row” as associated data: moved to
another row or table it does not open. Look-ups use a keyed fingerprint instead of the value. Both
keys are derived by HKDF from the one in the settings, so neither tells about the other.

Rotation: put the new key in front, “new,old”. New boxes use the first, old ones still open.
Fingerprints must stay findable, so they are always made with the last (the oldest) key.
"""

import base64
import binascii
import os
from dataclasses import dataclass, field
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
ID_BYTES = 4
NONCE_BYTES = 12


class BadKey(Exception):
    """The data key cannot be used; the text says how to make one and never shows it."""


class Broken(Exception):
    """A box that does not open: changed, moved, or sealed with a key we no longer have."""


@dataclass(frozen=True)
class Keys:
    """The data keys, newest first."""

    secrets: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Keys":
        """Read `base64[,base64old…]`. Raises BadKey."""
        return cls(tuple(_decode(part.strip()) for part in text.split(",")))


def _decode(text: str) -> bytes:
    try:
        padded = text.translate(_URL_SAFE).rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        secret = base64.b64decode(padded, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise BadKey("The data key must be 32 random bytes in base64. Make one with: python -m bot new-key")
    return secret


_URL_SAFE = str.maketrans("-_", "+/")


class Seal:
    """Closes and opens boxes, and takes fingerprints."""

    def __init__(self, keys: Keys) -> None:
        self._ciphers = {_id(secret): AESGCM(_derive(secret, b"box")) for secret in keys.secrets}
        self._newest = _id(keys.secrets[0])
        self._print_key = _derive(keys.secrets[-1], b"fingerprint")

    def close(self, table: str, row: object, plain: bytes) -> bytes:
        """Seal for this row of this table only; the same text never gives the same box."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, plain, _place(table, row))
        return self._newest + nonce + sealed

    def open(self, table: str, row: object, box: bytes) -> bytes:
        """What was sealed for this very place. Raises Broken."""
        cipher = self._ciphers.get(box[:ID_BYTES])
        if cipher is None:
            raise Broken(f"{table}: sealed with a key that is not among the data keys")
        nonce, sealed = box[ID_BYTES : ID_BYTES + NONCE_BYTES], box[ID_BYTES + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, sealed, _place(table, row))
        except (InvalidTag, ValueError) as error:
            raise Broken(f"{table}: the sealed data were changed or moved") from error

    def close_json(self, table: str, row: object, value: Any) -> bytes:
        """`close` for what JSON can say."""
        return self.close(table, row, orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS))

    def open_json(self, table: str, row: object, box: bytes) -> Any:
        """`open` for what `close_json` has closed. Raises Broken."""
        return orjson.loads(self.open(table, row, box))

    def fingerprint(self, kind: str, value: str) -> bytes:
        """32 bytes that are the same for the same value of a kind, and tell nothing without key."""
        mac = HMAC(self._print_key, SHA256())
        mac.update(f"{kind}:{value}".encode())
        return mac.finalize()


def _place(table: str, row: object) -> bytes:
    return f"{table}:{row}".encode()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"balabaqsha:" + purpose).derive(secret)


def _id(secret: bytes) -> bytes:
    digest = Hash(SHA256())
    digest.update(secret)
    return digest.finalize()[:ID_BYTES]
