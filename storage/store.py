"""The one door to the database: `transaction()` to change, `reading()` to look.

    async with store.transaction() as tx:
        person = await tx.person_by_telegram(telegram_id=5)
        await tx.rename(id=person["id"], name="…")
    # here it is on the disk

A `Tx` has one awaitable method per named query (see `storage/statements.py`).
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

from storage import dialect_sqlite, migrations, statements
from storage.dialect_sqlite import ROLLBACK, SNAPSHOT
from storage.seal import Keys, Seal
from storage.sole import Sole
from storage.statements import Row, Statement
from storage.writer import NotKept, Writer, through

__all__ = ["NotKept", "Row", "Store", "Tx", "current"]

HERE = Path(__file__).parent
READERS = 2


class Tx:
    """An open transaction or snapshot: `await tx.some_query(id=5)`."""

    def __init__(self, connection: aiosqlite.Connection, named: dict[str, Statement]) -> None:
        self._connection = connection
        self._named = named
        self._open = True

    def __getattr__(self, name: str) -> Statement:
        statement = self._named.get(name)
        if statement is None:
            raise AttributeError(f"No query is named {name!r} in storage/queries/*.sql")
        return partial(self._run, statement)

    def _run(self, statement: Statement, *many: Any, **values: Any) -> Any:
        # After a full disk SQLite ends the transaction by itself: nothing may be written outside.
        if not (self._open and self._connection.in_transaction):
            raise RuntimeError("This transaction is over; nothing more can be asked of it.")
        return statement(self._connection, *many, **values)


_writing: ContextVar[Tx | None] = ContextVar("writing", default=None)
_reading: ContextVar[Tx | None] = ContextVar("reading", default=None)


def current() -> Tx | None:
    """The transaction open in this task, to be joined; None if there is none."""
    return _open(_writing.get())


def _open(tx: Tx | None) -> Tx | None:
    # A task started inside a transaction inherits it and may outlive it.
    return tx if tx is not None and tx._open else None


@contextmanager
def _opened(where: ContextVar[Tx | None], tx: Tx) -> Iterator[Tx]:
    token = where.set(tx)
    try:
        yield tx
    finally:
        tx._open = False
        where.reset(token)


class Store:
    """An open database; `seal` encrypts what is kept in it."""

    def __init__(
        self,
        writer: Writer,
        readers: list[aiosqlite.Connection],
        named: dict[str, Statement],
        seal: Seal,
        sole: Sole | None,
    ) -> None:
        self.seal = seal
        self._writer = writer
        self._named = named
        self._sole = sole
        self._closed = False
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @classmethod
    async def open(
        cls,
        url: str,
        keys: Keys,
        *,
        sole: bool = False,
        schema_dir: Path = HERE / "schema",
        queries_dir: Path = HERE / "queries",
    ) -> "Store":
        """Open the file, creating it and bringing its schema up to date.

        `sole=True` is for the bot itself: a second one is refused while this one runs. Short
        commands open without; they may write meanwhile, but not change the schema.
        Raises UnsupportedDatabase, NewerSchema, AlreadyRunning, BadQuery.
        """
        path = dialect_sqlite.path_of(url)
        dialect_sqlite.make_private(path)
        named = statements.load(queries_dir)
        async with AsyncExitStack() as stack:
            lock = Sole(path) if sole else None
            if lock:
                stack.callback(lock.release)
            await asyncio.to_thread(_migrate, path, schema_dir, lock)
            writer = await dialect_sqlite.connect(path)
            stack.push_async_callback(writer.close)
            readers = []
            for _ in range(READERS):
                readers.append(await dialect_sqlite.connect(path, read_only=True))
                stack.push_async_callback(readers[-1].close)
            stack.pop_all()
        return cls(Writer(writer), readers, named, Seal(keys), lock)

    async def close(self) -> None:
        """Let running transactions finish, then close; the second time does nothing."""
        if not self._closed:
            self._closed = True
            await through(self._close())

    async def _close(self) -> None:
        await self._writer.close()
        for _ in range(READERS):
            await (await self._readers.get()).close()
        if self._sole is not None:
            self._sole.release()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """A transaction; when the block is left, its changes are on the disk.

        An exception inside undoes all of it. Await nothing but the database inside: everybody
        else is in line. Raises NotKept if the COMMIT fails, RuntimeError inside another one.
        """
        if current() is not None:
            raise RuntimeError("A transaction is already open in this task; join it: current().")
        self._must_be_open()
        async with self._writer.turn():
            with _opened(_writing, Tx(self._writer.connection, self._named)) as tx:
                yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """A snapshot of what was committed when the first query ran; it cannot write.

        Inside a transaction or another `reading()` of this task it is that one.
        """
        joined = current() or _open(_reading.get())
        if joined is not None:
            yield joined
            return
        self._must_be_open()
        connection = await self._readers.get()
        try:
            await connection.executescript(SNAPSHOT)
            with _opened(_reading, Tx(connection, self._named)) as tx:
                yield tx
        finally:
            # Cancelled or not, the ROLLBACK is on its way before the next reader's BEGIN.
            try:
                with suppress(Exception):
                    await connection.executescript(ROLLBACK)
            finally:
                self._readers.put_nowait(connection)

    def _must_be_open(self) -> None:
        if self._closed:
            raise RuntimeError("The database is closed.")


def _migrate(path: Path, schema_dir: Path, lock: Sole | None) -> None:
    if not migrations.check(path, schema_dir):
        return
    own = Sole(path) if lock is None else None
    try:
        migrations.apply(path, schema_dir)
    finally:
        if own is not None:
            own.release()
