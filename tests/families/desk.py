"""A database with a mother and a father of one child, strangers, and two departments; and who acts there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from domain import voucher
from domain.application import Application, GroupType, Language
from domain.person import Person, Sex
from domain.rules import RuleBook
from gateways import holidays_kz
from storage.store import Store
from usecases import applications, families, staff, vouchers
from usecases.act import Act, Law, Row

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # Monday, 10:00
ALMATY, ASTANA = "750000000", "710000000"
LAW = Law(RuleBook.load(), holidays_kz.calendar())
MOTHER, FATHER, STRANGER, CLERK, ELSEWHERE = 1, 2, 3, 4, 5
"""Who acts, by person; the first three are parents of the same number."""
CHILD, HER_IIN, HIS_IIN, STRANGERS_IIN = "230415500016", "930312400016", "910905300109", "820207300015"
BOY = Person("Сынақов", "Әлихан", None, Sex.MALE, date(2023, 4, 15))


class Desk:
    """The database at a moment."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOW

    @asynccontextmanager
    async def acting(self, person_id: int | None = None) -> AsyncIterator[Act]:
        """Somebody acts, or time passes."""
        async with self.store.transaction() as tx:
            yield Act(tx, self.store.seal, LAW, self.now, person_id)

    async def furnish(self) -> None:
        """Who there is."""
        for person, iin in (
            (MOTHER, HER_IIN),
            (FATHER, HIS_IIN),
            (STRANGER, STRANGERS_IIN),
            (CLERK, ""),
            (ELSEWHERE, ""),
        ):
            async with self.acting(person) as act:
                await act.tx.add_person(telegram_id=person, now=0)
                if iin:
                    name = Person("Сынақов", "Данияр", None, Sex.MALE, date(1991, 9, 5))
                    await families.register(act, families.Citizen(iin, f"+7700000000{person}", name, True, "1"))
        for clerk, place in ((CLERK, ALMATY), (ELSEWHERE, ASTANA)):
            async with self.acting(clerk) as act:
                await staff.join(act, await staff.invite(act, "department", place))

    async def adds(self, person: int, relation: str = "mother", *, verified: bool = True, way: str = "register") -> int:
        """A parent adds the child."""
        async with self.acting(person) as act:
            return await families.add_child(
                act, person, CHILD, BOY, nationality=None, relation=relation, verified=verified, way=way
            )

    async def applies(self) -> int:
        """The mother applies for the child."""
        asked = Application(1, "751410000", GroupType.GENERAL, Language.KK)
        async with self.acting(MOTHER) as act:
            return await applications.lodge(act, MOTHER, asked, None)

    async def row(self) -> Row:
        """The application."""
        async with self.acting() as act:
            return await act.tx.application_by_id(application_id=1)

    async def does(self, person: int | None, command: voucher.Command) -> None:
        """Somebody of the family does something about the voucher."""
        async with self.acting(person) as act:
            await vouchers.carry_out(act, await act.tx.application_by_id(application_id=1), command)

    async def reminds(self, at: datetime) -> None:
        """Time passes up to then, and what has to be said is posted."""
        self.now = at
        async with self.acting() as act:
            await vouchers.remind(act, await act.tx.application_by_id(application_id=1))

    async def letters(self, kind: str) -> list[dict[str, Any]]:
        """The letters of a kind, by person."""
        async with self.acting() as act:
            rows = await act.tx.due_letters(urgency=1, now=act.seconds + 10**9, at_most=1000)
        return [dict(row) for row in rows if row["kind"] == kind]

    async def told(self, kind: str) -> set[int]:
        """Whom letters of this kind are for."""
        return {letter["person_id"] for letter in await self.letters(kind)}

    async def audited(self) -> list[str]:
        """What stands in the audit journal."""
        async with self.acting() as act:
            return [row["deed"] for row in await act.tx.audit_of(subject="joining", subject_id=1)]
