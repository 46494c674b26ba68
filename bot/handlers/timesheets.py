"""The month's timesheet as the parent sees it: look at the picture, confirm twice, or disagree (R-61 … R-63)."""

from calendar import monthcalendar

from aiogram.fsm.context import FSMContext

from bot.handlers import sheet_rooms
from bot.handlers.deadlines import calendar_button, why_button
from bot.handlers.disputes import changes_words, claims_words, open_dispute
from bot.handlers.forms import Forms
from bot.handlers.kinsfolk import doer_words
from bot.handlers.sheet_rooms import tap
from bot.house import Turn
from bot.marks import MARKS, SIGNS, count_words, days_words, facts_words, in_order
from bot.month_picture import Calendar, calendar, draw
from bot.screen import Button, Screen, Sketch, column, lines
from bot.taps import SheetTap, go, menu_button
from bot.words import N_, Html, Msg, Name, _, bold, last_moment_words, month_words, say
from domain import timesheet
from domain.deadline import Clock
from domain.timesheet import Sheet, SheetState
from usecases import families, timesheets
from usecases.act import Act, Row
from usecases.timesheets import Marks, month_of, sheet_of

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
    legend = "\n".join(
        f"{SIGNS[mark]}  {say(MARKS[mark])}: {days_words(day for day in marks if marks[day] is mark)}"
        for mark in in_order(marks.values())
    )
    body = "\n".join((heads, *weeks))
    return Html(f"<pre>{body}</pre>\n{legend}")


def _cell(day: int, marks: Marks, disputed: tuple[int, ...]) -> str:
    if day == 0:
        return "    "
    sign = SIGNS[marks[day]] if day in marks else " "
    return f"{'!' if day in disputed else ' '}{day:>2}{sign}"


# ---- one month -------------------------------------------------------------------------------------------------------


def wrong_days(sheet: Sheet) -> tuple[int, ...]:
    """The days that stand in dispute, until the family has decided anew."""
    return sheet.disputed_days if sheet.state in (SheetState.DISPUTED, SheetState.PUBLISHED) else ()


def is_open(act: Act, sheet: Sheet) -> bool:
    """Whether it can be answered."""
    return sheet.state is SheetState.PUBLISHED and sheet.due_at is not None and act.now < sheet.due_at


def sketch(act: Act, rows: list[Row]) -> Sketch:
    """The months as a picture still to be drawn; with several children each bears a name."""
    months = [_laid_out(act, row, named=len(rows) > 1) for row in rows]
    return lambda: draw(months)


def _laid_out(act: Act, row: Row, *, named: bool) -> Calendar:
    month = month_words(month_of(row["month"]))
    title = f"{families.child_person(act, row).given}, {month}" if named else month
    return calendar(title, month_of(row["month"]), timesheets.published_marks_of(act, row), wrong_days(sheet_of(row)))


def answers(sheet_id: int, revision: int, name: str | None = None) -> tuple[Button, Button]:
    """«Confirm» and «I disagree», of a child where there are several."""
    if name is None:
        yes, no = _("✅ Confirm"), _("I disagree")
    else:
        yes, no = _("✅ Confirm: {name}", name=name), _("I disagree: {name}", name=name)
    return tap(yes, "confirm", sheet_id, revision), tap(no, "dispute", sheet_id, revision)


async def sheet_screen(act: Act, turn: Turn, sheet_id: int, head: Html | None = None) -> Screen:
    """One child's month: the picture, the same in words, how it stands, and the two answers."""
    row = await timesheets.of_parent(act, turn.parent_id, sheet_id)
    sheet = timesheets.as_of_now(act, row)
    open_now = is_open(act, sheet)
    text = lines(
        head,
        await title_words(act, row),
        facts_words(timesheets.published_marks_of(act, row), wrong_days(sheet)),
        await changes_words(act, row) if sheet.revision > 1 and sheet.state is not SheetState.DISPUTED else None,
        claims_words(act, row, own=True) if sheet.state is SheetState.DISPUTED else None,
        await _state_words(act, turn, row, sheet),
        _("Compare the marks with the real days. Answer by: {deadline}", deadline=last_moment_words(sheet.due_at))
        if open_now and sheet.due_at
        else None,
        say(SAFE) if open_now else None,
    )
    why = ((*([calendar_button(Clock.SHEET, sheet_id)] if open_now else []), why_button(sheet_id, Clock.SHEET)),)
    back = column(go(_("📅 Attendance timesheet"), "sheets"), menu_button())
    return Screen(
        text,
        (
            *column(*(answers(sheet_id, sheet.revision) if open_now else ())),
            *(why if open_now or sheet.state in EXPLAINED else ()),
            *back,
        ),
        sketch=sketch(act, [row]),
    )


EXPLAINED = (SheetState.UNCONFIRMED, SheetState.REFUSED, SheetState.DISPUTED)
SAFE = N_("Are some days wrong? Press «I disagree»: that does not count as a missed month.")


async def title_words(act: Act, row: Row) -> Html:
    """The month, the child, the kindergarten."""
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    return _(
        "<b>Attendance timesheet: {month}</b>\nChild: {name}\nKindergarten: {kindergarten}",
        month=month_words(month_of(row["month"])),
        name=families.child_person(act, row).given,
        kindergarten=Name(garden["name_kk"], garden["name_ru"]),
    )


async def _state_words(act: Act, turn: Turn, row: Row, sheet: Sheet) -> Html:
    """How it stands; and who of the family has answered, if it was the other one (R-21)."""
    answered = sheet.state in (SheetState.CONFIRMED, SheetState.DISPUTED)
    doer = await doer_words(act, row["child_id"], "timesheet", row["id"], turn.parent_id, None) if answered else None
    return Html("\n".join(part for part in (bold(say(STATES[sheet.state])), doer) if part))


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: SheetTap) -> Screen:
    """A button about a timesheet, judged by the use case."""
    match tapped.verb:
        case "child":
            async with turn.looking() as act:
                return await sheet_rooms.months_room(act, turn, tapped.id, tapped.rev)
        case "seen":
            async with turn.acting() as act:
                return await sheet_rooms.seen(act, turn, tapped.id, tapped.rev)
        case "confirm":
            return await _ask_again(turn, tapped)
        case "confirm_yes":
            async with turn.acting() as act:
                await timesheets.confirm(act, turn.parent_id, tapped.id, tapped.rev)
                return await _confirmed(act, turn, tapped.id)
        case "dispute":
            return await open_dispute(turn, state, forms, tapped)
    async with turn.looking() as act:
        return await sheet_screen(act, turn, tapped.id)


async def _ask_again(turn: Turn, tapped: SheetTap) -> Screen:
    """The second tap: confirming cannot be taken back (R-61)."""
    async with turn.looking() as act:
        row = await timesheets.of_parent(act, turn.parent_id, tapped.id)
        rules = timesheets.rules_of(act, row["region"])
        timesheet.decide(sheet_of(row), timesheet.Confirm(tapped.rev), act.now, rules)
        text = lines(
            _(
                "<b>Confirm the timesheet of {name}, {month}?</b>\n\nAfter that it cannot be changed.",
                name=families.child_person(act, row).given,
                month=month_words(month_of(row["month"])),
            ),
            count_words(timesheets.published_marks_of(act, row)),
        )
    return Screen(
        text,
        column(tap(_("⬅ Back"), "open", tapped.id), tap(_("✅ Confirm"), "confirm_yes", tapped.id, tapped.rev)),
    )


async def _confirmed(act: Act, turn: Turn, sheet_id: int) -> Screen:
    """Done; the next month that waits is one tap away."""
    row = await timesheets.of_parent(act, turn.parent_id, sheet_id)
    rows = await act.tx.sheets_for(parent_id=turn.parent_id)
    waiting = next((one for one in rows if is_open(act, sheet_of(one))), None)
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
