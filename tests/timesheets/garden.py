"""A kindergarten with its people, by the use cases and a few rows written by hand."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, date, datetime
from pathlib import Path

from domain import timesheet
from domain.application import Application, GroupType, Language
from domain.person import Person, Sex
from domain.rules import RuleBook
from gateways import holidays_kz
from gateways.tables import Line, Table
from storage.store import Store
from usecases import applications, families, staff, timesheets
from usecases.act import Act, Law, Row

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # Monday, 10:00
DECEMBER = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)  # Tuesday, 09:00
NOVEMBER = date(2026, 11, 1)
LAW = Law(RuleBook.load(), holidays_kz.calendar())
ALMATY, DISTRICT = "750000000", "751410000"
PARENT, CLERK, OTHER_CLERK, DEPARTMENT, ELSEWHERE = 1, 2, 3, 4, 5
CHILDREN = ("230415500016", "920101300017", "820207300015")
YOUNGER, OLDER = 1, 2
"""The two groups; the first two children are in the younger one since 2 November, the third in the other since the 16th."""


class Garden:
    """The database at a moment."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store, self.now, self.law, self._path = store, NOW, LAW, path

    def beside(self, sql: str) -> None:
        """What is written by hand."""
        with closing(sqlite3.connect(self._path)) as connection:
            connection.execute(sql)
            connection.commit()

    def enrol(self) -> None:
        """The vouchers behind the stays."""
        self.beside("UPDATE application SET state = 'enrolled', kindergarten_id = 1")

    @asynccontextmanager
    async def acting(self, person_id: int | None = CLERK) -> AsyncIterator[Act]:
        """Somebody acts, or (None) time passes."""
        async with self.store.transaction() as tx:
            yield Act(tx, self.store.seal, self.law, self.now, person_id)

    async def furnish(self) -> None:
        """Who there is, and where the children are."""
        for person in (PARENT, CLERK, OTHER_CLERK, DEPARTMENT, ELSEWHERE):
            async with self.acting(person) as act:
                await act.tx.add_person(telegram_id=person, now=0)
        async with self.acting(PARENT) as act:
            who = Person("Сынақова", "Айгүл", None, Sex.FEMALE, date(1993, 3, 12))
            await families.register(act, families.Citizen("930312400016", "+77000000001", who, True, "1"))
            for code in ("ALM-1", "ALM-2"):
                await act.tx.put_kindergarten(
                    code=code, name_kk=f"«{code}»", name_ru=f"«{code}»", district=DISTRICT, queue_place=ALMATY,
                    address_kk="", address_ru="", phone="+77270000000", kind="state", latitude=None, longitude=None,
                    hours=None, email=None, locality=None, known="",
                )  # fmt: skip
            for ages in ((2, 3), (3, 4)):
                await act.tx.put_class(
                    kindergarten_id=1, group_type="general", language="kk", age_from=ages[0], age_to=ages[1], places=20
                )
        for number, iin in enumerate(CHILDREN, 1):
            await self._enrols(number, iin)
        for clerk, role, scope in (
            (CLERK, "kindergarten", "ALM-1"),
            (OTHER_CLERK, "kindergarten", "ALM-2"),
            (DEPARTMENT, "department", ALMATY),
            (ELSEWHERE, "department", "710000000"),
        ):
            async with self.acting(clerk) as act:
                await staff.join(act, await staff.invite(act, role, scope))

    async def _enrols(self, number: int, iin: str) -> None:
        async with self.acting(PARENT) as act:
            child = Person("Сынақов", f"Бала{'абв'[number - 1]}", None, Sex.MALE, date(2023, 4, 15))
            await families.add_child(act, 1, iin, child, nationality=None, relation="mother", verified=True)
            asked = Application(number, DISTRICT, GroupType.GENERAL, Language.KK)
            await applications.lodge(act, 1, asked, None)
            await act.tx.begin_stay(
                application_id=number,
                kindergarten_id=1,
                day="2026-11-16" if number == 3 else "2026-11-02",
                group_id=OLDER if number == 3 else YOUNGER,
            )

    async def sheet(self, number: int = 1, month: date = NOVEMBER) -> Row:
        """A child's sheet, made if need be."""
        async with self.acting() as act:
            rows = await timesheets.open_month(act, 1, month)
        return next(row for row in rows if row["application_id"] == number)

    async def marks(self, number: int = 1) -> timesheets.Marks:
        """The marks as the kindergarten sees them."""
        row = await self.sheet(number)
        async with self.acting() as act:
            return timesheets.marks_of(act, row)

    async def publishes(self, month: date = NOVEMBER) -> None:
        """All of it."""
        async with self.acting() as act:
            await timesheets.publish_month(act, 1, month)

    async def disputes(self, number: int = 1, day: int = 18) -> None:
        """The parent disagrees."""
        row = await self.sheet(number)
        async with self.acting(PARENT) as act:
            command = timesheet.Dispute(row["revision"], (day,), True)
            await timesheets.carry_out_sheet(act, await act.tx.sheet_by_id(sheet_id=row["id"]), command, words="жоқ")

    async def confirms(self, number: int) -> None:
        """The parent confirms."""
        row = await self.sheet(number)
        async with self.acting(PARENT) as act:
            await timesheets.confirm(act, 1, row["id"], row["revision"])


def table(head: str, *rows: str) -> Table:
    """A table written with semicolons."""
    columns = tuple(head.casefold().split(";"))
    lines = [Line(n, dict(zip(columns, row.split(";"), strict=False))) for n, row in enumerate(rows, 2)]
    return Table(columns, tuple(lines))
