"""What the buttons of the family board do; whose the child, the application, the month is, is checked every time."""

from bot.handlers.board import board_screen, child_screen
from bot.handlers.calendar_file import send_calendar
from bot.handlers.law_card import law_card
from bot.handlers.law_ends import end_card, sheet_card
from bot.handlers.readiness import ADVICE, advice_screen, readiness_screen
from bot.house import Turn
from bot.screen import Screen
from bot.taps import FamilyTap
from domain.deadline import Clock
from domain.not_allowed import NotAllowed, Reason


async def pressed(turn: Turn, tapped: FamilyTap) -> Screen:
    """A button of the board: judged anew, whoever pressed it and however old it is."""
    match tapped.verb:
        case "ics":
            return await send_calendar(turn, _clock(tapped.arg), tapped.id)
        case "ready":
            return await readiness_screen(turn, tapped.id)
        case verb if verb in ADVICE:
            return await advice_screen(turn, verb, tapped.id)
        case "why":
            return await _why(turn, tapped)
    async with turn.looking() as act:
        if tapped.verb == "child":
            return await child_screen(act, turn, tapped.id)
        return await board_screen(act, turn, tapped.id)


async def _why(turn: Turn, tapped: FamilyTap) -> Screen:
    async with turn.looking() as act:
        if tapped.arg not in set(Clock):
            return await end_card(act, turn, tapped.arg, tapped.id)
        clock = Clock(tapped.arg)
        card = await law_card(act, turn, clock, tapped.id)
        if card is not None:
            return card
        if clock is Clock.SHEET:
            return await sheet_card(act, turn, tapped.id)
    raise NotAllowed(Reason.TOO_LATE)


def _clock(arg: str) -> Clock:
    if arg not in set(Clock):
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    return Clock(arg)
