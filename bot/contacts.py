"""The numbers to call, and the portal, by place: a region's own where it is known, else the whole country's (R-72).

They are rules, dated and by region (R-1), and belong to the moment as the language does: sentences have standing blanks
for them, `{centre}`, `{whatsapp}` and `{portal}`, which nobody has to fill.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from bot.house import House
from bot.words import STANDING, speaking, standing
from domain.calendar import local_day
from domain.place import region_of
from usecases.act import Law, Row


def contacts(law: Law, now: datetime, district: str | None) -> Mapping[str, str]:
    """What fills the standing blanks for somebody who lives there."""
    rules = law.rulebook.at(local_day(now), region_of(district) if district else None)
    return {blank: rules.text(key) for blank, key in STANDING.items()}


@contextmanager
def addressing(house: House, person: Row) -> Iterator[None]:
    """Say everything inside to this person: in the person's language, with the numbers of «My place»."""
    near = contacts(house.law, house.clock.now(), person["district"])
    with speaking(person["language"]), standing(near):
        yield
