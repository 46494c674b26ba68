"""What moves an application in its queue (R-42)."""

from datetime import date

from domain import queue
from domain.application import Right
from domain.calendar import local_day
from domain.queue import CategoryChanged, Cause
from usecases.act import Act, Row
from usecases.vouchers import note


async def recategorize(act: Act, row: Row, right: Right, cause: Cause) -> None:
    """Give an application the category that follows from a right, and journal what moved it (R-32, R-42)."""
    rules = act.law.rulebook.at(local_day(act.now), row["region"])
    category = queue.category(right, date.fromisoformat(row["born"]), local_day(act.now), rules)
    if category == row["category"]:
        return
    await act.tx.set_category(application_id=row["id"], category=category)
    await note(act, "voucher", row["id"], CategoryChanged(act.now, cause, row["category"], category))
