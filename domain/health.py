"""The health light of a child: green, amber or red, with the arithmetic it was worked out by (R-3, R-65).

Green: more than half of the running time is left. Amber: half or less. Red: the last day, or one month missed. With
several clocks the worst light counts; where none runs there is nothing to lose, and the light is green.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from domain.calendar import Calendar, local_day
from domain.deadline import Deadline, days_between
from domain.rules import Unit
from domain.timesheet import Sheet, SheetState


class Light(IntEnum):
    """From good to bad."""

    GREEN = 0
    AMBER = 1
    RED = 2


@dataclass(frozen=True, slots=True)
class Health:
    """A light and its arithmetic: of so many days of a unit in all, so many are left after today."""

    light: Light
    unit: Unit
    whole: int
    left: int


def health(deadline: Deadline, now: datetime, calendar: Calendar) -> Health:
    """The light of one clock."""
    today, unit = local_day(now), deadline.unit
    whole = days_between(unit, deadline.after, deadline.last, calendar)
    left = days_between(unit, max(today, deadline.after), deadline.last, calendar)
    return Health(_light(whole, left), unit, whole, left)


def _light(whole: int, left: int) -> Light:
    if left <= 0:
        return Light.RED
    return Light.GREEN if 2 * left > whole else Light.AMBER


def light(every: Iterable[Health], missed: date | None = None) -> Light:
    """The light of a child: the worst of its clocks, and red after a missed month (R-65)."""
    worst = max((one.light for one in every), default=Light.GREEN)
    return Light.RED if missed is not None else worst


def missed_month(sheets: Iterable[Sheet], since: date | None = None) -> date | None:
    """The month that went unconfirmed, if it is the last settled one; those up to `since` were forgiven (R-64)."""
    settled = [one for one in sheets if one.state not in _OPEN and (since is None or one.month > since)]
    newest = max((one.month for one in settled), default=None)
    missed = any(one.month == newest and one.state is SheetState.UNCONFIRMED for one in settled)
    return newest if missed else None


_OPEN = (SheetState.MARKING, SheetState.PUBLISHED)
