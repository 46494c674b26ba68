"""`kill -9`: what was confirmed is there, what was not is there whole or not at all."""

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from storage import migrations
from tests.storage.shelf import Place

ROOT = Path(__file__).parents[2]

WRITING = """
    import asyncio, itertools, sys
    from pathlib import Path
    from tests.storage.shelf import Place

    async def write(store, worker):
        for number in itertools.count():
            async with store.transaction() as tx:
                await tx.add_strictly(title=f"{worker}-{number}a")
                await tx.add_strictly(title=f"{worker}-{number}b")
            print(f"{worker}-{number}", flush=True)

    async def main():
        async with Place(Path(sys.argv[1])).opened(sole=True) as store:
            await asyncio.gather(*(write(store, f"{sys.argv[2]}-{n}") for n in range(20)))

    asyncio.run(main())
"""

MIGRATING = """
    import os, sqlite3, sys
    from pathlib import Path
    from storage import migrations
    from tests.storage.shelf import Place

    place = Place(Path(sys.argv[1]))
    statements = migrations.statements

    def then_die(script):
        yield from statements(script)
        os.kill(os.getpid(), 9)

    migrations.statements = then_die
    migrations.apply(place.file, place.schema)
"""


def start(script: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


@pytest.mark.crash
def test_what_was_confirmed_survives(place: Place) -> None:
    chance = random.Random(7)
    confirmed: set[str] = set()
    for life in range(4):
        with start(WRITING, str(place.folder), str(life)) as process:
            assert process.stdout is not None
            confirmed.add(process.stdout.readline().strip())
            time.sleep(chance.uniform(0.02, 0.3))
            process.send_signal(signal.SIGKILL)
            lines = process.stdout.read().split("\n")
        confirmed.update(lines[:-1])
    kept = set(place.titles())
    assert len(confirmed) > 100
    assert all(f"{work}a" in kept and f"{work}b" in kept for work in confirmed)
    assert {t[:-1] for t in kept if t[-1] == "a"} == {t[:-1] for t in kept if t[-1] == "b"}


@pytest.mark.crash
async def test_a_migration_killed_half_way_has_not_happened(place: Place) -> None:
    with start(MIGRATING, str(place.folder)) as process:
        assert process.wait() == -signal.SIGKILL
    assert migrations.version(place.file) == 0
    async with place.opened(sole=True) as store, store.transaction() as tx:
        await tx.add(title="a")
    assert place.titles() == ["a"]
