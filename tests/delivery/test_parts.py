"""The breaker and the pace by themselves."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

from bot.breaker import PAUSE, TOLERATED, Breaker
from bot.pace import Pace

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)
ROUNDING = 0.002


def test_the_breaker_opens_at_the_sixteenth_failure_of_the_last_hundred() -> None:
    breaker = Breaker()
    for _ in range(TOLERATED):
        assert not breaker.failed(NOW)
    assert breaker.room(10, NOW) == 10
    for number in range(85):
        breaker.went(number)
    assert breaker.failed(NOW) is False, "the first failure is forgotten"
    assert breaker.failed(NOW) is False
    assert not breaker.is_open
    for _ in range(TOLERATED):
        breaker.failed(NOW)
    assert breaker.is_open
    assert breaker.room(10, NOW) == 0


def opened() -> Breaker:
    breaker = Breaker()
    said = [breaker.failed(NOW) for _ in range(TOLERATED + 5)]
    assert said == [False] * TOLERATED + [True] + [False] * 4, "it is told once"
    return breaker


def test_one_is_tried_each_minute_and_the_others_follow_when_it_goes_through() -> None:
    breaker, later = opened(), NOW + PAUSE
    assert breaker.room(10, later - timedelta(seconds=1)) == 0
    assert breaker.room(10, later) == 1
    breaker.begins(7, later)
    assert breaker.room(10, later) == 0
    assert breaker.holds_up(8)
    assert not breaker.holds_up(7)
    breaker.failed(later)
    assert breaker.room(10, later + PAUSE) == 1
    breaker.begins(9, later + PAUSE)
    breaker.went(8)
    assert breaker.is_open, "only the one that is tried counts"
    breaker.went(9)
    assert not breaker.is_open
    assert breaker.room(10, later + PAUSE) == 10
    assert not any(breaker.failed(NOW) for _ in range(TOLERATED)), "what was before is forgotten"


def test_a_letter_begun_before_waits_after_all() -> None:
    breaker = Breaker()
    breaker.begins(1, NOW)
    assert not breaker.holds_up(1)
    for _ in range(TOLERATED + 1):
        breaker.failed(NOW)
    assert breaker.holds_up(1)


async def test_a_flood_limit_stops_also_who_has_a_slot_already() -> None:
    pace = Pace(per_second=50, per_chat=0.0)
    loop = asyncio.get_running_loop()
    begin = loop.time()
    stamps: list[float] = []

    async def one(chat: int) -> None:
        await pace.slot(chat)
        stamps.append(loop.time() - begin)

    waiting = [asyncio.ensure_future(one(chat)) for chat in range(5)]
    await asyncio.sleep(0.03)  # two are gone
    pace.pause(0.2)
    await asyncio.gather(*waiting)
    late = [at for at in stamps if at > 0.05]
    assert len(late) == 3
    assert min(late) >= 0.23 - ROUNDING
    assert all(b - a >= 0.02 - 2 * ROUNDING for a, b in itertools.pairwise(late)), "evenly again"
