"""A person as the register knows one, and how old somebody is on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.calendar import last_of_month


class Sex(StrEnum):
    """As the register says; never read out of an identification number (R-14)."""

    MALE = auto()
    FEMALE = auto()


@dataclass(frozen=True)
class Person:
    """Name, sex and birth as far as they are known (R-10, R-20)."""

    surname: str
    given: str
    patronymic: str | None = None
    sex: Sex | None = None
    born: date | None = None

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic in the order of documents."""
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))


def months_old(born: date, day: date) -> int:
    """Full months of life; a month without the day of birth is full on its last day."""
    months = (day.year - born.year) * 12 + day.month - born.month
    reached = day.day >= min(born.day, last_of_month(day).day)
    return months if reached else months - 1


def years_old(born: date, day: date) -> int:
    """Full years of life."""
    return months_old(born, day) // 12


def comes_of(born: date, years: int) -> date:
    """The first day on which somebody is so many years old."""
    month = born.replace(year=born.year + years, day=1)
    return month.replace(day=min(born.day, last_of_month(month).day))


def born_by(years: int, day: date) -> date:
    """The latest day of birth of those who are so many years old on a day."""
    month = day.replace(year=day.year - years, day=1)
    whole = day == last_of_month(day)
    return last_of_month(month) if whole else month.replace(day=day.day)
