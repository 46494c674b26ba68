"""The index that counts: whatever happens to applications, numbers are what counting one by one gives."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from storage.seal import Keys
from storage.store import Store
from tests.storage.shelf import KEY

SCHEMA = Path(migrations.__file__).parent / "schema"
WEEK = 604_800
EVERYBODY = "SELECT id, category, lodged_at, state, queue_place FROM application"


@pytest.fixture
def chance() -> random.Random:
    return random.Random(42)


async def test_numbers_are_what_counting_gives(tmp_path: Path, chance: random.Random) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/queue.db", Keys.parse(KEY))
    for round_of_changes in range(6):
        await _something_happens(store, chance, round_of_changes)
        await _compare(store)
    await store.close()


async def test_who_waited_before_is_counted_by_category_too(tmp_path: Path) -> None:
    """The step of the schema that adds the coarser count to a file with people in the queue."""
    before, path = tmp_path / "before", tmp_path / "queue.db"
    before.mkdir()
    for file in SCHEMA.glob("*.sql"):
        if file.stem < "0007":
            shutil.copy(file, before)
    migrations.apply(path, before)
    with closing(sqlite3.connect(path)) as link:
        link.execute(
            "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy, registered_at)"
            " VALUES (1, x'01', x'', x'', 1, '', 0)"
        )
        for number, (category, lodged_at) in enumerate([(1, 0), (1, WEEK), (2, 0)], start=1):
            link.execute(
                "INSERT INTO child (id, iin_hash, data, born, verified, added_at) VALUES (?, ?, x'', '2023-05-01', 1, 0)",
                (number, str(number).encode()),
            )
            link.execute(
                "INSERT INTO application (id, child_id, parent_id, region, district, queue_place, group_type, language,"
                " category, born, lodged_at, state) VALUES (?, ?, 1, 'r', 'd', 'a', 'g', 'kk', ?, '2023-05-01', ?, 'queued')",
                (number, number, category, lodged_at),
            )
        link.commit()
    store = await Store.open(f"sqlite:///{path}", Keys.parse(KEY))
    await _compare(store)
    await store._writer.connection.execute("UPDATE application SET state = 'issued' WHERE id = 2")
    await _compare(store)
    await store.close()


async def _something_happens(store: Store, chance: random.Random, at: int) -> None:
    async with store.transaction() as tx:
        if at == 0:
            await tx.add_parent(iin_hash=b"p", phone_hash=b"", data=b"", verified=1, policy="", now=0)
        for n in range(80):
            child = await tx.add_child(iin_hash=f"{at}:{n}".encode(), data=b"", born="2023-05-01", verified=1, now=0)
            for _twice in range(2):  # the second is refused, and counts nowhere
                await tx.add_application(
                    child_id=child, parent_id=1, region="r", district="d", queue_place=chance.choice("ab"),
                    group_type="g", language="kk", statuses=None, category=chance.randint(1, 3), born="2023-05-01",
                    now=2000 * WEEK + chance.randint(-2, 2) * WEEK + chance.choice((-1, 0, 1, 500)),
                )  # fmt: skip
    connection = store._writer.connection
    moved = "WHERE id % 7 = ?"
    for change in (
        f"UPDATE application SET state = 'issued' {moved}",
        f"UPDATE application SET state = 'queued' {moved}",
        f"UPDATE application SET category = category % 3 + 1 {moved}",
        f"UPDATE application SET lodged_at = lodged_at + 90000, queue_place = 'a' {moved}",
        f"DELETE FROM application {moved}",
    ):
        await connection.execute(change, (chance.randrange(7),))


async def _compare(store: Store) -> None:
    everybody = [tuple(row) for row in await store._writer.connection.execute_fetchall(EVERYBODY)]
    async with store.reading() as tx:
        for place in "abc":
            queue = sorted((c, at, id) for id, c, at, state, where in everybody if state == "queued" and where == place)
            assert await tx.queue_length(queue_place=place) == len(queue)
            for number, (category, at, id) in enumerate(queue, start=1):
                given = {"queue_place": place, "category": category, "lodged_at": at, "application_id": id}
                assert await tx.queue_number(**given) == number
