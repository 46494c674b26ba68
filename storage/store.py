"""The one door to the database: `transaction()` to change, `reading()` to look.

    async with store.transaction() as tx:
        person = await tx.person_by_telegram(telegram_id=5)
        await tx.rename(id=person["id"], name="…")
    # here it is on the disk

A `Tx` has one awaitable method per named query (see `storage/statements.py`).
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any

from storage import dialect_sqlite, migrations, statements
from storage.dialect_sqlite import ROLLBACK, SNAPSHOT
from storage.line import Line
from storage.seal import Keys, Seal
from storage.sole import Sole
from storage.statements import Row, Statement
from storage.writer import NotKept, Writer, through

__all__ = ["NotKept", "Row", "Store", "Tx", "current"]

HERE = Path(__file__).parent
READERS = 4


class Tx:
    """An open transaction or snapshot: `await tx.some_query(id=5)`."""

    def __init__(self, line: Line, named: dict[str, Statement]) -> None:
        self._line = line
        self._named = named
        self._open = True

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        statement = self._named.get(name)
        if statement is None:
            raise AttributeError(f"No query is named {name!r} in storage/queries/*.sql")
        return partial(self._run, statement)

    def _run(self, statement: Statement, /, *many: Any, **values: Any) -> Coroutine[Any, Any, Any]:
        # After a full disk SQLite ends the transaction by itself: nothing may be written outside.
        if not (self._open and self._line.link.in_transaction):
            raise RuntimeError("This transaction is over; nothing more can be asked of it.")
        return statement.run(self._line, many[0] if many else values)


_writing: ContextVar[Tx | None] = ContextVar("writing", default=None)
_reading: ContextVar[Tx | None] = ContextVar("reading", default=None)


def current() -> Tx | None:
    """The transaction open in this task, to be joined; None if there is none."""
    return _open(_writing.get())


def _open(tx: Tx | None) -> Tx | None:
    # A task started inside a transaction inherits it and may outlive it.
    return tx if tx is not None and tx._open else None


class Transaction:
    """`Store.transaction()` being entered and left."""

    __slots__ = ("_group", "_store", "_token", "_tx")

    def __init__(self, store: "Store") -> None:
        self._store = store

    async def __aenter__(self) -> Tx:
        if current() is not None:
            raise RuntimeError("A transaction is already open in this task; join it: current().")
        self._store._must_be_open()
        writer = self._store._writer
        self._group = await writer.begin()
        self._tx = Tx(writer.line, self._store._named)
        self._token = _writing.set(self._tx)
        return self._tx

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._tx._open = False
        _writing.reset(self._token)
        if kind is None:
            await self._store._writer.end(self._group)
        else:
            await self._store._writer.undo()


class Reading:
    """`Store.reading()` being entered and left."""

    __slots__ = ("_line", "_store", "_token", "_tx")

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._tx: Tx | None = None

    async def __aenter__(self) -> Tx:
        joined = current() or _open(_reading.get())
        if joined is not None:
            return joined
        self._store._must_be_open()
        self._line = await self._store._readers.get()
        try:
            self._line.link.execute(SNAPSHOT)
        except BaseException:
            self._store._readers.put_nowait(self._line)
            raise
        self._tx = Tx(self._line, self._store._named)
        self._token = _reading.set(self._tx)
        return self._tx

    async def __aexit__(self, *_: object) -> None:
        if self._tx is None:  # joined
            return
        self._tx._open = False
        _reading.reset(self._token)
        line = self._line
        try:
            # Given back only when its thread is at rest, even if cancelled.
            if line.away:
                with suppress(Exception):
                    await through(line.wait_for(ROLLBACK))
            elif line.link.in_transaction:
                line.link.execute(ROLLBACK)
        finally:
            self._store._readers.put_nowait(line)


class Store:
    """An open database; `seal` encrypts what is kept in it."""

    def __init__(
        self,
        writer: Writer,
        readers: list[Line],
        named: dict[str, Statement],
        seal: Seal,
        sole: Sole | None,
    ) -> None:
        self.seal = seal
        self._writer = writer
        self._named = named
        self._sole = sole
        self._closed = False
        self._readers: asyncio.Queue[Line] = asyncio.Queue()
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
            stack.push_async_callback(writer.connection.close)
            readers = []
            for _ in range(READERS):
                readers.append(await dialect_sqlite.connect(path, read_only=True))
                stack.push_async_callback(readers[-1].connection.close)
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
            await (await self._readers.get()).connection.close()
        if self._sole is not None:
            self._sole.release()

    def transaction(self) -> Transaction:
        """A transaction; when the block is left, its changes are on the disk.

        An exception inside undoes all of it. Await nothing but the database inside: everybody
        else is in line. Raises NotKept if the COMMIT fails, RuntimeError inside another one.
        """
        return Transaction(self)

    def reading(self) -> Reading:
        """A snapshot of what was committed when the first query ran; it cannot write.

        Inside a transaction or another `reading()` of this task it is that one.
        """
        return Reading(self)

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
