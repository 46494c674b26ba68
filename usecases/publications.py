"""What a timesheet said each time it was published: nothing of it is ever overwritten (R-63)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from domain.timesheet import Mark
from usecases.act import Act, Row, instant
from usecases.timesheets import opened_marks

Change = tuple[int, Mark, Mark]
"""A day of the month, its mark before and after."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication: which, when (UTC), and what it changed of the one before; the first one changed nothing."""

    revision: int
    at: datetime
    changes: tuple[Change, ...]


def differences(before: Mapping[int, Mark], after: Mapping[int, Mark]) -> tuple[Change, ...]:
    """The days on which two months differ, in their order; a day that only one of them has is left out."""
    days = sorted(before.keys() & after.keys())
    return tuple((day, before[day], after[day]) for day in days if before[day] is not after[day])


async def history_of(act: Act, row: Row) -> list[Publication]:
    """Every publication of a sheet (a whole row of it), oldest first; whoever asks has been checked."""
    kept = await act.tx.publications_of(sheet_id=row["id"])
    marks = [opened_marks(act, row, one["marks"]) for one in kept]
    changes = [(), *(differences(before, after) for before, after in pairwise(marks))]
    return [
        Publication(one["revision"], at, changed)
        for one, changed in zip(kept, changes, strict=False)
        if (at := instant(one["at"])) is not None
    ]


async def changes_of(act: Act, row: Row) -> list[Change]:
    """What the last publication changed of the one before: day, before, after; nothing if there was only one."""
    history = await history_of(act, row)
    return list(history[-1].changes) if history else []
