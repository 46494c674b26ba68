"""Where to look for kindergartens, free places and queues, without living there (R-70)."""

from collections.abc import Sequence

from bot.fsm.finding import Find
from bot.fsm.form import Form, Given, Option
from bot.fsm.place import district_question, districts, region_question
from bot.words import N_
from domain.place import queue_place

WHOLE = N_("The whole city")


def districts_to_look_in(given: Given) -> Sequence[Option]:
    """The districts of the region; of a city with one queue the whole city first (R-40)."""
    every = districts(given)
    whole = every and queue_place(every[0].key) == given["region"]
    return (Option(given["region"], WHOLE), *every) if whole else every


class LookIn(Form):
    """A place to look at; «My place» stays as it is."""

    title = N_("Another place")

    region = region_question(N_("In which region do you want to look?"))
    district = Find(
        district_question().words,
        districts_to_look_in,
        spots=lambda given: given.facts.known.get("spots", {}),
        label=N_("District or city"),
    )
