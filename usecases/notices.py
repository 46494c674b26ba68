"""What a person wants to be told beside what the law knows a deadline for, when, and whether by SMS too.

What can be switched off are categories of news; every other letter always comes. Quiet hours of one's own are longer
than everybody's, and what falls due before they end comes all the same (R-4, R-66).
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum, auto

from domain.not_allowed import NotAllowed, Reason
from usecases.act import Act, Row, instant, seconds
from usecases.letters import LAW, after_hours, letter_row

SMS_LASTS = timedelta(hours=12)
BEGINS = ("18:00", "19:00", "20:00", "21:00")
ENDS = ("08:00", "09:00", "10:00", "11:00", "12:00")
EVERYBODYS = f"{BEGINS[-1]}-{ENDS[0]}"


class Category(StrEnum):
    """News that can be switched off."""

    QUEUE = auto()
    FAMILY = auto()
    PLACES = auto()
    ANNOUNCEMENTS = auto()


KINDS: Mapping[Category, frozenset[str]] = {
    Category.QUEUE: frozenset({"queue_mark", "queue_worse"}),
    Category.FAMILY: frozenset(
        {
            "lodged", "restored", "sheet_answered", "contract_sent", "waiting_began", "offer_declined", "transfer_sent",
            "transfer_back",
        }
    ),
    Category.PLACES: frozenset({"place_appeared"}),
    Category.ANNOUNCEMENTS: frozenset({"announcement"}),
}  # fmt: skip


def muted_of(person: Row) -> set[Category]:
    """What the person has switched off."""
    return {Category(each) for each in person["muted"].split(",") if each}


def is_muted(letter: Row) -> bool:
    """Whether the person has switched off letters of this kind (column `muted`)."""
    if not letter["muted"]:
        return False
    return any(letter["kind"] in KINDS[category] for category in muted_of(letter))


async def switch(act: Act, person: Row, category: str, *, on: bool) -> None:
    """Switch a category on or off, twice is the same as once; NotAllowed NOT_NOW for one that isn't there."""
    if category not in set(Category):
        raise NotAllowed(Reason.NOT_NOW)
    own = {Category(category)}
    muted = muted_of(person) - own if on else muted_of(person) | own
    await act.tx.set_muted(person_id=person["id"], muted=",".join(sorted(muted)))


async def switch_sms(act: Act, person: Row, *, on: bool) -> None:
    """Switch the SMS copy on or off."""
    await act.tx.set_sms_copy(person_id=person["id"], sms_copy=int(on))


async def set_quiet(act: Act, person: Row, begins: str, ends: str) -> None:
    """Quiet hours of one's own, everybody's at least; NotAllowed NOT_NOW for others."""
    if begins not in BEGINS or ends not in ENDS:
        raise NotAllowed(Reason.NOT_NOW)
    hours = f"{begins}-{ends}"
    await act.tx.set_quiet(person_id=person["id"], quiet="" if hours == EVERYBODYS else hours)


def quiet_of(person: Row) -> tuple[str, str]:
    """From when to when the person's phone is quiet, local time."""
    begins, _dash, ends = (person["quiet"] or EVERYBODYS).partition("-")
    return begins, ends


def rests_until(letter: Row, at: datetime) -> datetime:
    """The first moment from `at` on at which this person wants the letter (columns `quiet`, `deadline`, `expires_at`)."""
    if not letter["quiet"]:
        return at
    begins, ends = map(time.fromisoformat, quiet_of(letter))
    due = [kept for kept in (letter["deadline"], letter["expires_at"]) if kept]
    return after_hours(at, begins, ends, instant(min(due)) if due else None)


async def says_nothing_new(act: Act, letter: Row) -> bool:
    """Whether a reminder that rests would come at one moment with another letter about the same deadline."""
    if not letter["kind"].startswith("remind_"):
        return False
    return bool(
        await act.tx.another_letter_waits(
            person_id=letter["person_id"],
            channel=letter["channel"],
            subject=letter["subject"],
            deadline=letter["deadline"],
            letter_id=letter["id"],
        )
    )


async def copy_by_sms(act: Act, letter: Row, phone: str) -> None:
    """An SMS that says what a letter says, if it is still true when it goes; the same letter has one copy."""
    row = letter_row(letter["person_id"], letter["kind"], letter["subject"])
    await act.tx.post(
        person_id=letter["person_id"],
        channel="sms",
        kind=letter["kind"],
        subject=letter["subject"],
        deadline=letter["deadline"],
        rung=letter["rung"],
        body=act.seal.close_json("letter", row, {"phone": phone}),
        not_before=act.seconds,
        expires_at=letter["deadline"] or seconds(act.now + SMS_LASTS),
        urgency=LAW,
    )
