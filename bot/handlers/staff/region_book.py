"""A queue place's timesheets as a workbook: numbers of kindergartens and of applications, no names of children, no IINs."""

import html
from collections.abc import Sequence
from datetime import date

from bot.handlers.gardens import name_of
from bot.handlers.voucher import number_of
from bot.words import _, say
from domain.timesheet import SheetState
from gateways.workbooks import Cell, Page
from usecases import region_sheets
from usecases.act import Act, Row
from usecases.region_sheets import GardenMonth, OldDispute, RegionMonth
from usecases.timesheets import month_of


async def gardens_by_id(act: Act, scope: str) -> dict[int, Row]:
    """The kindergartens of a queue place."""
    return {row["id"]: row for row in await act.tx.gardens_of_region(queue_place=scope)}


async def book_pages(act: Act, scope: str, region: RegionMonth) -> list[Page]:
    """The month by kindergarten and by day, and the three lists; NotAllowed NOT_STAFF."""
    gardens = await gardens_by_id(act, scope)
    risk = await region_sheets.at_risk(act, scope, region.month)
    disputes = await region_sheets.old_disputes(act, scope)
    code, garden, no = _("Code"), _("Kindergarten"), _("No. of the application")
    first: list[Cell] = [code, garden, _("Children"), _("Confirmed"), _("Confirmed, %"), _("No answer yet")]
    first += [_("Disputed"), _("Not confirmed in time"), _("Refused"), _("Not published"), _("Phone")]
    by_day: list[Cell] = [code, garden, *(f"{day:%d.%m}" for day in region.days)]
    since: list[Cell] = [no, code, garden, _("Month"), _("Open since"), _("Days")]
    wide = (12, 42)
    return [
        Page(_("By kindergarten"), [first, *map(_garden_row, region.gardens)], wide),
        Page(_("Confirmed by day, %"), [by_day, *(_day_row(one, region.days) for one in region.gardens)], wide),
        Page(
            _("Families at risk"),
            [[no, code, garden, _("Missed month")], *(_risk_row(row, gardens) for row in risk)],
            (16, *wide, 12),
        ),
        Page(_("Old disputes"), [since, *(_dispute_row(one, gardens) for one in disputes)], (16, *wide, 12, 12)),
        Page(
            _("Not published"),
            [[code, garden, _("Not published"), _("Children")], *(_behind_row(one) for one in region.behind)],
            wide,
        ),
    ]


def _named(row: Row) -> list[Cell]:
    return [row["code"], html.unescape(say(name_of(row)))]


def _garden_row(one: GardenMonth) -> list[Cell]:
    return [
        *_named(one.row),
        one.children,
        one.confirmed,
        round(100 * one.share, 1),
        one.count(SheetState.PUBLISHED),
        one.count(SheetState.DISPUTED),
        one.count(SheetState.UNCONFIRMED),
        one.count(SheetState.REFUSED),
        one.unpublished,
        one.row["phone"],
    ]


def _day_row(one: GardenMonth, days: Sequence[date]) -> list[Cell]:
    return [*_named(one.row), *(round(100 * one.confirmed_by(day) / max(one.children, 1), 1) for day in days)]


def _risk_row(row: Row, gardens: dict[int, Row]) -> list[Cell]:
    return [number_of(row["application_id"]), *_named(gardens[row["kindergarten_id"]]), _iso(row["month"])]


def _dispute_row(one: OldDispute, gardens: dict[int, Row]) -> list[Cell]:
    number = number_of(one.application_id)
    return [number, *_named(gardens[one.kindergarten_id]), _iso(one.month), one.since.isoformat(), one.days]


def _behind_row(one: GardenMonth) -> list[Cell]:
    return [*_named(one.row), one.unpublished, one.children]


def _iso(month: int) -> str:
    return f"{month_of(month):%Y-%m}"
