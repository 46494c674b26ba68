"""What buttons say when they are pressed: typed, short (64 bytes at most), and never trusted."""

from aiogram.filters.callback_data import CallbackData

from bot.screen import Button
from bot.words import LANGUAGE_NAMES, N_, _, language


class FormTap(CallbackData, prefix="f"):
    """A button of a form: of one draft, at one revision; any other revision is out of date."""

    draft: int
    rev: int
    verb: str
    arg: str = ""


class Go(CallbackData, prefix="g"):
    """Open a room."""

    to: str
    arg: str = ""


class Speak(CallbackData, prefix="l"):
    """Change the language and stay where one is."""

    language: str


class VoucherTap(CallbackData, prefix="v"):
    """Something about an application and its voucher."""

    verb: str
    id: int


class WaitTap(CallbackData, prefix="w"):
    """Something about the waiting lists of an application, and a kindergarten in them."""

    verb: str
    id: int
    garden: int = 0


class KinTap(CallbackData, prefix="b"):
    """Something about a child in the parent's list."""

    verb: str
    id: int


class JoinTap(CallbackData, prefix="y"):
    """Something about a family: an application, a joining or an invitation; «Көрдім» names the deadline and the rung."""

    verb: str
    id: int
    at: int = 0
    rung: str = ""


class SheetTap(CallbackData, prefix="s"):
    """Something about a timesheet at a revision."""

    verb: str
    id: int
    rev: int = 0


class FamilyTap(CallbackData, prefix="h"):
    """Something of the family board: a page, a child, a deadline (`arg`: which clock) of what `id` names, readiness."""

    verb: str
    id: int
    arg: str = ""


class StaffTap(CallbackData, prefix="k"):
    """Something a clerk does: about `id`, with one more word or number."""

    verb: str
    id: int
    arg: str = ""


class ClaimTap(CallbackData, prefix="c"):
    """Something a clerk does with a claim and its documents."""

    verb: str
    id: int
    arg: str = ""


class GardenTap(CallbackData, prefix="n"):
    """Something in the catalogue of kindergartens: about `id`, for the application `app` (0: for none)."""

    verb: str
    id: int = 0
    app: int = 0
    arg: str = ""


def staff_button(words: str, verb: str, about: int, arg: str = "") -> Button:
    """A clerk's button."""
    return Button(words, StaffTap(verb=verb, id=about, arg=arg).pack())


class BossTap(CallbackData, prefix="o"):
    """Something a department clerk does with an announcement (`id`) or a queue place (`arg`)."""

    verb: str
    id: int
    arg: str = ""


class MeTap(CallbackData, prefix="u"):
    """Something about one's own account: sessions, notices, data."""

    verb: str
    id: int = 0
    arg: str = ""


class PortalTap(CallbackData, prefix="q"):
    """Something in the rooms that are open to everybody: queues, free places, watches; about `id`."""

    verb: str
    id: int = 0
    arg: str = ""


class RateTap(CallbackData, prefix="r2"):
    """Something about reviews: of a kindergarten or a review (`id`), from the catalogue for the application `app`."""

    verb: str
    id: int = 0
    app: int = 0
    arg: str = ""


class StatTap(CallbackData, prefix="t2"):
    """Something in the room of statistics: a topic, and a region (KATO code, or nothing for the whole country)."""

    verb: str
    topic: str
    region: str = ""
    page: int = 0


class SupportTap(CallbackData, prefix="sp"):
    """Something about a question to support: of whoever asked it, or of who answers."""

    verb: str
    id: int = 0


def support_button(words: str, verb: str, question_id: int = 0) -> Button:
    """A button about a question to support."""
    return Button(words, SupportTap(verb=verb, id=question_id).pack())


class HelpTap(CallbackData, prefix="hp"):
    """Something of the help: a search, the sections, the guide of one, an answer."""

    verb: str
    arg: str = ""


def help_tap(words: str, verb: str, arg: str = "") -> Button:
    """A button of the help."""
    return Button(words, HelpTap(verb=verb, arg=arg).pack())


def help_button(section: str) -> Button:
    """The guide of the section one is in."""
    return help_tap(_("❓ Help"), "guide", section)


def go(words: str, to: str, arg: str = "") -> Button:
    """A button that opens a room."""
    return Button(words, Go(to=to, arg=arg).pack())


def menu_button() -> Button:
    """The way back to the menu."""
    return go(_("🏠 Menu"), "menu")


def ask_button(place: str = "") -> Button:
    """The way to a person, from this place: `a12` an application, `squeue` a section, `u7` an update that failed."""
    return go(_("💬 Ask a person"), "ask", place)


def other_language() -> Button:
    """The switch to the other language, named in that language."""
    other = "ru" if language() == "kk" else "kk"
    return Button("🌐 " + LANGUAGE_NAMES[other], Speak(language=other).pack())


BACK = N_("⬅ Back")
CANCEL = N_("✖ Cancel")
