"""A file is told by its content and made anew; every bad one has its own reason (R-32)."""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from domain.not_allowed import NotAllowed, Reason
from gateways import documents
from gateways.documents import ClamAv, check, make_safe, recognize
from tests.documents.files import HIDDEN, bomb, paper, picture, saved


def why(content: bytes, name: str = "", mime: str = "") -> Reason:
    with pytest.raises(NotAllowed) as no:
        make_safe(content, recognize(content, name, mime))
    return no.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_loses_where_it_was_taken_and_stands_upright(kind: str) -> None:
    raw = picture(kind, where=True)
    assert b"Canary" in raw
    safe = make_safe(raw, recognize(raw))
    assert b"Canary" not in safe
    with Image.open(BytesIO(safe)) as image:
        assert image.format == kind
        assert image.size == (200, 300)
        assert not image.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)


def test_what_is_hung_behind_a_picture_is_gone() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.exe", b"MZ canary")
    raw = picture() + archive.getvalue()
    assert b"canary" not in make_safe(raw, "jpeg")


def test_a_large_picture_becomes_smaller() -> None:
    with Image.open(BytesIO(make_safe(picture(size=(6000, 3000)), "jpeg"))) as image:
        assert image.size == (2560, 1280)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1"])
def test_pictures_of_every_mode_are_read(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 20)).save(out, "PNG")
    with Image.open(BytesIO(make_safe(out.getvalue(), "png"))) as image:
        assert image.mode == "RGB"


def test_of_a_pdf_the_pages_stay_and_nothing_else() -> None:
    raw = saved(paper(pages=2, script=True))
    assert [word for word in HIDDEN if word in raw] == list(HIDDEN)
    safe = make_safe(raw, recognize(raw))
    with pikepdf.open(BytesIO(safe)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.pages[0].obj.Contents.read_bytes().strip() == b"0 0 10 10 re f"
        plain = saved(pdf)
    assert not [word for word in (*HIDDEN, b"Annot", b"evil") if word in plain]


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    """Certificates of the state portal are such."""
    safe = make_safe(saved(paper(), user=""), "pdf")
    with pikepdf.open(BytesIO(safe)) as pdf:
        assert not pdf.is_encrypted


def test_every_bad_file_has_its_own_reason() -> None:
    assert why(b"") is Reason.FILE_EMPTY
    assert why(b"%PDF-" + bytes(documents.MOST_BYTES)) is Reason.FILE_TOO_LARGE
    assert why(b"MZ\x90\0", "photo.jpg") is Reason.FILE_LIES
    assert why(b"MZ\x90\0", "paper", "application/pdf") is Reason.FILE_LIES
    assert why(b"PK\x03\x04", "paper.docx") is Reason.FILE_KIND
    assert why(b"\0\0\0\x18ftypheic", "IMG_1.heic", "image/heic") is Reason.FILE_KIND
    assert why(picture()[:400]) is Reason.FILE_BROKEN
    assert why(picture("PNG")[:60]) is Reason.FILE_BROKEN
    assert why(b"\xff\xd8\xff<script>") is Reason.FILE_BROKEN
    assert why(b"%PDF-1.7 no more than that") is Reason.FILE_BROKEN
    assert why(saved(paper())[:150]) is Reason.FILE_BROKEN
    assert why(saved(paper(), user="secret")) is Reason.FILE_LOCKED


def test_a_bomb_is_not_unpacked() -> None:
    raw = bomb()
    assert len(raw) < 1_000_000
    assert why(raw) is Reason.FILE_UNFOLDS
    assert why(saved(paper(pages=101))) is Reason.FILE_UNFOLDS


def test_a_pdf_without_pages() -> None:
    assert why(saved(pikepdf.new())) is Reason.FILE_BROKEN


@pytest.mark.parametrize("kind", ["pdf", "jpeg", "png"])
def test_a_tampered_file_is_refused_or_made_safe_and_nothing_else_happens(kind: str) -> None:
    raw = saved(paper(script=True)) if kind == "pdf" else picture(kind.upper())
    for at in range(12, len(raw), max(1, len(raw) // 150)):
        broken = raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
        try:
            safe = make_safe(broken, kind)
        except NotAllowed:
            continue
        assert not [word for word in HIDDEN if word in safe]


# ---- the virus scanner -----------------------------------------------------------------------------------------------


@asynccontextmanager
async def clamd(reply: bytes) -> AsyncIterator[tuple[ClamAv, list[bytes]]]:
    """A scanner that always says the same; it keeps what it was given."""
    given: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            content += await reader.readexactly(size)
        given.append(content)
        writer.write(reply)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield ClamAv("127.0.0.1", server.sockets[0].getsockname()[1], patience=2.0), given


async def reason_of(doing: Callable[[], Awaitable[object]]) -> Reason:
    with pytest.raises(NotAllowed) as no:
        await doing()
    return no.value.reason


async def test_without_a_scanner_a_file_is_marked_as_not_scanned() -> None:
    assert not (await check(picture(), "", "", None)).scanned


async def test_what_the_scanner_finds_clean_is_taken() -> None:
    raw = saved(paper(pages=90)) + bytes(70_000)
    async with clamd(b"stream: OK\0") as (scanner, given):
        assert (await check(raw, "", "", scanner)).scanned
    assert given == [raw]


async def test_what_the_scanner_finds_is_refused() -> None:
    async with clamd(b"stream: Win.Test.EICAR_HDB-1 FOUND\0") as (scanner, _given):
        assert await reason_of(lambda: check(picture(), "", "", scanner)) is Reason.FILE_INFECTED


@pytest.mark.parametrize("reply", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: lstat() failed ERROR\0", b""])
async def test_a_scanner_that_cannot_tell_lets_nothing_through(reply: bytes) -> None:
    async with clamd(reply) as (scanner, _given):
        assert await reason_of(lambda: check(picture(), "", "", scanner)) is Reason.FILE_UNCHECKED


async def test_a_scanner_that_is_not_there_lets_nothing_through() -> None:
    async with clamd(b"") as (scanner, _given):
        pass
    assert await reason_of(lambda: check(picture(), "", "", scanner)) is Reason.FILE_UNCHECKED
