"""Transfers, leaving and reinstating as the tables keep them (R-58, R-64, R-67)."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain import voucher
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import KindergartenSigns, Leave, MissMonths, State
from tests.domain.law import at, day
from tests.waiting.test_lists import PLACE, Town, town
from usecases import journal, timesheets, transfers, vouchers

__all__ = ["town"]

MONTHS = MissMonths(day("2026-11-01"), day("2026-12-01"))
CLERK = 2
REASON = "Бала ауруханада жатты"


async def enrol(town: Town, application_id: int, group: int = 1) -> None:
    """The family chooses the group, the kindergarten signs."""
    async with town.acting(application_id) as act:
        await vouchers.send_contract(act, await town.row(act, application_id), group)
        await town.carry(act, application_id, KindergartenSigns())


async def cancelled(town: Town, *, families: int = 3) -> None:
    """The first family's voucher is cancelled on 11 January."""
    await town.settle(families=families, gardens=2, places=1)
    await enrol(town, 1)
    async with town.acting() as act:
        await act.tx.add_staff(person_id=CLERK, role="department", scope=PLACE, now=0)
    town.now = at("2027-01-11 08:00")
    async with town.acting() as act:
        await town.carry(act, 1, MONTHS)


async def test_reinstated_over_the_places_of_the_group(town: Town) -> None:
    """R-64: the child comes back although the place has gone; the deed is audited, the reason sealed; nobody else gets in."""
    await town.settle(families=3, gardens=1, places=1)
    await enrol(town, 1)
    async with town.acting() as act:
        await act.tx.add_staff(person_id=CLERK, role="department", scope=PLACE, now=0)
    await town.tick()
    town.now = at("2026-11-17 10:00")
    async with town.acting() as act:  # as if two months had been missed long ago
        await town.carry(act, 1, MissMonths(day("2026-09-01"), day("2026-10-01")))
    await enrol(town, 3)
    async with town.acting(CLERK) as act:
        row = await transfers.to_reinstate(act, 1)
        assert await transfers.places_over(act, row) == 1
        await transfers.reinstate(act, 1, REASON)
    assert await town.ask("SELECT state, kindergarten_id, group_id FROM application WHERE id = 1") == [
        ("enrolled", 1, 1)
    ]
    audited = await town.ask("SELECT person_id, role, scope, deed, subject, subject_id, detail FROM audit")
    assert audited == [(CLERK, "department", PLACE, "reinstated", "application", 1, "over_by_1")]
    (kept,) = await town.ask("SELECT reason FROM reinstatement")
    assert REASON.encode() not in kept[0]
    async with town.acting() as act:
        assert await transfers.reinstatements(act, 1) == [REASON]
        await town.carry(act, 3, Leave("leaves"))
        assert await vouchers.free_classes(act, await town.row(act, 2)) == []


async def test_only_the_department_of_the_place_reinstates(town: Town) -> None:
    """R-64: nobody else, there or not."""
    await cancelled(town)
    for person, application in ((1, 1), (3, 1), (CLERK, 99)):
        with pytest.raises(NotAllowed) as no:
            async with town.acting(person) as act:
                await transfers.reinstate(act, application, REASON)
        assert no.value.reason is Reason.NOT_STAFF
    async with town.acting(CLERK) as act:
        assert [row["id"] for row in await transfers.cancelled(act, PLACE)] == [1]
    town.now += timedelta(days=31)
    async with town.acting(CLERK) as act:
        assert await transfers.cancelled(act, PLACE) == []
        with pytest.raises(NotAllowed) as no:
            await transfers.to_reinstate(act, 1)
        assert no.value.reason is Reason.TOO_LATE
    assert await town.ask("SELECT count(*) FROM audit") == [(0,)]


async def test_nobody_reinstates_their_own_child(town: Town) -> None:
    """R-64: a clerk who is a parent of the child leaves it to another."""
    await cancelled(town)
    async with town.acting(CLERK) as act:
        await act.tx.add_staff(person_id=1, role="department", scope=PLACE, now=0)
    with pytest.raises(NotAllowed) as no:
        async with town.acting(1) as act:
            await transfers.reinstate(act, 1, REASON)
    assert no.value.reason is Reason.OWN_CASE


async def test_a_child_with_another_live_application_is_not_reinstated(town: Town) -> None:
    """R-33, R-64."""
    await cancelled(town)
    async with town.acting(1) as act:
        await act.tx.add_application(
            child_id=1, parent_id=1, region=PLACE, district=PLACE, queue_place=PLACE, group_type="general",
            language="kk", statuses=None, category=18, born="2023-05-01", now=act.seconds,
        )  # fmt: skip
    with pytest.raises(NotAllowed) as no:
        async with town.acting(CLERK) as act:
            await transfers.reinstate(act, 1, REASON)
    assert no.value.reason is Reason.APPLICATION_EXISTS


async def test_each_kindergarten_has_the_days_on_which_the_child_was_there(town: Town, tmp_path: Path) -> None:
    """R-58, R-67: transferred on the 20th, left on 3 December; a month begun before is cut."""
    await town.settle(families=2, gardens=2, places=1)
    await enrol(town, 1)
    async with town.acting() as act:
        for clerk, code in ((1, "K-1"), (2, "K-2")):
            await act.tx.add_staff(person_id=clerk, role="kindergarten", scope=code, now=0)
    november = day("2026-11-01")
    async with town.acting(1) as act:
        (sheet,) = await timesheets.open_month(act, 1, november)
        assert sorted(timesheets.marks_of(act, sheet)) == list(range(16, 31))
    town.now = at("2026-11-20 10:00")
    async with town.acting(1) as act:
        await transfers.ask(act, await town.row(act, 1), 2)
    async with town.acting(2) as act:
        await town.carry(act, 1, KindergartenSigns())
    async with town.acting(1) as act:
        (sheet,) = await timesheets.open_month(act, 1, november)
        assert sorted(timesheets.marks_of(act, sheet)) == list(range(16, 20))
        assert await timesheets.open_month(act, 1, day("2026-12-01")) == []
    town.now = at("2026-12-03 10:00")
    async with town.acting(1) as act:
        await town.carry(act, 1, Leave("school"))
    async with town.acting(2) as act:
        (sheet,) = await timesheets.open_month(act, 2, november)
        assert sorted(timesheets.marks_of(act, sheet)) == list(range(20, 31))
        (sheet,) = await timesheets.open_month(act, 2, day("2026-12-01"))
        assert sorted(timesheets.marks_of(act, sheet)) == [1, 2, 3]
        assert await timesheets.open_month(act, 2, day("2027-01-01")) == []
    assert await town.ask("SELECT state FROM application WHERE id = 1") == [(State.LEFT,)]


async def test_a_child_that_comes_back_has_its_days_again(town: Town) -> None:
    """R-64, R-67: the month opened while it was away is made whole."""
    await cancelled(town)
    async with town.acting() as act:
        await act.tx.add_staff(person_id=3, role="kindergarten", scope="K-1", now=0)
    january = day("2027-01-01")
    async with town.acting(3) as act:
        (sheet,) = await timesheets.open_month(act, 1, january)
        assert sorted(timesheets.marks_of(act, sheet)) == list(range(1, 12))
    async with town.acting(CLERK) as act:
        await transfers.reinstate(act, 1, REASON)
    async with town.acting(3) as act:
        (sheet,) = await timesheets.open_month(act, 1, january)
        assert sorted(timesheets.marks_of(act, sheet)) == list(range(1, 32))
        told = await journal.told(act, "voucher", 1)
    assert [type(event) for event in told[-2:]] == [voucher.Cancelled, voucher.Reinstated]


async def test_the_place_elsewhere_is_held_while_the_transfer_is_considered(town: Town) -> None:
    """R-58: and is free again when it is refused; the old place is free when it is signed."""
    await town.settle(families=2, gardens=2, places=1)
    await enrol(town, 1)

    async def free() -> list[int]:
        async with town.acting() as act:
            return [one["id"] for one in await vouchers.free_classes(act, await town.row(act, 2))]

    assert await free() == [2]
    async with town.acting(1) as act:
        assert [one["id"] for one in await transfers.places_elsewhere(act, await town.row(act, 1))] == [2]
        await transfers.ask(act, await town.row(act, 1), 2)
    assert await free() == []
    async with town.acting(1) as act:
        await transfers.take_back(act, await town.row(act, 1))
    assert await free() == [2]
    async with town.acting(1) as act:
        await transfers.ask(act, await town.row(act, 1), 2)
        await town.carry(act, 1, KindergartenSigns())
    assert await free() == [1]


async def test_how_long_a_kindergarten_has_been_silent(town: Town) -> None:
    """R-55: sent on Monday, to be answered by Wednesday; on Friday it has been silent for two working days."""
    await town.settle(families=1, gardens=1, places=1)
    async with town.acting() as act:
        await act.tx.add_staff(person_id=1, role="department", scope=PLACE, now=0)
        await vouchers.send_contract(act, await town.row(act, 1), 1)
    town.now = at("2026-11-20 09:00")
    await town.tick()
    async with town.acting(1) as act:
        (one,) = await transfers.silent(act, PLACE)
        assert (one.application_id, one.days) == (1, 2)
    with pytest.raises(NotAllowed):
        async with town.acting(7) as act:
            await transfers.silent(act, PLACE)
