"""A queue place's month as a picture, and the words under it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.handlers.gardens import name_of
from bot.handlers.staff.region_sheets import _by_day, _lowest, _numbers
from bot.share_drawing import GARDENS, NAME, draw, shares
from bot.words import speaking
from domain.timesheet import SheetState
from usecases.region_sheets import GardenMonth, RegionMonth

FIRST = date(2026, 12, 1)
DAYS = tuple(FIRST + timedelta(days=day) for day in range(10))


def one(number: int, confirmed: int, **states: int) -> GardenMonth:
    """A kindergarten of a hundred children, so many of whom have confirmed on the third of the month."""
    name = f"«Өте ұзақ атауы бар <{number}> балабақша, үлгілі бөбекжай-бақшасы» мемлекеттік мекемесі"
    row = {"id": number, "code": f"ALM-{number}", "name_kk": name, "name_ru": name, "phone": ""}
    return GardenMonth(row, 100, {SheetState.CONFIRMED: confirmed, **states}, {DAYS[2]: confirmed})


def region(count: int) -> RegionMonth:
    """So many kindergartens; the last one has published nothing."""
    every = [one(number, 10 * number, disputed=5, published=80 - 10 * number) for number in range(1, count)]
    return RegionMonth(date(2026, 11, 1), (*every, one(count, 0)), DAYS)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("count", [1, 2, 8])
def test_the_picture_and_its_bars(language: str, count: int) -> None:
    """The smallest shares first, of those who have published; the parts of a bar make up the children."""
    with speaking(language):
        what = shares(region(count), name_of)
    assert len(what.bars) == min(max(count - 1, 1), GARDENS)
    assert [bar.parts[0] for bar in what.bars] == sorted(bar.parts[0] for bar in what.bars)
    assert all(sum(bar.parts) == pytest.approx(100) and len(bar.name) <= NAME for bar in what.bars)
    assert [day for day, _share in what.days] == list(range(1, 11))
    assert what.days[1][1] == 0
    picture = Image.open(BytesIO(draw(what)))
    assert picture.format == "PNG"
    assert picture.size == (720, 640)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_words_fit_under_the_picture(language: str) -> None:
    """A caption has 1024 characters; the head has at most 150."""
    with speaking(language):
        month = region(8)
        words = "\n\n".join((_numbers(month), _by_day(month), _lowest(month)))
    assert len(words) < 1024 - 150
    assert "&lt;1&gt;" in words
