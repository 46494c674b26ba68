"""Making a file safe: PDF, JPEG and PNG only, told by their content and never by their name.

Looking at the first bytes is not enough. A picture is drawn anew, which drops where it was taken and whatever was
hidden in it; of a PDF only the pages are copied, so scripts, actions, links and embedded files stay behind. The work is
done in one thread of its own: files come one by one, and the bot goes on meanwhile.
"""

import asyncio
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from PIL import Image, ImageOps

from domain.not_allowed import NotAllowed, Reason

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 100
LONGEST_SIDE = 2560  # pixels; a sheet of A4 then has more than 200 dots per inch
MOST_PIXELS = {"JPEG": 150_000_000, "PNG": 25_000_000}  # a JPEG is read reduced, so it may be larger

Image.MAX_IMAGE_PIXELS = None  # asked here, right after the header is read, and answered in words

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")
_CLAIMS = {
    "application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png",
    ".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png",
}  # fmt: skip
_NO_PICTURE = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, IndexError, TypeError)


@dataclass(frozen=True, slots=True)
class SafeFile:
    """A file made safe: `kind` is pdf, jpeg or png; `scanned`: a virus scanner saw it."""

    kind: str
    content: bytes
    scanned: bool = False


class ScannerSilent(Exception):
    """The virus scanner gave no usable answer."""


class ClamAv:
    """A clamd that speaks INSTREAM over TCP."""

    def __init__(self, host: str, port: int, patience: float = 20.0) -> None:
        self._host, self._port, self._patience = host, port, patience

    async def is_clean(self, content: bytes) -> bool:
        """Whether nothing was found. Raises ScannerSilent."""
        try:
            async with asyncio.timeout(self._patience):
                reply = await self._ask(content)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise ScannerSilent from error
        if reply.endswith(b"FOUND"):
            return False
        if reply != b"stream: OK":
            raise ScannerSilent
        return True

    async def _ask(self, content: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(b"zINSTREAM\0")
            for at in range(0, len(content), 64 * 1024):
                piece = content[at : at + 64 * 1024]
                writer.write(struct.pack(">I", len(piece)) + piece)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            return (await reader.readuntil(b"\0")).rstrip(b"\0")
        finally:
            writer.close()


async def check(content: bytes, name: str, mime: str, scanner: ClamAv | None) -> SafeFile:
    """The file made safe; NotAllowed with one of the FILE_… reasons.

    A scanner that is there and silent lets nothing through; without one the file is marked as not scanned.
    """
    kind = recognize(content, name, mime)
    await scan(content, scanner)
    safe = await asyncio.get_running_loop().run_in_executor(_THREAD, make_safe, content, kind)
    return SafeFile(kind, safe, scanned=scanner is not None)


async def scan(content: bytes, scanner: ClamAv | None) -> None:
    """NotAllowed FILE_INFECTED, FILE_UNCHECKED when the scanner is silent; without a scanner nothing is looked at."""
    if scanner is None:
        return
    try:
        clean = await scanner.is_clean(content)
    except ScannerSilent:
        raise NotAllowed(Reason.FILE_UNCHECKED) from None
    if not clean:
        raise NotAllowed(Reason.FILE_INFECTED)


def recognize(content: bytes, name: str = "", mime: str = "") -> str:
    """pdf, jpeg or png by the first bytes; NotAllowed FILE_EMPTY, FILE_TOO_LARGE (at_most), FILE_LIES, FILE_KIND."""
    if not content:
        raise NotAllowed(Reason.FILE_EMPTY)
    check_size(len(content))
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    ending = "." + name.lower().rpartition(".")[2]
    raise NotAllowed(Reason.FILE_LIES if mime.lower() in _CLAIMS or ending in _CLAIMS else Reason.FILE_KIND)


def check_size(size: int) -> None:
    """NotAllowed FILE_TOO_LARGE (at_most, in MB): more than Telegram lets a bot fetch."""
    if size > MOST_BYTES:
        raise NotAllowed(Reason.FILE_TOO_LARGE, at_most=MOST_BYTES // 1024 // 1024)


def make_safe(content: bytes, kind: str) -> bytes:
    """The same paper in a file that holds nothing else; NotAllowed FILE_BROKEN, FILE_UNFOLDS, FILE_LOCKED."""
    safe = _pdf(content) if kind == "pdf" else _picture(content, kind.upper())
    check_size(len(safe))
    return safe


# ---- pictures --------------------------------------------------------------------------------------------------------


def _picture(content: bytes, kind: str) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS[kind]:
                raise NotAllowed(Reason.FILE_UNFOLDS)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _drawn_anew(image, kind)
    except _NO_PICTURE as error:
        raise NotAllowed(Reason.FILE_BROKEN) from error


def _drawn_anew(image: Image.Image, kind: str) -> bytes:
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        seen = upright.convert("RGBA")
        drawn.paste(seen, mask=seen.getchannel("A"))
    else:
        drawn.paste(upright.convert("RGB"))
    out = BytesIO()
    drawn.save(out, kind, quality=85, optimize=True)
    return out.getvalue()


# ---- PDFs ------------------------------------------------------------------------------------------------------------

_OF_A_PAGE = {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Group", "/UserUnit"}
_OF_A_STREAM = ("/F", "/FFilter", "/FDecodeParms", "/AF", "/Metadata", "/PieceInfo", "/OPI")


def _pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(BytesIO(content)) as pdf, pikepdf.new() as clean:
            return _pages_only(pdf, clean)
    except pikepdf.PasswordError:
        raise NotAllowed(Reason.FILE_LOCKED) from None
    except (pikepdf.PdfError, *_NO_PICTURE, KeyError, AttributeError, RuntimeError) as error:
        raise NotAllowed(Reason.FILE_BROKEN) from error


def _pages_only(pdf: pikepdf.Pdf, clean: pikepdf.Pdf) -> bytes:
    """Copy what is drawn on the pages; what hangs on the document or lies over the pages is not drawn and stays."""
    if len(pdf.pages) > MOST_PAGES:
        raise NotAllowed(Reason.FILE_UNFOLDS)
    if not len(pdf.pages):
        raise NotAllowed(Reason.FILE_BROKEN)
    pdf.flatten_annotations("print")  # filled fields and stamps become part of the page
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _OF_A_PAGE:
            del page.obj[key]
    clean.pages.extend(pdf.pages)
    for one in clean.objects:
        if isinstance(one, pikepdf.Stream):
            for key in _OF_A_STREAM:
                if key in one:
                    del one[key]
    out = BytesIO()
    clean.save(out)
    return out.getvalue()
