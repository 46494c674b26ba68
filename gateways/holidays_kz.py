"""Kazakhstan's calendar from the `holidays` package, read once at start into a plain `Calendar`
(R-2).

The package names holidays in English or Kazakh and has no Russian, so each becomes a code of ours;
the words for it in both languages are the bot's. A name that nobody has met yet fails at start
rather than in front of a parent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from holidays.countries.kazakhstan import Kazakhstan

from domain.calendar import Calendar

YEARS = range(2024, 2033)

CODES: Mapping[str, str] = {
    "New Year's Day": "new_year",
    "Orthodox Christmas": "christmas",
    "International Women's Day": "womens_day",
    "Nowruz Holiday": "nauryz",
    "Kazakhstan's People Solidarity Holiday": "unity_day",
    "Defender of the Fatherland Day": "defender_day",
    "Victory Day": "victory_day",
    "Capital Day": "capital_day",
    "Constitution Day": "constitution_day",
    "Republic Day": "republic_day",
    "Independence Day": "independence_day",
    "Eid al-Adha": "kurban_ait",
    "Day off": "moved_day_off",
}


def calendar(overrides: Mapping[date, bool] | None = None) -> Calendar:
    """Public holidays and moved working weekends of `YEARS`, with an operator's overrides laid over
    (R-2).
    """
    known = Kazakhstan(years=YEARS, language="en_US")
    return Calendar(
        holidays={day: code(name) for day, name in known.items()},
        working_weekends=frozenset(day for day in known.weekend_workdays if day.year in YEARS),
        overrides=dict(overrides or {}),
    )


def code(name: str) -> str:
    """Our code of the package's English name; `KeyError` for an unknown one.

    Of two feasts on one day it is the certain one: the moon's are only estimated years ahead.
    """
    surest = min(name.split("; "), key=lambda feast: "(estimated)" in feast)
    return CODES[surest.partition(" (")[0]]
