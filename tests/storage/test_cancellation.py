"""Whoever is cancelled, wherever: nothing half-done, and the next in line can write."""

import asyncio
import random
from contextlib import suppress

import pytest

from storage.store import Store
from storage.writer import Group, Writer, through
from tests.storage.shelf import Place


async def add(store: Store, *titles: str) -> None:
    async with store.transaction() as tx:
        for title in titles:
            await tx.add_strictly(title=title)


async def cancelled(task: "asyncio.Future[None]") -> bool:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return task.cancelled()


async def pass_time(steps: int) -> None:
    """Both kinds of time: turns of the event loop, and moments for the database's thread."""
    for _ in range(steps // 2):
        await asyncio.sleep(0)
    await asyncio.sleep(steps % 16 * 0.00008)


async def test_alone_at_any_moment(store: Store, place: Place) -> None:
    struck = 0
    for number in range(150):
        task = asyncio.ensure_future(add(store, f"a{number}", f"b{number}", f"c{number}"))
        await pass_time(number)
        struck += await cancelled(task)
        async with asyncio.timeout(5):
            await add(store, f"after{number}")
        found = [title for title in place.titles() if title[1:] == f"{number}"]
        assert found in ([], [f"a{number}", f"b{number}", f"c{number}"])
        assert found or task.cancelled()
    assert struck > 20


async def test_among_many_at_any_moment(store: Store, place: Place) -> None:
    chance = random.Random(5)
    for number in range(40):
        names = [f"{number}-{n}" for n in range(20)]
        tasks = {name: asyncio.ensure_future(add(store, name, name + "!")) for name in names}
        await pass_time(chance.randrange(60))
        for task in chance.sample(list(tasks.values()), 8):
            task.cancel()
            if chance.random() < 0.5:
                await asyncio.sleep(0)
        async with asyncio.timeout(5):
            await asyncio.gather(*tasks.values(), return_exceptions=True)
        kept = set(place.titles())
        for name, task in tasks.items():
            assert (name in kept) == (name + "!" in kept)
            assert task.cancelled() or name in kept
    async with asyncio.timeout(5):
        await add(store, "still writing")


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("last", [True, False], ids=["nobody behind", "somebody behind"])
async def test_at_the_very_moment_of_getting_the_turn(
    store: Store, place: Place, monkeypatch: pytest.MonkeyPatch, last: bool
) -> None:
    give = Writer._next
    unlucky: list[asyncio.Future[None]] = []

    def give_and_strike(self: Writer) -> None:
        give(self)
        if unlucky:
            unlucky.pop().cancel()

    monkeypatch.setattr(Writer, "_next", give_and_strike)
    first = asyncio.ensure_future(add(store, "first"))
    second = asyncio.ensure_future(add(store, "second"))
    third = None if last else asyncio.ensure_future(add(store, "third"))
    await asyncio.sleep(0)
    unlucky.append(second)
    async with asyncio.timeout(5):
        await first
        if third is not None:
            await third
    assert second.cancelled()
    assert place.titles() == (["first"] if last else ["first", "third"])


@pytest.mark.usefixtures("patient")
async def test_during_the_commit_it_is_seen_through(
    store: Store, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks: list[asyncio.Future[None]] = []
    commit = Writer._commit

    async def struck(self: Writer, group: Group) -> None:
        tasks[-1].cancel()
        await asyncio.sleep(0)
        tasks[-1].cancel()
        await commit(self, group)

    monkeypatch.setattr(Writer, "_commit", struck)
    tasks.append(asyncio.ensure_future(add(store, "a")))
    tasks.append(asyncio.ensure_future(add(store, "b")))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), asyncio.CancelledError]
    assert place.titles() == ["a", "b"]


async def test_a_timeout_inside_undoes_and_is_a_timeout(store: Store, place: Place) -> None:
    async def dawdle() -> None:
        async with asyncio.timeout(0.01), store.transaction() as tx:
            await tx.add(title="a")
            await asyncio.sleep(5)

    with pytest.raises(TimeoutError):
        await dawdle()
    await add(store, "b")
    assert place.titles() == ["b"]


async def test_readers_survive_it(store: Store) -> None:
    async def read() -> None:
        async with store.reading() as tx:
            await tx.books()
            await tx.how_many()

    for number in range(100):
        tasks = [asyncio.ensure_future(read()) for _ in range(4)]
        await pass_time(number)
        for task in tasks:
            await cancelled(task)
        async with asyncio.timeout(5):
            await add(store, f"{number}")
            async with store.reading() as tx:
                assert await tx.how_many() == number + 1


async def test_work_seen_through_may_fail() -> None:
    async def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        await through(fail())
