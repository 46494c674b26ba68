"""A password in the grammar of conversations: heard, never kept.

What may be kept of it is found out by the form's kind (`hear`): a hash of a new one, or whose it is. The message is
deleted from the chat before it is looked at, whatever comes of it.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.fsm.form import Ask, Condition, Given, Option, Said, always
from bot.words import Html, Msg
from domain.not_allowed import NotAllowed, Reason


class Password(Ask):
    """A question for a password. Its answer is what was learned of it, for these other answers and for a while."""

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        *,
        about: Sequence[str] = (),
        why: Msg | None = None,
        when: Condition = always,
        lasts: timedelta = timedelta(minutes=15),
        way: Option | None = None,
    ) -> None:
        super().__init__(words, why=why, when=when)
        self.about, self.lasts, self._way = about, lasts, way

    def way(self, _given: Given) -> Option | None:
        """Another form for who doesn't know it any more."""
        return self._way

    def subject(self, given: Given) -> str:
        """The answers that it holds for."""
        return "|".join(given.answers.get(name, "") for name in self.about)

    def read(self, said: Said, given: Given) -> str:
        """The password as typed, for whoever hears it; NotAllowed WORDS_EXPECTED."""
        if not said.text:
            raise NotAllowed(Reason.WORDS_EXPECTED)
        return said.text.strip()

    def answered(self, answers: object, given: Given) -> str | None:
        """What was learned of it, while it is fresh."""
        learned = given.learned.get(self.name)
        if learned is None or learned.about != self.subject(given):
            return None
        return learned.value if given.facts.now - learned.at < self.lasts else None
