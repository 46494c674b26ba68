"""Which days of a month a kindergarten's sheet has when the child goes, and comes back (R-58, R-64, R-67)."""

from datetime import UTC, date, datetime

import pytest

from domain import voucher
from domain.not_allowed import NotAllowed, Reason
from tests.timesheets.garden import CLERK, DEPARTMENT, NOVEMBER, OTHER_CLERK, Garden
from usecases import region_sheets, timesheets, vouchers

DECEMBER, JANUARY, FEBRUARY = (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))


async def carry(garden: Garden, person_id: int, command: voucher.Command) -> None:
    """Something happens to the first child's voucher."""
    async with garden.acting(person_id) as act:
        await vouchers.carry_out(act, await act.tx.application_by_id(application_id=1), command)


async def transfer(garden: Garden, at: datetime) -> None:
    """The first child moves to the other kindergarten, for real."""
    garden.now = at
    async with garden.acting(None) as act:
        await act.tx.put_class(kindergarten_id=2, group_type="general", language="kk", age_from=2, age_to=4, places=20)
    garden.beside("UPDATE application SET group_id = 1 WHERE id = 1")
    await carry(garden, 1, voucher.AskTransfer(2, 3, "code"))
    await carry(garden, OTHER_CLERK, voucher.KindergartenSigns())


@pytest.mark.parametrize("month", [NOVEMBER, DECEMBER], ids=["a stay that ends on the 31st", "on the 30th"])
async def test_transferred_on_the_first_after_the_month_was_opened(garden: Garden, month: date) -> None:
    """R-58, R-67: the old kindergarten has no sheet to publish, nor does its month break for the others."""
    garden.enrol()
    garden.beside("UPDATE stay SET since = '2026-10-01'")
    first = datetime(month.year, month.month, 1, 5, tzinfo=UTC)
    garden.now = first
    sheet = await garden.sheet(month=month)
    await transfer(garden, first)
    async with garden.acting() as act:
        rows = await timesheets.open_month(act, 1, month)
        assert [row["application_id"] for row in rows] == [2, 3]
        gone = await act.tx.sheet_by_id(sheet_id=sheet["id"])
        assert timesheets.stay(gone, month) == ()
        assert timesheets.marks_of(act, gone) == {}
    garden.now = datetime(2027, 1, 3, 5, tzinfo=UTC)
    await garden.publishes(month)
    async with garden.acting() as act:
        kept = await act.tx.sheets_of_application(application_id=1)
        assert [(row["kindergarten_id"], row["state"]) for row in kept] == [(1, "marking")]
        with pytest.raises(NotAllowed) as no:
            await timesheets.publish(act, sheet["id"])
        assert no.value.reason is Reason.NOT_NOW


async def move(garden: Garden, was: int, last: str, now: int, since: str, group_id: int | None = None) -> None:
    """From one kindergarten to another, as the tables keep it."""
    async with garden.acting(None) as act:
        await act.tx.end_stay(application_id=1, kindergarten_id=was, day=last)
        await act.tx.begin_stay(application_id=1, kindergarten_id=now, day=since, group_id=group_id)


async def days(garden: Garden, month: date) -> list[int]:
    """Of the first child, in the first kindergarten."""
    async with garden.acting() as act:
        rows = [row for row in await timesheets.open_month(act, 1, month) if row["application_id"] == 1]
        return [day for row in rows for day in timesheets.marks_of(act, row)]


async def test_back_in_the_first_kindergarten_months_later(garden: Garden) -> None:
    """R-67: the months between belong to the other one."""
    await move(garden, 1, "2026-11-10", 2, "2026-11-11")
    await move(garden, 2, "2027-01-09", 1, "2027-01-10", group_id=2)
    garden.now = datetime(2027, 2, 1, 5, tzinfo=UTC)
    assert await days(garden, NOVEMBER) == list(range(2, 11))
    assert await days(garden, DECEMBER) == []
    assert await days(garden, JANUARY) == list(range(10, 32))
    assert await days(garden, FEBRUARY) == list(range(1, 29))
    groups = [(await garden.sheet(month=month))["group_id"] for month in (NOVEMBER, JANUARY)]
    assert groups == [1, 2]


async def test_back_within_the_month(garden: Garden) -> None:
    """R-67: one sheet with both of its stays; the child counts once, in its last group."""
    await move(garden, 1, "2026-11-10", 2, "2026-11-11")
    await move(garden, 2, "2026-11-19", 1, "2026-11-20", group_id=2)
    assert await days(garden, NOVEMBER) == [*range(2, 11), *range(20, 31)]
    async with garden.acting(DEPARTMENT) as act:
        month = await region_sheets.region_month(act, "750000000", NOVEMBER)
        assert [one.children for one in month.gardens] == [3, 1]
        behind = await act.tx.groups_behind(
            kindergarten_id=1, month=202611, first_day="2026-11-01", last_day="2026-11-30"
        )
    assert [(row["id"], row["children"]) for row in behind] == [(1, 1), (2, 2)]


async def test_a_cancelling_that_is_taken_back_ends_no_stay(garden: Garden) -> None:
    """R-64: the child was there all the time."""
    garden.enrol()
    garden.now = datetime(2026, 12, 11, 5, tzinfo=UTC)
    await carry(garden, CLERK, voucher.MissMonths(date(2026, 10, 1), NOVEMBER))
    assert await days(garden, DECEMBER) == list(range(1, 12))
    garden.now = datetime(2026, 12, 21, 5, tzinfo=UTC)
    await carry(garden, DEPARTMENT, voucher.Reinstate())
    assert await days(garden, DECEMBER) == list(range(1, 32))


async def test_what_was_seen_of_a_month_is_kept_for_two(garden: Garden) -> None:
    """R-66: its rungs lie in the month after it."""
    async with garden.acting(1) as act:
        for month in (202608, 202609, 202610):
            await act.tx.see_sheets(month=month, person_id=1, spares="", now=act.seconds)
        await act.tx.forget_seen_sheets(before=202609)
        assert await act.tx.family_has_seen_sheets(month=202608, child_id=1) is None
        assert await act.tx.family_has_seen_sheets(month=202609, child_id=1) == 1
