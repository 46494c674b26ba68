"""The family board: every child with its health light, every deadline with the one button that acts (R-3, R-21, R-65).

Up to two children are shown whole; with more each has its line and its most urgent deadline, and opens on a tap.
"""

from dataclasses import replace

from bot.handlers.deadlines import (
    NAMES,
    act_button,
    arithmetic_words,
    clock_line,
    family,
    left_words,
    light_words,
    two_buttons,
)
from bot.handlers.readiness import short_words
from bot.handlers.voucher import extension_words, number_of, state_words, tap
from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import go, help_button, menu_button
from bot.words import Html, _, bold, escape, month_words
from domain.deadline import Clock
from domain.readiness import is_near
from domain.voucher import State
from usecases import applications, board, vouchers
from usecases.act import Act, Row
from usecases.board import Running, Standing
from usecases.timesheets import month_of

WHOLE = 2  # children that are shown whole
PAGE = 5  # children on a page, else


async def board_screen(act: Act, turn: Turn, page: int = 0) -> Screen:
    """«My applications»: where every child of the family stands."""
    every = await board.board(act, turn.parent_id) if turn.parent_id else []
    few = len(every) <= WHOLE
    page = min(page, max(len(every) - 1, 0) // PAGE)
    shown = every if few else every[page * PAGE : page * PAGE + PAGE]
    told = [await _whole(act, turn, one) if few else await _short(act, one) for one in shown]
    buttons = [button for one in shown for button in (_buttons(one) if few else (_opens(one),))]
    return Screen(
        lines(bold(_("My applications")), *(told or [_("There is no application yet.")])),
        (
            *column(*buttons),
            *_pages(len(every), page),
            *column(go(_("📝 Apply for a voucher"), "apply"), go(_("🔗 Join an application"), "join")),
            (help_button("application"), menu_button()),
        ),
    )


def _pages(count: int, page: int) -> Rows:
    if count <= max(WHOLE, PAGE):
        return ()
    back = [family("⬅", "board", page - 1)] if page else []
    more = [family("➡", "board", page + 1)] if (page + 1) * PAGE < count else []
    return ((*back, *more),)


async def child_screen(act: Act, turn: Turn, child_id: int) -> Screen:
    """One child: the light with its arithmetic, every deadline with its buttons, earlier applications."""
    one = await board.of_child(act, turn.parent_id, child_id)
    application_id = one.row["id"] if one.row else 0
    earlier = await act.tx.earlier_applications_of_child(child_id=child_id, application_id=application_id)
    rows: list[tuple[Button, ...]] = []
    for running in one.running:
        rows += [*column(act_button(running)), two_buttons(running.clock, running.about)]
    rows += column(
        _details(one),
        *(tap(_("Earlier: No. {number}", number=number_of(row["id"])), "open", row["id"]) for row in earlier),
        go(_("📋 My applications"), "apps"),
        menu_button(),
    )
    return Screen(await _whole(act, turn, one, with_arithmetic=True), tuple(rows))


# ---- a child in words ------------------------------------------------------------------------------------------------


async def _whole(act: Act, turn: Turn, one: Standing, *, with_arithmetic: bool = False) -> Html:
    parts: list[Html | None] = [_title(one), light_words(one.light, one.missed is not None)]
    if one.row is None:
        parts.append(_("There is no application yet."))
    else:
        parts += [state_words(one.row), await _number(act, turn, one.row), extension_words(act, one.row)]
    for running in one.running:
        parts.append(_line(running))
        if with_arithmetic and running.clock.is_of_family:
            parts.append(arithmetic_words(running.health))
    parts.append(_missed_words(one))
    return Html("\n".join(part for part in parts if part))


def _title(one: Standing) -> Html:
    name = one.child.person.given
    if one.row is None:
        return bold(escape(name))
    return _("<b>{name}</b>, No. {number}", name=name, number=number_of(one.row["id"]))


async def _number(act: Act, turn: Turn, row: Row) -> Html | None:
    if row["state"] != State.QUEUED:
        return None
    number = (await applications.standing(act, row)).number
    words = _("Number in the queue: <b>{number}</b>", number=number)
    if not is_near(number, vouchers.rules_of(act, row)):
        return words
    return Html("\n".join((words, await short_words(act, turn.person, row))))


def _line(running: Running) -> Html:
    if running.clock is Clock.SHEET:
        return _(
            "⏳ {what}, {month}: {deadline}",
            what=NAMES[running.clock],
            month=month_words(month_of(running.row["month"])),
            deadline=left_words(running.deadline, running.health),
        )
    return clock_line(running)


def _missed_words(one: Standing) -> Html | None:
    if one.missed is None:
        return None
    return _(
        "❗ {month} was not confirmed. If the next month is not confirmed either, the voucher is cancelled.",
        month=month_words(one.missed),
    )


async def _short(act: Act, one: Standing) -> Html:
    """A child in a line or two, where there are many."""
    state = _("There is no application yet.") if one.row is None else state_words(one.row)
    urgent = [_line(running) for running in one.running if running.clock.is_of_family][:1]
    return Html(
        "\n".join(
            (
                f"<b>{escape(one.child.person.given)}</b> · {light_words(one.light, one.missed is not None)}",
                state,
                *urgent,
            )
        )
    )


# ---- its buttons -----------------------------------------------------------------------------------------------------


def _opens(one: Standing) -> Button:
    return family(_("{name}: details", name=one.child.person.given), "child", one.child.id)


def _details(one: Standing) -> Button | None:
    if one.row is None:
        return go(_("📝 Apply for a voucher"), "apply", f"c{one.child.id}")
    return go(_("{name}: details", name=one.child.person.given), "app", str(one.row["id"]))


def _buttons(one: Standing) -> tuple[Button | None, ...]:
    name = one.child.person.given
    deeds = [button for running in one.running if (button := act_button(running)) is not None]
    if one.row is None:
        return ()
    deadlines = family(_("⏳ Deadlines: {name}", name=name), "child", one.child.id) if one.running else None
    return (*(replace(deed, text=f"{deed.text} · {escape(name)}") for deed in deeds), _details(one), deadlines)
