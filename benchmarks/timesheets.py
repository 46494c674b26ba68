"""The month of a country: the windows of the reminders, twenty confirmations a second, what a picture costs.

The windows are worked out from the rules that the bot goes by, and reminders with pictures are really sent at the rate
that Telegram allows, by the bot's own process. Confirming takes two taps from the message.
"""

import asyncio
import itertools
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks.letters import Busy
from benchmarks.parents import CHATS, Parents
from benchmarks.stock import KEY, law, opened, register_parents, url
from benchmarks.subject import Subject
from benchmarks.telegram import Body, Chat, Wire, now
from bot.clock import SystemClock
from bot.month_picture import Calendar, calendar, draw
from bot.words import speaking
from domain import timesheet
from domain.calendar import first_of_month, local_day
from domain.timesheet import Mark
from usecases.timesheets import month_number

FAMILIES = 500_000
PER_SECOND = 25  # messages that Telegram allows
CONFIRMATIONS = 20  # a second, in the evening of the 10th
SECONDS = 10.0
PICTURES = 30
YES = r"s:confirm_yes:"
INSERT = (
    "INSERT INTO application (id, child_id, parent_id, region, district, queue_place, group_type, language, category, born,"
    " lodged_at, state, kindergarten_id) VALUES (:id, :id, :id, '75', '75', '75', 'general', 'kk', 1, '2023-05-01', 0,"
    " 'enrolled', 1)",
    "INSERT INTO stay (application_id, kindergarten_id, since) VALUES (:id, 1, '2026-01-01')",
    "INSERT INTO sheet (id, application_id, kindergarten_id, month, state, published_at, first_published_at, due_at,"
    " revision, marks, published) VALUES (:id, :id, 1, :month, 'published', 1, 1, :due_at, 1, :marks, :marks)",
    "INSERT INTO letter (person_id, channel, kind, subject, deadline, rung, not_before, expires_at, urgency)"
    " VALUES (:id, 'telegram', 'sheets', :month, 0, 'ready', :not_before, :due_at, 2)",
)
GARDEN = (
    "INSERT INTO kindergarten (id, code, name_kk, name_ru, district, queue_place, address_kk, address_ru, phone)"
    " VALUES (1, 'A', '«Балбөбек»', '«Балбобек»', '', '', '', '', '')"
)
NO_NIGHT = (
    "INSERT INTO rule_override (key, value, unit, valid_from, source, added_at)"
    " VALUES ('quiet_from', '23:59', 'local_time', '2020-01-01', 'bench', 0),"
    " ('quiet_to', '00:00', 'local_time', '2020-01-01', 'bench', 0)"
)


@dataclass(slots=True)
class Timesheets:
    """What has been found."""

    windows: dict[str, float] = field(default_factory=dict)  # hours open
    share: float = 0.0
    sending: float = 0.0  # seconds of CPU a second
    confirmed: float = 0.0  # a second
    p95: float = 0.0  # milliseconds
    cpu: float = 0.0  # seconds of CPU a second
    picture: float = 0.0  # milliseconds
    size: float = 0.0  # kB
    lag: float = 0.0  # milliseconds for which the loop stood still, at most


async def measure(folder: Path) -> Timesheets:
    """All of it."""
    found = Timesheets()
    rules = law().rulebook.at(date(2026, 11, 4))
    for rung in timesheet.rungs(date(2026, 10, 1), rules):
        found.windows[rung.name] = (rung.closes - rung.opens).total_seconds() / 3600
    await _draw(found)
    await _send(folder / "reminders.db", found)
    await _confirm(folder / "confirmations.db", found)
    return found


# ---- stock -----------------------------------------------------------------------------------------------------------


def _last_month() -> date:
    return first_of_month(first_of_month(local_day(SystemClock().now())) - timedelta(days=1))


def _marks(month: date, number: int) -> dict[int, Mark]:
    """A month that is like no other's: no picture is drawn twice."""
    days = {day: Mark.DAY_OFF if month.replace(day=day).weekday() > 4 else Mark.PRESENT for day in range(1, 29)}
    return {
        **days,
        1 + number % 28: Mark.SICK,
        1 + number // 28 % 28: Mark.LEAVE,
        1 + number // 784 % 28: Mark.NO_REASON,
    }


async def _families(file: Path, many: int, *, letters: bool) -> Iterator[int]:
    """So many families with a month to confirm, and, if asked for, a reminder of it that is due."""
    ids = await register_parents(file, many)
    store, month = await opened(file), _last_month()
    about = {"month": month_number(month), "due_at": int(SystemClock().now().timestamp()) + 10 * 86400, "not_before": 0}
    async with store.transaction():
        connection = store._writer.connection
        await connection.execute(GARDEN)
        await connection.execute(NO_NIGHT)
        for id in range(1, many + 1):
            name = f"{id}:1:{month_number(month)}"
            marks = store.seal.close_json("sheet", name, _marks(month, id))
            for statement in INSERT if letters else INSERT[:-1]:
                await connection.execute(statement, {**about, "id": id, "marks": marks})
    await store.close()
    return ids


# ---- a picture -------------------------------------------------------------------------------------------------------


async def _draw(found: Timesheets) -> None:
    """Pictures that are all different, drawn in a thread while the loop counts how long it stands still."""
    month = _last_month()
    with speaking("kk"):
        pages = [calendar(f"Бала {number}", month, _marks(month, number)) for number in range(PICTURES)]
    await asyncio.to_thread(draw, pages[:1])  # the font is read
    took, sizes = list[float](), list[int]()
    lags = [0.0]
    watch = asyncio.create_task(_lag(lags))  # noqa: TID251 not the product's
    for page in pages[1:]:
        begun = now()
        sizes.append(len(await asyncio.to_thread(_one, page)))
        took.append(now() - begun)
    watch.cancel()
    found.picture, found.size = statistics.median(took) * 1000, statistics.median(sizes) / 1000
    found.lag = max(lags) * 1000


async def _lag(lags: list[float]) -> None:
    while True:
        begun = now()
        await asyncio.sleep(0.001)
        lags.append(now() - begun - 0.001)


def _one(page: Calendar) -> bytes:
    return draw([page])


# ---- reminders -------------------------------------------------------------------------------------------------------


class WithPhotos(Busy):
    """A Telegram that takes pictures too."""

    def call(self, wire: Wire, method: str, body: Body) -> None:
        """A photo is a letter like any other."""
        super().call(wire, "sendMessage" if method == "sendPhoto" else method, body)


async def _send(file: Path, found: Timesheets) -> None:
    """Reminders with their pictures, at the rate that Telegram allows."""
    await _families(file, int(PER_SECOND * (SECONDS + 8)) + CHATS, letters=True)
    parents = Parents("$", itertools.count(1))
    parents.telegram = telegram = WithPhotos(parents)
    bot = Subject("bot", ["bot", "run"], _settings(file), parents)
    await bot.start()
    try:
        async with asyncio.timeout(60):
            await telegram.begun.wait()
        cpu, begun = bot.cpu(), now()
        await asyncio.sleep(SECONDS)
        found.sending = (bot.cpu() - cpu) / (now() - begun)
    finally:
        bot.stop()
    found.share = telegram.share(PER_SECOND, SECONDS)


def _settings(file: Path) -> dict[str, str]:
    return {"DATA_KEY": KEY, "DATABASE_URL": url(file), "LETTERS_PER_SECOND": str(PER_SECOND)}


# ---- confirmations ---------------------------------------------------------------------------------------------------


class Confirming(Parents):
    """Parents who have the message before them, and confirm by two taps."""

    def __init__(self, ids: Iterator[int]) -> None:
        self._sheets = itertools.count(1)
        super().__init__(YES, ids)

    def _newcomer(self) -> Chat:
        chat = super()._newcomer()
        chat.message_id, chat.tap = 1, f"s:confirm:{next(self._sheets)}:1"
        chat.screen = {"text": "📅"}
        return chat


async def _confirm(file: Path, found: Timesheets) -> None:
    """So many confirmations a second, each of two taps."""
    ids = await _families(file, int(CONFIRMATIONS * SECONDS * 2) + CHATS, letters=False)
    parents = Confirming(ids)
    bot = Subject("bot", ["bot", "run"], _settings(file), parents)
    await bot.start()
    try:
        await parents.offer(2 * CONFIRMATIONS, 2.0)  # warm
        cpu, before = bot.cpu(), parents.sent
        done = await parents.offer(2 * CONFIRMATIONS, SECONDS)
        found.cpu = (bot.cpu() - cpu) / done.seconds
        found.confirmed = (parents.sent - before) / done.seconds
    finally:
        bot.stop()
    found.p95 = statistics.quantiles(done.latencies, n=20)[18] * 1000


def figures(found: Timesheets) -> dict[str, tuple[float, str]]:
    """As the other figures are told."""
    need = FAMILIES / PER_SECOND / 3600
    return {
        "hours_for_500000_at_25_per_second": (need, "h"),
        **{f"window_of_{name}": (hours, "h") for name, hours in found.windows.items()},
        **{
            f"families_that_fit_into_{name}": (hours * 3600 * PER_SECOND, "families")
            for name, hours in found.windows.items()
        },
        "share_of_25_pictured_reminders_per_second": (found.share * 100, "%"),
        "cpu_sending_pictured_reminders": (found.sending * 100, "% of a core"),
        "confirmations_per_second": (found.confirmed, "1/s"),
        "confirming_tap_p95": (found.p95, "ms"),
        "cpu_at_those_confirmations": (found.cpu * 100, "% of a core"),
        "month_picture": (found.picture, "ms"),
        "month_picture_size": (found.size, "kB"),
        "loop_lag_at_most_while_drawing": (found.lag, "ms"),
    }
