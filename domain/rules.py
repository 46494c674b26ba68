"""Rules are dated data (R-1): every number lives once, beside its source, in `rules.toml`.

A rule holds for a region or for the whole country, from a day and to a day, both included. Whoever
asks names the day and the region, and gets the rule that is nearest: the region's own before the
country's, the later one before the earlier.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

from domain.calendar import Calendar, midnight_after


class Unit(StrEnum):
    """What a rule's value counts or says."""

    WORKING_DAYS = auto()
    CALENDAR_DAYS = auto()
    DAY_OF_MONTH = auto()
    DAYS = auto()
    MONTHS = auto()
    YEARS = auto()
    HOURS = auto()
    MINUTES = auto()
    SECONDS = auto()
    COUNT = auto()
    PERCENT = auto()
    CHARACTERS = auto()
    LOCAL_TIME = auto()
    WINDOW = auto()
    DAY_OF_YEAR = auto()
    SIGNATURE = auto()
    ADMISSION = auto()
    PHONE = auto()
    ADDRESS = auto()
    CONSEQUENCE = auto()


@dataclass(frozen=True)
class Rule:
    """One row: a value, its unit, where and when it holds, and who says so."""

    key: str
    value: int | str
    unit: Unit
    source: str
    rules: tuple[str, ...]
    region: str | None = None
    valid_from: date = date.min
    valid_to: date = date.max

    def holds(self, day: date, region: str | None) -> bool:
        """Whether the rule is in force on that day in that region."""
        return self.region in (None, region) and self.valid_from <= day <= self.valid_to


class RuleBook:
    """All rules of all days and regions."""

    def __init__(self, rows: Iterable[Rule]) -> None:
        self.rows = tuple(rows)
        self._by_key: dict[str, list[Rule]] = {}
        for row in sorted(self.rows, key=_nearest_first, reverse=True):
            self._by_key.setdefault(row.key, []).append(row)

    @classmethod
    def load(cls, path: Path | None = None) -> "RuleBook":
        """Read the rules of a TOML file; without a path, the product's own."""
        source = path or Path(__file__).with_name("rules.toml")
        rows = tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
        return cls(_rule(row) for row in rows)

    def with_overrides(self, rows: Iterable[Rule]) -> "RuleBook":
        """These rules and more; among equals the added ones win."""
        return RuleBook((*rows, *self.rows))

    def at(self, day: date, region: str | None = None) -> "Rules":
        """The rules of that day in that region (R-1)."""
        return Rules(self, day, region)

    def rule(self, key: str, day: date, region: str | None) -> Rule:
        """The nearest row in force; KeyError if there is none."""
        for row in self._by_key.get(key, ()):
            if row.holds(day, region):
                return row
        raise KeyError(key)


@dataclass(frozen=True)
class Rules:
    """The rules of one day in one region."""

    book: RuleBook
    day: date
    region: str | None

    def rule(self, key: str) -> Rule:
        """The whole row: value, unit, source; KeyError for an unknown key."""
        return self.book.rule(key, self.day, self.region)

    def number(self, key: str) -> int:
        """A rule that is a number, in its row's unit."""
        return int(self.rule(key).value)

    def text(self, key: str) -> str:
        """A rule that is a word."""
        return str(self.rule(key).value)

    def time(self, key: str) -> time:
        """A rule that is an hour of local time."""
        return time.fromisoformat(self.text(key))

    def source(self, key: str) -> str:
        """Who says so."""
        return self.rule(key).source

    def deadline(self, key: str, after: date, calendar: Calendar) -> datetime:
        """The exclusive end of a term of days, counted from the day after `after` (R-3).

        The row's unit says whether working or calendar days are counted.
        """
        days = self.number(key)
        if self.rule(key).unit is Unit.WORKING_DAYS:
            return midnight_after(calendar.add_working_days(after, days))
        return midnight_after(after + timedelta(days=days))


def _nearest_first(rule: Rule) -> tuple[bool, date]:
    return (rule.region is not None, rule.valid_from)


def _rule(row: Mapping[str, Any]) -> Rule:
    fields = dict(row)
    fields["valid_from"] = fields.pop("from", date.min)
    fields["valid_to"] = fields.pop("to", date.max)
    fields["unit"] = Unit(fields["unit"])
    fields["rules"] = tuple(fields["rules"])
    return Rule(**fields)
