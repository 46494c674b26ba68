"""What the measured databases are filled with: parents with a child each, and a country of a million applications."""

import base64
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import SystemClock
from domain.person import Person
from domain.rules import RuleBook
from gateways import holidays_kz
from storage.seal import Keys
from storage.store import Store
from usecases import families
from usecases.act import Act, Law

KEY = base64.b64encode(os.urandom(32)).decode()
FIRST = 5_000_000_000  # Telegram's id of the first parent
TOGETHER = 500  # parents in one transaction
BORN = datetime(2023, 5, 1, tzinfo=UTC).date()


def url(file: Path) -> str:
    """The database URL of a file."""
    return f"sqlite:///{file}"


async def opened(file: Path) -> Store:
    """The database, open."""
    return await Store.open(url(file), Keys.parse(KEY))


def law() -> Law:
    """The rules and the calendar."""
    return Law(RuleBook.load(), holidays_kz.calendar())


async def register_parents(file: Path, parents: int) -> Iterator[int]:
    """Register so many parents with a child each, by the use cases; their Telegram ids."""
    store, the_law, clock = await opened(file), law(), SystemClock()
    for first in range(0, parents, TOGETHER):
        async with store.transaction() as tx:
            for number in range(first, min(first + TOGETHER, parents)):
                await _register(Act(tx, store.seal, the_law, clock.now()), number)
    await store.close()
    return iter(range(FIRST, FIRST + parents))


async def _register(act: Act, number: int) -> None:
    await act.tx.add_person(telegram_id=FIRST + number, now=act.seconds)
    person = await act.tx.person_by_telegram(telegram_id=FIRST + number)
    await act.tx.set_language(person_id=person["id"], language="kk")
    act = Act(act.tx, act.seal, act.law, act.now, person["id"])
    name = Person("Сынақова", "Әсел", "Маратқызы", None, None)
    who = families.Citizen(f"9{number:011}", f"+7700{number:07}", name, True, "2026-01")
    await families.register(act, who)
    parent_id = (await act.tx.person_by_id(person_id=person["id"]))["parent_id"]
    child = Person("Сынақов", f"Бала {number}", "Маратұлы", None, BORN)
    await families.add_child(
        act, parent_id, f"2{number:011}", child, nationality=None, relation="mother", verified=True
    )


async def found_country(file: Path, queues: dict[str, int]) -> None:
    """Applications of so many children in each queue place, lodged over three years, in 21 categories.

    Written with SQL of its own: a million of them one by one would take longer than everything else.
    """
    store, now = await opened(file), SystemClock().now()
    start = int((now - timedelta(days=1000)).timestamp())
    connection = store._writer.connection
    await connection.executescript("BEGIN")
    await connection.execute(
        "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy, registered_at)"
        " VALUES (1, x'00', x'00', x'00', 1, '', 0)"
    )
    first = 1
    for place, many in queues.items():
        await connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
            " INSERT INTO child SELECT i + ?, CAST(i + ? AS BLOB), x'00', '2023-05-01', 1, 0 FROM n",
            (many, first, first),
        )
        await connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
            " INSERT INTO application (id, child_id, parent_id, region, district, queue_place, group_type, language,"
            "                          category, born, lodged_at, state)"
            " SELECT i + ?, i + ?, 1, substr(?, 1, 2), ?, ?, 'general', 'kk', 1 + (i * 7919) % 21, '2023-05-01',"
            "        ? + i * 86400000 / ?, 'queued' FROM n",
            (many, first, first, place, place, place, start, many),
        )
        first += many
    await connection.executescript("COMMIT")
    await store.close()
