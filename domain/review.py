"""What families say of a kindergarten (R-70): stars and words, public without a name once the department has read them.

Words that everybody reads hold no number by which somebody could be found: no IIN, no phone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from domain import numbers
from domain.not_allowed import NotAllowed, Reason

MOST_STARS = 5

_CITY_PHONE = re.compile(r"(?<!\d)\d{2,3}\s?[-–]\s?\d\d\s?[-–]\s?\d\d(?!\d)")


class ReviewState(StrEnum):
    """Where words stand that are to be public; only WAITING ones can be decided about."""

    WAITING = auto()
    ACCEPTED = auto()
    RETURNED = auto()
    WITHDRAWN = auto()


@dataclass(frozen=True, slots=True)
class Rating:
    """How many accepted reviews a kindergarten has, and all their stars together."""

    count: int
    stars: int

    @property
    def average(self) -> float:
        """Stars of a review on the average, to one decimal; 0 where there is none."""
        return round(self.stars / self.count, 1) if self.count else 0.0


def check_stars(stars: int) -> None:
    """NotAllowed ANSWER_UNKNOWN unless it is 1 to 5."""
    if not 1 <= stars <= MOST_STARS:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)


def check_words(words: str) -> None:
    """NotAllowed WORDS_WITH_NUMBER when the words hold what looks like an IIN or a phone, however it is written."""
    if _CITY_PHONE.search(numbers.plain(words)) or numbers.found(words):
        raise NotAllowed(Reason.WORDS_WITH_NUMBER)
