"""Readiness: what a family can have done before its number comes, so that two working days are enough (R-42, R-50)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from domain.rules import Rules


class Check(StrEnum):
    """One thing to have ready."""

    PHONE = auto()
    PAPERS = auto()
    FAVOURITES = auto()
    SECOND_PARENT = auto()
    REACHABLE = auto()
    PLACE = auto()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the family. `certificate_ends`: the last day of a certificate, where the right rests on one."""

    phone_valid: bool
    certificate_ends: date | None
    favourites: int
    parents: int
    everybody_reachable: bool
    has_place: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """The checks that concern the family, in order; a right without a certificate has no paper that could expire."""

    ready: tuple[Check, ...]
    missing: tuple[Check, ...]

    @property
    def whole(self) -> int:
        """Of how many."""
        return len(self.ready) + len(self.missing)


def readiness(facts: Facts, today: date, rules: Rules) -> Readiness:
    """What is ready and what is missing."""
    answers = {
        Check.PHONE: facts.phone_valid,
        Check.PAPERS: _lasts(facts.certificate_ends, today, rules),
        Check.FAVOURITES: facts.favourites > 0,
        Check.SECOND_PARENT: facts.parents > 1,
        Check.REACHABLE: facts.everybody_reachable,
        Check.PLACE: facts.has_place,
    }
    concern = {check: yes for check, yes in answers.items() if yes is not None}
    return Readiness(
        tuple(check for check, yes in concern.items() if yes),
        tuple(check for check, yes in concern.items() if not yes),
    )


def _lasts(ends: date | None, today: date, rules: Rules) -> bool | None:
    """Whether the certificate still lasts for some days."""
    return None if ends is None else ends >= today + timedelta(days=rules.number("certificate_lasts"))


def is_near(number: int, rules: Rules) -> bool:
    """Whether the number has come so near that readiness is spoken of."""
    return number <= rules.number("readiness_from")


def is_told_at(mark: int, rules: Rules) -> bool:
    """Whether the letter at this mark says what is missing."""
    return mark <= rules.number("readiness_told_from")
