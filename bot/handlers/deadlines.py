"""Deadlines as a family sees them: their names, the one button that acts, the calendar file, and «Why?»."""

from bot.screen import Button, Rows
from bot.taps import FamilyTap, PortalTap, SheetTap, VoucherTap, WaitTap, go
from bot.words import N_, Html, Msg, _, last_moment_words, n_, say
from domain import deadline
from domain.deadline import Clock, Deadline
from domain.health import Health, Light
from domain.rules import Unit
from domain.voucher import State
from usecases import vouchers
from usecases.act import Act, Row
from usecases.board import Running

NAMES: dict[Clock, Msg] = {
    Clock.INTEREST: N_("Confirm interest"),
    Clock.RESTORE: N_("Restore the queue place"),
    Clock.CONTRACT: N_("Choose a kindergarten and sign"),
    Clock.OFFER: N_("Answer about the offered place"),
    Clock.PAUSE: N_("End of the pause in waiting lists"),
    Clock.ANSWER: N_("The kindergarten's answer"),
    Clock.SHEET: N_("Answer about the timesheet"),
    Clock.CERTIFICATE: N_("The certificate for the right expires"),
    Clock.REFERRAL: N_("Confirm the referral"),
    Clock.ENROL: N_("Bring the child and the documents, by referral"),
}
LIGHTS: dict[Light, Msg] = {
    Light.GREEN: N_("🟢 green, there is time"),
    Light.AMBER: N_("🟡 amber, half the time is gone"),
    Light.RED: N_("🔴 red, do it today"),
}
NO_LIGHT = N_("⚪ no live application")
SPENT = (State.REFUSED, State.ARCHIVED, State.CANCELLED, State.WITHDRAWN, State.AGED_OUT)


def family(words: str, verb: str, about: int, arg: str = "") -> Button:
    """A button of the family board."""
    return Button(words, FamilyTap(verb=verb, id=about, arg=arg).pack())


def act_button(running: Running) -> Button | None:
    """What can be done about a deadline; None where it is the kindergarten's turn."""
    about = running.about
    match running.clock:
        case Clock.INTEREST:
            return _voucher(_("Confirm interest"), "interest", about)
        case Clock.RESTORE:
            return _voucher(_("Restore the queue place"), "restore", about)
        case Clock.CONTRACT:
            return _voucher(_("Choose a kindergarten"), "choose", about)
        case Clock.OFFER:
            return Button(_("Look at the offered place"), WaitTap(verb="offer", id=about).pack())
        case Clock.PAUSE:
            return Button(_("🕓 Waiting lists"), WaitTap(verb="room", id=about).pack())
        case Clock.SHEET:
            return Button(_("📅 Open the timesheet"), SheetTap(verb="open", id=about).pack())
        case Clock.CERTIFICATE:
            return go(_("📎 Send the document again"), "right", str(about))
        case Clock.REFERRAL | Clock.ENROL:
            return Button(_("📨 The referral"), PortalTap(verb="ref", id=about).pack())
    return None


def _voucher(words: str, verb: str, about: int) -> Button:
    return Button(words, VoucherTap(verb=verb, id=about).pack())


def calendar_button(clock: Clock, about: int) -> Button:
    """The deadline as a file for the phone's calendar."""
    return family(_("📅 To the calendar"), "ics", about, clock)


def why_button(about: int, arg: str) -> Button:
    """The law card of a clock or of a state."""
    return family(_("❓ Why?"), "why", about, arg)


def ready_button(application_id: int) -> Button:
    """What to have ready before the number comes."""
    return family(_("🧭 Get ready"), "ready", application_id)


def buttons_of(act: Act, row: Row) -> Rows:
    """Beside what an application can do: its deadline into the calendar, and why it is so."""
    if row["state"] == State.QUEUED:
        return ((ready_button(row["id"]),),)
    if row["state"] in SPENT:
        return ((why_button(row["id"], row["state"]),),)
    found = deadline.of_voucher(vouchers.voucher_of(row), (), act.law.rulebook)
    return () if found is None else (two_buttons(found.clock, row["id"]),)


def two_buttons(clock: Clock, about: int) -> tuple[Button, ...]:
    """Calendar and «Why?»; what the kindergarten has to do is nothing for a family's calendar."""
    why = why_button(about, clock)
    return (calendar_button(clock, about), why) if clock.is_of_family else (why,)


# ---- words -----------------------------------------------------------------------------------------------------------


def left_words(found: Deadline, health: Health) -> Html:
    """27 наурыз, жұма, 23:59 (2 working days left), R-3."""
    moment = last_moment_words(found.due_at)
    if health.left <= 0:
        return _("{moment} (today is the last day)", moment=moment)
    if health.unit is Unit.WORKING_DAYS:
        return n_(
            "{moment} ({count} working day left)", "{moment} ({count} working days left)", health.left, moment=moment
        )
    return n_(
        "{moment} ({count} calendar day left)", "{moment} ({count} calendar days left)", health.left, moment=moment
    )


def clock_line(running: Running) -> Html:
    """What is to be done, and until when."""
    return _("⏳ {what}: {deadline}", what=NAMES[running.clock], deadline=left_words(running.deadline, running.health))


def arithmetic_words(health: Health) -> Html:
    """5 working days in all, 3 left, green."""
    light = LIGHTS[health.light]
    if health.unit is Unit.WORKING_DAYS:
        return _(
            "Working days: in all {whole}, left {left} → {light}", whole=health.whole, left=health.left, light=light
        )
    return _("Calendar days: in all {whole}, left {left} → {light}", whole=health.whole, left=health.left, light=light)


def light_words(light: Light | None, missed: bool = False) -> Html:
    """The light: its sign and its word; after a missed month, how many of the two (R-65)."""
    if light is Light.RED and missed:
        return _("🔴 red: months missed in a row, 1 of 2")
    return say(NO_LIGHT if light is None else LIGHTS[light])
