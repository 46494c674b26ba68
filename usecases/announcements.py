"""Announcements of an education department to the families of its queue place.

Written once, posted in slices so that nobody else has to wait, sent after every letter of the law, and held or stopped
at any moment. Who did what stands in the audit journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.voucher import State
from usecases import staff
from usecases.act import Act, Row, dumps, seconds
from usecases.claims import audit
from usecases.letters import after_quiet_hours

SLICE = 5000  # applications, and letters that are dropped, in one transaction
LASTS = timedelta(days=7)  # what could not be sent by then is no news any more

OVER = frozenset({"refused", "archived", "cancelled", "withdrawn", "aged_out", "left"})
LIVE = tuple(state for state in State if state not in OVER)
AUDIENCES: Mapping[str, tuple[State, ...]] = {
    "all": LIVE,
    "queue": (State.QUEUED, State.STOP_LISTED),
    "enrolled": (State.ENROLLED,),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has got, in letters; `lost`: they could not be delivered, or were dropped."""

    waiting: int
    sent: int
    lost: int

    @property
    def posted(self) -> int:
        """All letters there are so far."""
        return self.waiting + self.sent + self.lost


def live_states() -> str:
    """The states of applications that still lead somewhere, as queries take them."""
    return dumps(list(LIVE))


async def recipients(act: Act, place: str, audience: str) -> int:
    """How many people an announcement would go to."""
    return int(await act.tx.count_recipients(queue_place=place, states=dumps(list(AUDIENCES[audience]))))


async def write(act: Act, place: str, audience: str, words: Mapping[str, str], operation: int) -> int:
    """Send an announcement to the families of a queue place; its number.

    `words`: the text in each language, `operation`: the draft. NotAllowed: NOT_STAFF, ANNOUNCEMENT_SENT.
    """
    await staff.must_serve(act, "department", place)
    announcement_id = await act.tx.add_announcement(
        queue_place=place,
        audience=audience,
        person_id=act.person_id,
        operation=operation,
        words=act.seal.close_json("announcement", str(operation), dict(words)),
        now=act.seconds,
    )
    if announcement_id is None:
        raise NotAllowed(Reason.ANNOUNCEMENT_SENT)
    await audit(act, "department", place, "announcement_sent", "announcement", announcement_id, audience)
    await post_slice(act)
    return int(announcement_id)


def words_of(act: Act, row: Row) -> dict[str, str]:
    """The text of an announcement in each language."""
    words: dict[str, str] = act.seal.open_json("announcement", str(row["operation"]), row["words"])
    return words


async def own(act: Act, announcement_id: int) -> Row:
    """An announcement of the clerk's own queue place; NotAllowed NOT_STAFF for any other, there or not."""
    row = await act.tx.announcement(announcement_id=announcement_id)
    if row is None:
        raise NotAllowed(Reason.NOT_STAFF)
    await staff.must_serve(act, "department", row["queue_place"])
    return row


async def progress(act: Act, announcement_id: int) -> Progress:
    """How far it has got."""
    rows = await act.tx.announcement_progress(announcement_id=announcement_id)
    counts = {row["state"]: row["count"] for row in rows}
    return Progress(counts.get("waiting", 0), counts.get("sent", 0), counts.get("dropped", 0) + counts.get("failed", 0))


async def pause(act: Act, announcement_id: int) -> None:
    """Hold it; NotAllowed NOT_NOW if it is not being sent."""
    await _turn(act, announcement_id, "sending", "paused")


async def resume(act: Act, announcement_id: int) -> None:
    """Go on with it; NotAllowed NOT_NOW if it is not paused."""
    await _turn(act, announcement_id, "paused", "sending")


async def stop(act: Act, announcement_id: int) -> None:
    """End it: what has not gone yet never goes. NotAllowed NOT_NOW if it has been stopped already."""
    row = await own(act, announcement_id)
    await _turn(act, announcement_id, row["state"], "stopped")
    await drop_slice(act)


async def _turn(act: Act, announcement_id: int, before: str, state: str) -> None:
    row = await own(act, announcement_id)
    turned = await act.tx.set_announcement_state(announcement_id=announcement_id, state=state, before=before)
    if not turned or before == state:
        raise NotAllowed(Reason.NOT_NOW, state=row["state"])
    deed = {"sending": "resumed"}.get(state, state)
    await audit(act, "department", row["queue_place"], f"announcement_{deed}", "announcement", announcement_id)


# ---- what the tick does ----------------------------------------------------------------------------------------------


async def post_slice(act: Act) -> bool:
    """Post the letters of the next slice of families; whether there is more to do."""
    row = await act.tx.announcement_to_post()
    if row is None:
        return False
    place, after = row["queue_place"], row["posted_to"]
    last = await act.tx.end_of_place(queue_place=place, after=after, at_most=SLICE)
    if last is not None:
        rules = act.law.rulebook.at(local_day(act.now))
        await act.tx.post_announcement(
            announcement_id=row["id"],
            queue_place=place,
            after=after,
            last=last,
            states=dumps(list(AUDIENCES[row["audience"]])),
            not_before=seconds(after_quiet_hours(act.now, rules)),
            expires_at=seconds(act.now + LASTS),
        )
    posted_at = act.seconds if last is None else None
    await act.tx.announcement_posted_to(announcement_id=row["id"], last=last or after, posted_at=posted_at)
    return True


async def drop_slice(act: Act) -> bool:
    """Drop letters of announcements that were stopped; whether there is more to do."""
    stopped = await act.tx.stopped_announcement()
    if stopped is None:
        return False
    await act.tx.drop_announcement_letters(announcement_id=stopped, at_most=SLICE, now=act.seconds)
    return True


PARTS = (post_slice, drop_slice)
