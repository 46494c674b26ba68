"""Letters to families about timesheets: reminders, the red warning, the kindergarten's answer (R-63 … R-66).

One message a person for all children: the picture, the same in words, and the two answers, so that confirming takes two
taps from the message.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from bot.handlers.deadlines import why_button
from bot.handlers.disputes import changes_words
from bot.handlers.kinsfolk import who_words
from bot.handlers.sheet_rooms import seen_button, tap
from bot.handlers.timesheets import SAFE, answers, is_open, sketch, wrong_days
from bot.marks import facts_words
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import go
from bot.words import N_, Html, Msg, Name, _, bold, last_moment_words, month_words, say
from domain.calendar import last_day, local_day, next_month
from domain.deadline import Clock
from domain.not_allowed import NotAllowed
from domain.timesheet import SheetState
from domain.voucher import State
from usecases import families, ladder, sheet_rungs, timesheets
from usecases.act import Act, Row, instant
from usecases.timesheets import month_of, sheet_of

Say = Callable[[Act, Row], Awaitable[Screen | None]]
BOTH_ANSWERS = 2  # children up to whom each has both answers below the message

# ---- reminders -------------------------------------------------------------------------------------------------------


async def _sheets(act: Act, letter: Row) -> Screen | None:
    """The month waits: one message a person for all children (R-66)."""
    rows = await _open(act, letter)
    if not rows or not await _is_news(act, letter, rows):
        return None
    month = month_of(letter["subject"])
    due_at = min(at for row in rows if (at := instant(row["due_at"])) is not None)
    risk = [(row, before) for row in rows if (before := await timesheets.at_risk(act, row)) is not None]
    text = lines(
        _(_rung_words(act, letter["rung"], due_at), month=month_words(month)),
        _("Confirm or disagree by: {deadline}", deadline=last_moment_words(due_at)),
        _risk_words(act, risk, alone=len(rows) == 1),
        *[await _child_words(act, row) for row in rows],
        say(SAFE),
    )
    buttons = (*_answers(act, rows), *column(seen_button(act, letter["subject"])))
    return Screen(text, buttons, sketch=sketch(act, rows))


async def _open(act: Act, letter: Row) -> list[Row]:
    if letter["parent_id"] is None:
        return []
    rows = await act.tx.open_sheets_of(parent_id=letter["parent_id"], month=letter["subject"])
    return [row for row in rows if is_open(act, sheet_of(row))]


async def _is_news(act: Act, letter: Row, rows: list[Row]) -> bool:
    """The second message of an hour that months are ready goes only if one of them was published after the first."""
    if not letter["rung"].endswith("+"):
        return True
    about = {"person_id": letter["person_id"], "kind": letter["kind"], "subject": letter["subject"]}
    first = await act.tx.letter_gone_at(**about, rung=letter["rung"].removesuffix("+"))
    return any(first is None or row["published_at"] >= first for row in rows)


def _rung_words(act: Act, rung: str, due_at: datetime) -> Msg:
    """The last day is named as such only if it is the last day for these sheets."""
    if rung in {"day_10", "last_word"} and last_day(due_at) != local_day(act.now):
        rung = ""
    return SHEET_RUNGS.get(rung.partition(" ")[0], SHEET_RUNGS[""])


SHEET_RUNGS: dict[str, Msg] = {
    "ready": N_("📅 <b>The timesheet for {month} is ready.</b>"),
    "": N_("📅 <b>The timesheet for {month} is not confirmed yet.</b>"),
    "day_10": N_("⏰ <b>Today is the last day to confirm the timesheet for {month}.</b>"),
    "last_word": N_("❗ <b>The last hours: the timesheet for {month} is not confirmed.</b>"),
}


def _risk_words(act: Act, risk: list[tuple[Row, date]], *, alone: bool) -> Html | None:
    """The month before was missed: this one decides (R-64, R-65)."""
    if not risk:
        return None
    month = month_words(risk[0][1])
    if alone:
        return _(
            "❗ {month} was not confirmed. If this month is not confirmed either, the voucher is cancelled.",
            month=month,
        )
    return _(
        "❗ {names}: {month} was not confirmed. If this month is not confirmed either, the voucher is cancelled.",
        names=", ".join(dict.fromkeys(families.child_person(act, row).given for row, _before in risk)),
        month=month,
    )


async def _child_words(act: Act, row: Row) -> Html:
    """A child, the kindergarten, and the days in words."""
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    head = _(
        "<b>{name}</b>, {kindergarten}",
        name=families.child_person(act, row).given,
        kindergarten=Name(garden["name_kk"], garden["name_ru"]),
    )
    return Html(f"{head}\n{facts_words(timesheets.published_marks_of(act, row), wrong_days(sheet_of(row)))}")


def _answers(act: Act, rows: list[Row]) -> Rows:
    """Both answers for each child; with many, one «Confirm» each, and the rest behind one button."""
    if len(rows) == 1:
        return column(*answers(rows[0]["id"], rows[0]["revision"]))
    both = [answers(row["id"], row["revision"], families.child_person(act, row).given) for row in rows]
    if len(rows) <= BOTH_ANSWERS:
        return column(*(button for pair in both for button in pair))
    return column(*(yes for yes, _no in both), go(_("Look, or disagree"), "sheets"))


# ---- a silent family at risk -----------------------------------------------------------------------------------------


async def _silent(act: Act, letter: Row) -> Screen | None:
    """To the other parent: nobody has answered, and this month decides about the voucher (R-65)."""
    rows = [row for row in await _open(act, letter) if await sheet_rungs.is_silent(act, row)]
    who = await ladder.applicant(act, {**dict(rows[0]), "parent_id": rows[0]["applicant_id"]}) if rows else None
    due_at = instant(rows[0]["due_at"]) if rows else None
    if who is None or due_at is None:
        return None
    month, before = month_of(rows[0]["month"]), month_of(timesheets.month_before(rows[0]["month"]))
    text = lines(
        _("⏰ <b>No answer yet from: {who}</b>", who=await who_words(act, who["parent_id"], who["relation"])),
        _(
            "The timesheet for {month} waits. Confirm or disagree by: {deadline}",
            month=month_words(month),
            deadline=last_moment_words(due_at),
        ),
        _risk_words(act, [(row, before) for row in rows], alone=len(rows) == 1),
        *[await _child_words(act, row) for row in rows],
        _("You can act too: the first answer counts."),
    )
    return Screen(text, _answers(act, rows), sketch=sketch(act, rows))


async def _silent_sms(act: Act, letter: Row) -> Screen | None:
    """By SMS: the month, until when, and what is at stake."""
    rows = [row for row in await _open(act, letter) if await sheet_rungs.is_silent(act, row)]
    due_at = instant(rows[0]["due_at"]) if rows else None
    if due_at is None:
        return None
    text = _(
        "Confirm the timesheet for {month} by: {deadline}. Otherwise the voucher is cancelled. Please open the bot in Telegram.",
        month=month_words(month_of(letter["subject"])),
        deadline=last_moment_words(due_at),
    )
    return Screen(text)


# ---- one missed month ------------------------------------------------------------------------------------------------


async def _month_missed(act: Act, letter: Row) -> Screen | None:
    """The red warning after one missed month, and what now (R-65)."""
    if letter["parent_id"] is None:
        return None
    missed = [
        row for row in await act.tx.sheets_for(parent_id=letter["parent_id"]) if _is_missed(row, letter["subject"])
    ]
    if not missed:
        return None
    month = month_of(letter["subject"])
    names = ", ".join(dict.fromkeys(families.child_person(act, row).given for row in missed))
    text = lines(
        _("❗ <b>The timesheet for {month} was not confirmed in time.</b>", month=month_words(month)),
        _("Child: {name}\nMonths missed in a row: <b>1 of 2</b>", name=names),
        _(
            "If the next month is not confirmed either, the voucher is cancelled (order No. 372 of 30 December 2024, item "
            "49, sub-item 24). The next timesheet comes on the 1st; please confirm it by the 10th."
        ),
        _(
            "What now: {month} cannot be confirmed any more. Watch for the timesheet for {next}: confirm it, or say which days "
            "are wrong; disagreeing does not count as a missed month. If there was a good reason, tell the education "
            "department already now. Contact centre: {centre}.",
            month=month_words(month),
            next=month_words(next_month(month)),
        ),
    )
    why = why_button(missed[0]["id"], Clock.SHEET)
    return Screen(text, column(go(_("📅 Attendance timesheet"), "sheets"), why))


def _is_missed(row: Row, month: int) -> bool:
    forgiven = timesheets.forgiven_of(row)
    counts = forgiven is None or month_of(month) > forgiven
    unconfirmed = row["month"] == month and row["state"] == SheetState.UNCONFIRMED
    return bool(unconfirmed and counts and row["voucher_state"] == State.ENROLLED)


# ---- disagreements ---------------------------------------------------------------------------------------------------


async def _republished(act: Act, letter: Row) -> Screen | None:
    """The kindergarten has answered a disagreement: what changed, and the choice anew (R-63)."""
    row = await _own(act, letter, SheetState.PUBLISHED)
    if row is None or letter["deadline"] != (row["due_at"] or 0):
        return None
    due_at = instant(row["due_at"])
    text = lines(
        _(
            "📅 <b>The kindergarten has answered about {name}'s timesheet for {month}.</b>\n\nLook at it and decide by: "
            "{deadline}. If you don't answer, the month stays refused and does not count as missed.",
            name=families.child_person(act, row).given,
            month=month_words(month_of(row["month"])),
            deadline=last_moment_words(due_at) if due_at else "",
        ),
        await changes_words(act, row),
        bold(_("Now the month is marked so:")),
        facts_words(timesheets.published_marks_of(act, row), wrong_days(sheet_of(row))),
    )
    look: Button = tap(_("Look at it"), "open", row["id"])
    return Screen(text, column(*answers(row["id"], row["revision"]), look), sketch=sketch(act, [row]))


async def _answered(act: Act, letter: Row) -> Screen | None:
    """The other parent has answered; the first action counts (R-21)."""
    row = await _own(act, letter, SheetState.CONFIRMED) or await _own(act, letter, SheetState.DISPUTED)
    if row is None:
        return None
    words = CONFIRMED if row["state"] == SheetState.CONFIRMED else DISPUTED
    text = _(words, name=families.child_person(act, row).given, month=month_words(month_of(row["month"])))
    return Screen(text, column(tap(_("Look at it"), "open", row["id"])))


CONFIRMED = N_("📅 The other parent has confirmed the timesheet: {name}, {month}.")
DISPUTED = N_("📅 The other parent has disagreed with the timesheet: {name}, {month}.")


async def _own(act: Act, letter: Row, state: SheetState) -> Row | None:
    try:
        row = await timesheets.of_parent(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    return row if row["state"] == state else None


SHEET_LETTERS: dict[str, Say] = {
    "sheets": _sheets,
    "sheets_silent": _silent,
    sheet_rungs.SILENT_SMS: _silent_sms,
    "month_missed": _month_missed,
    "sheet_republished": _republished,
    "sheet_answered": _answered,
}
