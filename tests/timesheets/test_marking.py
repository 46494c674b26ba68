"""Marking by child, by group, and what is kept (R-2, R-60, R-63, R-67)."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Change, Mark, SheetState
from tests.timesheets.garden import DECEMBER, ELSEWHERE, NOVEMBER, OLDER, OTHER_CLERK, PARENT, YOUNGER, Garden
from usecases import marking, publications, staff, timesheets


async def test_everybody_is_present_but_the_exceptions(garden: Garden) -> None:
    """R-60: days off by the calendar, only the days of the stay, back to usual with nothing said."""
    usual = await garden.marks(3)
    assert sorted(usual) == list(range(16, 31))
    assert [day for day, mark in usual.items() if mark is Mark.DAY_OFF] == [21, 22, 28, 29]
    row = await garden.sheet(3)
    async with garden.acting() as act:
        await marking.mark_child(act, row["id"], 18, Mark.SICK)
        await marking.mark_child(act, row["id"], 21, Mark.PRESENT)
    assert (await garden.marks(3)) == {**usual, 18: Mark.SICK, 21: Mark.PRESENT}
    async with garden.acting() as act:
        await marking.mark_child(act, row["id"], 18, None)
        await marking.mark_child(act, row["id"], 21, Mark.DAY_OFF)
    assert (await garden.marks(3)) == usual


@pytest.mark.parametrize(
    ("day", "mark", "reason"),
    [
        (15, Mark.SICK, Reason.DAY_OUTSIDE_MONTH),
        (31, Mark.SICK, Reason.DAY_OUTSIDE_MONTH),
        (21, Mark.SICK, Reason.DAY_IS_OFF),
        (18, Mark.DAY_OFF, Reason.DAY_IS_WORKING),
    ],
)
async def test_what_may_not_be_marked(garden: Garden, day: int, mark: Mark, reason: Reason) -> None:
    row = await garden.sheet(3)
    async with garden.acting() as act:
        with pytest.raises(NotAllowed) as no:
            await marking.mark_child(act, row["id"], day, mark)
    assert no.value.reason is reason


async def test_a_day_declared_off_takes_every_absence_with_it(garden: Garden) -> None:
    """R-2: after the marking began; taken back, what was marked stands again."""
    row = await garden.sheet(1)
    async with garden.acting() as act:
        await marking.mark_child(act, row["id"], 26, Mark.SICK)
    law = garden.law
    garden.law = replace(law, calendar=law.calendar.with_overrides({date(2026, 11, 26): False}))
    assert (await garden.marks())[26] is Mark.DAY_OFF
    garden.law = law
    assert (await garden.marks())[26] is Mark.SICK


async def test_a_group_is_closed_with_one_tap(garden: Garden) -> None:
    """R-60: quarantine; the other group goes on, a child who was not here yet is left alone, and back again."""
    async with garden.acting() as act:
        await marking.mark_group(act, 1, NOVEMBER, YOUNGER, 18, Mark.CLOSED)
    assert [(await garden.marks(number))[18] for number in (1, 2, 3)] == [Mark.CLOSED, Mark.CLOSED, Mark.PRESENT]
    async with garden.acting() as act:
        await marking.mark_group(act, 1, NOVEMBER, YOUNGER, 18, None)
        with pytest.raises(NotAllowed) as no:
            await marking.mark_group(act, 1, NOVEMBER, OLDER, 10, Mark.CLOSED)
    assert no.value.reason is Reason.NOT_NOW
    assert (await garden.marks())[18] is Mark.PRESENT


async def test_groups_are_published_one_by_one(garden: Garden) -> None:
    """R-60, R-67: what is missing is told by group."""
    garden.now = DECEMBER
    days = {"first_day": "2026-11-01", "last_day": "2026-11-30"}
    async with garden.acting() as act:
        assert await timesheets.publish_month(act, 1, NOVEMBER, YOUNGER) == 2
        assert await timesheets.publish_month(act, 1, NOVEMBER, YOUNGER) == 0
        groups = {one.id: one for one in await marking.groups_of_month(act, 1, NOVEMBER)}
        behind = await act.tx.groups_behind(kindergarten_id=1, month=202611, **days)
    assert groups[YOUNGER].count(SheetState.PUBLISHED) == 2
    assert groups[OLDER].count(SheetState.MARKING) == 1
    assert [(row["id"], row["children"]) for row in behind] == [(OLDER, 1)]


async def test_a_child_of_no_group_stands_apart(garden: Garden) -> None:
    async with garden.acting() as act:
        await act.tx.begin_stay(application_id=3, kindergarten_id=1, day="2026-11-16", group_id=None)
        groups = await marking.groups_of_month(act, 1, NOVEMBER)
        assert [one.id for one in groups] == [YOUNGER, 0]
        assert (await marking.group_of_month(act, 1, NOVEMBER, 0)).group is None
        with pytest.raises(NotAllowed) as no:
            await marking.group_of_month(act, 1, NOVEMBER, OLDER)
    assert no.value.reason is Reason.ANSWER_UNKNOWN


async def test_corrections_keep_their_history(garden: Garden) -> None:
    """R-63: every publication is kept, sealed, and nothing of it can be changed."""
    garden.now = DECEMBER
    await garden.publishes()
    row = await garden.sheet()
    async with garden.acting() as act:
        assert await publications.changes_of(act, row) == []
        with pytest.raises(NotAllowed) as no:
            await marking.mark_child(act, row["id"], 18, Mark.SICK)
    assert no.value.reason is Reason.NOT_NOW
    await garden.disputes()
    async with garden.acting() as act:
        await marking.mark_child(act, row["id"], 18, Mark.SICK)
        await marking.mark_child(act, row["id"], 19, Mark.LEAVE)
        await marking.mark_child(act, row["id"], 19, None)
        await timesheets.publish(act, row["id"], "түзетілді")
        row = await timesheets.of_staff(act, row["id"])
        assert await publications.changes_of(act, row) == [Change(18, Mark.PRESENT, Mark.SICK)]
        history = await publications.history_of(act, row)
        kept = await act.tx.publications_of(sheet_id=row["id"])
    assert [(one.revision, one.at) for one in history] == [(1, DECEMBER), (2, DECEMBER)]
    assert all(b"sick" not in one["marks"] for one in kept)
    again = "INSERT OR REPLACE INTO publication SELECT * FROM publication"
    for sql in ("UPDATE publication SET at = 0", "DELETE FROM publication", again):
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            garden.beside(sql)


@pytest.mark.parametrize("person", [PARENT, OTHER_CLERK, ELSEWHERE])
async def test_nobody_else_marks(garden: Garden, person: int) -> None:
    row = await garden.sheet()
    async with garden.acting(person) as act:
        for deed in (
            marking.mark_child(act, row["id"], 18, Mark.SICK),
            marking.mark_group(act, 1, NOVEMBER, YOUNGER, 18, Mark.SICK),
            timesheets.publish_month(act, 1, NOVEMBER),
            marking.mark_child(act, 10**9, 18, Mark.SICK),
        ):
            with pytest.raises(NotAllowed) as no:
                await deed
            assert no.value.reason is Reason.NOT_STAFF


async def test_a_clerk_who_left_marks_nothing(garden: Garden) -> None:
    row = await garden.sheet()
    async with garden.acting(None) as act:
        assert await staff.remove(act, 2) == 1
    async with garden.acting() as act:
        with pytest.raises(NotAllowed) as no:
            await marking.mark_child(act, row["id"], 18, Mark.SICK)
    assert no.value.reason is Reason.NOT_STAFF
