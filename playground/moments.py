"""How a moment is written in a call: an instant, a duration, "next_due", "working_day"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

import holidays

KZ = timezone(timedelta(hours=5))
DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def instant(text: str) -> datetime:
    """Read an ISO 8601 instant; without an offset it is Kazakhstan's time. Raises ValueError."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=KZ)).astimezone(UTC)


def later(now: datetime, duration: str) -> datetime:
    """`now` and an ISO 8601 duration such as PT1H, P3D, P1M. Raises ValueError."""
    match = DURATION.fullmatch(duration.strip().upper())
    parts = {k: float(v) for k, v in match.groupdict().items() if v} if match else {}
    if not parts:
        raise ValueError("not an ISO 8601 duration")
    months = int(parts.pop("years", 0) * 12 + parts.pop("months", 0))
    return _months_later(now, months) + timedelta(**parts)


def next_working_day(now: datetime) -> datetime:
    """The same local hour of the next working day."""
    here = now.astimezone(KZ) + timedelta(days=1)
    while not _works(here.date()):
        here += timedelta(days=1)
    return here.astimezone(UTC)


def _works(day: date) -> bool:
    calendar = holidays.country_holidays("KZ", years=day.year)
    return bool(calendar.is_working_day(day))


def _months_later(now: datetime, months: int) -> datetime:
    here = now.astimezone(KZ)
    year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
    day = min(here.day, monthrange(year, month + 1)[1])
    return here.replace(year=year, month=month + 1, day=day).astimezone(UTC)
