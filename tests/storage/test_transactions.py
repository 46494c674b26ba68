"""One unit of work: all of it or nothing, seen by others only when it is kept."""

import asyncio
import sqlite3

import pytest

from storage.store import Store, current
from tests.storage.shelf import Place


async def add(store: Store, title: str) -> None:
    async with store.transaction() as tx:
        await tx.add_strictly(title=title)


async def test_what_is_left_normally_is_kept(store: Store, place: Place) -> None:
    await add(store, "a")
    assert place.titles() == ["a"]


async def test_an_error_undoes_everything(store: Store, place: Place) -> None:
    async def fail() -> None:
        async with store.transaction() as tx:
            await tx.add(title="a")
            await tx.add(title="b")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await add(store, "c")
    assert place.titles() == ["c"]


async def test_a_refused_statement_may_be_survived(store: Store, place: Place) -> None:
    await add(store, "a")
    async with store.transaction() as tx:
        await tx.add_strictly(title="b")
        with pytest.raises(sqlite3.IntegrityError):
            await tx.add_strictly(title="a")
        await tx.add_strictly(title="c")
    assert place.titles() == ["a", "b", "c"]


async def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        async with store.transaction() as tx:
            await tx.add_on_shelf(title="a", shelf=7)


async def test_readers_see_only_what_is_committed(store: Store) -> None:
    async def others_see() -> object:
        async with store.reading() as tx:
            return await tx.how_many()

    # A task of its own: inside this one a reading would be part of the transaction.
    watch = asyncio.Event()
    seen = asyncio.Event()

    async def watcher() -> object:
        await watch.wait()
        count = await others_see()
        seen.set()
        return count

    watching = asyncio.ensure_future(watcher())
    async with store.transaction() as tx:
        await tx.add(title="a")
        watch.set()
        await seen.wait()
    assert await watching == 0
    assert await others_see() == 1


async def test_a_reading_is_one_snapshot(store: Store) -> None:
    async with store.reading() as tx:
        assert await tx.how_many() == 0
        await add(store, "a")
        assert await tx.how_many() == 0
        assert await tx.books() == []
    async with store.reading() as tx:
        assert await tx.how_many() == 1


async def test_a_reading_cannot_write(store: Store) -> None:
    async with store.reading() as tx:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await tx.add(title="a")


async def test_a_reading_inside_a_transaction_sees_what_was_written(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.add(title="a")
        async with store.reading() as same, store.reading() as again:
            assert same is tx
            assert again is tx
            assert await same.how_many() == 1
        assert await tx.how_many() == 1


async def test_readings_inside_readings_never_wait_for_each_other(store: Store) -> None:
    async def nested() -> None:
        async with store.reading() as outer:
            await asyncio.sleep(0)
            async with store.reading() as inner:
                assert inner is outer
                await inner.books()
            await outer.books()

    await asyncio.wait_for(asyncio.gather(*(nested() for _ in range(20))), 10)


async def test_the_open_transaction_can_be_joined_but_not_nested(store: Store) -> None:
    assert current() is None
    async with store.transaction() as tx:
        assert current() is tx
        with pytest.raises(RuntimeError, match="already open"):
            async with store.transaction():
                pass
        await tx.add(title="a")
    assert current() is None


async def test_other_tasks_do_not_join(store: Store) -> None:
    inside = asyncio.Event()

    async def other() -> object:
        await inside.wait()
        return current()

    task = asyncio.ensure_future(other())
    async with store.transaction():
        inside.set()
        assert await task is None


async def test_a_task_that_outlives_the_transaction_has_none(store: Store) -> None:
    over = asyncio.Event()

    async def heir() -> object:
        await over.wait()
        await add(store, "later")
        return current()

    async with store.transaction():
        task = asyncio.ensure_future(heir())
    over.set()
    assert await task is None


async def test_a_transaction_that_is_over_answers_nothing(store: Store) -> None:
    async with store.transaction() as tx:
        pass
    with pytest.raises(RuntimeError, match="over"):
        await tx.books()


async def test_a_closed_store_says_so(place: Place) -> None:
    store = await place.open()
    await store.close()
    await store.close()
    with pytest.raises(RuntimeError, match="closed"):
        await add(store, "a")
    with pytest.raises(RuntimeError, match="closed"):
        async with store.reading():
            pass


async def test_closing_lets_those_in_line_finish(place: Place) -> None:
    store = await place.open()
    adding = [asyncio.ensure_future(add(store, f"{n}")) for n in range(20)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*adding)
    assert len(place.titles()) == 20
