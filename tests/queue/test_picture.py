"""The picture of the number over time, and the words under it (R-42)."""

import re
import struct
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from bot.drawing import chart, draw
from bot.handlers.queue_room import queue_screen
from bot.words import LANGUAGES, speaking
from domain.calendar import KZ
from domain.person import Person
from domain.queue import CategoryChanged, Cause
from tests.domain.law import at
from tests.queue.country import open_country
from usecases import families, queues
from usecases.queues import Point

FIRST = date(2026, 11, 16)
YEARS = [(FIRST + timedelta(days=n), max(5, 98_765 - 60 * n + 700 * (n % 90))) for n in range(1200)]
CAPTION = 1024


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("points", [YEARS, YEARS[:2], YEARS[:1]], ids=["years", "two days", "one day"])
def test_a_picture_is_small_and_has_every_letter(language: str, points: list[tuple[date, int]]) -> None:
    """Warnings are errors here: a letter that the font lacks would be one."""
    with speaking(language):
        png = draw(chart(points, [FIRST, points[-1][0]]))
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (720, 420)
    assert len(png) < 100_000


def test_what_moved_it_before_the_first_number_is_left_out() -> None:
    with speaking("kk"):
        assert chart(YEARS[:1], [FIRST - timedelta(days=1), FIRST]).moved == [FIRST]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_words_fit_under_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """A caption has 1,024 characters: with a long name, a queue of a hundred thousand, and much that moved it."""
    long_name = Person("Ә" * 40, "Нұрмұхаммедәлі-Серікқазы Батырбекұлы"[:40], None, None, FIRST)
    monkeypatch.setattr(families, "child_person", lambda _act, _row: long_name)
    async with open_country(tmp_path / "queue.db") as country:
        await country.settle(1)
        country.now = datetime(2029, 9, 27, 12, tzinfo=KZ)
        async with country.acting() as act:
            await queues.still_interested(act, await act.tx.application_by_id(application_id=1))
            row = await act.tx.application_by_id(application_id=1)
            moved = [CategoryChanged(at(f"20{n}-09-27 10:00"), Cause.RIGHT_VERIFIED, 18, 14) for n in range(10, 29)]
            with speaking(language):
                screen = await queue_screen(act, row, [Point(day, number) for day, number in YEARS], list(moved))
    caption = unescape(re.sub(r"<[^>]*>", "", screen.text))
    assert len(caption.encode("utf-16-le")) // 2 <= CAPTION
