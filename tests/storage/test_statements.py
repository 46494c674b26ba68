"""Named SQL: what comes back from which operator, and what is refused at start."""

import sqlite3
from pathlib import Path

import pytest

from storage import migrations, statements
from storage.statements import BadQuery
from storage.store import HERE, Row, Store


async def test_each_operator_gives_what_it_promises(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.books() == []
        assert await tx.book(title="Абай жолы") is None
        assert await tx.add(title="Абай жолы") == 1
        assert await tx.add(title="Абай жолы") is None
        assert tuple(await tx.add_whole(title="Қан мен тер")) == (2, "Қан мен тер")
        assert await tx.add_strictly(title="Көшпенділер") == 1
        assert await tx.add_many([{"title": "Ана"}, {"title": "Әке"}]) == 2
        assert await tx.rename(old="Ана", new="Апа") == 1
        assert await tx.rename(old="Ана", new="Апа") == 0
        assert await tx.how_many() == 5
        row = await tx.book(title="Апа")
        assert isinstance(row, Row)
        assert row["id"] == 4
        assert [row["title"] for row in await tx.books()][-2:] == ["Апа", "Әке"]


async def test_an_unknown_query_is_named_in_the_error(store: Store) -> None:
    async with store.reading() as tx:
        with pytest.raises(AttributeError, match="boooks"):
            await tx.boooks()


async def test_a_missing_value_is_an_error(store: Store) -> None:
    async with store.reading() as tx:
        with pytest.raises(sqlite3.ProgrammingError, match="title"):
            await tx.book(name="Абай жолы")


@pytest.mark.parametrize(
    "query",
    [
        "-- name: a#\nDELETE FROM book;",
        "-- name: a(x)<!\nINSERT INTO book (title) VALUES (:x);",
        "-- name: a(x)!\nINSERT INTO book (title) VALUES (:x) RETURNING id;",
        "-- name: _a\nSELECT 1;",
    ],
    ids=["script", "nothing returned", "rows uncounted", "private"],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, query: str) -> None:
    (tmp_path / "a.sql").write_text(query)
    with pytest.raises(BadQuery):
        statements.load(tmp_path)


def test_two_files_may_not_use_one_name(tmp_path: Path) -> None:
    for file in ("a.sql", "b.sql"):
        (tmp_path / file).write_text("-- name: same\nSELECT 1;")
    with pytest.raises(BadQuery, match="same"):
        statements.load(tmp_path)


def test_every_query_of_the_bot_fits_its_schema(tmp_path: Path) -> None:
    migrations.apply(tmp_path / "a.db", HERE / "schema")
    connection = sqlite3.connect(tmp_path / "a.db")
    wrong = {}
    for name, statement in statements.load(HERE / "queries").items():
        try:
            connection.execute(f"EXPLAIN {statement.sql}", dict.fromkeys(statement.names))
        except sqlite3.Error as error:
            wrong[name] = str(error)
    connection.close()
    assert wrong == {}
