"""The department's buttons, and the rows they stand in in the staff's room."""

from bot.screen import Button, Rows
from bot.taps import BossTap
from bot.words import _


def button(words: str, verb: str, about: int, arg: str = "") -> Button:
    """A department clerk's button: about `about`, or about the queue place in `arg`."""
    return Button(words, BossTap(verb=verb, id=about, arg=arg).pack())


def department_rows(scope: str) -> Rows:
    """What a department can look at and do beside rounds and documents."""
    return (
        (button(_("📊 Timesheets of the kindergartens"), "months", 0, scope),),
        (button(_("📣 Announcements"), "list", 0, scope),),
        (button(_("🔕 Who cannot be reached"), "unreached", 0, scope),),
    )
