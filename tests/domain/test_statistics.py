"""Numbers of which no child can be picked out (R-70)."""

import pytest

from domain.statistics import Count, count_of, parts_of, sum_of


def test_a_few_are_not_told_and_none_is_nobodys_secret() -> None:
    assert [count_of(children, 5) for children in (0, 1, 4, 5)] == [
        Count(0),
        Count(0, hidden=True),
        Count(0, hidden=True),
        Count(5),
    ]
    assert [count_of(children, 5).is_small for children in (0, 4, 5)] == [False, True, False]


def test_a_sum_is_made_of_what_is_told() -> None:
    """Otherwise the whole less its other parts would be what is not told."""
    parts = [count_of(children, 5) for children in (3, 7, 10)]
    assert sum_of(parts) == Count(17, hidden=True)
    assert sum_of(parts[1:]) == Count(17)
    assert sum_of([]) == Count(0)
    assert not sum_of(parts).is_small
    assert sum_of(parts[:1]).is_small


@pytest.mark.parametrize(
    ("children", "told"),
    [
        ([9, 1, 5, 20], [9, None, None, 20]),
        ([9, 4, 4, 20], [9, None, None, 20]),
        ([9, 1, 0, 5], [9, None, 0, None]),
        ([3], [None]),
        ([6, 7], [6, 7]),
        ([], []),
    ],
    ids=["the smallest of the others too", "several of a few", "none is no help", "all there is", "nothing", "nobody"],
)
def test_parts_of_a_known_whole(children: list[int], told: list[int | None]) -> None:
    assert parts_of(children, 5) == [Count(0, hidden=True) if one is None else Count(one) for one in told]
