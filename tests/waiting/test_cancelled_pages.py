"""R-64: every voucher that can still be reinstated is listed, however many there are."""

import pytest

from domain.not_allowed import NotAllowed
from tests.domain.law import at
from tests.waiting.test_lists import PLACE, Town, town
from usecases import transfers
from usecases.act import seconds

__all__ = ["town"]

CLERK = 2


async def test_more_cancelled_vouchers_than_a_page_has(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.settle(families=4, gardens=1, places=1)
    monkeypatch.setattr(transfers, "SHOWN", 2)
    async with town.acting() as act:
        await act.tx.add_staff(person_id=CLERK, role="department", scope=PLACE, now=0)
    for number, moment in enumerate(
        ("2026-11-01 00:00", "2026-11-05 10:00", "2026-11-10 10:00", "2026-10-31 23:59"), 1
    ):
        await town.ask(
            f"UPDATE application SET state = 'cancelled', clock_started = {seconds(at(moment))} WHERE id = {number}"
        )
    town.now = at("2026-12-01 12:00")
    async with town.acting(CLERK) as act:
        assert await transfers.count_cancelled(act, PLACE) == 3
        pages = [[row["id"] for row in await transfers.cancelled(act, PLACE, page)] for page in range(3)]
    assert pages == [[3, 2], [1], []]
    for deed in (transfers.cancelled, transfers.count_cancelled):
        with pytest.raises(NotAllowed):
            async with town.acting(1) as act:
                await deed(act, PLACE)
