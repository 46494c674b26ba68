"""Working days and the ends of days.

All instants are aware; people live by local time, which is UTC+5 in the whole country (R-3). A
deadline is an exclusive instant: the local midnight after the last day. Whoever acts then is late.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

KZ = timezone(timedelta(hours=5), "KZ")

WEEKEND = "weekend"
OVERRIDE = "override"

_DAY = timedelta(days=1)


def local(instant: datetime) -> datetime:
    """The instant on the clock of the country."""
    return instant.astimezone(KZ)


def local_day(instant: datetime) -> date:
    """The day it is in the country at that instant."""
    return local(instant).date()


def at_local(day: date, hour: time | str) -> datetime:
    """The UTC instant of a local hour (`"09:00"` or a time) of a day."""
    clock = time.fromisoformat(hour) if isinstance(hour, str) else hour
    return datetime.combine(day, clock, KZ).astimezone(UTC)


def midnight_after(day: date) -> datetime:
    """The first instant after the day: its exclusive end, in UTC."""
    return at_local(day + _DAY, time.min)


def last_day(due_at: datetime) -> date:
    """The local day that ends with an exclusive deadline: the day people are shown."""
    return local_day(due_at - timedelta.resolution)


def first_of_month(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the following month."""
    return first_of_month(month.replace(day=28) + timedelta(days=4))


def last_of_month(month: date) -> date:
    """The last day of the month."""
    return next_month(month) - _DAY


@dataclass(frozen=True)
class Calendar:
    """Which days are worked (R-2).

    `holidays`: days off by law and their codes; `working_weekends`: Saturdays and Sundays moved by
    decree; `overrides`: an operator's word (True: working), which wins over everything.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    working_weekends: frozenset[date] = frozenset()
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def with_overrides(self, overrides: Mapping[date, bool]) -> "Calendar":
        """This calendar with an operator's word about some days laid over it."""
        return replace(self, overrides={**self.overrides, **overrides})

    def is_working(self, day: date) -> bool:
        """Whether people work on that day (R-2)."""
        return self._why_off(day) is None

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; counting starts on the day after it (R-3)."""
        while n > 0:
            day += _DAY
            n -= self.is_working(day)
        return day

    def working_days_between(self, after: date, last: date) -> int:
        """How many working days lie after the first day, up to and including the last."""
        return sum(self.is_working(day) for day in _days(after, last))

    def skipped(self, after: date, last: date) -> list[tuple[date, str]]:
        """The days off on the way, each with why: a holiday's code, `weekend` or `override`."""
        off = ((day, self._why_off(day)) for day in _days(after, last))
        return [(day, why) for day, why in off if why is not None]

    def _why_off(self, day: date) -> str | None:
        if day in self.overrides:
            return None if self.overrides[day] else self.holidays.get(day, OVERRIDE)
        if day in self.working_weekends:
            return None
        weekend = WEEKEND if day.weekday() >= 5 else None
        return self.holidays.get(day, weekend)


def recounted(start: date, due_at: datetime, before: Calendar, after: Calendar) -> datetime:
    """The end of a term of working days under another calendar: as many of them, from the same day on (R-2)."""
    days = before.working_days_between(start, last_day(due_at))
    return midnight_after(after.add_working_days(start, days)) if days else due_at


def _days(after: date, last: date) -> Iterator[date]:
    for n in range(1, (last - after).days + 1):
        yield after + n * _DAY
