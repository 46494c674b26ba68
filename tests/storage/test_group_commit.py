"""Neighbours share a COMMIT: in order, together kept, together lost, each undone alone."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from storage import writer
from storage.store import NotKept, Store
from storage.writer import Group, Writer
from tests.storage.shelf import Place


async def add(store: Store, title: str) -> None:
    async with store.transaction() as tx:
        await tx.add_strictly(title=title)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """The groups committed so far."""
    groups: list[Group] = []
    commit = Writer._commit

    async def counted(self: Writer, group: Group) -> None:
        groups.append(group)
        await commit(self, group)

    monkeypatch.setattr(Writer, "_commit", counted)
    return groups


async def test_two_hundred_at_once(
    store: Store, place: Place, commits: list[Group], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PATIENCE", 0.02)  # A busy test machine is slow.

    async def one(number: int) -> None:
        async with store.transaction() as tx:
            await tx.add_strictly(title=f"{number}")
            if number % 5 == 0:
                raise ValueError(number)
        assert f"{number}" in place.titles()

    results = await asyncio.gather(*(one(n) for n in range(200)), return_exceptions=True)
    assert [n for n, result in enumerate(results) if result is not None] == [*range(0, 200, 5)]
    assert place.titles() == [f"{n}" for n in range(200) if n % 5]
    assert len(commits) < 100


@pytest.mark.usefixtures("patient")
async def test_nobody_is_told_before_the_commit(store: Store, place: Place, commits: list[Group]) -> None:
    told: list[str] = []

    async def one(title: str) -> None:
        await add(store, title)
        told.append(title)
        assert place.titles() == ["a", "b", "c"]

    await asyncio.gather(one("a"), one("b"), one("c"))
    assert sorted(told) == ["a", "b", "c"]
    assert len(commits) == 1


async def test_a_group_does_not_stay_open_for_ever(
    store: Store, commits: list[Group], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PATIENCE", 0.0)
    await asyncio.gather(*(add(store, f"{n}") for n in range(10)))
    assert len(commits) == 10


@pytest.mark.usefixtures("patient")
async def test_an_error_in_the_middle_undoes_only_its_own(store: Store, place: Place) -> None:
    async def failing() -> None:
        async with store.transaction() as tx:
            await tx.rename(old="a", new="z")
            await tx.add_strictly(title="b")
            raise ValueError

    results = await asyncio.gather(add(store, "a"), failing(), add(store, "c"), return_exceptions=True)
    assert [type(result) for result in results] == [type(None), ValueError, type(None)]
    assert place.titles() == ["a", "c"]


@pytest.mark.usefixtures("patient")
async def test_an_error_at_the_end_still_commits_the_others(store: Store, place: Place) -> None:
    async def failing() -> None:
        async with store.transaction() as tx:
            await tx.add_strictly(title="b")
            raise ValueError

    results = await asyncio.gather(add(store, "a"), failing(), return_exceptions=True)
    assert isinstance(results[1], ValueError)
    assert place.titles() == ["a"]


@pytest.mark.usefixtures("patient")
async def test_a_failed_commit_fails_everybody_in_the_group(store: Store, place: Place) -> None:
    async def unkeepable() -> None:
        # A deferred foreign key is looked at by COMMIT alone.
        async with store.transaction() as tx:
            await tx.add_owned(title="b", owner=7)

    results = await asyncio.gather(add(store, "a"), unkeepable(), add(store, "c"), return_exceptions=True)
    assert [type(result) for result in results] == [NotKept] * 3
    assert all(isinstance(r, NotKept) and isinstance(r.__cause__, sqlite3.Error) for r in results)
    assert place.titles() == []
    await add(store, "d")
    assert place.titles() == ["d"]


@pytest.mark.usefixtures("patient")
async def test_when_sqlite_gives_up_the_earlier_ones_are_told(store: Store, place: Place) -> None:
    async def giving_up() -> None:
        async with store.transaction() as tx:
            await tx.add_or_give_up(title="a")

    results = await asyncio.gather(add(store, "a"), giving_up(), add(store, "c"), return_exceptions=True)
    assert [type(r) for r in results] == [NotKept, sqlite3.IntegrityError, type(None)]
    assert place.titles() == ["c"]


@pytest.mark.usefixtures("patient")
async def test_when_sqlite_gives_up_nothing_is_written_outside(store: Store, place: Place) -> None:
    async def giving_up_unmoved() -> None:
        async with store.transaction() as tx:
            with pytest.raises(sqlite3.IntegrityError):
                await tx.add_or_give_up(title="a")
            with pytest.raises(RuntimeError, match="over"):
                await tx.add_strictly(title="b")

    results = await asyncio.gather(add(store, "a"), giving_up_unmoved(), add(store, "c"), return_exceptions=True)
    assert [type(r) for r in results] == [NotKept, NotKept, type(None)]
    assert place.titles() == ["c"]


async def test_another_process_may_write_in_between(store: Store, place: Place) -> None:
    async with place.opened() as other:
        await asyncio.gather(*(add(store, f"{n}") for n in range(50)))
        await asyncio.gather(*(add(store, f"s{n}") for n in range(50)), *(add(other, f"o{n}") for n in range(50)))
    assert len(place.titles()) == 150


async def test_a_locked_file_fails_the_one_and_not_the_next(store: Store, place: Place) -> None:
    await store._writer.connection.executescript("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(place.file, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            await add(store, "a")
        stranger.execute("ROLLBACK")
    await add(store, "b")
    assert place.titles() == ["b"]
