"""A complete application for the voucher queue (R-30), parsed from answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TypeVar

from domain.not_allowed import NotAllowed, Reason

_Choice = TypeVar("_Choice", bound=StrEnum)
_KATO_DIGITS = 9


class GroupType(StrEnum):
    """The kinds of groups (R-31)."""

    GENERAL = auto()
    CORRECTIONAL = auto()
    SANATORIUM = auto()
    INCLUSIVE = auto()
    MINI_FULL = auto()
    MINI_PART = auto()


class Language(StrEnum):
    """The languages that are taught in (R-31)."""

    KK = auto()
    RU = auto()
    UZ = auto()
    UG = auto()
    TG = auto()


class Right(StrEnum):
    """The rights to go first (R-32); they count only once a document has been verified."""

    GENERAL = auto()
    OUT_OF_TURN = auto()
    FIRST_PRIORITY = auto()


@dataclass(frozen=True)
class Application:
    """What is asked for: for whom, where, which group, in which language."""

    child_id: int
    district: str
    group_type: GroupType
    language: Language


def parse(answers: Mapping[str, str]) -> Application:
    """Answers `child`, `district`, `group_type`, `language` as an application (R-30).

    NotAllowed: ANSWER_MISSING (field), ANSWER_UNKNOWN (field).
    """
    return Application(
        child_id=int(_digits(answers, "child")),
        district=_district(answers),
        group_type=_choice(answers, "group_type", GroupType),
        language=_choice(answers, "language", Language),
    )


def _answer(answers: Mapping[str, str], field: str) -> str:
    answer = answers.get(field, "").strip()
    if not answer:
        raise NotAllowed(Reason.ANSWER_MISSING, field=field)
    return answer


def _digits(answers: Mapping[str, str], field: str) -> str:
    answer = _answer(answers, field)
    if not (answer.isascii() and answer.isdigit()):
        raise NotAllowed(Reason.ANSWER_UNKNOWN, field=field)
    return answer


def _district(answers: Mapping[str, str]) -> str:
    code = _digits(answers, "district")
    if len(code) != _KATO_DIGITS:
        raise NotAllowed(Reason.ANSWER_UNKNOWN, field="district")
    return code


def _choice(answers: Mapping[str, str], field: str, choices: type[_Choice]) -> _Choice:
    answer = _answer(answers, field)
    try:
        return choices(answer)
    except ValueError:
        raise NotAllowed(Reason.ANSWER_UNKNOWN, field=field) from None
