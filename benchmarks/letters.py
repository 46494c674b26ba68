"""Letters for a country: posting half a million, sending them at the rate that Telegram allows, a round of thousands.

Sending is the bot's own process against a Telegram that answers after 50 ms and now and then with 429; parents tap
meanwhile, and the time to their screens is taken.
"""

import asyncio
import itertools
import statistics
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.parents import Parents
from benchmarks.stock import KEY, law, opened, register_parents, url
from benchmarks.subject import Subject
from benchmarks.telegram import SCREENS, Body, Chat, Telegram, Wire, now
from bot.clock import SystemClock
from domain.calendar import KZ
from storage.store import Store
from usecases import announcements, applications, sheet_rungs
from usecases.act import Act
from usecases.law import in_force

PLACE = "750000000"
FAMILIES = 500_000
QUEUE, ROUND = 100_000, 15_000
ON_THE_4TH = datetime(2026, 11, 4, 10, tzinfo=KZ)  # the sheets of October are open
READERS = 6_000_000_000  # Telegram's id of the first who only gets letters
TRIP = 0.05  # seconds until Telegram answers
FLOOD_AFTER, RETRY_AFTER = 4.0, 1  # seconds: when letters meet a 429, and how long they have to wait
SECONDS = {25: 12.0, 1000: 10.0}  # how long is measured at each rate
TAPS = 10  # a second, meanwhile
ONWARD = r"(g:apply:|f:\d+:\d+:(o:(?!add$)|send:))"


@dataclass(slots=True)
class Letters:
    """What has been found."""

    posting: float = 0.0  # seconds for all
    again: float = 0.0
    rung: float = 0.0
    rung_growth: float = 0.0  # MB
    slice: float = 0.0  # seconds for the longest of its slices: so long everybody else waits to write
    growth: float = 0.0  # MB
    preview: float = 0.0  # seconds
    round: float = 0.0
    shares: dict[int, float] = field(default_factory=dict)
    early: dict[int, int] = field(default_factory=dict)  # letters sent while a 429 forbade it
    replies: dict[int, float] = field(default_factory=dict)  # p95, milliseconds


async def measure(folder: Path) -> Letters:
    """All of it."""
    found = Letters()
    await _post(folder / "families.db", found)
    await _hold(folder / "queue.db", found)
    for rate, seconds in SECONDS.items():
        await _send(folder / f"sender{rate}.db", rate, seconds, found)
    return found


# ---- stock -----------------------------------------------------------------------------------------------------------

_FAMILY = (
    "INSERT INTO parent (id, iin_hash, phone_hash, data, verified, policy, registered_at)"
    " SELECT i, CAST(i AS BLOB), x'00', x'00', 1, '', 0 FROM n",
    "INSERT INTO person (id, telegram_id, language, parent_id, created_at) SELECT i, i + :readers, 'kk', i, 0 FROM n",
    "INSERT INTO child (id, iin_hash, data, born, verified, added_at)"
    " SELECT i, CAST(i AS BLOB), x'00', '2023-05-01', 1, 0 FROM n",
    "INSERT INTO kin SELECT i, i, 'mother', 0 FROM n",
    "INSERT INTO application (id, child_id, parent_id, region, district, queue_place, group_type, language, category,"
    " born, lodged_at, state) SELECT i, i, i, :place, :place, :place, 'general', 'kk', 1 + (i * 7919) % 21, '2023-05-01',"
    " i, 'queued' FROM n",
)
_SHEETS = (
    "INSERT INTO sheet (application_id, kindergarten_id, month, state, published_at, marks)"
    " SELECT i, 1, 202610, 'published', 0, x'00' FROM n"
)
_GARDEN = (
    "INSERT INTO kindergarten (id, code, name_kk, name_ru, district, queue_place, address_kk, address_ru, phone)"
    " VALUES (1, 'A', '', '', '', '', '', '', '')"
)
_CLERK = "INSERT INTO staff (person_id, role, scope, since) VALUES (:first, 'department', :place, 0)"
_NO_NIGHT = (
    "INSERT INTO rule_override (key, value, unit, valid_from, source, added_at)"
    " VALUES ('quiet_from', '23:59', 'local_time', '2020-01-01', 'bench', 0),"
    " ('quiet_to', '00:00', 'local_time', '2020-01-01', 'bench', 0)"
)


async def _found(store: Store, many: int, *more: str) -> None:
    """So many families, and a clerk, the first of them; at any hour a phone may ring."""
    values = {"first": 10_000_001, "last": 10_000_000 + many, "readers": READERS, "place": PLACE}
    numbers = "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) "
    async with store.transaction():
        connection = store._writer.connection
        for statement in (*_FAMILY, *more):
            verb, _space, rest = statement.partition(" SELECT ")
            await connection.execute(f"{verb} {numbers}SELECT {rest}", values)
        for statement in (_CLERK, _NO_NIGHT):
            await connection.execute(statement, values)
    await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")  # as it would have been written over years


@asynccontextmanager
async def _acting(store: Store, person_id: int | None = None) -> AsyncIterator[Act]:
    async with store.transaction() as tx:
        act = Act(tx, store.seal, law(), SystemClock().now(), person_id)
        yield Act(tx, store.seal, await in_force(act), act.now, person_id)


# ---- posting ---------------------------------------------------------------------------------------------------------


async def _post(file: Path, found: Letters) -> None:
    """An announcement to everybody, the same once more, and a rung of a timesheet to everybody."""
    store = await opened(file)
    async with store.transaction():
        await store._writer.connection.execute(_GARDEN)
    await _found(store, FAMILIES, _SHEETS)
    before, begun = _memory(), now()
    await _announce(store)
    found.posting, found.growth = now() - begun, _memory() - before
    async with store.transaction():
        await store._writer.connection.execute("UPDATE announcement SET posted_to = 0, posted_at = NULL")
    begun = now()
    await _post_all(store)
    found.again = now() - begun
    await _post_rung(store, found)
    await store.close()


async def _post_rung(store: Store, found: Letters) -> None:
    """A rung to everybody, slice by slice, as the tick does at ten on the 4th; the journal stays as it is."""
    connection, before, begun = store._writer.connection, _memory(), now()
    more, slices = True, list[float]()
    while more:
        since = now()
        async with store.transaction() as tx:
            more = await sheet_rungs.post_rungs(Act(tx, store.seal, law(), ON_THE_4TH))
        slices.append(now() - since)
    found.rung, found.rung_growth, found.slice = now() - begun, _memory() - before, max(slices)
    (posted,) = await connection.execute_fetchall("SELECT count(*) FROM letter WHERE kind = 'sheets'")
    (noted,) = await connection.execute_fetchall("SELECT count(*) FROM journal")
    assert (posted[0], noted[0]) == (FAMILIES, 0)


async def _announce(store: Store) -> None:
    async with _acting(store, 10_000_001) as act:
        words = {"kk": "Құрметті ата-аналар! Ашық есік күні.", "ru": "Уважаемые родители! День открытых дверей."}
        await announcements.write(act, PLACE, "all", words, 1)
    await _post_all(store)


async def _post_all(store: Store) -> None:
    more = True
    while more:
        async with _acting(store) as act:
            more = await announcements.post_slice(act)


def _memory() -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


# ---- a round ---------------------------------------------------------------------------------------------------------


async def _hold(file: Path, found: Letters) -> None:
    """A round of thousands over a queue of a hundred thousand: its preview, then the round, durably."""
    store = await opened(file)
    await _found(store, QUEUE)
    async with _acting(store, 10_000_001) as act:
        begun = now()
        await applications.preview(act, PLACE, ROUND)
        found.preview = now() - begun
    begun = now()
    async with _acting(store, 10_000_001) as act:
        await applications.hold_round(act, PLACE, ROUND, operation=1)
    found.round = now() - begun
    await store.close()


# ---- sending ---------------------------------------------------------------------------------------------------------


class Busy(Telegram):
    """A Telegram a long way off that notes when letters come, and refuses them for a while."""

    def __init__(self, parents: Parents) -> None:
        super().__init__(parents._answered)
        self.chats = parents.telegram.chats
        self.moments: list[float] = []
        self.floods: list[float] = []
        self.begun = asyncio.Event()

    def call(self, wire: Wire, method: str, body: Body) -> None:
        """A call of the bot; what is for nobody of the parents is a letter."""
        if method == "getUpdates":
            super().call(wire, method, body)
        elif method in SCREENS and int(body["chat_id"]) not in self.chats:
            asyncio.get_running_loop().call_later(TRIP, self._letter, wire, int(body["chat_id"]), now())
        else:
            asyncio.get_running_loop().call_later(TRIP, super().call, wire, method, body)

    def _letter(self, wire: Wire, chat_id: int, at: float) -> None:
        if self.moments and not self.floods and at - self.moments[0] > FLOOD_AFTER:
            self.floods.append(now())
        if self.floods and at < self.floods[0] + RETRY_AFTER and now() - self.floods[0] < RETRY_AFTER + TRIP:
            wire.flood(RETRY_AFTER)
            return
        self.moments.append(at)
        self.begun.set()
        wire.answer(Chat(chat_id).message())

    def share(self, rate: int, seconds: float) -> float:
        """How much of what was permitted was sent in so many seconds from the first letter."""
        begun = self.moments[0]
        sent = sum(at - begun < seconds for at in self.moments)
        return sent / (rate * (seconds - RETRY_AFTER * bool(self.floods)))

    def early(self) -> int:
        """Letters that set out after the 429 had come back and before the wait was over."""
        return sum(flood + TRIP < at < flood + RETRY_AFTER - TRIP for flood in self.floods for at in self.moments)


async def _send(file: Path, rate: int, seconds: float, found: Letters) -> None:
    ids: Iterator[int] = await register_parents(file, int(seconds * TAPS) + 200)
    store = await opened(file)
    await _found(store, int(rate * (seconds + 6)))
    await _announce(store)
    await store.close()
    parents = Parents(ONWARD, ids)
    parents.telegram = telegram = Busy(parents)
    settings = {"DATA_KEY": KEY, "DATABASE_URL": url(file), "LETTERS_PER_SECOND": str(rate)}
    bot = Subject("bot", ["bot", "run"], settings, parents)
    await bot.start()
    try:
        await telegram.begun.wait()
        done = await parents.offer(TAPS, seconds)
    finally:
        bot.stop()
    found.shares[rate], found.early[rate] = telegram.share(rate, seconds), telegram.early()
    found.replies[rate] = statistics.quantiles(done.latencies, n=20)[18] * 1000


def figures(found: Letters) -> dict[str, tuple[float, str]]:
    """As the other figures are told."""
    sending = itertools.chain.from_iterable(
        (
            (f"share_of_{rate}_letters_per_second", (found.shares[rate] * 100, "%")),
            (f"letters_sent_against_a_429_at_{rate}", (found.early[rate], "letters")),
            (f"replies_p95_at_{rate}_letters_per_second", (found.replies[rate], "ms")),
        )
        for rate in found.shares
    )
    return {
        "posting_500000_letters": (found.posting, "s"),
        "posting_them_again": (found.again, "s"),
        "posting_a_rung_to_500000": (found.rung, "s"),
        "longest_slice_of_a_rung": (found.slice * 1000, "ms"),
        "memory_grown_by_a_rung": (found.rung_growth, "MB"),
        "memory_grown_by_posting": (found.growth, "MB"),
        "preview_of_a_round_of_15000_of_100000": (found.preview, "s"),
        "round_of_15000_of_100000": (found.round, "s"),
        **dict(sending),
    }
