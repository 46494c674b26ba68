"""The reviews of a kindergarten page by page, with the average on its card (R-70)."""

import html
import re
from dataclasses import dataclass
from typing import Any, cast

import pytest

from bot.handlers import reviews as room
from bot.house import Turn
from bot.words import LANGUAGES, speaking
from domain.not_allowed import NotAllowed
from domain.review import Rating
from tests.timesheets.garden import Garden
from usecases import reviews

LONGEST = 4096  # characters of a message


@dataclass(frozen=True)
class Reader:
    """Somebody who is not registered."""

    parent_id: int | None = None
    person_id: int = 1


def reader() -> Turn:
    return cast(Turn, cast(Any, Reader()))


def many(garden: Garden, count: int, words: str = "Жақсы", answer: str = "") -> None:
    """Accepted reviews of families that are made up, alike, with four and five stars by turns."""
    for n in range(count):
        child = 100 + n
        garden.beside(f"INSERT INTO child VALUES ({child}, x'{child:06x}', x'00', '2023-01-01', 1, 0)")
        garden.beside(
            "INSERT INTO review (kindergarten_id, child_id, parent_id, queue_place, stars, words, state, written_at, answer,"
            f" answer_state) VALUES (1, {child}, 1, '750000000', {4 + n % 2}, '{words}', 'accepted', {1_780_000_000 + n},"
            f" '{answer}', {repr('accepted') if answer else 'NULL'})"
        )


async def own_returned(*_: object) -> dict[str, object]:
    """One's own review that the department has returned."""
    return {"id": 1, "stars": 1, "state": "returned"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_page_by_page(garden: Garden, language: str) -> None:
    many(garden, 7)
    with speaking(language):
        async with garden.acting() as act:
            pages = [await room.room(act, reader(), 1, page=page) for page in (0, 1, 2, 99)]
            line = await room.card_line(act, 1)
    assert "4,4" in (line or "")
    numbers = [re.findall(r"<b>(\d)\.</b>", page.text) for page in pages]
    assert numbers == [["1", "2"], ["3", "4"], ["5", "6"], ["7"]]
    turning = [button.data for button in pages[0].rows[0]]
    assert turning == ["r2:room:1:0:3", "r2:room:1:0:0", "r2:room:1:0:1"]
    paragraphs = pages[0].text.split("\n\n")
    assert len(set(paragraphs)) == len(paragraphs), "two reviews may say the same"


async def test_the_longest_page_fits_into_a_message_and_no_html_comes_through(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where one's own review was returned with a long reason."""
    many(garden, 3, "<b>" + "Ә&" * 248, "Ө<" * 250)
    with speaking("ru"):
        async with garden.acting() as act:
            monkeypatch.setattr(room, "reason_words", lambda *_: "Ұ>" * 250)
            monkeypatch.setattr(reviews, "of_family", own_returned)
            screen = await room.room(act, reader(), 1)
    assert "Ұ" in screen.text
    assert len(html.unescape(re.sub(r"<[^>]*>", "", screen.text)).encode("utf-16-le")) // 2 <= LONGEST - 500
    assert "<b>Ә" not in screen.text


async def test_where_nobody_has_said_anything(garden: Garden) -> None:
    with speaking("ru"):
        async with garden.acting() as act:
            screen = await room.room(act, reader(), 2)
            assert await room.card_line(act, 2) is None
            with pytest.raises(NotAllowed):
                await room.room(act, reader(), 99)
    assert "пока никто не оценил" in screen.text
    assert len(screen.rows) == 1
    assert room.average_words(Rating(0, 0)) is None
