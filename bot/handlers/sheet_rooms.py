"""«Attendance timesheet»: child, month, as far back as there are any; and «Көрдім» on a reminder (R-61, R-66)."""

from collections import Counter

from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import SheetTap, go, help_button, menu_button
from bot.words import Html, Name, _, bold, escape, last_moment_words, moment_words, month_words
from domain.not_allowed import NotAllowed, Reason
from domain.timesheet import SheetState
from usecases import families, sheet_rungs
from usecases.act import Act, Row, instant
from usecases.timesheets import month_of

ROOMS = frozenset({"child", "seen"})
"""Verbs that name no sheet."""
PAGE = 6  # months
WAITING = 4  # months that are offered at once where there are several children


def tap(words: str, verb: str, about: int, rev: int = 0) -> Button:
    """A button about a timesheet."""
    return Button(words, SheetTap(verb=verb, id=about, rev=rev).pack())


def _foot() -> tuple[Button, ...]:
    return (help_button("timesheet"), menu_button())


async def sheets_room(act: Act, turn: Turn) -> Screen:
    """The children; with one, its months at once. What waits for an answer stands first."""
    await families.parent(act, turn.parent_id)
    rows = list(await act.tx.sheets_for(parent_id=turn.parent_id))
    children = {row["child_id"]: families.child_person(act, row).given for row in reversed(rows)}
    if len(children) == 1:
        return await months_room(act, turn, next(iter(children)), 0)
    title = bold(_("Attendance timesheet"))
    if not rows:
        nothing = _("There is no timesheet yet. The kindergarten publishes it when the month has ended.")
        return Screen(lines(title, nothing), (_foot(),))
    waiting = [row for row in rows if row["state"] == SheetState.PUBLISHED][:WAITING]
    buttons = [
        *await _month_buttons(act, waiting),
        *(tap(_("{name}: all months", name=name), "child", child_id) for child_id, name in children.items()),
    ]
    return Screen(lines(title, _("Choose a child and a month.")), (*column(*buttons), _foot()))


async def months_room(act: Act, turn: Turn, child_id: int, page: int) -> Screen:
    """The months of a child of the parent's own, the newest first, in pages; NotAllowed NOT_YOURS for any other."""
    rows = [row for row in await act.tx.sheets_for(parent_id=turn.parent_id) if row["child_id"] == child_id]
    if not rows:
        raise NotAllowed(Reason.NOT_YOURS)
    page = min(max(page, 0), (len(rows) - 1) // PAGE)
    buttons = await _month_buttons(act, rows[page * PAGE : (page + 1) * PAGE])
    title = _("<b>Attendance timesheet: {name}</b>", name=families.child_person(act, rows[0]).given)
    several = any(row["child_id"] != child_id for row in await act.tx.sheets_for(parent_id=turn.parent_id))
    back = go(_("📅 Attendance timesheet"), "sheets") if several else None
    turning = _pages(child_id, page, len(rows))
    return Screen(lines(title, _("Choose a month.")), (*column(*buttons), *turning, *column(back), _foot()))


def _pages(child_id: int, page: int, many: int) -> Rows:
    later = [tap(_("⬅ Later"), "child", child_id, page - 1)] if page else []
    earlier = [tap(_("Earlier ➡"), "child", child_id, page + 1)] if (page + 1) * PAGE < many else []
    return ((*later, *earlier),) if later or earlier else ()


async def _month_buttons(act: Act, rows: list[Row]) -> list[Button]:
    """A month each; with the kindergarten where the child moved within it (R-67)."""
    twice = Counter((row["child_id"], row["month"]) for row in rows)
    return [await _month_button(act, row, moved=twice[row["child_id"], row["month"]] > 1) for row in rows]


async def _month_button(act: Act, row: Row, *, moved: bool) -> Button:
    words = f"{_sign(row)} {escape(families.child_person(act, row).given)}: {month_words(month_of(row['month']))}"
    if moved:
        garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
        words += _(" · {kindergarten}", kindergarten=Name(garden["name_kk"], garden["name_ru"]))
    return tap(Html(words), "open", row["id"])


def _sign(row: Row) -> str:
    signs = {SheetState.PUBLISHED: "🔔", SheetState.CONFIRMED: "✅", SheetState.UNCONFIRMED: "❗"}
    return signs.get(row["state"], "📅")


# ---- «Көрдім» --------------------------------------------------------------------------------------------------------


def seen_button(act: Act, month: int) -> Button | None:
    """«Көрдім» on a message that goes now, while there is a rung that it can spare."""
    at = sheet_rungs.reached(act, month)
    return tap(_("👁 Seen"), "seen", month, at) if sheet_rungs.spared(act, month, at) else None


async def seen(act: Act, turn: Turn, month: int, at: int) -> Screen:
    """The next rung is silent for this person, and only that one; the months that wait stay one tap away."""
    rows = await act.tx.open_sheets_of(parent_id=turn.parent_id, month=month)
    due = [due_at for row in rows if (due_at := instant(row["due_at"])) is not None and due_at > act.now]
    if not due:
        return (await sheets_room(act, turn)).with_toast(_("Noted."))
    spared = await sheet_rungs.see(act, month, at)
    coming = next((one for one in sheet_rungs.rungs_of(act, month) if one.opens > act.now and one != spared), None)
    text = lines(
        bold(
            _("👁 Noted: you have seen it. We leave out the next reminder.")
            if spared
            else _("👁 Noted: you have seen it.")
        ),
        _("The one after it: {moment}", moment=moment_words(coming.opens))
        if spared and coming and not coming.at_risk_only
        else None,
        _("The deadline stays: {deadline}", deadline=last_moment_words(min(due))),
    )
    return Screen(text, (*column(*await _month_buttons(act, list(rows))), (menu_button(),))).with_toast(_("Noted."))
