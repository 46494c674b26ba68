"""R-67: kindergartens are reminded to publish in slices, so that nobody waits behind a whole country."""

from datetime import UTC, datetime

import pytest

from tests.timesheets.garden import Garden
from usecases import tick


async def passes(garden: Garden) -> int:
    """A tick; in how many transactions."""
    times, more = 0, True
    while more:
        times += 1
        async with garden.acting(None) as act:
            more = await tick._publish_reminders(act)
    return times


async def told(garden: Garden) -> list[tuple[object, ...]]:
    """The letters."""
    async with garden.store.transaction():
        rows = await garden.store._writer.connection.execute_fetchall(
            "SELECT person_id, channel, kind, subject, deadline, rung, not_before, urgency FROM letter"
            " WHERE kind = 'publish' ORDER BY id"
        )
        return [tuple(row) for row in rows]


async def test_kindergartens_are_reminded_slice_by_slice(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one with children is told, once a rung; the other one has none, and a month that is published needs no word."""
    monkeypatch.setattr(tick, "GARDENS", 1)
    garden.now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert await passes(garden) == 4, "two kindergartens, the end, nothing more to do"
    (letter,) = await told(garden)
    assert letter[:6] == (2, "telegram", "publish", 202611, 0, "1:last_working_day")
    assert letter[6:] == (int(garden.now.timestamp()), 1)
    assert await passes(garden) == 1
    garden.now = datetime(2026, 12, 1, 4, tzinfo=UTC)
    await passes(garden)
    assert [row[5] for row in await told(garden)] == ["1:last_working_day", "1:day_1"]
    garden.now = datetime(2026, 12, 2, 4, tzinfo=UTC)
    await garden.publishes()
    await passes(garden)
    assert len(await told(garden)) == 2
