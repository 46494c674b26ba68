"""Announcements: writing one with a preview, its progress, pausing, stopping; and the letter that families get."""

from collections.abc import Awaitable, Callable

from bot.fsm.announcement import Announcement
from bot.fsm.form import Facts, Option
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.staff.boss_buttons import button
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import BossTap, go
from bot.words import (
    LANGUAGE_NAMES,
    LANGUAGES,
    N_,
    Html,
    Msg,
    _,
    bold,
    escape,
    language,
    moment_words,
    n_,
    say,
    speaking,
)
from domain.not_allowed import NotAllowed, Reason
from domain.place import region_of
from usecases import announcements, staff
from usecases.act import Act, Row, instant

SHOWN = 8

STATES: dict[str, Msg] = {
    "sending": N_("Being sent"),
    "done": N_("Sent"),
    "paused": N_("Paused"),
    "stopped": N_("Stopped"),
}


def letter_text(place: str, words: str) -> Html:
    """The announcement as families see it, in the language of the moment."""
    return lines(_("📣 <b>Education department: {place}</b>", place=places().name(place)), escape(words))


# ---- writing ---------------------------------------------------------------------------------------------------------


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The clerk's own queue places and, once it is written, what families will see."""
    serves = await act.tx.staff_of(person_id=turn.person_id)
    own = [Option(row["scope"], places().name(row["scope"])) for row in serves if row["role"] == "department"]
    place = draft.answers.get("queue_place")
    known: dict[str, object] = {}
    if place in {option.key for option in own} and {"audience", *LANGUAGES} <= draft.answers.keys():
        known["preview"] = await _preview(act, place, draft.answers)
    return snapshot(act, turn, region_of(place) if place else None, {"queue_places": own}, known)


async def _preview(act: Act, place: str, answers: dict[str, str]) -> Html:
    if answers["audience"] not in announcements.AUDIENCES:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    count = await announcements.recipients(act, place, answers["audience"])
    return lines(
        n_("{count} person will read it.", "{count} people will read it.", count),
        _("It goes out after all letters with deadlines, not between 21:00 and 08:00. Families see:"),
        *(_as_seen(place, answers[each], each) for each in LANGUAGES),
    )


def _as_seen(place: str, words: str, in_language: str) -> Html:
    with speaking(in_language):
        seen = letter_text(place, words)
    return Html(f"<i>{LANGUAGE_NAMES[in_language]}</i>\n<blockquote>{seen}</blockquote>")


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """It begins to go out."""
    words = {each: answers[each] for each in LANGUAGES}
    number = await announcements.write(act, answers["queue_place"], answers["audience"], words, draft.id)
    head = _("✅ <b>Announcement No. {number} is on its way.</b>", number=number)
    return await _screen(act, await announcements.own(act, number), head, fresh=True)


ANNOUNCEMENT = Kind(Announcement, load, finish)


# ---- looking and steering --------------------------------------------------------------------------------------------


async def list_screen(act: Act, tapped: BossTap) -> Screen:
    """The last announcements of a queue place."""
    await staff.must_serve(act, "department", tapped.arg)
    rows = await act.tx.announcements_of(queue_place=tapped.arg, at_most=SHOWN)
    text = lines(
        bold(_("Announcements to families")),
        _("Queue place: {place}", place=places().name(tapped.arg)),
        None if rows else _("There has been none yet."),
    )
    opened = [button(await _line(act, row), "open", row["id"]) for row in rows]
    return Screen(
        text, column(go(_("✍ Write to the families"), "announce", tapped.arg), *opened, go(_("🗂 Staff"), "staff"))
    )


async def _line(act: Act, row: Row) -> str:
    return f"№ {row['id']} · {say(STATES[await _state(act, row)])}"


async def _state(act: Act, row: Row) -> str:
    if row["state"] != "sending" or row["posted_at"] is None:
        return str(row["state"])
    return "sending" if (await announcements.progress(act, row["id"])).waiting else "done"


async def one_screen(act: Act, tapped: BossTap) -> Screen:
    """One announcement: its words, and how far it has got."""
    return await _screen(act, await announcements.own(act, tapped.id))


async def _screen(act: Act, row: Row, head: Html | None = None, *, fresh: bool = False) -> Screen:
    far, state = await announcements.progress(act, row["id"]), await _state(act, row)
    written = instant(row["written_at"])
    facts = [
        say(STATES[state]),
        _("Letters: {posted}, sent: {sent}, waiting: {waiting}", posted=far.posted, sent=far.sent, waiting=far.waiting),
        _("Not delivered: {lost}", lost=far.lost) if far.lost else None,
        _("Letters are still being prepared.") if row["posted_at"] is None and state == "sending" else None,
        _("Written: {moment}", moment=moment_words(written)) if written else None,
    ]
    text = lines(
        head,
        _("<b>Announcement No. {number}</b>", number=row["id"]),
        Html("\n".join(fact for fact in facts if fact)),
        Html(f"<blockquote>{escape(announcements.words_of(act, row)[language()])}</blockquote>"),
    )
    back = button(_("⬅ Back"), "list", 0, row["queue_place"])
    return Screen(text, column(*_steering(row["id"], state), back), fresh=fresh)


def _steering(announcement_id: int, state: str) -> list[Button]:
    """What can be done with it in its state."""
    stop = button(_("⏹ Stop for good"), "stop", announcement_id)
    match state:
        case "sending":
            again = button(_("🔄 How far is it?"), "open", announcement_id)
            return [again, button(_("⏸ Pause"), "pause", announcement_id), stop]
        case "paused":
            return [button(_("▶ Go on sending"), "resume", announcement_id), stop]
    return []


async def paused(act: Act, tapped: BossTap) -> Screen:
    """Nothing more goes out until it is told to."""
    await announcements.pause(act, tapped.id)
    return await _screen(
        act, await announcements.own(act, tapped.id), _("⏸ <b>Paused.</b> What waits stays where it is.")
    )


async def resumed(act: Act, tapped: BossTap) -> Screen:
    """It goes on where it was held."""
    await announcements.resume(act, tapped.id)
    return await _screen(act, await announcements.own(act, tapped.id), _("▶ <b>It goes on.</b>"))


async def ask_stop(act: Act, tapped: BossTap) -> Screen:
    """Stopping can't be undone, so it has its own question."""
    row = await announcements.own(act, tapped.id)
    far = await announcements.progress(act, row["id"])
    text = _(
        "<b>Stop announcement No. {number}?</b>\n\nIt has been sent to {sent}; {waiting} have not got it yet and never "
        "will. This cannot be undone.",
        number=row["id"],
        sent=far.sent,
        waiting=far.waiting,
    )
    keep = button(_("No, keep it"), "open", row["id"])
    return Screen(text, column(keep, button(_("⏹ Yes, stop it"), "stop_yes", row["id"])))


async def stopped(act: Act, tapped: BossTap) -> Screen:
    """What has not gone never goes."""
    await announcements.stop(act, tapped.id)
    return await _screen(act, await announcements.own(act, tapped.id), _("⏹ <b>Stopped.</b>"))


# ---- letters ---------------------------------------------------------------------------------------------------------


async def _announcement(act: Act, letter: Row) -> Screen | None:
    """What the department writes, in the reader's language."""
    row = await act.tx.announcement(announcement_id=letter["subject"])
    if row is None or row["state"] == "stopped":
        return None
    return Screen(letter_text(row["queue_place"], announcements.words_of(act, row)[language()]))


async def _bulk_paused(act: Act, letter: Row) -> Screen | None:
    """Telegram fails too often: announcements wait, by themselves."""
    row = await act.tx.announcement(announcement_id=letter["subject"])
    if row is None or row["state"] != "sending":
        return None
    serving = await act.tx.staff_in(role="department", scope=row["queue_place"])
    if letter["person_id"] not in {one["id"] for one in serving}:
        return None
    text = _(
        "⏸ <b>Sending of announcement No. {number} is held up.</b>\nToo many letters in a row could not be delivered. The bot "
        "tries one each minute and goes on by itself as soon as it works. Letters with deadlines are not held up.",
        number=row["id"],
    )
    return Screen(text, column(button(_("🔄 How far is it?"), "open", row["id"])))


ANNOUNCEMENT_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {
    "announcement": _announcement,
    "bulk_paused": _bulk_paused,
}
