"""An announcement of an education department to families, in both languages."""

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Choose, Form, Given, Option
from bot.words import N_, Html
from domain.not_allowed import NotAllowed, Reason

LONGEST = 1000  # characters of one text: the review shows both, as families will see them
GLANCE = 30


def read_text(text: str, _given: Given) -> str:
    """Some paragraphs, 1000 characters at most, without spaces at the ends of lines."""
    if len(text) > LONGEST:
        raise NotAllowed(Reason.TOO_LONG, at_most=LONGEST)
    if not text.strip():
        raise NotAllowed(Reason.WORDS_EXPECTED)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def glance(value: str, _given: Given) -> str:
    """The beginning of a text."""
    line = " ".join(value.split())
    return line if len(line) <= GLANCE else line[: GLANCE - 1] + "…"


def preview_words(given: Given) -> Html:
    """What families will see, and how many of them."""
    return Html(given.facts.known.get("preview", ""))


class Announcement(Form):
    """Words to the families of a queue place; sent once."""

    title = N_("Announcement to families")

    queue_place = Choose(N_("To the families of which queue place?"), "queue_places", label=N_("Queue place"))
    audience = Choose(
        N_("Who is to read it?"),
        (
            Option("all", N_("All families with an application")),
            Option("queue", N_("Families that wait in the queue")),
            Option("enrolled", N_("Families of enrolled children")),
        ),
        label=N_("Readers"),
    )
    kk = Ask(
        N_("Write the text in Kazakh, 1000 characters at most."),
        label=N_("In Kazakh"),
        why=N_("Families read it in their own language, so both texts are needed. Nobody's personal data belong here."),
        read=read_text,
        shown=glance,
    )
    ru = Ask(
        N_("Write the same in Russian, 1000 characters at most."), label=N_("In Russian"), read=read_text, shown=glance
    )
    review = State()
    send = N_("Send to the families")
    before_sending = preview_words
