"""The journal: what has happened to a voucher or a timesheet, told in ids, codes and instants only."""

import json
from typing import Any

from domain import journal
from domain.journal import Event, Kind
from usecases.act import Act, dumps


async def note(act: Act, subject: Kind, subject_id: int, event: Event) -> None:
    """Write the event down."""
    await act.tx.note(**noted(act, subject, subject_id, event))


def noted(act: Act, subject: Kind, subject_id: int, event: Event) -> dict[str, Any]:
    """The event as its row keeps it."""
    name, data = journal.record(event)
    return {
        "subject": subject, "subject_id": subject_id, "name": name, "data": dumps(data), "person_id": act.person_id,
    }  # fmt: skip


async def told(act: Act, subject: Kind, subject_id: int) -> list[Event]:
    """Everything that has happened, oldest first."""
    rows = await act.tx.journal_of(subject=subject, subject_id=subject_id)
    return [journal.restore(subject, row["name"], json.loads(row["data"])) for row in rows]
