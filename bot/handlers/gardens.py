"""Kindergartens in words: kind, groups, free places, hours, how far it is."""

from babel.numbers import format_decimal

from bot.fsm.common import GROUP_TYPES, LANGUAGES_OF_INSTRUCTION
from bot.words import LOCALES, N_, Html, Msg, Name, _, escape, language, say
from domain.kindergarten import Group, Kind, Spot, Wanted, kilometres
from usecases.act import Row

KINDS: dict[str, Msg] = {
    Kind.STATE: N_("state kindergarten"),
    Kind.PRIVATE: N_("private kindergarten"),
    Kind.STATE_ORDER: N_("private kindergarten on state order"),
    Kind.DEPARTMENTAL: N_("departmental kindergarten"),
    Kind.MINI_CENTRE: N_("mini-centre"),
}


def name_of(row: Row) -> Name:
    """The name of a kindergarten."""
    return Name(row["name_kk"], row["name_ru"])


def address_of(row: Row) -> Name:
    """Where it stands."""
    return Name(row["address_kk"], row["address_ru"])


def group_words(group: Group) -> Html:
    """General group · Kazakh · 2–3 years"""
    kind, spoken = GROUP_TYPES[group.group_type], LANGUAGES_OF_INSTRUCTION[group.language]
    return Html(" · ".join((say(kind), say(spoken), ages_words(group))))


def ages_words(group: Group) -> Html:
    """2–3 years."""
    ages = str(group.age_from) if group.age_from == group.age_to else f"{group.age_from}–{group.age_to}"
    return _("{ages} years", ages=ages)


def places_words(group: Group) -> Html:
    """How many places are free."""
    if not group.free:
        return _("no free place")
    return _("free: {free} of {places}", free=group.free, places=group.places)


def group_line(group: Group, wanted: Wanted | None) -> Html:
    """A group with its places, and whether it fits."""
    fits = _("✅ fits the child") if wanted is not None and group.fits(wanted) else None
    words = f"• {group_words(group)}\n   {places_words(group)}"
    return Html(" · ".join(each for each in (words, fits) if each))


def far_words(near: Spot | None, spot: Spot | None) -> Html | None:
    """1,2 km; None if either place is unknown."""
    if near is None or spot is None:
        return None
    far = kilometres(near, spot)
    number = format_decimal(round(far, 1 if far < 10 else 0), locale=LOCALES[language()])
    return _("{far} km", far=number)


def hours_words(hours: str) -> Html:
    """07:30–18:30"""
    return escape(hours.replace("-", "–"))
