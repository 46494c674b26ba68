"""The month's timesheet as the parent sees it: look, confirm twice, or disagree (R-61 … R-63)."""

from calendar import monthcalendar

from aiogram.fsm.context import FSMContext

from bot.fsm.dispute import Dispute
from bot.fsm.form import Facts
from bot.handlers.deadlines import calendar_button, why_button
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import SheetTap, go, menu_button
from bot.words import N_, Html, Msg, Name, _, bold, escape, last_moment_words, month_words, say
from domain import timesheet
from domain.calendar import last_of_month
from domain.deadline import Clock
from domain.timesheet import Mark, SheetState
from usecases import families, timesheets
from usecases.act import Act, Row
from usecases.timesheets import Marks, month_of, sheet_of

SIGNS: dict[Mark, str] = {
    Mark.PRESENT: "✓",
    Mark.SICK: "+",
    Mark.LEAVE: "o",
    Mark.OTHER_REASON: "*",
    Mark.NO_REASON: "x",
    Mark.DAY_OFF: "·",
    Mark.CLOSED: "=",
}
MARKS: dict[Mark, Msg] = {
    Mark.PRESENT: N_("present"),
    Mark.SICK: N_("sick"),
    Mark.LEAVE: N_("leave at the parent's request"),
    Mark.OTHER_REASON: N_("another good reason"),
    Mark.NO_REASON: N_("without reason"),
    Mark.DAY_OFF: N_("day off or holiday"),
    Mark.CLOSED: N_("kindergarten closed"),
}
STATES: dict[str, Msg] = {
    SheetState.MARKING: N_("Not published yet"),
    SheetState.PUBLISHED: N_("Waits for your confirmation"),
    SheetState.CONFIRMED: N_("Confirmed"),
    SheetState.DISPUTED: N_("You disagreed: the kindergarten has to answer"),
    SheetState.UNCONFIRMED: N_("Not confirmed in time"),
    SheetState.REFUSED: N_("Refused; it does not count as a missed month"),
}


def calendar_words(month_number: int, marks: Marks, disputed: tuple[int, ...] = ()) -> Html:
    """The month as a calendar in text: one line a week, every day with its sign; disputed days in brackets."""
    month = month_of(month_number)
    weeks = [
        "".join(_cell(day, marks, disputed) for day in week).rstrip() for week in monthcalendar(month.year, month.month)
    ]
    heads = "".join(f" {word:<2} " for word in _("Mo Tu We Th Fr Sa Su").split())
    used = sorted(set(marks.values()), key=list(Mark).index)
    legend = "\n".join(f"{SIGNS[mark]}  {say(MARKS[mark])}: {_days_with(marks, mark)}" for mark in used)
    body = "\n".join((heads, *weeks))
    return Html(f"<pre>{body}</pre>\n{legend}")


def _cell(day: int, marks: Marks, disputed: tuple[int, ...]) -> str:
    if day == 0:
        return "    "
    sign = SIGNS[marks[day]] if day in marks else " "
    return f"{'!' if day in disputed else ' '}{day:>2}{sign}"


def _days_with(marks: Marks, mark: Mark) -> str:
    return ", ".join(str(day) for day in sorted(marks) if marks[day] is mark)


async def sheets_room(act: Act, turn: Turn) -> Screen:
    """«Attendance timesheet»: the months of every child, open ones first."""
    await families.parent(act, turn.parent_id)
    rows = list(await act.tx.sheets_for(parent_id=turn.parent_id))
    rows.sort(key=lambda row: (row["state"] != SheetState.PUBLISHED, -row["month"]))
    buttons = [
        tap(
            Html(
                f"{_month_sign(row)} {escape(families.child_person(act, row).given)}: {month_words(month_of(row['month']))}"
            ),
            "open",
            row["id"],
        )
        for row in rows[:12]
    ]
    title = bold(_("Attendance timesheet"))
    text = lines(title, _("Choose a child and a month.")) if rows else lines(
        title, _("There is no timesheet yet. The kindergarten publishes it when the month has ended.")
    )  # fmt: skip
    return Screen(text, (*column(*buttons), (menu_button(),)))


def _month_sign(row: Row) -> str:
    return {SheetState.PUBLISHED: "🔔", SheetState.CONFIRMED: "✅", SheetState.UNCONFIRMED: "❗"}.get(
        row["state"], "📅"
    )


def tap(words: str, verb: str, sheet_id: int, rev: int = 0) -> Button:
    """A button about a timesheet."""
    return Button(words, SheetTap(verb=verb, id=sheet_id, rev=rev).pack())


async def sheet_screen(act: Act, turn: Turn, sheet_id: int, head: Html | None = None) -> Screen:
    """One child's month: the calendar, how it stands, and the two answers."""
    row = await timesheets.of_parent(act, turn.parent_id, sheet_id)
    sheet = sheet_of(row)
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    title = _(
        "<b>Attendance timesheet: {month}</b>\nChild: {name}\nKindergarten: {kindergarten}",
        month=month_words(sheet.month),
        name=families.child_person(act, row).given,
        kindergarten=Name(garden["name_kk"], garden["name_ru"]),
    )
    open_now = sheet.state is SheetState.PUBLISHED and sheet.due_at is not None and act.now < sheet.due_at
    in_dispute = sheet.state in (SheetState.DISPUTED, SheetState.PUBLISHED)
    answer = timesheets.words_of(act, row, "answer")
    text = lines(
        head,
        title,
        calendar_words(
            row["month"], timesheets.published_marks_of(act, row), sheet.disputed_days if in_dispute else ()
        ),
        _("The kindergarten answers: {answer}", answer=answer) if answer else None,
        bold(say(STATES[row["state"]])),
        _("Compare the marks with the real days. Answer by: {deadline}", deadline=last_moment_words(sheet.due_at))
        if open_now and sheet.due_at
        else None,
    )
    answers = (
        tap(_("✅ Confirm"), "confirm", sheet_id, sheet.revision) if open_now else None,
        tap(_("I disagree"), "dispute", sheet_id, sheet.revision) if open_now else None,
    )
    why = ((*([calendar_button(Clock.SHEET, sheet_id)] if open_now else []), why_button(sheet_id, Clock.SHEET)),)
    back = column(go(_("📅 Attendance timesheet"), "sheets"), menu_button())
    return Screen(text, (*column(*answers), *(why if open_now or row["state"] in EXPLAINED else ()), *back))


EXPLAINED = (SheetState.UNCONFIRMED, SheetState.REFUSED, SheetState.DISPUTED)


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: SheetTap) -> Screen:
    """A button about a timesheet, judged by the use case."""
    match tapped.verb:
        case "confirm":
            return await _ask_again(turn, tapped)
        case "confirm_yes":
            async with turn.acting() as act:
                await timesheets.confirm(act, turn.parent_id, tapped.id, tapped.rev)
                return await _confirmed(act, turn, tapped.id)
        case "dispute":
            return await _open_dispute(turn, state, forms, tapped)
    async with turn.looking() as act:
        return await sheet_screen(act, turn, tapped.id)


async def _ask_again(turn: Turn, tapped: SheetTap) -> Screen:
    """The second tap: confirming cannot be taken back (R-61)."""
    async with turn.looking() as act:
        row = await timesheets.of_parent(act, turn.parent_id, tapped.id)
        rules = timesheets.rules_of(act, row["region"])
        timesheet.decide(sheet_of(row), timesheet.Confirm(tapped.rev), act.now, rules)
        text = _(
            "<b>Confirm the timesheet of {name}, {month}?</b>\n\nAfter that it cannot be changed.",
            name=families.child_person(act, row).given,
            month=month_words(month_of(row["month"])),
        )
    return Screen(
        text,
        column(tap(_("✅ Confirm"), "confirm_yes", tapped.id, tapped.rev), tap(_("⬅ Back"), "open", tapped.id)),
    )


async def _confirmed(act: Act, turn: Turn, sheet_id: int) -> Screen:
    """Done; the next month that waits is one tap away."""
    row = await timesheets.of_parent(act, turn.parent_id, sheet_id)
    rows = await act.tx.sheets_for(parent_id=turn.parent_id)
    waiting = next((one for one in rows if one["state"] == SheetState.PUBLISHED), None)
    text = _(
        "✅ <b>Confirmed: {month}, {name}.</b>\nThank you. The next timesheet comes on the 1st of the next month.",
        month=month_words(month_of(row["month"])),
        name=families.child_person(act, row).given,
    )
    more = (
        tap(_("Next: {name}", name=families.child_person(act, waiting).given), "open", waiting["id"])
        if waiting
        else None
    )
    return Screen(text, column(more, tap(_("Look at it"), "open", sheet_id), menu_button()))


async def _open_dispute(turn: Turn, state: FSMContext, forms: Forms, tapped: SheetTap) -> Screen:
    async with turn.looking() as act:
        row = await timesheets.of_parent(act, turn.parent_id, tapped.id)
        rules = timesheets.rules_of(act, row["region"])
        timesheet.decide(sheet_of(row), timesheet.Dispute(tapped.rev, (1,), True), act.now, rules)
        last_day = str(last_of_month(month_of(row["month"])).day)
    preset = {"sheet": str(tapped.id), "revision": str(tapped.rev), "last_day": last_day}
    return await forms.open(turn, state, "Dispute", preset)


async def load_dispute(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The month as it is marked."""
    row = await timesheets.of_parent(act, turn.parent_id, int(draft.answers["sheet"]))
    return snapshot(
        act, turn, row["region"], known={"month": calendar_words(row["month"], timesheets.published_marks_of(act, row))}
    )


async def send_dispute(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The kindergarten is told; refusing never counts as a missed month (R-63)."""
    sheet_id, revision = int(draft.answers["sheet"]), int(draft.answers["revision"])
    days = tuple(int(day) for day in answers["days"].split(","))
    await timesheets.dispute(act, turn.parent_id, sheet_id, revision, days, answers["words"])
    text = _(
        "✅ <b>Your disagreement is sent to the kindergarten.</b>\nIt corrects the marks or answers you, then you decide "
        "again.\nRefusing because the data are wrong does not count as a missed month."
    )
    return Screen(text, column(tap(_("Look at it"), "open", sheet_id), menu_button()), fresh=True)


DISPUTE = Kind(Dispute, load_dispute, send_dispute)
