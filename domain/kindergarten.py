"""Kindergartens to choose from (R-55, R-70): what each offers, which of them fits a child, in what order they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from math import asin, cos, inf, radians, sin, sqrt
from typing import NamedTuple

Spot = tuple[float, float]
"""Latitude and longitude, decimal degrees."""

_EARTH = 6371.0  # kilometres


class Kind(StrEnum):
    """Whose a kindergarten is. STATE_ORDER: private, with places paid by the state."""

    STATE = auto()
    PRIVATE = auto()
    STATE_ORDER = auto()
    DEPARTMENTAL = auto()
    MINI_CENTRE = auto()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an application asks for; `age` in full years."""

    group_type: str
    language: str
    age: int


class Group(NamedTuple):
    """A group: `taken` places have a child or a contract, `offered` ones wait for an answer, `promised` ones are next to be
    offered to whoever waits for them (R-56)."""

    id: int
    group_type: str
    language: str
    age_from: int
    age_to: int
    places: int
    taken: int = 0
    offered: int = 0
    promised: int = 0

    @property
    def free(self) -> int:
        """Places that may be chosen now."""
        return max(0, self.places - self.taken - self.offered - self.promised)

    def fits(self, wanted: Wanted) -> bool:
        """Whether it is for such a child: group type, language, age (R-55)."""
        same = (self.group_type, self.language) == (wanted.group_type, wanted.language)
        return same and self.age_from <= wanted.age <= self.age_to


@dataclass(frozen=True, slots=True)
class Kindergarten:
    """A kindergarten with its groups; `spot` where it lies, if that is known."""

    id: int
    name: str
    kind: str
    district: str
    spot: Spot | None
    groups: tuple[Group, ...]

    def suited(self, wanted: Wanted | None) -> tuple[Group, ...]:
        """The groups that fit, or all of them when nothing is asked for."""
        return tuple(group for group in self.groups if wanted is None or group.fits(wanted))

    def free(self, wanted: Wanted | None = None) -> int:
        """Free places in the groups that fit."""
        return sum(group.free for group in self.suited(wanted))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a family wants to see; None: anything. `only_free` None: as is usual for what it does just now. `age` in years."""

    language: str | None = None
    kind: str | None = None
    district: str | None = None
    only_free: bool | None = None
    only_favourites: bool = False
    age: int | None = None
    group_type: str | None = None

    def admits(self, group: Group) -> bool:
        """Whether a group is of the language, for the age, of the type that is looked for."""
        return (
            self.language in (None, group.language)
            and self.group_type in (None, group.group_type)
            and (self.age is None or group.age_from <= self.age <= group.age_to)
        )


def shown(
    every: Iterable[Kindergarten], filters: Filters, wanted: Wanted | None, favourites: frozenset[int]
) -> list[Kindergarten]:
    """The kindergartens that pass; with `wanted`, only those with a group that fits."""
    return [one for one in every if _passes(one, filters, wanted, favourites)]


def _passes(one: Kindergarten, filters: Filters, wanted: Wanted | None, favourites: frozenset[int]) -> bool:
    groups = [group for group in one.suited(wanted) if filters.admits(group)]
    return (
        bool(groups)
        and filters.kind in (None, one.kind)
        and filters.district in (None, one.district)
        and (not filters.only_free or any(group.free for group in groups))
        and (not filters.only_favourites or one.id in favourites)
    )


def in_order(every: Sequence[Kindergarten], near: Spot | None, district: str | None) -> list[Kindergarten]:
    """The nearest first, those whose place is unknown last; without a spot the own district first, by name."""
    if near is None:
        return sorted(every, key=lambda one: (one.district != district, one.name, one.id))
    return sorted(every, key=lambda one: (kilometres(near, one.spot) if one.spot else inf, one.name, one.id))


def kilometres(one: Spot, other: Spot) -> float:
    """As the crow flies."""
    latitude, longitude = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(latitude / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(longitude / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))
