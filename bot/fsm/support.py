"""A question to support, and support's answer (R-72)."""

from aiogram.fsm.state import State

from bot.fsm.announcement import read_text
from bot.fsm.form import Ask, Form, Given
from bot.words import N_, Html
from domain.not_allowed import NotAllowed, Reason
from domain.support import masked


def read_question(text: str, given: Given) -> str:
    """Some sentences, 1000 characters at most; there are letters that nobody can see."""
    if not any(sign.isalnum() for sign in text):
        raise NotAllowed(Reason.WORDS_EXPECTED)
    return read_text(text, given)


def shown(value: str, _given: Given) -> str:
    """As it is kept: long numbers are hidden."""
    return masked(value)


def along_words(given: Given) -> Html:
    """What goes along with a question, and when somebody answers."""
    return Html(given.facts.known.get("along", ""))


def answering_words(given: Given) -> Html:
    """What is to be answered."""
    return Html(given.facts.known.get("asked", ""))


class AskSupport(Form):
    """A question to a person, with the place in the bot where it came up."""

    title = N_("A question to support")

    words = Ask(
        N_("What is your question? Write it in your own words, 1000 characters at most."),
        label=N_("Question"),
        why=N_(
            "Please write no passwords and no codes. Long numbers, such as an IIN or a phone, are hidden before anybody "
            "reads them."
        ),
        read=read_question,
        shown=shown,
    )
    review = State()
    send = N_("Send to support")
    before_sending = along_words


class AnswerQuestion(Form):
    """What support writes back; whoever asked reads it in the chat."""

    title = N_("Answer to a question")

    words = Ask(answering_words, label=N_("Answer"), read=read_question)
    review = State()
    send = N_("Send the answer")
