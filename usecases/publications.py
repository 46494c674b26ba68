"""What a timesheet said each time it was published: nothing of it is ever overwritten (R-63)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from domain import timesheet
from domain.timesheet import Change
from usecases.act import Act, Row, instant
from usecases.timesheets import opened_marks


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication: which, when (UTC), and what it changed of the one before; the first one changed nothing."""

    revision: int
    at: datetime
    changes: tuple[Change, ...]


async def history_of(act: Act, row: Row) -> list[Publication]:
    """Every publication of a sheet (a whole row of it), oldest first; whoever asks has been checked."""
    kept = await act.tx.publications_of(sheet_id=row["id"])
    marks = [opened_marks(act, row, one["marks"]) for one in kept]
    changes = [(), *(timesheet.changes(before, after) for before, after in pairwise(marks))]
    return [
        Publication(one["revision"], at, changed)
        for one, changed in zip(kept, changes, strict=False)
        if (at := instant(one["at"])) is not None
    ]


async def changes_of(act: Act, row: Row) -> list[Change]:
    """What the last publication changed of the one before; nothing if there was only one."""
    history = await history_of(act, row)
    return list(history[-1].changes) if history else []
