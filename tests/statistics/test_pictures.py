"""The pictures of statistics, and the words under them, in both languages (R-70)."""

import html
import re
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.drawing import Bars, Chart, draw, draw_bars
from bot.handlers import statistics as room
from bot.house import Turn
from bot.places import places
from bot.taps import StatTap
from bot.words import LANGUAGES, Html, speaking
from domain.not_allowed import NotAllowed
from domain.statistics import Count
from tests.domain.law import at
from tests.queue.country import Country, open_country
from usecases.queues import day_number

TODAY = date(2026, 11, 16)


@pytest.fixture
async def country(tmp_path: Path) -> AsyncIterator[Country]:
    """Every region with a queue of its own, a year of mornings, a year of rounds."""
    async with open_country(tmp_path / "country.db") as country:
        country.now = at("2026-11-16 10:00")
        async with country.store.transaction():
            link = country.store._writer.connection
            for n, region in enumerate(places().regions):
                waiting, hidden = (0, 1) if n == 1 else (123_456 + n, 0)
                for back in range(0, 360, 30):
                    day = day_number(TODAY - timedelta(days=back))
                    row = (day, region, waiting, hidden, None if (n, back) == (2, 330) else 1000 + n, 0)
                    await link.execute("INSERT INTO region_day VALUES (?, ?, ?, ?, ?, ?)", row)
            await link.execute("INSERT INTO person (id, telegram_id, created_at) VALUES (1, 1, 0)")
            await link.executemany(
                "INSERT INTO round (queue_place, vouchers, person_id, operation, held_at) VALUES (?, ?, 1, ?, ?)",
                [
                    (
                        list(places().regions)[n % 20],
                        2 if n % 20 == 1 else 12_345,
                        n,
                        int(country.now.timestamp()) - n * 86_400,
                    )
                    for n in range(1, 340)
                ],
            )
        yield country


@dataclass(frozen=True)
class Looking:
    """Somebody who looks: nobody in particular."""

    country: Country
    person: dict[str, str | None]

    def looking(self) -> Any:
        """What there is."""
        return self.country.acting()


def turn_of(country: Country, district: str | None = None) -> Turn:
    """Their turn."""
    return cast(Turn, Looking(country, {"district": district}))


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["show", "regions"])
@pytest.mark.parametrize("topic", list(room.TOPICS))
@pytest.mark.parametrize("region", ["", "750000000"])
async def test_each_is_drawn_with_the_same_facts_in_words(
    country: Country, language: str, verb: str, topic: str, region: str
) -> None:
    """Warnings are errors here: a letter that the font lacks would be one."""
    with speaking(language):
        screen = await room.pressed(turn_of(country), StatTap(verb=verb, topic=topic, region=region))
    assert screen.sketch is not None
    png = screen.sketch()
    assert png.startswith(b"\x89PNG")
    assert len(png) < 100_000
    assert screen.sketch() is png, "drawn once for everybody"
    (what,) = screen.sketch.args  # type: ignore[attr-defined]
    said = [words for _name, _number, words in what.bars] if isinstance(what, Bars) else list(what.ends)
    assert said
    assert all(words in plain(screen.text) for words in said)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_must_not_be_told_is_neither_in_the_words_nor_in_the_picture(
    country: Country, language: str
) -> None:
    small = list(places().regions)[1]
    with speaking(language):
        queue = await room.pressed(turn_of(country), StatTap(verb="show", topic="queue", region=small))
        every = await room.pressed(turn_of(country), StatTap(verb="regions", topic="queue"))
    (line,) = queue.sketch.args  # type: ignore[union-attr]
    assert {number for _day, number in line.points} == {0}
    assert re.search(r"\b3$", plain(queue.text), re.MULTILINE) is None
    (bars,) = every.sketch.args  # type: ignore[union-attr]
    name = {"kk": places().name(small).kk, "ru": places().name(small).ru}[language]
    ((_name, long, words),) = [bar for bar in bars.bars if bar[0] == name]
    assert long == 0
    assert words == {"kk": "бірнеше", "ru": "несколько"}[language]


async def test_my_place_is_chosen_already(country: Country) -> None:
    """R-16: the region of «My place»; without one the whole country."""
    with speaking("ru"):
        async with country.acting() as act:
            assert "Алматы" in (await room.room(act, turn_of(country, "751410000"))).text
            assert "вся страна" in (await room.room(act, turn_of(country))).text


async def test_regions_are_chosen_from_pages_the_country_first(country: Country) -> None:
    with speaking("ru"):
        pages = [
            await room.pressed(turn_of(country), StatTap(verb="pick", topic="free", region="", page=page))
            for page in (0, 1, 2, 99)
        ]
    labels = [button.text for screen in pages[:3] for row in screen.rows[:-2] for button in row]
    assert labels[0] == "✔ Вся страна"
    assert len(labels) == 21
    assert pages[3].rows == pages[2].rows
    assert pages[0].rows[1][0].data == f"t2:show:free:{next(iter(places().regions))}:0"


@pytest.mark.parametrize(
    "tap",
    [
        StatTap(verb="drop", topic="queue"),
        StatTap(verb="show", topic="money"),
        StatTap(verb="show", topic="queue", region="750000001"),
    ],
)
async def test_buttons_that_are_not_ours(country: Country, tap: StatTap) -> None:
    with pytest.raises(NotAllowed):
        await room.pressed(turn_of(country), tap)


async def test_before_anything_is_counted(tmp_path: Path) -> None:
    async with open_country(tmp_path / "empty.db") as country:
        with speaking("ru"):
            for topic in ("queue", "free"):
                screen = await room.pressed(turn_of(country), StatTap(verb="show", topic=topic))
                assert "пока ничего не посчитано" in screen.text
                assert screen.sketch is None
            screen = await room.pressed(turn_of(country), StatTap(verb="regions", topic="free"))
            assert "не посчитано" in screen.text
            assert screen.sketch is not None
            assert screen.sketch().startswith(b"\x89PNG")


def test_sums_of_a_few_children_are_a_few() -> None:
    with speaking("ru"):
        assert room.sum_words(Count(0, hidden=True)) == "несколько"
        assert room.sum_words(Count(12, hidden=True)) == "не меньше 12"
        assert room.count_words(Count(0, hidden=True), 5) == "меньше 5"
        assert room.count_words(Count(0), 5) == "0"


def test_pictures_are_as_high_as_they_have_bars() -> None:
    few, many = (
        draw_bars(Bars(Html("Ә"), tuple((f"Өңір {n}", n, str(n)) for n in range(count)), "Өңір 1")) for count in (2, 20)
    )
    assert struct.unpack(">II", few[16:24])[1] < struct.unpack(">II", many[16:24])[1] < 800
    assert draw(Chart(((TODAY, 0),), (), Html("Ә"), Html(""), Html(""), ("аз", "аз"))).startswith(b"\x89PNG")
