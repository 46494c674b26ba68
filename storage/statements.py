"""Named SQL: every query of `queries/*.sql` becomes an awaitable that makes one thread hop.

The files are read by aiosql; the operator behind a query's name says what comes back:

    name(...)      list of rows          name(...)!    how many rows were touched
    name(...)^     one row or None       name(...)<!   what RETURNING gave: the value if it names
    name(...)$     one value or None                   one column, else the row; None if nothing
    name(...)*!    run for many: `await tx.name([{...}, {...}])`, how many rows were touched

aiosql's own aiosqlite adapter opens a cursor, reads it and closes it, a hop each; and its selects
are generators. This adapter calls itself synchronous, so aiosql hands back whatever its methods
give — coroutines — untouched.
"""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import aiosql
import aiosqlite
from aiosql.types import SQLOperationType

Row = sqlite3.Row
Statement = Callable[..., Awaitable[Any]]
"""Called with the connection first, then the query's own named parameters."""


class BadQuery(Exception):
    """A query file says something that cannot be meant; the text names the query."""


class OneHop:
    """The aiosql adapter: each method is one job for the connection's thread."""

    is_aio_driver = False

    def process_sql(self, name: str, operation: SQLOperationType, sql: str) -> str:
        """Refuse at start what would surprise later."""
        if operation is SQLOperationType.SCRIPT:
            raise BadQuery(f"{name}: a script (#) would commit half-way; use single statements")
        if operation is SQLOperationType.INSERT_RETURNING and not _returns(sql):
            raise BadQuery(f"{name}: <! needs a RETURNING clause")
        if operation in _COUNTING and _returns(sql):
            raise BadQuery(f"{name}: ! and *! count rows; with RETURNING use <! or nothing")
        return sql

    async def select(self, conn: aiosqlite.Connection, _name: str, sql: str, values: Any, _class: Any) -> list[Row]:
        return list(await conn.execute_fetchall(sql, values))

    async def select_one(
        self, conn: aiosqlite.Connection, _name: str, sql: str, values: Any, _class: Any
    ) -> Row | None:
        return _first(await conn.execute_fetchall(sql, values))

    async def select_value(self, conn: aiosqlite.Connection, _name: str, sql: str, values: Any) -> Any:
        row = _first(await conn.execute_fetchall(sql, values))
        return None if row is None else row[0]

    async def insert_returning(self, conn: aiosqlite.Connection, _name: str, sql: str, values: Any) -> Any:
        row = _first(await conn.execute_fetchall(sql, values))
        return row[0] if row is not None and len(row) == 1 else row

    async def insert_update_delete(self, conn: aiosqlite.Connection, _name: str, sql: str, values: Any) -> int:
        # Such a cursor is spent once it has run: nothing to fetch, nothing to close.
        return (await conn.execute(sql, values)).rowcount

    async def insert_update_delete_many(
        self,
        conn: aiosqlite.Connection,
        _name: str,
        sql: str,
        many: Iterable[Mapping[str, Any]],
    ) -> int:
        return (await conn.executemany(sql, many)).rowcount


_COUNTING = {SQLOperationType.INSERT_UPDATE_DELETE, SQLOperationType.INSERT_UPDATE_DELETE_MANY}


def _returns(sql: str) -> bool:
    return re.search(r"(?i)\breturning\b", sql) is not None


def _first(rows: Iterable[Row]) -> Row | None:
    return next(iter(rows), None)


def load(directory: Path) -> dict[str, Statement]:
    """All queries of the directory's `.sql` files by name.

    Raises BadQuery if two files use the same name, aiosql's own errors if a file is malformed.
    """
    found: dict[str, Statement] = {}
    for path in sorted(directory.glob("*.sql")):
        for name, statement in _statements(path).items():
            if name in found or name.startswith("_"):
                raise BadQuery(f"{path.name}: {name} is taken; choose another name for this query")
            found[name] = statement
    return found


def _statements(path: Path) -> dict[str, Statement]:
    queries = aiosql.from_path(path, cast(Any, OneHop), mandatory_parameters=False)
    by_name = {name: getattr(queries, name) for name in queries.available_queries}
    # aiosql adds a `…_cursor` to each select; a cursor needs several hops.
    cursors = {f"{name}_cursor" for name in by_name}
    return {name: run for name, run in by_name.items() if name not in cursors}
