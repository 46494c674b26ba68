"""What families say of a kindergarten (R-70): stars and words, public without a name once the department has read them.

Words that everybody reads hold no number by which somebody could be found: no IIN, no phone.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum, auto

from domain.not_allowed import NotAllowed, Reason

MOST_STARS = 5

_SHORTEST = 10  # digits of a phone without its 8; an IIN has 12
_CITY_PHONE = re.compile(r"(?<!\d)\d{2,3}\s?[-–]\s?\d\d\s?[-–]\s?\d\d(?!\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUN = re.compile(r"\d(?:[\s().+\-–—_/*]{0,3}\d)*")


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
    plain = unicodedata.normalize("NFKC", words)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")  # what nobody sees between digits
    plain = _DATE.sub(";", plain)
    if _CITY_PHONE.search(plain) or any(_is_of_somebody(run) for run in _RUN.findall(plain)):
        raise NotAllowed(Reason.WORDS_WITH_NUMBER)


def _is_of_somebody(run: str) -> bool:
    numbers = re.findall(r"\d+", run)
    years = all(_YEAR.fullmatch(number) for number in numbers)
    return not years and sum(map(len, numbers)) >= _SHORTEST
