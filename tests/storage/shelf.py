"""A database of the tests' own: books on a shelf."""

import base64
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from storage.seal import Keys
from storage.store import Store

KEY = base64.b64encode(bytes(range(32))).decode()

SCHEMA = """\
CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    shelf INTEGER REFERENCES shelf (id),
    owner INTEGER REFERENCES shelf (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
"""

QUERIES = """\
-- name: books
SELECT * FROM book ORDER BY id;

-- name: book(title)^
SELECT * FROM book WHERE title = :title;

-- name: how_many()$
SELECT count(*) FROM book;

-- name: add(title)<!
INSERT INTO book (title) VALUES (:title) ON CONFLICT DO NOTHING RETURNING id;

-- name: add_whole(title)<!
INSERT INTO book (title) VALUES (:title) RETURNING id, title;

-- name: add_strictly(title)!
INSERT INTO book (title) VALUES (:title);

-- name: add_on_shelf(title, shelf)!
INSERT INTO book (title, shelf) VALUES (:title, :shelf);

-- name: add_owned(title, owner)!
INSERT INTO book (title, owner) VALUES (:title, :owner);

-- name: add_or_give_up(title)!
INSERT OR ROLLBACK INTO book (title) VALUES (:title);

-- name: add_many(title)*!
INSERT INTO book (title) VALUES (:title);

-- name: rename(old, new)!
UPDATE book SET title = :new WHERE title = :old;
"""


class Place:
    """A folder with a schema, queries and one database file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "books.db"
        self.url = f"sqlite:///{self.file}"
        self.schema = folder / "schema"
        self.queries = folder / "queries"

    @classmethod
    def furnish(cls, folder: Path) -> "Place":
        place = cls(folder)
        place.schema.mkdir()
        place.queries.mkdir()
        (place.schema / "0001.sql").write_text(SCHEMA)
        (place.queries / "books.sql").write_text(QUERIES)
        return place

    async def open(self, *, sole: bool = False) -> Store:
        return await Store.open(
            self.url,
            Keys.parse(KEY),
            sole=sole,
            schema_dir=self.schema,
            queries_dir=self.queries,
        )

    @asynccontextmanager
    async def opened(self, *, sole: bool = False) -> AsyncIterator[Store]:
        store = await self.open(sole=sole)
        try:
            yield store
        finally:
            await store.close()

    def titles(self) -> list[str]:
        """What an outsider finds in the file, in the order in which it was written."""
        with closing(sqlite3.connect(self.file)) as connection:
            return [row[0] for row in connection.execute("SELECT title FROM book ORDER BY id")]
