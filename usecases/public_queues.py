"""Queues as everybody may see them: how many stand in each category of a queue place, and wait at each kindergarten.

Nobody's own number is in it, and nobody's name, nor a number of so few children of one right and year that somebody could
be recognised (R-41, R-56, R-70).
"""

from dataclasses import dataclass

from domain import queue
from domain.application import Right
from domain.calendar import local_day
from domain.place import region_of
from domain.statistics import Count, count_of, parts_of
from usecases import catalogue, queues, statistics
from usecases.act import Act
from usecases.catalogue import Listed


@dataclass(frozen=True, slots=True)
class Standing:
    """How many stand in a category; `born`: the year that it is made of."""

    category: int
    right: Right
    born: int
    count: Count


@dataclass(frozen=True, slots=True)
class Waited:
    """A kindergarten, how many wait for it, and how many places are free."""

    listed: Listed
    waiting: int

    @property
    def free(self) -> int:
        """Free places in all groups."""
        return self.listed.garden.free()


async def by_category(act: Act, queue_place: str) -> list[Standing]:
    """The queue of a place, category by category, in order (R-41), as far as it may be told.

    The statistics tell the sum of a city that is a region of its own, so there what is hidden is several children together.
    """
    rules = queues.rules_of(act, region_of(queue_place))
    year, least = queue.queue_year(local_day(act.now), rules), statistics.small(act)
    rows = await act.tx.queue_by_category(queue_place=queue_place)
    children, is_region = [row["queued"] for row in rows], region_of(queue_place) == queue_place
    counts = parts_of(children, least) if is_region else [count_of(one, least) for one in children]
    return [
        Standing(
            row["category"],
            queue.right_of(row["category"]),
            queue.birth_year_of(row["category"], year),
            count,
        )
        for row, count in zip(rows, counts, strict=True)
    ]


async def at_kindergartens(act: Act, queue_place: str) -> list[Waited]:
    """Every kindergarten of a place, the most awaited first (R-56)."""
    lengths = {row["kindergarten_id"]: row["length"] for row in await act.tx.lengths_of_lists(queue_place=queue_place)}
    every = await catalogue.of_place(act, queue_place)
    waited = [Waited(one, lengths.get(one.garden.id, 0)) for one in every]
    return sorted(waited, key=lambda one: (-one.waiting, one.listed.garden.name, one.listed.garden.id))
