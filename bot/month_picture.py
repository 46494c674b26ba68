"""A month as a picture: a calendar whose marks are told apart by sign, shape and colour, with a legend.

`calendar` lays it out in the language of the moment: plain values, which tests read. `draw` needs no language and is
called in a thread. The colours are Okabe and Ito's, told apart by the colour-blind; a day that is in dispute has a thick
frame and an exclamation mark.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.marks import MARKS, SIGNS, in_order
from bot.words import _, say
from domain.calendar import last_of_month
from domain.timesheet import Mark

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont


class Shape(StrEnum):
    """What a mark's sign stands on."""

    CIRCLE = auto()
    DIAMOND = auto()
    RING = auto()
    HEXAGON = auto()
    SQUARE = auto()
    BAR = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is drawn: its sign and the ink of it, the shape and its colour."""

    sign: str
    shape: Shape
    colour: str
    ink: str = "#FFFFFF"


LOOKS: dict[Mark, Look] = {
    Mark.PRESENT: Look(SIGNS[Mark.PRESENT], Shape.CIRCLE, "#009E73"),
    Mark.SICK: Look(SIGNS[Mark.SICK], Shape.DIAMOND, "#D55E00"),
    Mark.LEAVE: Look(SIGNS[Mark.LEAVE], Shape.RING, "#56B4E9", "#000000"),
    Mark.OTHER_REASON: Look(SIGNS[Mark.OTHER_REASON], Shape.HEXAGON, "#F0E442", "#000000"),
    Mark.NO_REASON: Look(SIGNS[Mark.NO_REASON], Shape.SQUARE, "#000000"),
    Mark.DAY_OFF: Look(SIGNS[Mark.DAY_OFF], Shape.NONE, "#FFFFFF", "#6B6B6B"),
    Mark.CLOSED: Look(SIGNS[Mark.CLOSED], Shape.BAR, "#0072B2"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: where it stands, how it is marked (None: the child was not there yet, or no more), and whether in dispute."""

    day: int
    row: int
    column: int
    mark: Mark | None
    disputed: bool = False

    @property
    def look(self) -> Look | None:
        """Its sign, shape and colour."""
        return None if self.mark is None else LOOKS[self.mark]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A month laid out: its title, the heads of the weekdays from Monday, the days, and the legend in words."""

    title: str
    heads: tuple[str, ...]
    cells: tuple[Cell, ...]
    legend: tuple[tuple[Mark, str], ...]
    note: str | None = None

    @property
    def weeks(self) -> int:
        """How many rows it has."""
        return 1 + max(cell.row for cell in self.cells)


def calendar(title: str, month: date, marks: Mapping[int, Mark], disputed: Iterable[int] = ()) -> Calendar:
    """The cells of a month, in the language of the moment; a thread does not know it."""
    wrong = frozenset(disputed)
    first = month.replace(day=1)
    cells = tuple(_cell(first, day, marks.get(day), day in wrong) for day in range(1, last_of_month(first).day + 1))
    legend = tuple((mark, str(say(MARKS[mark]))) for mark in in_order(marks.values()))
    note = str(_("you disagreed with this day")) if wrong else None
    return Calendar(title, tuple(_("Mo Tu We Th Fr Sa Su").split()), cells, legend, note)


def _cell(first: date, day: int, mark: Mark | None, disputed: bool) -> Cell:
    row, column = divmod(first.weekday() + day - 1, 7)
    return Cell(day, row, column, mark, disputed)


# ---- drawing ---------------------------------------------------------------------------------------------------------

WIDTH, MARGIN, COLUMN, ROW = 720, 20, 97, 84
TITLE, HEAD, LEGEND, GAP = 52, 34, 42, 18
TILE = 46
PAPER, INK, GREY, FAINT, WEEKEND, WRONG = "#FFFFFF", "#000000", "#6B6B6B", "#D4D4D4", "#F3F3F3", "#CC79A7"
COLOURS = 128
_one_at_a_time = Lock()


def draw(months: Sequence[Calendar]) -> bytes:
    """The months one below the other as a PNG. Equal months are drawn once: most children were just there every day."""
    with _one_at_a_time:
        return _draw(tuple(months))


@lru_cache(maxsize=128)
def _draw(months: tuple[Calendar, ...]) -> bytes:
    from PIL import Image  # read when first needed, as all that draws

    height = sum(map(_height, months)) + 2 * MARGIN
    white = _in_palette(_paper(1, 1)[0]).tobytes()[0]
    colours = list(_palette().getpalette() or [])
    colours[3 * white : 3 * white + 3] = [255, 255, 255]  # what is nearest to white in the palette is white
    image = Image.new("P", (WIDTH, height), white)
    image.putpalette(colours)
    top = MARGIN
    for one in months:
        _month(image, one, top)
        top += _height(one)
    png = io.BytesIO()
    image.save(png, "PNG")
    return png.getvalue()


def _height(one: Calendar) -> int:
    return TITLE + HEAD + one.weeks * ROW + GAP + (len(one.legend) + bool(one.note)) * LEGEND + GAP


def _month(image: "Image.Image", one: Calendar, top: int) -> None:
    """Put the parts together: each has been drawn before, in one palette, and a month is some fifty of them."""
    image.paste(_title(one.title), (0, top))
    image.paste(_heads(one.heads), (0, top + TITLE))
    for cell in one.cells:
        x, y = MARGIN + cell.column * COLUMN, top + TITLE + HEAD + cell.row * ROW
        image.paste(_day(cell.day, cell.mark, cell.disputed), (x, y))
    below = top + TITLE + HEAD + one.weeks * ROW + GAP
    for row, (mark, words) in enumerate(one.legend):
        image.paste(_legend(mark, words), (0, below + row * LEGEND))
    if one.note:
        image.paste(_note(one.note), (0, below + len(one.legend) * LEGEND))


# ---- its parts -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _title(words: str) -> "Image.Image":
    image, pen = _paper(WIDTH, TITLE)
    pen.text((MARGIN, 0), words, INK, _font(30))
    return _in_palette(image)


@lru_cache(maxsize=8)
def _heads(heads: tuple[str, ...]) -> "Image.Image":
    image, pen = _paper(WIDTH, HEAD)
    for column, head in enumerate(heads):
        pen.text((MARGIN + column * COLUMN + COLUMN // 2, HEAD // 2), head, GREY, _font(22), anchor="mm")
    return _in_palette(image)


@cache
def _day(day: int, mark: Mark | None, disputed: bool) -> "Image.Image":
    image, pen = _paper(COLUMN, ROW)
    ground = WEEKEND if mark in (None, Mark.DAY_OFF) else PAPER
    frame, width = (WRONG, 5) if disputed else (FAINT, 1)
    pen.rounded_rectangle((3, 3, COLUMN - 3, ROW - 3), 10, fill=ground, outline=frame, width=width)
    pen.text((12, 9), str(day), GREY if mark is None else INK, _font(20))
    if mark is not None:
        tile = _tile(LOOKS[mark])
        image.paste(tile, (COLUMN - TILE - 12, ROW - TILE - 9), tile)
    if disputed:
        pen.text((14, ROW - 12), "!", INK, _font(30), anchor="ls")
    return _in_palette(image)


@lru_cache(maxsize=32)
def _legend(mark: Mark, words: str) -> "Image.Image":
    image, pen = _paper(WIDTH, LEGEND)
    tile = _tile(LOOKS[mark]).resize((36, 36))
    image.paste(tile, (MARGIN + 6, 0), tile)
    pen.text((MARGIN + 58, 18), words, INK, _font(24), anchor="lm")
    return _in_palette(image)


@lru_cache(maxsize=8)
def _note(words: str) -> "Image.Image":
    image, pen = _paper(WIDTH, LEGEND)
    pen.rounded_rectangle((MARGIN + 6, 0, MARGIN + 42, 36), 8, outline=WRONG, width=5)
    pen.text((MARGIN + 24, 18), "!", INK, _font(24), anchor="mm")
    pen.text((MARGIN + 58, 18), words, INK, _font(24), anchor="lm")
    return _in_palette(image)


def _paper(width: int, height: int) -> "tuple[Image.Image, ImageDraw.ImageDraw]":
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), PAPER)
    return image, ImageDraw.Draw(image)


def _in_palette(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    return image.quantize(palette=_palette(), dither=Image.Dither.NONE)


@cache
def _palette() -> "Image.Image":
    """All the colours there are, and those between them at the edges: a picture in them is small and quickly written."""
    from PIL import Image

    image, pen = _paper(TILE * len(Mark), 5 * TILE)
    pen.rectangle((TILE, TILE, TILE * len(Mark), 2 * TILE), fill=WEEKEND)
    for at, look in enumerate(LOOKS.values()):
        tile = _tile(look)
        image.paste(tile, (at * TILE, TILE * 2), tile)
        image.paste(tile, (at * TILE, TILE), tile)
    pen.rounded_rectangle((4, TILE * 3 + 4, TILE, TILE * 4), 8, outline=WRONG, width=5)
    pen.rounded_rectangle((2 * TILE, TILE * 3 + 4, 3 * TILE, TILE * 4), 8, fill=WEEKEND, outline=FAINT)
    pen.text((4 * TILE, TILE * 3), "0123", GREY, _font(30))
    pen.text((0, TILE * 4), "Ққ0123", INK, _font(30))
    return image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


@cache
def _tile(look: Look) -> "Image.Image":
    """A shape with its sign, drawn large and made small: its edges are smooth."""
    from PIL import Image, ImageDraw

    big = 4 * TILE
    image = Image.new("RGBA", (big, big), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    _shape(pen, look, big)
    pen.text((big // 2, big // 2), look.sign, look.ink, _font(120), anchor="mm", stroke_width=4, stroke_fill=look.ink)
    return image.resize((TILE, TILE), Image.Resampling.LANCZOS)


def _shape(pen: "ImageDraw.ImageDraw", look: Look, big: int) -> None:
    half, edge = big // 2, big - 2
    match look.shape:
        case Shape.CIRCLE:
            pen.ellipse((2, 2, edge, edge), fill=look.colour)
        case Shape.RING:
            pen.ellipse((2, 2, edge, edge), fill="#FFFFFF", outline=look.colour, width=26)
        case Shape.DIAMOND:
            pen.polygon(((half, 0), (edge, half), (half, edge), (0, half)), fill=look.colour)
        case Shape.HEXAGON:
            points = (
                (big // 4, 8),
                (3 * big // 4, 8),
                (edge, half),
                (3 * big // 4, edge - 8),
                (big // 4, edge - 8),
                (0, half),
            )
            pen.polygon(points, fill=look.colour, outline="#000000", width=5)
        case Shape.SQUARE:
            pen.rectangle((12, 12, edge - 12, edge - 12), fill=look.colour)
        case Shape.BAR:
            pen.rectangle((0, big // 4, edge, 3 * big // 4), fill=look.colour)


@cache
def _font(size: int) -> "ImageFont.FreeTypeFont":
    """The font with all the Kazakh letters."""
    from matplotlib import get_data_path
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"), size)
