"""A form of the tests' own that has every kind of question, and questions that hang on earlier ones."""

from datetime import timedelta

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Choose, Form, Given, Learn, Option, Secret, Share
from bot.fsm.readers import read_name, read_phone
from bot.words import N_, Html, Name, escape
from domain.not_allowed import NotAllowed, Reason

TOWNS = (
    Option("almaty", Name("Алматы", "Алматы")),
    Option("astana", Name("Астана", "Астана")),
    Option("aqtau", Name("Ақтау", "Актау")),
)
ROADS = {
    "almaty": (Option("train", Name("Пойыз", "Поезд")), Option("bus", Name("Автобус", "Автобус"))),
    "astana": (Option("train", Name("Пойыз", "Поезд")), Option("plane", Name("Ұшақ", "Самолёт"))),
    "aqtau": (Option("plane", Name("Ұшақ", "Самолёт")),),
}
MOST_DAYS = {"train": 9, "bus": 3, "plane": 20}
FRESH = timedelta(hours=12)
PROVEN = timedelta(hours=1)


def roads(given: Given) -> tuple[Option, ...]:
    """How one gets to the town chosen."""
    return ROADS[given["town"]]


def read_number(text: str, given: Given) -> str:
    """So many days, as the way there allows."""
    if not (text.isdecimal() and 0 < int(text) <= MOST_DAYS[given["road"]]):
        raise NotAllowed(Reason.NUMBER_EXPECTED, at_most=MOST_DAYS[given["road"]])
    return str(int(text))


def by_train(given: Given) -> bool:
    """Only trains have berths."""
    return given.get("road") == "train"


def berth_words(given: Given) -> Html:
    """The question names who sleeps there."""
    return escape(f"Which berth for {given['who']}?")


def phone_of(given: Given) -> str:
    """The number, without the mark of an own contact."""
    return given["phone"].removeprefix("own:")


class Trip(Form):
    """Where to, and how?"""

    title = N_("A trip")

    who = Ask(N_("Who travels?"), label=N_("Who"), read=read_name)
    town = Choose(N_("Where to?"), "towns", label=N_("Town"))
    road = Choose(N_("How?"), roads, label=N_("How"))
    berth = Choose(
        berth_words,
        (Option("low", N_("Lower")), Option("high", N_("Upper"))),
        label=N_("Berth"),
        when=by_train,
        optional=True,
    )
    days = Ask(N_("For how many days?"), label=N_("Days"), read=read_number)
    phone = Share(N_("Your number?"), label=N_("Phone"), read=read_phone)
    base = Learn(
        "phone",
        ("who", "phone"),
        ("valid",),
        {
            "invalid": N_("This is not your number."),
            "pending": N_("The register thinks."),
            "unavailable": N_("The register is silent."),
        },
        when=lambda given: given.facts.registry,
        lasts=FRESH,
    )
    code = Secret(
        N_("The code?"),
        phone=phone_of,
        signs=lambda given: given["who"],
        when=lambda given: given.facts.codes,
        lasts=PROVEN,
    )
    note = Ask(N_("Anything else?"), label=N_("Note"), optional=True)
    review = State()
    send = N_("Book")
