"""Disagreeing with a timesheet: which days, and what was true (R-63)."""

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Form, Given
from bot.fsm.readers import read_days, read_words
from bot.words import N_, Html, _


def days_words(given: Given) -> Html:
    """The month as marked, and the question which days are wrong."""
    return _(
        "{month}\n\nWhich days are marked wrongly? Type their numbers, for example: 3, 5, 12–14.",
        month=given.facts.known["month"],
    )


class Dispute(Form):
    """The parent refuses to confirm a month because its data are wrong."""

    title = N_("I disagree with the timesheet")

    days = Ask(
        days_words,
        label=N_("Days"),
        read=read_days,
        shown=lambda value, _given: value.replace(",", ", "),
    )
    words = Ask(
        N_("What was it really like on these days? A sentence or two is enough."),
        label=N_("What was true"),
        why=N_("The kindergarten reads this and corrects the marks or answers you."),
        read=read_words,
    )
    review = State()
    send = N_("Send to the kindergarten")


class Reply(Form):
    """The kindergarten publishes a disputed sheet again, with an answer to the parent if it likes (R-63)."""

    title = N_("Publishing again")

    words = Ask(
        N_("What do you answer the parent? If you have corrected the marks, you may skip this."),
        label=N_("Answer"),
        read=read_words,
        optional=True,
    )
    review = State()
    send = N_("Publish again")
