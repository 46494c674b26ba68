"""Support: when people are at work who answer questions, and what of a question is nobody's business (R-72).

Support works on working days, in the local hours of the rules `support_from` and `support_to`.
"""

from datetime import date, datetime
from enum import StrEnum, auto

from domain import numbers
from domain.calendar import Calendar, at_local, local_day
from domain.rules import Rules

_SHOWN = 4


class QuestionState(StrEnum):
    """Where a question stands: nobody has it; one has it; there is an answer; it helped."""

    OPEN = auto()
    TAKEN = auto()
    ANSWERED = auto()
    CLOSED = auto()


def opens_at(now: datetime, calendar: Calendar, rules: Rules) -> datetime:
    """The first moment from `now` on at which somebody answers: `now` itself in the hours of work."""
    day = local_day(now)
    if calendar.is_working(day) and now < closes_at(day, rules):
        return max(now, at_local(day, rules.time("support_from")))
    return at_local(calendar.add_working_days(day, 1), rules.time("support_from"))


def closes_at(day: date, rules: Rules) -> datetime:
    """The exclusive end of a day's work."""
    return at_local(day, rules.time("support_to"))


def held_until(now: datetime, calendar: Calendar, rules: Rules) -> datetime:
    """The exclusive end of the time for which one of support has a question (working days of the rule `support_holds`)."""
    return closes_at(calendar.add_working_days(local_day(now), rules.number("support_holds")), rules)


def masked(text: str) -> str:
    """Words without long numbers: an IIN, a phone or a card that somebody has typed keeps its last four signs."""
    for begin, end in reversed(numbers.found(text)):
        text = text[:begin] + _hidden(text[begin:end]) + text[end:]
    return text


def _hidden(number: str) -> str:
    signs = [sign for sign in numbers.plain(number) if sign.isalnum()]
    return "•" * (len(signs) - _SHOWN) + "".join(signs[-_SHOWN:])
