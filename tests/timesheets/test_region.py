"""What a department counts (R-62 … R-67)."""

from datetime import UTC, date, datetime

import pytest

from domain import timesheet
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import SheetState
from tests.timesheets.garden import (
    ALMATY,
    CLERK,
    DECEMBER,
    DEPARTMENT,
    ELSEWHERE,
    NOVEMBER,
    PARENT,
    YOUNGER,
    Garden,
)
from usecases import region_sheets, timesheets
from usecases.region_sheets import RegionMonth


async def counted(garden: Garden, month: date = NOVEMBER) -> RegionMonth:
    """The month as the department sees it."""
    async with garden.acting(DEPARTMENT) as act:
        return await region_sheets.region_month(act, ALMATY, month)


async def at_risk(garden: Garden, month: date) -> list[tuple[int, int]]:
    """Who has missed which month."""
    async with garden.acting(DEPARTMENT) as act:
        return [(row["application_id"], row["month"]) for row in await region_sheets.at_risk(act, ALMATY, month)]


async def lapse(garden: Garden) -> None:
    """What falls due up to now happens."""
    async with garden.acting(None) as act:
        for row in await act.tx.sheets_due(now=act.seconds, at_most=100):
            await timesheets.carry_out_sheet(act, await act.tx.sheet_by_id(sheet_id=row["id"]), timesheet.TimePasses())


async def test_shares_by_kindergarten_and_day(garden: Garden) -> None:
    """R-62, R-67: of all children, whether published or not; a kindergarten without children is not counted."""
    assert (await counted(garden)).days == ()
    garden.now = DECEMBER
    async with garden.acting() as act:
        await timesheets.publish_month(act, 1, NOVEMBER, YOUNGER)
    garden.now = datetime(2026, 12, 3, 18, 59, tzinfo=UTC)  # 23:59
    await garden.confirms(1)
    garden.now = datetime(2026, 12, 3, 19, 0, tzinfo=UTC)  # 4 December, 00:00
    await garden.disputes(2)
    region = await counted(garden)
    (one,) = region.gardens
    assert (one.children, one.confirmed, one.unpublished, region.count(SheetState.DISPUTED)) == (3, 1, 1, 1)
    assert [round(region.share_by(day), 2) for day in region.days] == [0, 0, 0.33, 0.33]
    assert round(one.share, 2) == 0.33
    assert region.behind == region.lagging == [one]


async def test_a_month_of_nobody(garden: Garden) -> None:
    region = await counted(garden, date(2026, 10, 1))
    assert (region.children, region.gardens, region.lagging, region.share_by(NOVEMBER)) == (0, (), [], 0)


async def test_a_dispute_is_listed_after_five_days(garden: Garden) -> None:
    """R-63: more than five times 24 hours without an answer; answered, it is listed no more."""
    garden.now = DECEMBER
    await garden.publishes()
    await garden.disputes(2)
    listed = []
    for at in (datetime(2026, 12, 6, 4, 0, tzinfo=UTC), datetime(2026, 12, 6, 4, 1, tzinfo=UTC)):
        garden.now = at
        async with garden.acting(DEPARTMENT) as act:
            listed.append(await region_sheets.old_disputes(act, ALMATY))
    assert listed[0] == []
    assert [(one.application_id, one.since, one.days) for one in listed[1]] == [(2, date(2026, 12, 1), 5)]
    sheet = await garden.sheet(2)
    async with garden.acting() as act:
        await timesheets.publish(act, sheet["id"])
    async with garden.acting(DEPARTMENT) as act:
        assert await region_sheets.old_disputes(act, ALMATY) == []


async def test_one_month_missed_is_a_risk_until_the_next_is_settled(garden: Garden) -> None:
    """R-64, R-65: of the enrolled; confirmed or disputed since, or forgiven by the department, it is none."""
    garden.enrol()
    december = date(2026, 12, 1)
    garden.now = DECEMBER
    await garden.publishes()
    await garden.confirms(3)
    assert await at_risk(garden, NOVEMBER) == []
    garden.now = datetime(2026, 12, 10, 19, 0, tzinfo=UTC)
    await lapse(garden)
    assert await at_risk(garden, NOVEMBER) == [(1, 202611), (2, 202611)]
    garden.now = datetime(2027, 1, 2, 6, 0, tzinfo=UTC)
    await garden.publishes(december)
    assert await at_risk(garden, december) == [(1, 202611), (2, 202611)]
    async with garden.acting(PARENT) as act:
        row = await act.tx.sheet_of_month(application_id=1, kindergarten_id=1, month=202612)
        await timesheets.confirm(act, 1, row["id"], 1)
    assert await at_risk(garden, december) == [(2, 202611)]
    garden.beside("UPDATE application SET missed = '2026-11-01' WHERE id = 2")
    assert await at_risk(garden, december) == []


@pytest.mark.parametrize("person", [PARENT, CLERK, ELSEWHERE])
async def test_only_the_own_region(garden: Garden, person: int) -> None:
    async with garden.acting(person) as act:
        for deed in (
            region_sheets.region_month(act, ALMATY, NOVEMBER),
            region_sheets.at_risk(act, ALMATY, NOVEMBER),
            region_sheets.old_disputes(act, ALMATY),
        ):
            with pytest.raises(NotAllowed) as no:
                await deed
            assert no.value.reason is Reason.NOT_STAFF
