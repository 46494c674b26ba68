"""Where: region, district or city, locality — the same questions for an application and for «My place» (R-16)."""

import re
from collections.abc import Mapping
from functools import cache

from bot.fsm.finding import Find
from bot.fsm.form import Ask, Form, Given, Option
from bot.places import Places, Spot
from bot.words import N_, Msg, Name, _
from domain.not_allowed import NotAllowed, Reason
from domain.place import region_of

OTHER = "other"
LOCALITY_LENGTH = 60
_LOCALITY = re.compile(r"[^\W\d_][\w .,'’№()\-/]*")


def my_place(given: Given) -> Option | None:
    """«My place», if it is set and may be offered: one press answers all."""
    answers: Mapping[str, str] | None = given.facts.known.get("my_place")
    if not answers:
        return None
    places = given.facts.places
    words = _(
        "📍 My place: {region}, {district}",
        region=places.name(region_of(answers["district"])),
        district=places.name(answers["district"]),
    )
    return Option("mine", words, answers=answers)


def regions(given: Given) -> tuple[Option, ...]:
    """All regions and cities of republican significance; «My place» first."""
    mine = my_place(given)
    return ((mine,) if mine else ()) + _regions(given.facts.places)


def districts(given: Given) -> tuple[Option, ...]:
    """The districts and cities of the region chosen."""
    return _districts(given.facts.places, given["region"])


@cache
def _regions(places: Places) -> tuple[Option, ...]:
    return _named(places.regions)


@cache
def _districts(places: Places, region: str) -> tuple[Option, ...]:
    return _named(places.districts_of(region))


def localities(given: Given) -> tuple[Option, ...]:
    """The localities of the district chosen, and none of them."""
    return (Option(OTHER, N_("✍ Not in the list")), *given.facts.lists.get("localities", ()))


def _named(names: Mapping[str, Name]) -> tuple[Option, ...]:
    return tuple(Option(code, name) for code, name in names.items())


def _centres(given: Given) -> Mapping[str, Spot]:
    return given.facts.places.centres


def _spots(given: Given) -> Mapping[str, Spot]:
    spots: Mapping[str, Spot] = given.facts.known.get("spots", {})
    return spots


def read_locality(text: str, _given: Given) -> str:
    """The name of a locality as typed: begins with a letter, 60 characters at most."""
    name = " ".join(text.split())
    if len(name) > LOCALITY_LENGTH:
        raise NotAllowed(Reason.TOO_LONG, at_most=LOCALITY_LENGTH)
    if not _LOCALITY.fullmatch(name):
        raise NotAllowed(Reason.PLACE_UNREADABLE)
    return name


def region_question(words: Msg, *, optional: bool = False) -> Find:
    """Which region."""
    return Find(
        words,
        regions,
        spots=_centres,
        label=N_("Region"),
        why=N_("You may type the name, or send your location (📎)."),
        optional=optional,
    )


def district_question() -> Find:
    """Which district or city of it."""
    return Find(
        N_("Which district or city?"),
        districts,
        spots=_spots,
        label=N_("District or city"),
        why=N_("Every district has its own queue; Astana, Almaty and Shymkent have one queue for the whole city."),
        when=lambda given: bool(given.get("region")),
    )


def locality_question() -> Find:
    """Which locality of the district, where we know them."""
    return Find(
        N_("Which locality? Choose it or type its name."),
        localities,
        spots=_spots,
        label=N_("Locality"),
        when=lambda given: bool(given.get("district") and given.facts.lists.get("localities")),
    )


def locality_name_question() -> Ask:
    """The name of a locality that the list lacks."""
    return Ask(
        N_("What is the locality called? Type its name."),
        label=N_("Name of the locality"),
        read=read_locality,
        when=lambda given: given.get("locality") == OTHER,
    )


def kept_locality(answers: Mapping[str, str]) -> str | None:
    """The locality as it is kept: its code, or its name as typed."""
    return answers.get("locality_name") or answers.get("locality")


def answers_of_place(district: str | None, locality: str | None) -> dict[str, str]:
    """A kept place as answers to these questions; empty when none is set."""
    if not district:
        return {}
    answers = {"region": region_of(district), "district": district}
    if locality is None:
        return answers
    known = locality.isdecimal()
    return {**answers, **({"locality": locality} if known else {"locality": OTHER, "locality_name": locality})}


class MyPlace(Form):
    """Where the family lives: set once, changed any time."""

    title = N_("My place")

    region = region_question(N_("In which region do you live?"), optional=True)
    district = district_question()
    locality = locality_question()
    locality_name = locality_name_question()
