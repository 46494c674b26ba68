"""Marking: a group's day or a child's month on a grid of taps (R-60), and answering a dispute (R-63)."""

from calendar import monthcalendar
from datetime import date

from bot.fsm.dispute import Reply
from bot.fsm.form import Facts
from bot.handlers.disputes import claims_words
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.staff.sheet_words import (
    CLERK_STATES,
    changes_words,
    code,
    group_title,
    history_words,
    mark_said,
    month_said,
    name_of,
    number,
    page_of,
    parts,
    tapping_words,
    to_set,
    tool_rows,
    tool_said,
    turning,
)
from bot.handlers.timesheets import calendar_words
from bot.house import Turn
from bot.marks import MARKS, SIGNS
from bot.reasons import reason_words
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import StaffTap
from bot.taps import staff_button as button
from bot.words import Html, _, bold, day_words, escape, month_words, say
from domain import timesheet
from domain.calendar import last_of_month, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import Mark, SheetState
from usecases import families, marking, publications, timesheets
from usecases.act import Act, Row
from usecases.marking import GroupMonth, is_working
from usecases.timesheets import month_number, month_of

ON_A_PAGE = 20  # children of a group's day, in two columns
SAID_IN_PLACE = frozenset({Reason.DAY_IS_OFF, Reason.DAY_IS_WORKING, Reason.NOT_NOW, Reason.DAY_OUTSIDE_MONTH})

# ---- a child's month -------------------------------------------------------------------------------------------------


async def _sheet(act: Act, tapped: StaffTap) -> Screen:
    return await sheet_screen(act, tapped.id, tool_said(tapped.arg))


async def sheet_screen(act: Act, sheet_id: int, tool: Mark = Mark.SICK) -> Screen:
    """One child's month; while marks may be changed, the mark is chosen once and the days are tapped."""
    row = await timesheets.of_staff(act, sheet_id)
    marks, sheet = timesheets.marks_of(act, row), timesheets.sheet_of(row)
    disputed, may = sheet.state is SheetState.DISPUTED, timesheet.may_mark(sheet)
    text = lines(
        _("<b>{name}: {month}</b>", name=name_of(act, row), month=month_words(sheet.month)),
        calendar_words(row["month"], marks, sheet.disputed_days if disputed else ()),
        bold(say(CLERK_STATES[row["state"]])),
        claims_words(act, row) if disputed else None,
        _corrected(act, row, marks) if disputed else None,
        history_words(await publications.history_of(act, row)),
        tapping_words(tool) if may else None,
    )
    tools = tool_rows(tool, "sheet", sheet_id, "{}") if may else []
    again = button(_("📣 Publish again"), "republish", sheet_id) if disputed else None
    back = button(_("⬅ Back"), "gmonth", row["kindergarten_id"], f"{row['month']}.{row['group_id'] or 0}")
    return Screen(text, (*tools, *(_grid(act, row, marks, tool) if may else ()), *column(again, back)))


def _corrected(act: Act, row: Row, marks: timesheets.Marks) -> Html | None:
    """What has been corrected and is not published yet."""
    changes = timesheet.changes(timesheets.published_marks_of(act, row), marks)
    return Html("\n".join([_("Corrected, not published yet:"), changes_words(changes)])) if changes else None


def _grid(act: Act, row: Row, marks: timesheets.Marks, tool: Mark) -> Rows:
    month = month_of(row["month"])
    weeks = [[day for day in week if day in marks] for week in monthcalendar(month.year, month.month)]

    def tap(day: int) -> str:
        sets = to_set(marks[day], tool, working=is_working(act, month, day))
        return f"{day}.{code(tool)}.{code(sets)}"

    return tuple(
        tuple(button(f"{day} {SIGNS[marks[day]]}", "day", row["id"], tap(day)) for day in week)
        for week in weeks
        if week
    )


async def _day(act: Act, tapped: StaffTap) -> Screen:
    """A tap on a day: what is set stands in the button, so that two quick taps do it once."""
    day, tool, sets = parts(tapped.arg, 3)
    said = mark_said(sets)
    await timesheets.of_staff(act, tapped.id)
    try:
        await marking.mark_child(act, tapped.id, number(day), said)
    except NotAllowed as no:
        if no.reason not in SAID_IN_PLACE:
            raise
        return (await sheet_screen(act, tapped.id, tool_said(tool))).with_toast(reason_words(no))
    return await sheet_screen(act, tapped.id, tool_said(tool))


# ---- a group's day ---------------------------------------------------------------------------------------------------


async def _group_day(act: Act, tapped: StaffTap) -> Screen:
    month, group, day, tool, page = parts(tapped.arg, 5)
    return await day_screen(act, tapped.id, month_said(month), number(group), number(day), tool_said(tool), page)


def usual_day(act: Act, month: date) -> int:
    """Where marking by day begins: today, or the last day of a month that is over."""
    return min(local_day(act.now), last_of_month(month)).day if local_day(act.now) >= month else 1


async def day_screen(
    act: Act, kindergarten_id: int, month: date, group_id: int, day: int, tool: Mark, page: str = ""
) -> Screen:
    """A group's day: everybody is present by default, the exceptions are tapped."""
    group = await marking.group_of_month(act, kindergarten_id, month, group_id)
    day = min(max(day, 1), last_of_month(month).day)
    there = _there(act, group, month, day)
    at, pages = page_of(page, len(there), ON_A_PAGE)
    arg = f"{month_number(month)}.{group_id}.{{}}"
    text = lines(
        _("<b>{group}</b>\n{day}", group=group_title(group.group), day=day_words(month.replace(day=day))),
        None if is_working(act, month, day) else _("A day off by the calendar."),
        *_day_words(act, there),
        tapping_words(tool) if there else None,
    )
    return Screen(
        text,
        (
            *(tool_rows(tool, "gday", kindergarten_id, arg.format(f"{day}.{{}}.{at}")) if there else ()),
            *_children(act, there[at * ON_A_PAGE : (at + 1) * ON_A_PAGE], month, day, tool, at),
            *column(_whole_group(kindergarten_id, arg, day, tool, at) if there else None),
            *turning(at, pages, "gday", kindergarten_id, arg.format(f"{day}.{code(tool)}.{{}}")),
            _days_row(kindergarten_id, month, day, arg, code(tool)),
            *column(button(_("⬅ Back"), "gmonth", kindergarten_id, f"{month_number(month)}.{group_id}")),
        ),
    )


def _whole_group(kindergarten_id: int, arg: str, day: int, tool: Mark, page: int) -> Button | None:
    """One tap for everybody: closed, or present again."""
    if tool not in (Mark.CLOSED, Mark.PRESENT):
        return None
    sets = code(tool) if tool is Mark.CLOSED else ""
    words = _("Whole group: {mark}", mark=MARKS[tool])
    return button(words, "gall", kindergarten_id, arg.format(f"{day}.{code(tool)}.{page}.{sets}"))


There = list[tuple[Row, Mark]]


def _there(act: Act, group: GroupMonth, month: date, day: int) -> There:
    """Who is to be marked on that day, with the marks."""
    rows = marking.to_mark(group, month, day)
    return [(row, timesheets.marks_of(act, row)[day]) for row in rows]


def _day_words(act: Act, there: There) -> list[Html]:
    """How many are there, and who is not."""
    if not there:
        return [
            _("There is nobody to mark on this day: the timesheets are published, or the children were not here yet.")
        ]
    came = sum(mark is Mark.PRESENT for _row, mark in there)
    away = [(mark, [name_of(act, row) for row, its in there if its is mark]) for mark in MARKS]
    told = [
        _("{sign} {mark}: {names}", sign=SIGNS[mark], mark=MARKS[mark], names=", ".join(names))
        for mark, names in away
        if names and mark not in (Mark.PRESENT, Mark.DAY_OFF)
    ]
    return [_("Present: {count} of {all}", count=came, all=len(there)), *([Html("\n".join(told))] if told else [])]


def _children(act: Act, there: There, month: date, day: int, tool: Mark, page: int) -> Rows:
    working = is_working(act, month, day)
    buttons = [
        button(
            f"{SIGNS[mark]} {escape(_short_name(act, row))}",
            "gmark",
            row["id"],
            f"{day}.{code(tool)}.{page}.{code(to_set(mark, tool, working=working))}",
        )
        for row, mark in there
    ]
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _short_name(act: Act, row: Row) -> str:
    """Surname and given name: two buttons stand in a row."""
    person = families.child_person(act, row)
    return f"{person.surname} {person.given}"


def _days_row(kindergarten_id: int, month: date, day: int, arg: str, tool: str) -> tuple[Button, ...]:
    """The day before and the day after."""
    days = [(at, words) for at, words in ((day - 1, "◀ {}"), (day + 1, "{} ▶")) if 1 <= at <= last_of_month(month).day]
    return tuple(button(words.format(at), "gday", kindergarten_id, arg.format(f"{at}.{tool}.0")) for at, words in days)


async def _group_mark(act: Act, tapped: StaffTap) -> Screen:
    """A tap on a child of the group's day."""
    day, tool, page, sets = parts(tapped.arg, 4)
    row = await timesheets.of_staff(act, tapped.id)
    month, group_id = month_of(row["month"]), row["group_id"] or 0
    said, toast = mark_said(sets), None
    try:
        await marking.mark(act, row, {number(day): said})
    except NotAllowed as no:
        if no.reason not in SAID_IN_PLACE:
            raise
        toast = reason_words(no)
    screen = await day_screen(act, row["kindergarten_id"], month, group_id, number(day), tool_said(tool), page)
    return screen.with_toast(toast) if toast else screen


async def _group_all(act: Act, tapped: StaffTap) -> Screen:
    """One tap for the whole group, as when it is closed for quarantine."""
    month, group, day, tool, page, sets = parts(tapped.arg, 6)
    await marking.mark_group(act, tapped.id, month_said(month), number(group), number(day), mark_said(sets))
    return await day_screen(act, tapped.id, month_said(month), number(group), number(day), tool_said(tool), page)


# ---- answering a dispute ---------------------------------------------------------------------------------------------


async def load_reply(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only the kindergarten's own sheet is answered."""
    await timesheets.of_staff(act, int(draft.answers["sheet"]))
    return snapshot(act, turn)


async def send_reply(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Published again; the parent decides again."""
    sheet_id = int(draft.answers["sheet"])
    await timesheets.publish(act, sheet_id, answers.get("words") or None)
    return await sheet_screen(act, sheet_id)


REPLY = Kind(Reply, load_reply, send_reply)

DEEDS = {"sheet": _sheet, "day": _day, "gday": _group_day, "gmark": _group_mark, "gall": _group_all}
