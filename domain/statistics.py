"""Numbers for everybody, of which no child can be picked out (R-70).

A count of fewer children than the rule `statistics_small` says is never told, and a sum is made of nothing but counts that
are told: otherwise what is missing could be worked out by taking one from another.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """So many children as may be told: `told` of them; `hidden` says that there are a few more."""

    told: int
    hidden: bool = False

    @property
    def is_small(self) -> bool:
        """Nothing of it may be told."""
        return self.hidden and not self.told


def count_of(children: int, small: int) -> Count:
    """A count as it may be told; none at all is nobody's secret."""
    return Count(0, hidden=True) if 0 < children < small else Count(children)


def sum_of(counts: Iterable[Count]) -> Count:
    """The sum of what is told."""
    every = list(counts)
    return Count(sum(one.told for one in every), hidden=any(one.hidden for one in every))
