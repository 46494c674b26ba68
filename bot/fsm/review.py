"""What people write for everybody to read: a review, the kindergarten's answer, returning either; and words on the bot (R-70)."""

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Choose, Form, Given, Option
from bot.fsm.readers import read_words
from bot.words import N_, Html, Msg, _
from domain.review import check_words

STARS: dict[str, Msg] = {
    "1": N_("★☆☆☆☆ 1 – very bad"),
    "2": N_("★★☆☆☆ 2 – bad"),
    "3": N_("★★★☆☆ 3 – neither good nor bad"),
    "4": N_("★★★★☆ 4 – good"),
    "5": N_("★★★★★ 5 – very good"),
}
RETURN_REASONS: dict[str, Msg] = {
    "names_people": N_("The words name somebody, or tell where to find them"),
    "insults": N_("There are insults in the words"),
    "about_another": N_("The words are not about this kindergarten"),
    "advertises": N_("The words advertise something"),
    "other": N_("Another reason, in words"),
}


def read_public(text: str, given: Given) -> str:
    """Words without empty lines, 500 characters at most, and without numbers of anybody."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    words = read_words("\n".join(line for line in lines if line), given)
    check_words(words)
    return words


def stars_question(words: Msg) -> Choose:
    """One star to five."""
    options = tuple(Option(key, said) for key, said in STARS.items())
    return Choose(words, options, label=N_("Stars"))


def review_goes(given: Given) -> Html:
    """What follows."""
    return _(
        "The education department reads it first. Then everybody can read it in the catalogue, without your name, and the "
        "kindergarten may answer once. You can change it or take it back at any time."
    )


class WriteReview(Form):
    """A family rates a kindergarten."""

    title = N_("Review of the kindergarten")

    stars = stars_question(N_("How do you rate this kindergarten?"))
    words = Ask(
        N_("What would you tell other parents? You may skip this."),
        label=N_("In words"),
        why=N_("500 characters at most. Please name no people, and no phones or IINs: everybody may read it."),
        read=read_public,
        optional=True,
    )
    review = State()
    send = N_("Send to the department")
    before_sending = review_goes


def answer_goes(given: Given) -> Html:
    """What follows."""
    return _("The education department reads the answer first. A review can be answered once.")


class AnswerReview(Form):
    """A kindergarten answers a review."""

    title = N_("Answer to a review")

    words = Ask(
        N_("What do you answer? Everybody will read it under the review."),
        label=N_("Answer"),
        why=N_("500 characters at most. Please name no people, and no phones or IINs: everybody may read it."),
        read=read_public,
    )
    review = State()
    send = N_("Send to the department")
    before_sending = answer_goes


def returning_words(given: Given) -> Html:
    """What returning does."""
    return _("Whoever wrote it is told this reason at once, and can write again.")


class ReturnReview(Form):
    """A clerk of a department returns a review or an answer."""

    title = N_("Returning a review")

    reason = Choose(
        N_("Why is it returned? Whoever wrote it reads this."),
        tuple(Option(key, words) for key, words in RETURN_REASONS.items()),
        label=N_("Reason"),
    )
    words = Ask(
        N_("Write in a sentence or two what has to be mended."),
        label=N_("In words"),
        read=read_words,
        when=lambda given: given.get("reason") == "other",
    )
    review = State()
    send = N_("Return it")
    before_sending = returning_words


class Feedback(Form):
    """What somebody thinks of the bot."""

    title = N_("Rate the bot")

    stars = stars_question(N_("How do you like this bot?"))
    words = Ask(
        N_("What should be better? You may skip this."),
        label=N_("In words"),
        why=N_(
            "500 characters at most. It is kept without your name. Questions about your own case go to the contact centre."
        ),
        read=read_public,
        optional=True,
    )
    review = State()
    send = N_("Send")
