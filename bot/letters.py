"""What letters say. A letter keeps only whom it is for and what it is about: its words are made when it is sent.

Each kind has one function that looks at the present state and answers with a screen, or with None when the letter is
no longer true: then it is dropped. So no reminder comes after the answer.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot.handlers import readiness
from bot.handlers.account_letters import ACCOUNT_LETTERS
from bot.handlers.claim_letters import CLAIM_LETTERS
from bot.handlers.contract_letters import CONTRACT_LETTERS
from bot.handlers.deadlines import ready_button
from bot.handlers.endings import APPLY_ANEW, CAUSES, GROUNDS, MENDING, cancelled_words
from bot.handlers.joining_letters import JOINING_LETTERS, completed
from bot.handlers.law_letters import LAW_LETTERS
from bot.handlers.queue_room import moved_words
from bot.handlers.referral_letters import REFERRAL_LETTERS
from bot.handlers.review_letters import REVIEW_LETTERS
from bot.handlers.sheet_letters import SHEET_LETTERS
from bot.handlers.staff.announcements import ANNOUNCEMENT_LETTERS
from bot.handlers.staff.kindergarten import button as staff_button
from bot.handlers.staff.sheet_words import groups_behind_words
from bot.handlers.support_letters import SUPPORT_LETTERS
from bot.handlers.voucher import (
    deadline_of,
    extend_button,
    extension_words,
    interested_button,
    may_extend,
    number_of,
    queue_words,
    wait,
    working_deadline,
)
from bot.handlers.voucher import tap as voucher_tap
from bot.handlers.voucher_letters import VOUCHER_LETTERS
from bot.handlers.watching import WATCH_LETTERS
from bot.screen import Screen, column, lines
from bot.taps import go
from bot.words import N_, Html, Msg, Name, _, date_words, month_words, say
from domain import queue
from domain.calendar import last_of_month
from domain.not_allowed import NotAllowed
from domain.person import comes_of
from domain.queue import CategoryChanged
from domain.timesheet import SheetState
from domain.voucher import Ground, State
from usecases import families, journal, queues, vouchers
from usecases.act import Act, Row, instant
from usecases.timesheets import month_of

Say = Callable[[Act, Row], Awaitable[Screen | None]]


async def _own(act: Act, letter: Row, *states: State) -> Row | None:
    """The application a letter is about, if it is still the person's, and in one of these states."""
    try:
        row = await vouchers.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    return row if not states or row["state"] in states else None


def _same_deadline(letter: Row, row: Row) -> bool:
    return bool(letter["deadline"] == (row["due_at"] or 0))


def _deed(words: Msg, button: Msg, verb: str, *states: State) -> Say:
    """A letter with one deed that is true while the state and the deadline are."""

    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _own(act, letter, *states)
        if row is None or not _same_deadline(letter, row):
            return None
        text = _(
            words,
            name=families.child_person(act, row).given,
            number=number_of(row["id"]),
            deadline=deadline_of(act, row) or "",
        )
        extend = extend_button(act, row) if may_extend(act, row) else None
        lists = wait(_("🕓 Waiting lists"), "room", row["id"]) if row["state"] == State.CONFIRMED else None
        details = go(_("Details"), "app", str(row["id"]))
        buttons = column(voucher_tap(say(button), verb, row["id"]), extend, lists, details)
        return Screen(lines(text, extension_words(act, row)), buttons)

    return letter_of


def _news(words: Msg, *states: State) -> Say:
    """A letter that tells what has happened."""

    async def letter_of(act: Act, letter: Row) -> Screen | None:
        row = await _own(act, letter, *states)
        if row is None:
            return None
        text = _(words, name=families.child_person(act, row).given, number=number_of(row["id"]))
        return Screen(text, column(go(_("Details"), "app", str(row["id"]))))

    return letter_of


CONFIRM = N_("Confirm interest")
CHOOSE = N_("Choose a kindergarten")
RESTORE = N_("Restore the queue place")


async def _archived(act: Act, letter: Row) -> Screen | None:
    """Why the application is in the archive, and what can be done (R-52, R-54)."""
    row = await _own(act, letter, State.ARCHIVED)
    if row is None:
        return None
    kept = await act.tx.journal_of(subject="voucher", subject_id=row["id"])
    data = kept[-1]["data"] if kept else ""
    cause = next((words for key, words in CAUSES.items() if key in data), CAUSES["not_restored"])
    text = lines(
        _(
            "<b>The application of {name} (No. {number}) is in the archive.</b>",
            name=families.child_person(act, row).given,
            number=number_of(row["id"]),
        ),
        say(cause),
        say(APPLY_ANEW),
    )
    return Screen(text, column(go(_("📝 Apply for a voucher"), "apply"), go(_("Details"), "app", str(row["id"]))))


async def _contract_refused(act: Act, letter: Row) -> Screen | None:
    """The kindergarten refused lawfully: the ground, and until when to choose again (R-55)."""
    row = await _own(act, letter, State.CONFIRMED)
    if row is None:
        return None
    kept = await act.tx.journal_of(subject="voucher", subject_id=row["id"])
    ground = next((g for one in reversed(kept) for g in Ground if f'"{g}"' in one["data"]), None)
    text = lines(
        _(
            "<b>The kindergarten has refused the contract of {name}.</b>\nThe ground: {ground}",
            name=families.child_person(act, row).given,
            ground=say(GROUNDS[ground]) if ground else "–",
        ),
        say(MENDING[ground]) if ground else None,
        _(
            "The voucher stays valid. Choose another kindergarten, or the same one when this is mended, by: {deadline}",
            deadline=deadline_of(act, row) or "",
        ),
    )
    choose, lists = voucher_tap(say(CHOOSE), "choose", row["id"]), wait(_("🕓 Waiting lists"), "room", row["id"])
    return Screen(text, column(choose, lists, go(_("Details"), "app", str(row["id"]))))


async def _cancelled(act: Act, letter: Row) -> Screen | None:
    """Two months in a row were missed (R-64)."""
    row = await _own(act, letter, State.CANCELLED)
    if row is None:
        return None
    text = lines(
        _("❗ <b>The voucher of {name} is cancelled.</b>", name=families.child_person(act, row).given),
        await cancelled_words(act, row),
    )
    return Screen(text, column(go(_("Details"), "app", str(row["id"]))))


# ---- the queue -------------------------------------------------------------------------------------------------------


def _about_queue(row: Row, *parts: Html | None) -> Screen:
    buttons = column(voucher_tap(_("📈 The queue"), "queue", row["id"]), go(_("Details"), "app", str(row["id"])))
    return Screen(lines(*parts), buttons)


async def _category_changed(act: Act, letter: Row) -> Screen | None:
    """The category has changed: why, and what the number is now (R-42)."""
    row = await _own(act, letter, State.QUEUED)
    if row is None:
        return None
    told = await journal.told(act, "voucher", row["id"])
    changed = [event for event in told if isinstance(event, CategoryChanged)]
    if not changed:
        return None
    title = _(
        CATEGORY_TITLES.get(changed[-1].cause, CATEGORY_TITLES[None]),
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    return _about_queue(row, title, moved_words(changed[-1]), await queue_words(act, row))


CATEGORY_TITLES: dict[queue.Cause | None, Msg] = {
    queue.Cause.RIGHT_VERIFIED: N_("✅ <b>The right to go first is verified: {name}</b> (No. {number})."),
    None: N_("📌 <b>The category of {name} has changed</b> (application No. {number})."),
}


async def _queue_worse(act: Act, letter: Row) -> Screen | None:
    """The number has worsened since it was told or kept last, and still is worse (R-42)."""
    row = await _own(act, letter, State.QUEUED)
    kept = await act.tx.number_on(application_id=letter["subject"], day=int(letter["rung"])) if row else None
    if row is None or kept is None or kept["before"] is None:
        return None
    number = await queues.number_in(act, row)
    if number <= kept["before"]:
        return None
    title = _(
        "📉 <b>The number of {name} in the queue has moved back: {before} → {number}</b>.",
        name=families.child_person(act, row).given,
        before=kept["before"],
        number=number,
    )
    why = _(
        "This happens when a right to go first is verified for somebody, when somebody comes back from the stop-list with "
        "the original time, and at the yearly refresh. Your time of application stays as it is."
    )
    return _about_queue(row, title, why)


async def _queue_mark(act: Act, letter: Row) -> Screen | None:
    """The number has come to one of the marks (R-42)."""
    row = await _own(act, letter, State.QUEUED)
    if row is None:
        return None
    number = await queues.number_in(act, row)
    if number > int(letter["rung"]):
        return None
    title = _(
        "🚶 <b>The queue goes on: {name} is number {number} now</b> (application No. {application}).",
        name=families.child_person(act, row).given,
        number=number,
        application=number_of(row["id"]),
    )
    missing = await readiness.missing_words(act, letter, row, int(letter["rung"]))
    screen = _about_queue(row, title, missing, _("We write to you as soon as the voucher is issued."))
    return replace(screen, rows=(*column(ready_button(row["id"])), *screen.rows)) if missing else screen


async def _still_interested(act: Act, letter: Row) -> Screen | None:
    """Each spring: does the family still want a place (R-35)?"""
    row = await _own(act, letter, State.QUEUED)
    if row is None:
        return None
    rules = queues.rules_of(act, row["region"])
    if queues.wish(row) >= queue.wish_counts_from(int(letter["rung"]), rules):
        return None
    text = _(
        "❓ <b>Do you still want a place for {name}?</b> (application No. {number})\n\nEvery year before the queue is "
        "refreshed we ask once. Press «Interested»: it takes one tap.\n\nIf you don't answer, the application stays in the "
        "queue; the department only sees that it was not confirmed.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    return Screen(text, column(interested_button(row["id"]), go(_("Details"), "app", str(row["id"]))))


async def _ages_out_soon(act: Act, letter: Row) -> Screen | None:
    """A month ahead: the child outgrows the queue (R-42)."""
    row = await _own(act, letter, State.QUEUED, State.STOP_LISTED)
    if row is None:
        return None
    years = queues.rules_of(act, row["region"]).number("max_age_queue")
    text = _(
        "⏰ <b>{name} soon outgrows the queue</b> (application No. {number}).\n\nAge of {years} years: {day}. On that day "
        "the application leaves the queue by itself. The school admits at this age: ask the education department.",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
        years=years,
        day=date_words(comes_of(date.fromisoformat(row["born"]), years)),
    )
    return Screen(text, column(go(_("Details"), "app", str(row["id"]))))


# ---- staff and accounts ----------------------------------------------------------------------------------------------


async def _serves(act: Act, letter: Row, kindergarten_id: int) -> Row | None:
    garden = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
    serving = await act.tx.staff_in(role="kindergarten", scope=garden["code"]) if garden else []
    return garden if any(one["id"] == letter["person_id"] for one in serving) else None


async def _contract_incoming(act: Act, letter: Row) -> Screen | None:
    """A contract waits for the kindergarten (R-55)."""
    row = await act.tx.application_by_id(application_id=letter["subject"])
    garden = vouchers.asked_kindergarten(vouchers.voucher_of(row)) if row else None
    if garden is None or not _same_deadline(letter, row):
        return None
    if await _serves(act, letter, garden) is None:
        return None
    due_at = instant(row["due_at"])
    text = _(
        "✍ <b>A contract waits for your signature</b>\nApplication No. {number}\nAnswer by: {deadline}",
        number=number_of(row["id"]),
        deadline=working_deadline(act, due_at) if due_at else "",
    )
    return Screen(text, column(staff_button(_("Open the contract"), "contract", row["id"])))


async def _kindergarten_silent(act: Act, letter: Row) -> Screen | None:
    """The department is told that a kindergarten does not answer (R-55)."""
    row = await act.tx.application_by_id(application_id=letter["subject"])
    asked = vouchers.asked_kindergarten(vouchers.voucher_of(row)) if row else None
    if asked is None or row["due_at"] is not None:
        return None
    serving = await act.tx.staff_in(role="department", scope=row["queue_place"])
    if letter["person_id"] not in {one["id"] for one in serving}:
        return None
    garden = await act.tx.kindergarten_by_id(kindergarten_id=asked)
    text = _(
        "⏰ <b>A kindergarten has not answered a contract in time</b>\n{name}, phone {phone}\nApplication No. {number}",
        name=Name(garden["name_kk"], garden["name_ru"]),
        phone=garden["phone"],
        number=number_of(row["id"]),
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff")))


async def _sheet_disputed(act: Act, letter: Row) -> Screen | None:
    """A parent disagrees; the kindergarten has to answer (R-63)."""
    row = await act.tx.sheet_by_id(sheet_id=letter["subject"])
    if row is None or row["state"] != SheetState.DISPUTED or not await _serves(act, letter, row["kindergarten_id"]):
        return None
    text = _(
        "❗ <b>A parent disagrees with a timesheet</b>\n{name}, {month}\nCorrect the marks or answer, then publish again.",
        name=families.child_person(act, row).full_name,
        month=month_words(month_of(row["month"])),
    )
    return Screen(text, column(staff_button(_("Open the timesheet"), "sheet", row["id"])))


async def _publish(act: Act, letter: Row) -> Screen | None:
    """The month has to be published (R-67)."""
    month = month_of(letter["subject"])
    kindergarten_id = int(letter["rung"].partition(":")[0])
    days = {"first_day": month.isoformat(), "last_day": last_of_month(month).isoformat()}
    behind = await act.tx.groups_behind(kindergarten_id=kindergarten_id, month=letter["subject"], **days)
    if not behind:
        return None
    if await _serves(act, letter, kindergarten_id) is None:
        return None
    text = _(
        "📅 <b>Please publish the timesheet for {month}.</b>\nFamilies have until the 10th to confirm it; published after "
        "the 5th it gives them less time.",
        month=month_words(month),
    )
    text = lines(text, groups_behind_words(behind))
    return Screen(text, column(staff_button(_("Open the month"), "month", kindergarten_id, str(letter["subject"]))))


async def _signed_in_elsewhere(act: Act, letter: Row) -> Screen | None:
    """Another Telegram account has signed in to the same cabinet (R-11)."""
    text = _(
        "🔐 <b>Your cabinet has been opened from another Telegram account</b>, with your phone, IIN and a code from SMS.\nIf "
        "it was not you, call the contact centre: {centre}."
    )
    return Screen(text, column(go(_("📱 Signed-in accounts"), "sessions"), go(_("🏠 Menu"), "menu")))


def _code_trouble(words: Msg) -> Say:
    """The code a person waits for can't be sent."""

    async def letter_of(act: Act, letter: Row) -> Screen | None:
        return Screen(_(words))

    return letter_of


async def _go_on(act: Act, letter: Row) -> Screen | None:
    """A register has answered while Telegram could not be reached."""
    draft = await act.tx.draft_by_id(draft_id=letter["subject"])
    return Screen(_("The register has answered."), column(go(_("Go on with the form"), "form"))) if draft else None


LETTERS: dict[str, Say] = {
    "go_on": _go_on,
    "code_late": _code_trouble(
        N_(
            "⏳ The SMS service does not answer just now. We try again in a minute, as long as the code is valid. Your "
            "answers are kept."
        )
    ),
    "code_failed": _code_trouble(
        N_("⚠️ The SMS could not be sent to this number. Go back and check the number, or press «Send the code again».")
    ),
    "lodged": _news(N_("📝 <b>An application for {name} has been sent</b> (No. {number}).")),
    "issued": _deed(
        N_(
            "🎉 <b>The voucher for {name} is issued</b> (application No. {number}).\n\nConfirm interest by: {deadline}\n"
            "If you don't, the voucher becomes void and the application goes to the stop-list."
        ),
        CONFIRM, "interest", State.ISSUED,
    ),
    "remind_issued": _deed(
        N_(
            "⏰ <b>The voucher for {name} waits for you.</b>\n\nConfirm interest by: {deadline}\nOtherwise it becomes void "
            "and the application goes to the stop-list."
        ),
        CONFIRM, "interest", State.ISSUED,
    ),
    "interest_confirmed": _deed(
        N_("✅ <b>Interest in the voucher of {name} is confirmed.</b>\n\nChoose a kindergarten and sign by: {deadline}"),
        CHOOSE, "choose", State.CONFIRMED,
    ),
    "remind_confirmed": _deed(
        N_(
            "⏰ <b>Choose a kindergarten for {name} and sign the contract.</b>\n\nBy: {deadline}\nOtherwise the voucher "
            "becomes void and the application goes to the archive."
        ),
        CHOOSE, "choose", State.CONFIRMED,
    ),
    "extended": _deed(
        N_("✅ <b>The term for {name} is extended.</b>\n\nChoose a kindergarten and sign by: {deadline}"),
        CHOOSE, "choose", State.CONFIRMED,
    ),
    "stop_listed": _deed(
        N_(
            "❗ <b>Interest in the voucher of {name} was not confirmed in time.</b>\nThe voucher is void, and application "
            "No. {number} is on the stop-list.\n\nYou can restore the queue place once, with the original time of "
            "application, by: {deadline}"
        ),
        RESTORE, "restore", State.STOP_LISTED,
    ),
    "remind_stop_listed": _deed(
        N_(
            "⏰ <b>The application of {name} is still on the stop-list.</b>\n\nRestore the queue place by: {deadline}\n"
            "Otherwise the application goes to the archive."
        ),
        RESTORE, "restore", State.STOP_LISTED,
    ),
    "restored": _news(N_("✅ <b>The queue place of {name} is restored</b> (No. {number})."), State.QUEUED),
    "archived": _archived,
    "voucher_refused": _news(
        N_("<b>The voucher of {name} has been refused</b>; the queue place is annulled (No. {number})."), State.REFUSED
    ),
    "contract_refused": _contract_refused,
    "cancelled": _cancelled,
    "withdrawn": _news(
        N_("<b>The application of {name} (No. {number}) is deleted</b> by the family; its place in the queue is given up."),
        State.WITHDRAWN,
    ),
    "aged_out": _news(
        N_(
            "<b>{name} has grown over the age of the queue</b>, so application No. {number} has left it.\n\nThe school "
            "admits at this age: ask the education department. Contact centre: {centre}."
        ),
        State.AGED_OUT,
    ),
    "category_changed": _category_changed,
    "queue_worse": _queue_worse,
    "queue_mark": _queue_mark,
    "still_interested": _still_interested,
    "ages_out_soon": _ages_out_soon,
    "contract_incoming": _contract_incoming,
    "remind_contract_sent": _contract_incoming,
    "kindergarten_silent": _kindergarten_silent,
    "sheet_disputed": _sheet_disputed,
    "publish": _publish,
    "signed_in_elsewhere": _signed_in_elsewhere,
    **CLAIM_LETTERS,
    **CONTRACT_LETTERS,
    **VOUCHER_LETTERS,
    **LAW_LETTERS,
    **ANNOUNCEMENT_LETTERS,
    **JOINING_LETTERS,
    **SHEET_LETTERS,
    **ACCOUNT_LETTERS,
    **WATCH_LETTERS,
    **REFERRAL_LETTERS,
    **REVIEW_LETTERS,
    **SUPPORT_LETTERS,
}  # fmt: skip

# Kinds whose deadline the law knows: who cannot be reached in Telegram gets them by SMS.
LEGAL = {
    "issued",
    "remind_issued",
    "interest_confirmed",
    "remind_confirmed",
    "stop_listed",
    "remind_stop_listed",
    "contract_refused",
    "offered",
    "remind_waiting",
    "waiting_over",
    "cancelled",
    "sheets",
    "month_missed",
    "deadline_moved",
    "referral_given",
    "referral_confirmed",
    "remind_referral",
    "referral_lapsed",
    "referral_moved",
}


async def words_of(act: Act, letter: Row) -> Screen | None:
    """The letter as it has to be said now; None if it is no longer true."""
    return await completed(act, letter, await LETTERS[letter["kind"]](act, letter))
