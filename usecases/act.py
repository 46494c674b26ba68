"""What every use case is given: one open transaction, the moment, the law, and who acts.

A use case loads, lets the domain decide, and saves, all inside the caller's transaction. When the rules say no it
raises NotAllowed, and the caller lets the transaction fall.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from domain.calendar import Calendar
from domain.rules import RuleBook

Queries = Any  # the named queries of storage/queries/*.sql, one awaitable method each
Row = Any  # a row by column name


class Seal(Protocol):
    """Encryption bound to a table and a row, and keyed hashes for look-ups."""

    def close(self, table: str, row: str, plain: bytes) -> bytes:
        """Seal bytes."""
        ...

    def open(self, table: str, row: str, box: bytes) -> bytes:
        """The bytes that were sealed."""
        ...

    def close_json(self, table: str, row: str, value: Any) -> bytes:
        """Seal a JSON value."""
        ...

    def open_json(self, table: str, row: str, box: bytes) -> Any:
        """What was sealed."""
        ...

    def fingerprint(self, kind: str, value: str) -> bytes:
        """The keyed hash of a value."""
        ...


@dataclass(frozen=True, slots=True)
class Law:
    """The rules of every day and region, and the calendar of working days."""

    rulebook: RuleBook
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Act:
    """One unit of work. `person_id` is who acts; None: time passes."""

    tx: Queries
    seal: Seal
    law: Law
    now: datetime
    person_id: int | None = None

    @property
    def seconds(self) -> int:
        """The moment as it is kept."""
        return int(self.now.timestamp())


def seconds(instant: datetime | None) -> int | None:
    """An instant as it is kept."""
    return None if instant is None else int(instant.timestamp())


def instant(kept: int | None) -> datetime | None:
    """A kept instant, UTC."""
    return None if kept is None else datetime.fromtimestamp(kept, UTC)


def dumps(value: Any) -> str:
    """JSON as it is kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
