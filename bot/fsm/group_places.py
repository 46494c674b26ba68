"""How many places a group of a kindergarten has, as its staff say."""

import re

from bot.fsm.form import Ask, Form, Given
from bot.words import N_, Html, _
from domain.not_allowed import NotAllowed, Reason

MOST = 1000


def read_places(text: str, _given: Given) -> str:
    """A whole number from 0 to 1,000."""
    digits = re.sub(r"\s", "", text)
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST:
        raise NotAllowed(Reason.PLACES_UNREADABLE, at_most=MOST)
    return str(int(digits))


def places_words(given: Given) -> Html:
    """How many places; those taken stay."""
    known = given.facts.known
    return _(
        "{group}\nPlaces now: {places}. Taken: {taken}, offered: {offered}.\n\nHow many places does the group have? Not fewer "
        "than are taken and offered.",
        group=known["group"],
        places=known["places"],
        taken=known["taken"],
        offered=known["offered"],
    )


class Places(Form):
    """The number of places of one group."""

    title = N_("Places of a group")

    places = Ask(places_words, label=N_("Places"), read=read_places)
