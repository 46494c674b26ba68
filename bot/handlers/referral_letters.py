"""Letters about referrals: to the family, to the department that decides, to the kindergarten that takes the child (R-71)."""

from collections.abc import Awaitable, Callable

from bot.handlers.gardens import name_of
from bot.handlers.public_queues import button
from bot.handlers.referral_words import GROUNDS, STATES
from bot.handlers.referrals import deadline_words
from bot.handlers.voucher import number_of
from bot.screen import Screen, column, lines
from bot.taps import go, staff_button
from bot.words import N_, Html, Msg, _, say
from domain.not_allowed import NotAllowed
from domain.referral import LIVE, ReferralState
from usecases import families, referrals
from usecases.act import Act, Row

Say = Callable[[Act, Row], Awaitable[Screen | None]]


async def _own(act: Act, letter: Row, *states: ReferralState) -> Row | None:
    """The referral a letter is about, if it is the person's, stands so, and its deadline is the letter's."""
    try:
        row = await referrals.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    same = letter["deadline"] == (row["due_at"] or 0)
    return row if row["state"] in states and same else None


def _about(words: Msg, *states: ReferralState, deed: Msg | None = None) -> Say:
    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _own(act, letter, *states)
        if row is None:
            return None
        application = await act.tx.child_of_application(application_id=row["application_id"])
        garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
        text = _(
            words,
            name=families.child_person(act, application).given,
            kindergarten=name_of(garden),
            deadline=deadline_words(act, row) or "",
        )
        reason = _("The reason: {reason}", reason=say(GROUNDS[row["ground"]])) if row["ground"] else None
        act_now = button(say(deed), "refyes", row["id"]) if deed and row["state"] == ReferralState.GIVEN else None
        return Screen(lines(text, reason), column(act_now, button(_("📨 The referral"), "ref", row["id"])))

    return letter_of


GIVEN, CONFIRMED = ReferralState.GIVEN, ReferralState.CONFIRMED
CONFIRM = N_("✅ Confirm the referral")


async def _remind(act: Act, letter: Row) -> Screen | None:
    row = await act.tx.referral(referral_id=letter["subject"])
    words = REMIND_GIVEN if row is not None and row["state"] == GIVEN else REMIND_CONFIRMED
    return await _about(words, GIVEN, CONFIRMED, deed=CONFIRM)(act, letter)


REMIND_GIVEN = N_(
    "⏰ <b>The referral for {name} waits for you: {kindergarten}.</b>\n\nConfirm it by: {deadline}\nOtherwise the place goes to "
    "the next child."
)
REMIND_CONFIRMED = N_(
    "⏰ <b>Enrol {name} by referral: {kindergarten}.</b>\n\nBring the child and the documents by: {deadline}\nOtherwise the "
    "place goes to the next child."
)


async def _asked(act: Act, letter: Row) -> Screen | None:
    """A family asks; the department decides."""
    row = await act.tx.referral(referral_id=letter["subject"])
    if row is None or row["state"] != ReferralState.ASKED:
        return None
    serving = await act.tx.staff_in(role="department", scope=row["queue_place"])
    if letter["person_id"] not in {one["id"] for one in serving}:
        return None
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    text = _(
        "📨 <b>A family asks for a referral: {kindergarten}</b>\nApplication No. {number}",
        kindergarten=name_of(garden),
        number=number_of(row["application_id"]),
    )
    return Screen(text, column(staff_button(_("Open"), "refone", row["id"]), go(_("🗂 Staff"), "staff")))


async def _served(act: Act, letter: Row, row: Row) -> bool:
    """Whether the letter's reader still serves the kindergarten of the referral."""
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    serving = await act.tx.staff_in(role="kindergarten", scope=garden["code"])
    return letter["person_id"] in {one["id"] for one in serving}


async def _coming(act: Act, letter: Row) -> Screen | None:
    """A child comes by referral until the letter's deadline; the kindergarten takes it."""
    row = await act.tx.referral(referral_id=letter["subject"])
    if row is None or row["state"] != CONFIRMED or letter["deadline"] != row["due_at"]:
        return None
    if not await _served(act, letter, row):
        return None
    words = COMES
    if await _is_awaited(act, letter):
        words = MOVED if letter["kind"] == "referral_coming_moved" else MORE_TIME
    text = _(
        words,
        number=number_of(row["application_id"]),
        deadline=deadline_words(act, row) or Html(""),
    )
    return Screen(text, column(staff_button(_("Open"), "refchild", row["id"])))


COMES = N_("📨 <b>A child comes to you by referral</b>\nApplication No. {number}\nTo be enrolled by: {deadline}")
MORE_TIME = N_(
    "📨 <b>A child who comes to you by referral has more time</b>\nApplication No. {number}\nTo be enrolled by: {deadline}"
)


MOVED = N_(
    "📅 <b>The deadline for a child who comes to you by referral has moved</b>\nApplication No. {number}\nA working day of the "
    "calendar has changed. To be enrolled by: {deadline}"
)


async def _is_awaited(act: Act, letter: Row) -> bool:
    """Whether the reader has been told that this child comes: a later letter says what is new, or takes it back."""
    key = {"person_id": letter["person_id"], "kind": "referral_coming", "subject": letter["subject"]}
    return bool(await act.tx.letter_was_sent(**key))


async def _gone(act: Act, letter: Row) -> Screen | None:
    """A child that was to come by referral does not; nothing to whoever has not heard yet that it would."""
    row = await act.tx.referral(referral_id=letter["subject"])
    if row is None or referrals.as_of_now(act, row)["state"] in LIVE:
        return None
    if not (await _served(act, letter, row) and await _is_awaited(act, letter)):
        return None
    text = _(
        "📨 <b>A child does not come to you by referral after all</b>\nApplication No. {number}\n{why}. The place is free again.",
        number=number_of(row["application_id"]),
        why=say(STATES[row["state"]]),
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff")))


REFERRAL_LETTERS: dict[str, Say] = {
    "referral_asked": _asked,
    "referral_coming": _coming,
    "referral_coming_moved": _coming,
    "referral_gone": _gone,
    "referral_given": _about(
        N_(
            "🎉 <b>The referral for {name} is given: {kindergarten}.</b>\n\nConfirm it by: {deadline}\nIf you don't, the place "
            "goes to the next child; your place in the queue stays."
        ),
        GIVEN,
        deed=CONFIRM,
    ),
    "referral_denied": _about(
        N_("<b>The department has given no referral for {name}: {kindergarten}.</b> The place in the queue stays."),
        ReferralState.REFUSED,
    ),
    "referral_confirmed": _about(
        N_(
            "✅ <b>The referral for {name} is confirmed: {kindergarten}.</b>\n\nBring the child and the documents by: "
            "{deadline}"
        ),
        CONFIRMED,
    ),
    "referral_extended": _about(
        N_("✅ <b>The term of the referral for {name} is extended: {kindergarten}.</b>\n\nEnrol by: {deadline}"),
        CONFIRMED,
    ),
    "referral_taken_back": _about(
        N_("<b>The referral for {name} was given up: {kindergarten}.</b> The place in the queue stays."),
        ReferralState.TAKEN_BACK,
    ),
    "referral_lapsed": _about(
        N_(
            "❗ <b>The referral for {name} has lapsed: {kindergarten}.</b> It was not used in time, and the place goes to the "
            "next child. The place in the queue stays: you can ask for another place."
        ),
        ReferralState.LAPSED,
    ),
    "referral_moved": _about(
        N_(
            "📅 <b>The deadline of the referral for {name} has moved: {kindergarten}.</b> A working day of the calendar has "
            "changed.\n\nNow: {deadline}"
        ),
        GIVEN,
        CONFIRMED,
        deed=CONFIRM,
    ),
    "remind_referral": _remind,
}
