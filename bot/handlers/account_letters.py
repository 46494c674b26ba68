"""What whoever is signed in is told about the account (R-11)."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.handlers.access import WAYS
from bot.screen import Screen, column
from bot.taps import go
from bot.words import N_, Msg, _, moment_words, say
from usecases.act import Act, Row, instant


async def _signed_in(_act: Act, letter: Row) -> Screen | None:
    """Another Telegram account has come in."""
    at, _colon, way = letter["rung"].partition(":")
    text = _(
        "🔐 <b>Another Telegram account has signed in to your cabinet</b>, {way}.\n{moment}\n\nIf it was not you or your "
        "family, end it and set a new password.",
        way=say(WAYS[way]),
        moment=moment_words(datetime.fromtimestamp(int(at), UTC)),
    )
    return Screen(text, column(go(_("📱 Signed-in accounts"), "sessions"), go(_("🏠 Menu"), "menu")))


def _told(words: Msg, button: Msg, to: str) -> Callable[[Act, Row], Awaitable[Screen | None]]:
    """A letter whose subject is the moment."""

    async def letter_of(_act: Act, letter: Row) -> Screen | None:
        at = instant(letter["subject"])
        text = _(words, moment=moment_words(at) if at else "")
        return Screen(text, column(go(say(button), to), go(_("🏠 Menu"), "menu")))

    return letter_of


ACCESS = N_("🔑 Sign-in and password")

ACCOUNT_LETTERS = {
    "signed_in": _signed_in,
    "signed_out": _told(
        N_(
            "🚪 <b>This Telegram account has been signed out of the cabinet</b> from another account.\n{moment}\n\nNo "
            "reminders come here any more. You can sign in again."
        ),
        N_("🔑 Sign in"),
        "signin",
    ),
    "password_set": _told(
        N_(
            "🔑 <b>The password of your cabinet has been set anew.</b>\n{moment}\n\nIf it was not you, change it at once."
        ),
        ACCESS,
        "access",
    ),
    "phone_changed": _told(
        N_(
            "📱 <b>The phone of your cabinet has been changed.</b>\n{moment}\n\nIf it was not you, call the contact centre: "
            "{centre}."
        ),
        ACCESS,
        "access",
    ),
    "account_deleted": _told(
        N_(
            "🗑 <b>The cabinet has been deleted</b> from another of your accounts, with all data that need not be "
            "kept.\n{moment}"
        ),
        N_("🔑 Sign in"),
        "signin",
    ),
    "password_guessed": _told(
        N_(
            "🔐 <b>Somebody typed a wrong password for your cabinet several times.</b>\n{moment}\n\nNobody has come in. If it "
            "was not you, make sure that the password is not easy to guess."
        ),
        ACCESS,
        "access",
    ),
}
