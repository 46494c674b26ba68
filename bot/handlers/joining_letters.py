"""Letters about who joined a family (R-21), a silent family, and what every letter of a family carries besides."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.fsm.common import masked_iin
from bot.handlers.kinsfolk import button, doer_words, who_words
from bot.handlers.staff.joinings import button as staff_button
from bot.handlers.voucher import next_deed, number_of
from bot.screen import Button, Screen, column, lines
from bot.taps import go
from bot.words import N_, Html, Msg, _, say
from domain.not_allowed import NotAllowed
from domain.voucher import State
from usecases import families, joining, ladder, vouchers
from usecases.act import Act, Row, seconds

Say = Callable[[Act, Row], Awaitable[Screen | None]]


async def _own(act: Act, letter: Row) -> Row | None:
    try:
        return await vouchers.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None


# ---- a silent family -------------------------------------------------------------------------------------------------

LOST: dict[str, Msg] = {
    State.ISSUED: N_("If nobody answers, the voucher becomes void and the application goes to the stop-list."),
    State.STOP_LISTED: N_("If nobody answers, the application goes to the archive."),
    State.CONFIRMED: N_("If nobody answers, the voucher becomes void and the application goes to the archive."),
    State.WAITING: N_("If nobody answers, the place goes to the next child."),
}


async def _not_answered(act: Act, letter: Row) -> Screen | None:
    """To the other parent: the applicant is silent, and the deadline runs."""
    row = await _own(act, letter)
    deed = next_deed(act, row) if row else None
    who = await ladder.applicant(act, row) if row else None
    if row is None or deed is None or who is None or not await ladder.is_silent(act, row, letter["deadline"]):
        return None
    text = lines(
        _("⏰ <b>No answer yet from: {who}</b>", who=await who_words(act, who["parent_id"], who["relation"])),
        deed.words,
        say(LOST[row["state"]]),
        _("You can act too: the first answer counts."),
    )
    return Screen(text, column(deed.button, go(_("Details"), "app", str(row["id"]))))


async def _not_answered_sms(act: Act, letter: Row) -> Screen | None:
    """By SMS to the applicant: what is to be done, and until when."""
    row = await _own(act, letter)
    deed = next_deed(act, row) if row else None
    if row is None or deed is None or not await ladder.is_silent(act, row, letter["deadline"]):
        return None
    return Screen(lines(deed.words, _("Please open the bot in Telegram.")))


# ---- joining ---------------------------------------------------------------------------------------------------------


async def _joined(act: Act, letter: Row) -> Screen | None:
    """Somebody has joined: who, and that one may object."""
    link = await act.tx.joining_by_id(joining_id=letter["subject"])
    relation = await _relation(act, link)
    if link is None or relation is None or await _relation_to(act, letter["parent_id"], link) is None:
        return None
    row = await act.tx.child_of_application(application_id=link["application_id"])
    text = _(
        "👪 <b>The application of {name} (No. {number}) has been joined.</b>\nWho: {who}\n\nThey see everything and may act, as "
        "you do. The first action counts, and you are told who did it. If this is not right, you can object: the education "
        "department decides.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
        who=await who_words(act, link["parent_id"], relation),
    )
    object_ = button(_("Object"), "object", link["id"]) if link["state"] == "joined" else None
    return Screen(text, column(button(_("👪 Both parents"), "family", row["id"]), object_))


async def _relation(act: Act, link: Row | None) -> str | None:
    return await _relation_to(act, link["parent_id"], link) if link else None


async def _relation_to(act: Act, parent_id: int | None, link: Row) -> str | None:
    relation: str | None = await act.tx.relation_of(parent_id=parent_id, child_id=link["child_id"])
    return relation


def _about_link(words: Msg, state: str) -> Say:
    """To the parents whom a contested joining concerns, while it stands so."""

    async def letter_of(act: Act, letter: Row) -> Screen | None:
        link = await act.tx.joining_by_id(joining_id=letter["subject"])
        if link is None or link["state"] != state or letter["parent_id"] is None:
            return None
        mine = link["parent_id"] == letter["parent_id"]
        related = await _relation_to(act, letter["parent_id"], link) is not None
        if not (mine or related):
            return None
        row = await act.tx.child_of_application(application_id=link["application_id"])
        text = _(words, name=families.child_person(act, row).given, number=number_of(row["id"]))
        return Screen(text, column(go(_("Details"), "app", str(row["id"])) if related else None))

    return letter_of


async def _link_to_decide(act: Act, letter: Row) -> Screen | None:
    """To the department: an objection waits."""
    link = await act.tx.joining_by_id(joining_id=letter["subject"])
    if link is None or link["state"] != "contested":
        return None
    serving = await act.tx.staff_in(role="department", scope=link["queue_place"])
    if letter["person_id"] not in {one["id"] for one in serving}:
        return None
    text = _("👪 <b>A parent objects to who joined an application.</b>\nUntil you decide, that person can only look.")
    return Screen(text, column(staff_button(_("Open"), "link", link["id"])))


async def _vouch_asked(act: Act, letter: Row) -> Screen | None:
    """To the inviter: somebody came with the link, and the register is silent."""
    try:
        row = await joining.to_vouch(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    came = await families.parent(act, row["asked_by"])
    text = _(
        "🔗 <b>Somebody has come with your invitation: {who}</b>, IIN {iin}\n\nThe register of kinship gives no answer, so we "
        "ask you: is this the other parent or guardian? You confirm with a code by SMS.",
        who=came.person.given,
        iin=masked_iin(came.iin),
    )
    look = button(_("Look and confirm"), "vouch", row["id"])
    return Screen(text, column(look, button(_("No, I don't know them"), "vouch_no", row["id"])))


async def _vouched(act: Act, letter: Row) -> Screen | None:
    """To the one who came: the application is in their cabinet now."""
    row = await act.tx.family_invitation_by_id(invitation_id=letter["subject"])
    if row is None or row["state"] != "used" or row["asked_by"] != letter["parent_id"]:
        return None
    text = _("✅ <b>You have joined the application</b> (No. {number}).", number=number_of(row["application_id"]))
    return Screen(text, column(go(_("Details"), "app", str(row["application_id"]))))


async def _not_vouched(act: Act, letter: Row) -> Screen | None:
    """To the one who came: not confirmed."""
    return Screen(
        _(
            "The parent who invited you has not confirmed it, so nothing was joined. If that is a mistake, ask for a new "
            "invitation, or go to the education department with your papers."
        )
    )


async def _imported(act: Act, letter: Row) -> Screen | None:
    """An application lodged elsewhere has come into the queue here."""
    row = await _own(act, letter)
    if row is None:
        return None
    text = _(
        "📝 <b>An application lodged earlier has been brought here: {name}</b> (No. {number}).\nIts time of application is kept.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    return Screen(text, column(go(_("Details"), "app", str(row["id"]))))


JOINING_LETTERS: dict[str, Say] = {
    "not_answered": _not_answered,
    ladder.NOT_ANSWERED_SMS: _not_answered_sms,
    "joined": _joined,
    "link_contested": _about_link(
        N_(
            "⚠️ <b>The other parent has objected to your joining: {name}</b> (No. {number}).\n\nThe education department "
            "decides. Until then you can look, but not act."
        ),
        "contested",
    ),
    "link_to_decide": _link_to_decide,
    "link_kept": _about_link(
        N_(
            "✅ <b>The education department has decided: both parents stay linked to {name}</b> (No. {number}). Both may act."
        ),
        "kept",
    ),
    "link_removed": _about_link(
        N_(
            "<b>The education department has decided: the one who joined is no longer linked to {name}</b> (No. {number}).\n"
            "Questions? Go to the department with your papers."
        ),
        "removed",
    ),
    "vouch_asked": _vouch_asked,
    "vouched": _vouched,
    "not_vouched": _not_vouched,
    "imported": _imported,
}

# ---- what other letters carry besides --------------------------------------------------------------------------------

SEEN_ON = {
    "issued", "remind_issued", "interest_confirmed", "remind_confirmed", "extended", "contract_refused", "waiting_over",
    "stop_listed", "remind_stop_listed", "offered", "remind_waiting",
}  # fmt: skip


async def completed(act: Act, letter: Row, screen: Screen | None) -> Screen | None:
    """A letter with who did it, if the other parent did, and «Көрдім» where a later rung can be spared."""
    if screen is None or letter["parent_id"] is None or letter["kind"] in JOINING_LETTERS:
        return screen
    if letter["kind"] == "sheet_answered":
        sheet = await act.tx.sheet_by_id(sheet_id=letter["subject"])
        done = await _done(act, letter, "timesheet", sheet["child_id"])
        return replace(screen, text=lines(screen.text, done))
    row = await _own(act, letter) if letter["kind"] in {*SEEN_ON, *vouchers.FAMILY_IS_TOLD.values()} else None
    if row is None:
        return screen
    seen = _seen_button(act, letter, row)
    rows = (*screen.rows[:-1], (seen,), *screen.rows[-1:]) if seen else screen.rows
    done = await _done(act, letter, "voucher", row["child_id"])
    return replace(screen, text=lines(screen.text, done), rows=rows)


async def _done(act: Act, letter: Row, subject: str, child_id: int) -> Html | None:
    if not letter["rung"].isdecimal():
        return None
    return await doer_words(act, child_id, subject, letter["subject"], letter["parent_id"], int(letter["rung"]))


def _seen_button(act: Act, letter: Row, row: Row) -> Button | None:
    """«Көрдім» spares the rung after the newest one that has been said by now."""
    of = vouchers.voucher_of(row)
    if letter["kind"] not in SEEN_ON or of.due_at is None:
        return None
    every = ladder.rungs(act, of)
    rung = next((one.rung for one in reversed(every) if one.at <= act.now), ladder.OPENING)
    if ladder.rung_after(every, rung) is None:
        return None
    return button(_("👁 Seen"), "seen", row["id"], seconds(of.due_at) or 0, rung)
