"""A round of vouchers, held by an education department (R-43)."""

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Choose, Form, Given
from bot.fsm.readers import read_count
from bot.words import N_, Html, _


def count_words(given: Given) -> Html:
    """How many vouchers; the queue's length is told."""
    return _(
        "How many vouchers are issued in this round? In the queue stand: {waiting}.",
        waiting=given.facts.known.get("waiting", 0),
    )


def preview_words(given: Given) -> Html:
    """Who would get a voucher, before it is final."""
    return Html(given.facts.known.get("preview", ""))


class Round(Form):
    """So many vouchers for a queue place; all or nothing, done once."""

    title = N_("Round of vouchers")

    queue_place = Choose(N_("For which queue place?"), "queue_places", label=N_("Queue place"))
    count = Ask(count_words, label=N_("Vouchers"), read=read_count)
    review = State()
    send = N_("Issue the vouchers")
    before_sending = preview_words
