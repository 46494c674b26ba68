"""Somebody who fills a form in: says, chooses, goes back, edits, keeps; registers and codes answer at once.

It does what the bot does with a form, and nothing else: keeps answers, what was learned, and the bookmark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.fsm.form import (
    Choose,
    Facts,
    Form,
    Given,
    Learn,
    Learned,
    Option,
    Said,
    Secret,
    Sign,
    Step,
    answers_of,
    place,
    step_back,
)
from bot.places import places
from domain.calendar import local_day
from domain.rules import RuleBook

NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # Monday, 10:00
RULES = RuleBook.load().at(local_day(NOW))


def facts(
    *,
    sms: bool = True,
    registry: bool = True,
    lists: Mapping[str, Sequence[Option]] | None = None,
    known: Mapping[str, Any] | None = None,
) -> Facts:
    """The snapshot of one Monday morning."""
    return Facts(NOW, local_day(NOW), RULES, places(), sms, registry, lists or {}, known or {})


def given(of: Facts | None = None, **answers: str) -> Given:
    """Some answers, and nothing learned."""
    return Given(answers, {}, of or facts())


@dataclass
class Filling:
    """A form on its way from the first question to the last."""

    form: type[Form]
    facts: Facts
    answers: dict[str, str] = field(default_factory=dict)
    learned: dict[str, Learned] = field(default_factory=dict)
    mark: str | None = None

    @property
    def given(self) -> Given:
        """All that was said and learned."""
        return Given(self.answers, self.learned, self.facts)

    @property
    def step(self) -> Step | None:
        """Where it stands."""
        return place(self.form, self.given, self.mark)

    @property
    def here(self) -> Step:
        """Where it stands, while it is not finished."""
        assert self.step is not None, "the form is finished"
        return self.step

    @property
    def asks(self) -> str | None:
        """The name of the question it asks; None when all is said."""
        return self.step.ask.name if self.step else None

    @property
    def result(self) -> dict[str, str]:
        """What it says so far."""
        return answers_of(self.form, self.given)

    def says(self, *texts: str) -> "Filling":
        """Type these, one after the other; NotAllowed tells why not."""
        for text in texts:
            self._hears(Said(text=text))
        return self

    def shares(self, phone: str, *, own: bool = True) -> "Filling":
        """Share a contact."""
        self._hears(Said(phone=phone, own=own))
        return self

    def _hears(self, said: Said) -> None:
        self._answer(self.here.ask.read(said, self.here.given))

    def picks(self, key: str) -> "Filling":
        """Press the button of an option."""
        ask = self.here.ask
        assert isinstance(ask, Choose)
        assert ask.option(key, self.here.given), f"{key} is not offered"
        self._answer(key)
        return self

    def skips(self) -> "Filling":
        """Press «Skip»."""
        assert self.here.ask.optional
        self._answer("")
        return self

    def _answer(self, value: str) -> None:
        ask = self.here.ask
        option = ask.option(value, self.here.given) if isinstance(ask, Choose) else None
        self.answers |= (option and option.answers) or {ask.name: value}
        self.mark = None

    def learns(self, value: str, **found: str | None) -> "Filling":
        """The register that is asked now answers."""
        ask = self.here.ask
        assert isinstance(ask, Learn)
        self.learned[ask.name] = Learned(value, ask.subject(self.here.given), self.facts.now, found)
        return self

    def proves(self) -> "Filling":
        """The right code is typed, or the signature holds."""
        ask = self.here.ask
        assert isinstance(ask, Secret | Sign)
        self.learned[ask.name] = Learned("ok", ask.subject(self.here.given), self.facts.now)
        self.mark = None
        return self

    def back(self) -> bool:
        """Press «Back»; whether there was anything before."""
        before = step_back(self.form, self.given, self.mark)
        self.mark = before or self.mark
        return before is not None

    def edits(self, name: str) -> "Filling":
        """Press the pencil of an answer."""
        self.mark = name
        return self

    def keeps(self) -> "Filling":
        """Press «Keep this answer»."""
        self.mark = None
        return self

    def waits(self, much: timedelta) -> "Filling":
        """Let time pass."""
        self.facts = replace(self.facts, now=self.facts.now + much)
        return self
