"""The order of the queue and whom a round takes (R-41, R-43)."""

from datetime import date, datetime
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.application import Right
from domain.not_allowed import NotAllowed, Reason
from domain.queue import (
    Candidate,
    Picked,
    birth_year_of,
    birth_years,
    category,
    category_of_year,
    is_asked,
    marks,
    may_be_issued,
    order_key,
    pick,
    queue_year,
    reconfirmed,
    right_of,
)
from tests.domain.law import at, day, rules, why

TODAY = day("2026-07-01")
RULES = rules("2026-07-01")
LODGED = at("2026-01-10 12:00")


def child(number: int, born: str, category: int = 18, lodged: datetime = LODGED) -> Candidate:
    return Candidate(number, category, lodged, number, day(born))


@pytest.mark.parametrize(
    ("right", "born", "place"),
    [
        (Right.OUT_OF_TURN, "2020-05-01", 1),
        (Right.OUT_OF_TURN, "2026-05-01", 7),
        (Right.FIRST_PRIORITY, "2020-05-01", 8),
        (Right.GENERAL, "2020-05-01", 15),
        (Right.GENERAL, "2023-05-01", 18),
        (Right.GENERAL, "2026-05-01", 21),
        (Right.GENERAL, "2012-05-01", 15),
        (Right.GENERAL, "2027-05-01", 21),
    ],
)
def test_the_right_goes_first_and_inside_it_the_oldest(right: Right, born: str, place: int) -> None:
    """R-41."""
    assert category(right, day(born), TODAY, RULES) == place


@given(st.sampled_from(Right), st.integers(2020, 2026))
def test_a_category_says_of_which_year_it_is(right: Right, born: int) -> None:
    """R-41."""
    number = category_of_year(right, born, 2026)
    assert (birth_year_of(number, 2026), right_of(number)) == (born, right)


def test_there_are_21_categories() -> None:
    """R-41."""
    births = [date(year, 5, 1) for year in range(2020, 2027)]
    found = [category(right, born, TODAY, RULES) for right, born in product(Right, births)]
    assert sorted(found) == list(range(1, 22))


def test_the_queues_year_begins_with_the_refresh_of_30_june() -> None:
    """R-42: on that day every child moves up one birth year."""
    born = day("2023-12-31")
    assert [queue_year(day(on), RULES) for on in ("2026-06-29", "2026-06-30")] == [2025, 2026]
    before, after = (category(Right.GENERAL, born, day(on), RULES) for on in ("2026-06-29", "2026-06-30"))
    assert before - after == 1


@given(st.sampled_from(Right), st.dates(date(2012, 1, 1), date(2027, 12, 31)))
def test_a_category_names_its_right_and_its_birth_year(right: Right, born: date) -> None:
    """R-41: what the refresh writes for a birth year is what every child of it has."""
    found = category(right, born, TODAY, RULES)
    year = queue_year(TODAY, RULES)
    assert right_of(found) is right
    assert born.year in birth_years(year)
    assert found == category_of_year(right, born.year, year)


@pytest.mark.parametrize(
    ("marked", "on", "counts"),
    [
        ("2026-11-16", "2027-06-29", True),
        ("2026-11-16", "2027-06-30", False),
        ("2027-02-28", "2027-06-30", False),
        ("2027-03-01", "2027-06-30", True),
        ("2027-06-15", "2028-06-29", True),
    ],
)
def test_a_wish_is_told_anew_each_spring(marked: str, on: str, counts: bool) -> None:
    """R-35."""
    assert reconfirmed(day(marked), day(on), rules(on)) is counts


def test_families_are_asked_from_the_middle_of_may_to_the_refresh() -> None:
    """R-35."""
    asked = [is_asked(day(on), rules(on)) for on in ("2027-05-14", "2027-05-15", "2027-06-29", "2027-06-30")]
    assert asked == [False, True, True, False]


def test_the_marks() -> None:
    """R-42."""
    assert marks(RULES) == (1000, 500, 200, 100, 50, 20, 10, 5)


def test_category_then_time_then_number() -> None:
    """R-41."""
    earlier = at("2026-01-10 11:59")
    expected = [
        order_key(1, LODGED, 9),
        order_key(2, earlier, 8),
        order_key(2, LODGED, 3),
        order_key(2, LODGED, 4),
    ]
    assert sorted([expected[n] for n in (3, 1, 0, 2)]) == expected


@pytest.mark.parametrize(
    ("born", "first", "when_others_are_served"),
    [
        ("2024-07-02", False, True),
        ("2024-07-01", True, True),
        ("2025-01-01", False, True),
        ("2025-01-02", False, False),
        ("2020-07-02", True, True),
        ("2020-07-01", False, False),
    ],
)
def test_ages_for_a_voucher(born: str, first: bool, when_others_are_served: bool) -> None:
    """R-43: from two years, from one and a half when everybody else is served, up to six."""
    on = (day(born), TODAY, RULES)
    assert may_be_issued(*on, others_served=False) is first
    assert may_be_issued(*on, others_served=True) is when_others_are_served


def test_a_round_passes_over_who_is_too_young_or_too_old() -> None:
    """R-43."""
    old, baby, first, second = (
        child(1, "2019-01-01"),
        child(2, "2025-12-01"),
        child(3, "2023-01-01"),
        child(4, "2023-01-01"),
    )
    picked = pick([second, first, baby, old], 1, TODAY, RULES)
    assert picked.taken == (first,)
    assert picked.passed_over == (old, baby)


def test_the_youngest_are_taken_when_everybody_else_is_served() -> None:
    """R-43."""
    toddler, elder = child(1, "2024-12-01", category=5), child(2, "2023-01-01")
    assert pick([toddler, elder], 1, TODAY, RULES).taken == (elder,)
    assert pick([toddler, elder], 2, TODAY, RULES).taken == (elder, toddler)


def test_a_round_is_all_or_nothing() -> None:
    """R-43."""
    with pytest.raises(NotAllowed) as refused:
        pick([child(1, "2023-01-01"), child(2, "2026-01-01")], 2, TODAY, RULES)
    assert why(refused) is Reason.ROUND_TOO_FEW
    assert refused.value.facts == {"available": 1}


def test_a_round_of_nothing_is_no_round() -> None:
    """R-43."""
    with pytest.raises(NotAllowed) as refused:
        pick([child(1, "2023-01-01")], 0, TODAY, RULES)
    assert why(refused) is Reason.ROUND_COUNT


candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(),
        category=st.integers(1, 21),
        lodged_at=st.sampled_from([LODGED, at("2026-02-01 00:00"), at("2026-03-01 00:00")]),
        number=st.integers(1, 1000),
        born=st.dates(date(2018, 1, 1), date(2026, 7, 1)),
    ),
    unique_by=(lambda one: one.number, lambda one: one.id),
    max_size=20,
)


def outcome(queue: list[Candidate], count: int) -> Picked | object:
    """Whom the round takes, or how few there were."""
    try:
        return pick(queue, count, TODAY, RULES)
    except NotAllowed as no:
        return no.facts["available"]


@given(candidates, st.randoms(use_true_random=False), st.integers(1, 20))
def test_the_order_is_total_so_it_never_matters_how_the_list_was_read(
    queue: list[Candidate], chance: Random, count: int
) -> None:
    """R-41, R-43."""
    shuffled = list(queue)
    chance.shuffle(shuffled)
    assert outcome(shuffled, count) == outcome(queue, count)


@given(candidates, st.integers(1, 20))
def test_nobody_able_is_passed_over(queue: list[Candidate], count: int) -> None:
    """R-43."""
    picked = outcome(queue, count)
    if not isinstance(picked, Picked):
        assert picked == sum(may_be_issued(one.born, TODAY, RULES, True) for one in queue)
        return
    assert len(picked.taken) == count
    assert all(may_be_issued(one.born, TODAY, RULES, True) for one in picked.taken)
    assert not any(may_be_issued(one.born, TODAY, RULES, False) for one in picked.passed_over)
