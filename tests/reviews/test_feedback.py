"""What people think of the bot (R-70): once a day, without who said it."""

import argparse
from datetime import date, timedelta

import pytest

from bot import feedback_command
from domain.not_allowed import NotAllowed, Reason
from tests.timesheets.garden import CLERK, NOW, PARENT, Garden
from usecases import feedback, own_data


async def test_once_a_day_and_apart_from_the_person(garden: Garden) -> None:
    async with garden.acting(PARENT) as act:
        person = await act.tx.person_by_id(person_id=PARENT)
        assert not feedback.has_said(act, person)
        await feedback.give(act, "kk", 5, "Түсінікті")
        assert feedback.has_said(act, await act.tx.person_by_id(person_id=PARENT))
        with pytest.raises(NotAllowed) as no:
            await feedback.give(act, "kk", 1, "")
        assert no.value.reason is Reason.FEEDBACK_TODAY
        (row,) = await act.tx.feedback_since(day=0)
        assert set(row.keys()) == {"name", "day", "language", "stars", "words"}
        assert (row["day"], person["feedback_on"]) == (20261101, None), "the day would lead back to who said it"
        assert "Түсінікті".encode() not in row["words"]
    async with garden.acting(CLERK) as act:
        await feedback.give(act, "ru", 4, "")
    garden.now = NOW + timedelta(days=1)
    async with garden.acting(PARENT) as act:
        await feedback.give(act, "kk", 3, "Жақсы")
        assert await feedback.since(act, date(2026, 12, 1)) == []
        assert {(one.stars, one.words) for one in await feedback.since(act, date(2026, 11, 30))} == {
            (5, "Түсінікті"),
            (4, ""),
            (3, "Жақсы"),
        }


async def test_what_it_does_not_take(garden: Garden) -> None:
    async with garden.acting(PARENT) as act:
        for stars, words in ((0, ""), (6, ""), (5, "230415500016")):
            with pytest.raises(NotAllowed):
                await feedback.give(act, "kk", stars, words)
        await feedback.give(act, "kk", 5, "")


async def test_what_the_operator_reads(garden: Garden) -> None:
    since = argparse.Namespace(since=None)
    async with garden.acting(PARENT) as act:
        assert await feedback_command.told(act, since) == ["Nothing was said."]
        await feedback.give(act, "kk", 4, "Бір\nекі")
        assert await feedback_command.told(act, since) == [
            "2026-11\tkk\t4\tБір / екі",
            "Opinions: 1, average 4.0 (1: 0, 2: 0, 3: 0, 4: 1, 5: 0)",
        ]
        assert await feedback_command.told(act, argparse.Namespace(since=date(2026, 12, 1))) == ["Nothing was said."]


async def test_deleting_ones_data_leaves_nothing_that_leads_back(garden: Garden) -> None:
    """R-10: what was said stays, for nobody can tell whose it is."""
    async with garden.acting(PARENT) as act:
        await feedback.give(act, "kk", 5, "Түсінікті")
        await own_data.delete(act, 1)
        assert (await act.tx.person_by_id(person_id=PARENT))["feedback_on"] is None
        assert len(await feedback.since(act, date(2026, 11, 16))) == 1
