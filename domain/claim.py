"""What a family claims with documents: a right to go first (R-32), or kinship with a child (R-20).

A claim counts only once the department has accepted it.
"""

from datetime import date
from enum import StrEnum, auto

from domain.application import Right
from domain.calendar import last_of_month
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules


class Basis(StrEnum):
    """What a right to go first rests on."""

    SERVICEMAN = auto()
    FALLEN_SERVICEMAN = auto()
    SPECIAL_BODY = auto()
    PARENT_WITH_DISABILITY = auto()
    ORPHAN = auto()
    LARGE_FAMILY = auto()
    SPECIAL_NEEDS = auto()
    CHILD_WITH_DISABILITY = auto()
    TEACHER = auto()


class Paper(StrEnum):
    """What proves kinship."""

    BIRTH_CERTIFICATE = auto()
    GUARDIANSHIP = auto()


class ClaimState(StrEnum):
    """Where a claim stands; only WAITING can change."""

    WAITING = auto()
    ACCEPTED = auto()
    RETURNED = auto()
    WITHDRAWN = auto()


_OUT_OF_TURN = frozenset({Basis.SERVICEMAN, Basis.FALLEN_SERVICEMAN, Basis.SPECIAL_BODY})

EXPIRING = frozenset({Basis.SERVICEMAN, Basis.SPECIAL_BODY, Basis.TEACHER})
"""Proved by a certificate from work, which is valid for so many months (rule benefit_certificate_validity)."""


def right_of(basis: Basis) -> Right:
    """The right that a basis gives, once it is verified."""
    return Right.OUT_OF_TURN if basis in _OUT_OF_TURN else Right.FIRST_PRIORITY


def check_certificate(issued: date, day: date, rules: Rules) -> None:
    """NotAllowed CERTIFICATE_EXPIRED (months) when a certificate from work is older than the rule allows (R-32)."""
    if day > certificate_ends(issued, rules):
        raise NotAllowed(Reason.CERTIFICATE_EXPIRED, months=rules.number("benefit_certificate_validity"))


def certificate_ends(issued: date, rules: Rules) -> date:
    """The last day on which a certificate from work is taken (R-32)."""
    return _months_after(issued, rules.number("benefit_certificate_validity"))


def _months_after(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    month = date(count // 12, count % 12 + 1, 1)
    return month.replace(day=min(day.day, last_of_month(month).day))
