"""Statistics for everybody (R-70): queue, vouchers and free places, of a region or of the whole country, by day and by month.

Once a day, in slices, the work of the tick keeps what stood in each region that morning; a screen reads a few hundred short
rows, however many children there are. Vouchers are counted from the rounds (R-43).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.calendar import at_local, first_of_month, local_day, next_month
from domain.place import region_of
from domain.statistics import Count, count_of, sum_of
from usecases import vouchers
from usecases.act import Act, dumps
from usecases.chores import finish, go_on, next_chore
from usecases.queues import day_number, day_of

SLICE = 200  # kindergartens in one transaction
MONTHS = 12
COUNTRY = ""


@dataclass(frozen=True, slots=True)
class Morning:
    """A morning: how many waited, how many places were free (None: not counted that day)."""

    day: date
    waiting: Count
    free: int | None


@dataclass(frozen=True, slots=True)
class Region:
    """A region this morning, and the vouchers issued there in the months that are shown."""

    code: str
    waiting: Count
    free: int | None
    vouchers: Count


# ---- the work of the day ---------------------------------------------------------------------------------------------


async def keep(act: Act) -> bool:
    """Once a local day: the queues by region in one go, then the free places, some kindergartens at a time."""
    today = day_number(local_day(act.now))
    chore = await next_chore(act, "statistics", [COUNTRY], lambda _country: today)
    if chore is None:
        return False
    if chore.is_new:
        await act.tx.keep_region_day(day=today, small=small(act))
    last = await act.tx.end_of_kindergartens(after=chore.after, at_most=SLICE)
    if last is None:
        await act.tx.finish_region_day(day=today)
        return await finish(act, chore)
    await act.tx.count_free_places(day=today, after=chore.after, last=last, born_by=vouchers.births(act))
    return await go_on(act, chore, last)


PARTS = (keep,)


# ---- what is told ----------------------------------------------------------------------------------------------------


def small(act: Act) -> int:
    """Fewer children than so many are never told."""
    return act.law.rulebook.at(local_day(act.now)).number("statistics_small")


async def mornings(act: Act, region: str) -> Sequence[Morning]:
    """The mornings of the last year or so, of a region or (COUNTRY) of all; a day on which nothing was kept is left out."""
    today = local_day(act.now)
    since = today - timedelta(days=act.law.rulebook.at(today).number("statistics_days"))
    rows = await act.tx.region_days(since=day_number(since), region=region)
    return [Morning(day_of(row["day"]), Count(row["waiting"], hidden=bool(row["hidden"])), row["free"]) for row in rows]


def months(act: Act) -> list[date]:
    """The first days of the months that are shown, the earliest first."""
    first = first_of_month(local_day(act.now))
    every = [first]
    while len(every) < MONTHS:
        every.insert(0, first_of_month(every[0] - timedelta(days=1)))
    return every


async def vouchers_by_month(act: Act, region: str) -> Sequence[tuple[date, Count]]:
    """The vouchers issued in each month, of a region or (COUNTRY) of all (R-43)."""
    issued = await _issued(act)
    regions = {code for code, _month in issued} if region == COUNTRY else {region}
    none = Count(0)
    return [(month, sum_of(issued.get((code, month), none) for code in regions)) for month in months(act)]


async def _issued(act: Act) -> dict[tuple[str, date], Count]:
    """What may be told of each region and month."""
    begins = {_begin(month): month for month in months(act)}
    ends = [_begin(next_month(month)) for month in begins.values()]
    rows = await act.tx.vouchers_by_month(months=dumps(list(zip(begins, ends, strict=True))))
    least = small(act)
    return {(row["region"], begins[row["month"]]): count_of(row["vouchers"], least) for row in rows}


def _begin(month: date) -> int:
    return int(at_local(month, time.min).timestamp())


async def by_region(act: Act, codes: Sequence[str]) -> Sequence[Region]:
    """Every one of these regions as it was on the last morning that was kept."""
    latest = await mornings(act, COUNTRY)
    rows = await act.tx.regions_on(day=day_number(latest[-1].day)) if latest else []
    known, issued = {row["region"]: row for row in rows}, await _issued(act)
    return [
        Region(
            code,
            Count(known[code]["waiting"], hidden=bool(known[code]["hidden"])) if code in known else Count(0),
            known[code]["free"] if code in known else None,
            sum_of(count for (where, _month), count in issued.items() if where == code),
        )
        for code in codes
    ]


def region_where(district: str | None) -> str:
    """The region of «My place», the whole country where none is set (R-16)."""
    return region_of(district) if district else COUNTRY
