"""What is kept every day and what may be told of it (R-70), in a database with queues in it."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.statistics import Count
from storage import migrations
from storage.store import HERE
from tests.domain.law import at
from tests.queue.country import ALMATY, VILLAGE, Country, open_country
from usecases import catalogue, public_queues, statistics, tick, vouchers
from usecases.statistics import COUNTRY, Morning

VILLAGES_REGION = "190000000"
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture
async def country(tmp_path: Path) -> AsyncIterator[Country]:
    async with open_country(tmp_path / "country.db") as country:
        country.now = at("2026-11-16 00:01")
        yield country


async def write(country: Country, sql: str) -> None:
    async with country.store.transaction():
        await country.store._writer.connection.execute(sql)


async def garden(country: Country, number: int, place: str = ALMATY, *, groups: int = 1, places: int = 20) -> None:
    """A kindergarten with groups for each age from two on."""
    await write(
        country,
        "INSERT INTO kindergarten (id, code, name_kk, name_ru, district, queue_place, address_kk, address_ru, phone)"
        f" VALUES ({number}, 'K{number}', '', '', '{place}', '{place}', '', '', '')",
    )
    for age in range(2, 2 + groups):
        await write(
            country,
            "INSERT INTO class (kindergarten_id, group_type, language, age_from, age_to, places)"
            f" VALUES ({number}, 'general', 'kk', {age}, {age}, {places})",
        )


async def hold(country: Country, many: int, when: str, place: str = ALMATY) -> None:
    async with country.acting() as act:
        await act.tx.add_person(telegram_id=10**9, now=0)
    count = (await country.ask("SELECT count(*) FROM round"))[0][0]
    await write(
        country,
        "INSERT INTO round (queue_place, vouchers, person_id, operation, held_at) VALUES"
        f" ('{place}', {many}, (SELECT max(id) FROM person), {count + 1}, {int(at(when).timestamp())})",
    )


async def mornings(country: Country, region: str = ALMATY) -> list[Morning]:
    async with country.acting() as act:
        return list(await statistics.mornings(act, region))


async def test_a_morning_is_kept_once_a_day(country: Country) -> None:
    await country.settle(30)
    await garden(country, 1, groups=2)
    assert await country.does(statistics.keep) == 3, "the kindergartens, that there are no more, and that all is done"
    await country.settle(10)
    assert await country.does(statistics.keep) == 1
    assert await mornings(country) == [Morning(MONDAY, Count(30), 40)]
    await country.does(statistics.keep, "2026-11-17 00:01")
    assert await mornings(country) == [Morning(MONDAY, Count(30), 40), Morning(TUESDAY, Count(40), 40)]


async def test_free_is_what_the_catalogue_calls_free(country: Country) -> None:
    """R-56: less what is taken, offered or promised; a group over its places takes nothing from another."""
    await garden(country, 1, groups=4, places=3)
    ids = await country.settle(9, born=["2023-05-01"])
    await write(country, "UPDATE application SET state = 'enrolled', group_id = 1 WHERE id <= 4")
    await write(country, "UPDATE application SET state = 'contract_sent', group_id = 2 WHERE id = 5")
    await write(country, "UPDATE application SET state = 'waiting', held_group_id = 3 WHERE id = 6")
    await write(country, "UPDATE application SET state = 'waiting' WHERE id = 7")
    await write(country, f"INSERT INTO waiting (application_id, kindergarten_id, joined_at) VALUES ({ids[6]}, 1, 0)")
    await country.does(statistics.keep)
    async with country.acting() as act:
        groups = await act.tx.groups_of_kindergarten(kindergarten_id=1, application_id=0, born_by=vouchers.births(act))
    free = sum(max(0, g["places"] - g["taken"] - g["offered"] - g["promised"]) for g in groups)
    assert free == 0 + 2 + 2 + 3 - 1
    assert (await mornings(country))[0].free == free


async def test_many_kindergartens_take_several_slices_and_a_day_half_done_is_not_told(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "SLICE", 2)
    for number in range(1, 6):
        await garden(country, number, VILLAGE if number == 5 else ALMATY)
    for _slice in range(2):
        async with country.acting() as act:
            assert await statistics.keep(act)
    assert [one.free for one in await mornings(country)] == [None]
    await country.does(statistics.keep)
    assert [one.free for one in await mornings(country)] == [80]
    assert [one.free for one in await mornings(country, VILLAGES_REGION)] == [20]
    assert [one.free for one in await mornings(country, COUNTRY)] == [100]


async def test_fewer_than_five_children_are_not_told_nor_summed_up(country: Country) -> None:
    """The country less its other regions would be the small one."""
    await country.settle(7)
    await country.settle(4, VILLAGE)
    await country.does(statistics.keep)
    (small,) = await mornings(country, VILLAGES_REGION)
    assert small.waiting == Count(0, hidden=True)
    (whole,) = await mornings(country, COUNTRY)
    assert whole.waiting == Count(7, hidden=True)
    async with country.acting() as act:
        regions = await statistics.by_region(act, [ALMATY, VILLAGES_REGION, "710000000"])
    assert [one.waiting for one in regions] == [Count(7), Count(0, hidden=True), Count(0)]


async def test_vouchers_by_month_and_region(country: Country) -> None:
    """R-43: from the rounds; the month is the local one."""
    await hold(country, 10, "2026-11-02 12:00")
    await hold(country, 3, "2026-11-30 23:59", VILLAGE)
    await hold(country, 6, "2026-10-31 23:59")
    await hold(country, 50, "2025-11-30 12:00")
    async with country.acting() as act:
        almaty = dict(await statistics.vouchers_by_month(act, ALMATY))
        village = dict(await statistics.vouchers_by_month(act, VILLAGES_REGION))
        whole = dict(await statistics.vouchers_by_month(act, COUNTRY))
        (region, none) = await statistics.by_region(act, [ALMATY, "710000000"])
    assert len(almaty) == 12
    november, october = date(2026, 11, 1), date(2026, 10, 1)
    assert (almaty[november], almaty[october], almaty[date(2025, 12, 1)]) == (Count(10), Count(6), Count(0))
    assert village[november].is_small
    assert whole[november] == Count(10, hidden=True)
    assert (region.vouchers, region.free, none.vouchers) == (Count(16), None, Count(0))


async def test_a_year_is_told_and_the_tick_does_the_work(country: Country) -> None:
    await country.settle(8)
    await country.does(statistics.keep, "2025-11-15 00:01")
    await country.does(statistics.keep, "2025-11-16 00:01")
    assert statistics.keep in tick.PARTS
    country.now = at("2026-11-16 00:01")
    assert [one.day for one in await mornings(country)] == [date(2025, 11, 16)]


def test_the_region_of_my_place() -> None:
    """R-16."""
    assert statistics.region_where("751410000") == ALMATY
    assert statistics.region_where(None) == COUNTRY


def test_what_was_kept_of_the_queues_before_is_summed_up(tmp_path: Path) -> None:
    """An older database has its history from the first day on."""
    script = (HERE / "schema" / "0015.sql").read_text(encoding="utf-8")
    migrations.apply(tmp_path / "new.db", HERE / "schema")
    connection = sqlite3.connect(tmp_path / "new.db")
    connection.executemany(
        "INSERT INTO queue_day VALUES (?, ?, ?, ?)",
        [(20261115, VILLAGE, 15, 3), (20261115, VILLAGE, 16, 4), (20261115, "195600000", 15, 5)],
    )
    insert = next(one for one in migrations.statements(script) if "FROM queue_day" in one)
    connection.execute(insert)
    assert connection.execute("SELECT day, region, waiting, hidden, free FROM region_day").fetchall() == [
        (20261115, VILLAGES_REGION, 12, 0, None)
    ]
    connection.close()


async def test_free_is_less_what_referrals_hold(country: Country) -> None:
    """R-71: as in the catalogue."""
    await garden(country, 1, groups=2, places=3)
    await country.settle(3, born=["2023-05-01"])
    for application, state in ((1, "given"), (2, "confirmed"), (3, "asked")):
        await write(
            country,
            "INSERT INTO referral (application_id, kindergarten_id, group_id, queue_place, asked_at, state)"
            f" VALUES ({application}, 1, 1, '{ALMATY}', 0, '{state}')",
        )
    await country.does(statistics.keep)
    async with country.acting() as act:
        listed = await catalogue.of_place(act, ALMATY)
    assert (await mornings(country))[0].free == sum(one.garden.free() for one in listed) == 6 - 2


async def test_few_children_are_not_told_in_the_queues_either(country: Country) -> None:
    """Rule statistics_small: sums are made of what is told."""
    await country.settle(9, VILLAGE, born=["2023-05-01"])
    await country.settle(1, VILLAGE, born=["2022-05-01"])
    async with country.acting() as act:
        every = await public_queues.by_category(act, VILLAGE)
    assert sorted((one.born, one.count) for one in every) == [(2022, Count(0, hidden=True)), (2023, Count(9))]


async def test_what_is_hidden_in_a_city_is_not_what_its_sum_lacks(country: Country) -> None:
    """R-70: the statistics tell how many wait in a city that is a region: 14 less 9 would be the one child of 2022."""
    for born, many in (("2023-05-01", 9), ("2022-05-01", 1), ("2021-05-01", 5)):
        await country.settle(many, born=[born])
    await country.does(statistics.keep)
    async with country.acting() as act:
        every = await public_queues.by_category(act, ALMATY)
    assert [one.waiting for one in await mornings(country)] == [Count(15)]
    told = {one.born: one.count for one in every}
    assert told == {2021: Count(0, hidden=True), 2022: Count(0, hidden=True), 2023: Count(9)}


async def test_a_queue_place_with_a_few_children_is_not_in_its_regions_sum(country: Country) -> None:
    """R-70: nor in the country's."""
    await country.settle(6, VILLAGE)
    await country.settle(2, "195600000")
    await country.does(statistics.keep)
    assert [one.waiting for one in await mornings(country, VILLAGES_REGION)] == [Count(6, hidden=True)]
    assert [one.waiting for one in await mornings(country, COUNTRY)] == [Count(6, hidden=True)]
