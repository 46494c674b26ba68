"""The calendar and the rules that the situations are judged by, and how they tell the time."""

from datetime import UTC, date, datetime

import holidays
import pytest

from domain.calendar import KZ, Calendar
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rule as Rule
from domain.rules import RuleBook, Rules, Unit

BOOK = RuleBook.load()
KNOWN = holidays.country_holidays("KZ", years=range(2023, 2031), language="en_US")
CALENDAR = Calendar(
    holidays={day: name.partition(" (")[0] for day, name in KNOWN.items()},
    working_weekends=frozenset(KNOWN.weekend_workdays),
)


def at(local: str) -> datetime:
    """`"2026-03-20 23:59"` on the country's clock."""
    return datetime.fromisoformat(local).replace(tzinfo=KZ).astimezone(UTC)


def day(iso: str) -> date:
    """`"2026-03-20"`."""
    return date.fromisoformat(iso)


def shown(instant: datetime | None) -> str:
    """An instant as the country's clock shows it, or `never`."""
    return instant.astimezone(KZ).strftime("%Y-%m-%d %H:%M") if instant else "never"


def rules(on: str = "2026-03-20", region: str | None = None) -> Rules:
    """The rules of a day."""
    return BOOK.at(day(on), region)


def ruled(key: str, value: int | str, unit: Unit, region: str, since: str) -> RuleBook:
    """The product's rules, and one of a region since a day."""
    return BOOK.with_overrides([Rule(key, value, unit, "ours", ("R-1",), region, day(since))])


def why(refused: pytest.ExceptionInfo[NotAllowed]) -> Reason:
    """The reason that was given."""
    return refused.value.reason
