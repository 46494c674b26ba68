"""The queue in a country of a million: how long a number takes, and whether lodging slows down as a queue grows."""

import random
import sqlite3
import statistics
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stock import found_country, law, opened
from benchmarks.telegram import now
from bot.clock import SystemClock
from domain.application import Application, GroupType, Language
from storage.store import Store
from usecases import applications
from usecases.act import Act

COUNTRY = 1_000_000
LONG, SHORT = "750000000", "110000000"  # the place that a hundred thousand wait for, and a thousand
QUEUES = {LONG: 100_000, SHORT: 1_000}
LOOKS = 400
LODGED = 200


@dataclass(frozen=True, slots=True)
class Queues:
    """Milliseconds."""

    numbers: list[float]
    standings: list[float]
    lodging_long: float
    lodging_short: float


async def measure(file: Path) -> Queues:
    """Fill a country, then look and lodge."""
    rest = {f"{n}0000000": 50_000 for n in range(20, 37)}
    rest["370000000"] = COUNTRY - sum(QUEUES.values()) - sum(rest.values())
    await found_country(file, {**QUEUES, **rest})
    store = await opened(file)
    try:
        return Queues(
            await _numbers(store),
            await _standings(store),
            *[statistics.median(each) for each in await _lodge(store)],
        )
    finally:
        await store.close()


async def _anybody(store: Store, chance: random.Random) -> sqlite3.Row:
    async with store.reading() as tx:
        row: sqlite3.Row = await tx.application_by_id(application_id=chance.randint(1, QUEUES[LONG]))
    return row


async def _numbers(store: Store) -> list[float]:
    chance, took = random.Random(3), []
    for _ in range(LOOKS):
        row = await _anybody(store, chance)
        begun = now()
        async with store.reading() as tx:
            await tx.queue_number(
                queue_place=row["queue_place"],
                category=row["category"],
                lodged_at=row["lodged_at"],
                application_id=row["id"],
            )
        took.append((now() - begun) * 1000)
    return took


async def _standings(store: Store) -> list[float]:
    """The number and of how many, as a screen shows it."""
    chance, took, the_law = random.Random(3), [], law()
    for _ in range(LOOKS):
        row = await _anybody(store, chance)
        begun = now()
        async with store.reading() as tx:
            await applications.standing(Act(tx, store.seal, the_law, SystemClock().now()), row)
        took.append((now() - begun) * 1000)
    return took


async def _lodge(store: Store) -> tuple[list[float], list[float]]:
    """An application in the long queue and one in the short, in turn: as «Send» does it, with its number, durably."""
    the_law = law()
    long: list[float] = []
    short: list[float] = []
    for number in range(LODGED):
        for place, took in ((LONG, long), (SHORT, short)):
            parent, child = await _family(store, f"{place}:{number}")
            begun = now()
            async with store.transaction() as tx:
                act = Act(tx, store.seal, the_law, SystemClock().now())
                wanted = Application(child, place, GroupType.GENERAL, Language.KK)
                lodged = await applications.lodge(act, parent, wanted, None)
                await applications.standing(act, await tx.application_by_id(application_id=lodged))
            took.append((now() - begun) * 1000)
    return long, short


async def _family(store: Store, name: str) -> tuple[int, int]:
    """A parent and a child who have not applied yet."""
    async with store.transaction() as tx:
        kept = {"data": b"", "verified": 1, "now": 0}
        parent = await tx.add_parent(iin_hash=name.encode(), phone_hash=b"", policy="", **kept)
        child = await tx.add_child(iin_hash=name.encode(), born="2023-05-01", **kept)
        await tx.add_kin(parent_id=parent, child_id=child, relation="mother", now=0)
    return parent, child
