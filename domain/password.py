"""Passwords: what one looks like, and when the next try may be made (R-10, R-11).

The password itself is seen here only to be judged; whoever compares it says nothing but whether it fits.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil

from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules

WINDOW = timedelta(days=1)
"""How long a wrong try is remembered."""


def check(password: str, rules: Rules, about: Iterable[str] = ()) -> None:
    """Let a new password be, or say why not (R-10): its length, and what anybody would try first.

    `about`: what is known of its owner (IIN, phone, login). NotAllowed: PASSWORD_LENGTH (at_least, at_most),
    PASSWORD_EASY.
    """
    at_least, at_most = rules.number("password_length_min"), rules.number("password_length_max")
    if not at_least <= len(password) <= at_most:
        raise NotAllowed(Reason.PASSWORD_LENGTH, at_least=at_least, at_most=at_most)
    if len(set(password)) < 3 or password.casefold() in {known.casefold() for known in about if known}:
        raise NotAllowed(Reason.PASSWORD_EASY)


def may_try(now: datetime, rules: Rules, *, name: Sequence[datetime], person: Sequence[datetime]) -> None:
    """Let a password be tried, or say why not (R-11): as for codes, five wrong ones are followed by a pause.

    `name`, `person`: the wrong tries by this name, whoever made them, and of this Telegram account, whomever they were
    about, in the last `WINDOW`. The day's cap ends at local midnight. NotAllowed: PASSWORD_PAUSED (seconds),
    PASSWORD_DAILY_CAP.
    """
    if is_capped(now, rules, name) or is_capped(now, rules, person):
        raise NotAllowed(Reason.PASSWORD_DAILY_CAP)
    for tried in (name, person):
        again_at = _again_at(tried, rules)
        if again_at is not None and now < again_at:
            raise NotAllowed(Reason.PASSWORD_PAUSED, seconds=ceil((again_at - now).total_seconds()))


def is_capped(now: datetime, rules: Rules, tried: Sequence[datetime]) -> bool:
    """Whether there have been as many wrong tries today as there may be."""
    return sum(local_day(instant) == local_day(now) for instant in tried) >= rules.number("password_tries_per_day")


def tries_left(rules: Rules, *, name: int, person: int) -> int:
    """How many tries there are before the next pause, after so many wrong ones."""
    tries = rules.number("password_tries")
    return min((tries - wrong % tries) % tries for wrong in (name, person))


def _again_at(tried: Sequence[datetime], rules: Rules) -> datetime | None:
    if not tried or len(tried) % rules.number("password_tries"):
        return None
    return max(tried) + timedelta(minutes=rules.number("password_pause"))
