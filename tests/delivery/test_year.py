"""A simulated year with thousands of families: ticks at random moments, families that answer, and one that the bot sleeps.

Every reminder that the law plans is posted within five minutes of its plan, none twice, none after the answer.
"""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain import voucher
from domain.calendar import local
from domain.voucher import State
from tests.domain.law import BOOK, CALENDAR, at
from tests.queue.country import ALMATY, VILLAGE, Country, open_country
from usecases import tick, vouchers
from usecases.letters import after_quiet_hours

FAMILIES = 2000
A_ROUND = 100
YEAR = timedelta(days=365)
LATE = timedelta(minutes=5)
ANSWERS = 0.1  # of the families that are looked at, at each moment
PARTS = (tick._vouchers_lapse, tick._vouchers_remind)
PLANNED = {
    State.ISSUED: "remind_issued",
    State.CONFIRMED: "remind_confirmed",
    State.STOP_LISTED: "remind_stop_listed",
}


Clock = tuple[int, str, int]


class Year:
    """What was planned, and what families did."""

    def __init__(self, country: Country) -> None:
        self.country, self.chance = country, random.Random(2026)
        self.planned: dict[Clock, list[tuple[str, datetime]]] = {}
        self.ended: dict[Clock, datetime] = {}

    async def tick(self) -> None:
        for part in PARTS:
            await self.country.does(part)

    async def running(self) -> list[tuple[int, str, int]]:
        """The clocks that run: application, what reminds of them, their end."""
        rows = await self.country.ask(
            "SELECT id, state, due_at FROM application WHERE state IN ('issued', 'confirmed', 'stop_listed')"
        )
        return [(number, PLANNED[State(state)], due_at) for number, state, due_at in rows]

    async def plan(self) -> None:
        """What the law plans for every clock that has begun to run."""
        new = [clock for clock in await self.running() if clock not in self.ended]
        async with self.country.acting() as act:
            for clock in new:
                of = vouchers.voucher_of(await act.tx.application_by_id(application_id=clock[0]))
                assert of.due_at is not None
                self.ended[clock] = of.due_at
                self.planned[clock] = [(one.rung, one.at) for one in voucher.reminders(of, CALENDAR, BOOK)]

    async def answer(self) -> None:
        """Some families do what they have to."""
        deeds: dict[str, voucher.Command] = {
            "remind_issued": voucher.ConfirmInterest("code"),
            "remind_confirmed": voucher.Refuse(),
            "remind_stop_listed": voucher.Restore(),
        }
        running = await self.running()
        async with self.country.acting() as act:
            for clock in running:
                if self.chance.random() < ANSWERS and act.seconds < clock[2]:
                    row = await act.tx.application_by_id(application_id=clock[0])
                    await vouchers.carry_out(act, row, deeds[clock[1]])
                    self.ended[clock] = act.now

    async def round(self, clerk: int, number: int) -> None:
        rows = await self.country.ask("SELECT id FROM application WHERE state = 'queued' AND queue_place = :p LIMIT :n",
                                      p=ALMATY, n=A_ROUND)  # fmt: skip
        if rows:
            async with self.country.acting(clerk) as act:
                round_id = await act.tx.add_round(
                    queue_place=ALMATY, vouchers=len(rows), person_id=clerk, operation=number, now=act.seconds
                )
                await vouchers.issue_all(act, round_id, [one for (one,) in rows])


@pytest.mark.slow
async def test_a_year_of_reminders(tmp_path: Path) -> None:
    """R-50, R-52: whatever the moments of the ticks."""
    async with open_country(tmp_path / "a.db") as country:
        country.now = at("2026-01-12 09:10")
        [clerk] = await country.settle(1, VILLAGE)
        await country.settle(FAMILIES, lodged=at("2025-01-01 10:00"))
        year, begun, held = Year(country), country.now, 0
        while country.now < begun + YEAR:
            if country.now >= begun + held * timedelta(days=14) and local(country.now).hour >= 9:
                held += 1
                await year.round(clerk, held)
            await year.tick()
            await year.plan()
            if 9 <= local(country.now).hour < 20:
                await year.answer()
            country.now = await next_moment(year)
        await judge(year)


async def next_moment(year: Year) -> datetime:
    """A little after the next thing that falls due, or in some hours."""
    country = year.country
    [(due,)] = await country.ask(
        "SELECT min(at) FROM (SELECT min(due_at) AS at FROM application UNION ALL SELECT min(remind_at) FROM application)"
    )
    later = country.now + timedelta(hours=6)
    soon = datetime.fromtimestamp(due, UTC) if due else later
    return max(country.now, min(later, soon)) + timedelta(seconds=year.chance.randint(1, 240))


async def judge(year: Year) -> None:
    """Every letter stands beside its plan."""
    posted: dict[tuple[Clock, str], int] = {}
    for subject, kind, deadline, rung, not_before in await year.country.ask(
        "SELECT subject, kind, deadline, rung, not_before FROM letter WHERE kind LIKE 'remind%'"
    ):
        key = ((subject, kind, deadline), rung)
        assert key not in posted, "none is doubled"
        posted[key] = not_before
    came = 0
    for clock, plans in year.planned.items():
        due_at, end = datetime.fromtimestamp(clock[2], UTC), year.ended[clock]
        for rung, plan in plans:
            if plan + LATE > year.country.now:
                continue
            went = posted.pop((clock, rung), None)
            if went is None:
                told_just_before = (clock[1], rung) == ("remind_stop_listed", "day_1")  # at 08:00, that it is there
                assert end <= plan + LATE or told_just_before, f"{clock}: {rung} was due and never came"
                continue
            came += 1
            planned = after_quiet_hours(plan, BOOK.at(plan.date()), due_at).timestamp()
            assert 0 <= went - planned <= LATE.total_seconds(), f"{clock}: {rung} came at the wrong time"
            assert plan < end, f"{clock}: {rung} came after the answer"
    assert all(at + LATE.total_seconds() > year.country.now.timestamp() for at in posted.values()), "none is unplanned"
    assert came > FAMILIES
