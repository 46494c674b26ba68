"""The schema grows by numbered files: `0001.sql`, `0002.sql`, … each applied once, in order.

A file and the new `user_version` are one transaction: killed half-way, nothing of it has happened.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from storage.dialect_sqlite import UnsupportedDatabase


class NewerSchema(Exception):
    """The file was written by a newer bot; the text says so kindly."""


def version(path: Path) -> int:
    """Number of the last migration the file has seen; 0 for a new file."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            return _version(connection)
        except sqlite3.DatabaseError as error:
            raise UnsupportedDatabase(f"{path} is not a database of this bot: {error}.") from error


def latest(directory: Path) -> int:
    """Number of the newest migration this bot knows."""
    return max(_numbered(directory), default=0)


def check(path: Path, directory: Path) -> bool:
    """Whether there is something to apply. Raises NewerSchema."""
    now, known = version(path), latest(directory)
    if now > known:
        raise NewerSchema(
            f"The database was last used by a newer bot (schema {now}, this one knows {known}). "
            "Nothing was changed. Please start the newer version, or restore an older copy."
        )
    return now < known


def apply(path: Path, directory: Path) -> None:
    """Bring the file up to date."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        for number, file in sorted(_numbered(directory).items()):
            if number > _version(connection):
                _apply(connection, number, file.read_text(encoding="utf-8"))


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The single statements of a script; a trigger's inner semicolons do not divide it.

    A statement must end its line.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _numbered(directory: Path) -> dict[int, Path]:
    return {int(path.stem): path for path in directory.glob("[0-9][0-9][0-9][0-9].sql")}
