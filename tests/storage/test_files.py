"""The file: whose it is, who may use it, and how its schema grows."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from storage.dialect_sqlite import UnsupportedDatabase, path_of
from storage.migrations import NewerSchema
from storage.sole import AlreadyRunning
from tests.storage.shelf import Place


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///balabaqsha.db", "balabaqsha.db"),
        ("sqlite:///data/bot.db", "data/bot.db"),
        ("sqlite:////var/lib/bot.db", "/var/lib/bot.db"),
    ],
)
def test_sqlite_files_are_understood(url: str, path: str) -> None:
    assert path_of(url) == Path(path)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:secret@db/bot",
        "balabaqsha.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://host/a.db",
        "sqlite:///a.db?mode=ro",
    ],
)
def test_everything_else_is_refused_without_telling_secrets(url: str) -> None:
    with pytest.raises(UnsupportedDatabase) as refusal:
        path_of(url)
    assert "sqlite:///" in str(refusal.value)
    assert "secret" not in str(refusal.value)


async def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    place = Place.furnish(tmp_path)
    place.url = f"sqlite:///{tmp_path}/no/such/folder/a.db"
    with pytest.raises(UnsupportedDatabase, match="No such file or directory"):
        await place.open()


async def test_something_else_than_a_database_is_said(place: Place) -> None:
    place.file.write_text("Dear diary, " * 100)
    with pytest.raises(UnsupportedDatabase, match="not a database"):
        await place.open()


async def test_only_the_owner_can_read_it(place: Place) -> None:
    place.file.touch(0o644)
    async with place.opened(sole=True) as store:
        async with store.transaction() as tx:
            await tx.add(title="a")
        for path in place.folder.glob("books.db*"):
            assert path.stat().st_mode & 0o777 == 0o600, path.name


async def test_commits_wait_for_the_disk(place: Place) -> None:
    async with place.opened() as store:
        for pragma, value in (("synchronous", 2), ("foreign_keys", 1), ("journal_mode", "wal")):
            rows = await store._writer.connection.execute_fetchall(f"PRAGMA {pragma}")
            assert [tuple(row) for row in rows] == [(value,)]


async def test_one_bot_only_but_commands_are_welcome(place: Place) -> None:
    async with place.opened(sole=True):
        with pytest.raises(AlreadyRunning, match="already running"):
            await place.open(sole=True)
        async with place.opened() as command, command.transaction() as tx:
            await tx.add(title="from a command")
    async with place.opened(sole=True):
        assert place.titles() == ["from a command"]


async def test_the_schema_does_not_change_under_a_running_bot(place: Place) -> None:
    async with place.opened(sole=True):
        (place.schema / "0002.sql").write_text("CREATE TABLE later (id INTEGER);")
        with pytest.raises(AlreadyRunning):
            await place.open()
    async with place.opened():
        assert migrations.version(place.file) == 2


async def test_migrations_apply_in_order_once(place: Place) -> None:
    async with place.opened() as store, store.transaction() as tx:
        await tx.add(title="a")
    (place.schema / "0003.sql").write_text("UPDATE book SET title = title || '3';")
    (place.schema / "0002.sql").write_text("UPDATE book SET title = title || '2';")
    for _ in range(2):
        async with place.opened():
            assert place.titles() == ["a23"]


async def test_a_failing_migration_leaves_nothing(place: Place) -> None:
    (place.schema / "0002.sql").write_text("CREATE TABLE later (id INTEGER);\nNONSENSE;\n")
    with pytest.raises(sqlite3.OperationalError):
        await place.open()
    assert migrations.version(place.file) == 1
    (place.schema / "0002.sql").write_text("CREATE TABLE later (id INTEGER);")
    async with place.opened(sole=True):
        assert migrations.version(place.file) == 2


async def test_a_newer_file_is_refused_kindly(place: Place) -> None:
    with closing(sqlite3.connect(place.file)) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(NewerSchema, match="newer bot"):
        await place.open(sole=True)
    assert migrations.version(place.file) == 9
    (place.schema / "0009.sql").write_text("SELECT 1;")
    async with place.opened(sole=True):
        pass


def test_a_script_is_divided_at_its_statements() -> None:
    script = (
        "-- a note; with a semicolon\nCREATE TABLE a (x TEXT DEFAULT ';');\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\n  DELETE FROM a;\nEND;\n"
        "SELECT 1\n"
    )
    assert [part.split()[-1] for part in migrations.statements(script)] == ["';');", "END;", "1"]
