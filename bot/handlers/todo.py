"""What a family has to do now, the most urgent first: the same clocks as on the board, each with the button that acts."""

from bot.handlers.deadlines import NAMES, act_button, left_words
from bot.handlers.voucher import Deed, next_deed
from bot.house import Turn
from bot.taps import go
from bot.words import Html, _, month_words
from domain.deadline import Clock
from domain.health import Light
from usecases import board
from usecases.act import Act
from usecases.board import Running, Standing
from usecases.timesheets import month_of

OF_ITSELF = frozenset({Clock.SHEET, Clock.REFERRAL, Clock.ENROL})
OF_VOUCHER = frozenset({Clock.INTEREST, Clock.RESTORE, Clock.CONTRACT, Clock.OFFER})


async def deeds(act: Act, turn: Turn) -> list[Deed]:
    """By deadline, or adding a child, where there is none (R-20). A certificate only once half of its time is gone (R-32).

    The sheets of one month, of a child who has moved in it, are one thing to do: the next shows when one is answered (R-67).
    """
    children = await board.board(act, turn.parent_id)
    if not children:
        words = _("➡ Add your child first, then apply for a voucher.")
        return [Deed(words, go(_("➕ Add a child"), "addchild"))]
    found = [(one, child) for child in children for one in child.running]
    found.sort(key=lambda each: each[0].deadline.due_at)
    every: dict[tuple[int, Html], Deed] = {}
    for running, child in found:
        if (deed := _deed(act, running, child)) is not None:
            every.setdefault((child.child.id, deed.words), deed)
    return list(every.values())


def _deed(act: Act, running: Running, child: Standing) -> Deed | None:
    if running.clock in OF_VOUCHER:
        return next_deed(act, running.row)
    late = running.clock is Clock.CERTIFICATE and running.health.light is not Light.GREEN
    button = act_button(running) if running.clock in OF_ITSELF or late else None
    if button is None:
        return None
    name, left = child.child.person.given, left_words(running.deadline, running.health)
    if running.clock is Clock.SHEET:
        month = month_words(month_of(running.row["month"]))
        return Deed(
            _("🔔 {name}: answer about the timesheet, {month}, by: {deadline}", name=name, month=month, deadline=left),
            button,
            name,
        )
    words = _("🔔 {name}: {what}, {deadline}", name=name, what=NAMES[running.clock], deadline=left)
    return Deed(words, button, name)
