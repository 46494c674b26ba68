"""What the days and the years do to whole queues, set-based and in slices (R-35, R-40, R-41, R-42)."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from domain import journal, queue
from domain.application import Right
from domain.queue import CategoryChanged, Cause
from domain.voucher import Withdraw
from tests.domain import law
from tests.domain.law import at, day
from tests.queue.country import ALMATY, VILLAGE, Country, open_country
from usecases import applications, queue_days, queues
from usecases.tick import next_due
from usecases.vouchers import carry_out

RIGHTS = (Right.GENERAL, Right.FIRST_PRIORITY, Right.GENERAL, Right.OUT_OF_TURN)
IN_ORDER = "SELECT id FROM application WHERE queue_place = :place AND state = 'queued' ORDER BY category, lodged_at, id"


@pytest.fixture
async def country(tmp_path: Path) -> AsyncIterator[Country]:
    async with open_country(tmp_path / "queue.db") as country:
        yield country


async def numbers(country: Country, place: str = ALMATY) -> dict[int, int]:
    """The number of each application as the order says, counted one by one."""
    return {row[0]: n for n, row in enumerate(await country.ask(IN_ORDER, place=place), 1)}


async def leaves(country: Country, *ids: int) -> None:
    for application_id in ids:
        async with country.acting() as act:
            await carry_out(act, await act.tx.application_by_id(application_id=application_id), Withdraw())


async def gets(country: Country, application_id: int, right: Right, cause: Cause = Cause.RIGHT_VERIFIED) -> None:
    async with country.acting() as act:
        row = await act.tx.application_by_id(application_id=application_id)
        await queues.recategorize(act, row, right, cause)


# ---- the number ------------------------------------------------------------------------------------------------------


async def test_a_number_is_what_counting_the_queue_gives(country: Country) -> None:
    """R-41: also after families have left, come, and been given a right; in every queue place by itself (R-40)."""
    ids = await country.settle(600, rights=RIGHTS)
    await country.settle(300, lodged=at("2026-06-01 09:00"))
    await country.settle(50, VILLAGE)
    chance = Random(1)
    for n in range(40):
        await leaves(country, chance.choice(ids[n * 10 : n * 10 + 10]))
        await gets(country, 601 + n, chance.choice(list(Right)))
    for place in (ALMATY, VILLAGE):
        counted = await numbers(country, place)
        async with country.acting() as act:
            for application_id, number in counted.items():
                standing = await queues.standing(act, await act.tx.application_by_id(application_id=application_id))
                assert (standing.number, standing.waiting) == (number, len(counted))


async def test_rows_that_are_deleted_are_not_counted(country: Country) -> None:
    """R-41: whoever writes to the table, the counts follow."""
    await country.settle(10)
    await country.ask("DELETE FROM application WHERE id <= 4")
    assert await country.ask("SELECT sum(queued) FROM queue_week") == [(6,)]


# ---- every day -------------------------------------------------------------------------------------------------------


async def test_the_daily_count_of_five_thousand(country: Country) -> None:
    """R-42: one row for each queue place, day and category; a number a day and application, in slices."""
    await country.settle(5000, rights=RIGHTS)
    await country.settle(20, VILLAGE)
    slices = await country.does(queue_days.count, "2026-03-16 00:00")
    assert slices >= 5000 / queue_days.SLICE
    kept = dict(await country.ask("SELECT application_id, number FROM queue_past WHERE day = 20260316"))
    assert kept == await numbers(country) | await numbers(country, VILLAGE)
    by_category = "SELECT queue_place, category, count(*) FROM application GROUP BY 1, 2 ORDER BY 1, 2"
    kept_days = "SELECT queue_place, category, waiting FROM queue_day WHERE day = 20260316 ORDER BY 1, 2"
    assert await country.ask(kept_days) == await country.ask(by_category)
    assert await country.does(queue_days.count, "2026-03-16 12:00") == 1


async def test_a_day_on_which_nothing_moved_leaves_no_rows(country: Country) -> None:
    """R-42."""
    await country.settle(1200)
    await country.does(queue_days.count, "2026-03-16 00:00")
    first = next(iter(await numbers(country)))
    await country.does(queue_days.count, "2026-03-17 00:00")
    assert await country.ask("SELECT count(*) FROM queue_past WHERE day = 20260317") == [(0,)]
    await leaves(country, first)
    await country.does(queue_days.count, "2026-03-18 00:00")
    assert await country.ask("SELECT count(*) FROM queue_past WHERE day = 20260318") == [(1199,)]


async def test_a_count_that_was_interrupted_goes_on_where_it_stopped(country: Country) -> None:
    """R-42: and gives nobody a number twice."""
    await country.settle(1300)
    country.now = at("2026-03-16 00:00")
    async with country.acting() as act:
        assert await queue_days.count(act)
    assert await country.ask("SELECT count(*) FROM queue_past") == [(queue_days.SLICE,)]
    await country.does(queue_days.count)
    assert dict(await country.ask("SELECT application_id, number FROM queue_past")) == await numbers(country)


async def test_a_count_of_yesterday_that_was_interrupted_is_not_mixed_with_todays(country: Country) -> None:
    """R-42."""
    await country.settle(1300)
    country.now = at("2026-03-16 23:59")
    async with country.acting() as act:
        await queue_days.count(act)
    await country.does(queue_days.count, "2026-03-17 00:00")
    newest = (
        "SELECT application_id, number FROM queue_past p WHERE day ="
        " (SELECT max(day) FROM queue_past n WHERE n.application_id = p.application_id)"
    )
    assert dict(await country.ask(newest)) == await numbers(country)


async def test_families_are_told_when_their_number_worsens(country: Country) -> None:
    """R-42: only those behind whoever was given a right, in the morning, and once a day."""
    await country.settle(100)
    await country.does(queue_days.count, "2026-03-16 00:00")
    before = await numbers(country)
    lifted = next(id for id, number in before.items() if number == 60)
    await gets(country, lifted, Right.OUT_OF_TURN)
    await country.does(queue_days.count, "2026-03-17 00:00")
    worse = {id for id, number in (await numbers(country)).items() if number > before[id]}
    assert len(worse) == 59
    assert await country.letters("queue_worse") == [(id, id, "20260317") for id in sorted(worse)]
    assert {row[0] for row in await country.ask("SELECT not_before FROM letter WHERE kind = 'queue_worse'")} == {
        int(at("2026-03-17 09:00").timestamp())
    }


async def test_families_are_told_at_the_marks_once(country: Country) -> None:
    """R-42: at the lowest mark that was come to, and not again after falling behind it."""
    await country.settle(230)
    await country.does(queue_days.count, "2026-03-16 00:00")
    assert await country.letters("queue_mark") == []
    before = await numbers(country)
    who = {number: id for id, number in before.items()}
    await leaves(country, *[who[n] for n in range(1, 41)])
    await country.does(queue_days.count, "2026-03-17 00:00")
    told = {row[0]: row[2] for row in await country.letters("queue_mark")}
    expected = {who[n]: "200" for n in range(201, 231) if n - 40 > 100}
    expected |= {who[n]: "100" for n in range(101, 141)}
    expected |= {who[n]: "50" for n in range(61, 91)}
    expected |= {who[n]: "20" for n in range(51, 61)}
    expected |= {who[n]: "10" for n in range(46, 51)}
    expected |= {who[n]: "5" for n in range(41, 46)}
    assert told == expected
    for n in (90, 95):  # two go ahead, two fall back behind the mark of 50, then come to it again
        await gets(country, who[n], Right.OUT_OF_TURN)
    await country.does(queue_days.count, "2026-03-18 00:00")
    await leaves(country, who[90], who[95])
    await country.does(queue_days.count, "2026-03-19 00:00")
    again = [row for row in await country.letters("queue_mark") if row[2] == "50" and row[0] != who[91]]
    assert sorted(row[0] for row in again if row[0] in expected) == sorted(
        id for id, mark in expected.items() if mark == "50"
    )


async def test_of_months_long_past_the_last_number_stays(country: Country) -> None:
    """R-42: the picture of a year does not need every day of it."""
    await country.settle(3)
    rows = [(1, f"2026{month:02}{on:02}", on) for month in (1, 2, 3, 4) for on in (3, 17, 28)]
    for application_id, on, number in rows:
        await country.ask("INSERT INTO queue_past VALUES (:a, :d, :n, NULL)", a=application_id, d=int(on), n=number)
    await country.does(queue_days.thin, "2026-05-01 00:00")
    kept = [row[0] for row in await country.ask("SELECT day FROM queue_past ORDER BY day")]
    assert kept == [20260128, 20260228, 20260303, 20260317, 20260328, 20260403, 20260417, 20260428]
    assert await country.does(queue_days.thin, "2026-05-31 00:00") == 1


# ---- categories ------------------------------------------------------------------------------------------------------


async def test_the_refresh_gives_everybody_the_category_of_the_new_year(country: Country) -> None:
    """R-41, R-42: five thousand, in slices, once a year; each change journalled with its cause, each family told."""
    await country.settle(5000, rights=RIGHTS, born=("2019-08-01", *(f"{year}-05-01" for year in range(2020, 2027))))
    assert await country.does(queue_days.refresh, "2026-06-29 23:59") == 5000 / queue_days.SLICE + 2
    assert await country.letters("category_changed") == []
    before = dict(await country.ask("SELECT id, category FROM application"))
    assert await country.does(queue_days.refresh, "2026-06-30 00:00") == 5000 / queue_days.SLICE + 2
    assert await country.does(queue_days.refresh) == 1

    changed = 0
    rules = law.rules("2026-06-30")
    for id, right, born, now in await country.ask("SELECT id, verified_right, born, category FROM application"):
        assert now == queue.category(Right(right), day(born), day("2026-06-30"), rules)
        changed += now != before[id]
    assert 0 < changed < 5000
    assert len(await country.letters("category_changed")) == changed
    rows = await country.ask("SELECT subject_id, name, data FROM journal WHERE subject = 'voucher'")
    assert len(rows) == changed
    for id, name, data in rows:
        event = journal.restore("voucher", name, json.loads(data))
        assert isinstance(event, CategoryChanged)
        assert (event.at, event.cause, event.before) == (at("2026-06-30 00:00"), Cause.REFRESH, before[id])
    waiting = await country.ask("SELECT category, count(*) FROM application GROUP BY 1 ORDER BY 1")
    counted = await country.ask(
        "SELECT category, sum(queued) FROM queue_week GROUP BY 1 HAVING sum(queued) > 0 ORDER BY 1"
    )
    assert counted == waiting


async def test_who_is_told_of_a_new_category_is_not_told_of_the_number_too(country: Country) -> None:
    """R-42: one message a family and moment."""
    await country.settle(40, born=("2021-05-01", "2026-05-01"))
    await country.does(queue_days.count, "2026-06-29 00:00")
    await gets(country, 2, Right.OUT_OF_TURN)
    await country.does(queue_days.refresh, "2026-06-30 00:00")
    await country.does(queue_days.count)
    moved = {row[0] for row in await country.letters("category_changed") if row[2] == "20260630"}
    assert moved
    assert not moved & {row[0] for row in await country.letters("queue_worse")}


async def test_a_verified_right_moves_ahead_and_is_told(country: Country) -> None:
    """R-32, R-42: the category, the cause in the journal, the family; and the same once more changes nothing."""
    await country.settle(10)
    country.now = at("2026-04-01 10:00")
    for _ in range(2):
        await gets(country, 10, Right.FIRST_PRIORITY)
    ((before, after, right),) = await country.ask(
        "SELECT (SELECT category + 7 FROM application WHERE id = 10), category, verified_right FROM application WHERE id = 10"
    )
    assert (before - after, right) == (7, "first_priority")
    ((data,),) = await country.ask("SELECT data FROM journal WHERE subject_id = 10")
    assert json.loads(data) == {
        "at": int(country.now.timestamp()), "cause": "right_verified", "before": before, "category": after
    }  # fmt: skip
    assert len(await country.letters("category_changed")) == 1
    async with country.acting() as act:
        row = await act.tx.application_by_id(application_id=10)
        assert (await queues.past(act, row))[-1] == queues.Point(day("2026-04-01"), 1)


# ---- wishes and ages -------------------------------------------------------------------------------------------------


async def test_each_spring_families_are_asked_if_they_still_want_a_place(country: Country) -> None:
    """R-35: from 15 May, 09:00, once a year; not those who said so since 1 March, or applied since."""
    await country.settle(700, lodged=at("2025-11-16 10:00"))
    await country.settle(700, VILLAGE, lodged=at("2026-03-02 10:00"))
    country.now = at("2026-04-01 10:00")
    async with country.acting() as act:
        await queues.still_interested(act, await act.tx.application_by_id(application_id=7))
    assert await country.does(queue_days.ask, "2026-05-14 23:59") == 1
    await country.does(queue_days.ask, "2026-05-15 00:00")
    assert await country.letters("still_interested") == [(n, n, "2026") for n in range(1, 701) if n != 7]
    when = await country.ask("SELECT DISTINCT not_before, expires_at FROM letter WHERE kind = 'still_interested'")
    assert when == [(int(at("2026-05-15 09:00").timestamp()), int(at("2026-06-30 00:00").timestamp()))]
    assert await country.does(queue_days.ask, "2026-06-15 12:00") == 1


async def test_who_did_not_answer_is_only_marked(country: Country) -> None:
    """R-35: the round takes them all the same, and its preview says how many."""
    await country.settle(20, born=("2022-05-01",))
    country.now = at("2027-05-01 10:00")
    async with country.acting() as act:
        for n in range(1, 6):
            await queues.still_interested(act, await act.tx.application_by_id(application_id=n))
    country.now = at("2027-06-29 10:00")
    async with country.acting() as act:
        assert (await applications.preview(act, ALMATY, 20)).unconfirmed == 0
    country.now = at("2027-06-30 10:00")
    async with country.acting() as act:
        preview = await applications.preview(act, ALMATY, 20)
    assert (len(preview.picked.taken), preview.unconfirmed) == (20, 15)


async def test_children_of_seven_leave_the_queue_and_are_told(country: Country) -> None:
    """R-42, S4."""
    await country.settle(250, born=("2019-07-01", "2019-07-02", "2022-05-01"))
    await country.does(queue_days.age_out, "2026-07-01 00:00")
    states = await country.ask("SELECT born, state, count(*) FROM application GROUP BY 1, 2 ORDER BY 1")
    assert states == [("2019-07-01", "aged_out", 83), ("2019-07-02", "queued", 84), ("2022-05-01", "queued", 83)]
    assert len(await country.letters("aged_out")) == 83
    assert await country.ask("SELECT sum(queued) FROM queue_week") == [(167,)]


async def test_families_are_warned_a_month_before_once(country: Country) -> None:
    """R-42."""
    await country.settle(30, born=("2019-07-31", "2019-08-01", "2022-05-01"))
    await country.does(queue_days.warn_of_age, "2026-07-01 00:00")
    warned = await country.letters("ages_out_soon")
    assert len(warned) == 10
    for date in ("2026-07-01 12:00", "2026-07-02 00:00", "2026-07-03 00:00"):
        await country.does(queue_days.warn_of_age, date)
    assert len(await country.letters("ages_out_soon")) == 20


async def test_the_next_thing_due_is_midnight_while_anybody_waits(country: Country) -> None:
    country.now = at("2026-03-16 10:00")
    async with country.acting() as act:
        assert await next_due(act) is None
    await country.settle(1)
    async with country.acting() as act:
        assert await next_due(act) == at("2026-03-17 00:00")
