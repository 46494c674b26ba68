"""Which days of a month a kindergarten's sheet has when the child goes, and comes back (R-58, R-64, R-67)."""

from datetime import UTC, date, datetime

import pytest

from domain import voucher
from domain.application import Application, GroupType, Language
from domain.deadline import Clock
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark
from tests.timesheets.garden import CLERK, DEPARTMENT, DISTRICT, NOVEMBER, OTHER_CLERK, PARENT, Garden
from usecases import applications, board, publications, region_sheets, timesheets, vouchers

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


async def reinstated_after_publishing(garden: Garden) -> None:
    """Cancelled on 11 December, December published with its first 11 days, reinstated on 4 January."""
    garden.enrol()
    garden.now = datetime(2026, 12, 11, 5, tzinfo=UTC)
    await carry(garden, CLERK, voucher.MissMonths(date(2026, 10, 1), NOVEMBER))
    garden.now = datetime(2027, 1, 3, 5, tzinfo=UTC)
    await garden.publishes(DECEMBER)
    garden.now = datetime(2027, 1, 4, 5, tzinfo=UTC)
    await carry(garden, DEPARTMENT, voucher.Reinstate())


async def disputes(garden: Garden, day: int) -> None:
    sheet = await garden.sheet(month=DECEMBER)
    async with garden.acting(PARENT) as act:
        await timesheets.dispute(act, 1, sheet["id"], sheet["revision"], {day: Mark.SICK}, "x")


@pytest.mark.parametrize("day", [8, 21], ids=["on the sheet", "on no sheet yet"])
async def test_days_that_come_back_are_disputed_and_published(garden: Garden, day: int) -> None:
    """R-63, R-64: after a reinstatement the kindergarten corrects the whole month, marked as usual where nothing was said."""
    await reinstated_after_publishing(garden)
    assert await days(garden, DECEMBER) == list(range(1, 12)), "as it was published"
    await disputes(garden, day)
    assert await days(garden, DECEMBER) == list(range(1, 32))
    sheet = await garden.sheet(month=DECEMBER)
    async with garden.acting() as act:
        await timesheets.publish(act, sheet["id"], "corrected")
    async with garden.acting(PARENT) as act:
        row = await timesheets.of_parent(act, 1, sheet["id"])
        marks = timesheets.published_marks_of(act, row)
        assert [change.before for change in await publications.changes_of(act, row)] == [None] * 20
    assert (row["state"], marks[12], marks[14]) == ("published", Mark.DAY_OFF, Mark.PRESENT)


async def test_a_day_of_no_stay_is_not_disputed(garden: Garden) -> None:
    """R-63, R-67: on 1 November the child was not here yet."""
    garden.enrol()
    garden.now = datetime(2026, 12, 1, 5, tzinfo=UTC)
    await garden.publishes()
    sheet = await garden.sheet()
    async with garden.acting(PARENT) as act:
        with pytest.raises(NotAllowed) as no:
            await timesheets.dispute(act, 1, sheet["id"], sheet["revision"], {1: Mark.SICK}, "x")
    assert no.value.reason is Reason.DAY_OUTSIDE_MONTH


async def test_a_stay_that_ended_before_it_began_gives_no_group(garden: Garden) -> None:
    """R-67: back on the 20th and gone on the same day."""
    await move(garden, 1, "2026-11-10", 2, "2026-11-11")
    await move(garden, 2, "2026-11-19", 1, "2026-11-20", group_id=2)
    await move(garden, 1, "2026-11-19", 2, "2026-11-20")
    async with garden.acting() as act:
        rows = {row["application_id"]: row["group_id"] for row in await timesheets.open_month(act, 1, NOVEMBER)}
    assert rows[1] == 1


async def test_a_month_of_before_stays_on_the_board_when_the_child_has_applied_anew(garden: Garden) -> None:
    """R-61, R-65: its answer is still due."""
    garden.enrol()
    garden.now = datetime(2026, 11, 20, 5, tzinfo=UTC)
    await carry(garden, PARENT, voucher.Leave("leaves"))
    garden.now = datetime(2026, 11, 25, 5, tzinfo=UTC)
    async with garden.acting(PARENT) as act:
        anew = Application(1, DISTRICT, GroupType.GENERAL, Language.KK)
        application_id = await applications.lodge(act, 1, anew, None)
    garden.now = datetime(2026, 12, 1, 5, tzinfo=UTC)
    await garden.publishes()
    async with garden.acting(PARENT) as act:
        first = (await board.board(act, 1))[0]
        assert first.row is not None
        assert (first.row["id"], [one.clock for one in first.running]) == (application_id, [Clock.SHEET])
        _row, found = await board.find(act, 1, Clock.SHEET, first.running[0].about)
        assert found is not None


async def test_what_was_seen_of_a_month_is_kept_for_two(garden: Garden) -> None:
    """R-66: its rungs lie in the month after it."""
    async with garden.acting(1) as act:
        for month in (202608, 202609, 202610):
            await act.tx.see_sheets(month=month, person_id=1, spares="", now=act.seconds)
        await act.tx.forget_seen_sheets(before=202609)
        assert await act.tx.family_has_seen_sheets(month=202608, child_id=1) is None
        assert await act.tx.family_has_seen_sheets(month=202609, child_id=1) == 1
