"""A parent has been linked to a child whose family has an application already (R-21).

The others are told, and may object. Who joins an imported application that nobody has joined yet becomes its applicant.
"""

from datetime import date

from domain.application import Right
from domain.queue import Cause
from usecases.act import Act, Row
from usecases.kin import Way
from usecases.letters import post
from usecases.queues import recategorize


async def welcome(act: Act, parent_id: int, child_id: int, born: date, way: Way) -> None:
    """A parent has just been linked to a child: what follows for a live application."""
    row = await act.tx.live_application_of_child(child_id=child_id)
    if row is None or row["parent_id"] == parent_id:
        return
    if row["parent_id"] is None:
        await _adopt(act, row, parent_id, born)
        return
    link = await act.tx.add_joining(
        child_id=child_id,
        parent_id=parent_id,
        application_id=row["id"],
        queue_place=row["queue_place"],
        way=way,
        now=act.seconds,
    )
    others = [one for one in await act.tx.family_of_child(child_id=child_id) if one["parent_id"] != parent_id]
    await post(act, others, "joined", link, rung=str(act.seconds))


async def _adopt(act: Act, row: Row, parent_id: int, born: date) -> None:
    """The applicant of an imported application; the register's date of birth counts from now on."""
    await act.tx.adopt_application(application_id=row["id"], parent_id=parent_id, born=born.isoformat())
    if born.isoformat() != row["born"]:
        adopted = await act.tx.application_by_id(application_id=row["id"])
        await recategorize(act, adopted, Right(adopted["verified_right"]), Cause.REFRESH)
