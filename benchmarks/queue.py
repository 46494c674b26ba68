"""Figures of one queue in a country, as JSON lines: a number's time, lodging as the queue grows, the daily count.

    python -m benchmarks.queue

The country is a million applications; the place asked about has a hundred thousand of them.
"""

import asyncio
import json
import random
import sqlite3
import statistics
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from benchmarks.queues import LONG, QUEUES, Queues, measure
from benchmarks.stock import law, opened
from benchmarks.telegram import now
from bot.clock import SystemClock
from storage.store import Store
from usecases import queue_days
from usecases.act import Act

LEAVERS = 1_000  # families of the long queue that leave before the second day: nearly every number changes


async def days(file: Path) -> tuple[list[float], list[float]]:
    """Milliseconds that each slice of two daily counts holds the writer: the first day, and one on which all moved."""
    store = await opened(file)
    try:
        first = await _count(store, 1)
        chance = random.Random(5)
        with closing(sqlite3.connect(file, timeout=60)) as connection, connection:
            gone = [(chance.randint(1, QUEUES[LONG]),) for _ in range(LEAVERS)]
            connection.executemany("UPDATE application SET state = 'withdrawn' WHERE id = ?", gone)
        return first, await _count(store, 2)
    finally:
        await store.close()


async def _count(store: Store, day: int) -> list[float]:
    the_law, at, took, more = law(), SystemClock().now() + timedelta(days=day), [], True
    while more:
        begun = now()
        async with store.transaction() as tx:
            more = await queue_days.count(Act(tx, store.seal, the_law, at))
        took.append((now() - begun) * 1000)
    return took


def say(figure: str, value: float, unit: str) -> None:
    """One figure."""
    print(json.dumps({"figure": figure, "value": round(value, 3), "unit": unit}), flush=True)


def _say_numbers(found: Queues) -> None:
    say("queue_number_median", statistics.median(found.numbers), "ms")
    say("queue_number_p99", statistics.quantiles(found.numbers, n=100)[98], "ms")
    say("queue_standing_median", statistics.median(found.standings), "ms")
    say("lodging_in_queue_of_100000", found.lodging_long, "ms")
    say("lodging_in_queue_of_1000", found.lodging_short, "ms")


def _say_days(name: str, took: list[float]) -> None:
    say(f"{name}_whole", sum(took) / 1000, "s")
    say(f"{name}_slice_median", statistics.median(took), "ms")
    say(f"{name}_slice_longest", max(took), "ms")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "country.db"
        _say_numbers(asyncio.run(measure(file)))
        first, moved = asyncio.run(days(file))
        _say_days("daily_count_first", first)
        _say_days("daily_count_after_1000_left", moved)


if __name__ == "__main__":
    main()
