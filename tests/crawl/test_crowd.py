"""A crowd sends everything, at full speed: nothing fails, nothing is complained of, nothing grows, nothing leaks.

The real application over a real SQLite file; only Telegram, the registers and the SMS centre answer from memory. The slow
run takes CRAWL_UPDATES updates (15,000 unless the environment says otherwise: a minute and a half of one core; 100,000
take ten), the fast one 3,000.
"""

import asyncio
import gc
import logging
import os
import re
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from aiogram import Bot

from bot.app import App
from bot.drawing import Chart, draw
from bot.paper import blank, line, qr
from bot.settings import Settings
from bot.words import Html
from domain.person import Person, Sex
from playground.bot_process import DATA_KEY, UNSET
from playground.clock import MovableClock
from playground.server import KINDERGARTENS
from tests.crawl.crowd import Crowd, Json
from tests.crawl.rig import BLINK, MONDAY
from tests.crawl.wild_telegram import NOBODY, Wild
from tests.documents.files import paper, picture, saved
from tests.localities import LOCALITIES
from tests.memory import IN_MEMORY
from usecases.ports import (
    Answer,
    Check,
    KinshipAnswer,
    PersonAnswer,
    Refused,
    Relation,
    StatusAnswer,
    Unavailable,
)

FAST, SLOW = 3_000, int(os.environ.get("CRAWL_UPDATES", "15000"))
AT_ONCE = 300
EACH = 250  # updates by one person, or fewer where the crowd would be too small
FEWEST = 30  # people, a dozen clerks among them
HASTE = 10  # a batch holds one update of every so-maniest person: who presses twice at once presses an old screen
STEP = timedelta(seconds=5)  # of the bot's clock, for each batch
LEAP, LEAP_EVERY = timedelta(hours=7), 60
WARM_UP = 0.5  # of the run, after which memory may grow by no more than this
GROWTH = 40.0  # MB
SEED = 372
FILES = {
    "photo": picture(),
    "png": picture("PNG"),
    "pdf": saved(paper()),
    "lie": b"MZ",
    "empty": b"",
    "half": picture()[:99],
}


@dataclass
class Outside:
    """Registers and an SMS centre that answer at random, and are sometimes not there. `codes` is what came, by phone."""

    random: Random = field(default_factory=lambda: Random(SEED))
    codes: dict[str, str] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)

    def _state(self) -> Answer:
        if self.random.random() < 0.03:
            raise Unavailable
        others = (Answer.INVALID, Answer.PENDING, Answer.TIMEOUT, Answer.NOT_FOUND)
        return Answer.VALID if self.random.random() < 0.9 else self.random.choice(others)

    async def send(self, phone: str, text: str) -> None:
        """An SMS."""
        if (chance := self.random.random()) < 0.02:
            raise Unavailable if chance < 0.01 else Refused(7)
        if code := re.search(r"(?<!\d)\d{6}(?!\d)", text):
            self.codes[phone.lstrip("+")] = code.group()
            self.sent.add(code.group())

    async def registered(self, iin: str, phone: str) -> Check:
        """The base of mobile citizens."""
        return Check(self._state())

    async def person(self, iin: str) -> PersonAnswer:
        """The population register."""
        state = self._state()
        born = date(2019 + self.random.randrange(7), 1 + self.random.randrange(12), 1)
        sex = self.random.choice((Sex.MALE, Sex.FEMALE, None))
        who = Person("Канарейкина", "Құпия<b>", self.random.choice((None, "Айтылмасқызы")), sex, born)
        return PersonAnswer(state, who if state is Answer.VALID else None, self.random.choice((None, "қазақ")))

    async def relation(self, parent_iin: str, child_iin: str) -> KinshipAnswer:
        """The register of kinship."""
        return KinshipAnswer(self._state(), self.random.choice((*Relation, None)))

    async def statuses(self, iin: str) -> StatusAnswer:
        """The registers of social status."""
        return StatusAnswer(self._state(), self.random.choice(((), ("large_family",), ("unknown_code", "serviceman"))))


class Listener(logging.Handler):
    """Everything that is logged: complaints are kept, and what nobody may read is looked for."""

    def __init__(self, secrets: set[str], codes: set[str]) -> None:
        super().__init__(logging.INFO)
        self.errors: list[str] = []
        self.leaks: list[str] = []
        self.heard = 0
        self._secrets, self._codes = secrets, codes

    def emit(self, record: logging.LogRecord) -> None:
        """Look through one record, its traceback included."""
        said = logging.Formatter().format(record)
        self.heard += 1
        if record.levelno >= logging.ERROR:
            self.errors.append(said)
        words = set(re.findall(r"\w+", said))
        if words & self._secrets or words & self._codes or "Құпия" in said:
            self.leaks.append(f"{record.name} at {record.filename}:{record.lineno}")


class Crush:
    """The application in the crowd."""

    def __init__(self, app: App, crowd: Crowd, telegram: Wild, clock: MovableClock, file: Path) -> None:
        self.app, self.crowd, self.telegram, self.clock, self.file = app, crowd, telegram, clock, file
        self.failed: list[Json] = []
        self.recent: dict[int, Json] = {}

    async def push(self, count: int) -> None:
        """So many updates, as fast as they are worked off."""
        size = min(100, len(self.crowd.people) // HASTE + 1)
        for number in range(count // size):
            batch = self.crowd.updates(size)
            self.recent = {**dict(list(self.recent.items())[-2000:]), **{one["update_id"]: one for one in batch}}
            await self.app._inbox.take(batch)
            while len(self.app._inbox._queues) > AT_ONCE:  # noqa: ASYNC110
                await asyncio.sleep(BLINK)
            self.clock.set(self.clock.now() + STEP)
            if number % LEAP_EVERY == LEAP_EVERY - 1:
                await self.rest()
                self.clock.set(self.clock.now() + LEAP)
                await self.app.tick()
        await self.rest()

    async def rest(self) -> None:
        """Until everything is worked off."""
        async with asyncio.timeout(120):
            while not await self.app.idle():  # noqa: ASYNC110
                await asyncio.sleep(0.001)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Note which updates fail, to be told of."""
        failing = self.app._inbox._failed

        async def failed(update_id: int) -> int:
            self.failed.append(self.recent.get(update_id, {"update_id": update_id}))
            return await failing(update_id)

        patch.setattr(self.app._inbox, "_failed", failed)


@asynccontextmanager
async def crush(patch: pytest.MonkeyPatch, seed: int, count: int) -> AsyncIterator[Crush]:
    """The bot, composed as always, and the crowd before its door."""
    outside, files = Outside(), dict(FILES)
    telegram = Wild(files)

    async def nothing(*_anything: Any) -> None:
        await asyncio.Event().wait()

    patch.setattr(
        "bot.app.telegram", lambda settings, _wire: Bot(settings.bot_token.get_secret_value(), session=telegram)
    )
    patch.setattr("bot.app.reception.poll", nothing)
    patch.setattr("bot.app._sms", lambda _settings, _session: outside)
    patch.setattr("bot.app._registry", lambda _settings, _session: outside)
    patch.setattr("bot.app.PER_CHAT", 0.0)
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        file = Path(folder, "bot.db")
        given = {
            "bot_token": "42:crowd",
            "telegram_api_url": NOBODY,
            "database_url": f"sqlite:///{file}",
            "data_key": DATA_KEY,
            "letters_per_second": 1000,
        }
        clock = MovableClock(MONDAY, frozen=True)
        app = App(Settings(**UNSET, **given), clock)  # type: ignore[arg-type]
        await app.start()
        try:
            app._scheduler.pause()
            await app.import_kindergartens(KINDERGARTENS.read_text("utf-8"))
            await app.import_places(LOCALITIES)
            crowd = Crowd(seed, max(FEWEST, count // EACH), telegram, files, outside.codes)
            crush = Crush(app, crowd, telegram, clock, file)
            crush.watch(patch)
            await invite_clerks(crush)
            yield crush
        finally:
            await app.stop()


async def invite_clerks(crush: Crush) -> None:
    """Some of the crowd are clerks."""
    places = (
        ("department", "750000000"),
        ("department", "614000000"),
        ("kindergarten", "ALM-101"),
        ("kindergarten", "KAZ-401"),
    )
    for number, (role, scope) in enumerate(places * 3):
        payload = await crush.app.invite_staff(role, scope)
        clerk = crush.crowd.people[10 + number]
        start = crush.crowd._typed(clerk, f"/start {payload}")
        await crush.app._inbox.take([{"update_id": 1_000 + number, **start}])
    await crush.rest()


def load() -> None:
    """What the bot reads once, when first needed: to draw and to print. Only what grows is to be measured."""
    draw(Chart([(MONDAY.date(), 3)], [], Html("Кезек"), Html("нөмір"), Html("себеп")))
    pdf = blank("Қағаз", "kk", MONDAY)
    pdf.add_page()
    line(pdf, "Қабылданды", 12)
    qr(pdf, "https://example.kz")
    pdf.output()


def memory() -> float:
    """Megabytes this process holds (RSS)."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@pytest.mark.parametrize("count", [FAST, pytest.param(SLOW, marks=pytest.mark.slow)], ids=["fast", "slow"])
async def test_a_crowd_that_sends_everything(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing fails or is parked, no error is logged, memory stays, and no secret stands in a log."""
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)
    async with crush(monkeypatch, SEED, count) as crowded:
        listener = Listener(crowded.crowd.secrets, crowded.app._house.sms.sent)  # type: ignore[union-attr]
        root = logging.getLogger()
        before, handlers = root.level, root.handlers
        root.setLevel(logging.INFO)
        root.handlers = [listener]  # pytest's own would keep every record, and memory is measured
        try:
            load()
            begun, warm = time.process_time(), int(count * WARM_UP)
            await crowded.push(warm)
            gc.collect()
            warmed = memory()
            await crowded.push(count - warm)
            seconds = time.process_time() - begun
            gc.collect()
            grown = memory() - warmed
        finally:
            root.handlers = handlers
            root.setLevel(before)
        await judge(crowded, listener, count, seconds, grown)


async def judge(crowded: Crush, listener: Listener, count: int, seconds: float, grown: float) -> None:
    """What may be said of it afterwards."""
    kept = await reached(crowded)
    print(
        f"\n{count} updates in {seconds:.1f} s of CPU: {count / seconds:.0f} a second, {crowded.telegram.calls} calls, "
        f"{grown:+.1f} MB, {kept}"
    )
    assert not listener.errors, _told(listener.errors, crowded)
    assert not crowded.failed, _told([], crowded)
    assert not crowded.telegram.refused, crowded.telegram.refused[:10]
    assert not listener.leaks, listener.leaks[:10]
    assert listener.heard, "the log was listened to"
    assert crowded.app._inbox._queues == {}
    assert grown < GROWTH
    assert kept["application"] or count == FAST, "the crowd did not get far"


async def reached(crowded: Crush) -> dict[str, int]:
    """How far the crowd has got; everything that came was worked off."""
    with closing(sqlite3.connect(crowded.file)) as file:
        undone = "SELECT count(*) FROM inbox WHERE state <> 'done' OR answered = 0 OR attempts > 0"
        assert file.execute(undone).fetchone() == (0,) or crowded.failed, "everything is done and answered"
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = ("person", "parent", "child", "application", "staff")
        return {table: int(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}


def _told(errors: list[str], crowded: Crush) -> str:
    return "\n".join([*sorted(set(errors))[:20], *(str(one)[:600] for one in crowded.failed[:6])])
