"""Marking a month: everybody present by default, the exceptions by child and day (R-60)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain import timesheet
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark, SheetState
from usecases import timesheets
from usecases.act import Act, Row
from usecases.timesheets import Marks, closed_marks, month_of, opened_marks, sheet_of

Said = Mapping[int, Mark | None]
"""What a clerk says of days of the month; None: as everybody, present or off by the calendar."""


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """The sheets of one group; `group` is its row, None for children who belong to no group of the kindergarten."""

    group: Row | None
    rows: tuple[Row, ...]

    @property
    def id(self) -> int:
        """The group's id; 0 for none."""
        return self.group["id"] if self.group is not None else 0

    def count(self, *states: SheetState) -> int:
        """How many sheets stand in one of these states."""
        return sum(row["state"] in states for row in self.rows)


async def groups_of_month(act: Act, kindergarten_id: int, month: date) -> list[GroupMonth]:
    """The groups that have children in the month, each with its sheets; NotAllowed NOT_STAFF."""
    rows = await timesheets.open_month(act, kindergarten_id, month)
    classes = [*await act.tx.classes_of(kindergarten_id=kindergarten_id), None]
    every = [GroupMonth(one, tuple(row for row in rows if row["group_id"] == (one and one["id"]))) for one in classes]
    return [one for one in every if one.rows]


async def group_of_month(act: Act, kindergarten_id: int, month: date, group_id: int) -> GroupMonth:
    """One of them; NotAllowed NOT_STAFF, ANSWER_UNKNOWN if it has no child in the month."""
    for one in await groups_of_month(act, kindergarten_id, month):
        if one.id == group_id:
            return one
    raise NotAllowed(Reason.ANSWER_UNKNOWN)


def is_working(act: Act, month: date, day: int) -> bool:
    """Whether a day of the month is worked (R-2)."""
    return act.law.calendar.is_working(month.replace(day=day))


def check_marks(act: Act, row: Row, said: Said) -> None:
    """NotAllowed: NOT_NOW (state) when the month is published, DAY_OUTSIDE_MONTH, DAY_IS_OFF, DAY_IS_WORKING (day)."""
    if not timesheet.may_mark(sheet_of(row)):
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    month = month_of(row["month"])
    days = timesheets.stay(row, month)
    for day, mark in said.items():
        if day not in days:
            raise NotAllowed(Reason.DAY_OUTSIDE_MONTH, day=day)
        if mark is not None:
            timesheet.check_mark(mark, day, working=is_working(act, month, day))


async def mark(act: Act, row: Row, said: Said) -> None:
    """Change the marks of some days of a sheet that has just been read; NotAllowed as `check_marks`."""
    check_marks(act, row, said)
    await act.tx.save_marks(
        sheet_id=row["id"], version=row["version"], marks=closed_marks(act, row, _with(act, row, said))
    )


def _with(act: Act, row: Row, said: Said) -> Marks:
    """What is kept then: before publishing only what differs from the usual, so that the rest follows the calendar."""
    kept, month = opened_marks(act, row, row["marks"]), month_of(row["month"])
    marking = row["state"] == SheetState.MARKING
    for day, mark in said.items():
        usual = timesheet.mark_of_day(None, working=is_working(act, month, day))
        if marking and mark in (None, usual):
            kept.pop(day, None)
        else:
            kept[day] = mark or usual
    return kept


async def mark_child(act: Act, sheet_id: int, day: int, as_what: Mark | None) -> None:
    """One child's day; NotAllowed NOT_STAFF and as `check_marks`."""
    await mark(act, await timesheets.of_staff(act, sheet_id), {day: as_what})


async def mark_group(
    act: Act, kindergarten_id: int, month: date, group_id: int, day: int, as_what: Mark | None
) -> None:
    """The whole group's day; NotAllowed NOT_STAFF, and NOT_NOW if nobody's may be marked, as `to_mark` says."""
    rows = to_mark(await group_of_month(act, kindergarten_id, month, group_id), month, day)
    if not rows:
        raise NotAllowed(Reason.NOT_NOW)
    for row in rows:
        await mark(act, row, {day: as_what})


def to_mark(group: GroupMonth, month: date, day: int) -> list[Row]:
    """Whose day is marked with the group's: those who were here then, and whose month has not been published.

    A disputed month is corrected child by child.
    """
    unpublished = (row for row in group.rows if row["state"] == SheetState.MARKING)
    return [row for row in unpublished if day in timesheets.stay(row, month)]
