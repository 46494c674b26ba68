"""The queue: an order that is computed when asked (R-41), what moves a number (R-42), whom a round takes (R-43).

What has moved a family's own number is journalled beside its voucher's life; the voucher itself stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto

from domain.application import Right
from domain.not_allowed import NotAllowed, Reason
from domain.person import months_old, years_old
from domain.rules import Rules

OrderKey = tuple[int, datetime, int]

_BIRTH_YEARS = 7
_RIGHTS_IN_ORDER = (Right.OUT_OF_TURN, Right.FIRST_PRIORITY, Right.GENERAL)


class Cause(StrEnum):
    """Why an application changed its category (R-42)."""

    REFRESH = auto()
    RIGHT_VERIFIED = auto()


@dataclass(frozen=True, slots=True)
class CategoryChanged:
    """The application stands in another category since then."""

    at: datetime
    cause: Cause
    before: int
    category: int


@dataclass(frozen=True, slots=True)
class StillInterested:
    """The family still wants a place (R-35)."""

    at: datetime


Event = CategoryChanged | StillInterested


@dataclass(frozen=True)
class Candidate:
    """An application that stands in a queue, as far as the order needs it; `locality` where it is known (R-40).

    `referred`: a place is held for the child by referral (R-71).
    """

    id: int
    category: int
    lodged_at: datetime
    number: int
    born: date
    locality: str | None = None
    referred: bool = False


class Skip(StrEnum):
    """Why a round passes somebody over (R-40, R-43, R-71)."""

    TOO_YOUNG = auto()
    TOO_OLD = auto()
    NO_PLACE = auto()
    REFERRED = auto()


@dataclass(frozen=True)
class Skipped:
    """Somebody who stood before the last one taken, and why the round passed over."""

    candidate: Candidate
    why: Skip


@dataclass(frozen=True)
class Picked:
    """Whom a round takes, and whom before the last of them it passes over."""

    taken: tuple[Candidate, ...]
    skipped: tuple[Skipped, ...]

    @property
    def passed_over(self) -> tuple[Candidate, ...]:
        """Those passed over, in the order of the queue."""
        return tuple(one.candidate for one in self.skipped)


@dataclass
class Places:
    """Free places by locality, those of no known locality under None: they are for the whole district (R-40).

    Whoever's locality isn't known is never passed over.
    """

    free: dict[str | None, int] = field(default_factory=dict)

    @classmethod
    def left(cls, free: Mapping[str | None, int], out: Mapping[str | None, int]) -> "Places":
        """What earlier rounds have left: `out` vouchers still look for a place."""
        places = cls(dict(free))
        for locality, vouchers in out.items():
            for _ in range(vouchers):
                places.take(locality)
        return places

    def take(self, locality: str | None) -> bool:
        """Whether there is a place for a child of the locality; it is taken then."""
        for where in (locality, None):
            if self.free.get(where, 0) > 0:
                self.free[where] -= 1
                return True
        return locality is None


def category(right: Right, born: date, day: date, rules: Rules) -> int:
    """1 to 21: the right first, inside it the seven birth years, the oldest first (R-41)."""
    return category_of_year(right, born.year, queue_year(day, rules))


def category_of_year(right: Right, birth_year: int, year: int) -> int:
    """The same for everybody born in a year, in a year of the queue."""
    age = min(max(year - birth_year, 0), _BIRTH_YEARS - 1)
    return _RIGHTS_IN_ORDER.index(right) * _BIRTH_YEARS + _BIRTH_YEARS - age


def right_of(category: int) -> Right:
    """The right that a category stands for."""
    return _RIGHTS_IN_ORDER[(category - 1) // _BIRTH_YEARS]


def birth_year_of(category: int, year: int) -> int:
    """The birth year that a category stands for, in a year of the queue; the oldest have everybody older beside them."""
    return year - _BIRTH_YEARS + 1 + (category - 1) % _BIRTH_YEARS


def birth_years(year: int) -> range:
    """Every birth year that a child in the queue may have in a year of the queue, and some to spare."""
    return range(year - 2 * _BIRTH_YEARS, year + 2)


def reconfirmed(marked: date, day: date, rules: Rules) -> bool:
    """Whether the family's wish, told on a day, still counts in the queue's year (R-35)."""
    return marked >= wish_counts_from(queue_year(day, rules), rules)


def wish_counts_from(year: int, rules: Rules) -> date:
    """The day from which on a wish counts for the queue's year that begins in this year (R-35)."""
    return _in_year(year, rules, "interest_counts_from")


def marks(rules: Rules) -> tuple[int, ...]:
    """The numbers at which a family is told, the largest first (R-42)."""
    return tuple(map(int, rules.text("queue_marks").split()))


def is_asked(day: date, rules: Rules) -> bool:
    """Whether families are asked on that day if they still want a place: before each refresh (R-35)."""
    asked = _in_year(day.year, rules, "interest_asked_from")
    return asked <= day < refresh_of(day.year, rules)


def refresh_of(year: int, rules: Rules) -> date:
    """The day of a year on which the queue's year begins (R-42)."""
    return _in_year(year, rules, "queue_refresh")


def _in_year(year: int, rules: Rules, key: str) -> date:
    return date.fromisoformat(f"{year}-{rules.text(key)}")


def queue_year(day: date, rules: Rules) -> int:
    """The year whose ages count: a new one begins with the yearly refresh (R-42)."""
    return day.year if day >= refresh_of(day.year, rules) else day.year - 1


def order_key(category: int, lodged_at: datetime, number: int) -> OrderKey:
    """Sort by this: category, then time of application, then its number (R-41)."""
    return (category, lodged_at, number)


def may_be_issued(born: date, day: date, rules: Rules, others_served: bool) -> bool:
    """Whether a child is of an age for a voucher (R-43).

    Younger ones are taken only when everybody else of the queue place has been served.
    """
    youngest = "min_age_when_others_served" if others_served else "min_age_for_voucher"
    old_enough = months_old(born, day) >= rules.number(youngest)
    return old_enough and years_old(born, day) < rules.number("max_age_voucher")


def pick(candidates: Iterable[Candidate], count: int, day: date, rules: Rules, places: Places | None = None) -> Picked:
    """The first `count` of the queue whose age allows it, and for whom there is a place, all or nothing (R-40, R-43).

    Without `places` localities don't matter. NotAllowed: ROUND_COUNT if fewer than one are asked for, ROUND_TOO_FEW
    (available).
    """
    if count < 1:
        raise NotAllowed(Reason.ROUND_COUNT)
    queue = sorted(candidates, key=_place)
    placed, unplaced = _placed(_able(queue, day, rules), places)
    if len(placed) < count:
        raise NotAllowed(Reason.ROUND_TOO_FEW, available=len(placed))
    taken = tuple(placed[:count])
    return Picked(taken, _passed_over(queue, taken, unplaced, day, rules))


def suffice(candidates: Iterable[Candidate], count: int, day: date, rules: Rules, places: Places | None = None) -> bool:
    """Whether these, from the head of the queue, are as many as a round needs without the youngest."""
    first = [one for one in candidates if not one.referred and may_be_issued(one.born, day, rules, others_served=False)]
    return len(_placed(first, places)[0]) >= count


def _place(candidate: Candidate) -> OrderKey:
    return order_key(candidate.category, candidate.lodged_at, candidate.number)


def _able(queue: list[Candidate], day: date, rules: Rules) -> list[Candidate]:
    """Those of an age for a voucher, the youngest last; a voucher would take the held place from whoever has one."""
    queue = [one for one in queue if not one.referred]
    first = [one for one in queue if may_be_issued(one.born, day, rules, others_served=False)]
    served = {one.id for one in first}
    left = (one for one in queue if one.id not in served)
    return [
        *first,
        *(one for one in left if may_be_issued(one.born, day, rules, others_served=True)),
    ]


def _placed(able: list[Candidate], places: Places | None) -> tuple[list[Candidate], set[int]]:
    """Those for whom there is a place, and the ids of the others."""
    if places is None:
        return able, set()
    left = Places(dict(places.free))
    placed = [one for one in able if left.take(one.locality)]
    return placed, {one.id for one in able} - {one.id for one in placed}


def _passed_over(
    queue: list[Candidate], taken: tuple[Candidate, ...], unplaced: set[int], day: date, rules: Rules
) -> tuple[Skipped, ...]:
    last, ids = max(map(_place, taken)), {one.id for one in taken}
    over = (one for one in queue if _place(one) < last and one.id not in ids)
    return tuple(Skipped(one, _why(one, unplaced, day, rules)) for one in over)


def _why(one: Candidate, unplaced: set[int], day: date, rules: Rules) -> Skip:
    if one.referred:
        return Skip.REFERRED
    if one.id in unplaced:
        return Skip.NO_PLACE
    old = years_old(one.born, day) >= rules.number("max_age_voucher")
    return Skip.TOO_OLD if old else Skip.TOO_YOUNG
