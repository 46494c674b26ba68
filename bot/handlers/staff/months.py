"""A kindergarten's months: by group, how far each is, publishing, and who has answered (R-60, R-63, R-67)."""

from datetime import date, timedelta

from bot.handlers.staff import marking as marking_screens
from bot.handlers.staff.sheet_words import (
    CLERK_STATES,
    code,
    counts_words,
    group_title,
    month_said,
    name_of,
    number,
    page_of,
    parts,
    turning,
)
from bot.screen import Button, Screen, column, lines
from bot.taps import StaffTap, go
from bot.taps import staff_button as button
from bot.words import Html, _, bold, escape, last_moment_words, month_words, n_, say
from domain import timesheet
from domain.calendar import first_of_month, local_day, next_month
from domain.timesheet import Mark, SheetState
from usecases import marking, staff, timesheets
from usecases.act import Act, Row
from usecases.marking import GroupMonth
from usecases.timesheets import month_number, month_of

MONTHS = 6
GROUPS = 12  # told one by one; of more only the sum, and the group's own page
CHILDREN = 10  # on a page of a group's month
NAMES = 30  # on a page of who has answered how


async def _months(act: Act, tapped: StaffTap) -> Screen:
    """The last month and this one, and earlier ones that have been marked."""
    await staff.own_kindergarten(act, tapped.id)
    this = first_of_month(local_day(act.now))
    last = first_of_month(this - timedelta(days=1))
    kept = {row["month"]: row["disputed"] for row in await act.tx.sheet_months_of(
        kindergarten_id=tapped.id, at_most=MONTHS
    )}  # fmt: skip
    every = sorted({*kept, month_number(this), month_number(last)}, reverse=True)
    ordered = [month_number(last), *(one for one in every if one != month_number(last))]
    buttons = [
        button(f"{'❗' if kept.get(one) else '📅'} {escape(month_words(month_of(one)))}", "month", tapped.id, str(one))
        for one in ordered
    ]
    return Screen(bold(_("Timesheets")), column(*buttons, go(_("🗂 Staff"), "staff")))


# ---- a month, by group -----------------------------------------------------------------------------------------------


async def _month(act: Act, tapped: StaffTap) -> Screen:
    return await month_screen(act, tapped.id, month_said(parts(tapped.arg, 1)[0]))


async def month_screen(act: Act, kindergarten_id: int, month: date, head: Html | None = None) -> Screen:
    """Every group and how far it is; where there is only one, that group."""
    groups = await marking.groups_of_month(act, kindergarten_id, month)
    if len(groups) == 1:
        return await group_screen(act, kindergarten_id, month, groups[0].id, head)
    arg = str(month_number(month))
    told = [Html(f"{bold(group_title(one.group))}\n{counts_words(one)}") for one in groups]
    if len(groups) > GROUPS:
        told = [counts_words(GroupMonth(None, tuple(row for one in groups for row in one.rows)))]
    text = lines(
        head,
        _("<b>Timesheets: {month}</b>", month=month_words(month)),
        *told,
        None if groups else _("No child is enrolled in this month."),
    )
    buttons = [
        button(f"{_group_sign(one)} {group_title(one.group)}", "gmonth", kindergarten_id, f"{arg}.{one.id}")
        for one in groups
    ]
    some_open = sum(one.count(SheetState.MARKING) > 0 for one in groups) > 1 and _is_over(act, month)
    publish = button(_("📣 Publish all groups"), "publish", kindergarten_id, arg) if some_open else None
    file = button(_("📥 Marks from a file"), "file", kindergarten_id, arg) if groups else None
    return Screen(text, column(*buttons, publish, file, button(_("📅 Timesheets"), "months", kindergarten_id)))


def _is_over(act: Act, month: date) -> bool:
    return local_day(act.now) >= next_month(month)


def _group_sign(group: GroupMonth) -> str:
    if group.count(SheetState.DISPUTED):
        return "❗"
    if group.count(SheetState.MARKING):
        return "📅"
    return "⏳" if group.count(SheetState.PUBLISHED) else "✅"


# ---- a group's month -------------------------------------------------------------------------------------------------


async def _group_month(act: Act, tapped: StaffTap) -> Screen:
    month, group, page = parts(tapped.arg, 3)
    return await group_screen(act, tapped.id, month_said(month), number(group), page=page)


async def group_screen(
    act: Act, kindergarten_id: int, month: date, group_id: int, head: Html | None = None, page: str = ""
) -> Screen:
    """A group's month: mark by day or by child, publish, see who has answered."""
    group = await marking.group_of_month(act, kindergarten_id, month, group_id)
    open_now = group.count(SheetState.MARKING)
    text = lines(
        head,
        _("<b>Timesheets: {month}</b>\n{group}", month=month_words(month), group=group_title(group.group)),
        _("Everybody is marked present on working days. Mark the exceptions: by day or by child, or from a file.")
        if open_now
        else None,
        counts_words(group),
    )
    at, pages = page_of(page, len(group.rows), CHILDREN)
    children = [
        button(f"{_sheet_sign(row)} {escape(name_of(act, row))}", "sheet", row["id"])
        for row in group.rows[at * CHILDREN : (at + 1) * CHILDREN]
    ]
    rows = column(*_ways(act, kindergarten_id, month, group), *children)
    arg = f"{month_number(month)}.{group_id}.{{}}"
    return Screen(
        text,
        (
            *rows,
            *turning(at, pages, "gmonth", kindergarten_id, arg),
            (await _back(act, kindergarten_id, month),),
        ),
    )


def _ways(act: Act, kindergarten_id: int, month: date, group: GroupMonth) -> list[Button | None]:
    arg = f"{month_number(month)}.{group.id}"
    open_now, may_mark = group.count(SheetState.MARKING), group.count(SheetState.MARKING, SheetState.DISPUTED)
    day = f"{arg}.{marking_screens.usual_day(act, month)}.{code(Mark.SICK)}.0"
    asked = open_now < len(group.rows)
    return [
        button(_("📣 Publish the month"), "publish", kindergarten_id, arg)
        if open_now and _is_over(act, month)
        else None,
        button(_("🗓 Mark by day"), "gday", kindergarten_id, day) if open_now else None,
        button(_("📥 Marks from a file"), "file", kindergarten_id, arg) if may_mark else None,
        button(_("👥 Who has answered"), "answers", kindergarten_id, arg) if asked else None,
    ]


async def _back(act: Act, kindergarten_id: int, month: date) -> Button:
    """To the month, or past it where it has only this group."""
    if len(await marking.groups_of_month(act, kindergarten_id, month)) > 1:
        return button(_("⬅ Back"), "month", kindergarten_id, str(month_number(month)))
    return button(_("📅 Timesheets"), "months", kindergarten_id)


def _sheet_sign(row: Row) -> str:
    signs = {SheetState.CONFIRMED: "✅", SheetState.DISPUTED: "❗", SheetState.PUBLISHED: "⏳"}
    return signs.get(row["state"], "📅")


# ---- publishing ------------------------------------------------------------------------------------------------------


async def _publish(act: Act, tapped: StaffTap) -> Screen:
    """Publishing has its own screen, which names what follows."""
    said, group_said = parts(tapped.arg, 2)
    month = month_said(said)
    groups = await marking.groups_of_month(act, tapped.id, month)
    chosen = [one for one in groups if not group_said or one.id == number(group_said)]
    rows = [row for one in chosen for row in one.rows if row["state"] == SheetState.MARKING]
    back = button(_("⬅ Back"), "gmonth" if group_said else "month", tapped.id, tapped.arg)
    if not rows:
        return await _after(act, tapped, _("This month has been published already."))
    text = lines(
        _("<b>Publish {month}?</b>", month=month_words(month)),
        Html("\n".join(group_title(one.group) for one in chosen)),
        _("Children with marks other than present: {count} of {all}", count=_with_exceptions(act, rows), all=len(rows)),
        n_(
            "{count} timesheet goes to the family. After that the marks can be changed only if the parent disagrees.",
            "{count} timesheets go to the families. After that the marks can be changed only if a parent disagrees.",
            len(rows),
        ),
        _until(act, rows[0]),
    )
    return Screen(text, column(back, button(_("📣 Publish"), "publish_yes", tapped.id, tapped.arg)))


def _with_exceptions(act: Act, rows: list[Row]) -> int:
    usual = {Mark.PRESENT, Mark.DAY_OFF}
    return sum(not set(timesheets.marks_of(act, row).values()) <= usual for row in rows)


def _until(act: Act, row: Row) -> Html:
    """Until when the families answer; NotAllowed MONTH_NOT_OVER."""
    rules = timesheets.rules_of(act, row["region"])
    published = timesheet.decide(timesheets.sheet_of(row), timesheet.Publish(True), act.now, rules)[-1]
    assert isinstance(published, timesheet.Published)
    return _("The families confirm or disagree until: {deadline}", deadline=last_moment_words(published.due_at))


async def _publish_yes(act: Act, tapped: StaffTap) -> Screen:
    month, group = parts(tapped.arg, 2)
    count = await timesheets.publish_month(act, tapped.id, month_said(month), number(group) if group else None)
    done = n_("✅ <b>Published: {count} timesheet.</b>", "✅ <b>Published: {count} timesheets.</b>", count)
    return await _after(act, tapped, done if count else _("This month has been published already."))


async def _after(act: Act, tapped: StaffTap, head: Html) -> Screen:
    month, group = parts(tapped.arg, 2)
    if group:
        return await group_screen(act, tapped.id, month_said(month), number(group), head)
    return await month_screen(act, tapped.id, month_said(month), head)


# ---- who has answered ------------------------------------------------------------------------------------------------

ORDER = (
    SheetState.PUBLISHED,
    SheetState.DISPUTED,
    SheetState.UNCONFIRMED,
    SheetState.REFUSED,
    SheetState.CONFIRMED,
)


async def _answers(act: Act, tapped: StaffTap) -> Screen:
    """Who is silent, who disputes, who has confirmed: counts of all, names of one kind."""
    said, group_said, state_said, page = parts(tapped.arg, 4)
    month = month_said(said)
    group = await marking.group_of_month(act, tapped.id, month, number(group_said))
    counts = [(at, state, group.count(state)) for at, state in enumerate(ORDER) if group.count(state)]
    asked = number(state_said) if state_said else -1
    chosen = next((one for one in counts if one[0] == asked), counts[0] if counts else (0, ORDER[0], 0))
    rows = [row for row in group.rows if row["state"] == chosen[1]]
    at, pages = page_of(page, len(rows), NAMES)
    shown = rows[at * NAMES : (at + 1) * NAMES]
    text = lines(
        _("<b>Who has answered: {month}</b>\n{group}", month=month_words(month), group=group_title(group.group)),
        counts_words(group),
        Html("\n".join([bold(Html(f"{say(CLERK_STATES[chosen[1]])}:")), *(escape(name_of(act, row)) for row in shown)]))
        if shown
        else None,
    )
    arg = f"{month_number(month)}.{group.id}.{{}}"
    kinds = [
        button(f"{say(CLERK_STATES[state])}: {count}", "answers", tapped.id, arg.format(at))
        for at, state, count in counts
        if state is not chosen[1]
    ]
    disputes = [button(f"❗ {escape(name_of(act, row))}", "sheet", row["id"]) for row in shown[:CHILDREN]]
    return Screen(
        text,
        (
            *column(*(disputes if chosen[1] is SheetState.DISPUTED else ()), *kinds),
            *turning(at, pages, "answers", tapped.id, arg.format(f"{chosen[0]}.{{}}")),
            *column(button(_("⬅ Back"), "gmonth", tapped.id, f"{month_number(month)}.{group.id}")),
        ),
    )


DEEDS = {
    "months": _months,
    "month": _month,
    "gmonth": _group_month,
    "publish": _publish,
    "publish_yes": _publish_yes,
    "answers": _answers,
}
