"""Named SQL: every query of `queries/*.sql`, read by aiosql.

The operator behind a query's name says what comes back:

    name(...)      list of rows          name(...)!    how many rows were touched
    name(...)^     one row or None       name(...)<!   what RETURNING gave: the value if it names
    name(...)$     one value or None                   one column, else the row; None if nothing
    name(...)*!    run for many: `await tx.name([{...}, {...}])`, how many rows were touched

A query is run on the spot (see `storage/line.py`). One that reads more than a few rows says so in the comment under its
name, `-- Scans: …`, and is run in the connection's thread.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from inspect import Signature
from pathlib import Path
from typing import Any, cast

import aiosql
from aiosql.types import SQLOperationType as Kind

from storage.line import Line

Row = sqlite3.Row
SCANS = "Scans:"


class BadQuery(Exception):
    """A query file says something that cannot be meant; the text names the query."""


class Statement:
    """One query; `names` are its parameters."""

    __slots__ = ("_kind", "_shape", "names", "scans", "sql")

    def __init__(self, sql: str, kind: Kind, names: tuple[str, ...], *, scans: bool) -> None:
        self.sql, self.names, self.scans = sql, names, scans
        self._kind = kind
        self._shape = _SHAPES.get(kind)

    async def run(self, line: Line, values: Any) -> Any:
        """What the query gives."""
        if line.away or self.scans:
            return await self._in_thread(line, values)
        if self._shape is not None:
            return self._shape(line.link.execute(self.sql, values).fetchall())
        if self._kind is Kind.INSERT_UPDATE_DELETE_MANY:
            return line.link.executemany(self.sql, values).rowcount
        return line.link.execute(self.sql, values).rowcount

    async def _in_thread(self, line: Line, values: Any) -> Any:
        line.away = True
        if self._shape is not None:
            return self._shape(list(await line.connection.execute_fetchall(self.sql, values)))
        # Such a cursor is spent once it has run: nothing to fetch, nothing to close.
        if self._kind is Kind.INSERT_UPDATE_DELETE_MANY:
            return (await line.connection.executemany(self.sql, values)).rowcount
        return (await line.connection.execute(self.sql, values)).rowcount


def _every(rows: list[Row]) -> Any:
    return rows


def _first(rows: list[Row]) -> Any:
    return rows[0] if rows else None


def _value(rows: list[Row]) -> Any:
    return rows[0][0] if rows else None


def _returned(rows: list[Row]) -> Any:
    row = _first(rows)
    return row[0] if row is not None and len(row) == 1 else row


_SHAPES: dict[Kind, Callable[[list[Row]], Any]] = {
    Kind.SELECT: _every,
    Kind.SELECT_ONE: _first,
    Kind.SELECT_VALUE: _value,
    Kind.INSERT_RETURNING: _returned,
}


def load(directory: Path) -> dict[str, Statement]:
    """All queries of the directory's `.sql` files by name.

    Raises BadQuery if two files use the same name, aiosql's own errors if a file is malformed.
    """
    found: dict[str, Statement] = {}
    for path in sorted(directory.glob("*.sql")):
        for name, statement in _statements(path):
            if name in found or name.startswith("_"):
                raise BadQuery(f"{path.name}: {name} is taken; choose another name for this query")
            found[name] = statement
    return found


def _statements(path: Path) -> Iterator[tuple[str, Statement]]:
    queries = aiosql.from_path(path, cast(Any, _Reader), mandatory_parameters=False)
    for name in queries.available_queries:
        query = getattr(queries, name)
        signature: Signature | None = query.__signature__
        # aiosql adds a `…_cursor` to each select, which does not come from the file.
        if not name.endswith("_cursor"):
            scans = (query.__doc__ or "").startswith(SCANS)
            yield (
                name,
                Statement(query.sql, query.operation, tuple(signature.parameters if signature else ()), scans=scans),
            )


class _Reader:
    """The adapter by which aiosql reads the files; it runs nothing."""

    is_aio_driver = False

    def process_sql(self, name: str, kind: Kind, sql: str) -> str:
        """Refuse at start what would surprise later."""
        if kind is Kind.SCRIPT:
            raise BadQuery(f"{name}: a script (#) would commit half-way; use single statements")
        if kind is Kind.INSERT_RETURNING and not _returns(sql):
            raise BadQuery(f"{name}: <! needs a RETURNING clause")
        if kind in _COUNTING and _returns(sql):
            raise BadQuery(f"{name}: ! and *! count rows; with RETURNING use <! or nothing")
        return sql


_COUNTING = {Kind.INSERT_UPDATE_DELETE, Kind.INSERT_UPDATE_DELETE_MANY}


def _returns(sql: str) -> bool:
    return re.search(r"(?i)\breturning\b", sql) is not None
