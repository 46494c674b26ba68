"""What stands in a PDF, read back glyph by glyph through the maps that its fonts bring along."""

import re
from io import BytesIO
from typing import Any

import pikepdf

_PAIRS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def pages(content: bytes) -> list[str]:
    """The text of each page, without the line ends."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [_text(page) for page in pdf.pages]


def pictures(content: bytes) -> list[int]:
    """How many pictures each page has."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [len(page.get_images()) for page in pdf.pages]


def _text(page: pikepdf.Page) -> str:
    fonts: Any = page.obj["/Resources"]["/Font"]
    maps = {name: _letters(font["/ToUnicode"].read_bytes()) for name, font in fonts.items()}
    said, letters = [], dict[bytes, str]()
    for instruction in pikepdf.parse_content_stream(page):
        shown: list[Any] = list(instruction.operands)
        match str(instruction.operator):
            case "Tf":
                letters = maps[str(shown[0])]
            case "Tj":
                said.append(_read(bytes(shown[0]), letters) + " ")
            case "TJ":
                said.append(
                    "".join(_read(bytes(one), letters) for one in shown[0] if isinstance(one, pikepdf.String)) + " "
                )
    return " ".join("".join(said).split())


def _read(glyphs: bytes, letters: dict[bytes, str]) -> str:
    return "".join(letters[glyphs[at : at + 2]] for at in range(0, len(glyphs), 2))


def _letters(cmap: bytes) -> dict[bytes, str]:
    """Glyph to letter, as the font's ToUnicode map tells."""
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for glyph, letter in _PAIRS.findall(block):
            found[bytes.fromhex(glyph.decode())] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, letter in _RANGES.findall(block):
            begin, start = int(first, 16), int(letter, 16)
            for at in range(begin, int(last, 16) + 1):
                found[at.to_bytes(2, "big")] = chr(start + at - begin)
    return found
