"""Everything that is SQLite's alone: the file, the pragmas, the words that steer transactions.

WAL lets readers go on while one writes; `synchronous=FULL` makes every COMMIT wait for the disk.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any, cast

import aiosqlite

from storage.line import Line

BEGIN = "BEGIN IMMEDIATE; SAVEPOINT turn"
GO_ON = "RELEASE turn; SAVEPOINT turn"
UNDO = "ROLLBACK TO turn"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"
SNAPSHOT = "BEGIN"

PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)
READ_ONLY = "PRAGMA query_only = ON"
CACHED_STATEMENTS = 512


class UnsupportedDatabase(Exception):
    """The database URL is not one this bot can keep its data in; the text says what can."""


def path_of(url: str) -> Path:
    """The file of `sqlite:///relative.db` or `sqlite:////absolute.db`.

    Raises UnsupportedDatabase for anything else.
    """
    scheme, _, rest = url.partition("://")
    if scheme != "sqlite":
        raise UnsupportedDatabase(
            f"A database of the kind “{scheme}” is not supported yet. Please use a file: sqlite:///balabaqsha.db"
        )
    if not rest.startswith("/") or rest in {"/", "/:memory:"} or set(rest) & set("?#"):
        raise UnsupportedDatabase(
            "The database must be a file: sqlite:///name.db beside the bot, "
            "or sqlite:////full/path/name.db with four slashes."
        )
    return Path(rest.removeprefix("/"))


def make_private(path: Path) -> None:
    """Create the file if need be, and let nobody but its owner read it (0600)."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise UnsupportedDatabase(f"The database file {path} cannot be opened: {error.strerror}.") from error


class Link(sqlite3.Connection):
    """A connection whose scripts may be part of a transaction.

    `executescript` of the standard library commits first, which is just what must not happen here;
    aiosqlite offers no other public way to do two things in one thread hop.
    """

    def executescript(self, script: str, /) -> sqlite3.Cursor:
        """Run statements divided by semicolons; there may be none inside quotes."""
        cursor = self.cursor()
        for statement in script.split(";"):
            cursor.execute(statement)
        return cursor


async def connect(path: Path, *, read_only: bool = False) -> Line:
    """A connection ready for use: no implicit transactions, rows by name, at home in both threads."""
    made: list[Link] = []

    def factory(*arguments: Any, **settings: Any) -> Link:
        made.append(Link(*arguments, **settings))
        return made[-1]

    connection = await aiosqlite.connect(
        path,
        isolation_level=None,
        cached_statements=CACHED_STATEMENTS,
        check_same_thread=False,
        factory=cast(type[Link], factory),
    )
    connection.row_factory = sqlite3.Row
    await connection.executescript(";".join((*PRAGMAS, READ_ONLY) if read_only else PRAGMAS))
    return Line(connection, made[0])
