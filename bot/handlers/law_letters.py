"""Letters about deadlines that have moved because an operator changed the calendar (R-2)."""

from collections.abc import Awaitable, Callable
from datetime import date

from bot.handlers.staff.kindergarten import button as staff_button
from bot.handlers.voucher import number_of, tap, working_deadline
from bot.screen import Button, Screen, column, lines
from bot.taps import go
from bot.words import Html, Name, _, date_words, last_moment_words
from domain.not_allowed import NotAllowed
from domain.voucher import DeadlineMoved, State
from usecases import families, journal, vouchers
from usecases.act import Act, Row, instant


async def _move(act: Act, letter: Row, row: Row) -> Html | None:
    """From when to when, and why; None when the deadline is another one by now."""
    due_at = instant(row["due_at"])
    if due_at is None or letter["deadline"] != row["due_at"]:
        return None
    moves = [one for one in await journal.told(act, "voucher", row["id"]) if isinstance(one, DeadlineMoved)]
    move = next((one for one in moves if str(one.change) == letter["rung"]), None)
    change = await act.tx.calendar_change(change_id=int(letter["rung"]))
    if move is None or move.before is None or change is None:
        return None
    return lines(
        _(
            "It was: {before}\nIt is now: {deadline}",
            before=last_moment_words(move.before),
            deadline=working_deadline(act, due_at),
        ),
        _(
            "Why: the calendar of working days has changed.\n{day}: {reason}",
            day=date_words(date.fromisoformat(change["day"])),
            reason=Name(change["reason_kk"], change["reason_ru"]),
        )
        if change["working"] is not None
        else _(
            "Why: the calendar of working days has changed.\n{day}: what was announced before no longer holds.",
            day=date_words(date.fromisoformat(change["day"])),
        ),
    )


async def _deadline_moved(act: Act, letter: Row) -> Screen | None:
    """The family's own deadline."""
    try:
        row = await vouchers.own(act, letter["parent_id"], letter["subject"])
    except NotAllowed:
        return None
    deed = _deed(row)
    move = await _move(act, letter, row)
    if deed is None or move is None:
        return None
    title = _(
        "📅 <b>The deadline for {name} has moved</b> (application No. {number}).",
        name=families.child_person(act, row).given,
        number=number_of(row["id"]),
    )
    return Screen(lines(title, move), column(deed, go(_("Details"), "app", str(row["id"]))))


def _deed(row: Row) -> Button | None:
    match row["state"]:
        case State.ISSUED:
            return tap(_("Confirm interest"), "interest", row["id"])
        case State.CONFIRMED:
            return tap(_("Choose a kindergarten"), "choose", row["id"])
    return None


async def _answer_moved(act: Act, letter: Row) -> Screen | None:
    """The kindergarten's term for its answer."""
    row = await act.tx.application_by_id(application_id=letter["subject"])
    if row is None or row["state"] != State.CONTRACT_SENT:
        return None
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["kindergarten_id"])
    serving = await act.tx.staff_in(role="kindergarten", scope=garden["code"])
    move = await _move(act, letter, row)
    if move is None or letter["person_id"] not in {one["id"] for one in serving}:
        return None
    title = _(
        "📅 <b>The term for your answer has moved</b> (contract, application No. {number}).",
        number=number_of(row["id"]),
    )
    return Screen(lines(title, move), column(staff_button(_("Open the contract"), "contract", row["id"])))


LAW_LETTERS: dict[str, Callable[[Act, Row], Awaitable[Screen | None]]] = {
    "deadline_moved": _deadline_moved,
    "answer_moved": _answer_moved,
}
