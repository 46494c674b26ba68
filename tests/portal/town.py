"""A small town in a region that works by referrals: a kindergarten with two groups, families, a department, a clerk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from domain.rules import Unit
from storage.store import Store
from tests.domain.law import CALENDAR, at, ruled
from usecases import bulletins, referrals
from usecases.act import Act, Law

PLACE, REGION = "614000000", "610000000"
LAW = Law(ruled("admission", "referral", Unit.ADMISSION, REGION, "2026-01-01"), CALENDAR)
DEPARTMENT, KINDERGARTEN, STRANGER = 101, 102, 103
FITS, OTHER = 1, 2
"""Groups: Kazakh for three and four, Russian for three and four."""


class Town:
    """Families 1, 2, 3 … queue in that order, each with a child of three."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, at("2026-11-16 10:00")

    @asynccontextmanager
    async def acting(self, person_id: int | None = None) -> AsyncIterator[Act]:
        """A transaction at the town's hour."""
        async with self.store.transaction() as tx:
            yield Act(tx, self.store.seal, LAW, self.now, person_id)

    async def settle(self, families: int = 2, places: int = 1) -> None:
        """Everybody and everything there is."""
        async with self.acting() as act:
            words = dict.fromkeys(("name_kk", "name_ru", "address_kk", "address_ru", "phone"), "K")
            more = dict.fromkeys(("latitude", "longitude", "hours", "email", "locality"))
            await act.tx.put_kindergarten(
                code="K-1", district=PLACE, queue_place=PLACE, kind="state", known="", **words, **more
            )
            for language in ("kk", "ru"):
                await self.opens(act, language, places)
            for n in range(1, families + 1):
                await self._family(act, n)
            for id, role, scope in ((DEPARTMENT, "department", PLACE), (KINDERGARTEN, "kindergarten", "K-1")):
                await act.tx.add_staff(person_id=await self.person(act, id), role=role, scope=scope, now=0)
            await self.person(act, STRANGER)
        await self.ticks()

    async def person(self, act: Act, telegram_id: int) -> int:
        """Somebody who has chosen a language; the id."""
        await act.tx.add_person(telegram_id=telegram_id, now=0)
        row = await act.tx.person_by_telegram(telegram_id=telegram_id)
        await act.tx.set_language(person_id=row["id"], language="kk")
        return int(row["id"])

    async def id_of(self, telegram_id: int) -> int:
        """The id of one of them."""
        async with self.store.reading() as tx:
            return int((await tx.person_by_telegram(telegram_id=telegram_id))["id"])

    async def opens(self, act: Act, language: str, places: int) -> None:
        """So many places in a group."""
        await act.tx.put_class(
            kindergarten_id=1, group_type="general", language=language, age_from=3, age_to=4, places=places
        )

    async def _family(self, act: Act, n: int) -> None:
        key = str(n).encode()
        person_id = await self.person(act, n)
        who = {"iin": "", "phone": "", **dict.fromkeys(("surname", "given", "patronymic", "sex", "born"))}
        data = act.seal.close_json("parent", key.hex(), who)
        await act.tx.add_parent(iin_hash=key, phone_hash=b"", data=data, verified=1, policy="", now=0)
        await act.tx.attach_parent(person_id=person_id, parent_id=n)
        await act.tx.add_child(iin_hash=key, data=b"", born="2023-05-01", verified=1, now=0)
        await act.tx.add_kin(parent_id=n, child_id=n, relation="mother", now=0)
        await act.tx.add_application(
            child_id=n, parent_id=n, region=REGION, district=PLACE, queue_place=PLACE, group_type="general",
            language="kk", statuses=None, category=18, born="2023-05-01", now=act.seconds + n,
        )  # fmt: skip

    async def ticks(self, **later: float) -> None:
        """Time passes, and the clockwork turns once."""
        self.now += timedelta(**later)
        for part in (*referrals.PARTS, *bulletins.PARTS):
            more = True
            while more:
                async with self.acting() as act:
                    more = await part(act)

    async def asks(self, family: int, group: int = FITS) -> int:
        """A family asks for a place."""
        async with self.acting(await self.id_of(family)) as act:
            return await referrals.ask(act, family, family, group)

    async def state(self, referral_id: int) -> str:
        """Where a referral stands in its row."""
        async with self.store.reading() as tx:
            return str((await tx.referral(referral_id=referral_id))["state"])

    async def free(self, group: int = FITS) -> int:
        """Free places of a group, as everybody sees them."""
        async with self.acting() as act:
            return (await bulletins.one(act, group)).group.free

    async def letters(self, kind: str) -> int:
        """How many letters of a kind there are."""
        link = self.store._writer.connection
        rows = list(await link.execute_fetchall("SELECT count(*) FROM letter WHERE kind = ?", (kind,)))
        return int(rows[0][0])
