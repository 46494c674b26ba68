"""What several forms share: options, conditions, masked echoes."""

from datetime import date

from bot.fsm.form import Given, Option
from bot.words import N_, Msg, date_words
from domain.application import GroupType, Language
from domain.person import Sex

POLICY_VERSION = "2026-11-22"

NOT_GIVEN = N_("not given")

SEXES = (Option(Sex.FEMALE, N_("Female")), Option(Sex.MALE, N_("Male")))
SEX_WORDS: dict[str, Msg] = {str(Sex.FEMALE): N_("Female"), str(Sex.MALE): N_("Male")}

GROUP_TYPES: dict[str, Msg] = {
    GroupType.GENERAL: N_("General group"),
    GroupType.CORRECTIONAL: N_("Correctional (special) group"),
    GroupType.SANATORIUM: N_("Sanatorium group"),
    GroupType.INCLUSIVE: N_("Inclusive group"),
    GroupType.MINI_FULL: N_("Mini-centre, full day"),
    GroupType.MINI_PART: N_("Mini-centre, part of the day"),
}
LANGUAGES_OF_INSTRUCTION: dict[str, Msg] = {
    Language.KK: N_("Kazakh"),
    Language.RU: N_("Russian"),
    Language.UZ: N_("Uzbek"),
    Language.UG: N_("Uyghur"),
    Language.TG: N_("Tajik"),
}


def options_of(words: dict[str, Msg]) -> tuple[Option, ...]:
    """A table of words as options."""
    return tuple(Option(str(key), said) for key, said in words.items())


def with_registry(given: Given) -> bool:
    """The state registers can be asked."""
    return given.facts.registry


def without_registry(given: Given) -> bool:
    """Nobody can be asked: the parent types the data, and they are marked unverified."""
    return not given.facts.registry


def masked_iin(digits: str) -> str:
    """••••••••4321"""
    return "•" * 8 + digits[-4:]


def masked_phone(phone: str) -> str:
    """+7 ••• ••• 12 34"""
    return f"+7 ••• ••• {phone[-4:-2]} {phone[-2:]}"


def phone_of(given: Given) -> str:
    """The number answered, without the mark of an own contact."""
    return given["phone"].removeprefix("own:")


def day_shown(value: str, _given: Given) -> str:
    """An ISO date as people read it."""
    return date_words(date.fromisoformat(value))
