"""Whether somebody of a child's family may act (R-21): whoever is linked to a child sees everything, and may act unless
another parent has objected and the department has not decided yet.
"""

from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act

Way = str
"""How somebody joined: `register`, `invitation`, `department`."""


async def may_act(act: Act, child_id: int) -> None:
    """NotAllowed LINK_CONTESTED while the department has to decide about whoever acts."""
    if act.person_id is not None and await act.tx.is_contested(person_id=act.person_id, child_id=child_id):
        raise NotAllowed(Reason.LINK_CONTESTED)


async def may_join(act: Act, parent_id: int, child_id: int, way: Way) -> None:
    """NotAllowed LINK_REMOVED: what the department has parted only the department ties again."""
    link = await act.tx.joining_of(child_id=child_id, parent_id=parent_id)
    if link is not None and link["state"] == "removed" and way != "department":
        raise NotAllowed(Reason.LINK_REMOVED)
