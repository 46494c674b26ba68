"""Marks from a file: a table to fill in, a look at what it would change, errors by line; then all of it, or nothing."""

import asyncio
import json
from datetime import date

from aiogram.fsm.context import FSMContext

from bot.files import Incoming, fetch
from bot.fsm.form import Facts
from bot.fsm.table import MarksFile
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.staff import months
from bot.handlers.staff.sheet_words import TOOLS, code, mark_said, month_said, name_of, number, parts
from bot.house import Turn
from bot.marks import MARKS
from bot.screen import Screen, column, lines
from bot.taps import StaffTap
from bot.taps import staff_button as button
from bot.words import N_, Html, Msg, _, language, month_words, n_
from domain import timesheet
from domain.calendar import last_of_month
from domain.timesheet import Mark
from gateways import documents, safe_tables
from gateways.workbooks import Page, workbook
from usecases import sheet_tables, staff, timesheets
from usecases.act import Act, Row
from usecases.marking import is_working
from usecases.sheet_tables import LETTERS, NOT_HERE, Fault, Plan, Said, Why
from usecases.timesheets import month_number

VERBS = frozenset({"file", "file_get", "file_send"})
FAULTS, CHILDREN, DAYS = 12, 12, 5  # told on one screen, which has 4096 characters

WHY: dict[Why, Msg] = {
    Why.NO_LINES: N_("The table has no lines below the first one. Fill in at least one child."),
    Why.NO_WHO: N_(
        "The first line names no column «№» (number of the application) or «IIN». Take the table from here."
    ),
    Why.NO_DAYS: N_("The first line names no days. The days of the month stand there as numbers: 1, 2, 3 …"),
    Why.COLUMN_TWICE: N_("Day {day} has two columns. Leave one of them."),
    Why.WHO_MISSING: N_("Line {line}: neither number nor IIN. Write the child's number in the column «№»."),
    Why.NUMBER_WRONG: N_("Line {line}: the number consists of digits only, as in the table from here."),
    Why.IIN_WRONG: N_("Line {line}: this is no IIN. Compare the 12 digits with the child's papers."),
    Why.CHILD_UNKNOWN: N_("Line {line}: no such child here in this month. Check the number, or remove the line."),
    Why.CHILD_TWICE: N_("Line {line}: the child of line {other} again. Leave one of the two lines."),
    Why.OTHER_MONTH: N_("Line {line}: another month stands there. Take the table of this month."),
    Why.PUBLISHED: N_("Line {line}: this timesheet is published. Its marks change only if the parent disagrees."),
    Why.MARK_UNKNOWN: N_("Line {line}, day {day}: no such mark. The letters stand on the second sheet of the table."),
    Why.FORMULA: N_("Line {line}, day {day}: a formula. Write the letter itself."),
    Why.DAY_IS_OFF: N_("Line {line}, day {day}: a day off by the calendar. Leave the cell empty, or 1 for who came."),
    Why.DAY_IS_WORKING: N_("Line {line}, day {day}: a working day. If the kindergarten was closed, mark it so."),
    Why.NOT_HERE: N_("Line {line}, day {day}: the child was not in the kindergarten then. Leave the cell empty."),
}


# ---- the screen, and the table to fill in ----------------------------------------------------------------------------


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: StaffTap) -> Screen:
    """One of VERBS; whose kindergarten it is is checked each time."""
    said, group = parts(tapped.arg, 2)
    month = month_said(said)
    preset = {"kindergarten": str(tapped.id), "month": str(month_number(month)), "group": group}
    match tapped.verb:
        case "file_get":
            file = await _template(turn, tapped.id, month, number(group) if group else None)
            return (await forms.open(turn, state, "MarksFile", preset)).with_document(*file)
        case "file_send":
            async with turn.looking() as act:
                await staff.own_kindergarten(act, tapped.id)
            return await forms.open(turn, state, "MarksFile", preset)
    async with turn.acting() as act:
        return await _file(act, tapped, month, group)


async def _file(act: Act, tapped: StaffTap, month: date, group: str) -> Screen:
    rows = await sheet_tables.rows_of(act, tapped.id, month, number(group) if group else None)
    text = lines(
        _("<b>Marks from a file: {month}</b>", month=month_words(month)),
        _("Get the table with the children and days of this month, fill in the exceptions, send it back."),
        legend(),
        _("Children in the table: {count}", count=len(rows)),
    )
    return Screen(
        text,
        column(
            button(_("📄 Get the table (XLSX)"), "file_get", tapped.id, tapped.arg),
            button(_("📎 I have a filled-in table"), "file_send", tapped.id, tapped.arg),
            button(_("⬅ Back"), "gmonth" if group else "month", tapped.id, tapped.arg),
        ),
    )


def _letters() -> int:
    return 0 if language() == "kk" else 1


def legend() -> Html:
    """Which letter stands for which mark, one a line."""
    told = [_("{letter} – {mark}", letter=LETTERS[mark][_letters()], mark=MARKS[mark]) for mark in LETTERS]
    return Html("\n".join([*told, _("empty cell – as usual: present, or off by the calendar")]))


async def _template(turn: Turn, kindergarten_id: int, month: date, group_id: int | None) -> tuple[str, bytes]:
    """The table as a file, named after the kindergarten and the month."""
    async with turn.acting() as act:
        garden = await staff.own_kindergarten(act, kindergarten_id)
        rows = await sheet_tables.rows_of(act, kindergarten_id, month, group_id)
        made = sheet_tables.template(act, rows, month, _letters())
    days = [str(day) for day in range(1, last_of_month(month).day + 1)]
    head: list[str] = [_("№"), _("Child"), _("month"), *days]
    marks: list[list[str]] = [[LETTERS[mark][_letters()], _(MARKS[mark])] for mark in LETTERS]
    legend_rows: list[list[str]] = [
        [_("Letter"), _("Mark")],
        *marks,
        [NOT_HERE, _("the child was not in the kindergarten")],
    ]
    pages = (Page(_("Marks"), [head, *made], (8, 34, 9, *[4] * len(days))), Page(_("Letters"), legend_rows, (8, 40)))
    content = await asyncio.to_thread(workbook, pages)
    return f"tabel-{garden['code']}-{month:%Y-%m}{f'-{group_id}' if group_id else ''}.xlsx", content


# ---- the file that came back -----------------------------------------------------------------------------------------


def _about(draft: Draft) -> tuple[int, date, int | None]:
    group = draft.answers["group"]
    return int(draft.answers["kindergarten"]), month_said(draft.answers["month"]), number(group) if group else None


async def take(turn: Turn, draft: Draft, incoming: Incoming) -> tuple[str | None, Html | None]:
    """What the table would change, as JSON, or what is wrong with it, line by line; nothing is changed."""
    kindergarten_id, month, group_id = _about(draft)
    safe_tables.check_size(incoming.size)
    content = await fetch(turn.house, incoming)
    await documents.scan(content, turn.house.scanner)
    table = await asyncio.to_thread(safe_tables.read, content)
    async with turn.house.acting(turn.person_id) as act:
        rows = await sheet_tables.rows_of(act, kindergarten_id, month, group_id)
        plan = sheet_tables.plan(act, rows, month, table)
    if plan.faults:
        return None, faults_words(plan)
    if not plan.said:
        return None, n_(
            "The table has {count} line, and it says what is marked already: there is nothing to take over.",
            "The table has {count} lines, and they say what is marked already: there is nothing to take over.",
            plan.lines,
        )
    return _kept(plan.said), None


def faults_words(plan: Plan) -> Html:
    """Every line that can't be used and how to mend it, as far as they fit."""
    told = [fault_words(fault) for fault in plan.faults[:FAULTS]]
    if (more := len(plan.faults) - FAULTS) > 0:
        told.append(_("and {count} more", count=more))
    return Html("\n".join([_("Nothing has been changed. Please mend the table and send it again:"), *told]))


def fault_words(fault: Fault) -> Html:
    """What is wrong and how to mend it."""
    return _(WHY[fault.why], line=fault.line, day=fault.day, other=fault.other)


def _kept(said: Said) -> str:
    return json.dumps({sheet: {day: code(mark) for day, mark in days.items()} for sheet, days in said.items()})


def _said(value: str) -> Said:
    return {
        int(sheet): {int(day): _mark(mark) for day, mark in days.items()} for sheet, days in json.loads(value).items()
    }


def _mark(kept: str) -> Mark | None:
    return Mark.DAY_OFF if kept == code(Mark.DAY_OFF) else mark_said(kept)


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Once the table is there, what it would change in the month as it stands."""
    kindergarten_id, month, _group = _about(draft)
    await staff.own_kindergarten(act, kindergarten_id)
    value = draft.answers.get("table")
    known = {}
    if value is not None:
        rows = {row["id"]: row for row in await act.tx.sheets_in(
            kindergarten_id=kindergarten_id, month=month_number(month)
        )}  # fmt: skip
        known["preview"] = _preview(act, rows, month, _said(value))
    return snapshot(act, turn, known=known)


def _preview(act: Act, rows: dict[int, Row], month: date, said: Said) -> Html:
    """Name by name: day, before → after."""
    told = [_child_words(act, rows[sheet], month, days) for sheet, days in [*said.items()][:CHILDREN] if sheet in rows]
    if (more := len(said) - CHILDREN) > 0:
        told.append(_("and {count} more", count=more))
    return lines(
        _("<b>{month}: this would change</b>", month=month_words(month)),
        Html("\n".join(told)),
        _("Days in all: {count}. Nothing is published yet by this.", count=sum(map(len, said.values()))),
    )


def _child_words(act: Act, row: Row, month: date, days: dict[int, Mark | None]) -> Html:
    marks = timesheets.marks_of(act, row)
    told = [
        _(
            "{day}: {before} → {after}",
            day=day,
            before=_short(marks[day]),
            after=_short(mark or timesheet.mark_of_day(None, working=is_working(act, month, day))),
        )
        for day, mark in sorted(days.items())[:DAYS]
        if day in marks
    ]
    told += [_("and {count} more", count=len(days) - DAYS)] if len(days) > DAYS else []
    return _("{name} – {changes}", name=name_of(act, row), changes=Html("; ".join(told)))


def _short(mark: Mark) -> Html:
    return _(TOOLS.get(mark, MARKS[mark]))


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The marks are taken over, all or none."""
    kindergarten_id, month, group_id = _about(draft)
    rows = await sheet_tables.rows_of(act, kindergarten_id, month, group_id)
    count = await sheet_tables.carry_out(act, rows, _said(answers["table"]))
    head = n_("✅ <b>Marks taken over: {count} child.</b>", "✅ <b>Marks taken over: {count} children.</b>", count)
    if group_id is not None:
        return await months.group_screen(act, kindergarten_id, month, group_id, head)
    return await months.month_screen(act, kindergarten_id, month, head)


MARKS_FILE = Kind(MarksFile, load, finish, take=take)
