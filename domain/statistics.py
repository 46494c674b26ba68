"""Numbers for everybody, of which no child can be picked out (R-70).

A count of fewer children than the rule `statistics_small` says is never told, and a sum is made of nothing but counts that
are told: otherwise what is missing could be worked out by taking one from another.
"""

from collections.abc import Iterable, Sequence
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


def parts_of(children: Sequence[int], small: int) -> list[Count]:
    """The parts of a whole that is told elsewhere, as they may be told: what is hidden is `small` together, or all there is,
    so that taking the others from the whole gives no count of a few; the smallest of the others are hidden for that.
    """
    hidden = {n for n, count in enumerate(children) if 0 < count < small}
    for n in sorted(range(len(children)), key=children.__getitem__):
        if hidden and sum(children[one] for one in hidden) < small and children[n]:
            hidden.add(n)
    return [Count(0, hidden=True) if n in hidden else Count(count) for n, count in enumerate(children)]


def sum_of(counts: Iterable[Count]) -> Count:
    """The sum of what is told."""
    every = list(counts)
    return Count(sum(one.told for one in every), hidden=any(one.hidden for one in every))
