"""A town where everybody wants the same few places: whatever happens, none is given or promised twice (R-55, R-56, R-58)."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain import journal, voucher
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import Command, ConfirmInterest, Ground, KindergartenRefuses, KindergartenSigns, State, Voucher
from storage.seal import Keys
from storage.store import Store
from tests.domain.law import BOOK, CALENDAR, at
from tests.storage.shelf import KEY
from usecases import transfers, vouchers, waiting
from usecases.act import Act, Law, Row

PLACE, REGION = "750000000", "750000000"
LAW = Law(BOOK, CALENDAR)
FAMILIES, GARDENS, PLACES = 10, 3, 1


class Town:
    """Families with a confirmed voucher, and kindergartens with one fitting group each."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, at("2026-11-16 10:00")

    @asynccontextmanager
    async def acting(self, person_id: int | None = None) -> AsyncIterator[Act]:
        """A transaction at the town's hour."""
        async with self.store.transaction() as tx:
            yield Act(tx, self.store.seal, LAW, self.now, person_id)

    async def settle(self, families: int = FAMILIES, gardens: int = GARDENS, places: int = PLACES) -> None:
        """Everybody and everything there is."""
        async with self.acting() as act:
            for n in range(1, gardens + 1):
                words = dict.fromkeys(("name_kk", "name_ru", "address_kk", "address_ru", "phone"), f"K{n}")
                more = dict.fromkeys(("latitude", "longitude", "hours", "email", "locality"))
                await act.tx.put_kindergarten(
                    code=f"K-{n}", district=PLACE, queue_place=PLACE, kind="state", known="", **words, **more
                )
                await self.opens(act, n, places)
            for n in range(1, families + 1):
                key = str(n).encode()
                await act.tx.add_person(telegram_id=n, now=0)
                who = {
                    "iin": "",
                    "phone": "+77000000000",
                    **dict.fromkeys(("surname", "given", "patronymic", "sex", "born")),
                }
                data = act.seal.close_json("parent", key.hex(), who)
                await act.tx.add_parent(iin_hash=key, phone_hash=b"", data=data, verified=1, policy="", now=0)
                await act.tx.attach_parent(person_id=n, parent_id=n)
                await act.tx.add_child(iin_hash=key, data=b"", born="2023-05-01", verified=1, now=0)
                await act.tx.add_kin(parent_id=n, child_id=n, relation="mother", now=0)
                await act.tx.add_application(
                    child_id=n, parent_id=n, region=REGION, district=PLACE, queue_place=PLACE, group_type="general",
                    language="kk", statuses=None, category=18, born="2023-05-01", now=act.seconds,
                )  # fmt: skip
                await act.tx.add_round(queue_place=PLACE, vouchers=1, person_id=n, operation=n, now=0)
                await self.carry(act, n, voucher.Issue(n))
                await self.carry(act, n, ConfirmInterest("code"))

    async def opens(self, act: Act, garden: int, places: int) -> None:
        """So many places in the kindergarten's group."""
        await act.tx.put_class(
            kindergarten_id=garden, group_type="general", language="kk", age_from=3, age_to=4, places=places
        )

    async def row(self, act: Act, application_id: int) -> Row:
        """The application."""
        return await act.tx.application_by_id(application_id=application_id)

    async def carry(self, act: Act, application_id: int, command: Command) -> Voucher:
        """Something happens to a voucher."""
        return await vouchers.carry_out(act, await self.row(act, application_id), command)

    async def tick(self) -> None:
        """What the clockwork does with vouchers."""
        async with self.acting() as act:
            for row in await act.tx.vouchers_due(now=act.seconds, at_most=1000):
                await vouchers.carry_out(act, row, voucher.TimePasses())
        async with self.acting() as act:
            while await waiting.offer(act):
                pass
        async with self.acting() as act:
            for row in await act.tx.vouchers_to_remind(now=act.seconds, at_most=1000):
                await vouchers.remind(act, row)

    async def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Look into the tables."""
        async with self.store.transaction():
            return [tuple(row) for row in await self.store._writer.connection.execute_fetchall(sql)]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A new town."""
    store = await Store.open(f"sqlite:///{tmp_path}/town.db", Keys.parse(KEY))
    yield Town(store)
    await store.close()


TAKEN = """SELECT class.id, class.places,
    (SELECT count(*) FROM application a WHERE a.group_id = class.id AND a.state IN ('contract_sent', 'enrolled'))
    + (SELECT count(*) FROM application a WHERE a.held_group_id = class.id) FROM class"""
MIRROR = "SELECT application_id, kindergarten_id FROM waiting ORDER BY id"
STAYS = """SELECT count(*) FROM application WHERE state = 'enrolled' AND NOT EXISTS (SELECT 1 FROM stay
    WHERE stay.application_id = application.id AND stay.kindergarten_id = application.kindergarten_id
    AND until IS NULL)"""
STALE = """SELECT count(*) FROM stay JOIN application ON application.id = stay.application_id WHERE until IS NULL
    AND NOT (application.state = 'enrolled' AND application.kindergarten_id = stay.kindergarten_id)"""


async def holds(town: Town) -> None:
    """What is true at every moment."""
    assert [row for row in await town.ask(TAKEN) if row[2] > row[1]] == [], "a place was given twice"
    async with town.acting() as act:
        rows = [await town.row(act, n) for n in range(1, FAMILIES + 1)]
        lists = {(row["id"], garden) for row in rows for garden in vouchers.voucher_of(row).lists}
        for row in rows:
            told = await act.tx.journal_of(subject="voucher", subject_id=row["id"])
            events = [journal.restore("voucher", one["name"], json.loads(one["data"])) for one in told]
            lived = voucher.replay(Voucher(row["id"], REGION), tuple(e for e in events if isinstance(e, voucher.Event)))
            assert lived == vouchers.voucher_of(row), "the journal replayed is the row"
    assert set(await town.ask(MIRROR)) == lists
    assert await town.ask(STAYS) == await town.ask(STALE) == [(0,)]


Deed = Callable[[Town, Act, int, random.Random], Awaitable[object]]


async def _waits(town: Town, act: Act, n: int, chance: random.Random) -> None:
    await waiting.join(act, await town.row(act, n), [chance.randint(1, GARDENS)])


async def _leaves(town: Town, act: Act, n: int, chance: random.Random) -> None:
    row = await town.row(act, n)
    await waiting.leave(act, row, list(vouchers.voucher_of(row).lists)[:1])


async def _chooses(town: Town, act: Act, n: int, chance: random.Random) -> None:
    await vouchers.send_contract(act, await town.row(act, n), chance.randint(1, GARDENS))


async def _accepts(town: Town, act: Act, n: int, chance: random.Random) -> None:
    row = await town.row(act, n)
    await waiting.accept(act, row, row["held_group_id"] or 0)


async def _transfers(town: Town, act: Act, n: int, chance: random.Random) -> None:
    await transfers.ask(act, await town.row(act, n), chance.randint(1, GARDENS))


def _commands(*commands: Command) -> Deed:
    async def deed(town: Town, act: Act, n: int, chance: random.Random) -> None:
        await town.carry(act, n, chance.choice(commands))

    return deed


DEEDS: tuple[Deed, ...] = (
    *(_waits, _waits, _waits, _leaves, _chooses, _chooses, _accepts, _accepts, _transfers),
    _commands(KindergartenSigns(), KindergartenSigns(), KindergartenRefuses(Ground.EXPIRED_DOCUMENTS)),
    _commands(voucher.DeclineOffer(), voucher.TakeTransferBack()),
    _commands(voucher.Leave("leaves"), voucher.Refuse()),
)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_no_place_is_given_twice(town: Town, seed: int) -> None:
    """Acts, ticks and missed ticks in any order; nobody acts by the rules only because nobody tried otherwise."""
    chance = random.Random(seed)
    await town.settle()
    seen: set[str] = set()
    for step in range(300):
        town.now += timedelta(minutes=chance.choice((1, 10, 60, 300)))
        if chance.random() < 0.4:
            await town.tick()
        n = chance.randint(1, FAMILIES)
        try:
            async with town.acting(n) as act:
                await chance.choice(DEEDS)(town, act, n, chance)
        except NotAllowed:
            pass
        if step % 15 == 0:
            await holds(town)
    await holds(town)
    seen |= {name for (name,) in await town.ask("SELECT DISTINCT name FROM journal")}
    assert {"WaitingBegan", "PlaceOffered", "ContractSent", "Enrolled"} <= seen


async def test_the_first_in_the_list_is_offered_the_place_and_who_considers_is_passed_over(town: Town) -> None:
    """R-56: in the order of joining; the place in the other list is kept."""
    await town.settle(families=3, gardens=2, places=0)
    async with town.acting() as act:
        for n in (2, 3, 1):
            await waiting.join(act, await town.row(act, n), [1, 2])
        assert [(one["number"], one["length"]) for one in await waiting.lists_of(act, 3)] == [(2, 3), (2, 3)]
    async with town.acting() as act:
        await town.opens(act, 1, 1)
    await town.tick()
    async with town.acting() as act:
        await town.opens(act, 2, 1)
    await town.tick()
    held = "SELECT id, held_kindergarten_id FROM application WHERE held_group_id IS NOT NULL ORDER BY id"
    assert await town.ask(held) == [(2, 1), (3, 2)]
    async with town.acting() as act:
        assert [one["number"] for one in await waiting.lists_of(act, 2)] == [1, 1]
        await town.carry(act, 3, voucher.DeclineOffer())
    await town.tick()
    assert await town.ask(held) == [(1, 2), (2, 1)]
    await town.tick()
    assert await town.ask(held) == [(1, 2), (2, 1)], "the clockwork may turn as often as it likes"
    assert len(await town.ask("SELECT id FROM letter WHERE kind = 'offered'")) == 3


async def test_two_who_choose_the_last_place_at_once(town: Town) -> None:
    """R-55: one writer; the second is told that it has gone."""
    await town.settle(families=2, gardens=1, places=1)

    async def chooses(n: int) -> Reason | None:
        try:
            async with town.acting(n) as act:
                await vouchers.send_contract(act, await town.row(act, n), 1)
        except NotAllowed as no:
            return no.reason
        return None

    assert set(await asyncio.gather(chooses(1), chooses(2))) == {None, Reason.NO_FREE_PLACE}


async def test_a_place_that_somebody_waits_for_is_promised(town: Town) -> None:
    """R-56: even before the clockwork has turned; and a list is joined only where nothing is free."""
    await town.settle(families=2, gardens=2, places=0)
    async with town.acting() as act:
        await waiting.join(act, await town.row(act, 1), [1])
        await town.opens(act, 1, 1)
        await town.opens(act, 2, 1)
    async with town.acting() as act:
        row = await town.row(act, 2)
        assert [one["id"] for one in await vouchers.free_classes(act, row)] == [2]
        assert [one["id"] for one in await waiting.full_kindergartens(act, row)] == [1]
        with pytest.raises(NotAllowed) as no:
            await waiting.join(act, row, [2])
        assert no.value.reason is Reason.HAS_FREE_PLACE
        with pytest.raises(NotAllowed) as no:
            await waiting.join(act, row, [99])
        assert no.value.reason is Reason.GROUP_DOES_NOT_FIT


async def test_a_pause_that_has_just_ended_gets_no_offer(town: Town) -> None:
    """R-4, R-56: the clockwork that offers has not seen it yet; nothing is held, and the next tick tells."""
    await town.settle(families=1, gardens=1, places=0)
    async with town.acting() as act:
        await waiting.join(act, await town.row(act, 1), [1])
        await town.opens(act, 1, 1)
    town.now = at("2026-12-17 00:00")
    async with town.acting() as act:
        assert not await waiting.offer(act)
    assert await town.ask("SELECT held_group_id FROM application") == [(None,)]
    await town.tick()
    assert await town.ask("SELECT state FROM application") == [(State.CONFIRMED,)]


async def test_no_letter_comes_twice_in_whatever_ticks(town: Town) -> None:
    """R-56: every letter of a waiting told once, however often the clockwork turns."""
    await town.settle(families=2, gardens=1, places=0)
    async with town.acting() as act:
        await waiting.join(act, await town.row(act, 1), [1])
        await waiting.join(act, await town.row(act, 2), [1])
        await town.opens(act, 1, 1)
    for _hour in range(24 * 8):
        town.now += timedelta(hours=1)
        await town.tick()
        await town.tick()
    told = await town.ask("SELECT kind, rung, subject FROM letter WHERE kind LIKE '%offer%' OR kind LIKE '%wait%'")
    assert len(told) == len(set(told))
    kinds = [kind for kind, _, _ in told]
    assert (kinds.count("offered"), kinds.count("waiting_over"), kinds.count("remind_waiting")) == (2, 2, 8)
