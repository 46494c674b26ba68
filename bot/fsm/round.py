"""A round of vouchers, held by an education department (R-40, R-43)."""

from collections.abc import Sequence

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Choose, Form, Given, Option
from bot.fsm.readers import read_count
from bot.words import N_, Html, _, moment_words

NOTHING_HELD = N_("Then nothing more is issued; the round of before stands.")


def count_words(given: Given) -> Html:
    """How many vouchers; the queue's length is told."""
    return _(
        "How many vouchers are issued in this round? In the queue stand: {waiting}.",
        waiting=given.facts.known.get("waiting", 0),
    )


def is_repeated(given: Given) -> bool:
    """Whether a round of today was for the same place and as many vouchers."""
    return "earlier" in given.facts.known


def again_words(given: Given) -> Html:
    """The round of before, so that a slip isn't made twice."""
    number, held_at = given.facts.known["earlier"]
    return _(
        "⚠️ Round No. {round} for the same queue place and the same number of vouchers has been held today: {moment}.\n\n"
        "Is this to be one more round?",
        round=number,
        moment=moment_words(held_at),
    )


def again_options(given: Given) -> Sequence[Option]:
    """The safe choice first; the other names the round that was seen."""
    number, _held_at = given.facts.known["earlier"]
    return (
        Option("no", N_("No, once was meant"), ends=NOTHING_HELD),
        Option(f"after{number}", N_("Yes, one more round")),
    )


def preview_words(given: Given) -> Html:
    """Who would get a voucher, before it is final."""
    return Html(given.facts.known.get("preview", ""))


class Round(Form):
    """So many vouchers for a queue place; all or nothing, done once."""

    title = N_("Round of vouchers")

    queue_place = Choose(N_("For which queue place?"), "queue_places", label=N_("Queue place"))
    count = Ask(count_words, label=N_("Vouchers"), read=read_count)
    again = Choose(again_words, again_options, when=is_repeated)
    review = State()
    send = N_("Issue the vouchers")
    before_sending = preview_words
