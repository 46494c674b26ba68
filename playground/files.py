"""The files that Telegram's server holds: named by file_id, fetched by path, shown at /sim/media."""

from __future__ import annotations

import hashlib
import secrets
import struct
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from playground.refusal import bad

DOWNLOAD = 20 * 1024 * 1024
SEND = 50 * 1024 * 1024
PHOTO = 10 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """`folder` is the kind as it stands in the path: documents, photos."""

    id: str
    name: str
    mime: str
    content: bytes
    folder: str

    @property
    def unique_id(self) -> str:
        """The same for the same content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def path(self) -> str:
        """Where `getFile` says that it lies."""
        ending = self.name.rpartition(".")[2] if "." in self.name else "bin"
        return f"{self.folder}/file_{self.id[-8:]}.{ending}"

    @property
    def url(self) -> str:
        """Where the page finds it."""
        return f"/sim/media/{self.id}/{quote(self.name, safe='')}"

    def telegram(self) -> dict[str, Any]:
        """The fields that every kind of file has."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def media(self) -> dict[str, Any]:
        """For the person's screen."""
        kind = "photo" if self.folder == "photos" else "document"
        return {"type": kind, "name": self.name, "url": self.url, "size": len(self.content)}


class Files:
    """Kept in memory until the playground stops."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def keep(self, name: str, mime: str, content: bytes, folder: str = "documents") -> StoredFile:
        """Store a file under a new file_id."""
        file = StoredFile("BQ" + secrets.token_urlsafe(18), name, mime, content, folder)
        self._by_id[file.id] = file
        return file

    def get(self, file_id: str) -> StoredFile | None:
        """The file of this file_id."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file under this path of `getFile`."""
        return next((f for f in self._by_id.values() if f.path == path), None)

    def forget(self) -> None:
        """Throw all files away."""
        self._by_id.clear()


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; raises Telegram's refusal of anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise bad("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise bad("IMAGE_PROCESS_FAILED")
