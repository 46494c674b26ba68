"""A department looks at the timesheets of its queue place: counted set-based, never child by child (R-67)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from domain.calendar import last_of_month, local_day, next_month
from domain.place import region_of
from domain.timesheet import SheetState
from usecases import staff
from usecases.act import Act, Row, instant, seconds
from usecases.timesheets import month_before, month_number

_DAY_ZERO = date(1970, 1, 1)


@dataclass(frozen=True)
class GardenMonth:
    """A kindergarten's month in numbers: children who belonged to it, how their sheets stand, confirmed on which day."""

    row: Row
    children: int
    states: dict[str, int]
    by_day: dict[date, int]

    def count(self, *states: SheetState) -> int:
        """How many sheets stand in one of these states."""
        return sum(self.states.get(state, 0) for state in states)

    @property
    def confirmed(self) -> int:
        """How many families have confirmed."""
        return self.count(SheetState.CONFIRMED)

    @property
    def unpublished(self) -> int:
        """How many children have no published sheet, whether or not its marking has begun."""
        published = sum(self.states.values()) - self.count(SheetState.MARKING)
        return max(0, self.children - published)

    @property
    def share(self) -> float:
        """Confirmed, of all children of the month: 0 to 1."""
        return self.confirmed / self.children if self.children else 0.0

    def confirmed_by(self, day: date) -> int:
        """How many had confirmed by the end of a day."""
        return sum(count for on, count in self.by_day.items() if on <= day)


@dataclass(frozen=True)
class RegionMonth:
    """The month of a queue place: every kindergarten that had children in it, and the days of the window so far."""

    month: date
    gardens: tuple[GardenMonth, ...]
    days: tuple[date, ...]

    @cached_property
    def children(self) -> int:
        """All children of the month."""
        return sum(one.children for one in self.gardens)

    def count(self, *states: SheetState) -> int:
        """How many sheets stand in one of these states."""
        return sum(one.count(*states) for one in self.gardens)

    @property
    def behind(self) -> list[GardenMonth]:
        """The kindergartens that have not published everything, the most children first."""
        late = (one for one in self.gardens if one.unpublished)
        return sorted(late, key=lambda one: (-one.unpublished, one.row["id"]))

    @property
    def lowest(self) -> list[GardenMonth]:
        """The kindergartens, the smallest confirmed share first."""
        return sorted(self.gardens, key=lambda one: (one.share, -one.children, one.row["id"]))

    @property
    def lagging(self) -> list[GardenMonth]:
        """Of those that have published, the smallest share first; the others are listed as unpublished anyway."""
        published = [one for one in self.lowest if one.unpublished < one.children]
        return published or self.lowest

    def share_by(self, day: date) -> float:
        """Confirmed by the end of a day, of all children: 0 to 1."""
        return sum(one.confirmed_by(day) for one in self.gardens) / self.children if self.children else 0.0


@dataclass(frozen=True, slots=True)
class OldDispute:
    """A dispute that the kindergarten has not answered for too long: since when, in days."""

    application_id: int
    kindergarten_id: int
    month: int
    since: date
    days: int


async def region_month(act: Act, queue_place: str, month: date) -> RegionMonth:
    """The month in numbers; NotAllowed NOT_STAFF for another queue place."""
    await staff.must_serve(act, "department", queue_place)
    key = {"queue_place": queue_place, "month": month_number(month)}
    stay = {"first_day": month.isoformat(), "last_day": last_of_month(month).isoformat()}
    children = await act.tx.children_by_garden(queue_place=queue_place, **stay)
    states: dict[int, dict[str, int]] = defaultdict(dict)
    for row in await act.tx.sheets_by_garden(**key):
        states[row["kindergarten_id"]][row["state"]] = row["sheets"]
    by_day: dict[int, dict[date, int]] = defaultdict(dict)
    for row in await act.tx.confirmed_by_day(**key):
        by_day[row["kindergarten_id"]][_DAY_ZERO + timedelta(days=row["day"])] = row["sheets"]
    count = {row["kindergarten_id"]: row["children"] for row in children}
    gardens = [
        GardenMonth(row, count[row["id"]], states[row["id"]], by_day[row["id"]])
        for row in await act.tx.gardens_of_region(queue_place=queue_place)
        if row["id"] in count
    ]
    return RegionMonth(month, tuple(gardens), _window(act, queue_place, month))


def _window(act: Act, queue_place: str, month: date) -> tuple[date, ...]:
    """The days of the window that have begun (R-62)."""
    last = act.law.rulebook.at(local_day(act.now), region_of(queue_place)).number("timesheet_window_last")
    days = (next_month(month).replace(day=day) for day in range(1, last + 1))
    return tuple(day for day in days if day <= local_day(act.now))


async def at_risk(act: Act, queue_place: str, month: date) -> Sequence[Row]:
    """The families that have missed one month, so that the next one could cost the voucher (R-64, R-65)."""
    await staff.must_serve(act, "department", queue_place)
    number = month_number(month)
    rows: Sequence[Row] = await act.tx.families_at_risk(
        queue_place=queue_place, month=number, month_before=month_before(number)
    )
    return rows


def watched_days(act: Act, queue_place: str) -> int:
    """After how many calendar days an unanswered dispute is listed."""
    return act.law.rulebook.at(local_day(act.now), region_of(queue_place)).number("dispute_answer_watched")


async def old_disputes(act: Act, queue_place: str) -> list[OldDispute]:
    """The disputes of any month that have been open for longer than that, the oldest first (R-63)."""
    await staff.must_serve(act, "department", queue_place)
    before = act.now - timedelta(days=watched_days(act, queue_place))
    rows = await act.tx.old_disputes(queue_place=queue_place, before=seconds(before))
    return [_old(act, row) for row in rows]


def _old(act: Act, row: Row) -> OldDispute:
    since = instant(row["answered_at"])
    assert since is not None, "asked for by the query"
    return OldDispute(
        row["application_id"], row["kindergarten_id"], row["month"], local_day(since), (act.now - since).days
    )
