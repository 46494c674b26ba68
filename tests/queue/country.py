"""Queue places filled with SQL: families, children and applications by the thousand, in a real database."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.application import Right
from domain.place import region_of
from domain.queue import category
from storage.seal import Keys
from storage.store import Store
from tests.domain.law import BOOK, CALENDAR, at, day
from usecases.act import Act, Law

KEY = base64.b64encode(bytes(32)).decode()
LAW = Law(BOOK, CALENDAR)
ALMATY, VILLAGE = "750000000", "195200000"
LODGED = at("2026-03-10 12:00")
MOTHER = {"iin": "", "surname": "Ана", "given": "Ана", "patronymic": None, "sex": "female", "born": None}
BORN = tuple(f"{year}-05-01" for year in range(2021, 2026))


class Country:
    """A database with queues in it, and a clock that is told."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, LODGED
        self._made = 0

    @asynccontextmanager
    async def acting(self, person_id: int | None = None) -> AsyncIterator[Act]:
        """A transaction at the country's hour."""
        async with self.store.transaction() as tx:
            yield Act(tx, self.store.seal, LAW, self.now, person_id)

    async def settle(
        self,
        many: int,
        place: str = ALMATY,
        *,
        born: Sequence[str] = BORN,
        rights: Sequence[Right] = (Right.GENERAL,),
        lodged: datetime = LODGED,
    ) -> range:
        """So many families, each with an account and a child in the queue, lodged a minute apart; the ids."""
        first = self._made + 1
        self._made += many
        ids = range(first, first + many)
        rows = [self._row(n, place, born, rights, lodged) for n in ids]
        async with self.store.transaction():
            link = self.store._writer.connection
            await link.executemany(
                "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy, registered_at)"
                " VALUES (:id, :key, x'00', :data, 1, '', 0)",
                rows,
            )
            await link.executemany(
                "INSERT INTO person (id, telegram_id, language, parent_id, created_at) VALUES (:id, :id, 'kk', :id, 0)",
                rows,
            )
            await link.executemany("INSERT INTO child VALUES (:id, :key, x'00', :born, 1, 0)", rows)
            await link.executemany("INSERT INTO kin VALUES (:id, :id, 'mother', 0)", rows)
            await link.executemany(
                "INSERT INTO application (id, child_id, parent_id, region, district, queue_place, group_type, language,"
                " category, born, lodged_at, state, verified_right) VALUES (:id, :id, :id, :region, :place, :place,"
                " 'general', 'kk', :category, :born, :lodged_at, 'queued', :right)",
                rows,
            )
        return ids

    def _row(
        self, n: int, place: str, born: Sequence[str], rights: Sequence[Right], lodged: datetime
    ) -> dict[str, Any]:
        whose, right = born[n % len(born)], rights[n % len(rights)]
        on = self.now.date()
        return {
            "id": n,
            "key": str(n).encode(),
            "data": self.store.seal.close_json("parent", str(n).encode().hex(), {**MOTHER, "phone": f"+7701{n:07}"}),
            "born": whose,
            "region": region_of(place),
            "place": place,
            "right": str(right),
            "category": category(right, day(whose), on, BOOK.at(on, region_of(place))),
            "lodged_at": int(lodged.timestamp()) + 60 * n,
        }

    async def ask(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """Look into the tables."""
        async with self.store.transaction():
            return [tuple(row) for row in await self.store._writer.connection.execute_fetchall(sql, values)]

    async def does(self, part: Callable[[Act], Awaitable[bool]], when: str | None = None) -> int:
        """Do a part of the tick until nothing of it is left; how many slices it took."""
        if when is not None:
            self.now = at(when)
        slices = 1
        while True:
            async with self.acting() as act:
                if not await part(act):
                    return slices
            slices += 1

    async def letters(self, kind: str) -> list[tuple[Any, ...]]:
        """Whom, about what, which rung."""
        return await self.ask(
            "SELECT person_id, subject, rung FROM letter WHERE kind = :kind ORDER BY person_id, rung", kind=kind
        )


@asynccontextmanager
async def open_country(file: Path) -> AsyncIterator[Country]:
    """A new database, open."""
    store = await Store.open(f"sqlite:///{file}", Keys.parse(KEY))
    try:
        yield Country(store)
    finally:
        await store.close()
