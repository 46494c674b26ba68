"""A deadline as a file for the phone's calendar, sent above the screen from which it was asked for (R-3)."""

import asyncio
import html

from bot.handlers.board import child_screen
from bot.handlers.deadlines import NAMES
from bot.house import Turn
from bot.ics import Entry, ics_of
from bot.reasons import reason_words
from bot.screen import Screen
from bot.words import Html, _, last_moment_words, month_words, say
from domain.calendar import local_day
from domain.deadline import Clock
from domain.not_allowed import NotAllowed, Reason
from usecases import board, families
from usecases.act import Act
from usecases.board import Running
from usecases.timesheets import month_of


async def send_calendar(turn: Turn, clock: Clock, about: int) -> Screen:
    """The file, and the child's deadlines below it; a word where this deadline does not run any more."""
    link = f"https://t.me/{(await turn.house.bot.me()).username}"
    async with turn.looking() as act:
        row, running = await board.find(act, turn.parent_id, clock, about)
        screen = await child_screen(act, turn, row["child_id"])
        if running is None or not clock.is_of_family:
            return screen.with_toast(reason_words(NotAllowed(Reason.TOO_LATE)))
        entry = entry_of(act, running, families.child_person(act, row).given, link)
    content = await asyncio.to_thread(ics_of, entry)
    return screen.with_document(f"balabaqsha-{running.deadline.last:%Y-%m-%d}.ics", content)


def entry_of(act: Act, running: Running, name: str, link: str) -> Entry:
    """The event: whose given name, what, until when; the number of the version tells whether the deadline has moved."""
    found = running.deadline
    rules = act.law.rulebook.at(local_day(act.now), running.row["region"])
    return Entry(
        uid=f"{act.seal.fingerprint('calendar', _identity(running)).hex()[:32]}@balabaqsha",
        sequence=running.version,
        last=found.last,
        summary=html.unescape(f"{name}: {_what(running)}"),
        description=html.unescape(_("Last moment: {deadline}", deadline=last_moment_words(found.due_at))),
        link=link,
        evening=rules.time("reminder_evening"),
        morning=rules.time("reminder_morning"),
        at=act.now,
    )


def _what(running: Running) -> Html:
    words = say(NAMES[running.clock])
    return Html(f"{words}, {month_words(month_of(running.row['month']))}") if running.clock is Clock.SHEET else words


def _identity(running: Running) -> str:
    """The same for the same deadline wherever it moves; another one for the next voucher of the same application."""
    row, clock = running.row, running.clock
    match clock:
        case Clock.SHEET | Clock.REFERRAL | Clock.ENROL:
            return f"{clock}:{running.about}"
        case Clock.OFFER:
            return f"{clock}:{running.about}:{row['restores']}:{row['held_kindergarten_id']}"
        case Clock.CERTIFICATE:
            return f"{clock}:{running.about}:{running.version}"
    return f"{clock}:{running.about}:{row['restores']}"
